"""What Japanese, Chinese and Korean share: numerals, and dates and clocks written with signs for the units."""

from __future__ import annotations

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Bindings, Categorised, Level, Node, Recast
from threadline.calendar.when.languages.clock_parts import clock_at
from threadline.calendar.when.meaning.amounts import Amount, Away, Unit
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ordinals import NthUnit, NthWeekday, Within
from threadline.calendar.when.meaning.periods import NumberedWeek, RelativeDay, UnitPeriod
from threadline.calendar.when.meaning.ranges import At, Between
from threadline.calendar.when.meaning.recurrence import WORKDAYS, Recurrence
from threadline.calendar.when.meaning.shares import PartOf
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.dates import dated
from threadline.calendar.when.rules.steps import step_of_unit

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
NUMERALS = "".join(_DIGITS) + "十百"
_NUMERAL = CATEGORIES.char("numeral")
_LEVELS = (("n24", 24), ("n31", 31), ("n59", 59))
_WEEKDAYS = "weekday ((comma|and|slash|every_week)* weekday)*"
_SIGNS = {"day_sign": Grain.DAY, "month_sign": Grain.MONTH, "minute_sign": Grain.MINUTE, "year_sign": Grain.YEAR}
CATEGORIES.alias("unit_sign", "unit", *_SIGNS)


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


@HAN.rule("every count:whole? day_sign")
def _daily(b: Bindings) -> Recurrence:
    return Recurrence(Grain.DAY, b.get("count") or 1)


@HAN.rule(
    "count:whole day_sign skipping",
    "count:whole unit:unit skipping",
    "every_gap count:whole day_sign",
    "every_gap count:whole unit:unit",
)
def _skipping(b: Bindings) -> Recurrence | None:
    """In "一日おき" and "每隔一天" one day lies between two of them; of hours so many pass."""
    unit: Unit = b.get("unit") or Unit(Grain.DAY)
    between = 1 if unit.grain.coarse else 0
    return Recurrence(unit.grain, (b["count"] + between) * unit.times)


@HAN.rule("amount:amount one:n24 times", "count:whole unit:unit one:n24 times", "amount:amount every_behind")
def _once_in(b: Bindings) -> Recurrence | None:
    """ "이틀에 한 번", "한 달에 한 번", "사흘마다"."""
    if b.has("one") and b["one"] != 1:
        return None
    (count, unit), *more = b["amount"].parts if b.has("amount") else ((b["count"], b["unit"]),)
    return None if more or not unit.grain.coarse else Recurrence(unit.grain, int(count) * unit.times)


@HAN.rule("half_sign year_sign")
def _half_year(b: Bindings) -> Amount:
    return Amount(((6, Unit(Grain.MONTH)),))


@HAN.rule("count:whole day_sign before_clock !whole")
def _days_before(b: Bindings) -> Away:
    return Away(Amount(((b["count"], Unit(Grain.DAY)),)), -1)


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


@HAN.rule("period:period weekday:weekday")
def _weekday_of_period(b: Bindings) -> Within:
    return Within(Fields(weekday=b["weekday"]), b["period"])


@HAN.rule(
    "half_sign unit:unit",
    "count:count unit:unit half_sign",
    "count:count half_unit unit:unit",
)
def _halves(b: Bindings) -> Amount:
    return Amount((((b.get("count") or 0) + 0.5, b["unit"]),))


def _unit(node: Node) -> Unit:
    if isinstance(node.value, Unit):
        return node.value
    name = next(name for name in _SIGNS if CATEGORIES.char(name) == node.char)
    return Unit(_SIGNS[name])


@HAN.rule(
    "hours:whole unit:unit minutes:whole minute_sign later", "hours:whole unit:unit minutes:whole small:unit later"
)
def _hours_and_minutes(b: Bindings) -> Away:
    small = b.get("small") or Unit(Grain.MINUTE)
    return Away(Amount(((b["hours"], b["unit"]), (b["minutes"], small))), 1)


@HAN.rule("count:count unit:unit_sign later", "amount:amount later", "count:count unit:unit_sign in_behind")
def _after(b: Bindings) -> Away:
    return Away(b.get("amount") or Amount(((b["count"], _unit(b.names["unit"])),)), 1)


