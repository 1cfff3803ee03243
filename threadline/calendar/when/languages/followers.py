"""What follows a bare hour: "um 3 Punkte" and "в 3 раза" count things, "um 3 mit Anna" is a time."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from threadline import regex
from threadline.calendar.when.languages import room
from threadline.calendar.when.languages.telling import CYRILLIC, WORDS
from threadline.calendar.when.meaning.clock import Clock, ClockRange

_FOLLOWER = regex.compile(r"\s*(%)|\s+([^\W\d_]{3,})")
_SPACED = frozenset(["ar", "da", "de", "es", "fr", "hi", "it", "nl", "no", "pl", "pt", "ru", "sv", "tr", "uk"])
_NOON = 12
_NO_CLOCKS = {"zh": frozenset(["一点", "有点", "两点", "几点"])}


@lru_cache(maxsize=32)
def _known(language: str) -> frozenset[str]:
    return frozenset((WORDS.get(language) or CYRILLIC.get(language) or "").split())


def counts_things(value: Any, text: str, span: tuple[int, int], language: str) -> bool:
    """True for an hour without a mark that a noun follows which no sentence about times has there."""
    if isinstance(value, Clock) and text[slice(*span)] in _NO_CLOCKS.get(language, ()):
        return True
    bare = value.bare if isinstance(value, Clock) else isinstance(value, ClockRange) and _both_bare(value)
    if not bare or language not in _SPACED:
        return False
    match = _FOLLOWER.match(text, span[1])
    if match is None:
        return False
    word = match[2]
    if word is None:
        return True
    late = isinstance(value, ClockRange) and value.end.hour > _NOON and text[span[0]].isalpha()
    if late and not word.lower().startswith(("pro", "per")):  # "van 14 tot 16 training", no "von 14 bis 16 Prozent"
        return False
    if word[0].isupper() and language != "de":
        return False
    return word.lower() not in _known(language) and word.lower() not in room(language).words


def _both_bare(value: ClockRange) -> bool:
    return value.start.bare and value.end.bare
