"""The times that a poll asks about: those that were said, else free ones of everybody whose calendar can be seen."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.free_slots import Slot
from threadline.calendar.when import When, resolve
from threadline.core.appointments.booking_link import LONGEST, SHORTEST
from threadline.core.domain.message import Person
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.core.polls.poll import MOST_TIMES
from threadline.core.polls.vote_vocabulary import SHORT_DAYS
from threadline.core.scheduling.meeting_finder import ANY_HOUR, MeetingFinder
from threadline.core.scheduling.search_limits import Search, read_search
from threadline.core.scheduling.search_words import WEEKDAYS

_I = re.IGNORECASE
_AHEAD = timedelta(days=14)
_LOOKED_AT = 40
_A_DAY = 2
_APART = timedelta(minutes=90)
_HOUR = r"\d{1,2}(?![\d:.h/]|\s*(?:[ap]\.?m|uhr|h\b|heure|uur|min|\.))"
_SHORT = "|".join(f"{name[0].upper()}{name[1:]}" for names in SHORT_DAYS for name in names.split("|"))
_BARE = regex.compile(
    rf"(?<!\w)(?P<day>{'|'.join(WEEKDAYS)}|(?-i:{_SHORT})\.?)"
    rf"(?P<hours>\s+{_HOUR}(?:\s*(?:,|or|oder|ou|o|of|/)\s*{_HOUR})*)(?!\w)",
    _I,
)
_CLOSING = regex.compile(
    r"(?<!\w)(?:close[sd]?|deadline|vote by|vote until|votes by|voting (?:ends|until|closes)|answer by|reply by|open "
    r"until|"
    r"schließ\w*|abstimm\w* bis|antwort\w* bis|offen bis|jusqu'|ferme|clôture|hasta|cierra|entro|fino a|chiud\w*|até|"
    r"fech\w*|tot|"
    r"sluit\w*|until|till|bis)(?!\w)\W*(?:\w+\W+){0,2}$",
    _I,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the words of a request say: times, whole days to look at, how long, and until when votes count.

    `left_out` is how many times they name beyond those that a poll holds, `over` how many that have passed.
    """

    starts: tuple[datetime, ...]
    length: timedelta | None
    closes_at: datetime | None
    search: Search
    left_out: int = 0
    over: int = 0

    @property
    def is_one(self) -> bool:
        """Whether one time is named, and no range to look for others in."""
        limits = self.search.limits
        return len(self.starts) + self.over == 1 and (limits.start, limits.end, limits.between) == (None, None, None)


def read_times(text: str, now: datetime, zone: str) -> Wanted:
    """What a request for a poll says of its times."""
    said = _BARE.sub(_with_minutes, text)
    search = read_search(said, now, zone)
    clock = ZoneInfo(zone)
    whens = resolve(said, now.astimezone(clock), zone=clock)
    starts, closes, over = dict[datetime, None](), None, 0
    length = read_search(_without(said, whens), now, zone).length  # "10h" is an hour of the day, no length
    for when in whens:
        before = said[: when.span[0]]
        end = when.end if when.start is None else when.start
        if end is not None and (when.start is None or _CLOSING.search(before)):
            closes = end + timedelta(days=1) if when.all_day and when.start is not None else end
        elif _is_time(when) and when.start is not None:
            if when.start <= now:
                over += 1
                continue
            starts.setdefault(when.start.astimezone(UTC))
            if when.end is not None and when.end - when.start <= LONGEST:
                length = length or when.end - when.start
    length = length or (search.length if len(starts) < 2 else None)  # "next week, 45 minutes" is one stretch of words
    left_out = max(0, len(starts) - MOST_TIMES)
    return Wanted(tuple(sorted(starts))[:MOST_TIMES], length, closes, search, left_out, over)


class PollTimes:
    """Looks for times to ask about."""

    def __init__(self, finder: MeetingFinder, preferences_of: CalendarPreferenceReader) -> None:
        self._finder = finder
        self._preferences_of = preferences_of

    async def length(self, asker: Person, wanted: Wanted) -> timedelta:
        """How long it takes: as said, else as usual."""
        usual = (await self._preferences_of.of(asker)).conventions.usual_length
        return min(max(wanted.length or usual, SHORTEST), LONGEST)

    async def free(
        self, asker: Person, names: Sequence[str], wanted: Wanted, now: datetime, *, conversation_id: str
    ) -> tuple[datetime, ...]:
        """Up to six times at which nobody is known to be busy, spread over the days that were asked for."""
        limits = wanted.search.limits
        first = max(limits.start or now, now + timedelta(hours=2))
        last = limits.end or first + _AHEAD
        length = await self.length(asker, wanted)
        if last - first < length:
            return ()
        invitees = await self._finder.invitees(asker, names, conversation_id=conversation_id)
        found = await self._finder.slots(
            asker,
            invitees,
            start=first,
            end=min(last, first + _AHEAD * 2),
            length=length,
            between=limits.between or ANY_HOUR,
            limits=limits,
            limit=_LOOKED_AT,
        )
        return await asyncio.to_thread(_spread, found, asker.zone)


def _spread(slots: Sequence[Slot], zone: str) -> tuple[datetime, ...]:
    """The best of each day first, then a second of each, so that nobody is asked about one morning only."""
    clock = ZoneInfo(zone)
    days: dict[object, list[datetime]] = {}
    for slot in slots:
        day = days.setdefault(slot.start.astimezone(clock).date(), [])
        if len(day) < _A_DAY and all(abs(slot.start - other) >= _APART for other in day):
            day.append(slot.start)
    rounds = [day[number] for number in range(_A_DAY) for day in days.values() if len(day) > number]
    return tuple(sorted(start.astimezone(UTC) for start in rounds[:MOST_TIMES]))


def _without(said: str, whens: Sequence[When]) -> str:
    for low, high in (when.span for when in whens):
        said = f"{said[:low]}{' ' * (high - low)}{said[high:]}"
    return said


def _is_time(when: When) -> bool:
    return not when.all_day and when.rrule is None and (when.end is None or when.end - when.start <= LONGEST)  # type: ignore[operator]


def _with_minutes(found: re.Match[str]) -> str:
    """ "Tue 10 or 11" as it is meant: hours of the day, those of the early morning in the afternoon."""

    def hour(number: re.Match[str]) -> str:
        value = int(number[0])
        return f"{value + 12 if value < 7 else value}:00" if value < 24 else number[0]

    return f"{found['day']}{re.sub(r'[0-9]+', hour, found['hours'])}"
