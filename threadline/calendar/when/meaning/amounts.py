"""Amounts of time ("2 weeks and 3 days") and what lies such an amount away."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from threadline.calendar.when.meaning.arithmetic import MONTHS, SECONDS, floor, midnight, shift
from threadline.calendar.when.meaning.business import add_business_days
from threadline.calendar.when.meaning.scene import Predicate, Scene, Span
from threadline.calendar.when.model import Grain

_MONTH_DAYS = 30
_YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: a grain, how many of it ("fortnight" is two weeks), and whether only business days count.

    `plural` is how the word was written; it makes no other unit of it.
    """

    grain: Grain
    times: int = 1
    business: bool = False
    plural: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of time as it was said: counts of units, largest first."""

    category: ClassVar[str] = "amount"
    parts: tuple[tuple[float, Unit], ...]

    @property
    def grain(self) -> Grain:
        """The grain of the smallest unit."""
        order = list(Grain)
        return min((unit.grain for _, unit in self.parts), key=order.index)

    @property
    def length(self) -> timedelta:
        """The length with months of 30 and years of 365 days. Raises OverflowError when no timedelta holds it."""
        total = timedelta()
        for count, unit in self.parts:
            total += timedelta(seconds=count * unit.times * _nominal_seconds(unit.grain))
        return total

    def added(self, moment: datetime, sign: int, scene: Scene) -> datetime:
        """`moment` moved by this amount, forwards (sign 1) or backwards (-1); hours and shorter are real time."""
        for count, unit in self.parts:
            if unit.business:
                moment = add_business_days(moment, sign * int(count), scene.policy.country)
            elif not unit.grain.coarse:
                moment = _elapsed(
                    moment, timedelta(seconds=sign * count * unit.times * SECONDS[unit.grain]), scene.zone
                )
            else:
                moment = shift(moment, unit.grain, sign * count * unit.times)
        return moment

    def plus(self, other: Amount) -> Amount:
        """Both amounts together."""
        return Amount(self.parts + other.parts)


def _elapsed(moment: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    """Wall-clock time after so much real time: three hours stay three hours when the clocks change."""
    return (moment.replace(tzinfo=zone).astimezone(UTC) + by).astimezone(zone).replace(tzinfo=None)


def _nominal_seconds(grain: Grain) -> int:
    if grain in SECONDS:
        return SECONDS[grain]
    if grain is Grain.QUARTER:
        return 3 * _MONTH_DAYS * 86400
    if grain is Grain.MONTH:
        return _MONTH_DAYS * 86400
    return MONTHS[grain] // 12 * _YEAR_DAYS * 86400


@dataclass(frozen=True, slots=True)
class Away:
    """What lies an amount after or before a base: "in 3 days", "2 weeks before Christmas", "5 minutes ago".

    `vague` marks "an hour before" without a base: before what, the words do not say.
    """

    amount: Amount
    sign: int
    base: Predicate | None = None
    vague: bool = False
    loose: ClassVar[bool] = False

    @property
    def category(self) -> str:
        """A date for days and longer, a moment for hours and shorter."""
        fine = not self.amount.grain.coarse or (self.base is not None and self.base.category == "moment")
        return "moment" if fine else "date"

    def spans(self, scene: Scene) -> list[Span]:
        """One span for each reading of the base."""
        base = [Span(scene.now, None, Grain.SECOND)] if self.base is None else self.base.spans(scene)
        return [span for item in base if (span := self._moved(item, scene))]

    def _moved(self, base: Span, scene: Scene) -> Span | None:
        anchor = base.start or base.end
        if anchor is None:
            return None
        if self.amount.grain.coarse and self.category == "date":
            start = self.amount.added(midnight(anchor), self.sign, scene)
            return Span(start, start + timedelta(days=1), Grain.DAY, reason=base.reason)
        start = self.amount.added(anchor, self.sign, scene)
        grain = Grain.SECOND if self.amount.grain is Grain.SECOND else Grain.MINUTE
        return Span(start, None, grain, base.start_zone, reason=base.reason)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of units that touches now: "next 3 days" begins tomorrow, "last 2 weeks" ends today."""

    amount: Amount
    sign: int
    from_now: bool = False
    category: ClassVar[str] = "range"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """From tomorrow on (or now, for hours and "within"), or back from today."""
        amount = self.amount
        if not amount.grain.coarse:
            other = amount.added(scene.now, self.sign, scene)
            first, last = sorted((scene.now, other))
            return [Span(first, last, Grain.MINUTE)]
        if amount.grain in {Grain.QUARTER, Grain.DECADE}:
            return [self._whole_units(scene)]
        if self.sign < 0:
            return [Span(amount.added(scene.today, -1, scene), scene.today, Grain.DAY)]
        first = scene.today if self.from_now else scene.today + timedelta(days=1)
        if any(unit.business for _, unit in amount.parts):
            last = amount.added(scene.today, 1, scene) + timedelta(days=1)
        else:
            last = amount.added(first, 1, scene)
        return [Span(first, last, Grain.DAY)]

    def _whole_units(self, scene: Scene) -> Span:
        this = floor(scene.now, self.amount.grain)
        if self.sign < 0:
            return Span(self.amount.added(this, -1, scene), this, self.amount.grain)
        first = shift(this, self.amount.grain, 1)
        return Span(first, self.amount.added(first, 1, scene), self.amount.grain)


@dataclass(frozen=True, slots=True)
class Lasting:
    """An amount beginning somewhere: "3 days starting next Monday", "from 2pm for 2 hours"."""

    start: Predicate
    amount: Amount
    loose: ClassVar[bool] = False

    @property
    def category(self) -> str:
        """Always a range."""
        return "range"

    def spans(self, scene: Scene) -> list[Span]:
        """The base's readings, each with an end."""
        found = []
        for base in self.start.spans(scene):
            if base.start is not None:
                end = self.amount.added(base.start, 1, scene)
                coarse = base.grain.coarse and self.amount.grain.coarse
                grain = Grain.DAY if coarse else Grain.MINUTE
                found.append(Span(base.start, end, grain, base.start_zone, base.start_zone, base.reason, base.cautions))
        return found
