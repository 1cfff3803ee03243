"""The card of a proposal: what is proposed, what speaks against it, and what can be done about it now."""

from datetime import datetime
from typing import Any

from threadline.bots.slack import kit
from threadline.bots.slack.rendering import escape
from threadline.calendar.event import EventDraft
from threadline.core.offer_words import change_lines
from threadline.core.phrases import when_label
from threadline.core.proposal import Action, Conflict, Proposal, State

Json = dict[str, Any]

CARD_EVENT = "threadline_card"
_MOST_CONFLICTS = 5
_LET_GO = (State.DISMISSED, State.EXPIRED)
_TEXT = 1_000
_SLOT = 300
_OVER = {
    Action.BOOK: {
        State.DISMISSED: "Dismissed. Nothing was booked.",
        State.EXPIRED: "Expired: nobody decided in time. Nothing was booked.",
        State.UNDONE: "Undone. The event is not in the calendar any more.",
        State.BOOKING: ":hourglass_flowing_sand: Booking…",
    },
    Action.CHANGE: {
        State.DISMISSED: "Dismissed. The event stays as it was.",
        State.EXPIRED: "Expired: nobody decided in time. The event stays as it was.",
        State.UNDONE: "Undone. The event is as it was before.",
        State.BOOKING: ":hourglass_flowing_sand: Changing…",
    },
    Action.CANCEL: {
        State.DISMISSED: "Dismissed. The event stays.",
        State.EXPIRED: "Expired: nobody decided in time. The event stays.",
        State.UNDONE: "Undone. The event is in the calendar again.",
        State.BOOKING: ":hourglass_flowing_sand: Cancelling…",
    },
}
_DONE = {
    Action.BOOK: ":white_check_mark: *In your calendar.*",
    Action.CHANGE: ":white_check_mark: *Changed in your calendar.*",
    Action.CANCEL: ":white_check_mark: *Cancelled.*",
}
_FAILED = {
    Action.BOOK: ":x: *It could not be booked.*",
    Action.CHANGE: ":x: *It could not be changed.*",
    Action.CANCEL: ":x: *It could not be cancelled.*",
}
_HEADERS = {Action.BOOK: "", Action.CHANGE: "Change: ", Action.CANCEL: "Cancel: "}
_CONFIRM = {Action.BOOK: "Confirm", Action.CHANGE: "Change it", Action.CANCEL: "Cancel it"}


def card_metadata(proposal: Proposal) -> Json:
    """What makes a message known as the card of a proposal."""
    return {"event_type": CARD_EVENT, "event_payload": {"proposal": proposal.id}}


def card_blocks(proposal: Proposal, *, owner: str, direct: bool, base_url: str | None) -> list[Json]:
    """The card as it stands. `owner` is the only one who decides; what else is in their calendar is only theirs."""
    draft = proposal.offer.draft
    title = f"{_HEADERS[proposal.offer.action]}{draft.title or 'Event'}"
    blocks = [kit.header(title), kit.section(_facts(draft))]
    if changes := change_lines(proposal.offer, draft.zone):
        blocks.append(kit.section(kit.shortened(escape("\n".join(changes).replace("**", "")), _TEXT)))
    if proposal.state in (State.PROPOSED, State.FAILED):
        blocks += _doubts(proposal, direct=direct)
    if told := _said(proposal):
        blocks.append(kit.context(told))
    if standing := _standing(proposal):
        blocks.append(kit.section(standing))
    if buttons := _buttons(proposal, owner=owner, base_url=base_url):
        blocks.append(kit.actions(*buttons))
    if proposal.state in (State.PROPOSED, State.FAILED, State.BOOKED):
        blocks.append(kit.context(f"Only <@{owner}> decides on this."))
    return blocks


def card_text(proposal: Proposal) -> str:
    """The card in one line, for notifications."""
    draft = proposal.offer.draft
    return escape(f"{draft.title}: {when_label(draft, draft.zone)} ({proposal.state})")[:_TEXT]


