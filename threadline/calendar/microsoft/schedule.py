"""When people are busy, by `getSchedule`: twenty addresses and some weeks at a time.

learn.microsoft.com/graph/api/calendar-getschedule. Errors come per address; somebody is known only if every question
about them was answered.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from threadline.calendar.event import Busy, FreeBusy, Knowledge
from threadline.calendar.free_slots import clip, merge
from threadline.calendar.microsoft.zones import iana_of
from threadline.calendar.port import CalendarError, CalendarRejected
from threadline.calendar.recurrence import as_utc
from threadline.texts.messages import _

Json = dict[str, Any]
Ask = Callable[[Json], Awaitable[Json]]

_ADDRESSES = 20
_SPAN = timedelta(days=40)
"""Ranges beyond 62 days are refused (`ErrorTimeIntervalTooBig`)."""
_LONGEST = timedelta(days=3 * 366)
_FREE = frozenset(("free", "workingElsewhere"))


async def query(ask: Ask, addresses: Sequence[str], time_min: datetime, time_max: datetime) -> list[FreeBusy]:
    """One answer per address, in their order. What fails is unknown. Raises `CalendarRejected` for an empty range."""
    time_min, time_max = as_utc(time_min), as_utc(time_max)
    if time_min >= time_max or time_max - time_min > _LONGEST:
        raise CalendarRejected(_("Free time is asked for over a range of up to three years that ends after it starts."))
    asked = list(dict.fromkeys(addresses))
    batches = [asked[start : start + _ADDRESSES] for start in range(0, len(asked), _ADDRESSES)]
    questions = [_answers(ask, batch, *span) for batch in batches for span in _spans(time_min, time_max)]
    parts = [answer for answers in await asyncio.gather(*questions) for answer in answers]
    known = {
        each: _joined(each, [part for part in parts if part.calendar_id == each], time_min, time_max) for each in asked
    }
    return [known[each] for each in addresses]


async def _answers(ask: Ask, addresses: Sequence[str], time_min: datetime, time_max: datetime) -> list[FreeBusy]:
    body = {"schedules": list(addresses), "startTime": _utc(time_min), "endTime": _utc(time_max)}
    try:
        found = (await ask(body)).get("value") or ()
    except CalendarError as error:
        return [FreeBusy(each, Knowledge.UNKNOWN, reason=str(error)) for each in addresses]
    by_address = {str(each.get("scheduleId", "")).lower(): each for each in found}
    return [_answer(each, by_address.get(each.lower())) for each in addresses]


def _answer(address: str, found: Mapping[str, Any] | None) -> FreeBusy:
    if found is None or (found.get("error") is None and found.get("scheduleItems") is None):
        return FreeBusy(address, Knowledge.UNKNOWN, reason=_("Microsoft 365 did not say."))
    if found.get("error") is not None:
        return FreeBusy(address, Knowledge.UNKNOWN, reason=_("Microsoft 365 does not show this person's free time."))
    try:
        busy = tuple(
            Busy(_moment(each["start"]), _moment(each["end"]))
            for each in found["scheduleItems"]
            if each.get("status") not in _FREE
        )
    except (KeyError, ValueError, TypeError):
        return FreeBusy(address, Knowledge.UNKNOWN, reason=_("Microsoft 365's answer could not be understood."))
    return FreeBusy(address, Knowledge.KNOWN, busy)


def _joined(address: str, parts: Sequence[FreeBusy], time_min: datetime, time_max: datetime) -> FreeBusy:
    unknown = next((part for part in parts if part.knowledge is Knowledge.UNKNOWN), None)
    if unknown is not None:
        return unknown
    busy = merge(each for part in parts for each in part.busy)
    return FreeBusy(address, Knowledge.KNOWN, clip(busy, time_min, time_max))


def _utc(moment: datetime) -> Json:
    return {"dateTime": moment.astimezone(UTC).replace(tzinfo=None).isoformat(), "timeZone": "UTC"}


def _moment(value: Mapping[str, str]) -> datetime:
    moment = datetime.fromisoformat(value["dateTime"])
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(iana_of(value.get("timeZone"))))


def _spans(time_min: datetime, time_max: datetime) -> Iterator[tuple[datetime, datetime]]:
    while time_min < time_max:
        yield time_min, min(time_min + _SPAN, time_max)
        time_min += _SPAN
