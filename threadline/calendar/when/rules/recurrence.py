"""How recurrences begin: "every other Tuesday", "the first Monday of the month"."""

from __future__ import annotations

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Bindings, Level, Node
from threadline.calendar.when.meaning.amounts import Amount, Away, Unit
from threadline.calendar.when.meaning.clock import ClockRange
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.recurrence import WEEKEND, WORKDAYS, Recurrence
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.amounts import unit_of
from threadline.calendar.when.rules.digits import bare_clock

_MOST_NAMED = 53
HEADS = Level("recurrence heads")
WEEKDAY_CHARS = CATEGORIES.chars("any_weekday")
SEPARATOR = "(comma|and|slash|or)"
WEEKDAY_LIST = f"any_weekday ({SEPARATOR}* any_weekday)*"
NTHS = f"nth_pos ({SEPARATOR}+ the? nth_pos)*"
NTH_DAYS = f"{NTHS} any_weekday ({SEPARATOR}+ the? {NTHS} any_weekday)*"


def _every(unit: Unit, interval: int = 1) -> Recurrence | None:
    if not 1 <= interval <= 1000:
        return None
    if unit.business:
        return Recurrence(Grain.WEEK, weekdays=WORKDAYS)
    if unit.grain is Grain.QUARTER:
        return Recurrence(Grain.MONTH, 3 * interval)
    if unit.grain in {Grain.DECADE, Grain.CENTURY}:
        return None
    return Recurrence(unit.grain, interval * unit.times)


def _interval(b: Bindings) -> int:
    if b.every("other"):
        return 2
    numbers = b.every("whole") or b.every("nth")
    return int(numbers[-1]) if numbers else 1


def _position(node: Node) -> int:
    if node.value is Step.LAST:
        return -1
    return int(node.value.nth) if isinstance(node.value, FromEnd) else int(node.value)


class FromEnd:
    """A place counted from the end: "the 2nd to the last"."""

    category = "from_end"

    def __init__(self, nth: int) -> None:
        self.nth = nth


@HEADS.rule("nth:nth (to|from) the? step:step")
def _from_end(b: Bindings) -> FromEnd | None:
    return FromEnd(-b["nth"]) if b["step"] is Step.LAST else None


def places_of(b: Bindings) -> list[int]:
    """The places that were matched, from the front or (negative) from the back."""
    return [_position(node) for node in b.nodes if node.char in CATEGORIES.chars("nth_pos")]


def nth_weekdays(b: Bindings) -> tuple[tuple[int, int], ...]:
    """Each weekday with the places said before it: "first and third Monday"."""
    found: list[tuple[int, int]] = []
    waiting: list[int] = []
    fresh = True
    for node in b.nodes:
        if node.char in CATEGORIES.chars("nth_pos"):
            waiting = [_position(node)] if fresh else [*waiting, _position(node)]
            fresh = False
        elif node.char in WEEKDAY_CHARS:
            found.extend((nth, node.value) for nth in waiting)
            fresh = True
    return tuple(found)


def steps_are_last(b: Bindings) -> bool:
    """False for "the next Friday" among the places: it is none."""
    return all(step is Step.LAST for step in b.every("step"))


@HEADS.rule(
    f"(every|the)* {NTH_DAYS} of? every (other|whole|nth)? unit:unit",
    f"every {NTH_DAYS} (of|in) the? unit:unit",
)
def _nth_weekdays_of_unit(b: Bindings) -> Recurrence | None:
    if not steps_are_last(b) or b["unit"].grain not in {Grain.MONTH, Grain.QUARTER, Grain.YEAR}:
        return None
    last_weekday = max(index for index, node in enumerate(b.nodes) if node.char in WEEKDAY_CHARS)
    head = Bindings(b.nodes[: last_weekday + 1], {})
    tail = Bindings(b.nodes[last_weekday + 1 :], {})
    weekdays = nth_weekdays(head)
    if b["unit"].grain is Grain.MONTH:
        return Recurrence(Grain.MONTH, _interval(tail), weekdays=weekdays)
    months = _edge_months(b["unit"].grain, [nth for nth, _ in weekdays])
    return Recurrence(Grain.YEAR, _interval(tail), weekdays=weekdays, months=months) if months else None


