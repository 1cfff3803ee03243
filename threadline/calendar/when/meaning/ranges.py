"""Predicates that meet: a day with a clock, a range between two times, an open beginning or end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from threadline.calendar.when.meaning.arithmetic import add_months, midnight
from threadline.calendar.when.meaning.clock import Clock, ClockRange, PartOfDay, mark_ambiguous
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.scene import Predicate, Scene, Span
from threadline.calendar.when.meaning.shares import PartOf
from threadline.calendar.when.model import Grain
from threadline.calendar.when.policy import Preference

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MEETING = timedelta(hours=6)


def is_loose(predicate: Predicate) -> bool:
    """True when the scene, not the words, decides which of many it is."""
    return bool(getattr(predicate, "loose", False))


@dataclass(frozen=True, slots=True)
class At:
    """A time on a day: "tomorrow at 3", "Friday afternoon", "3-4:30pm on Tuesday"."""

    day: Predicate | None
    time: Clock | ClockRange | PartOfDay
    part: PartOfDay | None = None

    @property
    def category(self) -> str:
        """A moment for a clock, else what the time is, on a day."""
        if isinstance(self.time, Clock):
            return "moment"
        return "day_range" if isinstance(self.time, ClockRange) else "daypart"

    @property
    def loose(self) -> bool:
        """True when no day was said, or one that the scene decides."""
        return self.day is None or is_loose(self.day)

    def spans(self, scene: Scene) -> list[Span]:
        """The time on each day it may be; a weekday that is over today is next week's."""
        if self.day is None:
            return self._without_day(scene)
        found: list[Span] = []
        for day in self.day.spans(scene)[:3]:
            if day.start is None or (day.grain is not Grain.DAY and not isinstance(self.time, PartOfDay)):
                continue
            here = self._on(day, scene)
            if not found and self._over(here, scene):
                here = self._on(_moved(day, _WEEK), scene)
            found.extend(here)
        return found

    def _over(self, spans: list[Span], scene: Scene) -> bool:
        if not isinstance(self.day, Fields) or self.day != Fields(weekday=self.day.weekday):
            return False
        if not spans:
            return False
        first, last = spans[0].start, spans[0].end
        # Who is in the middle of a long stretch of Monday may call it that; a meeting that has begun is next week's.
        if first and last and not isinstance(self.time, PartOfDay) and last - first <= _MEETING:
            last = first
        last = last or first
        return scene.policy.prefer is Preference.FUTURE and last is not None and last < scene.now

    def _without_day(self, scene: Scene) -> list[Span]:
        if not isinstance(self.time, PartOfDay):
            scene = scene.seen_from(self.time.zone)
        today = Span(scene.today, scene.today + _DAY, Grain.DAY)
        spans = self._on(today, scene)
        if self.part is not None and spans and spans[0].start is not None and spans[0].start < scene.now:
            spans = self._on(_moved(today, _DAY), scene)
        return spans

    def _on(self, day: Span, scene: Scene) -> list[Span]:
        start = midnight(day.start) if day.start else scene.today
        if isinstance(self.time, Clock):
            minutes = self.time.readings(scene.policy, self.part)
            spans = [Span(self.time.on(start, each), None, self.time.grain, self.time.zone) for each in minutes]
            spans = spans if self.part else mark_ambiguous(spans, self.time, scene.policy)
        elif isinstance(self.time, ClockRange):
            spans = self.time.on(start, scene, self.part)
        else:
            spans = [self.time.on(start, scene)]
        cautions = day.cautions
        return [
            replace(
                span,
                reason=day.reason or span.reason,
                cautions=(*cautions, *span.cautions),
                certain=day.certain and span.certain,
            )
            for span in spans
        ]


@dataclass(frozen=True, slots=True)
class EndOfDay:
    """The end of the working day by policy: "EOD", "Wednesday COB"."""

    day: Predicate | None = None
    category: ClassVar[str] = "moment"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """That clock time of the day; today's when none was said."""
        days = self.day.spans(scene) if self.day else [Span(scene.today, None, Grain.DAY)]
        at = scene.policy.end_of_day
        return [
            replace(day, start=day.start.replace(hour=at.hour, minute=at.minute), end=None, grain=Grain.MINUTE)
            for day in days
            if day.start is not None
        ]


def _moved(span: Span, by: timedelta) -> Span:
    return replace(span, start=span.start and span.start + by, end=span.end and span.end + by)


