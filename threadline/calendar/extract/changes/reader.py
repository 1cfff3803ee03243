"""Reading what somebody wants done to an event that there is: "move it to 4", "add Bo", "cancel the review tomorrow".

A text is a change only if all of it is understood as one: what is left over makes it something else, so that nobody's
event is moved by a sentence about another thing. Text that was quoted or signed does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from threadline.calendar.extract.changes.counters import CounterReader
from threadline.calendar.extract.changes.details import read_detail
from threadline.calendar.extract.changes.endings import EndingReader
from threadline.calendar.extract.changes.marks import MarkReader, Marks
from threadline.calendar.extract.changes.model import Scope, Tail, WantedChange
from threadline.calendar.extract.changes.names import NameReader
from threadline.calendar.extract.changes.object_first import ObjectFirst
from threadline.calendar.extract.changes.tails import TailReader
from threadline.calendar.extract.changes.words import LANGUAGES, ChangeWords
from threadline.calendar.extract.changes.words.details import REMIND, SHOWING
from threadline.calendar.extract.changes.words.endings import CLEAR, COPY, END, SKIP, START
from threadline.calendar.extract.changes.words.scopes import COUNTER
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.page.mail import own_words
from threadline.calendar.extract.vocabulary import words_in
from threadline.calendar.when.languages.detection import candidates

LONGEST = 300
"""Longer texts change nothing: they are about more than one event at hand."""

_LONGEST_FRAGMENT = 80
_OFFERED = re.compile(rf"(?<!\w)(?:{COUNTER})(?!\w)", re.IGNORECASE)
_WESTERN = frozenset(["en", "de", "fr", "es", "it", "pt", "nl"])
_MOST_PLACES = 8

# "on 13 March to 11" moves what is on that day: these lead to where it goes before any other word does.
_TARGETS = words_in("to until auf nach à au al alle a para às naar")
_LEAST = 4  # "do" is a German Thursday, and much else

_CLITIC = r"(?P<clitic>-?(?:les|las|los|le|la|lo|l'))?"
_PARTICLE = re.compile(
    r"\s+(?:hinzu|ein|dazu|aus|raus|ab|toe|uit|bij|af|too|as well|auch|aussi|también|anche)\s*$", re.IGNORECASE
)
_NAMED_TO = re.compile(r"^\s*\S.{1,80}?(?P<lead>\s(?:to|in|zu|en|a|para|naar)\s)", re.IGNORECASE)
_DIRECTION = re.compile(r"\s+(?:back|forward|up|out|ahead|nach (?:hinten|vorne?))\s*$", re.IGNORECASE)
_QUOTES = "\"'“”„‘’«» "
_WANTS_IT = re.compile(
    r"^(?:call|do|have|set|put|make|turn|mark|keep|mach\w*|stell\w*|setz\w*|leg\w*|pon|haz|hace|fai|metti|mets|mettez|fais|faz|deixa|nenn\w*|appelle|llama|chiama|chama|noem|zet|maak|name|title|änder\w*|zieh\w*|nimm|pasa|passa|passe|faça|deixe|rends|rendi|zeg|sage?|haal)$",
    re.I,
)


def read_change(
    text: str,
    reference: datetime,
    *,
    zone: ZoneInfo,
    people: Iterable[str] = (),
    languages: Sequence[str] = (),
) -> WantedChange | None:
    """What `text`, said at `reference`, wants done to an event; None where it is no such text.

    `people` are names known in the conversation, `languages` those to try first. Offsets count in the text as given.
    """
    own = own_words(text)
    if not own.strip() or len(own) > LONGEST:
        return None
    for words in sorted(_tried(own, languages), key=lambda each: _place_of(each.language, languages)):
        found = _Clauses(words, reference, zone, frozenset(name.lower() for name in people)).read(own)
        if found is not None:
            return found
    return None


def _tried(text: str, languages: Sequence[str]) -> list[ChangeWords]:
    """The languages that the text may be in, and those of whose verbs it has one."""
    likely = {"en", *languages, *candidates(text, languages)}
    offered = _OFFERED.search(text) is not None
    return [
        words
        for words in LANGUAGES
        if words.language in likely or _verbs(words).search(text) or (offered and words.language in _WESTERN)
    ]


@lru_cache(maxsize=32)
def _verbs(words: ChangeWords) -> re.Pattern[str]:
    alternatives = (words.move, words.cancel, words.add, words.remove, words.rename, words.lengthen, words.shorten)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def _place_of(language: str, first: Sequence[str]) -> int:
    return first.index(language) if language in first else len(first)


@lru_cache(maxsize=64)
def _verb(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"^(?P<verb>{alternatives}){_CLITIC}(?![\w'])\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)


class _Clauses:
    """Reads the clauses of one text in one language."""

    def __init__(self, words: ChangeWords, reference: datetime, zone: ZoneInfo, people: frozenset[str]) -> None:
        self._words = words
        self._names = NameReader(people)
        self._tails = TailReader(reference, zone, words)
        self._it = re.compile(rf"^\s*(?:{words.it})(?!\w)\s*", re.IGNORECASE)
        verbs = "|".join(
            (
                words.move,
                words.cancel,
                words.add,
                words.remove,
                words.rename,
                words.make,
                words.lengthen,
                words.shorten,
                REMIND,
                SHOWING,
                CLEAR,
                COPY,
                END,
                SKIP,
                START,
            )
        )
        self._marks = MarkReader(words, reference, zone)
        self._endings = EndingReader(self._tails, self._it, self._named)
        self._counters = CounterReader(reference, zone, words.language, self._counter_tail)
        self._next = re.compile(
            rf"(?:\s*[,;.]\s+|\s+)(?:(?:and|und|et|y|e|en|then|,)\s+)+(?=(?:{verbs})(?!\w))", re.IGNORECASE
        )
        end = r"(?![\w'])" if words.spaced else ""
        self._polite = re.compile(rf"^\s*(?:{words.polite}){end}[\s,、，]*", re.IGNORECASE)
        self._object_first = ObjectFirst(words, self._tails) if words.final or not words.spaced else None
        self._to = re.compile(rf"(?<!\w)(?:{words.to}|{words.by})(?!\w)", re.IGNORECASE)

    def read(self, text: str) -> WantedChange | None:
        return self._clauses(text) or self._counters.read(text, 0)

    def _clauses(self, text: str) -> WantedChange | None:
        found: WantedChange | None = None
        start = 0
        if (whole := self._detail(text)) is not None and whole.note is not None:
            return whole  # what a note says is no clause of ours
        for mark in [*self._next.finditer(text), None]:
            end = mark.start() if mark else len(text)
            clause = self._clause(text[start:end], start)
            if clause is None:
                return None
            found = clause if found is None else _joined(found, clause)
            start = mark.end() if mark else end
        return found

    def _clause(self, piece: str, offset: int) -> WantedChange | None:
        marks = self._marks.read(piece, offset)
        text, marked, scope = marks.text, marks.instead, marks.scope
        begin = len(text) - len(text.lstrip())
        while polite := self._polite.match(text, begin):
            begin = polite.end()
        last = len(text.rstrip(" .!?…。！？\n\t"))
        body = text[begin:last]
        if not body:
            return None
        if self._words.language in _WESTERN:
            found = read_detail(body, offset + begin) or self._endings.read(body, offset + begin, marks)
            if found is not None:
                return self._marked(found, marks)
        if self._object_first is not None:
            if (found := self._object_first.read(body, offset + begin)) is not None:
                return self._marked(found, marks)
            return self._fragment(body, offset + begin, piece, marked=marked, scope=scope)
        for verb, reader in (
            (self._words.rename, self._rename),
            (self._words.lengthen, self._lengthen),
            (self._words.shorten, self._shorten),
            (self._words.add, self._add),
            (self._words.remove, self._remove),
            (self._words.cancel, self._cancel),
            (self._words.move, self._move),
            (self._words.make, self._make),
        ):
            match = _verb(verb).match(body)
            if match is None:
                continue
            # What was blanked out ("only this one") pointed to the event at hand.
            for points in dict.fromkeys((bool(match["clitic"]) or scope is not None, bool(match["clitic"]))):
                found = reader(match["verb"].lower(), points, match["rest"], offset + begin + match.start("rest"))
                if found is not None:
                    return self._marked(found, marks)
        found = self._fragment(body, offset + begin, piece, marked=marked, scope=scope)
        return self._marked(found, marks) if found is not None else None

    def _detail(self, text: str) -> WantedChange | None:
        begin = len(text) - len(text.lstrip())
        while polite := self._polite.match(text, begin):
            begin = polite.end()
        body = text[begin : len(text.rstrip(" .!?…。！？\n\t"))]
        found = read_detail(body, begin) if body else None
        return replace(found, language=self._words.language) if found is not None else None

    def _marked(self, found: WantedChange, marks: Marks) -> WantedChange:
        return replace(
            found,
            scope=found.scope or marks.scope,
            since=found.since or marks.since,
            language=self._words.language,
        )

    def _counter_tail(self, body: str, offset: int) -> Tail | None:
        marks = self._marks.read(body, offset)
        if marks.scope is not None or marks.since is not None:
            return None
        return self._tails.read(marks.text, offset, makes=True)

    def _fragment(
        self, body: str, offset: int, piece: str, *, marked: bool, scope: Scope | None
    ) -> WantedChange | None:
        """Words without a verb: "an hour later", "Thursday instead", "every Tuesday until March"."""
        without = re.match(r"^(?:without|ohne|sans|sin|senza|sem|zonder)\s+(?P<rest>.+)$", body, re.IGNORECASE)
        if without is not None:
            names = self._names.read(without["rest"], offset + without.start("rest"))
            return WantedChange(command=False, remove=names, language=self._words.language) if names else None
        if len(body) > _LONGEST_FRAGMENT:
            return None
        tail = self._tails.read(body, offset, makes=True)
        asks = piece.rstrip().endswith("?")
        if tail is None or asks or (tail.place is not None and not marked):
            return None
        if tail.hour is not None and not (marked or scope):
            return None
        if tail.show_as is not None or (tail.stretch is None and tail.shift is None and asks):
            return None
        if tail.when is not None and len(tail.when.value) < _LEAST and not any(map(str.isdigit, tail.when.value)):
            return None
        return WantedChange(command=marked, tails=(tail,), scope=scope, language=self._words.language)

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
            return None
        return self._unnamed(rest, offset, moves) or self._named(rest, offset, moves=moves)

    def _unnamed(self, rest: str, offset: int, moves: int) -> WantedChange | None:
        """Where an event is moved without a word for it, which many languages leave out: "перенеси на 16:00"."""
        if self._words.language == "en":
            return None
        tail = self._tails.read(rest, offset, moves=moves)
        if tail is None or not (tail.shift or (self._to.match(rest) and (tail.when or tail.hour))):
            return None
        return WantedChange(tails=(tail,))

    def _named(self, rest: str, offset: int, *, moves: int = 0, makes: bool = False) -> WantedChange | None:
        """An event named by its own words, then what becomes of it: the first place from which all is understood."""
        marks = sorted(self._to.finditer(rest), key=lambda mark: mark.group().lower() not in _TARGETS)
        for mark in marks[:_MOST_PLACES]:
            about = _DIRECTION.sub("", rest[: mark.start()]).strip()
            tail = self._tails.read(rest[mark.start() :], offset + mark.start(), moves=moves, makes=makes)
            if about and tail is not None:
                return WantedChange(about=_said(rest, about, offset), tails=(tail,))
        match = re.search(r"(?<!\w)(?:\d|an? |half|eine|une |una |um )", rest, re.IGNORECASE)
        if match is not None and (about := _DIRECTION.sub("", rest[: match.start()]).strip()):
            tail = self._tails.read(rest[match.start() :], offset + match.start(), moves=moves, makes=makes)
            if tail is not None and (tail.shift is not None or tail.length is not None):
                return WantedChange(about=_said(rest, about, offset), tails=(tail,))
        return None

    def _make(self, verb: str, clitic: bool, rest: str, offset: int) -> WantedChange | None:
        points, begin = self._object(rest, clitic=clitic)
        if points:
            tail = self._tails.read(rest[begin:], offset + begin, makes=True)
            return WantedChange(tails=(tail,)) if tail is not None else None
        return self._endings.made(rest, offset)

    def _lengthen(self, verb: str, clitic: bool, rest: str, offset: int, sign: int = 1) -> WantedChange | None:
        points, begin = self._object(rest, clitic=clitic)
        found = None
        if points:
            tail = self._tails.read(rest[begin:], offset + begin, makes=True)
            found = WantedChange(tails=(tail,)) if tail is not None else None
        found = found or self._named(rest, offset, makes=True)
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
        rest = _PARTICLE.sub("", f" {rest}")[1:] if rest else rest
        points, begin = self._object(rest, clitic=clitic)
        if not rest.strip() or (points and not rest[begin:].strip()):
            return WantedChange(cancel=True)
        said = rest[begin:] if points else rest
        if points and (when := self._tails.when(said)) is not None:  # "cancel it on Friday": one day of a series
            return WantedChange(cancel=True, on=_said(said, when, offset + begin), scope=Scope.ONE)
        return WantedChange(cancel=True, about=_said(rest, rest.strip(), offset))

    def _add(self, verb: str, clitic: bool, rest: str, offset: int) -> WantedChange | None:
        said, about = self._to_event(_PARTICLE.sub("", rest), offset)
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
        said, about = self._to_event(_PARTICLE.sub("", rest), offset)
        names = self._names.read(said, offset)
        return WantedChange(command=about is not None, about=about, remove=names) if names else None

    def _rename(self, verb: str, clitic: bool, rest: str, offset: int) -> WantedChange | None:
        points, begin = self._object(rest, clitic=clitic)
        lead = re.compile(r"^\s*(?:to|as|into|zu|in|um in|en|à|a|para|naar|um)\s+", re.IGNORECASE)
        about = None
        if clitic and (named := _NAMED_TO.match(rest)) is not None and not lead.match(rest):
            points, begin = False, named.start("lead")  # what was blanked out only told of which the title is
        if not points and not verb.startswith("change"):
            mark = None if _WANTS_IT.match(verb) else re.search(r"\s(?:to|in|zu|en|a|para|naar)\s", rest, re.IGNORECASE)
            if mark is None:
                return None
            about, begin = _said(rest, rest[: mark.start()].strip(), offset), mark.start()
        name_at = match.end() if (match := lead.match(rest, begin) or lead.match(rest[begin:])) else begin
        name_at = begin + match.end() if match and match.start() == 0 and begin else name_at
        name = re.sub(r"\s+um$", "", rest[name_at:].strip(_QUOTES))
        if not name or len(name) > 200:
            return None
        return WantedChange(about=about, title=_said(rest[name_at:], name, offset + name_at))

    def _to_event(self, rest: str, offset: int) -> tuple[str, Evidence | None]:
        """The words without "to the review" behind them, and those of the event."""
        match = re.search(
            r"\s+(?:to|from|zu[rm]?|vo[nm]|à|au|du|de|a|al|all[ao']|del|da|naar|aan|bij|van)\s+(?P<what>[^,]+)$",
            rest,
            re.IGNORECASE,
        )
        if match is None:
            return rest, None
        what = match["what"].strip()
        points = self._it.match(what)
        said = rest[: match.start()]
        return said, None if points and points.end() >= len(what) else _said(rest, what, offset)


def _joined(first: WantedChange, second: WantedChange) -> WantedChange | None:
    """Both at once: "move it to 4 and add Bo". What is cancelled is not changed as well."""
    alone = any(each.cancel or each.copy or each.answer for each in (first, second))
    if alone or (second.about is not None and first.about is not None):
        return None
    return replace(
        first,
        command=first.command or second.command,
        unsure=first.unsure and second.unsure,
        since=second.since or first.since,
        ends=second.ends or first.ends,
        note=second.note or first.note,
        note_adds=second.note_adds if second.note else first.note_adds,
        about=first.about or second.about,
        tails=(*first.tails, *second.tails),
        add=(*first.add, *second.add),
        remove=(*first.remove, *second.remove),
        title=second.title or first.title,
        until=second.until or first.until,
        scope=first.scope or second.scope,
    )


def _said(text: str, words: str, offset: int) -> Evidence:
    first = text.index(words)
    return Evidence(words, (offset + first, offset + first + len(words)))