def _edge_months(grain: Grain, places: list[int]) -> tuple[int, ...]:
    """The months in which the first (or last) days of quarters and years lie; none for places of both sides."""
    if not places or not (all(0 < place <= 4 for place in places) or all(-4 <= place < 0 for place in places)):
        return ()
    if grain is Grain.YEAR:
        return (1,) if places[0] > 0 else (12,)
    return (1, 4, 7, 10) if places[0] > 0 else (3, 6, 9, 12)


@HEADS.rule(
    f"(every|the|on)* {NTH_DAYS} (of|in) any_month (comma any_month)* comma? and any_month",
    f"(every|the|on)* {NTHS} (of|in) any_month (comma any_month)* comma? and any_month",
)
def _nth_days_of_months(b: Bindings) -> Recurrence | None:
    """ "First Monday of January, April, July and October": months that are listed make a rule of each year."""
    months = tuple(b.every("any_month"))
    if not steps_are_last(b) or len(set(months)) < len(months):
        return None
    if weekdays := nth_weekdays(b):
        return Recurrence(Grain.YEAR, weekdays=weekdays, months=months)
    return Recurrence(Grain.YEAR, monthdays=tuple(places_of(b)), months=months) if len(months) > 2 else None


@HEADS.rule(
    f"one_weekday ({SEPARATOR}+ one_weekday)+ (comma|at|from)* time:clock (range_word|until)? last:clock? >until",
    f"one_weekday ({SEPARATOR}+ one_weekday)+ (comma|at|from)* time:clock dash last:hour >until",
)
def _weekdays_until(b: Bindings) -> Recurrence | None:
    """ "Tues/Thurs 6am until the end of January": several weekdays that go on to a day to come are a series."""
    if b.every("or"):
        return None
    last = b.get("last")
    last = bare_clock(last) if isinstance(last, int) else last
    clock = ClockRange(b["time"], last) if last is not None else b["time"]
    return Recurrence(Grain.WEEK, weekdays=plain_weekdays(b), clock=clock)


@HEADS.rule(f"every {NTH_DAYS} (of|in) month:any_month")
def _nth_weekdays_of_month(b: Bindings) -> Recurrence | None:
    if not steps_are_last(b):
        return None
    return Recurrence(Grain.YEAR, weekdays=nth_weekdays(b), months=(b["month"],))


@HEADS.rule(
    f"(the|on)* {NTHS} unit_day:unit? of every (other|whole|nth)? unit:unit",
    f"(the|on)* {NTHS} weekday_word of every (other|whole|nth)? unit:unit",
    f"every {NTHS} unit_day:unit? of the unit:unit",
    f"every {NTHS} weekday_word of the unit:unit",
)
def _days_of_unit(b: Bindings) -> Recurrence | None:
    unit: Unit = b["unit"]
    if not steps_are_last(b) or (b.has("unit_day") and b["unit_day"].grain is not Grain.DAY):
        return None
    business = b.has("unit_day") and b["unit_day"].business
    if business or b.every("weekday_word"):
        return _workdays_of_unit(b)
    every = max((index for index, node in enumerate(b.nodes) if node.char == CATEGORIES.char("every")), default=0)
    tail = b.nodes[every:] if every else []
    positions = tuple(places_of(Bindings([node for node in b.nodes if node not in tail], {})))
    interval = _interval(Bindings(tail, {}))
    if unit.grain is Grain.MONTH:
        return Recurrence(Grain.MONTH, interval, monthdays=positions)
    if unit.grain is Grain.QUARTER:
        months = _edge_months(unit.grain, [1 if place > 0 else -1 for place in positions])
        return Recurrence(Grain.YEAR, months=months, monthdays=positions) if months and max(positions) <= 28 else None
    return Recurrence(Grain.YEAR, interval, yeardays=positions) if unit.grain is Grain.YEAR else None


