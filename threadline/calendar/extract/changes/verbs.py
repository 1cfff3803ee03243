"""Reading clauses by their verbs: "move it to 4", "cancel the review", "add Bo", "rename it to retro"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from threadline import regex
from threadline.calendar.extract.changes.endings import EndingReader
from threadline.calendar.extract.changes.model import Scope, WantedChange, evidence_of
from threadline.calendar.extract.changes.named_event import NamedEventReader
from threadline.calendar.extract.changes.names import NameReader
from threadline.calendar.extract.changes.tails import TailReader
from threadline.calendar.extract.changes.words import ChangeWords
from threadline.calendar.extract.model import Evidence

_CLITIC = r"(?P<clitic>-?(?:les|las|los|le|la|lo|l')|-(?:[oa]s?|n[oa]s?))?"
_PARTICLE = regex.compile(
    r"(?:\s+(?:hinzu|ein|dazu|aus|raus|ab|toe|uit|bij|af|van|off|out|too|as well|auch|aussi|también|anche))+\s*$",
    re.IGNORECASE,
)
_KINDLY = regex.compile(
    r"(?:\s+(?:please|pls|bitte|doch|mal|dann|then|wieder|again|por favor|per favore|s'il (?:te|vous) plaît|stp|svp|"
    r"alsjeblieft|maar|toch|weer|alors|entonces|allora|então|lieber|liever|rather|instead))+\s*$",
    re.IGNORECASE,
)
_THE_ONE = regex.compile(
    r"^(?:the one|den|der|die|das|celui|celle|el|la|quell[oa]|o|a|die|dat|het)\s+"
    r"(?P<time>at|um|from|à|de(?: las?)?|das?|del(?:le|la|l')?|van|om|von)\s+",
    re.IGNORECASE,
)
_NAMED_TO = regex.compile(r"^\s*\S.{1,80}?(?P<lead>\s(?:to|in|zu|en|a|para|naar)\s)", re.IGNORECASE)
_ALSO = regex.compile(r"(?:(?:also|too|noch|auch|bitte|aussi|encore|también|anche|também|ook|nog)\s+)+", re.IGNORECASE)
_OF_IT = regex.compile(r"(?<=\w)\s+(?:van|daraus|draus)$", re.IGNORECASE)  # "maak er een uur van"
_QUOTES = "\"'“”„‘’«» "
_WANTS_IT = regex.compile(
    r"^(?:call|do|have|set|put|make|turn|mark|keep|mach\w*|stell\w*|setz\w*|leg\w*|pon|haz|hace|fai|metti|mets|mettez|fais|faz|deixa|nenn\w*|appelle|llama|chiama|chama|noem|zet|maak|name|title|änder\w*|zieh\w*|nimm|pasa|passa|passe|faça|deixe|rends|rendi|zeg|sage?|haal)$",
    re.I,
)
_PUTS = regex.compile(r"^(?:pasa|passe|passa|zet|setze?|lege?|schieb|zieh)$", re.I)

_Reader = Callable[[str, bool, str, int], WantedChange | None]
"""Reads what follows a verb: the verb, whether it points to the event at hand, the rest, and where that begins."""


@lru_cache(maxsize=64)
def _verb(alternatives: str) -> re.Pattern[str]:
    return regex.compile(rf"^(?P<verb>{alternatives}){_CLITIC}(?![\w'])\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)


class VerbReader:
    """Reads such clauses of one language; `points` are words for the event at hand."""

    def __init__(
        self,
        words: ChangeWords,
        *,
        names: NameReader,
        tails: TailReader,
        endings: EndingReader,
        named: NamedEventReader,
        points: re.Pattern[str],
    ) -> None:
        self._words = words
        self._names = names
        self._tails = tails
        self._endings = endings
        self._events = named
        self._it = points
        self._readers: tuple[tuple[str, _Reader], ...] = (
            (words.rename, self._rename),
            (words.lengthen, self._lengthen),
            (words.shorten, self._shorten),
            (words.add, self._add),
            (words.remove, self._remove),
            (words.cancel, self._cancel),
            (words.move, self._move),
            (words.make, self._make),
        )

    def read(self, body: str, offset: int, *, pointed: bool) -> WantedChange | None:
        """What the clause wants; None where it is not wholly understood.

        `pointed`: what was blanked out before ("only this one") pointed to the event at hand.
        """
        for verb, reader in self._readers:
            match = _verb(verb).match(body)
            if match is None:
                continue
            for points in dict.fromkeys((bool(match["clitic"]) or pointed, bool(match["clitic"]))):
                found = reader(match["verb"].lower(), points, match["rest"], offset + match.start("rest"))
                if found is not None:
                    return found
        return None

    def _object(self, rest: str, *, clitic: bool) -> tuple[bool, int]:
        """Whether the words point to the event at hand, and where what follows begins."""
        if clitic:
            return True, 0
        match = self._it.match(rest)
        return (True, match.end()) if match else (False, 0)

    def _move(self, verb: str, clitic: bool, rest: str, offset: int) -> WantedChange | None:
        points, begin = self._object(rest, clitic=clitic)
        moves = -1 if re.match(r"bring|advance|avance|adelant|anticip|antecip|zieh", verb) else 1
        if re.search(r"\bforward\b|\bnach vorne?\b|\bvor\b|\bearlier\b", rest, re.IGNORECASE):
            moves = -1
        if points or not rest.strip():
            tail = self._tails.read(rest[begin:], offset + begin, moves=moves)
            if tail is not None:
                return WantedChange(tails=(tail,))
        if _WANTS_IT.match(verb):
            return self._events.unnamed(rest, offset, moves) if _PUTS.match(verb) else None
        return self._events.unnamed(rest, offset, moves) or self._events.named(rest, offset, moves=moves)

    def _make(self, verb: str, clitic: bool, rest: str, offset: int) -> WantedChange | None:
        of_it = _OF_IT.search(rest)
        rest = _OF_IT.sub("", rest)
        points, begin = self._object(rest, clitic=clitic)
        if points or of_it:
            tail = self._tails.read(rest[begin:], offset + begin, makes=True)
            return WantedChange(tails=(tail,)) if tail is not None else None
        return self._endings.made(rest, offset)

    def _lengthen(self, verb: str, clitic: bool, rest: str, offset: int, sign: int = 1) -> WantedChange | None:
        points, begin = self._object(rest, clitic=clitic)
        found = None
        if points:
            tail = self._tails.read(rest[begin:], offset + begin, makes=True)
            found = WantedChange(tails=(tail,)) if tail is not None else None
        found = found or self._events.named(rest, offset, makes=True)
        if found is None:
            return None
        [tail] = found.tails
        by = tail.length is not None and not re.search(r"(?<!\w)(?:to|auf|à|a|para|naar)\s+\S+(?:\s+\S+)?\s*$", rest)
        if by and tail.length is not None:
            return replace(found, tails=(replace(tail, length=None, stretch=tail.length * sign),))
        if until := tail.when or tail.hour:
            return replace(found, tails=(), until=until)
        return found

    def _shorten(self, verb: str, clitic: bool, rest: str, offset: int) -> WantedChange | None:
        return self._lengthen(verb, clitic, rest, offset, -1)

    def _cancel(self, verb: str, clitic: bool, rest: str, offset: int) -> WantedChange | None:
        rest = _PARTICLE.sub("", _KINDLY.sub("", f" {rest}"))[1:] if rest else rest
        rest = _KINDLY.sub("", rest)
        if (one := _THE_ONE.match(rest)) is not None and self._tails.is_clock(rest[one.end() :]):
            about = evidence_of(rest, rest[one.start("time") :].strip(), offset)
            return WantedChange(cancel=True, about=_at_hour(about))
        points, begin = self._object(rest, clitic=clitic)
        if not rest.strip() or (points and not rest[begin:].strip()):
            return WantedChange(cancel=True)
        said = rest[begin:] if points else rest
        if points and (when := self._tails.when(said)) is not None:  # "cancel it on Friday": one day of a series
            return WantedChange(cancel=True, on=evidence_of(said, when, offset + begin), scope=Scope.ONE)
        return WantedChange(cancel=True, about=evidence_of(rest, rest.strip(), offset))

    def _add(self, verb: str, clitic: bool, rest: str, offset: int) -> WantedChange | None:
        also = _ALSO.match(rest)
        rest, offset = (rest[also.end() :], offset + also.end()) if also else (rest, offset)
        said, about = self._events.to_event(_PARTICLE.sub("", rest), offset)
        tail = self._tails.read(said, offset, makes=True)
        if tail is not None and tail.link:
            return WantedChange(about=about, tails=(tail,))
        if tail is not None and tail.length is not None:
            return WantedChange(about=about, tails=(replace(tail, length=None, stretch=tail.length),))
        names = self._names.read(said, offset)
        return WantedChange(command=about is not None, about=about, add=names) if names else None

    def _remove(self, verb: str, clitic: bool, rest: str, offset: int) -> WantedChange | None:
        if clitic:
            return None
        said, about = self._events.to_event(_PARTICLE.sub("", rest), offset)
        names = self._names.read(said, offset)
        return WantedChange(command=about is not None, about=about, remove=names) if names else None

    def _rename(self, verb: str, clitic: bool, rest: str, offset: int) -> WantedChange | None:
        points, begin = self._object(rest, clitic=clitic)
        lead = regex.compile(r"^\s*(?:to|as|into|zu|in|um in|en|à|a|para|naar|um)\s+", re.IGNORECASE)
        about = None
        if clitic and (named := _NAMED_TO.match(rest)) is not None and not lead.match(rest):
            points, begin = False, named.start("lead")  # what was blanked out only told of which the title is
        if not points and not verb.startswith("change"):
            mark = None if _WANTS_IT.match(verb) else re.search(r"\s(?:to|in|zu|en|a|para|naar)\s", rest, re.IGNORECASE)
            if mark is None:
                return None
            about, begin = evidence_of(rest, rest[: mark.start()].strip(), offset), mark.start()
        name_at = match.end() if (match := lead.match(rest, begin) or lead.match(rest[begin:])) else begin
        name_at = begin + match.end() if match and match.start() == 0 and begin else name_at
        name = re.sub(r"\s+um$", "", rest[name_at:].strip(_QUOTES))
        if not name or len(name) > 200:
            return None
        return WantedChange(about=about, title=evidence_of(rest[name_at:], name, offset + name_at))


def _at_hour(said: Evidence) -> Evidence:
    """The words of an hour as every language reads them: "the one at 4" names an event, "it on Friday" a day of one."""
    hour = re.fullmatch(r"\D*(1[3-9]|2[0-3])\D*", said.value)
    return Evidence(f"{hour[1]}:00", said.span) if hour else said
