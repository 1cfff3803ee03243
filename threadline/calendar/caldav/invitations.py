"""The guest's copy of a meeting that somebody else organises, as a file.

A guest writes little there: the own answer, alarms, and whether it takes time (RFC 6638, section 3.2.2.1). All else is
the organiser's, above all ORGANIZER, STATUS, SEQUENCE and who tells whom.
"""

import copy
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from icalendar import Alarm, Calendar
from icalendar import Event as EventComponent

from threadline.calendar.caldav.files import (
    date_parameter,
    exception_of,
    master_of,
    new_file,
    occurrence_of,
    parsed,
    text_of,
    values_of,
    written_like,
    zone_of,
)
from threadline.calendar.event import EventDraft, Response
from threadline.calendar.foreign_events import not_invited
from threadline.calendar.port import EventNotFound
from threadline.texts.messages import _

PERSONAL = ("reminders", "transparent")
"""What a guest may change of a draft here."""
_SERIES = ("RRULE", "RDATE", "EXDATE", "DURATION", "DTSTART", "DTEND", "RECURRENCE-ID")


def answered_file(
    data: str, response: Response, me: Collection[str], *, home: str, occurrence: datetime | None, now: datetime
) -> str | None:
    """The file with the guest's answer, of one `occurrence` (its start) alone if given; None where it stands there.

    An answer to a series is one to those of its changed occurrences that were answered like the series before. Raises
    `EventNotFound`, and `CalendarRejected` where none of the addresses `me` (in small letters) is invited.
    """
    calendar = parsed(data)
    target = _target(calendar, data, occurrence, home)
    mine = _own_entries(target, me)
    if not mine:
        raise not_invited()
    before, after = _answer(mine[0]), response.value.upper()
    targets = [target] if occurrence is not None else _answered_alike(calendar, target, before, me)
    if all(_answer(each) == after for component in targets for each in _own_entries(component, me)):
        return None
    for component in targets:
        for entry in _own_entries(component, me):
            entry.params["PARTSTAT"] = after
            if response is not Response.NONE:
                entry.params.pop("RSVP", None)
        _stamp(component, now)
    return text_of(calendar)


def personal_file(data: str, draft: EventDraft, *, home: str, occurrence: datetime | None, now: datetime) -> str:
    """The file with what is the guest's own (`PERSONAL`) as the draft has it, and all else as it was."""
    calendar = parsed(data)
    target = _target(calendar, data, occurrence, home)
    written = parsed(new_file(draft, uid="", key="", organizer=None, invite=False, now=now))
    target["TRANSP"] = master_of(written)["TRANSP"]
    alarms = [each for each in master_of(written).subcomponents if isinstance(each, Alarm)]
    target.subcomponents = [each for each in target.subcomponents if not isinstance(each, Alarm)] + alarms
    _stamp(target, now)
    return text_of(calendar)


def _target(calendar: Calendar, data: str, occurrence: datetime | None, home: str) -> Any:
    """The component of the event or of the occurrence, which is made like the series where it has none yet."""
    if occurrence is None:
        return master_of(calendar)
    zone = zone_of(data, home)
    found = exception_of(calendar, occurrence, zone)
    if found is not None:
        return found
    draft, master = occurrence_of(data, occurrence, zone), master_of(calendar)
    if draft is None:
        raise EventNotFound(_("There is no such event."))
    component = EventComponent()
    for name, value in master.items():
        if name not in _SERIES:
            component[name] = copy.deepcopy(value)
    start = written_like(master, draft.start, zone)
    for name, moment in (
        ("RECURRENCE-ID", start),
        ("DTSTART", start),
        ("DTEND", written_like(master, draft.end, zone)),
    ):
        component.add(name, moment, parameters=date_parameter(master))
    component.subcomponents = copy.deepcopy(master.subcomponents)
    calendar.add_component(component)
    return component


def _answered_alike(calendar: Calendar, master: Any, before: str, me: Collection[str]) -> list[Any]:
    def alike(component: Any) -> bool:
        mine = _own_entries(component, me)
        return bool(mine) and _answer(mine[0]) == before

    return [each for each in calendar.walk("VEVENT") if each is master or alike(each)]


def _own_entries(component: Any, me: Collection[str]) -> list[Any]:
    return [each for each in values_of(component, "ATTENDEE") if _address(each) in me]


def _address(entry: Any) -> str:
    return str(entry).lower().removeprefix("mailto:")


def _answer(entry: Any) -> str:
    return str(entry.params.get("PARTSTAT", Response.NONE.value)).upper()


def _stamp(component: Any, now: datetime) -> None:
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        component.pop(name, None)
        component.add(name, now.astimezone(UTC))
