"""Dates in languages that have no room: dateparser reads the day, imported when first needed, on short texts only.

It is never asked for hours: a clock in digits is read here, and counts only beside a day that was understood.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from threadline import regex
from threadline.calendar.when.meaning.scene import Scene
from threadline.calendar.when.model import Caution, Grain, Kind, WarningCode, When
from threadline.calendar.when.policy import Preference
from threadline.texts.messages import N_

_LONGEST = 400
_CLOCK = regex.compile(r"(?<![\d.,:/-])([01]?\d|2[0-4])[:.h]([0-5]\d)(?![\d.,:/]\d|\d)")
_WITH_ENDING = regex.compile(_CLOCK.pattern + r"(?:-?[^\W\d_]{1,4}(?![^\W\d_]))?")
_NUMBER = regex.compile(r"\d+")
_LETTERS = regex.compile(r"[^\W\d_]{2}")
_CONFIDENCE = 0.6
_UNSURE = 0.3
CAUTION = Caution(WarningCode.UNKNOWN_LANGUAGE, N_("I do not read this language well: please check the day."))


def foreign_readings(text: str, language: str, scene: Scene) -> list[When]:
    """The days that dateparser finds in the first 400 characters, with the clock in digits that stands beside them.

    A clock without a day that was understood carries the caution `UNKNOWN_LANGUAGE`. Raises ValueError when nobody
    knows the language.
    """
    head = text[:_LONGEST]
    clock = _CLOCK.search(head)
    days = _days(_WITH_ENDING.sub(lambda match: " " * len(match.group()), head), language, scene)
    if not clock:
        dates = [_day(words, first, day, scene) for words, first, day in days]
        return doubted(dates) if _has_unread_number(head, days, language, scene) else dates
    hour, minute = int(clock[1]) % 24, int(clock[2])
    if len(days) == 1:
        words, first, day = days[0]
        pieces = tuple(sorted([(first, first + len(words)), clock.span()]))
        start = day.replace(hour=hour, minute=minute, tzinfo=scene.zone)
        return [_timed(text, start, pieces, scene, _CONFIDENCE)]
    start = scene.now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    start += timedelta(days=1) if start < scene.now else timedelta()
    found = _timed(text, start.replace(tzinfo=scene.zone), (clock.span(),), scene, _UNSURE)
    return [replace(found, warnings=(CAUTION,))]


def doubted(whens: list[When]) -> list[When]:
    """The readings of a text in a language that nobody here knows, each with the caution."""
    return [
        replace(when, confidence=min(when.confidence, _UNSURE), warnings=(*when.warnings, CAUTION)) for when in whens
    ]


def _has_unread_number(head: str, days: list[tuple[str, int, datetime]], language: str, scene: Scene) -> bool:
    """Whether a number stands in the text that is of no day: an hour, most likely, that nobody read."""
    unread = head
    for words, first, day in days:
        numbers = {int(number) for number in _NUMBER.findall(words)}
        if not numbers or (day.day in numbers and numbers <= {day.day, day.month, day.year}):
            unread = unread[:first] + " " * len(words) + unread[first + len(words) :]
        if numbers and (without := _NUMBER.sub(" ", words).strip()) and _LETTERS.search(without):
            plain = _days(without, language, scene)
            if plain and plain[0][2] == day:  # the same day without it
                return True
    return _NUMBER.search(unread) is not None


def _days(head: str, language: str, scene: Scene) -> list[tuple[str, int, datetime]]:
    """Words that are a day, where they stand, and the midnight they mean (naive)."""
    from dateparser.search import search_dates

    prefer = "past" if scene.policy.prefer is Preference.PAST else "future"
    settings = {"RELATIVE_BASE": scene.now, "PREFER_DATES_FROM": prefer, "RETURN_AS_TIMEZONE_AWARE": False}
    found: list[tuple[str, int, datetime]] = []
    position = 0
    for words, moment in search_dates(head, languages=[language.split("-")[0].lower()], settings=settings) or []:
        first = head.find(words, position)
        # Numbers alone are no day, however dateparser reads them.
        if first >= 0 and _LETTERS.search(words):
            position = first + len(words)
            midnight = moment.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
            found.append((words, first, midnight))
    return found


def _day(words: str, first: int, day: datetime, scene: Scene) -> When:
    start = day.replace(tzinfo=scene.zone)
    span = (first, first + len(words))
    return When(
        kind=Kind.INSTANT,
        start=start,
        end=start + timedelta(days=1),
        all_day=True,
        grain=Grain.DAY,
        zone=scene.zone.key,
        text=words,
        span=span,
        pieces=(span,),
        confidence=_CONFIDENCE,
    )


def _timed(text: str, start: datetime, pieces: tuple[tuple[int, int], ...], scene: Scene, confidence: float) -> When:
    span = (pieces[0][0], pieces[-1][1])
    return When(
        kind=Kind.INSTANT,
        start=start,
        end=None,
        all_day=False,
        grain=Grain.MINUTE,
        zone=scene.zone.key,
        text=text[slice(*span)],
        span=span,
        pieces=pieces,
        confidence=confidence,
    )
