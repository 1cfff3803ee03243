"""The card of a proposal: what is proposed, what speaks against it, and what can be done about it now."""

from typing import Any

from threadline.bots.teams import adaptive_cards
from threadline.bots.teams.rendering import card_text
from threadline.bots.teams.thread_ref import CardPlace
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
from threadline.core.domain.proposal import OPEN, Action, Conflict, Proposal, State

Json = dict[str, Any]

REFRESH, CONFIRM, DISMISS, UNDO, EDIT, TIMES = "refresh", "confirm", "dismiss", "undo", "edit", "times"
_SLOT = 300
_PEOPLE = 1_000

_MARKS = {
    StatusMark.WORKING: "⏳ {}",
    StatusMark.DONE: "✅ **{}**",
    StatusMark.FAILED: "❌ **{}**",
    StatusMark.OVER: "{}",
}


def proposal_card(proposal: Proposal, place: CardPlace, *, base_url: str | None) -> Json:
    """The card as it stands. Only its owner decides; what else is in their calendar is told in their own chat only."""
    offer = proposal.offer
    body = [adaptive_cards.heading(_title(proposal)), *_facts(proposal)]
    if proposal.state in OPEN:
        body += _doubts(proposal, personal=place.personal)
    if sources := sources_of(offer, str):
        body.append(adaptive_cards.small(shortened(sources, _PEOPLE)))
    if standing := _standing(proposal):
        body.append(adaptive_cards.marked(standing))
    if proposal.state in (*OPEN, State.BOOKED):
        body.append(adaptive_cards.small(f"Only {place.owner or 'the person who asked'} decides on this."))
    data = {"proposal": proposal.id, "version": proposal.version}
    refresh = {"action": {"type": "Action.Execute", "verb": REFRESH, "data": data}, "userIds": [place.account]}
    return adaptive_cards.card(body, _buttons(proposal, data, base_url), refresh=refresh, said=summary(proposal))


def summary(proposal: Proposal) -> str:
    """The card in one line, for notifications and screen readers."""
    draft = proposal.offer.draft
    return shortened(f"{_title(proposal)}: {when_label(draft, draft.zone)} ({proposal.state})", _PEOPLE)


def _title(proposal: Proposal) -> str:
    title = proposal.offer.draft.title or "Event"
    before = proposal.offer.target.before if proposal.offer.target else None
    match proposal.offer.action:
        case Action.CANCEL:
            return f"Cancel: {title}"
        case Action.CHANGE if before is not None and _moved(before, proposal.offer.draft):
            return f"Move: {before.title or title}"
        case Action.CHANGE:
            return f"Change: {before.title if before and before.title else title}"
    return title


def _facts(proposal: Proposal) -> list[Json]:
    """When in the reader's zone and in the speaker's; where; who. What changes is shown before and after."""
    offer = proposal.offer
    draft, target = offer.draft, offer.target
    before = target.before if target is not None and offer.action is Action.CHANGE else None
    rows = [("When", when_label(draft, draft.zone), when_label(before, before.zone) if before else None)]
    if before is not None and before.title != draft.title:
        rows.insert(0, ("What", draft.title, before.title))
    rows.append(("Where", draft.location or "", (before.location or "") if before else None))
    rows.append(("Who", _people(draft), _people(before) if before else None))
    shown = [(name, _change(old, new)) for name, new, old in rows if new or old]
    return [*_local(draft), adaptive_cards.facts(*shown)]


def _change(before: str | None, after: str) -> str:
    if before is None or before == after:
        return shortened(after, _PEOPLE)
    return f"{shortened(before or 'none', _SLOT)} → {shortened(after or 'none', _SLOT)}"


def _local(draft: EventDraft) -> list[Json]:
    """The instant in each reader's own zone; a run of dates is the same for all."""
    if draft.all_day:
        return []
    start, end = adaptive_cards.local_time(draft.start), adaptive_cards.local_time(draft.end)
    last = "" if draft.start.date() == draft.end.date() else f"{adaptive_cards.local_day(draft.end)}, "
    return [adaptive_cards.marked(f"{adaptive_cards.local_day(draft.start)}, {start} – {last}{end} (your time)")]


def _people(draft: EventDraft) -> str:
    return ", ".join(str(attendee) for attendee in draft.attendees)


def _moved(before: EventDraft, after: EventDraft) -> bool:
    return (before.start, before.end) != (after.start, after.end)


def _doubts(proposal: Proposal, *, personal: bool) -> list[Json]:
    doubts = doubts_of(proposal.offer, _span, card_text, shared=not personal)
    lines = (f"{'❔' if doubt.unknown else '⚠️'} {doubt.said}" for doubt in doubts)
    return [adaptive_cards.marked(line, spacing="Small", color="Warning") for line in lines]


def _span(conflict: Conflict) -> str:
    return f"{adaptive_cards.local_time(conflict.start)} – {adaptive_cards.local_time(conflict.end)}"


def _standing(proposal: Proposal) -> str:
    standing = standing_of(proposal)
    if standing is None:
        return ""
    reason = f" {card_text(shortened(standing.reason, _PEOPLE))}" if standing.reason else ""
    return _MARKS[standing.mark].format(standing.said) + reason


def _buttons(proposal: Proposal, data: Json, base_url: str | None) -> list[Json]:
    action = proposal.offer.action
    if proposal.state in OPEN:
        style = "destructive" if action is Action.CANCEL else "positive"
        confirm = adaptive_cards.execute(confirm_label(proposal), CONFIRM, data, style=style)
        forms = [
            adaptive_cards.opens_form("Edit", data | {"form": EDIT}),
            adaptive_cards.opens_form("Other times", data | {"form": TIMES}),
        ]
        dismiss = adaptive_cards.execute(dismiss_label(proposal), DISMISS, data)
        return [confirm, *([] if action is Action.CANCEL else forms), dismiss]
    if proposal.state is State.BOOKED:
        undo = [adaptive_cards.execute("Undo", UNDO, data)] if proposal.undo_until else []
        return [*undo, *([adaptive_cards.opens("Open", f"{base_url}/")] if base_url else [])]
    return []
