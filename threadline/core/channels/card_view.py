"""The words of a proposal's card, the same on every platform: where it stands, what speaks against it, its buttons.

A channel gives them its marks and its escaping: `written` makes text from outside harmless where it is shown.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from threadline.core.channels.formatting import shortened
from threadline.core.domain.proposal import Action, Conflict, Offer, Proposal, State

MOST_CONFLICTS = 5
"""So many conflicts are named; of further ones only how many there are."""

_TITLE = 300

_CONFIRM = {Action.BOOK: "Confirm", Action.CHANGE: "Change it", Action.CANCEL: "Cancel the event"}
_WORKING = {Action.BOOK: "Booking…", Action.CHANGE: "Changing…", Action.CANCEL: "Cancelling…"}
_DONE = {
    Action.BOOK: "In your calendar.",
    Action.CHANGE: "Changed in your calendar.",
    Action.CANCEL: "Cancelled. The event is not in your calendar any more.",
}
_FAILED = {
    Action.BOOK: "It could not be booked.",
    Action.CHANGE: "It could not be changed.",
    Action.CANCEL: "It could not be cancelled.",
}
_UNDONE = {
    Action.BOOK: "Undone. The event is not in the calendar any more.",
    Action.CHANGE: "Undone. The event is as it was before.",
    Action.CANCEL: "Undone. The event is in the calendar again.",
}
_LET_GO = {
    Action.BOOK: "Nothing was booked.",
    Action.CHANGE: "The event stays as it was.",
    Action.CANCEL: "The event stays.",
}


class StatusMark(StrEnum):
    """What kind of news a standing is, for a channel to show by a sign or a colour."""

    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class CardStatus:
    """What became of a proposal, as a sentence; `reason` says more about it, "" if there is nothing to say."""

    mark: StatusMark
    said: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CardWarning:
    """A sentence that speaks against an event. `unknown`: what is not known, rather than what is."""

    said: str
    unknown: bool = False


def standing_of(proposal: Proposal) -> CardStatus | None:
    """Where a proposal stands; None while nobody has decided."""
    action, reason = proposal.offer.action, proposal.reason or ""
    match proposal.state:
        case State.BOOKING:
            return CardStatus(StatusMark.WORKING, _WORKING[action])
        case State.BOOKED:
            return CardStatus(StatusMark.DONE, _DONE[action], reason)
        case State.FAILED:
            return CardStatus(StatusMark.FAILED, _FAILED[action], reason)
        case State.UNDONE:
            return CardStatus(StatusMark.OVER, _UNDONE[action], reason)
        case State.DISMISSED:
            return CardStatus(StatusMark.OVER, f"Dismissed. {_LET_GO[action]}", reason)
        case State.EXPIRED:
            return CardStatus(StatusMark.OVER, f"Expired: nobody decided in time. {_LET_GO[action]}", reason)
    return None


def confirm_label(proposal: Proposal) -> str:
    """What the button that does it is called."""
    return "Try again" if proposal.state is State.FAILED else _CONFIRM[proposal.offer.action]


def dismiss_label(proposal: Proposal) -> str:
    """What the button that lets it go is called."""
    return "Keep it" if proposal.offer.action is Action.CANCEL else "Dismiss"


def doubts_of(
    offer: Offer, span: Callable[[Conflict], str], written: Callable[[str], str], *, shared: bool
) -> Iterator[CardWarning]:
    """What speaks against it. `span` says when a conflict is; with what it is is not told where others read it too."""
    yield from (CardWarning(written(warning)) for warning in offer.warnings)
    for conflict in offer.conflicts[:MOST_CONFLICTS]:
        yield CardWarning(f"{_collision(conflict, written, shared=shared)}, {span(conflict)}.")
    if len(offer.conflicts) > MOST_CONFLICTS:
        yield CardWarning(f"And {len(offer.conflicts) - MOST_CONFLICTS} more conflicts.")
    yield from (CardWarning(f"{written(name)} could not be checked.", unknown=True) for name in offer.unknown_calendars)


def sources_of(offer: Offer, written: Callable[[str], str]) -> str:
    """Which words the event was read from, in one line; "" if none are known."""
    said = dict.fromkeys(f"{part.slot}: “{written(part.text)}”" for part in offer.evidence)
    return "Read from " + " · ".join(said) if said else ""


def _collision(conflict: Conflict, written: Callable[[str], str], *, shared: bool) -> str:
    if shared:
        own = conflict.who is None
        return "Collides with something in the calendar" if own else "Somebody who is invited is busy"
    if conflict.who is not None:
        return f"{written(shortened(conflict.who, _TITLE))} is busy"
    return f"Collides with “{written(shortened(conflict.title, _TITLE))}”"
