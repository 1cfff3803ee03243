"""Reading how a series ends, what is skipped or copied, what a statement tells of it from some day on, and what an
event that is named by its own words is made to be."""

from __future__ import annotations

import re
from dataclasses import replace

from threadline import regex
from threadline.calendar.extract.changes.left_out import LeftOutReader
from threadline.calendar.extract.changes.marks import Marks
from threadline.calendar.extract.changes.model import Scope, WantedChange, evidence_of
from threadline.calendar.extract.changes.tails import TailReader
from threadline.calendar.extract.changes.words import endings as words
from threadline.calendar.extract.model import Evidence

_I = re.IGNORECASE
_END = regex.compile(rf"^(?:{words.END})(?![\w'])\s*(?P<rest>.*)$", _I | re.DOTALL)
_ENDS = regex.compile(rf"^(?P<about>.{{2,60}}?)\s+(?:{words.ENDS})\s+(?P<rest>.+)$", _I)
_LET_END = regex.compile(
    r"^(?:set|make|have|let)\s+(?P<about>.{2,60}?)\s+(?:to\s+)?(?:end|finish|stop)\s+(?P<rest>.+)$", _I
)
_END_LEAD = regex.compile(rf"(?<!\w)(?:{words.END_LEADS})\s+(?=\S)", _I)
_EXCLUSIVE = regex.compile(rf"^(?:{words.EXCLUSIVE})\b", _I)
_COPY = regex.compile(rf"^(?:{words.COPY})(?![\w'])\s*(?P<rest>.*)$", _I | re.DOTALL)
_COPY_LEAD = regex.compile(
    r"(?<!\w)(?:to|on|onto|for|auf|nach|am|au|à|pour|le|sur|al|a|para|el|per|ao|à|op|naar)\s+(?=\S)", _I
)
_SKIP = regex.compile(rf"^(?:{words.SKIP})(?![\w'])\s*(?P<rest>.*)$", _I | re.DOTALL)
_SKIP_TAIL = regex.compile(rf"(?<!\w)(?:{words.SKIP_TAILS})(?!\w)", _I)
_START = regex.compile(rf"^(?:{words.START})(?![\w'])\s*(?P<rest>.*)$", _I | re.DOTALL)
_CLEAR = regex.compile(rf"^(?:{words.CLEAR})(?![\w'])\s*(?P<rest>.+)$", _I | re.DOTALL)
_CLEAR_TAIL = regex.compile(rf"\s+(?:{words.PARTS})\s*$", _I)
_IS = regex.compile(rf"^(?:(?:{words.DETERMINERS})\s+)?(?P<about>\S.{{1,59}}?)\s+(?:{words.IS})\s+(?P<rest>.+)$", _I)
_IS_FIRST = regex.compile(r"^\s*(?:ist|findet|beginnt|startet|wird|est|es|è|is|begint)\s+(?P<rest>\S.+)$", _I)
_NEW = regex.compile(rf"^(?:{words.NEW})(?!\w)", _I)
_MOST_PLACES = 10


