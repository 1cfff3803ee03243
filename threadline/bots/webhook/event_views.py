"""From calendars and proposals to what the API shows. Times carry the offset of the zone they are shown in."""

from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.bots.webhook.schema.events import (
    AlternativeView,
    AttendeeView,
    BusyView,
    CalendarView,
    ConflictView,
    EventView,
    EvidenceView,
    FreeBusyView,
    ProposalView,
    SlotView,
)
from threadline.calendar.event import Event, EventDraft, FreeBusy
from threadline.calendar.freetime import Slot
from threadline.calendar.port import CalendarInfo
from threadline.core.phrases import span_label, when_label
from threadline.core.proposal import Conflict, Evidence, Offer, Proposal


def event_view(event: Event) -> EventView:
    """An event that a calendar has."""
    return draft_view(event.draft, event_id=event.id, calendar_id=event.calendar_id, version=event.version)


def draft_view(
    draft: EventDraft, *, event_id: str | None = None, calendar_id: str | None = None, version: str | None = None
) -> EventView:
    """An event, booked or not."""
    zone = ZoneInfo(draft.zone)
    return EventView(
        id=event_id,
        calendar_id=calendar_id,
        title=draft.title,
        start=draft.start.astimezone(zone),
        end=draft.end.astimezone(zone),
        all_day=draft.all_day,
        timezone=draft.zone,
        location=draft.location,
        description=draft.description,
        attendees=[AttendeeView(name=each.name, email=each.email) for each in draft.attendees],
        recurrence=draft.rrule,
        version=version,
    )


def proposal_view(proposal: Proposal, zone: str) -> ProposalView:
    """A proposal as its owner sees it, whose zone is `zone`."""
    offer = proposal.offer
    return ProposalView(
        id=proposal.id,
        state=proposal.state.value,
        version=proposal.version,
        event=draft_view(offer.draft, event_id=proposal.event_id, calendar_id=proposal.calendar_id),
        conversation_id=proposal.conversation_id,
        message_id=proposal.message_id,
        calendar_id=proposal.calendar_id,
        event_id=proposal.event_id,
        created_at=proposal.created_at,
        expires_at=proposal.expires_at,
        undo_until=proposal.undo_until,
        when_label=when_label(offer.draft, zone),
        evidence=[evidence_view(each) for each in offer.evidence],
        alternatives=alternative_views(offer, zone),
        warnings=list(offer.warnings),
        conflicts=[_conflict_view(each, zone) for each in offer.conflicts],
        unknown_calendars=list(offer.unknown_calendars),
        reason=proposal.reason,
    )


def evidence_view(evidence: Evidence) -> EvidenceView:
    """Which words a part was read from."""
    return EvidenceView.model_validate(evidence)


def alternative_views(offer: Offer, zone: str) -> list[AlternativeView]:
    """Other readings and other free times. Labels of times are in the reader's zone; days are the same everywhere."""
    return [
        AlternativeView(
            start=_in(each.start, zone),
            end=_in(each.end, zone),
            label=each.label if offer.draft.all_day else span_label(each.start, each.end, zone),
            kind="free" if each.kind == "free" else "reading",
        )
        for each in offer.alternatives
    ]


def calendar_view(info: CalendarInfo, provider: str) -> CalendarView:
    """One of the person's calendars."""
    return CalendarView(id=info.id, name=info.name, primary=info.primary, writable=info.writable, provider=provider)


def free_busy_view(answer: FreeBusy, zone: str) -> FreeBusyView:
    """When one calendar is busy."""
    return FreeBusyView(
        calendar_id=answer.calendar_id,
        knowledge=answer.knowledge.value,
        busy=[BusyView(start=_in(each.start, zone), end=_in(each.end, zone)) for each in answer.busy],
        reason=answer.reason,
    )


def slot_view(slot: Slot, zone: str) -> SlotView:
    """A free slot."""
    label = span_label(slot.start, slot.end, zone)
    return SlotView(start=_in(slot.start, zone), end=_in(slot.end, zone), label=label)


def _conflict_view(conflict: Conflict, zone: str) -> ConflictView:
    return ConflictView(title=conflict.title, start=_in(conflict.start, zone), end=_in(conflict.end, zone))


def _in(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))
