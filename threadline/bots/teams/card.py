"""The card of a proposal: what is proposed, what speaks against it, and what can be done about it now."""

from typing import Any

from threadline.bots.teams import kit
from threadline.bots.teams.address import CardPlace
from threadline.bots.teams.rendering import card_text
from threadline.calendar.event import EventDraft
from threadline.core.phrases import when_label
from threadline.core.proposal import Action, Conflict, Proposal, State

Json = dict[str, Any]

REFRESH, CONFIRM, DISMISS, UNDO, EDIT, TIMES = "refresh", "confirm", "dismiss", "undo", "edit", "times"
_MOST_CONFLICTS = 5
_SLOT = 300
_PEOPLE = 1_000

_VERBS = {Action.BOOK: "Confirm", Action.CHANGE: "Change it", Action.CANCEL: "Cancel the event"}
_DONE = {
    Action.BOOK: "✅ **In your calendar.**",
    Action.CHANGE: "✅ **Changed in your calendar.**",
    Action.CANCEL: "✅ **Cancelled.** The event is not in your calendar any more.",
}
_FAILED = {
    Action.BOOK: "❌ **It could not be booked.**",
    Action.CHANGE: "❌ **It could not be changed.**",
    Action.CANCEL: "❌ **It could not be cancelled.**",
}
_WORKING = {Action.BOOK: "⏳ Booking…", Action.CHANGE: "⏳ Changing…", Action.CANCEL: "⏳ Cancelling…"}
_NOTHING = {
    Action.BOOK: "Nothing was booked.",
    Action.CHANGE: "Nothing was changed.",
    Action.CANCEL: "Nothing was cancelled.",
}
_UNDONE = {
    Action.BOOK: "Undone. The event is not in the calendar any more.",
    Action.CHANGE: "Undone. The event is as it was before.",
    Action.CANCEL: "Undone. The event is in the calendar again.",
}
_OPEN = (State.PROPOSED, State.FAILED)


def proposal_card(proposal: Proposal, place: CardPlace, *, base_url: str | None) -> Json:
    """The card as it stands. Only its owner decides; what else is in their calendar is told in their own chat only."""
    offer = proposal.offer
    body = [kit.heading(_title(proposal)), *_facts(proposal)]
    if proposal.state in _OPEN:
        body += _doubts(proposal, personal=place.personal)
    if offer.evidence:
        said = dict.fromkeys(f"{part.slot}: “{part.text}”" for part in offer.evidence)
        body.append(kit.small(kit.shortened("Read from " + " · ".join(said), _PEOPLE)))
    if standing := _standing(proposal):
        body.append(kit.marked(standing))
    if proposal.state in (*_OPEN, State.BOOKED):
        body.append(kit.small(f"Only {place.owner or 'the person who asked'} decides on this."))
    data = {"proposal": proposal.id, "version": proposal.version}
    refresh = {"action": {"type": "Action.Execute", "verb": REFRESH, "data": data}, "userIds": [place.account]}
    return kit.card(body, _buttons(proposal, data, base_url), refresh=refresh, said=summary(proposal))


def summary(proposal: Proposal) -> str:
    """The card in one line, for notifications and screen readers."""
    draft = proposal.offer.draft
    return kit.shortened(f"{_title(proposal)}: {when_label(draft, draft.zone)} ({proposal.state})", _PEOPLE)


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
    return [*_local(draft), kit.facts(*shown)]


def _change(before: str | None, after: str) -> str:
    if before is None or before == after:
        return kit.shortened(after, _PEOPLE)
    return f"{kit.shortened(before or 'none', _SLOT)} → {kit.shortened(after or 'none', _SLOT)}"


def _local(draft: EventDraft) -> list[Json]:
    """The instant in each reader's own zone; a run of dates is the same for all."""
    if draft.all_day:
        return []
    start, end = kit.local_time(draft.start), kit.local_time(draft.end)
    last = "" if draft.start.date() == draft.end.date() else f"{kit.local_day(draft.end)}, "
    return [kit.marked(f"{kit.local_day(draft.start)}, {start} – {last}{end} (your time)")]


def _people(draft: EventDraft) -> str:
    return ", ".join(str(attendee) for attendee in draft.attendees)


def _moved(before: EventDraft, after: EventDraft) -> bool:
    return (before.start, before.end) != (after.start, after.end)


def _doubts(proposal: Proposal, *, personal: bool) -> list[Json]:
    offer = proposal.offer
    lines = [f"⚠️ {card_text(warning)}" for warning in offer.warnings]
    lines += [_conflict(conflict, personal=personal) for conflict in offer.conflicts[:_MOST_CONFLICTS]]
    if len(offer.conflicts) > _MOST_CONFLICTS:
        lines.append(f"⚠️ and {len(offer.conflicts) - _MOST_CONFLICTS} more conflicts")
    lines += [f"❔ {card_text(name)} could not be checked." for name in offer.unknown_calendars]
    return [kit.marked(line, spacing="Small", color="Warning") for line in lines]


def _conflict(conflict: Conflict, *, personal: bool) -> str:
    title = f"“{card_text(kit.shortened(conflict.title, _SLOT))}”" if personal else "something in the calendar"
    return f"⚠️ Collides with {title}, {kit.local_time(conflict.start)} – {kit.local_time(conflict.end)}."


def _standing(proposal: Proposal) -> str:
    action = proposal.offer.action
    reason = f" {card_text(kit.shortened(proposal.reason, _PEOPLE))}" if proposal.reason else ""
    match proposal.state:
        case State.BOOKING:
            return _WORKING[action]
        case State.BOOKED:
            return _DONE[action] + reason
        case State.FAILED:
            return _FAILED[action] + reason
        case State.UNDONE:
            return _UNDONE[action] + reason
        case State.DISMISSED:
            return f"Dismissed. {_NOTHING[action]}"
        case State.EXPIRED:
            return f"Expired: nobody decided in time. {_NOTHING[action]}"
    return ""


def _buttons(proposal: Proposal, data: Json, base_url: str | None) -> list[Json]:
    action = proposal.offer.action
    if proposal.state in _OPEN:
        label = "Try again" if proposal.state is State.FAILED else _VERBS[action]
        confirm = kit.execute(label, CONFIRM, data, style="destructive" if action is Action.CANCEL else "positive")
        forms = [
            kit.opens_form("Edit", data | {"form": EDIT}),
            kit.opens_form("Other times", data | {"form": TIMES}),
        ]
        dismiss = kit.execute("Keep it" if action is Action.CANCEL else "Dismiss", DISMISS, data)
        return [confirm, *([] if action is Action.CANCEL else forms), dismiss]
    if proposal.state is State.BOOKED:
        undo = [kit.execute("Undo", UNDO, data)] if proposal.undo_until else []
        return [*undo, *([kit.opens("Open", f"{base_url}/")] if base_url else [])]
    return []
