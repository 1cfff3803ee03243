"""How people of 18 languages command, ask, agree and refuse. Data: a further language is a further table."""

from __future__ import annotations

from functools import cache

from threadline.calendar.extract.speech.model import SpeechWords

__all__ = ["SpeechWords", "speech_languages", "speech_words"]


@cache
def _tables() -> dict[str, SpeechWords]:
    from threadline.calendar.extract.speech import eastern, germanic, romance, slavic

    tables = (*germanic.TABLES, *romance.TABLES, *slavic.TABLES, *eastern.TABLES)
    return {table.language: table for table in tables}


def speech_languages() -> tuple[str, ...]:
    """The codes of the languages that have a table; English has its own rules and none here."""
    return tuple(_tables())


def speech_words(language: str) -> SpeechWords | None:
    """The words of a language ("de", "de-AT"), or None where there is no table."""
    return _tables().get(language.split("-")[0].lower())
