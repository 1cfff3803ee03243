"""Times of day: clocks, parts of the day, and ranges of clocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from threadline.calendar.when.meaning.scene import Scene, Span
from threadline.calendar.when.model import Caution, Grain, WarningCode
from threadline.calendar.when.policy import Policy, Preference
from threadline.calendar.when.zones.zone import SaidZone
from threadline.texts.messages import _

_NOON = 12
_DAY = 24
_SMALL_HOURS = 4 * 60
_FIRST_WAKING, _LAST_WAKING = 7, 21


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as it was said; `half` is "am", "pm" or None, `bare` means no sign but the hour was given.

    `lone`: not even a word made an hour of the number, only its place behind a day or a proposal.
    """

    hour: int
    minute: int = 0
    second: int | None = None
    half: str | None = None
    exact: bool = False
    bare: bool = False
    lone: bool = False
    zone: SaidZone | None = None
    category: ClassVar[str] = "clock"
    loose: ClassVar[bool] = True

    @property
    def ambiguous(self) -> bool:
        """True when morning and evening are both possible."""
        return self.half is None and not self.exact and 1 <= self.hour <= _NOON

    @property
    def minutes(self) -> int:
        """Minutes since midnight as written, with the half of the day applied when it is known."""
        hour = self.hour
        if self.half == "pm" and hour < _NOON:
            hour += _NOON
        if self.half == "am" and hour == _NOON:
            hour = 0
        return hour * 60 + self.minute

    @property
    def grain(self) -> Grain:
        """Second when seconds were said."""
        return Grain.MINUTE if self.second is None else Grain.SECOND

    def readings(self, policy: Policy, part: PartOfDay | None = None) -> list[int]:
        """Minutes since midnight this clock may mean, best first; beyond 1440 it is the next day."""
        if not self.ambiguous:
            after_midnight = part is not None and part.name == "night" and self.minutes < _SMALL_HOURS
            return [self.minutes + _DAY * 60 if after_midnight else self.minutes]
        early, late = (self.hour % _NOON) * 60 + self.minute, (self.hour % _NOON + _NOON) * 60 + self.minute
        if part is not None:
            return [part.choose(early, late, policy)]
        late_first = _outside(late, policy) < _outside(early, policy)
        return [late, early] if late_first else [early, late]

    def on(self, day: datetime, minutes: int) -> datetime:
        """The moment `minutes` after the midnight `day`."""
        return day + timedelta(minutes=minutes, seconds=self.second or 0)

    def spans(self, scene: Scene) -> list[Span]:
        """The next time (or the last one, by policy) the clock shows this."""
        return mark_ambiguous(self._moments(scene), self, scene.policy)

    def soonest(self, scene: Scene) -> list[Span]:
        """The same, where the half of the day that comes first is meant: "by 7:15", said at noon."""
        found = self._moments(scene)
        if scene.policy.prefer is Preference.FUTURE:
            found.sort(key=lambda span: span.start or scene.now)
        return mark_ambiguous(found, self, scene.policy)

    def _moments(self, scene: Scene) -> list[Span]:
        scene = scene.seen_from(self.zone)
        moments = [_nearest(scene, self.on(scene.today, minutes)) for minutes in self.readings(scene.policy)]
        return [Span(start, None, self.grain, self.zone) for start in moments]


def _outside(minutes: int, policy: Policy) -> int:
    """How many minutes a time lies before or behind the working hours."""
    low, high = (hour * 60 for hour in policy.working_hours)
    return max(low - minutes, minutes - high, 0)


def _nearest(scene: Scene, moment: datetime) -> datetime:
    if scene.policy.prefer is Preference.PAST:
        return moment - timedelta(days=1) if moment > scene.now else moment
    return moment + timedelta(days=1) if moment < scene.now.replace(second=0, microsecond=0) else moment


def mark_ambiguous(spans: list[Span], clock: Clock, policy: Policy) -> list[Span]:
    """Say of the spans of an ambiguous clock that the half of the day was guessed, where the other one may be meant."""
    if not clock.ambiguous or len(spans) < 2:
        return spans
    if not _doubtful(spans, clock, policy):
        return [spans[0], *(replace(span, reason=span.reason or "the other half of the day") for span in spans[1:])]
    sentence = _("{time} could be morning or evening.", time=f"{clock.hour}:{clock.minute:02d}")
    caution = Caution(WarningCode.AMBIGUOUS_HOUR, sentence)
    first = replace(spans[0], cautions=(*spans[0].cautions, caution), certain=not clock.bare)
    return [first, *(replace(span, reason=span.reason or "the other half of the day") for span in spans[1:])]


