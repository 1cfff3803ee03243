"""Dates in languages that have no room: dateparser reads them, imported when first needed, on short texts only."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from threadline.calendar.when.meaning.scene import Scene
from threadline.calendar.when.model import Grain, Kind, When
from threadline.calendar.when.policy import Preference

_LONGEST = 400
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}|\d\s*(?:час|시|ώρα|น\.)", re.IGNORECASE)
_CONFIDENCE = 0.6


def foreign_readings(text: str, language: str, scene: Scene) -> list[When]:
    """Readings by dateparser of the first 400 characters; raises ValueError when it does not know the language."""
    from dateparser.search import search_dates

    prefer = "past" if scene.policy.prefer is Preference.PAST else "future"
    settings = {"RELATIVE_BASE": scene.now, "PREFER_DATES_FROM": prefer, "RETURN_AS_TIMEZONE_AWARE": False}
    head = text[:_LONGEST]
    found = search_dates(head, languages=[language.split("-")[0].lower()], settings=settings) or []
    readings: list[When] = []
    position = 0
    for words, moment in found:
        first = head.find(words, position)
        if first >= 0 and any(char.isalnum() for char in words):
            position = first + len(words)
            readings.append(_when(words, first, moment.replace(tzinfo=None), scene))
    return readings


def _when(words: str, first: int, moment: datetime, scene: Scene) -> When:
    timed = _CLOCK.search(words) is not None
    if not timed:
        moment = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    start = moment.replace(tzinfo=scene.zone)
    span = (first, first + len(words))
    return When(
        kind=Kind.INSTANT,
        start=start,
        end=None if timed else start + timedelta(days=1),
        all_day=not timed,
        grain=Grain.MINUTE if timed else Grain.DAY,
        zone=scene.zone.key,
        text=words,
        span=span,
        pieces=(span,),
        confidence=_CONFIDENCE,
    )
