"""One room per language: its words, its phrases, its own rules. A room is furnished when first entered."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from threadline.calendar.when.languages.holiday_names import add_holidays
from threadline.calendar.when.languages.language import Language

ROOMS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "hi": "hindi",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
    "uk": "ukrainian",
    "zh": "chinese",
}


def has_room(code: str) -> bool:
    """True when the language has a room here."""
    return code.split("-")[0].lower() in ROOMS


@cache
def room(code: str) -> Language:
    """The room of a language code ("en", "de-AT"); raises ValueError for a language that has none."""
    name = ROOMS.get(code.split("-")[0].lower())
    if name is None:
        raise ValueError(f"no language room for {code!r}; there are {', '.join(sorted(ROOMS))}")
    built: Language = import_module(f"{__name__}.{name}").build()
    add_holidays(built)
    return built
