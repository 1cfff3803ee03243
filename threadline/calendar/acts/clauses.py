"""The sentences of a message: at full stops, question marks, semicolons and line ends, never within a time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from threadline import regex
from threadline.calendar.acts.model import Mark

MOST = 60  # sentences of a message that are judged
_END = regex.compile(r"[.!?…]+[)\"'”’]*(?=\s)|[。！？؟।]+|;(?=\s)|\n")
# A point behind these ends no sentence: titles, shortened words, single letters, numbers ("am 3. Dezember").
_SHORT = regex.compile(
    r"(?:\b(?:[A-Za-z]|dr|mr|mrs|ms|prof|st|no|vs|etc|approx|ca|bzw|inkl|tel|min|hr|hrs|jan|feb|mar|apr|jun|jul|aug|"
    r"sept?|oct|nov|dec|dez|okt|mon|tues?|wed|thurs?|thu|fri|sat|sun|kl|nr|godz|u|usw|z\.b)|\d)\.$",
    re.IGNORECASE,
)
_LOOK_BACK = 8


def sentences(text: str, marks: Sequence[Mark] = ()) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences, without blanks around them; at most `MOST`, the last of them takes in the rest."""
    spans: list[tuple[int, int]] = []
    begin = 0
    starts = [mark.start for mark in marks]
    for end in _ends(text):
        if _within(end - 1, starts, marks) or len(spans) == MOST - 1:
            continue
        _add(spans, text, begin, end)
        begin = end
    _add(spans, text, begin, len(text))
    return tuple(spans)


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match.group() == "." and _SHORT.search(text[max(0, match.end() - _LOOK_BACK) : match.end()]):
            continue
        yield match.end()


def _within(place: int, starts: Sequence[int], marks: Sequence[Mark]) -> bool:
    """Whether the place lies inside a time; its very last letter does not."""
    index = bisect_right(starts, place) - 1
    return index >= 0 and place < marks[index].end - 1


def _add(spans: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    piece = text[begin:end]
    stripped = piece.strip()
    if any(letter.isalnum() for letter in stripped):
        first = begin + len(piece) - len(piece.lstrip())
        spans.append((first, first + len(stripped)))
