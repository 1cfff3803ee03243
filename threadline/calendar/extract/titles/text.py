"""A text as titles are read from it: its words, and which of them other slots have taken."""

from __future__ import annotations

import re
from collections.abc import Iterable

from threadline import regex
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.stretches import Stretches
from threadline.calendar.extract.vocabulary import EVENT_NOUNS, STOP_WORDS

_TRAILING = regex.compile(
    r"\s+(?:on|at|in|for|from|by|this|the|starting|beginning|am|um|à|le|el|il|a|and|with|to)\s*$", re.IGNORECASE
)
_REPLY = regex.compile(r"^(?:(?:re|fwd?|aw|wg|sv|tr|rv)\s*:\s*)+", re.IGNORECASE)
WORD = regex.compile(r"[^\W_](?:[\w'’&+-]|[.:/](?=\w)){0,40}|(?<= )&(?= )")
_WAKES = regex.compile(r"\A\s*(?:hey|hi|hello|ok|okay)\s+([^\W\d_]{2,20})[\s,]", re.IGNORECASE)
CALENDAR = regex.compile(
    r"\b(?:to|on|onto|in|into|from|off)\s+(?:(?:my|the|our|your)\s+)?(?:[\w-]+\s+){0,1}?(?:calendar|schedule|agenda|diary)\b",
    re.IGNORECASE,
)

_NEVER_WAKE = STOP_WORDS | EVENT_NOUNS

Taken = list[tuple[int, int]]
Word = tuple[str, int, int]


def cleaned(text: str, first: int, last: int) -> Evidence | None:
    """The stretch without marks, replies ("Re:") and little words at its ends; None where nothing is left."""
    raw = text[first:last]
    reply = _REPLY.match(raw)
    first += reply.end() if reply else 0
    title = text[first:last]
    while (shorter := _TRAILING.sub("", title).strip(" \t\r\n.,;:-–—\"'*()")) != title:
        title = shorter
    start = text.find(title, first) if title else first
    return Evidence(title, (start, start + len(title))) if title else None


_LEADING = regex.compile(r"\b(?:with|at|in|by|for|and|@)\s+(?:(?:the|my|our|his|her|their)\s+)?$", re.IGNORECASE)


def _with_lead(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A stretch with the preposition before it."""
    lead = _LEADING.search(text, max(0, span[0] - 16), span[0])
    return (lead.start() if lead else span[0], span[1])


class TitleText:
    """One text; `times`, `people` and `place` are stretches that are taken.

    Of the times, those `aside` are not when the event is: they may belong to its name ("Q3 retro on Tuesday").
    """

    def __init__(
        self, text: str, times: Taken, people: Taken, place: Taken, *, aside: Iterable[tuple[int, int]] = ()
    ) -> None:
        self._text = text
        self._times = times
        self._timed = Stretches(times)
        self._aside = Stretches(aside)
        self._people = Stretches(people)
        self._slots = [_with_lead(text, span) for span in (*people, *place)]
        self._taken = Stretches(times + people + place + [match.span() for match in CALENDAR.finditer(text)])
        self._owned = True
        woken = _WAKES.match(text)
        name = woken.span(1) if woken and woken.group(1).lower() not in _NEVER_WAKE else None
        self._words: list[Word] = [
            (match.group().replace("’", "'"), match.start(), match.end())
            for match in WORD.finditer(text)
            if match.span() != name
        ]

    def _is_taken(self, word: Word, taken: Stretches | None = None) -> bool:
        return (taken or self._taken).touches(word[1], word[2])

    def _joined(self, words: list[Word], last: int) -> bool:
        return last + 1 < len(words) and self._text[words[last][2] : words[last + 1][1]] in (" ", " - ", "-")
