"""Reading that one date of a series is left out: said of the one at hand, or that what is called so is not on a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from threadline import regex
from threadline.calendar.extract.changes.model import Scope, WantedChange, evidence_of
from threadline.calendar.extract.changes.words import left_out as words
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.vocabulary import EVENT_NOUNS, GENERIC, STOP_WORDS, words_in

_I = re.IGNORECASE
_EXCEPT = regex.compile(rf"^(?:(?P<date>{words.NOT})|{words.EXCEPT})(?!\w)\s*(?P<rest>.+)$", _I)
_LISTED = regex.compile(r"\s*(?:,|(?<!\w)(?:and|or|und|oder|et|ou|y|o|e|en|of|nor)(?!\w))\s*", _I)
_NEXT = regex.compile(rf"(?<!\w)(?:{words.NEXT})(?!\w)", _I)
_STATEMENTS = tuple(regex.compile(rf"^{pattern}$", _I) for pattern in words.STATEMENTS)
_NAMES_NONE = EVENT_NOUNS | GENERIC | STOP_WORDS | words_in(words.NO_NAMES)
_DAY_ALONE = regex.compile(
    rf"^(?:(?:{words.BEFORE_A_DAY})\s+)*(?P<day>[0-2]?[1-9]|[123]0|31)(?:\.|st|nd|rd|th|er|º)?$", _I
)
_WEEKDAYS = words_in(words.WEEKDAYS)
_TURNING = regex.compile(
    r"[\s,]+(?:though|however|please|bitte|allerdings|aber|jedoch|par contre|en revanche|pourtant|s'il te plaît|"
    r"en cambio|eso sí|por favor|però|invece|per favore|porém|no entanto|mas|wel|echter|alsjeblieft)$",
    _I,
)
_LONGEST = 90
_LONGEST_NAME = 60

_When = Callable[[str], str | None]
"""The words of a piece that are a time, where it is one and nothing else."""


class LeftOutReader:
    """Reads such clauses of one language; `when` reads its times."""

    def __init__(self, when: _When) -> None:
        self._read_when = when

    def read(self, body: str, offset: int) -> WantedChange | None:
        """One date that is left out, or several; None where the clause says anything else."""
        if len(body) > _LONGEST:
            return None
        body = _TURNING.sub("", body)
        return self._excepted(body, offset) or self._stated(body, offset)

    def dates(self, said: str, offset: int) -> tuple[Evidence, ...]:
        """The dates of a list: "May 26 and June 2"; empty where it is something else as well."""
        if self._when(said) is not None and not (_LISTED.search(said) and len(re.findall(r"\d+", said)) > 1):
            return (evidence_of(said, said.strip(), offset),)
        found, first = [], 0
        for mark in [*_LISTED.finditer(said), None]:
            piece = said[first : mark.start() if mark else len(said)]
            if self._when(piece) is None:
                return ()
            found.append(evidence_of(piece, piece.strip(), offset + first))
            first = mark.end() if mark else first
        return tuple(found)

    def _when(self, said: str) -> str | None:
        return said if day_alone(said) is not None else self._read_when(said)

    def _excepted(self, body: str, offset: int) -> WantedChange | None:
        match = _EXCEPT.match(body)
        if match is None:
            return None
        dates = self.dates(match["rest"], offset + match.start("rest"))
        if not dates or (match["date"] and any(_is_weekday(each.value) for each in dates)):
            return None
        return WantedChange(cancel=True, command=False, scope=Scope.ONE, on=dates[0], further_on=dates[1:], unsure=True)

    def _stated(self, body: str, offset: int) -> WantedChange | None:
        """ "no choir this week", "der Chor fällt am 8. aus": if there is such an event."""
        for pattern in _STATEMENTS:
            if (match := pattern.match(body.strip())) is None:
                continue
            lead = offset + len(body) - len(body.lstrip())
            for about, when in _parts(match):
                said = match.string[slice(*about)]
                if not _is_name(said) or self._when(match.string[slice(*when)]) is None:
                    continue
                return WantedChange(
                    cancel=True,
                    command=False,
                    scope=Scope.ONE,
                    about=evidence_of(said, said.strip(" ,"), lead + about[0]),
                    on=evidence_of(match.string[slice(*when)], match.string[slice(*when)].strip(" ,"), lead + when[0]),
                    unsure=True,
                )
        return None


def day_alone(said: str) -> int | None:
    """The day of a month whose name is not said: "the 8th", "am 25.", "el 18"."""
    match = _DAY_ALONE.match(" ".join(said.split()))
    return int(match["day"]) if match is not None else None


def _parts(match: re.Match[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the name and the day may stand."""
    if "about" in match.groupdict():
        yield match.span("about"), match.span("when")
        return
    first, last = match.span("both")
    for space in re.finditer(r"\s+", match["both"]):
        yield (first, first + space.start()), (first + space.end(), last)


def _is_name(said: str) -> bool:
    spoken = re.findall(r"[^\W\d_][\w'’-]*", said.lower())
    return bool(spoken) and len(said) <= _LONGEST_NAME and any(word not in _NAMES_NONE for word in spoken)


def _is_weekday(said: str) -> bool:
    """Whether the words name a weekday and no date: "Thursday", not "this Thursday" and not "the 8th"."""
    if any(map(str.isdigit, said)) or _NEXT.search(said):
        return False
    return any(word in _WEEKDAYS for word in re.findall(r"[^\W\d_]+(?:-feira)?", said.lower()))
