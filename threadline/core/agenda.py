"""What a person's calendars hold: conflicts, questions, free time.

A calendar that does not answer is said to be unknown, never taken for empty.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import Event, EventDraft, FreeBusy, Knowledge
from threadline.calendar.freetime import MAX_RANGE, Participant, Slot, Wish, WorkingHours, free_slots
from threadline.calendar.port import Calendar, CalendarError
from threadline.calendar.recurrence import occurrences
from threadline.core.calendars import Calendars
from threadline.core.message import Person
from threadline.core.phrases import day_label, span_label, when_label
from threadline.core.proposal import Alternative, Conflict
from threadline.core.understanding import DEFAULT_LENGTH, Reading

_SEARCH = timedelta(days=14)
_HORIZON = timedelta(days=60)
_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Collisions:
    """What stands at a draft's time, and the names of calendars that could not be read."""

    conflicts: tuple[Conflict, ...]
    unknown: tuple[str, ...]

    @property
    def clear(self) -> bool:
        """The time is known to be free."""
        return not self.conflicts and not self.unknown


class Agenda:
    """Reads a person's calendars."""

    def __init__(self, calendars: Calendars) -> None:
        self._calendars = calendars

    async def events(
        self, person: Person, time_min: datetime, time_max: datetime
    ) -> tuple[Sequence[Event], Sequence[str]]:
        """All events of the range in order of start, and the names of calendars that could not be read."""
        readings = await asyncio.gather(
            *(_read(calendar, time_min, time_max) for calendar in await self._calendars.of(person))
        )
        events = sorted((event for found, _ in readings for event in found), key=lambda event: event.draft.start)
        return events, [name for _, names in readings for name in names]

    async def collisions(self, person: Person, draft: EventDraft, *, besides: str | None = None) -> Collisions:
        """What the draft collides with within the next weeks; the event made under the key `besides` does not count."""
        last = draft.start + _HORIZON if draft.rrule else draft.end
        events, unknown = await self.events(person, draft.start, last)
        own = [(busy.start, busy.end) for busy in occurrences(draft, draft.start, last)]
        hit = (
            Conflict(event.draft.title, event.draft.start, event.draft.end)
            for event in events
            if (besides is None or event.key != besides)
            and any(start < event.draft.end and event.draft.start < end for start, end in own)
        )
        return Collisions(tuple(hit), tuple(unknown))

    async def free_slots(
        self, person: Person, *, start: datetime, end: datetime, length: timedelta, limit: int
    ) -> Sequence[Slot]:
        """When the person could meet; a calendar that cannot be read is named in each slot."""
        answers: list[FreeBusy] = []
        for calendar in await self._calendars.of(person):
            try:
                ids = [info.id for info in await calendar.calendars()]
                answers.extend(await calendar.busy(ids, start, end))
            except CalendarError as error:
                answers.append(FreeBusy(calendar.name, Knowledge.UNKNOWN, reason=str(error)))
        participant = Participant(person.name or "you", WorkingHours(person.zone), tuple(answers))
        wish = Wish(start, end, length, person.zone, limit=limit)
        return await asyncio.to_thread(free_slots, [participant], wish)

    async def free_alternatives(self, person: Person, draft: EventDraft, limit: int = 3) -> tuple[Alternative, ...]:
        """Free times near a draft that collides with something."""
        if draft.all_day or draft.rrule or not _SHORTEST <= draft.duration <= _LONGEST:
            return ()
        slots = await self.free_slots(
            person, start=draft.start, end=draft.start + _SEARCH, length=draft.duration, limit=limit
        )
        return tuple(_alternative(slot, person.zone) for slot in slots)

    async def answer(self, person: Person, reading: Reading, now: datetime, *, shared: bool = False) -> tuple[str, ...]:
        """The facts that answer "what's on …?", as CommonMark lines; in a `shared` thread times without titles."""
        start, end = _range(reading, now, person.zone)
        events, unknown = await self.events(person, start, end)
        span = _span_words(start, end, person.zone)
        drafts = (replace(event.draft, rrule=None) for event in events)
        lines = [f"- {when_label(draft, person.zone)}" + ("" if shared else f": **{draft.title}**") for draft in drafts]
        told = "You are busy" if shared else "Your calendar"
        heading = f"{told}, {span}:" if lines else f"Nothing is in your calendar, {span}."
        missing = [f"I could not read {name}, so there may be more." for name in unknown]
        return (heading, *lines, *missing)

    async def offer_times(self, person: Person, reading: Reading, now: datetime) -> tuple[str, ...]:
        """The facts that answer "when am I free …?", as CommonMark lines."""
        start, end = _range(reading, now, person.zone, default=_SEARCH)
        start, end = max(start, now), min(end, max(start, now) + MAX_RANGE)
        length = reading.duration or DEFAULT_LENGTH
        if start >= end:
            return ("That time is over already.",)
        if not _SHORTEST <= length <= _LONGEST:
            return ("I can look for free time of up to a day.",)
        slots = await self.free_slots(person, start=start, end=end, length=length, limit=5)
        minutes = int(length.total_seconds() // 60)
        if not slots:
            return (f"I found no free {minutes} minutes, {_span_words(start, end, person.zone)}.",)
        lines = [f"- {_alternative(slot, person.zone).label}" for slot in slots]
        unknown = sorted({name for slot in slots for name in slot.unknown})
        missing = [f"I could not read the calendar of {name}, so they may be busy." for name in unknown]
        return (f"Free for {minutes} minutes:", *lines, *missing)


async def _read(calendar: Calendar, time_min: datetime, time_max: datetime) -> tuple[list[Event], list[str]]:
    events: list[Event] = []
    unknown: list[str] = []
    try:
        infos = await calendar.calendars()
    except CalendarError:
        return [], [calendar.name]
    for info in infos:
        try:
            events.extend(await calendar.events(info.id, time_min, time_max))
        except CalendarError:
            unknown.append(info.name)
    return events, unknown


def _alternative(slot: Slot, zone: str) -> Alternative:
    return Alternative(slot.start, slot.end, span_label(slot.start, slot.end, zone), "free")


def _range(
    reading: Reading, now: datetime, zone: str, default: timedelta = timedelta(days=7)
) -> tuple[datetime, datetime]:
    """The range a question is about: a single instant means the rest of its day, nothing the next days."""
    tz = ZoneInfo(zone)
    start = (reading.start or now).astimezone(tz)
    if reading.end is not None and reading.end > start:
        return start, reading.end
    if reading.start is None:
        return start, start + default
    following = start.date() + timedelta(days=1)
    return start, datetime.combine(following, time(), tz)


def _span_words(start: datetime, end: datetime, zone: str) -> str:
    tz = ZoneInfo(zone)
    first, last = start.astimezone(tz), (end - timedelta(seconds=1)).astimezone(tz)
    if first.date() == last.date():
        return day_label(first)
    return f"{day_label(first)} to {day_label(last)}"
