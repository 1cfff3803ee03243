"""Dates by their calendar fields: "3 March", "Friday the 13th", "May"; the scene fills what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from threadline.calendar.when.meaning.arithmetic import add_months, days_in_month, floor, shift
from threadline.calendar.when.meaning.scene import Scene, Span
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.meaning.weekdays import weekday_spans, weekday_within
from threadline.calendar.when.model import Caution, Grain, WarningCode
from threadline.calendar.when.policy import Preference
from threadline.texts import formats
from threadline.texts.messages import _

_DAY = timedelta(days=1)
_SEARCHED_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Fields:
    """A date by its calendar fields, any of which may be missing; `rival` is the month and day of the other order."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    step: Step | None = None
    rival: tuple[int, int] | None = field(default=None, compare=False)

    @property
    def category(self) -> str:
        """A date when it names a day, else a period."""
        return "date" if self.day is not None or self.weekday is not None else "period"

    @property
    def loose(self) -> bool:
        """True when the scene decides the year, month or week."""
        return self.year is None and self.step is None

    def merged(self, other: Fields) -> Fields | None:
        """Both sets of fields together, or None when they disagree."""
        values: dict[str, object] = {}
        for name in ("year", "month", "day", "weekday", "step"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine is not None and theirs is not None and mine != theirs:
                return None
            values[name] = theirs if mine is None else mine
        return Fields(**values, rival=self.rival or other.rival)  # type: ignore[arg-type]

    def spans(self, scene: Scene) -> list[Span]:
        """Dates with these fields, best first."""
        if self.day is not None:
            return self._days(scene) if self.rival is None else self._either_order(scene)
        if self.weekday is not None:
            if self.year is None and self.month is None:
                return weekday_spans(self.weekday, self.step, scene)
            return weekday_within(replace(self, weekday=None).spans(scene), self.weekday, scene)
        if self.month is not None:
            return self._months(scene)
        return [_year(self.year)] if self.year is not None else []

    def _either_order(self, scene: Scene) -> list[Span]:
        """The day in both orders of day and month; a weekday that was said decides."""
        month, day = self.rival or (1, 1)
        first = replace(self, rival=None).spans(scene)
        other = replace(self, month=month, day=day, rival=None).spans(scene)
        if not other or (first and other[0].cautions and not first[0].cautions):
            return first
        if not first or (first[0].cautions and not other[0].cautions):
            return other
        if scene.policy.doubts_order and first[0].start and other[0].start:
            sentence = _(
                "This could be {first} or {second}.",
                first=formats.plain_day(first[0].start),
                second=formats.plain_day(other[0].start),
            )
            caution = Caution(WarningCode.AMBIGUOUS_DAY, sentence)
            first = [replace(first[0], cautions=(*first[0].cautions, caution), certain=False)]
        return [*first, *(replace(span, reason="day and month in the other order") for span in other)]

    def _days(self, scene: Scene) -> list[Span]:
        day = self.day or 1
        if self.year is not None and self.month is not None:
            return self._checked(make_date(self.year, self.month, day))
        if self.month is not None:
            return self._checked(_in_some_year(self, scene))
        return self._checked(_in_some_month(self, scene))

    def _checked(self, start: datetime | None) -> list[Span]:
        if start is None:
            return []
        cautions: tuple[Caution, ...] = ()
        if self.weekday is not None and start.weekday() != self.weekday:
            sentence = _(
                "{day} is a {weekday}, not the weekday that was said.",
                day=formats.plain_day(start, year=True),
                weekday=formats.weekday(start.weekday(), long=True),
            )
            cautions = (Caution(WarningCode.WEEKDAY_MISMATCH, sentence),)
        return [Span(start, start + _DAY, Grain.DAY, cautions=cautions)]

    def _months(self, scene: Scene) -> list[Span]:
        month = self.month or 1
        this = floor(scene.now, Grain.MONTH)
        year = self.year
        if year is None:
            year = this.year + _year_shift(month, this.month, self.step, scene.policy.prefer)
        start = make_date(year, month, 1)
        return [Span(start, add_months(start, 1), Grain.MONTH)] if start else []


def _year_shift(month: int, current: int, step: Step | None, prefer: Preference) -> int:
    if step is Step.NEXT:
        return 1 if month <= current else 0
    if step in {Step.LAST, Step.PAST}:
        return 0 if month < current else -1
    if step is Step.THIS:
        return 0
    if prefer is Preference.PAST:
        return -1 if month > current else 0
    return 1 if month < current else 0


def _year(year: int) -> Span:
    start = datetime(year, 1, 1)  # noqa: DTZ001 - wall-clock times are naive here
    return Span(start, shift(start, Grain.YEAR, 1), Grain.YEAR)


def make_date(year: int, month: int, day: int) -> datetime | None:
    """That midnight, or None when there is no such day."""
    if 1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month):
        return datetime(year, month, day)  # noqa: DTZ001
    return None


def _in_some_year(fields: Fields, scene: Scene) -> datetime | None:
    month, day = fields.month or 1, fields.day or 1
    backwards = scene.policy.prefer is Preference.PAST or fields.step in {Step.LAST, Step.PAST}
    years = range(0, -9, -1) if backwards else range(9)
    for ahead in years:
        found = make_date(scene.now.year + ahead, month, day)
        if found is None:
            continue
        if fields.step is Step.THIS:
            return found
        if found <= scene.today if backwards else found >= scene.today:
            return found
    return None


def _in_some_month(fields: Fields, scene: Scene) -> datetime | None:
    this = floor(scene.now, Grain.MONTH)
    backwards = scene.policy.prefer is Preference.PAST
    for ahead in range(_SEARCHED_MONTHS):
        month = add_months(this, -ahead if backwards else ahead)
        found = make_date(month.year, month.month, fields.day or 1)
        if found is None or (found > scene.today if backwards else found < scene.today):
            continue
        if fields.weekday is None or found.weekday() == fields.weekday:
            return found
    return None
