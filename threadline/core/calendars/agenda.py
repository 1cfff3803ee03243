"""What a person's calendars hold: events, conflicts, free time.

A calendar that does not answer is said to be unknown, never taken for empty.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from threadline.calendar.event import Event, FreeBusy, Knowledge
from threadline.calendar.free_slots import Participant, Slot, Wish, WorkingHours, clip, free_slots
from threadline.calendar.port import Calendar, CalendarError, PartlyUnknown
from threadline.core.calendars.registry import Calendars
from threadline.core.calendars.same_event import once
from threadline.core.channels.formatting import span_label
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Alternative
from threadline.core.people.calendar_preferences import CalendarPreferenceReader, CalendarPreferences
from threadline.texts import formats
from threadline.texts.messages import _

SEARCH = timedelta(days=14)
"""For how long from the wished time on free times are looked for."""

AWAY_CALENDAR = "out-of-office"
"""In whose place days away stand among somebody's calendars."""

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=1)
"""How long a meeting may be that free time is looked for."""


@dataclass(frozen=True, slots=True)
class Located:
    """An event, and the back end that it is on."""

    calendar: str
    event: Event


class Agenda:
    """Reads a person's calendars. Without `habits` everybody works at the usual hours."""

    def __init__(self, calendars: Calendars, preferences_of: CalendarPreferenceReader | None = None) -> None:
        self._calendars = calendars
        self._preferences_of = preferences_of

    async def events(
        self, person: Person, time_min: datetime, time_max: datetime
    ) -> tuple[Sequence[Event], Sequence[str]]:
        """All events of the range in order of start, and the names of calendars that could not be read."""
        located, unknown = await self.located(person, time_min, time_max)
        return [each.event for each in located], unknown

    async def located(
        self, person: Person, time_min: datetime, time_max: datetime
    ) -> tuple[Sequence[Located], Sequence[str]]:
        """As `events`, with where each event is."""
        readings = await asyncio.gather(
            *(
                _read(calendar, self._calendars.title_of(calendar.name), time_min, time_max)
                for calendar in await self._calendars.of(person)
            )
        )
        every = [each for located, _ in readings for each in located]
        kept = {id(event) for event in once(each.event for each in every)}
        found = sorted((each for each in every if id(each.event) in kept), key=lambda each: each.event.draft.start)
        return found, [name for _, names in readings for name in names]

    async def free_slots(
        self, person: Person, *, start: datetime, end: datetime, length: timedelta, limit: int
    ) -> Sequence[Slot]:
        """When the person could meet; a calendar that cannot be read is named in each slot."""
        participant = await self.participant(person, start, end)
        wish = Wish(start, end, length, person.zone, limit=limit)
        return await asyncio.to_thread(free_slots, [participant], wish)

    async def participant(self, person: Person, start: datetime, end: datetime, *, name: str = "") -> Participant:
        """The person as somebody who is to come: hours, buffer, holidays, and when they are busy within the range."""
        habit = await self.habits(person)
        return Participant(
            name or person.name or "you",
            habit.hours,
            await self.busy(person, start - habit.buffer, end + habit.buffer),
            await habit.holidays(start.date(), end.date()),
            habit.buffer,
        )

    async def busy(self, person: Person, start: datetime, end: datetime) -> tuple[FreeBusy, ...]:
        """When the person is busy, by calendar, and away; a back end that fails is unknown."""
        answers = await asyncio.gather(*(_busy(calendar, start, end) for calendar in await self._calendars.of(person)))
        return (*(answer for found in answers for answer in found), *await self._away(person, start, end))

    async def habits(self, person: Person) -> CalendarPreferences:
        """How the person works."""
        if self._preferences_of is None:
            return CalendarPreferences(WorkingHours(person.zone))
        return await self._preferences_of.of(person)

    async def _away(self, person: Person, start: datetime, end: datetime) -> tuple[FreeBusy, ...]:
        """The days away that a range touches: no calendar's, and taken like one."""
        away = [each.during(person.zone) for each in (await self.habits(person)).absences]
        taken = clip(away, start, end)
        return (FreeBusy(AWAY_CALENDAR, Knowledge.KNOWN, taken),) if taken else ()


def alternative_of(slot: Slot, zone: str) -> Alternative:
    """A free time that can be chosen instead; with the clocks of those who live by another one."""
    label = span_label(slot.start, slot.end, zone)
    elsewhere: dict[str, list[str]] = {}
    for local in slot.local:
        if local.start.utcoffset() != slot.start.utcoffset():
            day = "" if local.start.date() == slot.start.date() else f"{formats.weekday(local.start.weekday())} "
            elsewhere.setdefault(f"{day}{formats.clock(local.start)}", []).append(local.name)
    clocks = "; ".join(
        _("{clock} for {names}", clock=clock, names=", ".join(names)) for clock, names in elsewhere.items()
    )
    return Alternative(slot.start, slot.end, f"{label} ({clocks})" if clocks else label, "free")


async def _read(
    calendar: Calendar, title: str, time_min: datetime, time_max: datetime
) -> tuple[list[Located], list[str]]:
    """The events of a back end, which people call `title`, and what of it could not be read."""
    found: list[Located] = []
    unknown: list[str] = []
    try:
        infos = await calendar.calendars()
    except CalendarError:
        return [], [title or calendar.name]
    for info in infos:
        try:
            events = await calendar.events(info.id, time_min, time_max)
        except PartlyUnknown as error:
            unknown.append(info.name)
            events = error.events
        except CalendarError:
            unknown.append(info.name)
            continue
        found.extend(Located(calendar.name, event) for event in events)
    return found, unknown


async def _busy(calendar: Calendar, start: datetime, end: datetime) -> Sequence[FreeBusy]:
    try:
        ids = [info.id for info in await calendar.calendars()]
        return await calendar.busy(ids, start, end)
    except CalendarError as error:
        return [FreeBusy(calendar.name, Knowledge.UNKNOWN, reason=str(error))]
