"""A learned title, held against what else was read: company and places are none of it, its beginning is."""

from __future__ import annotations

from collections.abc import Sequence

from threadline import regex
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.people.name_words import DETERMINERS, JOINS, WITH
from threadline.calendar.extract.places.words import OTHERS
from threadline.calendar.extract.stretches import Span
from threadline.calendar.extract.titles.kinds import is_kind
from threadline.calendar.extract.titles.words import SORTS
from threadline.calendar.extract.vocabulary import words_in

_WORD = regex.compile(r"[^\W_](?:[\w'’&+./-]|[\u0300-\u036f\u064b-\u0652\u0900-\u0963])*")
_LEADS = WITH | OTHERS | JOINS
_SMALL = _LEADS | DETERMINERS
_ARTICLES = DETERMINERS | words_in("l' d' des du un une uno una um uma ein eine einen en ett et een dem")
_OWNED = words_in("de du des d' del della dell' di do da dos das von van der of av af för")
"""Behind these somebody's name says whose event it is: "anniversaire de Paul"."""


def mended(
    title: Evidence | None, wanted: Evidence | None, text: str, people: Sequence[Span], place: Sequence[Span]
) -> Evidence | None:
    """The title up to the company or the place that was read, with the words that a command puts before it.

    `wanted` is what the command has for its object. None where nothing is left that names an event.
    """
    if title is None:
        return wanted
    cut = _before(title, text, [span for span in people if not _belongs(text, span)], place)
    if cut is None or _led(cut):
        return wanted if wanted is not None and not _led(wanted) else None
    return _begun(cut, wanted)


def _before(title: Evidence, text: str, people: Sequence[Span], place: Sequence[Span]) -> Evidence | None:
    """The words of a title that stand before the first company or place in it; None where none do."""
    first, last = title.span
    begins = [begin for begin, end in (*people, *place) if begin < last and first < end]
    if not begins:
        return title
    words = [word for word in _WORD.finditer(text, first, max(first, min(begins))) if word.group()]
    while words and words[-1].group().lower() in _SMALL:
        words.pop()
    if not words:
        return None
    span = (words[0].start(), words[-1].end())
    return Evidence(text[slice(*span)], span)


def _belongs(text: str, span: Span) -> bool:
    """Whether somebody is named as whose event it is."""
    before = [word.group().lower() for word in _WORD.finditer(text, max(0, span[0] - 12), span[0])]
    return bool(before) and before[-1] in _OWNED


def _led(title: Evidence) -> bool:
    """Whether words begin with what leads to somebody or some place, so that they name no event."""
    word = _WORD.match(title.value)
    return word is not None and word.group().lower() in _LEADS and len(title.value.split()) > 1


def _begun(title: Evidence, wanted: Evidence | None) -> Evidence:
    """The title with the words before it that belong to the same object: "(contrôle) technique de la voiture"."""
    if wanted is None or is_kind(title):
        return title
    longer = wanted.span[0] < title.span[0] < wanted.span[1] and wanted.span[1] >= title.span[1]
    before = wanted.value[: title.span[0] - wanted.span[0]].lower().replace("'", "' ").split()
    if not longer or not before or not SORTS.isdisjoint(before) or (_SMALL | _ARTICLES).issuperset(before):
        return title
    return Evidence(wanted.value[: title.span[1] - wanted.span[0]], (wanted.span[0], title.span[1]))
