"""What lies an amount away: in 3 days, two weeks ago, 2 days after Christmas."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Level
from threadline.calendar.when.meaning.amounts import Amount, Away, Lasting, Run, Unit
from threadline.calendar.when.meaning.clock import Clock
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.holidays import Holiday
from threadline.calendar.when.meaning.ordinals import Beside, Closest, Near, NthUnit, WeekOf, Within
from threadline.calendar.when.meaning.periods import RelativeDay, Weekend
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

RELATIVE = Level("relative")
_MOST_WEEKDAYS = 53
_SATURDAY = 5
_MOST_WEEKS_ON = 8
_WEEKS_ON = (Amount(((1, Unit(Grain.WEEK)),)), Amount(((1, Unit(Grain.WEEK, 2)),)))


@RELATIVE.rule("within the? step:step? around? amount:amount", "within around? run:range")
def _within(b: Bindings) -> Run | None:
    if b.has("run"):
        run = b["run"]
        return Run(run.amount, 1, from_now=True) if isinstance(run, Run) and run.sign > 0 else None
    return Run(b["amount"], 1, from_now=True)


@RELATIVE.rule("~for amount:amount on base:date", "~for amount:amount base:date", "base:date unit:unit !of")
def _week_on(b: Bindings) -> Away | None:
    """In "a week on Tuesday", "a week tomorrow" and "Tuesday week" a week is added."""
    amount = b.get("amount") or Amount(((1, b["unit"]),))
    if isinstance(b["base"], RelativeDay):
        return Away(amount, 1, b["base"]) if _is_weeks(amount) and b["base"].days in {0, 1} else None
    plain = isinstance(b["base"], Fields) and b["base"] == Fields(weekday=b["base"].weekday)
    return Away(amount, 1, b["base"]) if plain and amount in _WEEKS_ON else None


@RELATIVE.rule("within day:date and more:amount")
def _within_day_and_more(b: Bindings) -> Run | None:
    """ "Within the next day and 5 hours"."""
    if b["day"] != RelativeDay(1) or b["more"].grain.coarse:
        return None
    return Run(Amount(((1, Unit(Grain.DAY)), *b["more"].parts)), 1, from_now=True)


def _is_weeks(amount: Amount) -> bool:
    (count, unit), *more = amount.parts
    return not more and unit.grain is Grain.WEEK and not unit.business and 1 <= count <= _MOST_WEEKS_ON


@RELATIVE.rule("~in ~for amount:amount on base:date")
def _weeks_on(b: Bindings) -> Away | None:
    """ "Three weeks on Monday" counts from that Monday."""
    weeks = _is_weeks(b["amount"]) and b["amount"] not in _WEEKS_ON
    plain = isinstance(b["base"], Fields) and b["base"] == Fields(weekday=b["base"].weekday)
    return Away(b["amount"], 1, b["base"]) if weeks and plain else None


@RELATIVE.rule("the? unit:unit after the? base:date", "the? unit:unit before the? base:date")
def _one_unit(b: Bindings) -> Away | WeekOf | None:
    """The day after Christmas, or the week after that of Thanksgiving."""
    if b["unit"] == Unit(Grain.WEEK) and isinstance(b["base"], Holiday):
        return WeekOf(Away(_WEEKS_ON[0], 1 if b.every("after") else -1, b["base"]))
    if b["unit"].grain is not Grain.DAY:
        return None
    return Away(Amount(((1, b["unit"]),)), 1 if b.every("after") else -1, b["base"])


@RELATIVE.rule(
    "the? number:nth? weekday:date after the? base:date", "the? number:nth? weekday:date before the? base:date"
)
def _weekday_beside(b: Bindings) -> Beside | None:
    weekday = b["weekday"]
    if not isinstance(weekday, Fields) or weekday.weekday is None or weekday != Fields(weekday=weekday.weekday):
        return None
    nth = b.get("number") or 1
    return Beside(weekday.weekday, 1 if b.every("after") else -1, b["base"], nth) if nth <= _MOST_WEEKDAYS else None


@RELATIVE.rule(
    "this:range before the? base:date",
    "this:range after the? base:date",
    "weekend before the? base:date",
    "weekend after the? base:date",
)
def _weekend_beside(b: Bindings) -> WeekOf | None:
    """ "The weekend before Christmas"."""
    if b.has("this") and b["this"] != Weekend(0):
        return None
    return WeekOf(Beside(_SATURDAY, 1 if b.every("after") else -1, b["base"], 1), weekend=True)


@RELATIVE.rule("the? number:nth? closest weekday:date to the? base:date", "the? weekday:date closest to the? base:date")
def _closest(b: Bindings) -> Closest | None:
    weekday, nth = b["weekday"], b.get("number") or 1
    if not isinstance(weekday, Fields) or weekday.weekday is None or nth > _MOST_WEEKDAYS:
        return None
    return Closest(weekday.weekday, b["base"], nth)


@RELATIVE.rule("for amount:amount after start:clock", "for amount:amount after start:moment")
def _lasting_after(b: Bindings) -> Lasting:
    """ "For 15 minutes after 6pm" begins at six."""
    return Lasting(b["start"], b["amount"])


@RELATIVE.rule("for amount:amount comma? from the? start:date")
def _lasting(b: Bindings) -> Lasting:
    return Lasting(b["start"], b["amount"])


@RELATIVE.rule(
    "amount:amount (from|after|since) the? base:date",
    "amount:amount (from|after|since) the? base:moment",
    "amount:amount (from|after|since) the? base:period",
    "amount:amount after base:clock",
    "base:date plus amount:amount",
    "base:moment plus amount:amount",
    "in amount:amount (from|after|since) the? base:date",
    "in amount:amount (from|after|since) the? base:period",
)
def _from_base(b: Bindings) -> Away:
    return Away(b["amount"], 1, b["base"])


@RELATIVE.rule(
    "amount:amount before the? base:date",
    "amount:amount before the? base:moment",
    "amount:amount before the? base:period",
    "amount:amount before base:clock",
    "base:date dash amount:amount",
)
def _before_base(b: Bindings) -> Away | None:
    if b.every("dash") and not b["amount"].grain.coarse:  # "Tue 20 Oct - 1 hr" tells how long
        return None
    return Away(b["amount"], -1, b["base"])


@RELATIVE.rule("day:date comma? in around? amount:amount", "in around? amount:amount comma? day:date")
def _today_in(b: Bindings) -> Away | None:
    """ "Today in an hour"."""
    fine = b["day"] == RelativeDay(0) and not b["amount"].grain.coarse
    return Away(b["amount"], 1) if fine else None


@RELATIVE.rule(
    "amount:amount from_now",
    "amount:amount later",
    "amount:amount hence",
    "in around? about? up_to? amount:amount times?",
    "^ plus amount:amount",
    "after amount:amount",
)
def _ahead(b: Bindings) -> Away:
    return Away(b["amount"], 1)


@RELATIVE.rule("amount:amount ago weekday:one_weekday", "amount:amount ago on? weekday_date:date")
def _weekday_ago(b: Bindings) -> Away | None:
    """ "A week ago Tuesday" is the Tuesday a week before the last one."""
    day = Fields(weekday=b["weekday"]) if b.has("weekday") else b["weekday_date"]
    plain = isinstance(day, Fields) and day.weekday is not None and day == Fields(weekday=day.weekday)
    weeks = b["amount"].grain is Grain.WEEK
    return Away(b["amount"], -1, replace(day, step=Step.PAST)) if plain and weeks else None


@RELATIVE.rule(
    "amount:amount before hour:hour !any_unit !any_month", "amount:amount past hour:hour !any_unit !any_month"
)
def _minutes_before_hour(b: Bindings) -> Clock | None:
    """ "5 minutes before 3"."""
    (count, unit), *more = b["amount"].parts
    if more or unit.grain is not Grain.MINUTE or not 1 <= b["hour"] <= 12 or not 1 <= count < 60:
        return None
    minute = int(count)
    return Clock((b["hour"] - 2) % 12 + 1, 60 - minute) if b.every("before") else Clock(b["hour"], minute)


@RELATIVE.rule("amount:amount ago", "amount:amount earlier", "^ dash amount:amount", "^ amount:amount before")
def _behind(b: Bindings) -> Away | None:
    if b.every("dash") and b.nodes[0].end != b.nodes[1].start:  # "length - 20 min"
        return None
    return Away(b["amount"], -1, vague=bool(b.every("before")))


@RELATIVE.rule("base:period comma? on weekday:date")
def _weekday_of_period(b: Bindings) -> Within | None:
    """ "The first week of October on Friday"."""
    weekday, base = b["weekday"], b["base"]
    plain = isinstance(weekday, Fields) and weekday == Fields(weekday=weekday.weekday)
    return Within(weekday, base) if plain and isinstance(base, NthUnit) and base.grain is Grain.WEEK else None


@RELATIVE.rule("the unit:unit after", "the unit:unit before")
def _unit_after(b: Bindings) -> Away | None:
    if b["unit"].grain is not Grain.DAY and b.nodes[0].start:
        return None
    return Away(Amount(((1, b["unit"]),)), 1 if b.every("after") else -1)


@RELATIVE.rule("weekday:date comma? base:date", "base:date (on|comma) weekday:date", "weekday:date in base:date")
def _weekday_near(b: Bindings) -> Near | None:
    weekday, base = b["weekday"], b["base"]
    bare = isinstance(weekday, Fields) and weekday == Fields(weekday=weekday.weekday)
    if not bare or weekday.weekday is None or not isinstance(base, Away):
        return None
    return Near(weekday.weekday, base)