def _doubtful(spans: list[Span], clock: Clock, policy: Policy) -> bool:
    """Nobody means ten at night by "at 10", nor the evening where the hours are counted to 24 and written so."""
    chosen, rival = (span.start.hour if span.start else 0 for span in spans[:2])
    small = clock.bare or clock.hour < _FIRST_WAKING
    if policy.clock24 and chosen == clock.hour and not (policy.doubts_half and small):
        return False
    return _FIRST_WAKING <= rival < _LAST_WAKING


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """Morning, afternoon …; `edge` narrows it to its "early" or "late" half."""

    name: str
    edge: str | None = None
    category: ClassVar[str] = "part"
    loose: ClassVar[bool] = True

    def hours(self, policy: Policy) -> tuple[float, float]:
        """First and last hour by policy."""
        first, last = policy.parts.hours(self.name)
        middle = (first + last) / 2
        if self.edge == "early":
            return first, middle
        if self.edge == "late":
            return middle, last
        if self.edge == "mid":
            return (first + middle) / 2, (middle + last) / 2
        return first, last

    def choose(self, early: int, late: int, policy: Policy) -> int:
        """Which of two readings of a clock (minutes since midnight) this part of the day means."""
        if self.name in {"morning", "breakfast"}:
            return early
        if self.name == "night":
            return early + _DAY * 60 if early < _SMALL_HOURS else late
        if self.name == "nighttime":
            return early
        first, last = (hour * 60 for hour in self.hours(policy))
        return early if first <= early < last and not first <= late < last else late

    def on(self, day: datetime, scene: Scene) -> Span:
        """This part of the given day."""
        first, last = self.hours(scene.policy)
        return Span(day + timedelta(hours=first), day + timedelta(hours=last), Grain.HOUR)

    def spans(self, scene: Scene) -> list[Span]:
        """Today's, or tomorrow's when today's is over."""
        span = self.on(scene.today, scene)
        if span.end is not None and span.end <= scene.now and scene.policy.prefer is Preference.FUTURE:
            span = self.on(scene.today + timedelta(days=1), scene)
        return [span]


@dataclass(frozen=True, slots=True)
class ClockRange:
    """From one clock to another: "3-4:30pm", "10pm to 2am"; a `window` only bounds: "after 2 but before 5"."""

    start: Clock
    end: Clock
    window: bool = False
    category: ClassVar[str] = "clock_range"
    loose: ClassVar[bool] = True

    @property
    def zone(self) -> SaidZone | None:
        """The zone said with either end."""
        return self.end.zone or self.start.zone

    @property
    def _grain(self) -> Grain:
        """A window is as wide as a part of the day."""
        if self.window:
            return Grain.HOUR
        return Grain.SECOND if self.end.second is not None else Grain.MINUTE

    def pairs(self, policy: Policy, part: PartOfDay | None = None) -> list[tuple[int, int]]:
        """(first, last) minutes since the midnight of the first day, best first."""
        firsts = self.start.readings(policy, part)
        lasts = self.end.readings(policy, None)
        if self.start.ambiguous and self.end.half is None and self.end.hour > _NOON and part is None:
            firsts = [firsts[0] if self.start.half else self.start.hour * 60 + self.start.minute]  # "6 to 22"
        elif self.start.ambiguous and not self.end.ambiguous and part is None:
            firsts = sorted(firsts, key=lambda first: (self.end.minutes - first) % (_DAY * 60) or _DAY * 60)
        pairs = []
        for first in firsts:
            last = min(lasts, key=lambda last: (last - first) % (_DAY * 60) or _DAY * 60)
            pairs.append((first, first + ((last - first) % (_DAY * 60) or _DAY * 60)))
        return pairs

    def on(self, day: datetime, scene: Scene, part: PartOfDay | None = None) -> list[Span]:
        """This range on the given day, best reading first."""
        found = []
        for first, last in self.pairs(scene.policy, part):
            start, end = self.start.on(day, first), self.end.on(day, last)
            found.append(
                Span(start, end, self._grain, self.start.zone or self.end.zone, self.end.zone or self.start.zone)
            )
        both = self.start.ambiguous and self.end.ambiguous
        return mark_ambiguous(found, self.start, scene.policy) if both else found[:1]

    def spans(self, scene: Scene) -> list[Span]:
        """The next such range."""
        scene = scene.seen_from(self.zone)
        found = []
        for span in self.on(scene.today, scene):
            later = span.start is not None and span.start < scene.now and scene.policy.prefer is Preference.FUTURE
            found.append(_a_day_later(span) if later else span)
        return found


def _a_day_later(span: Span) -> Span:
    day = timedelta(days=1)
    return replace(span, start=span.start and span.start + day, end=span.end and span.end + day)
