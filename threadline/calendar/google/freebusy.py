"""When people are busy, by `freebusy.query`: fifty calendars and some weeks at a time.

developers.google.com/workspace/calendar/api/v3/reference/freebusy/query. Errors come per calendar; a calendar is known
only if every question about it was answered.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from threadline.calendar.event import Busy, FreeBusy, Knowledge
from threadline.calendar.free_slots import clip, merge
from threadline.calendar.port import CalendarError, CalendarRejected
from threadline.calendar.recurrence import as_utc
from threadline.texts.messages import N_, _

Json = dict[str, Any]
Ask = Callable[[Json], Awaitable[Json]]

_CALENDARS = 50
_SPAN = timedelta(days=50)
"""Longer ranges are refused (`timeRangeTooLong`)."""
_LONGEST = timedelta(days=3 * 366)

_REASONS = {
    "notFound": N_("Google Calendar does not know it, or does not show it to you."),
    "notACalendarUser": N_("This person does not use Google Calendar."),
}


async def query(ask: Ask, calendar_ids: Sequence[str], time_min: datetime, time_max: datetime) -> list[FreeBusy]:
    """One answer per calendar, in their order. What fails is unknown. Raises `CalendarRejected` for an empty range."""
    time_min, time_max = as_utc(time_min), as_utc(time_max)
    if time_min >= time_max or time_max - time_min > _LONGEST:
        raise CalendarRejected(_("Free time is asked for over a range of up to three years that ends after it starts."))
    ids = list(dict.fromkeys(calendar_ids))
    batches = [ids[start : start + _CALENDARS] for start in range(0, len(ids), _CALENDARS)]
    questions = [_answers(ask, batch, *span) for batch in batches for span in _spans(time_min, time_max)]
    parts = [answer for answers in await asyncio.gather(*questions) for answer in answers]
    by_id = {each: _joined(each, [part for part in parts if part.calendar_id == each]) for each in ids}
    known = {each: _clipped(answer, time_min, time_max) for each, answer in by_id.items()}
    return [known[each] for each in calendar_ids]


async def _answers(ask: Ask, ids: Sequence[str], time_min: datetime, time_max: datetime) -> list[FreeBusy]:
    body = {"timeMin": time_min.isoformat(), "timeMax": time_max.isoformat(), "items": [{"id": each} for each in ids]}
    try:
        found = (await ask(body)).get("calendars") or {}
    except CalendarError as error:
        return [FreeBusy(each, Knowledge.UNKNOWN, reason=str(error)) for each in ids]
    return [_answer(each, found.get(each)) for each in ids]


def _answer(calendar_id: str, found: Mapping[str, Any] | None) -> FreeBusy:
    if found is None:
        return FreeBusy(calendar_id, Knowledge.UNKNOWN, reason=_("Google Calendar did not say."))
    if errors := found.get("errors"):
        reason = str(errors[0].get("reason", ""))
        words = (
            _(_REASONS[reason]) if reason in _REASONS else _("Google Calendar could not say ({reason}).", reason=reason)
        )
        return FreeBusy(calendar_id, Knowledge.UNKNOWN, reason=words)
    try:
        busy = tuple(
            Busy(datetime.fromisoformat(each["start"]), datetime.fromisoformat(each["end"]))
            for each in found.get("busy") or ()
        )
    except (KeyError, ValueError, TypeError):
        return FreeBusy(calendar_id, Knowledge.UNKNOWN, reason=_("Google Calendar's answer could not be understood."))
    return FreeBusy(calendar_id, Knowledge.KNOWN, busy)


def _joined(calendar_id: str, parts: Sequence[FreeBusy]) -> FreeBusy:
    unknown = next((part for part in parts if part.knowledge is Knowledge.UNKNOWN), None)
    if unknown is not None:
        return unknown
    return FreeBusy(calendar_id, Knowledge.KNOWN, tuple(each for part in parts for each in part.busy))


def _clipped(answer: FreeBusy, time_min: datetime, time_max: datetime) -> FreeBusy:
    if answer.knowledge is Knowledge.UNKNOWN:
        return answer
    return FreeBusy(answer.calendar_id, Knowledge.KNOWN, clip(merge(answer.busy), time_min, time_max))


def _spans(time_min: datetime, time_max: datetime) -> Iterator[tuple[datetime, datetime]]:
    while time_min < time_max:
        yield time_min, min(time_min + _SPAN, time_max)
        time_min += _SPAN
