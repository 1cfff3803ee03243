"""Questions about the calendar: "what's on tomorrow?", "next meeting with Ana", "when am I free on Friday?".

Answered from all the person's calendars; one that cannot be read is named, so that nobody takes it for empty.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from threadline.calendar.event import Event
from threadline.calendar.free_slots import MAX_RANGE, Slot
from threadline.calendar.port import CalendarError, PartlyUnknown
from threadline.calendar.recurrence import as_utc
from threadline.core.calendars.agenda import LONGEST, SEARCH, SHORTEST, Agenda, alternative_of
from threadline.core.calendars.event_cache import EventCache
from threadline.core.calendars.event_matching import Wanted
from threadline.core.calendars.registry import Calendars
from threadline.core.channels.formatting import day_label, when_label
from threadline.core.domain.message import Person
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.availability import free_stretches, stretch_lines
from threadline.core.scheduling.drafting import DEFAULT_LENGTH
from threadline.texts.messages import N_, _, ngettext

_WEEK = timedelta(days=7)
_AHEAD = timedelta(days=60)
_MOST_FOUND = 5
_MOST_FREE = 5
_UNREAD = N_("I could not read all of your calendars, so you may be busy then.")


class CalendarQueries:
    """Answers questions. What was read lately is remembered for some seconds, unless it was written to since."""

    def __init__(self, calendars: Calendars, agenda: Agenda, memory: EventCache) -> None:
        self._calendars = calendars
        self._agenda = agenda
        self._memory = memory

    async def answer(self, person: Person, reading: Reading, now: datetime, *, shared: bool = False) -> tuple[str, ...]:
        """The facts that answer a question, as CommonMark lines; in a `shared` thread times without titles."""
        wanted = Wanted(reading.title, reading.attendees)
        if not wanted.anything:
            return await self._what_is_on(person, reading, now, shared=shared)
        start, end = asked_range(reading, now, person.zone, default=_AHEAD)
        events, unknown = await self._events(person, max(start, now) if reading.start is None else start, end)
        found = [event for event in events if wanted.fits(event.draft)][: 1 if reading.next_only else _MOST_FOUND]
        lines = [_line(event, person.zone, shared=shared) for event in found]
        if found and reading.next_only:
            heading = _("The next one:")
        elif found:
            heading = _("What I found of {events}, {days}:", events=wanted, days=span_words(start, end, person.zone))
        else:
            heading = _("I found nothing of {events}, {days}.", events=wanted, days=span_words(start, end, person.zone))
        if not found and reading.start is not None:  # the words may be no title after all
            return (heading, *await self._what_is_on(person, reading, now, shared=shared))
        return (heading, *lines, *_missing(unknown))

    async def free(self, person: Person, reading: Reading, now: datetime) -> tuple[str, ...]:
        """The facts that answer "when am I free …?", as CommonMark lines."""
        start, end = asked_range(reading, now, person.zone, default=SEARCH)
        start, end = max(start, now), min(end, max(start, now) + MAX_RANGE)
        length = reading.duration or reading.usual_length
        if start >= end:
            return (_("That time has already passed."),)
        if not SHORTEST <= length <= LONGEST:
            return (_("I can look for free time of up to a day."),)
        if reading.duration is None:
            stretches = await self._free_stretches(person, reading, start, end)
            if stretches:
                return stretches
        at_once = _("You are not free then.") if reading.duration is None and is_instant(reading) else ""
        slots = await self._agenda.free_slots(person, start=start, end=end, length=length, limit=_MOST_FREE)
        minutes = int(length.total_seconds() // 60)
        free = ngettext("Free for {count} minute:", "Free for {count} minutes:", minutes)
        heading = f"{at_once} {free}".lstrip()
        if not slots:
            days = span_words(start, end, person.zone)
            slots = await self._nearest(person, start, end, length, now)
            if not slots:
                return (
                    _(
                        "I found no free {minutes} minutes, {days}, nor in the {more} days after.",
                        minutes=minutes,
                        days=days,
                        more=SEARCH.days,
                    ),
                )
            heading = _("I found no free {minutes} minutes, {days}. The nearest:", minutes=minutes, days=days)
        lines = [f"- {alternative_of(slot, person.zone).label}" for slot in slots]
        unread = [_(_UNREAD)] if any(slot.unknown for slot in slots) else []
        return (*unread, heading, *lines)

    async def _free_stretches(
        self, person: Person, reading: Reading, start: datetime, end: datetime
    ) -> tuple[str, ...]:
        """When the person is free; an instant is asked about as a meeting of the usual length. Nothing if never."""
        until = start + DEFAULT_LENGTH if is_instant(reading) else end
        participant = await self._agenda.participant(person, start, until)
        search = partial(free_stretches, working=not _is_of_hours(reading, person.zone), between=reading.between)
        stretches = await asyncio.to_thread(search, participant, start, until)
        if not stretches:
            return ()
        first, last = stretches[0]
        if is_instant(reading) and last - first < DEFAULT_LENGTH:
            return ()
        return (*([_(_UNREAD)] if participant.unknown else []), _("You are free:"), *stretch_lines(stretches))

    async def _nearest(
        self, person: Person, start: datetime, end: datetime, length: timedelta, now: datetime
    ) -> Sequence[Slot]:
        """Free times at other hours of the same days, and on the days after."""
        found = [
            slot
            for low, high in ranges_near(start, end, now, person.zone)
            for slot in await self._agenda.free_slots(person, start=low, end=high, length=length, limit=_MOST_FREE)
        ]
        return sorted(found, key=lambda slot: (len(slot.outside), slot.start))[:_MOST_FREE]

    async def _what_is_on(self, person: Person, reading: Reading, now: datetime, *, shared: bool) -> tuple[str, ...]:
        start, end = asked_range(reading, now, person.zone, default=_AHEAD if reading.next_only else _WEEK)
        events, unknown = await self._events(person, start, end)
        if reading.next_only:
            events = [event for event in events if as_utc(event.draft.start) >= as_utc(start)][:1]
        lines = [_line(event, person.zone, shared=shared) for event in events]
        span = span_words(start, end, person.zone)
        heading = _("You are busy, {days}:", days=span) if shared else _("Your calendar, {days}:", days=span)
        if not lines:
            heading = _("Nothing is in your calendar, {days}.", days=span)
        if lines and reading.next_only:
            heading = _("The next one:")
        return (heading, *lines, *_missing(unknown))

    async def _events(self, person: Person, start: datetime, end: datetime) -> tuple[list[Event], list[str]]:
        events: list[Event] = []
        unknown: list[str] = []
        for calendar in await self._calendars.of(person):
            try:
                infos = await calendar.calendars()
            except CalendarError:
                unknown.append(calendar.name)
                continue
            for info in infos:
                try:
                    events.extend(await self._memory.events(person.id, calendar, info.id, start, end))
                except PartlyUnknown as error:
                    events.extend(error.events)
                    unknown.append(info.name)
                except CalendarError:
                    unknown.append(info.name)
        return sorted(events, key=lambda event: as_utc(event.draft.start)), unknown


def asked_range(reading: Reading, now: datetime, zone: str, default: timedelta = _WEEK) -> tuple[datetime, datetime]:
    """The range a question is about: a single instant means the rest of its day, nothing the next days."""
    tz = ZoneInfo(zone)
    start = (reading.start or now).astimezone(tz)
    if reading.end is not None and reading.end > start:
        return start, reading.end
    if reading.start is None:
        return start, start + default
    following = start.date() + timedelta(days=1)
    return start, datetime.combine(following, time(), tz)


Range = tuple[datetime, datetime]


def ranges_near(start: datetime, end: datetime, now: datetime, zone: str) -> tuple[Range, Range]:
    """Where to look when nothing suits in a range: its days as a whole, as far as they are not over, then those after.

    They do not overlap.
    """
    tz = ZoneInfo(zone)
    first, last = start.astimezone(tz).date(), (end - timedelta(seconds=1)).astimezone(tz).date()
    midnight = datetime.combine(last + timedelta(days=1), time(), tz)
    low = max(datetime.combine(first, time(), tz), now.astimezone(tz))
    return (low, min(midnight, low + MAX_RANGE)), (midnight, midnight + SEARCH)


def span_words(start: datetime, end: datetime, zone: str) -> str:
    """A range as one date or two, for a reader in `zone`."""
    tz = ZoneInfo(zone)
    first, last = start.astimezone(tz), (end - timedelta(seconds=1)).astimezone(tz)
    if first.date() == last.date():
        return day_label(first)
    return _("{first} to {last}", first=day_label(first), last=day_label(last))


def is_instant(reading: Reading) -> bool:
    """Whether one moment was asked about: "am I free on Friday at 3pm?"."""
    return reading.start is not None and reading.end is None


def _is_of_hours(reading: Reading, zone: str) -> bool:
    """Whether a time of day was asked about, not whole days."""
    tz = ZoneInfo(zone)
    edges = [edge.astimezone(tz).time() for edge in (reading.start, reading.end) if edge is not None]
    return any(edge != time() for edge in edges)


def _line(event: Event, zone: str, *, shared: bool) -> str:
    draft = replace(event.draft, rrule=None)
    return f"- {when_label(draft, zone)}" + ("" if shared else f": **{draft.title}**")


def _missing(unknown: Sequence[str]) -> list[str]:
    return [_("I could not read {calendar}, so there may be more.", calendar=name) for name in unknown]
