"""Where a recurrence begins and ends in a scene, and which of its days are left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from threadline.calendar.when.meaning.amounts import Run
from threadline.calendar.when.meaning.arithmetic import midnight
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.periods import UnitPeriod
from threadline.calendar.when.meaning.ranges import is_loose
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.meaning.scene import Predicate, Scene, Span
from threadline.calendar.when.meaning.shares import PartOf
from threadline.calendar.when.model import Caution, Grain, WarningCode
from threadline.texts import formats
from threadline.texts.messages import N_, _

_DAY = timedelta(days=1)
_MOST_EXCLUDED = 200
_EXCLUDED_YEARS = 3


@dataclass(frozen=True, slots=True)
class Series:
    """A recurrence in its scene: the first occurrence, its last day (None: it goes on), and what is doubtful."""

    recurrence: Recurrence
    first: Span
    last: datetime | None = None
    cautions: tuple[Caution, ...] = ()

    def excluded(self, scene: Scene) -> tuple[date, ...]:
        """The days left out: those said singly, and those of a period on which it would take place."""
        start = self.first.start or scene.now
        end = self.last or start.replace(year=min(start.year + _EXCLUDED_YEARS, 9990), day=min(start.day, 28))
        found: list[date] = []
        for predicate in self.recurrence.except_on:
            said_from_now = (
                not is_loose(predicate) or getattr(predicate, "step", None) is not None
            )  # "except next week"
            counted = scene if said_from_now else scene.at(max(scene.now, start))
            found.extend(_days_of(predicate, self.recurrence, counted, end))
        return tuple(dict.fromkeys(found))[:_MOST_EXCLUDED]


def series_of(recurrence: Recurrence, scene: Scene) -> Series | None:
    """The series in its scene; None when it never comes, or would end before it begins.

    "Until the end of the month", where the month has no such day left, is the month of the first occurrence: that is
    said in a caution.
    """
    first = recurrence.first(scene)
    if first is None:
        return _in_the_next(recurrence, scene)
    last = _last_day(recurrence, first, scene)
    if first.start is None or last is None or last >= midnight(first.start):
        return Series(recurrence, first, last)
    if not _of_this_unit(recurrence.until):
        return None
    last = _last_day(recurrence, first, scene.at(first.start))
    if last is None or last < midnight(first.start):
        return None
    sentence = _("Nothing of it is left before then, so it runs until {day}.", day=formats.plain_day(last, year=True))
    return Series(recurrence, first, last, (Caution(WarningCode.SERIES, sentence),))


_NONE_LEFT = {
    Grain.DAY: N_("Nothing of it is left this day: it begins on {day}."),
    Grain.WEEK: N_("Nothing of it is left this week: it begins on {day}."),
    Grain.MONTH: N_("Nothing of it is left this month: it begins on {day}."),
    Grain.QUARTER: N_("Nothing of it is left this quarter: it begins on {day}."),
    Grain.YEAR: N_("Nothing of it is left this year: it begins on {day}."),
}


def _in_the_next(recurrence: Recurrence, scene: Scene) -> Series | None:
    """ "Every morning this week", said when no morning is left, is about the next week, with a caution."""
    within = recurrence.within
    if not isinstance(within, UnitPeriod) or within.steps != 0:
        return None
    moved = replace(recurrence, within=replace(within, steps=1, edge=None, bare=False))
    first = moved.first(scene)
    if first is None or first.start is None:
        return None
    begins = formats.plain_day(first.start, weekday=True)
    sentence = _(_NONE_LEFT.get(within.grain, _NONE_LEFT[Grain.DAY]), day=begins)
    return Series(moved, first, _last_day(moved, first, scene), (Caution(WarningCode.SERIES, sentence),))


def _of_this_unit(until: Predicate | None) -> bool:
    outer = until.outer if isinstance(until, PartOf) else until
    return isinstance(outer, UnitPeriod) and outer.steps == 0


def _last_day(recurrence: Recurrence, first: Span, scene: Scene) -> datetime | None:
    begin = first.start or scene.now
    ends: list[datetime] = []
    if recurrence.runs is not None:
        ends.append(midnight(recurrence.runs.added(begin, 1, scene)) - _DAY)
    if recurrence.lasts is not None:
        ends.append(midnight(recurrence.lasts.added(recurrence.anchor(scene), 1, scene)))
    if recurrence.within is not None:
        spans = recurrence.within.spans(scene)
        ends.extend(span.end - _DAY for span in spans[:1] if span.end is not None)
    if recurrence.until is not None:
        ends.extend(_until(recurrence, begin, scene))
    return min(ends) if ends else None


def _until(recurrence: Recurrence, begin: datetime, scene: Scene) -> list[datetime]:
    """The last day of "until March" (its first day), "through March" (its last) and "until the end of March"."""
    until = recurrence.until
    if isinstance(until, PartOf):
        outer = scene.at(max(begin, scene.now)) if is_loose(until.outer) else scene
        point = until.point(outer)
        return [point - _DAY if until.edge in {"end", "late"} else point] if point else []
    assert until is not None  # noqa: S101 - the caller checked; tells the type checker
    spans = until.spans(scene.at(max(recurrence.anchor(scene), scene.now)) if is_loose(until) else scene)
    for span in spans[:1]:
        if recurrence.through and span.grain.coarse and span.end is not None:
            return [span.end - _DAY]
        limit = span.start or span.end
        return [midnight(limit)] if limit else []
    return []


def _days_of(predicate: Predicate, recurrence: Recurrence, scene: Scene, end: datetime) -> list[date]:
    spans = predicate.spans(scene)[:1]
    if not spans or spans[0].start is None:
        return []
    span, start = spans[0], spans[0].start
    if span.grain is Grain.MINUTE or span.end is None or span.end - start <= _DAY:
        return [start.date()]
    days = [day.date() for day in recurrence.days(start, min(span.end - _DAY, end))]
    every_year = isinstance(predicate, Fields) and predicate.loose
    if every_year and span.end <= end and len(days) < _MOST_EXCLUDED:
        days += _days_of(predicate, recurrence, scene.at(span.end), end)
    return days


def in_period(recurrence: Recurrence, period: Predicate) -> Recurrence | None:
    """The recurrence as long as a period lasts; a yearly one takes place in that month of each year."""
    if isinstance(period, Run):
        return replace(recurrence, lasts=period.amount) if period.sign > 0 else None
    if recurrence.within is not None or getattr(period, "steps", 0) < 0:
        return None
    if isinstance(period, Fields) and recurrence.every is Grain.YEAR:
        named = period.loose and not recurrence.months
        return replace(recurrence, months=(period.month,)) if named and period.month else None
    return replace(recurrence, within=period)
