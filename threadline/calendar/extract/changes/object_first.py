"""Clauses in which what is changed stands before the verb: "toplantıyı cumaya taşı", "会議を4時に変更して", "
""把会议改到4点"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from threadline import regex
from threadline.calendar.extract.changes.model import Tail, WantedChange
from threadline.calendar.extract.changes.tails import TailReader
from threadline.calendar.extract.changes.words import ChangeWords
from threadline.calendar.extract.model import Evidence

_MOST_PLACES = 8


class ObjectFirst:
    """Reads clauses of one language whose verb stands last, or behind its object."""

    def __init__(self, words: ChangeWords, tails: TailReader) -> None:
        self._words = words
        self._tails = tails
        begin = r"(?:^|(?<=\s))" if words.spaced else ""
        behind = r"\s*$" if words.final else r"\s*(?P<rest>.*)$"
        self._verbs = tuple(
            (
                name,
                regex.compile(rf"^(?P<before>.*?){begin}(?:{getattr(words, name)}){behind}", re.IGNORECASE | re.DOTALL),
            )
            for name in ("cancel", "lengthen", "shorten", "move", "make")
        )
        self._it = regex.compile(rf"^\s*(?:{words.it})\s*" + (r"(?!\w)" if words.spaced else ""), re.IGNORECASE)
        self._mark = regex.compile(rf"\s*(?:{words.mark})\s*$") if words.mark else None

    def read(self, body: str, offset: int) -> WantedChange | None:
        """What the clause wants; None where it is not wholly understood."""
        for name, pattern in self._verbs:
            match = pattern.match(body)
            if match is None:
                continue
            rest = "" if self._words.final else match["rest"]
            found = self._wanted(name, match["before"], rest, offset, offset + len(body) - len(rest))
            if found is not None:
                return found
        return None

    def _wanted(self, name: str, before: str, rest: str, offset: int, rest_at: int) -> WantedChange | None:
        if name == "cancel":
            about, at = (before, offset) if before.strip() or not rest.strip() else (rest, rest_at)
            return WantedChange(cancel=True, about=self._about(about, at))
        makes = name in {"make", "lengthen", "shorten"}
        moves = 0 if makes else 1
        if rest.strip():
            tail = self._tails.read(rest, rest_at, moves=moves, makes=makes)
            found = WantedChange(about=self._about(before, offset), tails=(tail,)) if tail else None
        else:
            found = self._before(before, offset, moves=moves, makes=makes)
        return _stretched(found, name) if found is not None and name in {"lengthen", "shorten"} else found

    def _before(self, before: str, offset: int, *, moves: int, makes: bool) -> WantedChange | None:
        for place in self._places(before):
            tail = self._tails.read(before[place:], offset + place, moves=moves, makes=makes)
            if tail is not None:
                return WantedChange(about=self._about(before[:place], offset), tails=(tail,))
        return None

    def _places(self, before: str) -> Iterator[int]:
        """Where the new time may begin: at once, behind words for the event at hand, behind each word of a name."""
        yield 0
        if match := self._it.match(before):
            yield match.end()
        mark = self._words.mark if not self._words.spaced else r"\s"
        if mark:
            yield from [match.end() for match in re.finditer(mark, before)][:_MOST_PLACES]

    def _about(self, words: str, offset: int) -> Evidence | None:
        """The words that name the event; None where they only point to it."""
        match = self._it.match(words)
        if match is not None and not words[match.end() :].strip():
            return None
        said = self._mark.sub("", words).strip() if self._mark else words.strip()
        if not said:
            return None
        first = offset + words.index(said)
        return Evidence(said, (first, first + len(said)))


def _stretched(found: WantedChange, name: str) -> WantedChange:
    tail: Tail = found.tails[0]
    if tail.length is not None:
        sign = 1 if name == "lengthen" else -1
        return replace(found, tails=(replace(tail, length=None, stretch=tail.length * sign),))
    until = tail.when or tail.hour
    return replace(found, tails=(), until=until) if until else found
