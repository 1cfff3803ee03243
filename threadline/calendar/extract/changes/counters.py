"""Reading what is offered instead: "I can't make it at 2, how about 5?", "lieber Donnerstag um 10 Uhr", "do 10:30".

Before it may stand a refusal or a half agreement, of which nothing but that is said; behind it only a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.extract.changes.amounts import read_amount
from threadline.calendar.extract.changes.model import Tail, WantedChange
from threadline.calendar.extract.changes.words import scopes as words
from threadline.calendar.when import resolve

_I = re.IGNORECASE
_TURN = regex.compile(words.TURN, _I)
_LEAD = regex.compile(rf"^\s*(?:{words.COUNTER})(?![\w'])[\s,:]*", _I)
_AND = regex.compile(
    r"[\s¿¡]*(?:(?:(?:h+m+|um+|uh+|oh|ah|well|ach|na ja|naja|bueno|euh|bon|beh|bem|nou),?|"
    r"but|and|so|then|aber|und|dann|sondern|sino|bensì|mais|et|pero|y|ma|però|e|mas|maar|en)\s+)*",
    _I,
)
_LATE = regex.compile(rf"[\s,]*(?<!\w)(?:{words.OFFERED_LATE})\s*$", _I)
_BETTER = regex.compile(r"better|best|preferable|ideal|besser|lieber|mieux|mejor|meglio|melhor|beter", _I)
_NOT_THAT = regex.compile(
    r"\s+(?:rather than|instead of|anstatt|statt|plutôt que|au lieu de|en (?:vez|lugar) de|invece (?:che|di)|em vez de|"
    r"in plaats van)\s+(?:(?:um|at|à|a las?|alle|às|om)\s+)?\S{1,12}(?:\s+(?:uhr|min\w*|hours?|stunden?|heures?|h))?$|"
    r"\s*,\s*(?:not|nicht|pas|no|non|não|niet)\s+(?:this|that|diese[nrms]?|c\w+|est[ea]|quest[oa]|dez?e)(?:\s+(?:one|week|day|woche|semaine|semana|settimana))?$",
    _I,
)
_CORE = regex.compile(rf"(?<!\w)(?:{words.REFUSAL}|{words.ASSENT})(?!\w)", _I)
_CHATTER = regex.compile(rf"(?<!\w)(?:{words.REFUSAL}|{words.ASSENT}|{words.CHATTER})(?!\w)|[\s.,!?;:’'\d-]", _I)

_FRAMES = {
    language: regex.compile(rf"^\s*(?P<before>{before})(?P<body>\S.*?)(?P<behind>{behind})?[\s.!?。！？؟]*$", _I)
    for language, (before, behind) in words.OFFERED_AROUND.items()
}

ReadTail = Callable[[str, int], Tail | None]


class CounterReader:
    """Reads counter-offers in texts of one language, said at a moment in a zone."""

    def __init__(self, reference: datetime, zone: ZoneInfo, language: str, tail: ReadTail) -> None:
        self._reference = reference
        self._zone = zone
        self._language = language
        self._tail = tail

    def read(self, text: str, offset: int) -> WantedChange | None:
        """The new time; None where the text is no such offer, or says something besides."""
        if (frame := _FRAMES.get(self._language)) is not None:
            return self._framed(frame, text, offset)
        for mark in [None, *_TURN.finditer(text)]:
            before, rest_at = ("", 0) if mark is None else (text[: mark.start()], mark.end())
            if before and not self._only_answers(before):
                continue
            found = self._offered(text[rest_at:], offset + rest_at, answered=bool(before))
            if found is not None:
                return found
        return None

    def _offered(self, rest: str, offset: int, *, answered: bool) -> WantedChange | None:
        begin = joined.end() if (joined := _AND.match(rest)) else 0
        lead, late = _LEAD.match(rest[begin:]), _LATE.search(rest.rstrip(" .!?…。！？\n\t"))
        if lead is None and not answered and (late is None or not _BETTER.search(late.group())):
            return None
        begin += lead.end() if lead else 0
        while further := _LEAD.match(rest[begin:]):
            begin += further.end()
        body = _LATE.sub("", _NOT_THAT.sub("", rest[begin:].rstrip(" .!?…。！？\n\t")))
        tail = self._tail(body, offset + begin)
        timed = tail is not None and (tail.when or tail.hour or tail.shift or tail.stretch or tail.length)
        if tail is None or not timed or tail.rule is not None:
            return None
        return WantedChange(command=False, counter=True, tails=(tail,), language=self._language)

    def _framed(self, frame: re.Pattern[str], text: str, offset: int) -> WantedChange | None:
        """A time and what offers it before or behind it, in a language that does not say so by one word ahead."""
        found = frame.match(text)
        if found is None or not (found["before"].strip() or found["behind"]):
            return None
        tail = self._tail(found["body"], offset + found.start("body"))
        if tail is None or not (tail.when or tail.hour or tail.shift) or tail.rule is not None:
            return None
        return WantedChange(command=False, counter=True, tails=(tail,), language=self._language)

    def _only_answers(self, before: str) -> bool:
        """Whether words only refuse or agree, with the time that they are about."""
        whens = resolve(before, self._reference, zone=self._zone, language=self._language)
        rest = "".join(
            " " if any(a <= i < b for a, b in (when.span for when in whens)) else sign for i, sign in enumerate(before)
        )
        amount = read_amount(rest)
        if amount is not None:
            first, last = amount[1]
            rest = rest[:first] + " " * (last - first) + rest[last:]
        said = _CORE.search(rest) is not None
        return said and not _CHATTER.sub("", rest)
