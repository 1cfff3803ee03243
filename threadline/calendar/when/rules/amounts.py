"""Amounts of time: "an hour and a half", "2 weeks and 3 days", "45 min"."""

from __future__ import annotations

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Level
from threadline.calendar.when.meaning.amounts import Amount, Unit
from threadline.calendar.when.model import Grain

AMOUNTS = Level("amounts")
_FEW = 3
_FINEST = 8


def unit_of(value: Unit | int) -> Unit:
    """The unit; the word "second" arrives as its ordinal value."""
    return Unit(Grain.SECOND) if isinstance(value, int) else value


def number_of(value: float | tuple[tuple[int, int], float]) -> float:
    """The number; a dotted pair arrives with both its readings."""
    return value[1] if isinstance(value, tuple) else value


@AMOUNTS.rule(
    "count:count and a? half unit:any_unit",
    "count:count unit:any_unit and a? half",
    "a unit:any_unit and a? half",
    "unit:unit and a half",
)
def _and_a_half(b: Bindings) -> Amount | None:
    if not (b.has("count") or b.every("a")[1:]) and b.nodes[0].value != Unit(Grain.HOUR):
        return None
    return Amount(((number_of(b.get("count") or 1) + 0.5, unit_of(b["unit"])),))


@AMOUNTS.rule(
    "count:count and a? quarters:count? unit_quarter:unit unit:any_unit",
    "count:count unit:any_unit and a? quarters:count? unit_quarter:unit",
    "a unit:any_unit and a? quarters:count? unit_quarter:unit",
)
def _and_quarters(b: Bindings) -> Amount | None:
    if b["unit_quarter"].grain is not Grain.QUARTER:
        return None
    whole, quarters = number_of(b.get("count") or 1), number_of(b.get("quarters") or 1)
    return Amount(((whole + 0.25 * quarters, unit_of(b["unit"])),))


@AMOUNTS.rule("a? half dash? a? unit:unit", "half of? a? unit:unit", "half_sign unit:unit")
def _half(b: Bindings) -> Amount | None:
    if b["unit"] == Unit(Grain.DAY):
        return Amount(((12, Unit(Grain.HOUR)),))
    return Amount(((0.5, b["unit"]),))


@AMOUNTS.rule(
    "count:count slash:slashed of? a? unit:any_unit",
    "slash:slashed of? a? unit:any_unit",
    "count:count slash:slashed half_mark !whole",
    "slash:slashed half_mark !whole",
)
def _fraction(b: Bindings) -> Amount | None:
    """ "1/4 h", "1 1/2 hours": the pair is a date only by its form, so its smaller number is the upper one."""
    pair = b["slash"]
    upper, lower = sorted((pair.month, pair.day))
    if not 1 <= upper < lower <= _FINEST:
        return None
    unit = unit_of(b["unit"]) if b.has("unit") else Unit(Grain.HOUR)
    return Amount(((number_of(b.get("count") or 0) + upper / lower, unit),))


@AMOUNTS.rule(
    "a? count:count? dash? part:unit of a? unit:unit",
    "a count:count? part:unit unit:unit",
)
def _quarters_of(b: Bindings) -> Amount | None:
    """ "Three-quarters of an hour", "a quarter of an hour", "a quarter hour"."""
    if b["part"].grain is not Grain.QUARTER or b["unit"].grain is Grain.YEAR:
        return None
    return Amount(((0.25 * number_of(b.get("count") or 1), b["unit"]),))


@AMOUNTS.rule(
    "count:count dash? unit:any_unit",
    "count:count ish unit:any_unit",
    "count:count added unit:unit",
    "count:count half_sign unit:any_unit",
    "<in count:big unit:decade_mark",
    "count:n59 unit:decade_mark",
    "count:n31 unit:decade_mark",
    "count:n24 unit:decade_mark",
)
def _counted(b: Bindings) -> Amount | None:
    extra = 0.5 if b.every("half_sign") else 0
    if b.every("decade_mark"):
        return Amount(((b["count"], Unit(Grain.SECOND)),))
    return Amount(((number_of(b["count"]) + extra, unit_of(b["unit"])),))


@AMOUNTS.rule("a? couple of? unit:any_unit")
def _couple(b: Bindings) -> Amount:
    return Amount(((2, unit_of(b["unit"])),))


@AMOUNTS.rule("a few of? added? unit:any_unit", "few added? unit:any_unit")
def _few(b: Bindings) -> Amount:
    return Amount(((_FEW, unit_of(b["unit"])),))


@AMOUNTS.rule("a added? unit:unit", "up_to unit:unit")
def _one(b: Bindings) -> Amount:
    return Amount(((1, b["unit"]),))


@AMOUNTS.rule("<in a unit:second", "<within a unit:second")
def _a_second(b: Bindings) -> Amount:
    return Amount(((1, unit_of(b["unit"])),))


@AMOUNTS.rule("count:count half_mark !whole")
def _hours(b: Bindings) -> Amount:
    return Amount(((number_of(b["count"]), Unit(Grain.HOUR)),))


@AMOUNTS.rule("first:amount comma? and? second:amount")
def _sum(b: Bindings) -> Amount | None:
    first, second = b["first"], b["second"]
    order = list(Grain)
    return first.plus(second) if order.index(second.grain) < order.index(first.grain) else None


@AMOUNTS.rule("first:amount minutes:n59 !any_unit", "first:amount minutes:n31 !any_unit")
def _hour_and_minutes(b: Bindings) -> Amount | None:
    first: Amount = b["first"]
    if first.grain is not Grain.HOUR:
        return None
    return first.plus(Amount(((b["minutes"], Unit(Grain.MINUTE)),)))


@AMOUNTS.rule("~any_month count:count night")
def _nights(b: Bindings) -> Amount:
    return Amount(((number_of(b["count"]), Unit(Grain.DAY)),))


@AMOUNTS.rule("all_unit:all_unit")
def _whole_unit(b: Bindings) -> Amount:
    return Amount(((1, Unit(b["all_unit"])),))


@AMOUNTS.rule("up_to amount:amount")
def _bounded(b: Bindings) -> Amount:
    amount: Amount = b["amount"]
    return amount