def value_of(proposal: Proposal, owner: str) -> str:
    """What a button carries: which proposal, as which version it was shown, and whose it is."""
    return f"{proposal.id}:{proposal.version}:{owner}"


def _facts(draft: EventDraft) -> str:
    lines = [f"*When*  {_when(draft)}"]
    if draft.location:
        lines.append(f"*Where*  {escape(kit.shortened(draft.location, _SLOT))}")
    if draft.attendees:
        people = ", ".join(str(attendee) for attendee in draft.attendees)
        lines.append(f"*Who*  {escape(kit.shortened(people, _TEXT))}")
    return "\n".join(lines)


def _when(draft: EventDraft) -> str:
    said = escape(when_label(draft, draft.zone))
    if draft.all_day:
        return said
    start = kit.local_time(draft.start, "{date_short_pretty}, {time}", _clock(draft.start))
    end = kit.local_time(draft.end, "{time}", _clock(draft.end))
    return f"{start} – {end} _(your time)_\n{said}"


def _clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _doubts(proposal: Proposal, *, direct: bool) -> list[Json]:
    offer, lines = proposal.offer, list[str]()
    lines.extend(f":warning: {escape(warning)}" for warning in offer.warnings)
    lines.extend(_conflict(conflict, direct=direct) for conflict in offer.conflicts[:_MOST_CONFLICTS])
    if len(offer.conflicts) > _MOST_CONFLICTS:
        lines.append(f":warning: and {len(offer.conflicts) - _MOST_CONFLICTS} more conflicts")
    lines.extend(f":grey_question: {escape(name)} could not be checked." for name in offer.unknown_calendars)
    return [kit.section("\n".join(lines))] if lines else []


def _conflict(conflict: Conflict, *, direct: bool) -> str:
    title = f"“{escape(kit.shortened(conflict.title, _SLOT))}”" if direct else "something in the calendar"
    start = kit.local_time(conflict.start, "{time}", _clock(conflict.start))
    end = kit.local_time(conflict.end, "{time}", _clock(conflict.end))
    return f":warning: Collides with {title}, {start} – {end}."


def _said(proposal: Proposal) -> str:
    said = dict.fromkeys(f"{part.slot}: “{escape(part.text)}”" for part in proposal.offer.evidence)
    return kit.shortened("Read from  " + "  ·  ".join(said), _TEXT) if said else ""


def _standing(proposal: Proposal) -> str:
    action = proposal.offer.action
    if proposal.state is State.BOOKED:
        return _DONE[action] + _reason(proposal)
    if proposal.state is State.FAILED:
        return _FAILED[action] + _reason(proposal)
    return _OVER[action].get(proposal.state, "") + (_reason(proposal) if proposal.state in _LET_GO else "")


def _reason(proposal: Proposal) -> str:
    return f" {escape(kit.shortened(proposal.reason, _TEXT))}" if proposal.reason else ""


def _buttons(proposal: Proposal, *, owner: str, base_url: str | None) -> list[Json]:
    value = value_of(proposal, owner)
    if proposal.state in (State.PROPOSED, State.FAILED):
        action = proposal.offer.action
        confirm = "Try again" if proposal.state is State.FAILED else _CONFIRM[action]
        edits = [kit.button("Edit", "edit", value), kit.button("Other times", "times", value)]
        return [
            kit.button(confirm, "confirm", value, style="danger" if action is Action.CANCEL else "primary"),
            *(edits if action is not Action.CANCEL else ()),
            kit.button("Keep it" if action is Action.CANCEL else "Dismiss", "dismiss", value),
        ]
    if proposal.state is State.BOOKED:
        undo = [kit.button("Undo", "undo", value)] if proposal.undo_until else []
        return [*undo, *([kit.button("Open", "open", url=f"{base_url}/")] if base_url else [])]
    return []
