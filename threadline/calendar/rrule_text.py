"""Reading the text of an RFC 5545 recurrence rule (section 3.3.10)."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from threadline.calendar.port import CalendarRejected
from threadline.calendar.rrule import WEEKDAYS, Frequency, Rule, Weekday
from threadline.texts.messages import _

MAX_COUNT = 10_000
MAX_INTERVAL = 1_000

_BY_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"[0-9]{8}(T[0-9]{6}Z?)?")
_NAMES = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYSETPOS", "WKST"),
)


def parse_rule(text: str) -> Rule:
    """Read a rule, without the `RRULE:` prefix. Raises `CalendarRejected` for what is broken or not supported.

    Not supported are frequencies below a day, BYHOUR and its kin, and BYWEEKNO.
    """
    fields = _fields(text)
    rule = Rule(
        frequency=_frequency(fields["FREQ"]),
        interval=_number(fields, "INTERVAL", MAX_INTERVAL) or 1,
        count=_number(fields, "COUNT", MAX_COUNT),
        until=_until(fields["UNTIL"]) if "UNTIL" in fields else None,
        by_day=_weekdays(fields.get("BYDAY")),
        by_month=_numbers(fields, "BYMONTH", 12, negative=False),
        by_month_day=_numbers(fields, "BYMONTHDAY", 31),
        by_year_day=_numbers(fields, "BYYEARDAY", 366),
        by_set_pos=_numbers(fields, "BYSETPOS", 366),
        week_start=_week_start(fields.get("WKST", "MO")),
    )
    _check(rule)
    return rule


def _check(rule: Rule) -> None:
    slow = rule.frequency in {Frequency.MONTHLY, Frequency.YEARLY}
    if rule.count and rule.until:
        raise CalendarRejected(_("A recurrence rule has an end date or a count, not both."))
    if not slow and any(weekday.ordinal for weekday in rule.by_day):
        raise CalendarRejected(_("Only a monthly or yearly rule can name the first or last weekday."))
    if rule.by_month_day and rule.frequency is Frequency.WEEKLY:
        raise CalendarRejected(_("A weekly rule cannot name days of the month."))
    if rule.by_year_day and rule.frequency is not Frequency.YEARLY:
        raise CalendarRejected(_("Only a yearly rule can name days of the year."))
    if rule.by_set_pos and not (rule.by_day or rule.by_month or rule.by_month_day or rule.by_year_day):
        raise CalendarRejected(_("BYSETPOS needs another BY part to choose from."))


def _fields(text: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for part in text.strip().rstrip(";").upper().split(";"):
        name, _sign, value = part.partition("=")
        if name not in _NAMES:
            raise CalendarRejected(f"The recurrence rule has a part that is not supported: {name[:20]!r}.")
        if name in fields or not value:
            raise CalendarRejected(_("The recurrence rule has {name} twice or empty.", name=name))
        fields[name] = value
    if "FREQ" not in fields:
        raise CalendarRejected(_("The recurrence rule does not say how often (FREQ)."))
    return fields


def _frequency(text: str) -> Frequency:
    try:
        return Frequency(text)
    except ValueError:
        raise CalendarRejected(_("Events repeat daily, weekly, monthly or yearly.")) from None


def _integer(name: str, text: str, low: int, high: int) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,6}", text) or not low <= int(text) <= high or int(text) == 0:
        raise CalendarRejected(_("{name} in the recurrence rule must be a number up to {high}.", name=name, high=high))
    return int(text)


def _number(fields: Mapping[str, str], name: str, high: int) -> int | None:
    return _integer(name, fields[name], 1, high) if name in fields else None


def _numbers(fields: Mapping[str, str], name: str, high: int, *, negative: bool = True) -> tuple[int, ...]:
    if name not in fields:
        return ()
    low = -high if negative else 1
    return tuple(dict.fromkeys(_integer(name, part, low, high) for part in fields[name].split(",")))


def _weekdays(text: str | None) -> tuple[Weekday, ...]:
    if text is None:
        return ()
    found = [_BY_DAY.fullmatch(part) for part in text.split(",")]
    weekdays = [Weekday(WEEKDAYS.index(match[2]), int(match[1] or 0)) for match in found if match]
    if len(weekdays) < len(found) or any(abs(weekday.ordinal) > 53 for weekday in weekdays):
        raise CalendarRejected(_("BYDAY in the recurrence rule names no weekday."))
    return tuple(dict.fromkeys(weekdays))


def _week_start(text: str) -> int:
    if text not in WEEKDAYS:
        raise CalendarRejected(_("WKST in the recurrence rule names no weekday."))
    return WEEKDAYS.index(text)


def _until(text: str) -> date:
    if not _UNTIL.fullmatch(text):
        raise CalendarRejected(_("UNTIL in the recurrence rule is no date."))
    try:
        moment = datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d")  # noqa: DTZ007
    except ValueError:
        raise CalendarRejected(_("UNTIL in the recurrence rule is no date.")) from None
    if "T" not in text:
        return moment.date()
    return moment.replace(tzinfo=UTC) if text.endswith("Z") else moment
