"""Weekdays: "Tuesday", "next Tuesday", "last Tuesday", and what else each of them could mean."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from threadline.calendar.when.meaning.arithmetic import floor, next_weekday
from threadline.calendar.when.meaning.scene import Scene, Span
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Caution, Grain, WarningCode
from threadline.calendar.when.policy import NextWeekday, Preference
from threadline.texts import formats
from threadline.texts.messages import _

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def weekday_spans(weekday: int, step: Step | None, scene: Scene) -> list[Span]:
    """The days a weekday may mean: the nearest, or that of the next or last week, with the rival as alternative."""
    week = floor(scene.now, Grain.WEEK, scene.policy.week_start)
    in_week = next_weekday(week, weekday)
    ahead = next_weekday(scene.today, weekday)
    strictly_ahead = next_weekday(scene.today, weekday, strictly=True)
    behind = next_weekday(scene.today - _WEEK, weekday)
    if step is Step.NEXT:
        days = _distinct(in_week + _WEEK, strictly_ahead)
        if len(days) == 1:
            days.append(days[0] + _WEEK)
        if scene.policy.next_weekday is NextWeekday.NEAREST:
            days = _distinct(strictly_ahead, in_week + _WEEK)
        return day_readings(days, "another reading of “next”")
    if step is Step.LAST:
        return day_readings(_distinct(in_week - _WEEK, behind), "another reading of “last”")
    if step is Step.PAST:
        return day_readings([behind], "")
    if step is Step.COMING:
        return day_readings([strictly_ahead], "")
    if scene.policy.prefer is Preference.PAST and step is None:
        return day_readings(_distinct(next_weekday(scene.today - 6 * _DAY, weekday), ahead), "the one ahead")
    return day_readings([ahead], "")


def weekday_within(spans: Sequence[Span], weekday: int, scene: Scene) -> list[Span]:
    """The first day with that weekday in the best of the periods, from today on where it is not over."""
    if not spans or spans[0].start is None or spans[0].end is None:
        return []
    first, last = spans[0].start, spans[0].end
    day = next_weekday(max(first, scene.today) if last > scene.today else first, weekday)
    return [Span(day, day + _DAY, Grain.DAY)]


def _distinct(first: datetime, second: datetime) -> list[datetime]:
    return [first] if first == second else [first, second]


def day_readings(days: list[datetime], reason: str) -> list[Span]:
    """The days as readings of the same words, the best first; two of them are a doubt."""
    spans = [Span(day, day + _DAY, Grain.DAY, reason=reason if index else "") for index, day in enumerate(days)]
    if len(spans) > 1:
        sentence = _(
            "This could be {first} or {second}.",
            first=formats.plain_day(days[0], weekday=True),
            second=formats.plain_day(days[1], weekday=True),
        )
        spans[0] = replace(spans[0], cautions=(Caution(WarningCode.AMBIGUOUS_DAY, sentence),), certain=False)
    return spans
