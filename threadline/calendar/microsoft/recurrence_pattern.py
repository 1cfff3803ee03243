"""Recurrence rules (RFC 5545) as Graph's patterned recurrence, and back.

learn.microsoft.com/graph/api/resources/recurrencepattern and recurrencerange. Graph has six patterns; a rule that is
none of them is refused with a sentence. A series starts on its first date; where a rule's first date is not one of the
rule's own, Graph would drop it, so that is refused too. Graph moves a day that a month lacks to the month's last day,
where RFC 5545 leaves the month out: day 31 there is the last day (-1) here, 29 and 30 the last of 28 to that day.
"""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft
from threadline.calendar.microsoft.zones import windows_of
from threadline.calendar.port import CalendarRejected
from threadline.calendar.rrule import Frequency, Rule, Weekday
from threadline.calendar.rrule_text import parse_rule
from threadline.texts.messages import _

Json = dict[str, Any]

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_INDEXES = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_ORDINALS = {name: number for number, name in _INDEXES.items()}
_ALWAYS_THERE = 28


def recurrence_of(draft: EventDraft) -> Json | None:
    """The recurrence for a draft; None where it does not repeat. Raises `CalendarRejected`."""
    if draft.rrule is None:
        return None
    rule = parse_rule(draft.rrule)
    local = draft.start.astimezone(ZoneInfo(draft.zone))
    first, at = local.date(), time() if draft.all_day else local.time().replace(tzinfo=None)
    pattern = _pattern(rule, first)
    if not _fits(pattern, first):
        raise CalendarRejected(_("In Microsoft 365 a series has to start on one of its own days."))
    return {"pattern": pattern, "range": _range(rule, first, at, draft.zone)}


def rule_of(recurrence: Mapping[str, Any]) -> str:
    """The rule's text. Raises `ValueError` for a pattern that is none."""
    pattern, limits = recurrence["pattern"], recurrence["range"]
    rule = _rule(pattern)
    until, count = None, None
    if limits.get("type") == "endDate":
        until = date.fromisoformat(limits["endDate"])
    elif limits.get("type") == "numbered":
        count = int(limits["numberOfOccurrences"])
    return str(
        Rule(
            rule.frequency,
            interval=int(pattern.get("interval") or 1),
            count=count,
            until=until,
            by_day=rule.by_day,
            by_month=rule.by_month,
            by_month_day=rule.by_month_day,
            by_set_pos=rule.by_set_pos,
            week_start=rule.week_start,
        )
    )


def _pattern(rule: Rule, first: date) -> Json:
    if rule.by_year_day:
        raise _unsupported("days of the year")
    kind = {
        Frequency.DAILY: _daily,
        Frequency.WEEKLY: _weekly,
        Frequency.MONTHLY: _monthly,
        Frequency.YEARLY: _yearly,
    }[rule.frequency]
    return kind(rule, first) | {"interval": rule.interval}


def _daily(rule: Rule, first: date) -> Json:
    if not rule.by_day:
        _refuse_parts(rule)
        return {"type": "daily"}
    if rule.interval > 1:
        raise _unsupported("every few days, but only on some weekdays")
    return _weekly(rule, first)


def _weekly(rule: Rule, first: date) -> Json:
    _refuse_parts(rule)
    days = [weekday.day for weekday in rule.by_day] or [first.weekday()]
    return {"type": "weekly", "daysOfWeek": [DAYS[day] for day in days], "firstDayOfWeek": DAYS[rule.week_start]}


def _monthly(rule: Rule, first: date) -> Json:
    if rule.by_month:
        raise _unsupported("some months only")
    if rule.by_day:
        return {"type": "relativeMonthly"} | _relative(rule)
    return {"type": "absoluteMonthly", "dayOfMonth": _month_day(rule, first)}


def _yearly(rule: Rule, first: date) -> Json:
    months = rule.by_month or (first.month,)
    if len(months) > 1 or ((rule.by_day or rule.by_month_day) and not rule.by_month):
        raise _unsupported("several months of a year, or days of each")
    if rule.by_day:
        return {"type": "relativeYearly", "month": months[0]} | _relative(rule)
    day = _month_day(rule, first, months[0])
    return {"type": "absoluteYearly", "month": months[0], "dayOfMonth": day}


