"""From calendars and proposals to what the API shows. Times carry the offset of the zone they are shown in."""

from datetime import datetime, timedelta
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
    HandedTodoView,
    LocalTimeView,
    ProposalView,
    SlotView,
    UnreadableView,
)
from threadline.bots.webhook.schema.series import SeriesView
from threadline.bots.webhook.views.card_views import proposal_card
from threadline.calendar.event import Event, EventDraft, FreeBusy
from threadline.calendar.free_slots import Slot
from threadline.calendar.port import CalendarError, CalendarInfo, CalendarRejected
from threadline.calendar.recurrence import as_utc, first_occurrences, series_end, split_id
from threadline.core.channels.formatting import repeats_label, span_label, when_label
from threadline.core.domain.proposal import Conflict, Evidence, Handover, Offer, Proposal

_YEAR, _MOST_STARTS = timedelta(days=366), 200
_COUNTED, _MOST_TIMES = timedelta(days=20 * 366), 1000

BUILTIN = "builtin"
"""The back end whose calendars are called by their own ids alone."""


def full_id(backend: str, calendar_id: str) -> str:
    """The id of a calendar among all that a person has."""
    return calendar_id if backend == BUILTIN else f"{backend}:{calendar_id}"


def event_view(event: Event, backend: str) -> EventView:
    """An event that a calendar of that back end has."""
    view = draft_view(event.draft, event_id=event.id, calendar_id=full_id(backend, event.calendar_id))
    own = {
        "version": event.version,
        "meeting_url": event.meeting_link,
        "link": event.link,
        "series_id": series_of(event),
    }
    return view.model_copy(update=own)


def series_of(event: Event) -> str | None:
    """The id of the series that an event is one time of, None where it stands for itself."""
    series_id, occurrence = split_id(event.id)
    return series_id if occurrence is not None else event.series_id


def series_view(series: Event, event: Event) -> SeriesView:
    """An event that repeats, of which `event` is one time."""
    rule, zone = series.draft.rrule or "", ZoneInfo(series.draft.zone)
    found = _every_time(series.draft)
    _, original = split_id(event.id)
    moment = as_utc(original or event.draft.start)
    place = next(
        (number for number, each in enumerate(found, 1) if as_utc(each).replace(microsecond=0) == moment), None
    )
    whole = 0 < len(found) < _MOST_TIMES and series_end(series.draft) is not None
    return SeriesView(
        id=series.id,
        recurrence=rule,
        repeats=repeats_label(rule),
        first=(found[0] if found else series.draft.start).astimezone(zone),
        last=found[-1].astimezone(zone) if whole else None,
        count=len(found) if whole else None,
        position=place,
    )


def _every_time(draft: EventDraft) -> list[datetime]:
    """When a series begins, each time, as far as it is worth counting."""
    try:
        return [each.start for each in first_occurrences(draft, draft.start + _COUNTED, limit=_MOST_TIMES)]
    except CalendarRejected:
        return []


def draft_view(draft: EventDraft, *, event_id: str | None = None, calendar_id: str | None = None) -> EventView:
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
        private=draft.private,
        transparent=draft.transparent,
        tentative=draft.tentative,
        reminders=list(draft.reminders) if draft.reminders is not None else None,
        meeting_link=draft.meeting_link,
    )


def proposal_view(proposal: Proposal, zone: str) -> ProposalView:
    """A proposal as its owner sees it, whose zone is `zone`."""
    offer, calendar_id = proposal.offer, full_id(proposal.calendar, proposal.calendar_id)
    return ProposalView(
        id=proposal.id,
        state=proposal.state.value,
        version=proposal.version,
        action=offer.action.value,
        event=draft_view(offer.draft, event_id=proposal.event_id, calendar_id=calendar_id),
        before=_before_view(proposal),
        invite=offer.invite,
        conversation_id=proposal.conversation_id,
        message_id=proposal.message_id,
        calendar_id=calendar_id,
        event_id=proposal.event_id,
        created_at=proposal.created_at,
        expires_at=proposal.expires_at,
        undo_until=proposal.undo_until,
        when_label=when_label(offer.draft, zone),
        before_label=when_label(offer.target.before, zone) if offer.target else None,
        starts=_starts(offer.draft),
        evidence=[evidence_view(each) for each in offer.evidence],
        alternatives=alternative_views(offer, zone),
        warnings=list(offer.warnings),
        conflicts=[_conflict_view(each, zone) for each in offer.conflicts],
        unknown_calendars=list(offer.unknown_calendars),
        todos=_todo_views(offer.handover),
        todo_list=offer.handover.service if offer.handover else None,
        reason=proposal.reason,
        card=proposal_card(proposal, zone),
    )


def _todo_views(handover: Handover | None) -> list[HandedTodoView]:
    todos = handover.todos if handover is not None else ()
    return [HandedTodoView(title=each.title, due=each.due) for each in todos]


def _starts(draft: EventDraft) -> list[datetime]:
    """When the occurrences of a series begin, on the clock of its zone."""
    if draft.rrule is None:
        return []
    try:
        found = first_occurrences(draft, draft.start + _YEAR, limit=_MOST_STARTS)
    except CalendarRejected:  # a rule that calendars refuse is still shown, at its first time
        return []
    return [each.start.astimezone(ZoneInfo(draft.zone)) for each in found]


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


def calendar_view(info: CalendarInfo, backend: str, *, is_default: bool) -> CalendarView:
    """One of the person's calendars."""
    return CalendarView(
        id=full_id(backend, info.id),
        name=info.name,
        primary=info.primary,
        writable=info.writable,
        provider=backend,
        default=is_default,
    )


def unreadable_view(backend: str, title: str, problem: CalendarError) -> UnreadableView:
    """A back end whose calendars cannot be told."""
    return UnreadableView(provider=backend, title=title, reason=str(problem))


def free_busy_view(answer: FreeBusy, zone: str, *, calendar_id: str | None = None) -> FreeBusyView:
    """When one calendar is busy; `calendar_id` is its full id, absent for a person's address."""
    return FreeBusyView(
        calendar_id=calendar_id or answer.calendar_id,
        knowledge=answer.knowledge.value,
        busy=[BusyView(start=_in(each.start, zone), end=_in(each.end, zone)) for each in answer.busy],
        reason=answer.reason,
    )


def slot_view(slot: Slot, zone: str) -> SlotView:
    """A free slot."""
    return SlotView(
        start=_in(slot.start, zone),
        end=_in(slot.end, zone),
        label=span_label(slot.start, slot.end, zone),
        local=[LocalTimeView(name=each.name, start=each.start, end=each.end) for each in slot.local],
        unknown=list(slot.unknown),
        outside_working_hours=list(slot.outside),
    )


def _before_view(proposal: Proposal) -> EventView | None:
    """What is to be changed or cancelled, as it was when that was proposed."""
    target = proposal.offer.target
    if target is None:
        return None
    where = full_id(target.calendar, target.calendar_id)
    return draft_view(target.before, event_id=target.event_id, calendar_id=where)


def _conflict_view(conflict: Conflict, zone: str) -> ConflictView:
    return ConflictView(title=conflict.title, start=_in(conflict.start, zone), end=_in(conflict.end, zone))


def _in(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))
