"""Where a proposal stands, in words: the question while it is open, what became of it, and a short name for that."""

from dataclasses import dataclass
from enum import StrEnum

from threadline.core.domain.proposal import Action, Proposal, State

_QUESTIONS = {
    Action.BOOK: "Put this into your calendar?",
    Action.CHANGE: "Change this event?",
    Action.CANCEL: "Cancel this event?",
}
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
_OPEN_BADGES = {Action.BOOK: "Proposed", Action.CHANGE: "Change", Action.CANCEL: "Cancellation"}
_DONE_BADGES = {Action.BOOK: "Booked", Action.CHANGE: "Changed", Action.CANCEL: "Cancelled"}


class StatusMark(StrEnum):
    """What kind of news a status is, for a channel to show by a sign or a colour."""

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


def status_of(proposal: Proposal) -> CardStatus | None:
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


def question_of(proposal: Proposal) -> str:
    """What the card asks for; "" where there is a status to tell instead."""
    return _QUESTIONS[proposal.offer.action] if proposal.state is State.PROPOSED else ""


def badge_of(proposal: Proposal) -> str:
    """Where a proposal stands, in a word or two."""
    action = proposal.offer.action
    match proposal.state:
        case State.PROPOSED:
            return _OPEN_BADGES[action]
        case State.BOOKING:
            return _WORKING[action]
        case State.BOOKED:
            return _DONE_BADGES[action]
        case State.FAILED:
            return f"Not {_DONE_BADGES[action].lower()}"
    return proposal.state.value.capitalize()
