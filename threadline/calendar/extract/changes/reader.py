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

from threadline import regex
from threadline.calendar.extract.changes.asked_times import asked_parts
from threadline.calendar.extract.changes.counters import CounterReader
from threadline.calendar.extract.changes.details import read_detail
from threadline.calendar.extract.changes.endings import EndingReader
from threadline.calendar.extract.changes.left_out import LeftOutReader
from threadline.calendar.extract.changes.marks import MarkReader, Marks
from threadline.calendar.extract.changes.model import Scope, Tail, WantedChange
from threadline.calendar.extract.changes.named_event import NamedEventReader
from threadline.calendar.extract.changes.names import NameReader
from threadline.calendar.extract.changes.object_first import ObjectFirst
from threadline.calendar.extract.changes.obligations import ObligationReader
from threadline.calendar.extract.changes.proposing import proposed_command, proposed_parts
from threadline.calendar.extract.changes.tails import TailReader, counts_from_event
from threadline.calendar.extract.changes.verbs import VerbReader
from threadline.calendar.extract.changes.words import LANGUAGES, ChangeWords
from threadline.calendar.extract.changes.words.details import REMIND, SHOWING
from threadline.calendar.extract.changes.words.endings import CLEAR, COPY, END, SKIP, START
from threadline.calendar.extract.changes.words.scopes import COUNTER
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.page.mail import own_words
from threadline.calendar.when import resolve
from threadline.calendar.when.languages.detection import candidates

LONGEST = 300
"""Longer texts change nothing: they are about more than one event at hand."""

_LONGEST_FRAGMENT = 80
_OFFERED = regex.compile(rf"(?<!\w)(?:{COUNTER})(?!\w)", re.IGNORECASE)
_WESTERN = frozenset(["en", "de", "fr", "es", "it", "pt", "nl"])

_MEETS_AT = regex.compile(
    r"^(?:we(?:['’]ll| will)?\s+)?(?:meet|have it|hold it|(?:wir )?treffen (?:wir )?uns|retrouvons-nous|on se retrouve|"
    r"quedamos|quedemos|ci vediamo|vediamoci|encontramo-nos|nos encontramos|we spreken af|afspreken)\s+"
    r"(?P<where>\S.*)$",
    re.IGNORECASE,
)
_REASON = regex.compile(
    r"(?:\s*ab)?(?:\s*[,.;–—]\s*|\s+(?:because|since|weil|denn|parce que|car|porque|perché|omdat|want)\s+)(?=\S)",
    re.IGNORECASE,
)
_FORMAL = regex.compile(r"^(\w+en\s+)Sie(?=\s)")
"""Whom a German asks formally: "verschieben Sie es", "laden Sie Bo ein"."""
_TOWARDS = regex.compile(r"^(?:to|auf|naar)\s+(?=[^\W\d_])", re.IGNORECASE)
"""What moves: "to the morning", "auf Freitag"."""
_LEAST = 4  # "do" is a German Thursday, and much else


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
    named: WantedChange | None = None
    for words in sorted(_tried(own, languages), key=lambda each: _place_of(each.language, languages)):
        found = _Clauses(words, reference, zone, frozenset(name.lower() for name in people)).read(own)
        if found is None or (named is not None and found.on is None):
            continue
        if not (found.unsure and found.about is not None and found.on is None and (found.cancel or found.answer)):
            return found
        named = named or found  # "sla 27 mei over": what is a name in one language may be a day in another
    return named


def takes_out(text: str) -> bool:
    """Whether a text may want somebody taken off an event: then it counts who is invited to it."""
    return len(text) <= LONGEST and any(words.remove and _removals(words).search(text) for words in LANGUAGES)


@lru_cache(maxsize=32)
def _removals(words: ChangeWords) -> re.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{words.remove})(?!\w)", re.IGNORECASE)


def _tried(text: str, languages: Sequence[str]) -> list[ChangeWords]:
    """The languages that the text may be in, and those of whose verbs it has one."""
    likely = {"en", *languages, *candidates(text, languages)}
    offered = _OFFERED.search(text) is not None or counts_from_event(text)
    return [
        words
        for words in LANGUAGES
        if words.language in likely or _verbs(words).search(text) or (offered and words.language in _WESTERN)
    ]


@lru_cache(maxsize=32)
def _verbs(words: ChangeWords) -> re.Pattern[str]:
    alternatives = (words.move, words.cancel, words.add, words.remove, words.rename, words.lengthen, words.shorten)
    clitic = r"(?:-?(?:les|las|los|le|la|lo)|-[oa]s?)?" if words.language in _WESTERN else ""
    return regex.compile(rf"(?<!\w)(?:{'|'.join(alternatives)}){clitic}(?!\w)", re.IGNORECASE)


def _place_of(language: str, first: Sequence[str]) -> int:
    return first.index(language) if language in first else len(first)


