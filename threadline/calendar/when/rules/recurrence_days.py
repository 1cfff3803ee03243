"""The days hung on a recurrence: "weekly on Tuesday", "every month on the 15th", "Monday and Wednesday next week"."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Bindings, Level
from threadline.calendar.when.meaning.recurrence import WEEKEND, Recurrence
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.recurrence import (
    NTH_DAYS,
    NTHS,
    SEPARATOR,
    WEEKDAY_CHARS,
    WEEKDAY_LIST,
    days_between,
    nth_weekdays,
    places_of,
    plain_weekdays,
    steps_are_last,
)

HANGERS = Level("recurrence days")
IN_PERIODS = Level("several days of a period")


@HANGERS.rule(
    f"on? the? {NTH_DAYS} comma? head:recurrence", f"on? the? {NTH_DAYS} at? time:clock comma? head:recurrence"
)
def _nth_weekdays_each(b: Bindings) -> Recurrence | None:
    """In "on the first Monday at 10am, every month" the days stand before the rule."""
    head: Recurrence = b["head"]
    if not steps_are_last(b) or not head.plain or head.every is not Grain.MONTH:
        return None
    days = [node for node in b.nodes if node.char in CATEGORIES.chars("nth_pos") or node.char in WEEKDAY_CHARS]
    return replace(head, weekdays=nth_weekdays(Bindings(days, {})), clock=b.get("time") or head.clock)


@HANGERS.rule(
    "head:recurrence on first:any_weekday range_word last:any_weekday",
)
def _on_weekday_range(b: Bindings) -> Recurrence:
    recurrence: Recurrence = b["head"]
    return replace(recurrence, weekdays=days_between(b["first"], b["last"]))


@HANGERS.rule(f"head:recurrence on the? {NTHS} instance of {WEEKDAY_LIST}")
def _on_instances(b: Bindings) -> Recurrence | None:
    recurrence: Recurrence = b["head"]
    if not steps_are_last(b):
        return None
    return replace(recurrence, weekdays=plain_weekdays(b), positions=tuple(places_of(b)))


@HANGERS.rule(
    f"head:recurrence on the? {NTH_DAYS} (of|in) month:any_month",
    f"head:recurrence on the? {NTH_DAYS}",
    f"head:recurrence comma the? {NTH_DAYS} !of !in",
)
def _on_nth_weekdays(b: Bindings) -> Recurrence | None:
    if not steps_are_last(b) or b["head"].every not in {Grain.MONTH, Grain.YEAR}:
        return None
    recurrence: Recurrence = replace(b["head"], weekdays=nth_weekdays(b))
    return replace(recurrence, months=(b["month"],)) if b.has("month") else recurrence


@HANGERS.rule(f"head:recurrence on the? month:any_month monthday ({SEPARATOR}+ the? monthday)*")
def _on_month_days(b: Bindings) -> Recurrence:
    recurrence: Recurrence = b["head"]
    return replace(recurrence, every=Grain.YEAR, months=(b["month"],), monthdays=tuple(b.every("monthday")))


@HANGERS.rule(f"head:recurrence on the? {NTHS} unit_day:unit?", "head:recurrence on the? unit_day:unit number:daynum")
def _on_days(b: Bindings) -> Recurrence | None:
    recurrence: Recurrence = b["head"]
    if not steps_are_last(b):
        return None
    days = (b["number"],) if b.has("number") else tuple(places_of(b))
    if recurrence.every is Grain.YEAR:
        return replace(recurrence, yeardays=days)
    if recurrence.every is Grain.MONTH:
        return replace(recurrence, monthdays=days)
    if recurrence.every is Grain.WEEK and b.has("unit_day"):
        # "The 4th day" of a week is counted from Sunday.
        return replace(recurrence, weekdays=tuple((0, (day - 2) % 7) for day in days))
    return None


@HANGERS.rule(f"head:recurrence on {WEEKDAY_LIST}", "head:recurrence on weekend")
def _on_weekdays(b: Bindings) -> Recurrence:
    recurrence: Recurrence = b["head"]
    return replace(recurrence, weekdays=WEEKEND if b.every("weekend") else plain_weekdays(b))


@HANGERS.rule("head:recurrence (on|at) the? edge:begin", "head:recurrence (on|at) the? edge:end")
def _on_edge(b: Bindings) -> Recurrence | None:
    recurrence: Recurrence = b["head"]
    if recurrence.every is not Grain.MONTH:
        return None
    return replace(recurrence, monthdays=(1 if b.every("begin") else -1,))


@HANGERS.rule(f"head:recurrence in unit:unit whole ({SEPARATOR}+ whole)*")
def _in_weeks(b: Bindings) -> Recurrence | None:
    if b["unit"].grain is not Grain.WEEK:
        return None
    recurrence: Recurrence = b["head"]
    weeks = tuple(b.every("whole"))
    return replace(recurrence, every=Grain.YEAR, weeks=weeks)


@HANGERS.rule("~except head:recurrence (on|comma)* more:recurrence")
def _merged(b: Bindings) -> Recurrence | None:
    head: Recurrence = b["head"]
    more: Recurrence = b["more"]
    if head.weekdays and not (more.weekdays or more.monthdays):
        head, more = more, head
    if head.weekdays or head.monthdays or not (more.weekdays or more.monthdays):
        return None
    return replace(head, weekdays=more.weekdays, monthdays=more.monthdays)


_DAYS = "one_weekday (comma one_weekday)* comma? and one_weekday"


@IN_PERIODS.rule(
    f"on? {_DAYS} comma? (of|in)? the? within:period",
    f"within:period comma? on? {_DAYS}",
    f"on? {_DAYS} at? time:clock_or_range comma? (of|in)? the? within:period",
)
def _days_of_period(b: Bindings) -> Recurrence | None:
    """Several days of one week are a short series: "Monday and Wednesday next week"."""
    within = b["within"]
    if getattr(within, "grain", None) is not Grain.WEEK:
        return None
    return Recurrence(Grain.WEEK, weekdays=plain_weekdays(b), within=within, clock=b.get("time"))
