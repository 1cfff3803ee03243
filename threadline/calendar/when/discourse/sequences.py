"""What goes on from the time before it: weekdays in their order, the way back, the hours of a series."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from threadline import regex
from threadline.calendar.when.discourse.found import Found, day_of, is_day
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ordinals import Beside, SameWeek
from threadline.calendar.when.meaning.ranges import At, Between
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.model import Grain, Role

_BACK = regex.compile(
    r"(?<!\w)(?:back|return(?:s|ing)?|home|rückflug|rückfahrt|rückreise|zurück|retour|rentre|reviens|vuelta|vuelvo|"
    r"regreso|ritorno|torno|rientro|volta|volto|regresso|terug|terugreis|terugvlucht|powrót|wracam|tillbaka|hemresa|"
    r"återresa|tilbage|hjemrejse|tilbake|hjemreise|dönüş|dönüyorum|обратно|возвращаюсь|назад|повертаюсь|العودة|वापसी)"
    r"(?!\w)|帰り|帰る|返回|回来|回程|돌아",
    re.IGNORECASE,
)
_NEAR, _MOST_LEANING = 160, 8
# Between the days of one thing: "Monday, Wednesday and Friday at 6", where each is the next one.
_LISTED = regex.compile(r"[\s,;/&+、]*(?:(?!\d)\w{1,4}[\s,;/&+、]+){0,2}")
_SETS_OUT = regex.compile(
    r"\b(?:leav(?:e|ing)|depart(?:ing|ure)?|set(?:ting)? (?:off|out)|head(?:ing)? out|wake(?: up)?|get up|pick ?up|"
    r"taxi|cab|"
    r"uber|check[- ]?in|boarding)\b[^.?!\n]{0,24}$",
    re.IGNORECASE,
)
_AHEAD, _EARLIEST, _NOON, _MOST = 40, 4, 12, 60
_NAMES = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_COUNTED = regex.compile(
    r"(?<![\w.:/-])(?P<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten) (?:bi-?weekly|weekly|fortnightly|"
    r"daily|"
    r"monthly) (?:[^\W\d_]+ ){0,2}?(?:calls|sessions|meetings|lessons|classes|appointments|visits|workshops|syncs|"
    r"reviews|interviews|treatments|check-ins|events)\b",
    re.IGNORECASE,
)
_BESIDE = regex.compile(r"[\s,;:(–-]*")
_EACH_DAY = regex.compile(
    r"[\s,;:(–-]*(?:jeweils|täglich|each day|every day|daily|per day|a day|chaque jour|tous les jours|cada día|"
    r"ogni giorno|"
    r"cada dia|todos os dias|elke dag|dagelijks|telkens|codziennie|każdego dnia|varje dag|hver dag|her gün|ежедневно|"
    r"каждый день|щодня|кожного дня|毎日|各日|每天|매일)[\s,:]*(?:(?:at|from|um|von|à|de|a las|dalle|alle|das|às|om|"
    r"van|o|od|kl\.?|fra|från|в|с|о|з)\s+)?",
    re.IGNORECASE,
)
_HOURS = regex.compile(
    r"\s*(?:&|\+|,|、|,?\s*(?:and|und|et|y|e|en|i|oraz|och|og|ve|и|і|та|و|और)(?!\w)|와|과|和)\s*"
    r"(?:(?:at|um|à|a las|alle|às|as|om|o|kl\.?|klockan|в|о)\s+)?",
    re.IGNORECASE,
)


def in_order(found: list[Found], text: str) -> list[Found]:
    """ "Monday at 9 … Thursday at 3": a weekday behind another one lies behind it, not in the week before."""
    given = list(found)
    leaning = 0  # how many of the days before lean on each other: no text may pile them up
    for index in range(1, len(given)):
        before, item = given[index - 1], given[index]
        leaning = leaning + 1 if isinstance(day_of(before.value), SameWeek | Beside) and leaning < _MOST_LEANING else 0
        if leaning == _MOST_LEANING:
            continue
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


def with_early_starts(found: list[Found], text: str) -> list[Found]:
    """ "Leave at 6:30, flight at 9:05": who sets out by an hour before nine does so in the morning."""
    given = list(found)
    for index in range(len(given) - 1):
        item, following = given[index], given[index + 1]
        first, second = _clock_of(item), _clock_of(following)
        if first is None or second is None or not _SETS_OUT.search(text[max(0, item.start - _AHEAD) : item.start]):
            continue
        near = following.start - item.end <= _NEAR and first.ambiguous and (second.ambiguous or second.half == "am")
        if near and _EARLIEST <= first.hour < second.hour < _NOON:
            early = replace(first, half="am")
            given[index] = replace(item, value=replace(item.value, time=early) if isinstance(item.value, At) else early)
    return given


def _clock_of(item: Found) -> Clock | None:
    clock = item.value.time if isinstance(item.value, At) else item.value
    return clock if isinstance(clock, Clock) and item.role is Role.WANTED else None


def with_daily_hours(found: list[Found], text: str) -> list[Found]:
    """ "Vom 9. bis 11. November jeweils 9 bis 16 Uhr": the hours are those of each of the days."""
    given: list[Found] = []
    for item in found:
        days = given[-1] if given else None
        value = _each_day(days, item, text) if days is not None and _are_days(days.value) else None
        if days is None or value is None:
            given.append(item)
        else:
            given[-1] = replace(item, value=value, pieces=((days.start, item.end),))
    return given


def _each_day(days: Found, item: Found, text: str) -> Recurrence | None:
    """What takes place on each of some days: at a clock that a word says so of, or as a daily rule says."""
    if not days.role is item.role is Role.WANTED:
        return None
    if isinstance(item.value, Clock | ClockRange):
        each = _EACH_DAY.fullmatch(text, days.end, item.start)
        return Recurrence(Grain.DAY, within=days.value, clock=item.value) if each else None
    rule = item.value
    daily = isinstance(rule, Recurrence) and rule == Recurrence(Grain.DAY, clock=rule.clock)
    return replace(rule, within=days.value) if daily and _BESIDE.fullmatch(text, days.end, item.start) else None


def with_weekdays_of_stretch(found: list[Found], text: str) -> list[Found]:
    """ "Choir Tuesday 7-9pm, Oct 20 through Dec 15": the days between are those weekdays alone."""
    given: list[Found] = []
    for item in found:
        rule: Any = item.value
        days: list[Found] = []
        daily = isinstance(rule, Recurrence) and rule == replace(
            Recurrence(Grain.DAY), clock=rule.clock, within=rule.within, except_on=rule.except_on
        )
        following = item
        while daily and rule.within is not None and given and _leads_to(given[-1], following, text):
            following = given.pop()
            days.insert(0, following)
        if days:
            weekdays = tuple((0, day_of(each.value).weekday) for each in days)
            pieces = tuple(piece for each in days for piece in each.pieces) + item.pieces
            item = replace(item, value=replace(rule, every=Grain.WEEK, weekdays=weekdays), pieces=pieces)
        given.append(item)
    return given


def _leads_to(item: Found, following: Found, text: str) -> bool:
    alone = is_day(item.value) and _is_weekday([item], 0) and item.role is Role.WANTED
    return alone and _LISTED.fullmatch(text, item.end, following.start) is not None


def _are_days(value: Any) -> bool:
    return isinstance(value, Between) and not value.window and is_day(value.first) and is_day(value.last)


def with_counted_series(found: list[Found], text: str) -> list[Found]:
    """ "Four weekly coaching calls on Fridays": so many times."""
    said = _COUNTED.search(text) if any(isinstance(item.value, Recurrence) for item in found) else None
    count = (_NAMES.get(said["count"].lower()) or int(said["count"])) if said else 0
    if not said or not 1 < count <= _MOST:
        return found
    return [
        replace(item, value=replace(item.value, count=count))
        if isinstance(item.value, Recurrence) and item.value.count is None and item.value.until is None
        else item
        for item in found
    ]


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
