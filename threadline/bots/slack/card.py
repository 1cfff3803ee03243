"""The card of a proposal: what is proposed, what speaks against it, and what can be done about it now."""

from datetime import datetime
from typing import Any

from threadline.bots.slack import block_kit
from threadline.bots.slack.rendering import escape
from threadline.calendar.event import EventDraft
from threadline.core.channels.card_view import (
    StatusMark,
    confirm_label,
    dismiss_label,
    doubts_of,
    sources_of,
    standing_of,
)
from threadline.core.channels.formatting import shortened, when_label
from threadline.core.channels.offer_text import change_lines
from threadline.core.domain.proposal import OPEN, Action, Conflict, Proposal, State

Json = dict[str, Any]

CARD_EVENT = "threadline_card"
_TEXT = 1_000
_SLOT = 300
_MARKS = {
    StatusMark.WORKING: ":hourglass_flowing_sand: {}",
    StatusMark.DONE: ":white_check_mark: *{}*",
    StatusMark.FAILED: ":x: *{}*",
    StatusMark.OVER: "{}",
}
_HEADERS = {Action.BOOK: "", Action.CHANGE: "Change: ", Action.CANCEL: "Cancel: "}


def card_metadata(proposal: Proposal) -> Json:
    """What makes a message known as the card of a proposal."""
    return {"event_type": CARD_EVENT, "event_payload": {"proposal": proposal.id}}


def card_blocks(proposal: Proposal, *, owner: str, direct: bool, base_url: str | None) -> list[Json]:
    """The card as it stands. `owner` is the only one who decides; what else is in their calendar is only theirs."""
    draft = proposal.offer.draft
    title = f"{_HEADERS[proposal.offer.action]}{draft.title or 'Event'}"
    blocks = [block_kit.header(title), block_kit.section(_facts(draft))]
    if changes := change_lines(proposal.offer, draft.zone):
        blocks.append(block_kit.section(shortened(escape("\n".join(changes).replace("**", "")), _TEXT)))
    if proposal.state in OPEN:
        blocks += _doubts(proposal, direct=direct)
    if sources := sources_of(proposal.offer, escape):
        blocks.append(block_kit.context(shortened(sources, _TEXT)))
    if standing := _standing(proposal):
        blocks.append(block_kit.section(standing))
    if buttons := _buttons(proposal, owner=owner, base_url=base_url):
        blocks.append(block_kit.actions(*buttons))
    if proposal.state in (*OPEN, State.BOOKED):
        blocks.append(block_kit.context(f"Only <@{owner}> decides on this."))
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
        lines.append(f"*Where*  {escape(shortened(draft.location, _SLOT))}")
    if draft.attendees:
        people = ", ".join(str(attendee) for attendee in draft.attendees)
        lines.append(f"*Who*  {escape(shortened(people, _TEXT))}")
    return "\n".join(lines)


def _when(draft: EventDraft) -> str:
    said = escape(when_label(draft, draft.zone))
    if draft.all_day:
        return said
    start = block_kit.local_time(draft.start, "{date_short_pretty}, {time}", _clock(draft.start))
    end = block_kit.local_time(draft.end, "{time}", _clock(draft.end))
    return f"{start} – {end} _(your time)_\n{said}"


def _clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _doubts(proposal: Proposal, *, direct: bool) -> list[Json]:
    doubts = doubts_of(proposal.offer, _span, escape, shared=not direct)
    lines = [f"{':grey_question:' if doubt.unknown else ':warning:'} {doubt.said}" for doubt in doubts]
    return [block_kit.section("\n".join(lines))] if lines else []


def _span(conflict: Conflict) -> str:
    start = block_kit.local_time(conflict.start, "{time}", _clock(conflict.start))
    end = block_kit.local_time(conflict.end, "{time}", _clock(conflict.end))
    return f"{start} – {end}"


def _standing(proposal: Proposal) -> str:
    standing = standing_of(proposal)
    if standing is None:
        return ""
    reason = f" {escape(shortened(standing.reason, _TEXT))}" if standing.reason else ""
    return _MARKS[standing.mark].format(standing.said) + reason


def _buttons(proposal: Proposal, *, owner: str, base_url: str | None) -> list[Json]:
    value = value_of(proposal, owner)
    if proposal.state in OPEN:
        action = proposal.offer.action
        style = "danger" if action is Action.CANCEL else "primary"
        edits = [block_kit.button("Edit", "edit", value), block_kit.button("Other times", "times", value)]
        return [
            block_kit.button(confirm_label(proposal), "confirm", value, style=style),
            *(edits if action is not Action.CANCEL else ()),
            block_kit.button(dismiss_label(proposal), "dismiss", value),
        ]
    if proposal.state is State.BOOKED:
        undo = [block_kit.button("Undo", "undo", value)] if proposal.undo_until else []
        return [*undo, *([block_kit.button("Open", "open", url=f"{base_url}/")] if base_url else [])]
    return []