@HAN.rule("count:count unit:unit_sign ago !whole", "amount:amount ago")
def _before(b: Bindings) -> Away:
    return Away(b.get("amount") or Amount(((b["count"], _unit(b.names["unit"])),)), -1)


@HAN.rule("period:period edge:edge_word", "step:step unit:unit edge:edge_word", "period:period second:unit !whole")
def _edge_of_period(b: Bindings) -> PartOf | None:
    """ "下周初", "다음 주 초", where the word for a second stands for the beginning."""
    if b.has("second"):
        return PartOf("begin", b["period"]) if b["second"].grain is Grain.SECOND else None
    period = b.get("period") or step_of_unit(b["step"], b["unit"])
    edge = next(name for name in ("begin", "mid", "end") if b.every(name))
    return PartOf(edge, period) if isinstance(period, UnitPeriod | Fields) else None


@HAN.rule("month:period number:nth_sign week:unit? weekday:weekday", "month:period last_day")
def _nth_of_month(b: Bindings) -> NthWeekday | NthUnit | None:
    """ "10月の第一火曜日", "10月の最終日"."""
    month = b["month"]
    if not (isinstance(month, Fields) or (isinstance(month, UnitPeriod) and month.grain is Grain.MONTH)):
        return None
    return NthWeekday(b["number"], b["weekday"], month) if b.has("number") else NthUnit(-1, Grain.DAY, month)


@HAN.rule("month:n24 edge:range")
def _edge_of_month(b: Bindings) -> PartOf | None:
    """ "12月初", where the last two characters alone speak of this month."""
    edge = b["edge"]
    fits = isinstance(edge, PartOf) and edge.outer == UnitPeriod(Grain.MONTH) and 1 <= b["month"] <= 12
    return PartOf(edge.edge, Fields(month=b["month"])) if fits else None


HAN_CLOCKS = Level("clocks with unit characters")


@HAN_CLOCKS.rule("hour:whole hour_sign quarters:whole minute_sign before_clock")
def _short_of(b: Bindings) -> Clock | None:
    """In "3時15分前" a quarter of an hour is missing."""
    return clock_at(b["hour"], -b["quarters"]) if b.has("quarters") and 0 < b["quarters"] < 60 else None


@HAN_CLOCKS.rule(
    "lacking minutes:whole (minute_sign|quarter_sign) hour:whole hour_sign",
    "hour:whole hour_sign lacking minutes:whole (minute_sign|quarter_sign)",
)
def _lacking(b: Bindings) -> Clock | None:
    minutes = b["minutes"] * (15 if b.every("quarter_sign") else 1)
    return clock_at(b["hour"], -minutes) if 0 < minutes < 60 else None


@HAN_CLOCKS.rule(
    "hour:whole hour_sign half_sign",
    "hour:whole hour_sign quarters:n24 quarter_sign",
    "hour:whole hour_sign minute:whole minute_sign",
    "hour:whole hour_sign minute:whole !unit !half_unit !minute_sign",
)
def _clock_minutes(b: Bindings) -> Clock | None:
    minute = 30 if b.every("half_sign") else b["quarters"] * 15 if b.has("quarters") else b["minute"]
    return _clock(b["hour"], minute)


@HAN_CLOCKS.rule("hour:whole hour_sign")
def _clock_hour(b: Bindings) -> Clock | None:
    return _clock(b["hour"], 0)


def _clock(hour: int, minute: int) -> Clock | None:
    return Clock(hour, minute, exact=hour > 12 or hour == 0) if hour <= 24 and minute <= 59 else None


@HAN_CLOCKS.rule("noon:noon clock:clock")
def _noon(b: Bindings) -> Clock | None:
    noon: Clock = b["noon"]
    return noon if b["clock"].hour == noon.hour and not b["clock"].minute else None


@HAN_CLOCKS.rule("before_clock")
def _ago(b: Bindings) -> Recast:
    return Recast("ago")


HAN_RANGES = Level("ranges and series in unit characters")


@HAN_RANGES.rule("date:date comma? weekday:weekday")
def _date_weekday(b: Bindings) -> Fields | None:
    date = b["date"]
    return date.merged(Fields(weekday=b["weekday"])) if isinstance(date, Fields) and date.day else None


@HAN_RANGES.rule("first_part:part first:clock (to|dash|from) last_part:part last:clock end_sign?")
def _parted_range(b: Bindings) -> Categorised:
    first, last = (_halved(b[f"{name}_part"].name, b[name]) for name in ("first", "last"))
    return ClockRange(first, last)