class EndingReader:
    """Reads such clauses of one language; `points` are words for the event at hand."""

    def __init__(self, tails: TailReader, points: re.Pattern[str], left_out: LeftOutReader) -> None:
        self._tails = tails
        self._points = points
        self._left_out = left_out

    def read(self, body: str, offset: int, marks: Marks) -> WantedChange | None:
        """What the clause wants; None where it is no such clause, or not wholly understood."""
        return (
            self._copied(body, offset)
            or self._skipped(body, offset)
            or self._cleared(body, offset)
            or self._ended(body, offset)
            or self._started(body, offset)
            or self._told(body, offset, marks)
        )

    def without_dates(self, body: str, offset: int) -> WantedChange | None:
        """What leaves dates of a series out, and says nothing else."""
        found = self._skipped(body, offset)
        return found if found is not None and found.on is not None else None

    def made(self, rest: str, offset: int) -> WantedChange | None:
        """ "make the jour fixe weekly until March", "make Wednesday's dentist an hour long"."""
        if _NEW.match(rest.strip()):
            return None
        places = [match.start() for match in re.finditer(r"(?<=\s)\S", rest)][:_MOST_PLACES]
        for place in places:
            tail = self._tails.read(rest[place:], offset + place, makes=True)
            about = self._about(rest[:place], offset)
            if tail is None or about is None or not (tail.rule or tail.length or tail.stretch or tail.all_day):
                continue
            if tail.rule is not None or (tail.when is None and tail.hour is None):
                return WantedChange(about=about, tails=(tail,), unsure=True)
        return None

    def _copied(self, body: str, offset: int) -> WantedChange | None:
        match = _COPY.match(body)
        if match is None:
            return None
        rest, first = match["rest"], match.start("rest")
        for lead in _COPY_LEAD.finditer(rest):
            tail = self._tails.read(rest[lead.start() :], offset + first + lead.start(), moves=1)
            if tail is not None and (tail.when or tail.hour):
                return WantedChange(copy=True, about=self._about(rest[: lead.start()], offset + first), tails=(tail,))
        return None

    def _skipped(self, body: str, offset: int) -> WantedChange | None:
        match = _SKIP.match(body)
        if match is None:
            return None
        first = match.start("rest")
        rest = _SKIP_TAIL.sub(lambda tail: " " * len(tail.group()), match["rest"])
        points = self._points.match(rest)
        if not rest.strip() or (points is not None and not rest[points.end() :].strip()):
            return WantedChange(cancel=True, scope=Scope.ONE)
        said = rest[points.end() :] if points is not None else rest
        at = first + (points.end() if points is not None else 0)
        if dates := self._left_out.dates(said, offset + at):
            return WantedChange(cancel=True, scope=Scope.ONE, on=dates[0], further_on=dates[1:])
        return WantedChange(cancel=True, scope=Scope.ONE, about=self._about(rest, offset + first), unsure=True)

    def _cleared(self, body: str, offset: int) -> WantedChange | None:
        match = _CLEAR.match(body)
        if match is None:
            return None
        said = _CLEAR_TAIL.sub("", match["rest"])
        about = self._about(said, offset + match.start("rest"))
        return WantedChange(cancel=True, every=True, about=about) if about is not None else None

    def _ended(self, body: str, offset: int) -> WantedChange | None:
        match = _END.match(body) or _ENDS.match(body) or _LET_END.match(body)
        if match is None:
            return None
        told = match.groupdict().get("about")
        rest, first = match["rest"], match.start("rest")
        for lead in _END_LEAD.finditer(rest):
            behind = rest[lead.end() :]
            when = self._tails.when(behind)
            before = self._about(rest[: lead.start()], offset + first)
            if when is None and self._tails.hour_of(behind) is None:
                continue
            said = evidence_of(behind, when or behind.strip(), offset + first + lead.end())
            about = self._about(told, offset) if told is not None else before
            if told is not None and before is not None:
                continue
            exclusive = _EXCLUSIVE.match(lead.group().strip()) is not None
            return WantedChange(about=about, ends=said, ends_before=exclusive, unsure=about is not None)
        return None

    def _started(self, body: str, offset: int) -> WantedChange | None:
        match = _START.match(body)
        if match is None:
            return None
        rest, first = match["rest"], match.start("rest")
        points = self._points.match(rest)
        begin = points.end() if points is not None else 0
        tail = self._tails.read(rest[begin:], offset + first + begin, moves=1)
        if tail is not None and (tail.when or tail.hour or tail.shift):
            return WantedChange(tails=(tail,))
        return None

    def _told(self, body: str, offset: int, marks: Marks) -> WantedChange | None:
        """A statement is a change only with the day that it holds from: all else may announce something new."""
        if marks.since is None and marks.scope is not Scope.FOLLOWING:
            return None
        if (turned := self._turned(body, offset)) is not None:
            return turned
        match = _IS.match(body.strip())
        if match is None:
            return None
        lead = len(body) - len(body.lstrip())
        tail = self._tails.read(match["rest"], offset + lead + match.start("rest"), moves=1, makes=True)
        about = self._about(match["about"], offset + lead + match.start("about"))
        if tail is None or about is None:
            return None
        return replace(WantedChange(about=about, tails=(tail,), unsure=True), scope=Scope.FOLLOWING)

    def _turned(self, body: str, offset: int) -> WantedChange | None:
        """ "[ab Januar] ist der Jour fixe um 11 Uhr": the verb stands before what it is about."""
        match = _IS_FIRST.match(body)
        if match is None:
            return None
        rest, first = match["rest"], match.start("rest")
        for place in [each.start() for each in re.finditer(r"(?<=\s)\S", rest)][:_MOST_PLACES]:
            tail = self._tails.read(rest[place:], offset + first + place, moves=1, makes=True)
            about = self._about(rest[:place], offset + first)
            if tail is not None and about is not None and (tail.when or tail.hour or tail.shift):
                return WantedChange(about=about, tails=(tail,), unsure=True, scope=Scope.FOLLOWING)
        return None

    def _about(self, words_said: str, offset: int) -> Evidence | None:
        said = words_said.strip(" ,")
        if not said:
            return None
        points = self._points.match(said)
        if points is not None and points.end() >= len(said):
            return None
        return evidence_of(words_said, said, offset)