class _Clauses:
    """Reads the clauses of one text in one language."""

    def __init__(self, words: ChangeWords, reference: datetime, zone: ZoneInfo, people: frozenset[str]) -> None:
        self._words = words
        self._reference, self._zone = reference, zone
        self._names = NameReader(people)
        self._tails = TailReader(reference, zone, words)
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
        points = regex.compile(rf"^\s*(?:{words.it})(?!\w)\s*", re.IGNORECASE)
        named = NamedEventReader(words, self._tails, points)
        self._points = points
        self._left_out_reader = LeftOutReader(self._tails.when)
        self._endings = EndingReader(self._tails, points, self._left_out_reader)
        self._verbs = VerbReader(
            words, names=self._names, tails=self._tails, endings=self._endings, named=named, points=points
        )
        self._obligations = ObligationReader(words.language, self._tails, points)
        self._counters = CounterReader(reference, zone, words.language, self._counter_tail)
        self._next = regex.compile(
            rf"(?:\s*[,;.]\s+|\s+)(?:(?:and|und|et|y|e|en|then|,)\s+)+(?=(?:{verbs})(?!\w))", re.IGNORECASE
        )
        end = r"(?![\w'])" if words.spaced else ""
        self._polite = regex.compile(rf"\s*(?:{words.polite}){end}[\s,、，]*", re.IGNORECASE)
        self._object_first = ObjectFirst(words, self._tails) if words.final or not words.spaced else None

    def read(self, text: str) -> WantedChange | None:
        found = self._unexplained(self._clauses(text))
        if found is not None and (found.cancel or found.answer is not None) and not found.command:
            # "no puedo el martes, ¿qué tal el miércoles?": what is offered instead wins over what is given up
            return self._counters.read(text, 0) or found
        return found or self._counters.read(text, 0) or self._proposed(text) or self._reasoned(text)

    def _reasoned(self, text: str) -> WantedChange | None:
        """An answer with its why: "decline it, I'm away"."""
        for reason in _REASON.finditer(text):
            found = self._clauses(text[: reason.start()])
            why = text[reason.end() :]
            if found is None or found.answer is None or found.about is not None or any(map(str.isdigit, why)):
                continue
            return None if resolve(why, self._reference, zone=self._zone) else found
        return None

    def _unexplained(self, found: WantedChange | None) -> WantedChange | None:
        """A cancellation without its why: "cancel it, Bo is ill" is of the event at hand, not of "it, Bo is ill"."""
        if found is None or not found.cancel or found.about is None:
            return found
        words = found.about.value
        pointed = self._points.match(f"{words} ")
        reason = _REASON.match(words, len(words[: pointed.end()].rstrip()) if pointed else 0)
        if reason is None or (pointed is None and not words.startswith(",")):
            return found
        why = words[reason.end() :]
        timed = any(map(str.isdigit, why)) or resolve(why, self._reference, zone=self._zone)
        return found if timed else replace(found, about=None)

    def _proposed(self, text: str) -> WantedChange | None:
        """Another time for an event that is named; it may be one that is not there yet."""
        if (length := proposed_command(text)) and (found := self._clauses(" " * length + text[length:])) is not None:
            return found if found.about is not None and found.tails else None
        for (start, end), about in (*proposed_parts(text), *asked_parts(text, self._words.language)):
            tail = self._tails.read(text[start:end], start, makes=True)
            if tail is not None and (tail.when or tail.hour or tail.shift) and tail.rule is None:
                named = Evidence(text[slice(*about)], about)
                language = self._words.language
                return WantedChange(command=True, about=named, tails=(tail,), unsure=True, language=language)
        return None

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
        begin = len(text) - len(text.lstrip(" \n\t,;"))  # "actually, cancel it": the mark was blanked out
        while polite := self._polite.match(text, begin):
            begin = polite.end()
        last = len(text.rstrip(" .!?…。！？\n\t"))
        body = _FORMAL.sub(r"\1   ", text[begin:last]) if self._words.language == "de" else text[begin:last]
        if not body:
            return None
        if self._words.language in _WESTERN:
            found = self._endings.without_dates(body, offset + begin) or read_detail(body, offset + begin)
            found = found or self._endings.read(body, offset + begin, marks) or self._left_out(piece, offset)
            found = found or self._obligations.read(body, offset + begin)
            if found is not None:
                return self._marked(found, marks)
        if (met := _MEETS_AT.match(body)) is not None:
            tail = self._tails.read(met["where"], offset + begin + met.start("where"))
            if tail is not None and tail.place is not None and not (tail.when or tail.hour or tail.rule or tail.shift):
                return self._marked(WantedChange(command=False, tails=(tail,)), marks)
        if self._object_first is not None:
            if (found := self._object_first.read(body, offset + begin)) is not None:
                return self._marked(found, marks)
            return self._fragment(body, offset + begin, piece, marked=marked, scope=scope)
        found = self._verbs.read(body, offset + begin, pointed=scope is not None)
        found = found or self._fragment(body, offset + begin, piece, marked=marked, scope=scope)
        return self._marked(found, marks) if found is not None else None

    def _left_out(self, piece: str, offset: int) -> WantedChange | None:
        """What leaves a date out: its "no" is no mark of another wish."""
        begin = len(piece) - len(piece.lstrip())
        while polite := self._polite.match(piece, begin):
            begin = polite.end()
        return self._left_out_reader.read(piece[begin:].rstrip(" .!…。！\n\t"), offset + begin)

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
        if tail.hour is not None and tail.shift is None and not (marked or scope):
            return None
        if tail.show_as is not None or (tail.stretch is None and tail.shift is None and asks):
            return None
        if tail.when is not None and len(tail.when.value) < _LEAST and not any(map(str.isdigit, tail.when.value)):
            return None
        towards = tail.when is not None and _TOWARDS.match(body) is not None
        return WantedChange(command=marked or towards, tails=(tail,), scope=scope, language=self._words.language)


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
