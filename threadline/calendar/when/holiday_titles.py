"""Named days that only name an event: a Christmas party on December 12 is on December 12."""

from __future__ import annotations

from typing import Any

from threadline import regex
from threadline.calendar.when.discourse.found import Found, of_sentence
from threadline.calendar.when.meaning.holidays import Holiday
from threadline.calendar.when.meaning.recurrence import Recurrence

_NOUN = regex.compile(r"(?:['’]s)?[ -](?P<noun>[^\W\d_]{2,})")
_FUNCTION_WORDS = (
    "at on from until till in for by and or with to is are was this before after around we you i they if so but as"
    " because the my our please works next last every then too instead via about of would will"
    " um am mit von bis ab à avec de a el con alle om met kl"
)
_NO_NOUNS = frozenset(_FUNCTION_WORDS.split())


def without_titles(found: list[Found], text: str) -> list[Found]:
    """What was found, without the named days that stand before a noun where another day is said in the sentence."""
    return [
        item
        for index, item in enumerate(found)
        if not (_names_event(item, text) and any(_has_day(other.value) for other in of_sentence(found, index, text)))
    ]


def _names_event(item: Found, text: str) -> bool:
    if not isinstance(item.value, Holiday) or item.value.year is not None or item.value.step is not None:
        return False
    match = _NOUN.match(text, item.end)
    return match is not None and match["noun"].lower() not in _NO_NOUNS


def _has_day(value: Any) -> bool:
    if isinstance(value, Holiday):
        return False
    if isinstance(value, Recurrence):
        return True
    dated = getattr(value, "category", "") in {"date", "moment", "day_range", "daypart", "range"}
    return dated and getattr(value, "day", True) is not None
