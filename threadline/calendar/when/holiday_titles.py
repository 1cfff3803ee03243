"""Named days that only name an event: a Christmas party on December 12 is on December 12."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from threadline.calendar.when.meaning.holidays import Holiday
from threadline.calendar.when.meaning.recurrence import Recurrence

if TYPE_CHECKING:
    from threadline.calendar.when.found import Found

_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n\s*\n")
_NOUN = re.compile(r"(?:['’]s)?[ -](?P<noun>[^\W\d_]{2,})")
_FUNCTION_WORDS = (
    "at on from until till in for by and or with to is are was this before after around we you i they if so but as"
    " because the my our please works next last every then too instead via about of would will"
    " um am mit von bis ab à avec de a el con alle om met kl"
)
_NO_NOUNS = frozenset(_FUNCTION_WORDS.split())


def without_titles(found: list[Found], text: str) -> list[Found]:
    """What was found, without the named days that stand before a noun where another day is said in the sentence."""
    return [item for item in found if not (_names_event(item, text) and _dated_besides(item, found, text))]


def _names_event(item: Found, text: str) -> bool:
    if not isinstance(item.value, Holiday) or item.value.year is not None or item.value.step is not None:
        return False
    match = _NOUN.match(text, item.end)
    return match is not None and match["noun"].lower() not in _NO_NOUNS


def _dated_besides(item: Found, found: list[Found], text: str) -> bool:
    for other in found:
        if other is item or not _has_day(other.value):
            continue
        first, last = sorted((item, other), key=lambda each: each.start)
        if _SENTENCE_END.search(text, first.end, max(first.end, last.start)) is None:
            return True
    return False


def _has_day(value: Any) -> bool:
    if isinstance(value, Holiday):
        return False
    if isinstance(value, Recurrence):
        return True
    dated = getattr(value, "category", "") in {"date", "moment", "day_range", "daypart", "range"}
    return dated and getattr(value, "day", True) is not None