def _workdays_of_unit(b: Bindings) -> Recurrence | None:
    """The first or last working days of each month: BYSETPOS picks them among Monday to Friday."""
    every = max((index for index, node in enumerate(b.nodes) if node.char == CATEGORIES.char("every")), default=0)
    places = places_of(Bindings(b.nodes[:every] if every else b.nodes, {}))
    interval = _interval(Bindings(b.nodes[every:] if every else [], {}))
    if b["unit"].grain is not Grain.MONTH or not places:
        return None
    return Recurrence(Grain.MONTH, interval, weekdays=WORKDAYS, positions=tuple(places))


@HEADS.rule(
    f"every ordinal ({SEPARATOR}+ the? ordinal)* !any_unit !any_weekday !of !any_month !weekday_word !weekend !and !or"
)
def _days_of_each_month(b: Bindings) -> Recurrence | None:
    days = tuple(b.every("ordinal"))
    return Recurrence(Grain.MONTH, monthdays=days) if all(1 <= day <= 31 for day in days) else None


@HEADS.rule(f"every {NTHS} of month:any_month")
def _days_of_month(b: Bindings) -> Recurrence | None:
    return Recurrence(Grain.YEAR, months=(b["month"],), monthdays=tuple(places_of(b))) if steps_are_last(b) else None


@HEADS.rule(f"every month:any_month (on|the)* unit_day:unit? monthday ({SEPARATOR}+ the? monthday)*")
def _month_days(b: Bindings) -> Recurrence:
    return Recurrence(Grain.YEAR, months=(b["month"],), monthdays=tuple(b.every("monthday")))


@HEADS.rule("the? edge:begin of every unit:unit", "the? edge:end of every unit:unit")
def _edge_of_unit(b: Bindings) -> Recurrence | None:
    day = 1 if b.every("begin") else -1
    return Recurrence(Grain.MONTH, monthdays=(day,)) if b["unit"].grain is Grain.MONTH else None


@HEADS.rule("every other? first:any_weekday range_word last:any_weekday", "first:weekdays range_word last:any_weekday")
def _weekday_range(b: Bindings) -> Recurrence:
    return Recurrence(Grain.WEEK, _interval(b), weekdays=days_between(b["first"], b["last"]))


def days_between(first: int, last: int) -> tuple[tuple[int, int], ...]:
    """The weekdays from one to another, as `Recurrence.weekdays` has them."""
    return tuple((0, (first + ahead) % 7) for ahead in range((last - first) % 7 + 1))


@HEADS.rule(
    "count:whole weekday:weekdays from_now", "count:whole weekday:weekdays ago", "count:whole weekday:weekdays later"
)
def _weekdays_away(b: Bindings) -> Away | None:
    """In "3 Fridays from now" the first is the coming one."""
    backwards = bool(b.every("ago"))
    base = Fields(weekday=b["weekday"], step=Step.PAST if backwards else Step.COMING)
    weeks = Amount(((b["count"] - 1, Unit(Grain.WEEK)),))
    return Away(weeks, -1 if backwards else 1, base) if 1 <= b["count"] <= 53 else None


@HEADS.rule("for? the? step:step count:whole weekday:weekdays")
def _next_few(b: Bindings) -> Recurrence | None:
    """ "For the next 4 Mondays": a series of so many."""
    ahead = b["step"] in {Step.NEXT, Step.COMING} and 2 <= b["count"] <= _MOST_NAMED
    return Recurrence(Grain.WEEK, weekdays=((0, b["weekday"]),), count=b["count"]) if ahead else None


@HEADS.rule("(on|every)* alternate:other any_weekday (and any_weekday)*")
def _alternate_weekdays(b: Bindings) -> Recurrence | None:
    """On alternate Tuesdays, and nothing on "other Tuesdays"."""
    if b["alternate"] != "alternate":
        return None
    return Recurrence(Grain.WEEK, 2, weekdays=plain_weekdays(b))


