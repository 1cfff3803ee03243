"""Entries as one writes them into a diary: a name, with whom, where and when, and no other word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from threadline import regex
from threadline.calendar.acts import Judgement
from threadline.calendar.extract.people.name_words import DETERMINERS, JOINS, WITH
from threadline.calendar.extract.places.words import ENGLISH, OTHERS
from threadline.calendar.extract.stretches import Span, Stretches
from threadline.calendar.extract.vocabulary import SPEAKS
from threadline.calendar.when import Kind, Role, When

_SMALL = WITH | JOINS | DETERMINERS | ENGLISH | OTHERS | {"on"}
_WORD = regex.compile(r"[^\W\d_][\w'’-]*|w/")
_LEAST_MARGIN = -450
"""What the table is surer of than this is no entry, however few words it has."""
_MOST_WORDS = 3


def is_entry(
    text: str, best: When | None, taken: Iterable[Span], acts: Sequence[Judgement], reference: datetime
) -> bool:
    """Whether a text is but a name with company or a place (`taken`) and an hour to come."""
    if best is None or best.all_day or not best.dated or best.role is not Role.WANTED or best.kind is Kind.DEADLINE:
        return False
    if best.start is not None and best.start < reference and best.rrule is None:
        return False
    if len(acts) != 1 or acts[0].margin <= _LEAST_MARGIN or acts[0].named is not None or "?" in text:
        return False
    slots = Stretches(taken)
    words = [match.group().lower() for match in _WORD.finditer(text) if not slots.touches(*match.span())]
    names = [word for word in words if word not in _SMALL]
    return 0 < len(names) <= _MOST_WORDS and not any(word in SPEAKS for word in words if word not in _SMALL)