def _relative(rule: Rule) -> Json:
    """Which weekday of its month: `BYDAY=2TU`, or several weekdays and one BYSETPOS."""
    ordinals = {weekday.ordinal for weekday in rule.by_day}
    if rule.by_set_pos and ordinals == {0}:
        ordinals = set(rule.by_set_pos)
    elif rule.by_set_pos or len(rule.by_day) > 1:
        raise _unsupported("several counted weekdays of a month")
    (number,) = ordinals if len(ordinals) == 1 else (0,)
    if number not in _INDEXES or rule.by_month_day:
        raise _unsupported("other weekdays of a month than the first four or the last")
    return {"daysOfWeek": [DAYS[weekday.day] for weekday in rule.by_day], "index": _INDEXES[number]}


def _month_day(rule: Rule, first: date, month: int | None = None) -> int:
    days = rule.by_month_day or (first.day,)
    if rule.by_set_pos == (-1,) and days in (_last_of(29), _last_of(30)) and month is None:
        return days[-1]
    if rule.by_set_pos or len(days) > 1:
        raise _unsupported("several days of a month")
    day = days[0]
    if day == -1 and month != 2:
        return 31 if month is None else calendar.monthrange(2001, month)[1]
    always = _ALWAYS_THERE if month is None else calendar.monthrange(2001, month)[1]
    if not 1 <= day <= always:
        raise _unsupported("a day that not every month has; the last day of the month it does (BYMONTHDAY=-1)")
    return day


def _range(rule: Rule, first: date, at: time, zone: str) -> Json:
    limits: Json = {"startDate": first.isoformat(), "recurrenceTimeZone": windows_of(zone)}
    if rule.count:
        return limits | {"type": "numbered", "numberOfOccurrences": rule.count}
    if (last := rule.last_date(at, ZoneInfo(zone))) is not None:
        return limits | {"type": "endDate", "endDate": max(first, last).isoformat()}
    return limits | {"type": "noEnd"}


def _fits(pattern: Mapping[str, Any], first: date) -> bool:
    """Whether the first date is one of the pattern's own."""
    if pattern.get("month", first.month) != first.month:
        return False
    length = calendar.monthrange(first.year, first.month)[1]
    if "dayOfMonth" in pattern:
        return bool(first.day == min(pattern["dayOfMonth"], length))
    days = [DAYS.index(name) for name in pattern.get("daysOfWeek", DAYS)]
    if "index" in pattern:
        fitting = [day for day in range(1, length + 1) if first.replace(day=day).weekday() in days]
        number = _ORDINALS[pattern["index"]]
        return fitting[number - 1 if number > 0 else number] == first.day
    return first.weekday() in days


def _rule(pattern: Mapping[str, Any]) -> Rule:
    """The pattern as a rule, without interval and end."""
    kind = str(pattern["type"])
    days = tuple(Weekday(DAYS.index(name.lower())) for name in pattern.get("daysOfWeek") or ())
    months = (int(pattern["month"]),) if kind.endswith("Yearly") else ()
    if kind == "daily":
        return Rule(Frequency.DAILY)
    if kind == "weekly":
        return Rule(
            Frequency.WEEKLY, by_day=days, week_start=DAYS.index(str(pattern.get("firstDayOfWeek", "sunday")).lower())
        )
    frequency = Frequency.YEARLY if kind.endswith("Yearly") else Frequency.MONTHLY
    if kind.startswith("absolute"):
        by_day_of_month, position = _read_month_day(int(pattern["dayOfMonth"]), months)
        return Rule(frequency, by_month=months, by_month_day=by_day_of_month, by_set_pos=position)
    number = _ORDINALS[str(pattern.get("index", "first")).lower()]
    if len(days) == 1:
        return Rule(frequency, by_month=months, by_day=(Weekday(days[0].day, number),))
    return Rule(frequency, by_month=months, by_day=days, by_set_pos=(number,))


def _read_month_day(day: int, months: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if months or day <= _ALWAYS_THERE:
        return (day,), ()
    return ((-1,), ()) if day == 31 else (_last_of(day), (-1,))


def _last_of(day: int) -> tuple[int, ...]:
    return tuple(range(_ALWAYS_THERE, day + 1))


def _refuse_parts(rule: Rule) -> None:
    if rule.by_month or rule.by_month_day or rule.by_set_pos:
        raise _unsupported("some months or days of a month only")


def _unsupported(what: str) -> CalendarRejected:
    return CalendarRejected(_("Microsoft 365 cannot repeat an event like this: {what}.", what=what))
