"""Arithmetic on naive wall-clock times: shifting by calendar units, flooring, nth weekdays, Easter."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta

from threadline.calendar.when.model import Grain

SECONDS = {Grain.SECOND: 1, Grain.MINUTE: 60, Grain.HOUR: 3600, Grain.DAY: 86400, Grain.WEEK: 604800}
MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12, Grain.DECADE: 120, Grain.CENTURY: 1200}
_DAYS_PER_MONTH = 30


def shift(moment: datetime, grain: Grain, count: float) -> datetime:
    """`moment` moved by `count` units; months clip to the last day. Raises OverflowError or ValueError out of range."""
    if grain in SECONDS:
        return moment + timedelta(seconds=SECONDS[grain] * count)
    months = MONTHS[grain] * count
    whole = int(months)
    moved = add_months(moment, whole)
    return moved + timedelta(days=round((months - whole) * _DAYS_PER_MONTH))


def add_months(moment: datetime, months: int) -> datetime:
    """`moment` moved by calendar months, clipped to the length of the month it lands in."""
    index = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        raise ValueError(f"year {year} is out of range")
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def floor(moment: datetime, grain: Grain, week_start: int = 0) -> datetime:
    """The beginning of the day, week, month … that holds `moment`."""
    day = midnight(moment)
    if grain is Grain.DAY:
        return day
    if grain is Grain.WEEK:
        return day - timedelta(days=(day.weekday() - week_start) % 7)
    if grain is Grain.MONTH:
        return day.replace(day=1)
    if grain is Grain.QUARTER:
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    years = {Grain.YEAR: 1, Grain.DECADE: 10, Grain.CENTURY: 100}[grain]
    return day.replace(year=max(1, day.year // years * years), month=1, day=1)


def midnight(moment: datetime) -> datetime:
    """The beginning of the day of `moment`."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def next_weekday(day: datetime, weekday: int, *, strictly: bool = False) -> datetime:
    """The first `weekday` (Monday = 0) on or after `day`; `strictly` after it when asked."""
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(days=ahead or (7 if strictly else 0))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> datetime | None:
    """The nth (1…5, or -1 for the last, -2 …) `weekday` of a month, or None when there is none."""
    length = monthrange(year, month)[1]
    if nth > 0:
        first = datetime(year, month, 1)  # noqa: DTZ001 - wall-clock times are naive here
        day = 1 + (weekday - first.weekday()) % 7 + (nth - 1) * 7
    else:
        last = datetime(year, month, length)  # noqa: DTZ001
        day = length - (last.weekday() - weekday) % 7 + (nth + 1) * 7
    return datetime(year, month, day) if 1 <= day <= length else None  # noqa: DTZ001


def iso_week(year: int, week: int) -> datetime | None:
    """The Monday of ISO week `week` of `year`, or None when the year has no such week."""
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return datetime(monday.year, monday.month, monday.day)  # noqa: DTZ001


def easter(year: int) -> datetime:
    """Easter Sunday of the Gregorian calendar."""
    century, golden = year // 100, year % 19
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= epact // 28 * (1 - 29 // (epact + 1) * ((21 - golden) // 11))
    offset = epact - (year + year // 4 + epact + 2 - century + century // 4) % 7
    month = 3 + (offset + 40) // 44
    return datetime(year, month, offset + 28 - 31 * (month // 4))  # noqa: DTZ001


def days_in_month(year: int, month: int) -> int:
    """How many days the month has."""
    return monthrange(year, month)[1]
