"""From what the API takes to an event: a new one, or a changed one."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from threadline.bots.webhook.api.message_submission import read_zone
from threadline.bots.webhook.http.errors import unprocessable
from threadline.bots.webhook.schema.event_changes import EventPatch
from threadline.bots.webhook.schema.events import AttendeeBody, EventBody
from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.recurrence import check
from threadline.core.domain.proposal import NotAnEvent

FIRST_YEAR, LAST_YEAR = 1900, 2200
_PLAIN = ("title", "all_day", "location", "description", "private", "transparent", "meeting_link")
_CLEARABLE = ("location", "description", "recurrence", "reminders")


def new_draft(body: EventBody, zone: str) -> EventDraft:
    """The event that is asked for, in the person's `zone` unless it names its own.

    Raises `Problem`, `NotAnEvent`, `CalendarRejected`.
    """
    own = read_zone(body.timezone) or zone
    days = [moment for moment in (body.start, body.end) if not isinstance(moment, datetime)]
    if len(days) == 1:
        raise unprocessable("end", "The start and the end are both days, or both times.")
    return _checked(
        title=body.title,
        start=_moment(body.start, own, "start"),
        end=_moment(body.end, own, "end"),
        zone=own,
        all_day=body.all_day or bool(days),
        location=body.location or None,
        description=body.description or None,
        attendees=_attendees(body.attendees),
        rrule=body.recurrence or None,
        private=body.private,
        transparent=body.transparent,
        reminders=_reminders(body.reminders),
        meeting_link=body.meeting_link,
    )


def edited(draft: EventDraft, patch: EventPatch) -> EventDraft:
    """The event with what the patch names: absent fields stay, null clears what an event can do without.

    `start` alone moves the event as it is. Raises `Problem`, `NotAnEvent`, `CalendarRejected`.
    """
    given = {name for name in patch.model_fields_set if getattr(patch, name) is not None or name in _CLEARABLE}
    zone = read_zone(patch.timezone) or draft.zone
    start, end = _extent(draft, patch, zone)
    changes: dict[str, Any] = {name: getattr(patch, name) for name in _PLAIN if name in given}
    if "attendees" in given:
        changes["attendees"] = _attendees(patch.attendees or [])
    if "recurrence" in given:
        changes |= {"rrule": patch.recurrence or None, "excluded": ()}
    if "reminders" in given:
        changes["reminders"] = _reminders(patch.reminders)
    try:
        return _possible(replace(draft, start=start, end=end, zone=zone, **changes))
    except ValueError as error:
        raise NotAnEvent(_sentence(error)) from error


def shown_in(moment: datetime, zone: str, field: str) -> datetime:
    """An instant on the clock of a zone. Raises `Problem` (422) for years in which clocks make no sense."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise unprocessable(field, f"Times lie between the years {FIRST_YEAR} and {LAST_YEAR}.")
    return moment.astimezone(ZoneInfo(zone))


def _moment(value: datetime | date, zone: str, field: str) -> datetime:
    """An instant, or the midnight that a day begins with, on the clock of a zone."""
    if isinstance(value, datetime):
        return shown_in(value, zone, field)
    return shown_in(datetime.combine(value, time(), tzinfo=ZoneInfo(zone)), zone, field)


def _extent(draft: EventDraft, patch: EventPatch, zone: str) -> tuple[datetime, datetime]:
    start = shown_in(patch.start, zone, "start") if patch.start else None
    end = shown_in(patch.end, zone, "end") if patch.end else None
    if start is not None and end is None:
        moved = draft.moved(start) if not draft.all_day else _moved_dates(draft, start)
        return start, moved.end.astimezone(ZoneInfo(zone))
    return start or draft.start.astimezone(ZoneInfo(zone)), end or draft.end.astimezone(ZoneInfo(zone))


def _moved_dates(draft: EventDraft, start: datetime) -> EventDraft:
    first, last = draft.dates
    return EventDraft.of_dates(draft.title, start.date(), start.date() + (last - first), str(start.tzinfo))


def _checked(**values: Any) -> EventDraft:
    try:
        return _possible(EventDraft(**values))
    except ValueError as error:
        raise NotAnEvent(_sentence(error)) from error


def _possible(draft: EventDraft) -> EventDraft:
    """The event, if a calendar can hold it. Raises ValueError, or `CalendarRejected` for a rule that cannot be."""
    check(_as_dates(draft))
    return draft


def _as_dates(draft: EventDraft) -> EventDraft:
    """An all-day event as a run of dates: it has to begin and end at midnight in its zone."""
    if not draft.all_day:
        return draft
    if any(moment.time() != time() for moment in (draft.start, draft.end)):
        raise ValueError("an all-day event runs from midnight to midnight in its time zone")
    return draft


def _attendees(bodies: list[AttendeeBody]) -> tuple[Attendee, ...]:
    if any(not body.name.strip() and body.email is None for body in bodies):
        raise unprocessable("attendees", "An attendee has a name or an address.")
    return tuple(Attendee(body.name.strip(), body.email) for body in bodies)


def _reminders(minutes: list[int] | None) -> tuple[int, ...] | None:
    return tuple(dict.fromkeys(minutes)) if minutes is not None else None


def _sentence(error: ValueError) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