@dataclass(frozen=True, slots=True)
class Between:
    """From one time to another; a `window` only bounds a time, and its outer days may lie beyond it: "after Monday"."""

    first: Predicate
    last: Predicate
    window: bool = False
    beyond: tuple[bool, bool] = (False, False)
    category: ClassVar[str] = "range"

    @property
    def loose(self) -> bool:
        """True when the scene decides where it begins."""
        return is_loose(self.first)

    def spans(self, scene: Scene) -> list[Span]:
        """The first end's readings, each closed by what the last end means from there."""
        found = []
        for begin in _edges(self.first, scene)[:2]:
            if begin.start is None:
                continue
            span = self._closed(begin, scene)
            if span is not None:
                found.append(span)
        return found

    def _closed(self, begin: Span, scene: Scene) -> Span | None:
        begin, end = self._around_now(begin, scene)
        if end is None or begin.start is None:
            return None
        years = _bare_year(self.first) and _bare_year(self.last)
        limit = end.start if years else _limit(self.last, end)
        if limit is not None and limit <= begin.start:
            begin = self._earlier(begin)
        if limit is None or begin.start is None:
            return None
        first, limit = begin.start + self.beyond[0] * _DAY, limit - self.beyond[1] * _DAY
        if limit <= first:
            return None
        coarse = begin.grain.coarse and end.grain.coarse
        grain = Grain.DAY if coarse else Grain.HOUR if self.window else Grain.MINUTE
        zones = (begin.start_zone, end.end_zone or end.start_zone or begin.start_zone)
        cautions = (*begin.cautions, *end.cautions)
        return Span(first, limit, grain, *zones, begin.reason, cautions, begin.certain)

    def _earlier(self, begin: Span) -> Span:
        """The occurrence before: "between Jan 22 and now", "between eight o'clock and now"."""
        if _yearless(self.first):
            return _moved_a_year(begin)
        return _moved(begin, -_DAY) if isinstance(self.first, Clock) else begin

    def _around_now(self, begin: Span, scene: Scene) -> tuple[Span, Span | None]:
        end = self._end_after(begin, scene)
        if not (_yearless(self.first) and _yearless(self.last)) or begin.start is None:
            return begin, end
        earlier = _moved_a_year(begin)
        if earlier.start is None:
            return begin, end
        end_then = self._end_after(earlier, scene)
        if end_then is not None and end_then.end is not None and end_then.end > scene.now:
            return earlier, end_then
        return begin, end

    def _end_after(self, begin: Span, scene: Scene) -> Span | None:
        assert begin.start is not None  # noqa: S101 - callers checked; tells the type checker
        if isinstance(self.last, Clock):
            return _clock_after(self.last, begin, scene)
        found = _edges(self.last, scene.at(begin.start) if is_loose(self.last) else scene)
        return found[0] if found else None


def _clock_after(clock: Clock, begin: Span, scene: Scene) -> Span:
    start = begin.start or scene.now
    days = (midnight(start), midnight(start) + _DAY)
    moments = [clock.on(day, minutes) for day in days for minutes in clock.readings(scene.policy)]
    return Span(min(moment for moment in moments if moment > start), None, clock.grain, clock.zone)


def _edges(predicate: Predicate, scene: Scene) -> list[Span]:
    if isinstance(predicate, PartOf):
        point = predicate.point(scene)
        return [Span(point, point, Grain.DAY)] if point else []
    return predicate.spans(scene)


def _soonest(limit: Predicate, scene: Scene) -> list[Span]:
    """The readings of a clock that is a limit of its own; empty for all else."""
    return limit.soonest(scene) if isinstance(limit, Clock) else []


def _limit(last: Predicate, end: Span) -> datetime | None:
    return end.start if isinstance(last, PartOf) else end.end or end.start


def _bare_year(predicate: Predicate) -> bool:
    """True for a year as a number: "2014 to 2018" are two points in time, while "March to May" are three months."""
    return isinstance(predicate, Fields) and predicate.year is not None and predicate == Fields(predicate.year)


def _yearless(predicate: Predicate) -> bool:
    return isinstance(predicate, Fields) and predicate.loose and predicate.month is not None


def _moved_a_year(span: Span) -> Span:
    start, end = (moment and add_months(moment, -12) for moment in (span.start, span.end))
    return replace(span, start=start, end=end)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Not later than a time: "by Friday", "before 4pm", "until April"."""

    limit: Predicate
    inclusive: bool = True
    category: ClassVar[str] = "deadline"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """Spans without a start; the end is the due date or the due moment."""
        found = []
        for span in _soonest(self.limit, scene) or _edges(self.limit, scene):
            at_end = isinstance(self.limit, PartOf) or (
                self.inclusive and span.grain.coarse and span.grain is not Grain.DAY
            )
            due = span.end if at_end else span.start or span.end
            found.append(replace(span, start=None, end=due, end_zone=span.end_zone or span.start_zone))
        return found


@dataclass(frozen=True, slots=True)
class Since:
    """Not earlier than a time: "after 6pm", "from Friday on"; with `behind`, "since January", it has begun."""

    limit: Predicate
    past_it: bool = False
    behind: bool = False
    category: ClassVar[str] = "since_time"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """Spans without an end; after a period means after its last day, since it means from its first."""
        if self.behind:
            scene = replace(scene, policy=replace(scene.policy, prefer=Preference.PAST))
        found = []
        for span in _soonest(self.limit, scene) or self.limit.spans(scene):
            period = span.end is not None and span.grain is not Grain.DAY
            if self.past_it and isinstance(self.limit, PartOf) and self.limit.edge == "begin":
                found.append(replace(span, end=None, open_ended=True))
                continue
            extended = isinstance(self.limit, PartOf) or self.limit.category in {"range", "period", "part", "daypart"}
            start = span.end if self.past_it and (period or extended) else span.start
            found.append(replace(span, start=start or span.end, end=None, open_ended=True))
        return found
