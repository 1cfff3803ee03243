"""What a clause says besides what is to be done: of a series how much, since when, at the same time, instead.

Such words are blanked out, so that what is left can be understood as the change itself; offsets stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.extract.changes.model import Scope
from threadline.calendar.extract.changes.words import ChangeWords
from threadline.calendar.extract.changes.words import scopes as table
from threadline.calendar.extract.model import Evidence
from threadline.calendar.when import Grain, When, resolve

_I = re.IGNORECASE
_WESTERN = frozenset(["en", "de", "fr", "es", "it", "pt", "nl"])
_FOLLOWING = regex.compile(rf"(?<!\w)(?:{table.FOLLOWING})(?!\w)", _I)
_SERIES = regex.compile(rf"(?<!\w)(?:{table.SERIES})(?!\w)", _I)
_SAME_TIME = regex.compile(rf"(?<!\w)(?:{table.SAME_TIME})(?!\w)", _I)
_SAME_DAY = regex.compile(rf"(?<!\w)(?:{table.SAME_DAY})(?!\w)", _I)
_MOST_WORDS = 5
_SINCE: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = tuple(
    (regex.compile(rf"(?<!\w)(?:{lead})\s*", _I), regex.compile(rf"^\s+(?:{tail})(?!\w)", _I) if tail else None)
    for lead, tail in (
        (r"(?:starting|beginning|effective)(?: from| in| on| with)?|as of", ""),
        (r"from", r"on(?:wards?)?|forward"),
        (r"ab", ""),
        (r"vom?n?", r"an"),
        (r"à (?:partir|compter) (?:de|du|d')|dès", ""),
        (r"a partir del?|desde|a partir d[eoa]", ""),
        (r"dal?|dall'", r"in poi"),
        (r"a partire dal?", ""),
        (r"vanaf", ""),
        (r"(?:everything |all )?after", r"on(?:wards?)?"),
    )
)


@dataclass(frozen=True, slots=True)
class Marks:
    """A clause without its marks, and what they said."""

    text: str
    scope: Scope | None = None
    since: Evidence | None = None
    instead: bool = False
    same_time: bool = False


class MarkReader:
    """Reads the marks of clauses in one language, said at a moment in a zone."""

    def __init__(self, words: ChangeWords, reference: datetime, zone: ZoneInfo) -> None:
        self._words = words
        self._reference = reference
        self._zone = zone

    def read(self, piece: str, offset: int) -> Marks:
        """The clause without its marks."""
        text, scope, since = piece, None, None
        if (found := self._since(piece, offset)) is not None:
            since, span = found
            text, scope = _blank(text, span), Scope.FOLLOWING
        patterns = [(_FOLLOWING, Scope.FOLLOWING), (_anywhere(self._words.one), Scope.ONE), (_SERIES, Scope.SERIES)]
        if self._words.language not in _WESTERN:
            patterns.append((_anywhere(self._words.every), Scope.SERIES))
        for pattern, meaning in patterns:
            while match := pattern.search(text):
                if not match.group():
                    break
                scope = scope or meaning
                text = _blank(text, match.span())
        same = False
        while match := _SAME_TIME.search(text):
            same, text = True, _blank(text, match.span())
        while match := _SAME_DAY.search(text):  # where no other day is named, it is the event's own
            text = _blank(text, match.span())
        instead = False
        while match := _anywhere(self._words.instead.replace(",", "")).search(text):
            instead, text = True, _blank(text, match.span())
        return Marks(text, scope, since, instead, same)

    def _since(self, piece: str, offset: int) -> tuple[Evidence, tuple[int, int]] | None:
        """From when on: "from January on", "ab dem 15. Dezember". A rule that is said anew has its own start."""
        if not any(lead.search(piece) for lead, _ in _SINCE) or any(when.rrule for when in self._read(piece)):
            return None
        for lead, tail in _SINCE:
            for match in lead.finditer(piece):
                found = self._date(piece, match.end(), tail)
                if found is not None:
                    first, last, end = found
                    return Evidence(piece[first:last], (offset + first, offset + last)), (match.start(), end)
        return None

    def _date(self, piece: str, begin: int, tail: re.Pattern[str] | None) -> tuple[int, int, int] | None:
        """The longest date from there on, and where the mark ends."""
        ends = [match.end() for match in re.finditer(r"[^\s,;]+", piece[begin:])][:_MOST_WORDS]
        for end in reversed(ends):
            words = piece[begin : begin + end].rstrip(".")
            behind = tail.match(piece[begin + len(words) :]) if tail else None
            if tail is not None and behind is None:
                continue
            if self._is_date(words):
                return begin, begin + len(words), begin + len(words) + (behind.end() if behind else 0)
        return None

    def _is_date(self, words: str) -> bool:
        whens = self._read(words)
        return (
            len(whens) == 1
            and whens[0].all_day
            and whens[0].rrule is None
            and whens[0].grain is not Grain.HOUR
            and whens[0].span[0] <= _LEADING
            and whens[0].span[1] >= len(words.rstrip())
        )

    def _read(self, text: str) -> list[When]:
        return resolve(text, self._reference, zone=self._zone, language=self._words.language)


_LEADING = 4  # an article before the date ("ab dem 15. Dezember") is no part of it


@lru_cache(maxsize=64)
def _anywhere(alternatives: str) -> re.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", _I)


def _blank(text: str, span: tuple[int, int]) -> str:
    return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]
