"""Reading an event that is named by its own words within a clause: "the review with Bo to Thursday"."""

from __future__ import annotations

import re

from threadline import regex
from threadline.calendar.extract.changes.model import WantedChange, evidence_of
from threadline.calendar.extract.changes.tails import TailReader
from threadline.calendar.extract.changes.words import ChangeWords
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.vocabulary import words_in

# "on 13 March to 11" moves what is on that day: these lead to where it goes before any other word does.
_TARGETS = words_in("to until auf nach à au al alle a para às naar")
_DIRECTION = regex.compile(r"\s+(?:back|forward|up|out|ahead|nach (?:hinten|vorne?))\s*$", re.IGNORECASE)
_MOST_PLACES = 8


class NamedEventReader:
    """Reads a clause's event, named or left out, and what becomes of it; `points` are words for the one at hand."""

    def __init__(self, words: ChangeWords, tails: TailReader, points: re.Pattern[str]) -> None:
        self._words = words
        self._tails = tails
        self._it = points
        self._to = regex.compile(rf"(?<!\w)(?:{words.to}|{words.by})(?!\w)", re.IGNORECASE)

    def named(self, rest: str, offset: int, *, moves: int = 0, makes: bool = False) -> WantedChange | None:
        """An event named by its own words, then what becomes of it: the first place from which all is understood."""
        marks = sorted(self._to.finditer(rest), key=lambda mark: mark.group().lower() not in _TARGETS)
        for mark in marks[:_MOST_PLACES]:
            about = _DIRECTION.sub("", rest[: mark.start()]).strip()
            tail = self._tails.read(rest[mark.start() :], offset + mark.start(), moves=moves, makes=makes)
            if about and tail is not None:
                return WantedChange(about=evidence_of(rest, about, offset), tails=(tail,))
        match = re.search(r"(?<!\w)(?:\d|an? |half|eine|une |una |um )", rest, re.IGNORECASE)
        if match is not None and (about := _DIRECTION.sub("", rest[: match.start()]).strip()):
            tail = self._tails.read(rest[match.start() :], offset + match.start(), moves=moves, makes=makes)
            if tail is not None and (tail.shift is not None or tail.length is not None):
                return WantedChange(about=evidence_of(rest, about, offset), tails=(tail,))
        return None

    def unnamed(self, rest: str, offset: int, moves: int) -> WantedChange | None:
        """Where an event is moved without a word for it, which many languages leave out: "перенеси на 16:00"."""
        if self._words.language == "en":
            return None
        tail = self._tails.read(rest, offset, moves=moves)
        if tail is None or not (tail.shift or (self._to.match(rest) and (tail.when or tail.hour))):
            return None
        return WantedChange(tails=(tail,))

    def to_event(self, rest: str, offset: int) -> tuple[str, Evidence | None]:
        """The words without "to the review" behind them, and those of the event."""
        match = re.search(
            r"\s+(?:to|from|off(?: of)?|out of|zu[rm]?|vo[nm]|à|au|du|de|a|al|all[ao']|del|da|naar|aan|bij|van)\s+"
            r"(?P<what>[^,]+)$",
            rest,
            re.IGNORECASE,
        )
        if match is None:
            return rest, None
        what = match["what"].strip()
        points = self._it.match(what)
        said = rest[: match.start()]
        return said, None if points and points.end() >= len(what) else evidence_of(rest, what, offset)