@HEADS.rule(f"every nth_pos {SEPARATOR}+ the? {NTHS} weekday:one_weekday !of !in")
def _places_of_each_month(b: Bindings) -> Recurrence | None:
    """Every 2nd and 4th Friday is one of each month."""
    return Recurrence(Grain.MONTH, weekdays=nth_weekdays(b)) if steps_are_last(b) else None


@HEADS.rule(f"the? nth_pos {SEPARATOR}+ the? {NTHS} weekday:one_weekday (of|in) the? unit:unit !step")
def _places_of_the_month(b: Bindings) -> Recurrence | None:
    """ "2nd and 4th Thursday of the month": two of them are no single day."""
    chosen = b.every("or") or not steps_are_last(b) or b["unit"] != Unit(Grain.MONTH)
    return None if chosen else Recurrence(Grain.MONTH, weekdays=nth_weekdays(b))


@HEADS.rule("every place:nth_pos weekday:one_weekday !of !in")
def _edge_weekday(b: Bindings) -> Recurrence | None:
    """In "every last Friday" and "every first Monday" the month goes without saying; "every second" is every other."""
    if not steps_are_last(b) or b["weekday"] is None:
        return None
    place = _position(b.names["place"])
    if place > 1:
        return None
    return Recurrence(Grain.MONTH, weekdays=((place, b["weekday"]),))


@HEADS.rule("every (whole|nth) any_weekday", f"every other? {WEEKDAY_LIST}", f"weekdays ({SEPARATOR}+ any_weekday)*")
def _weekday_list(b: Bindings) -> Recurrence:
    return Recurrence(Grain.WEEK, _interval(b), weekdays=plain_weekdays(b))


def plain_weekdays(b: Bindings) -> tuple[tuple[int, int], ...]:
    """The weekdays that were matched, each of them."""
    return tuple((0, weekday) for weekday in dict.fromkeys(b.every("any_weekday")))


@HEADS.rule(f"twice a unit:unit (comma|on|the)* {NTHS}", f"twice a unit:unit (comma|on)* {WEEKDAY_LIST}")
def _twice_a_unit(b: Bindings) -> Recurrence | None:
    """ "Twice a month, on the 5th and the 20th": the days are named behind it."""
    places, days = tuple(places_of(b)), plain_weekdays(b)
    if not steps_are_last(b) or 2 not in {len(places), len(days)}:
        return None
    if b["unit"].grain is Grain.MONTH and places:
        return Recurrence(Grain.MONTH, monthdays=places)
    return Recurrence(Grain.WEEK, weekdays=days) if b["unit"].grain is Grain.WEEK and days else None


@HEADS.rule("every (other|whole|nth)? (weekend|weekends)", "on? weekends")
def _weekends(b: Bindings) -> Recurrence:
    return Recurrence(Grain.WEEK, _interval(b), weekdays=WEEKEND)


@HEADS.rule("weekday:any_weekday part:parts")
def _weekday_parts(b: Bindings) -> Recurrence:
    return Recurrence(Grain.WEEK, weekdays=((0, b["weekday"]),), clock=b["part"])


@HEADS.rule("every (other|whole|nth)? part:any_part")
def _every_part(b: Bindings) -> Recurrence:
    return Recurrence(Grain.DAY, _interval(b), clock=b["part"])


@HEADS.rule("every weekday_word", "every weekdays_word", "on? weekdays_word")
def _workdays(b: Bindings) -> Recurrence:
    return Recurrence(Grain.WEEK, weekdays=WORKDAYS)


@HEADS.rule("every (other|whole|nth)? unit:unit", "once_a unit:unit", "every whole? unit:second !any_weekday !unit")
def _every_unit(b: Bindings) -> Recurrence | None:
    return _every(unit_of(b["unit"]), _interval_of_unit(b))


def _interval_of_unit(b: Bindings) -> int:
    return _interval(Bindings(b.nodes[:-1], {}))


@HEADS.rule("frequency:frequency")
def _frequency(b: Bindings) -> Recurrence:
    grain, interval = b["frequency"]
    return Recurrence(grain, interval, adjective=True)