def _halved(part: str, clock: Clock) -> Clock:
    half = "am" if part == "morning" else "pm"
    return Clock(clock.hour, clock.minute, half=half) if clock.ambiguous else clock


@HAN_RANGES.rule("first:clock (to|dash|from) last:clock end_sign?")
def _range(b: Bindings) -> ClockRange:
    return ClockRange(b["first"], b["last"])


@HAN_RANGES.rule("first:date (to|dash|from) last:date end_sign?")
def _days(b: Bindings) -> Between | None:
    first, last = b["first"], b["last"]
    if isinstance(first, Fields) and isinstance(last, Fields) and first.month and last.month is None:
        last = Fields(first.year, first.month, last.day)
    return Between(first, last)


@HAN_RANGES.rule("first:weekday (to|dash|from) last:weekday end_sign?")
def _weekdays(b: Bindings) -> Between:
    return Between(Fields(weekday=b["first"]), Fields(weekday=b["last"]))


@HAN_RANGES.rule(
    "(frequency_month|every unit:unit|every month_sign) number:nth_sign week:unit? weekday:weekday",
    "(frequency_month|every unit:unit|every month_sign) nth_sign number:whole unit_word? weekday:weekday",
)
def _nth_weekday(b: Bindings) -> Recurrence | None:
    if b.has("unit") and b["unit"].grain is not Grain.MONTH:
        return None
    return Recurrence(Grain.MONTH, weekdays=((b["number"], b["weekday"]),)) if b["number"] else None


@HAN_RANGES.rule(
    f"every unit:unit {_WEEKDAYS}",
    f"every_week {_WEEKDAYS}",
    f"every {_WEEKDAYS}",
    f"every_week? {_WEEKDAYS} every_behind",
)
def _every_weekday(b: Bindings) -> Recurrence | None:
    if b.has("unit") and b["unit"].grain is not Grain.WEEK:
        return None
    return Recurrence(Grain.WEEK, weekdays=tuple((0, day) for day in dict.fromkeys(b.every("weekday"))))


@HAN_RANGES.rule("count:whole unit:unit every_behind", "count:whole sign:day_sign every_behind")
def _every_so_many(b: Bindings) -> Recurrence:
    unit: Unit = b.get("unit") or Unit(Grain.DAY)
    return Recurrence(unit.grain, b["count"] * unit.times)


@HAN_RANGES.rule("frequency_month day:date")
def _monthly_on(b: Bindings) -> Recurrence | None:
    day = b["day"]
    plain = isinstance(day, Fields) and day.day is not None and day == Fields(day=day.day)
    return Recurrence(Grain.MONTH, monthdays=(day.day,)) if plain else None


@HAN_RANGES.rule("frequency_month")
def _monthly(b: Bindings) -> Recurrence:
    return Recurrence(Grain.MONTH)


@HAN_RANGES.rule("day:date midnight:noon", "day:daypart midnight:noon")
def _midnight(b: Bindings) -> At | None:
    day = b["day"].day if isinstance(b["day"], At) else b["day"]
    return At(RelativeDay(1), b["midnight"]) if day == RelativeDay(0) and b["midnight"].hour == 0 else None


@HAN_RANGES.rule("every_other_week weekday:weekday?", "every count:whole unit:unit weekday:weekday?", "every_week")
def _every_other_week(b: Bindings) -> Recurrence:
    weekdays = ((0, b["weekday"]),) if b.has("weekday") else ()
    if b.has("count"):
        return Recurrence(b["unit"].grain, b["count"] * b["unit"].times, weekdays=weekdays)
    return Recurrence(Grain.WEEK, 2 if b.every("every_other_week") else 1, weekdays=weekdays)


@HAN_RANGES.rule("every? workdays every_behind?", "every unit:unit >part", "every unit:unit >clock")
def _workdays(b: Bindings) -> Recurrence | None:
    if b.has("unit"):
        unit: Unit = b["unit"]
        return Recurrence(Grain.WEEK, weekdays=WORKDAYS) if unit.business else None
    return Recurrence(Grain.WEEK, weekdays=WORKDAYS)


LEVELS = (HAN, HAN_CLOCKS, HAN_RANGES)
"""The levels that come before the common ones in these rooms."""
