"""What goes on from the time before it: weekdays in their order, the way back, the hours of a series."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from threadline.calendar.when.discourse.found import Found, day_of, is_day
from threadline.calendar.when.meaning.clock import Clock
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ordinals import Beside, SameWeek
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.model import Role

_BACK = re.compile(
    r"(?<!\w)(?:back|return(?:s|ing)?|home|rückflug|rückfahrt|rückreise|zurück|retour|rentre|reviens|vuelta|vuelvo|"
    r"regreso|ritorno|torno|rientro|volta|volto|regresso|terug|terugreis|terugvlucht|powrót|wracam|tillbaka|hemresa|"
    r"återresa|tilbage|hjemrejse|tilbake|hjemreise|dönüş|dönüyorum|обратно|возвращаюсь|назад|повертаюсь|العودة|वापसी)"
    r"(?!\w)|帰り|帰る|返回|回来|回程|돌아",
    re.IGNORECASE,
)
_NEAR = 160
# Between the days of one thing: "Monday, Wednesday and Friday at 6", where each is the next one.
_LISTED = re.compile(r"[\s,;/&+、]*(?:(?!\d)\w{1,4}[\s,;/&+、]+){0,2}")
_HOURS = re.compile(
    r"\s*(?:&|\+|,|、|,?\s*(?:and|und|et|y|e|en|i|oraz|och|og|ve|и|і|та|و|और)(?!\w)|와|과|和)\s*"
    r"(?:(?:at|um|à|a las|alle|às|as|om|o|kl\.?|klockan|в|о)\s+)?",
    re.IGNORECASE,
)


def in_order(found: list[Found], text: str) -> list[Found]:
    """ "Monday at 9 … Thursday at 3": a weekday behind another one lies behind it, not in the week before."""
    given = list(found)
    for index in range(1, len(given)):
        before, item = given[index - 1], given[index]
        first, second = day_of(before.value), day_of(item.value)
        if (
            {before.role, item.role} != {Role.WANTED}
            or not _is_weekday(found, index - 1)
            or not _is_weekday(found, index)
        ):
            continue
        if item.start - before.end > _NEAR or _LISTED.fullmatch(text, before.end, item.start):
            continue
        came, goes = day_of(found[index - 1].value).weekday, second.weekday
        if goes > came:
            given[index] = _on(item, SameWeek(second, first))
        elif goes < came and _BACK.search(text, before.end, item.start):
            given[index] = _on(item, Beside(goes, 1, first))
    return given


def _is_weekday(found: list[Found], index: int) -> bool:
    day = day_of(found[index].value)
    placed = isinstance(found[index].value, At) or is_day(found[index].value)
    return placed and isinstance(day, Fields) and day.weekday is not None and day == Fields(weekday=day.weekday)


def _on(item: Found, day: Any) -> Found:
    return replace(item, value=replace(item.value, day=day) if isinstance(item.value, At) else day)


def with_hours_of_series(found: list[Found], text: str) -> list[Found]:
    """ "Daily at 7am and 6pm": each hour has a rule of its own."""
    given = list(found)
    for steps in (1, -1):
        for index in range(len(given))[::steps]:
            other = index - steps
            if not 0 <= other < len(given) or not isinstance(given[index].value, Clock):
                continue
            series, (first, last) = (
                given[other].value,
                sorted((given[index], given[other]), key=lambda each: each.start),
            )
            timed = isinstance(series, Recurrence) and isinstance(series.clock, Clock)
            if timed and _HOURS.fullmatch(text, first.end, last.start):
                given[index] = replace(given[index], value=replace(series, clock=given[index].value))
    return given
