"""What the Japanese and the Chinese room share: numerals, and dates and clocks written with unit characters."""

from __future__ import annotations

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Bindings, Categorised, Level, Node
from threadline.calendar.when.meaning.amounts import Amount, Away, Unit
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ordinals import Within
from threadline.calendar.when.meaning.periods import NumberedWeek, UnitPeriod
from threadline.calendar.when.meaning.ranges import Between, Deadline, Since
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.dates import dated

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
NUMERALS = "".join(_DIGITS) + "十百"
_NUMERAL = CATEGORIES.char("numeral")
_LEVELS = (("n24", 24), ("n31", 31), ("n59", 59))


def numeral_value(text: str) -> int:
    """The value of a Chinese numeral below a thousand: 十一 is 11, 二十 is 20, 二〇二六 is 2026."""
    if not set(text) & {"十", "百"}:
        return int("".join(str(_DIGITS[char]) for char in text))
    total = pending = 0
    for char in text:
        if char in "十百":
            total += (pending or 1) * (10 if char == "十" else 100)
            pending = 0
        else:
            pending = _DIGITS[char]
    return total + pending


def compose(nodes: list[Node]) -> list[Node]:
    """Turn numerals into number nodes."""
    return [_number(node) if node.char == _NUMERAL else node for node in nodes]


def _number(node: Node) -> Node:
    value = numeral_value(node.value)
    name = next((name for name, limit in _LEVELS if value <= limit), "year4" if 1000 <= value <= 2999 else "big")
    return Node(CATEGORIES.char(name), value, node.start, node.end)


HAN = Level("dates and clocks with unit characters")


@HAN.rule("year:year4 year_sign month:whole month_sign day:whole day_sign", "month:whole month_sign day:whole day_sign")
def _date(b: Bindings) -> Fields | None:
    return dated(b.get("year"), b["month"], b["day"]) if 1 <= b["month"] <= 12 else None


@HAN.rule("year:year4 year_sign month:whole month_sign", "month:n24 month_sign !later !ago")
def _month(b: Bindings) -> Fields | None:
    return Fields(b.get("year"), b["month"]) if 1 <= b["month"] <= 12 else None


@HAN.rule("year:year4 year_sign")
def _year(b: Bindings) -> Fields:
    return Fields(b["year"])


@HAN.rule("day:n24 day_sign !later !ago", "day:n31 day_sign !later !ago")
def _day(b: Bindings) -> Fields | None:
    return Fields(day=b["day"]) if 1 <= b["day"] <= 31 else None


@HAN.rule("year:period month:period")
def _month_of_year(b: Bindings) -> Within | None:
    year, month = b["year"], b["month"]
    fits = (
        isinstance(year, UnitPeriod) and year.grain is Grain.YEAR and isinstance(month, Fields) and month.year is None
    )
    return Within(month, year) if fits else None


@HAN.rule("period:period day:date")
def _day_of_period(b: Bindings) -> Within | None:
    day = b["day"]
    plain = isinstance(day, Fields) and day.year is None
    return Within(day, b["period"]) if plain and not isinstance(b["period"], NumberedWeek) else None


@HAN.rule(
    "count:count unit_sign:unit later",
    "count:count sign:day_sign later",
    "count:count sign:month_sign later",
    "count:count sign:minute_sign later",
)
def _after(b: Bindings) -> Away:
    return Away(_amount(b), 1)


@HAN.rule(
    "count:count unit_sign:unit ago",
    "count:count sign:day_sign ago",
    "count:count sign:month_sign ago",
    "count:count sign:minute_sign ago",
)
def _before(b: Bindings) -> Away:
    return Away(_amount(b), -1)


def _amount(b: Bindings) -> Amount:
    if b.has("unit_sign"):
        unit = b["unit_sign"]
    else:
        unit = Unit(Grain.DAY if b.every("day_sign") else Grain.MONTH if b.every("month_sign") else Grain.MINUTE)
    return Amount(((b["count"], unit),))


@HAN.rule(
    "hour:whole hour_sign half_sign",
    "hour:whole hour_sign quarters:n24 quarter_sign",
    "hour:whole hour_sign minute:whole minute_sign?",
)
def _clock_minutes(b: Bindings) -> Clock | None:
    minute = 30 if b.every("half_sign") else b["quarters"] * 15 if b.has("quarters") else b["minute"]
    return _clock(b["hour"], minute)


@HAN.rule("hour:whole hour_sign")
def _clock_hour(b: Bindings) -> Clock | None:
    return _clock(b["hour"], 0)


def _clock(hour: int, minute: int) -> Clock | None:
    return Clock(hour, minute, exact=hour > 12 or hour == 0) if hour <= 24 and minute <= 59 else None


@HAN.rule("date:date comma? weekday:weekday")
def _date_weekday(b: Bindings) -> Fields | None:
    date = b["date"]
    return date.merged(Fields(weekday=b["weekday"])) if isinstance(date, Fields) and date.day else None


@HAN.rule("first_part:part first:clock (to|dash|from) last_part:part last:clock end_sign?")
def _parted_range(b: Bindings) -> Categorised:
    first, last = (_halved(b[f"{name}_part"].name, b[name]) for name in ("first", "last"))
    return ClockRange(first, last)


def _halved(part: str, clock: Clock) -> Clock:
    half = "am" if part == "morning" else "pm"
    return Clock(clock.hour, clock.minute, half=half) if clock.ambiguous else clock


@HAN.rule("first:clock (to|dash|from) last:clock end_sign?")
def _range(b: Bindings) -> ClockRange:
    return ClockRange(b["first"], b["last"])


@HAN.rule("first:date (to|dash|from) last:date end_sign?")
def _days(b: Bindings) -> Between | None:
    first, last = b["first"], b["last"]
    if isinstance(first, Fields) and isinstance(last, Fields) and first.month and last.month is None:
        last = Fields(first.year, first.month, last.day)
    return Between(first, last)


@HAN.rule("every unit:unit weekday:weekday", "every_week weekday:weekday")
def _every_weekday(b: Bindings) -> Recurrence | None:
    if b.has("unit") and b["unit"].grain is not Grain.WEEK:
        return None
    return Recurrence(Grain.WEEK, weekdays=((0, b["weekday"]),))


@HAN.rule("every weekday:weekday")
def _each_weekday(b: Bindings) -> Recurrence:
    return Recurrence(Grain.WEEK, weekdays=((0, b["weekday"]),))


HAN_TAILS = Level("what stands behind in Japanese and Chinese")


@HAN_TAILS.rule(
    "limit:date end_sign",
    "limit:moment end_sign",
    "limit:clock end_sign",
    "limit:period end_sign",
    "limit:date ago",
    "limit:moment ago",
)
def _until(b: Bindings) -> Deadline:
    return Deadline(b["limit"])


@HAN_TAILS.rule("limit:date from", "limit:moment from", "limit:clock from")
def _since(b: Bindings) -> Since:
    return Since(b["limit"])
