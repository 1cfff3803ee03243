"""What was found in a text: a predicate, where it stands and the part it plays; and what two of them make together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from threadline import regex
from threadline.calendar.when.meaning.amounts import Amount, Lasting
from threadline.calendar.when.meaning.clock import Clock, ClockRange, PartOfDay
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ranges import At, Between, Deadline, Since
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.model import Caution, Grain, Role

_FARTHEST_COMPANION = 300
_SENTENCE_END = regex.compile(r"[.!?](?:\s|$)|\n\s*\n")
Pieces = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A predicate with the stretches of text it was read from, and other clocks of the same moment, and doubts."""

    value: Any
    pieces: Pieces
    role: Role = Role.WANTED
    also: tuple[Clock, ...] = ()
    doubts: tuple[Caution, ...] = ()

    @property
    def start(self) -> int:
        """Where its first piece begins."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where its last piece ends."""
        return self.pieces[-1][1]


def of_sentence(found: list[Found], index: int, text: str) -> Iterator[Found]:
    """The other finds of the same sentence, not too far away: first those behind, then those before."""
    item = found[index]
    for step in (1, -1):
        position, last = index + step, item
        while 0 <= position < len(found):
            other = found[position]
            first, second = (last, other) if step > 0 else (other, last)
            if abs(other.start - item.start) > _FARTHEST_COMPANION:
                break
            if _SENTENCE_END.search(text, first.end, max(first.end, second.start)):
                break
            yield other
            last, position = other, position + step


def dayless(value: Any) -> bool:
    """True for a clock, or a range or limit of clocks, that no day was said with."""
    if isinstance(value, Clock | ClockRange):
        return True
    if isinstance(value, At):
        return value.day is None
    if isinstance(value, Deadline | Since):
        return dayless(value.limit)
    if isinstance(value, Lasting):
        return dayless(value.start)
    return isinstance(value, Between) and dayless(value.first) and dayless(value.last)


def day_of(value: Any) -> Any:
    """The one day that `value` names, with or without a clock; None when it names none."""
    if isinstance(value, At):
        return value.day
    if isinstance(value, Deadline | Since) and isinstance(value.limit, At):
        return value.limit.day
    if begins_on_day(value):
        return value.limit
    if isinstance(value, Lasting):
        return day_of(value.start)
    if isinstance(value, Between):
        return day_of(value.first) if isinstance(value.first, At) else None
    return value if getattr(value, "category", "") == "date" else None


def begins_on_day(value: Any) -> bool:
    """True for "starting Monday" and "from Monday on": the day from which an hour counts."""
    return isinstance(value, Since) and not value.behind and not value.past_it and is_day(value.limit)


def is_day(value: Any) -> bool:
    """True for a day without a clock."""
    return getattr(value, "category", "") == "date" and not isinstance(value, At)


def on_day(value: Any, day: Any) -> Any:
    """A dayless value on a day; None when they do not go together."""
    if isinstance(value, Clock | ClockRange | PartOfDay):
        return At(day, value)
    if isinstance(value, At) and value.day is None:
        return At(day, value.time, value.part)
    if isinstance(value, Lasting):
        start = on_day(value.start, day)
        return replace(value, start=start) if start is not None else None
    if isinstance(value, Between) and dayless(value):  # "Thursday, from 10 in the morning to 1 at noon"
        first, last = on_day(value.first, day), on_day(value.last, day)
        return replace(value, first=first, last=last) if first is not None and last is not None else None
    if isinstance(value, Deadline | Since) and (limit := on_day(value.limit, day)) is not None:
        return replace(value, limit=limit)
    return None


def meet(day: Any, time: Any) -> Any:
    """A day with a dateless clock, a start with a length, or a recurrence with either; None when they do not go."""
    if isinstance(day, Recurrence):
        return _begun(day, time) if day.clock is None else _within_part(day, time)
    if isinstance(time, Amount) and not isinstance(day, Since):
        timed = isinstance(day, Clock) or (isinstance(day, At) and isinstance(day.time, Clock))
        return Lasting(day, time) if timed and time.grain in {Grain.MINUTE, Grain.HOUR} else None
    if isinstance(day, Since) and isinstance(time, Amount) and time.grain.coarse and is_day(day.limit):
        return Lasting(day.limit, time)
    if is_day(day) and dayless(time):
        return on_day(time, day)
    if isinstance(day, At) and day.day is not None and isinstance(day.time, PartOfDay) and dayless(time):
        met = on_day(time, day.day)
        return replace(met, part=day.time) if isinstance(met, At) and met.part is None else met
    return None


def _within_part(recurrence: Recurrence, time: Any) -> Recurrence | None:
    """ "Every evening a walk at 8": the hour is one of the evening."""
    part = recurrence.clock
    if not isinstance(part, PartOfDay) or not isinstance(time, Clock):
        return None
    half = "am" if part.name == "morning" else "pm"
    return replace(recurrence, clock=replace(time, half=half) if time.ambiguous else time)


def _on_its_day(recurrence: Recurrence, day: Fields) -> Recurrence | None:
    """ "3 March, every year": the day that comes again."""
    if recurrence.every is Grain.YEAR and day == Fields(month=day.month, day=day.day) and day.month and day.day:
        return replace(recurrence, months=(day.month,), monthdays=(day.day,))
    if recurrence.every is Grain.MONTH and day.day and day == Fields(day=day.day):
        return replace(recurrence, monthdays=(day.day,))
    return None


def _begun(recurrence: Recurrence, time: Any) -> Recurrence | None:
    """The recurrence at a clock, or from a day on: "weekly sync, tomorrow at 3"."""
    if isinstance(time, Clock | ClockRange):
        return replace(recurrence, clock=time)
    plain = not (recurrence.weekdays or recurrence.monthdays or recurrence.start)
    if plain and recurrence.interval == 1 and isinstance(time, Fields) and not recurrence.months:
        return _on_its_day(recurrence, time)
    if plain and isinstance(time, At) and time.day is not None and isinstance(time.time, Clock | ClockRange):
        return replace(recurrence, start=time.day, clock=time.time)
    return None
