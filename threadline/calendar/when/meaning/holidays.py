"""Named days: fixed dates, weekdays of a month, days counted from Easter, and feasts of lunar calendars.

Lunar feasts come from the tables of the `holidays` package, which is imported when one is first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, ClassVar

from threadline import regex
from threadline.calendar.when.meaning.arithmetic import easter, next_weekday, nth_weekday
from threadline.calendar.when.meaning.fields import make_date
from threadline.calendar.when.meaning.scene import Predicate, Scene, Span
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain
from threadline.calendar.when.policy import Preference

_DAY = timedelta(days=1)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPEC = regex.compile(
    r"(?:(?P<month>\d+)-(?P<day>\d+)|(?P<in>\d+)/(?P<nth_day>\w{3})/(?P<nth>-?\d)|(?P<from>\d+)-(?P<on>\d+)>(?P<then>\w{3})"
    r"|(?P<easter>[EO])(?P<after>[+-]\d+)?|(?P<calendar>[a-z]+):(?P<feast>[a-z_]+?))(?P<shift>[+-]\d+)?(?:x(?P<length>\d+))?"
)
_CALENDARS = {
    "islamic": "_IslamicLunar",
    "hebrew": "_HebrewLunisolar",
    "chinese": "_ChineseLunisolar",
    "hindu": "_HinduLunisolar",
    "buddhist": "_BuddhistLunisolar",
    "thai": "_ThaiLunisolar",
}


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """How to find a day in a year.

    Month and day; or the nth weekday of a month, or (nth 0) the first such weekday from a date on; or days after
    Easter, by the western or the orthodox reckoning; or a feast of a lunar calendar. Then `shifted` days later, for
    `length` days. `elsewhere` are the rules of countries (ISO codes) where the name means another day.
    """

    month: int = 0
    day: int = 0
    weekday: int | None = None
    nth: int = 0
    after_easter: int | None = None
    orthodox: bool = False
    lunar: tuple[str, str] | None = None
    shifted: int = 0
    length: int = 1
    elsewhere: tuple[tuple[str, HolidayRule], ...] = ()

    def of(self, country: str | None) -> HolidayRule:
        """The rule as it is in a country."""
        return dict(self.elsewhere).get(country or "", self)

    def on(self, year: int) -> list[datetime]:
        """The first days that begin in `year`: a lunar feast may come twice or never; empty when it is not known."""
        return [day + self.shifted * _DAY for day in self._days(year)]

    def _days(self, year: int) -> list[datetime]:
        if self.lunar is not None:
            return _lunar(*self.lunar, year)
        if self.after_easter is not None:
            sunday = _orthodox_easter(year) if self.orthodox else easter(year)
            return [sunday + self.after_easter * _DAY]
        if self.weekday is not None and self.nth:
            found = nth_weekday(year, self.month, self.weekday, self.nth)
        else:
            found = make_date(year, self.month, self.day)
            found = next_weekday(found, self.weekday) if found and self.weekday is not None else found
        return [found] if found else []


def rule_of(text: str) -> HolidayRule:
    """A rule as the tables write it: "12-25", "11/thu/4+1", "5-18>mon", "E-2", "O", "hebrew:passover x8".

    Rules of other countries stand behind commas: "5/sun/2,GB=E-21". Raises ValueError for what is no rule.
    """
    spec, *others = text.split(",")
    match = _SPEC.fullmatch(spec)
    if match is None:
        raise ValueError(f"no rule for a holiday: {text!r}")
    rule = HolidayRule(**_fields(match), shifted=int(match["shift"] or 0), length=int(match["length"] or 1))
    elsewhere = [
        (code, rule_of(each))
        for codes, _, each in (other.partition("=") for other in others)
        for code in codes.split("+")
    ]
    return replace(rule, elsewhere=tuple(elsewhere))


def _fields(match: re.Match[str]) -> dict[str, Any]:
    if match["month"]:
        return {"month": int(match["month"]), "day": int(match["day"])}
    if match["in"]:
        return {"month": int(match["in"]), "weekday": _WEEKDAYS.index(match["nth_day"]), "nth": int(match["nth"])}
    if match["from"]:
        return {"month": int(match["from"]), "day": int(match["on"]), "weekday": _WEEKDAYS.index(match["then"])}
    if match["easter"]:
        return {"after_easter": int(match["after"] or 0), "orthodox": match["easter"] == "O"}
    return {"lunar": (match["calendar"], match["feast"])}


@lru_cache(maxsize=256)
def _orthodox_easter(year: int) -> datetime:
    """Easter Sunday of the Julian reckoning, on the Gregorian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    offset = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + offset + 114, 31)
    julian = datetime(year, month, day + 1)  # noqa: DTZ001 - wall-clock times are naive here
    return julian + (year // 100 - year // 400 - 2) * _DAY


@lru_cache(maxsize=512)
def _lunar(calendar: str, feast: str, year: int) -> list[datetime]:
    """The days of a feast in a year by the package's table; none where the table ends."""
    import holidays.calendars

    table = getattr(holidays.calendars, _CALENDARS[calendar])()
    found: list[datetime] = []
    for name in (f"{feast}_india_date", f"{feast}_dates", f"{feast}_date"):
        ask = getattr(table, name, None)
        if ask is not None and not found:
            found = sorted({datetime(day.year, day.month, day.day) for day in _dates(ask(year)) if day.year == year})  # noqa: DTZ001
    return found


def _dates(answer: Any) -> Iterable[date]:
    """The dates in what a table answers: a date, a set, or pairs of a date and whether it is estimated."""
    if isinstance(answer, date):
        yield answer
    elif answer is not None and not isinstance(answer, bool):
        for each in answer:
            yield from _dates(each)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day, in a year when one is said."""

    rule: HolidayRule
    year: Predicate | None = None
    step: Step | None = None
    category: ClassVar[str] = "date"

    @property
    def loose(self) -> bool:
        """True when the scene decides the year."""
        return self.year is None and self.step is None

    def spans(self, scene: Scene) -> list[Span]:
        """The day in the year said, else the nearest ahead (or behind, for "last"), as the speaker's country has it."""
        rule = self.rule.of(scene.country) if self.rule.elsewhere else self.rule
        day = self._day(rule, scene)
        return [Span(day, day + rule.length * _DAY, Grain.DAY)] if day else []

    def _day(self, rule: HolidayRule, scene: Scene) -> datetime | None:
        if self.year is not None:
            found = self.year.spans(scene)
            days = rule.on(found[0].start.year) if found and found[0].start else []
            return days[0] if days else None
        backwards = self.step in {Step.LAST, Step.PAST} or scene.policy.prefer is Preference.PAST
        ahead = range(0, -3, -1) if backwards else range(-1, 3)
        days = sorted((day for years in ahead for day in rule.on(scene.now.year + years)), reverse=backwards)
        length = timedelta() if backwards else (rule.length - 1) * _DAY
        for day in days:
            last = day + length
            coming = last < scene.today if backwards else last > scene.today
            if coming or (last == scene.today and self.step is None):
                return day
        return None
