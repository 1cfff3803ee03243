"""What an RFC 5545 recurrence rule means, on dates.

Rules repeat by days, weeks, months or years, so an occurrence is a date and the time of day is the event's own.

The expansion is ours rather than dateutil's for one reason: `dateutil.rrule` counts from the first occurrence each
time, and a rule that never matches ("30 February") keeps it busy until the year 9999. Here the work is bounded by the
range that was asked for. dateutil is the oracle of the tests.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

HORIZON_YEARS = 100
"""How far after its first date a rule is followed."""

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTHS = range(1, 13)


class Frequency(StrEnum):
    """What a rule steps by."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A BYDAY entry: a weekday (0 is Monday), and which of its month or year (0 for each, -1 for the last)."""

    day: int
    ordinal: int = 0

    def __str__(self) -> str:
        return f"{self.ordinal or ''}{WEEKDAYS[self.day]}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule (RFC 5545, section 3.3.10). `until` is a date, a naive local datetime, or a datetime in UTC."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | None = None
    by_day: tuple[Weekday, ...] = ()
    by_month: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_year_day: tuple[int, ...] = ()
    by_set_pos: tuple[int, ...] = ()
    week_start: int = 0

    def __str__(self) -> str:
        until = None
        if isinstance(self.until, datetime):
            until = f"{self.until:%Y%m%dT%H%M%S}{'Z' if self.until.tzinfo else ''}"
        elif self.until:
            until = f"{self.until:%Y%m%d}"
        parts: dict[str, object] = {
            "FREQ": self.frequency,
            "UNTIL": until,
            "COUNT": self.count,
            "INTERVAL": self.interval if self.interval > 1 else None,
            "BYMONTH": _joined(self.by_month),
            "BYMONTHDAY": _joined(self.by_month_day),
            "BYYEARDAY": _joined(self.by_year_day),
            "BYDAY": _joined(self.by_day),
            "BYSETPOS": _joined(self.by_set_pos),
            "WKST": WEEKDAYS[self.week_start] if self.week_start else None,
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)

    def last_date(self, at: time, zone: ZoneInfo) -> date | None:
        """The last date on which an occurrence at the local time `at` may start by UNTIL; None without UNTIL.

        UNTIL as a date includes that whole date, also for an event with a time of day.
        """
        if not isinstance(self.until, datetime):
            return self.until
        local = self.until.astimezone(zone).replace(tzinfo=None) if self.until.tzinfo else self.until
        return local.date() if at <= local.time() else local.date() - timedelta(days=1)

    def dates(self, first: date, low: date, high: date) -> Iterator[date]:
        """The dates from `low` to `high`, both inclusive, of the rule that starts on `first`; UNTIL is the caller's.

        `first` is always an occurrence and counts, whether it fits the rule or not (section 3.8.5.3). No date lies more
        than `HORIZON_YEARS` after `first`, which must leave room for that.
        """
        horizon = date(first.year + HORIZON_YEARS, 12, 31)
        found = _from(self, first, first if self.count else max(low, first), min(high, horizon))
        for number, day in enumerate(found, start=1):
            if self.count and number > self.count:
                return
            if day >= low:
                yield day

    def has(self, day: date, first: date) -> bool:
        """Whether the BY parts and the interval of the rule that starts on `first` have a date, `first` included."""
        rule = _completed(self, first)
        days = _period(rule, first, max(0, _period_of(rule, first, day)))
        return day in _picked(rule, [each for each in days if _fits(rule, each)])


def _from(rule: Rule, first: date, low: date, high: date) -> Iterator[date]:
    if low <= first <= high:
        yield first
    rule = _completed(rule, first)
    period = max(0, _period_of(rule, first, low))
    while (days := _period(rule, first, period)) and days[0] <= high:
        chosen = [day for day in days if _fits(rule, day)]
        for day in _picked(rule, chosen):
            if day > first and low <= day <= high:
                yield day
        period += 1


def _completed(rule: Rule, first: date) -> Rule:
    """The rule with what the first date says in place of what the rule leaves open."""
    if rule.by_day or rule.by_month_day or rule.by_year_day:
        return rule
    if rule.frequency is Frequency.WEEKLY:
        return replace(rule, by_day=(Weekday(first.weekday()),))
    if rule.frequency is Frequency.MONTHLY:
        return replace(rule, by_month_day=(first.day,))
    if rule.frequency is Frequency.YEARLY:
        return replace(rule, by_month=rule.by_month or (first.month,), by_month_day=(first.day,))
    return rule


def _period_of(rule: Rule, first: date, day: date) -> int:
    """The number of the last period that starts on or before `day`; `first` lies in number 0."""
    if rule.frequency is Frequency.DAILY:
        return (day - first).days // rule.interval
    if rule.frequency is Frequency.WEEKLY:
        return (day - _week_of(rule, first)).days // (7 * rule.interval)
    if rule.frequency is Frequency.MONTHLY:
        return ((day.year - first.year) * 12 + day.month - first.month) // rule.interval
    return (day.year - first.year) // rule.interval


def _period(rule: Rule, first: date, number: int) -> list[date]:
    """The days of a period; none past the last year that dates can express."""
    steps = number * rule.interval
    if rule.frequency is Frequency.DAILY:
        return [first + timedelta(days=steps)]
    if rule.frequency is Frequency.WEEKLY:
        week = _week_of(rule, first) + timedelta(weeks=steps)
        return [week + timedelta(days=day) for day in range(7)]
    if rule.frequency is Frequency.MONTHLY:
        years, month = divmod(first.month - 1 + steps, 12)
        return _month(first.year + years, month + 1)
    return [day for month in sorted(rule.by_month) or _MONTHS for day in _month(first.year + steps, month)]


def _week_of(rule: Rule, day: date) -> date:
    return day - timedelta(days=(day.weekday() - rule.week_start) % 7)


def _fits(rule: Rule, day: date) -> bool:
    if rule.by_month and day.month not in rule.by_month:
        return False
    if rule.by_month_day and not _counted(day.day, _days_in_month(day), rule.by_month_day):
        return False
    if rule.by_year_day and not _counted(day.timetuple().tm_yday, _days_in_year(day), rule.by_year_day):
        return False
    return not rule.by_day or any(_on(rule, day, weekday) for weekday in rule.by_day)


def _on(rule: Rule, day: date, weekday: Weekday) -> bool:
    if day.weekday() != weekday.day:
        return False
    if not weekday.ordinal:
        return True
    if rule.frequency is Frequency.MONTHLY or rule.by_month:
        number, length = day.day, _days_in_month(day)
    else:
        number, length = day.timetuple().tm_yday, _days_in_year(day)
    return weekday.ordinal in ((number - 1) // 7 + 1, -((length - number) // 7 + 1))


def _picked(rule: Rule, days: list[date]) -> list[date]:
    if not rule.by_set_pos:
        return days
    return [day for number, day in enumerate(days, start=1) if _counted(number, len(days), rule.by_set_pos)]


def _counted(number: int, length: int, wanted: tuple[int, ...]) -> bool:
    """Whether the number-th of `length` things is wanted, counted from the front or (negative) from the back."""
    return number in wanted or number - length - 1 in wanted


def _month(year: int, month: int) -> list[date]:
    if year > date.max.year:
        return []
    return [date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]


def _days_in_month(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _days_in_year(day: date) -> int:
    return 366 if calendar.isleap(day.year) else 365


def _joined(values: tuple[object, ...]) -> str:
    return ",".join(str(value) for value in values)
