"""What stands behind the verb of a change: "to Thursday at 4", "an hour later", "in Room 5", "every Tuesday".

All of it has to be understood: words that are left over mean that something else is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.extract.changes.amounts import read_amount
from threadline.calendar.extract.changes.model import Tail
from threadline.calendar.extract.changes.words import ChangeWords
from threadline.calendar.extract.changes.words.details import SHOWN
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.places.reader import read_place
from threadline.calendar.when import Kind, When, resolve

_FILLER = (
    r"\b(?:to|at|on|in|for|the|it|be|is|please|pls|instead|and|long|of|from|into|by|then|o'clock|only|auf|um|am|an|nach|"
    r"uhr|den|der|die|das|dem|bitte|erst|schon|recién|statt|dessen|stattdessen|lieber|à|au|le|la|en|pour|vers|a|al|las|los|el|para|por|favor|"
    r"alle|il|per|às|ao|o|naar|op|om|het|plus|plutôt|invece|mejor|hin|weiter|back|out|up|forward|vor|lang|zurück|du|no|da)\b"
    r"|[\s.,;:!'’\"“”、。-]"
)
_HOUR_LEADS = r"to|at|auf|um|à|a las?|alle|às|om|naar|for|para las?|until|bis|pour"
_HOUR = (
    r"(?P<hour>(?:[01]?\d|2[0-4]))(?:['’]\w{1,4})?(?=\s*(?:$|[.,;!]|uhr\b|h\b|"
    r"o'clock\b|instead\b|please\b|bitte\b|stattdessen\b))"
)
_ROOM = regex.compile(
    r"\b(?:room|raum|zimmer|saal|besprechungsraum|salle|sala|stanza|zaal|kamer|bureau|büro|oficina|ufficio|escritório|"
    r"kantoor|floor|building|office)\s+[\w.-]{1,30}",
    re.IGNORECASE,
)
_AT_PLACE = regex.compile(
    r"^(?:to|in|at|into|im|in den|auf|nach|à|au|en|a|al|nella?|na|no|naar)\s+"
    r"(?:the\s+)?(?P<place>[A-ZÄÖÜÉ][\w'’.&-]*(?:\s+[\w'’.&-]+){0,4})$"
)
_ALL_DAY = regex.compile(
    r"\b(?:all[- ]day|ganztägig|den ganzen tag|toute la journée|todo el día|tutto il giorno|o dia todo|hele dag)\b",
    re.I,
)
_PRIVATE = regex.compile(r"\b(?:private|privat|privée?|privad[ao]|privat[ao]|privé)\b", re.I)
_PUBLIC = regex.compile(r"\b(?:public|not private|öffentlich|publique?|públic[ao]|pubblic[ao]|openbaar)\b", re.I)
_SHOWN = {state: regex.compile(rf"\b(?:as )?(?:{states})(?!\w)", re.I) for state, states in SHOWN.items()}
_LONGER = regex.compile(
    r"(?<!\w)(?:longer|more|länger|mehr|plus longue?|de plus(?! tard)|más larg[oa]|más de duración|"
    r"más(?! (?:tarde|temprano|pronto|cort))|mais(?! (?:tarde|cedo|curt|long))|meer|più lung[oa]|in più|mais "
    r"long[oa]|"
    r"a mais|langer)(?!\w)",
    re.I,
)
_SHORTER = regex.compile(
    r"(?<!\w)(?:shorter|kürzer|plus court[e]?|de moins|más cort[oa]|menos|più cort[oa]|più breve|in meno|mais curt[oa]|"
    r"a menos|korter)(?!\w)",
    re.I,
)
_ALONE = regex.compile(r"\s*([^\W\d_]{2,})\s*$")
_LISTED = frozenset(["en", "de", "fr", "es", "it", "pt", "nl"])
"""The languages whose amounts `read_amount` knows."""
_LINK = regex.compile(
    r"\b(?:with )?(?:an? )?(?:google )?(?:meet|teams|zoom|video|meeting|online)[- ]?(?:link|call|konferenz|meeting)\b"
    r"|\b(?:online|remote|virtual|virtuell)\b",
    re.I,
)


# Said of an event: the week or the day after or before its own, not after today.
_FROM_IT = regex.compile(
    r"(?<!\w)(?:(?P<week>(?:the |die |in der |la |a |na |nella |de |in de )?(?:"
    r"(?P<week_back>week before(?! last)|previous week|woche davor|vorherige woche|semaine (?:d'avant|précédente)|"
    r"semana anterior|settimana (?:prima|precedente)|week (?:ervoor|daarvoor))|"
    r"week after(?! next)|following week|woche danach|(?:darauf)?folgende woche|semaine (?:suivante|d'après)|"
    r"semana (?:siguiente|seguinte)|settimana (?:dopo|successiva|seguente)|week (?:erna|daarna)))|"
    r"(?P<back>the (?:day before(?! yesterday)|previous day)|(?:am |den |der )?tag (?:davor|vorher|zuvor)|"
    r"(?:am )?vortag|la veille|le jour (?:d'avant|précédent)|(?:el |o |no )?d[ií]a (?:antes|anterior)|la víspera|"
    r"a véspera|na véspera|(?:il )?giorno (?:prima|precedente)|de dag (?:ervoor|daarvoor))|"
    r"the (?:day after(?! tomorrow)|following day)|"
    r"(?:am |den |der )?(?:tag (?:danach|darauf|drauf)|(?:darauf)?folgetag)|"
    r"(?:am )?(?:darauf)?folgenden tag|le jour (?:suivant|d'après)|le lendemain|"
    r"(?:el )?día (?:siguiente|después)|(?:il )?giorno (?:dopo|successivo|seguente)|(?:o |no )?dia (?:seguinte|depois)|"
    r"de dag (?:erna|daarna))(?!\w)",
    re.IGNORECASE,
)
_CLOCK = regex.compile(
    r"(?:\bà|\bas|\bàs|\blas|\bat|\bum|\bvers|\balle|\bom|^)\s*\d{1,2}\s?(?:h(?:\d{2})?|uur|uhr)$", re.IGNORECASE
)
_MOVED_TO_CLOCK = regex.compile(
    r"(?<!\w)(?:naar|op|tot|para|pour|a|auf|zu|to)\s+\d{1,2}\s?(?:h(?:\d{2})?|uur|hs?|hrs)$", re.IGNORECASE
)


def counts_from_event(text: str) -> bool:
    """Whether words count a day or a week from an event's own: "the day before", "am Tag danach"."""
    return _FROM_IT.search(text) is not None


_EVERY = regex.compile(
    r"(?<!\w)(?:every|each|alle|jede[nrs]?|tou(?:te)?s les|chaque|cada|ogni|a cada|elke|iedere|om de)\s*$",
    re.IGNORECASE,
)


class TailReader:
    """Reads tails of one text, said at a moment in a zone. `offset` is where a piece stands in the whole text."""

    def __init__(self, reference: datetime, zone: ZoneInfo, words: ChangeWords) -> None:
        self._reference = reference
        self._zone = zone
        self._words = words
        self._later = regex.compile(rf"\s*(?:{words.later})(?!\w)", re.IGNORECASE)
        self._earlier = regex.compile(rf"\s*(?:{words.earlier})(?!\w)", re.IGNORECASE)
        self._by = regex.compile(rf"(?<!\w)(?:{words.by})\s*$", re.IGNORECASE)
        hour = rf"(?:^|(?<!\w)(?:{_HOUR_LEADS}|{words.to})\s+){_HOUR}" if words.to else rf"^{_HOUR}"
        self._hour = regex.compile(hour, re.IGNORECASE)
        filler = rf"|(?<!\w)(?:{words.filler})(?!\w)" if words.filler else ""
        self._filler = regex.compile(rf"(?:{_FILLER}{filler})+", re.IGNORECASE)
        self._once = regex.compile(rf"(?<!\w)(?:{words.once})(?!\w)", re.IGNORECASE)

    def read(self, text: str, offset: int, *, moves: int = 0, makes: bool = False) -> Tail | None:
        """What the piece says; None where words are left over or nothing is said.

        `moves`: behind a verb that moves, the direction in which an amount alone moves (1 or -1). `makes`: behind one
        that sets, so an amount alone is the length.
        """
        taken: list[tuple[int, int]] = []
        tail = self._switches(text, taken)
        if (counted := _FROM_IT.search(text)) is not None:
            return self._counted(counted, text, offset, taken, tail)
        tail = self._amount(text, offset, taken, tail, moves=moves, makes=makes)
        tail = self._time(text, offset, taken, tail)
        if tail.when is None and tail.rule is None and tail.shift is None:
            tail = self._bare_hour(text, offset, taken, tail)
        tail = self._place(text, offset, taken, tail)
        return tail if tail.anything and not self._left(text, taken) else None

    def _counted(
        self, counted: re.Match[str], text: str, offset: int, taken: list[tuple[int, int]], tail: Tail
    ) -> Tail | None:
        """A day counted from the event's own, and the clock that may stand with it: "the day after, at 10"."""
        taken.append(counted.span())
        tail = self._time(text, offset, taken, tail)
        if tail.rule is not None or (tail.when is not None and not self.is_clock(tail.when.value)):
            return None
        tail = self._bare_hour(text, offset, taken, tail) if tail.when is None else tail
        days = (7 if counted["week"] else 1) * (-1 if counted["back"] or counted["week_back"] else 1)
        said = Evidence(counted.group(), (offset + counted.start(), offset + counted.end()))
        return replace(tail, shift=timedelta(days=days), amount=said) if not self._left(text, taken) else None

    def is_clock(self, words: str) -> bool:
        """Whether the words give a clock and no day."""
        if re.fullmatch(r"\s*(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d)?\s*(?:h|hs|hrs|uhr|uur)?\s*", words, re.IGNORECASE):
            return True
        midnight = self._reference.replace(hour=0, minute=0, second=0, microsecond=0)
        found = resolve(words, midnight, zone=self._zone, language=self._words.language)
        starts = [when.start for when in found if when.start is not None and not when.all_day]
        return bool(starts) and all(start.date() == midnight.date() for start in starts)

    def when(self, text: str) -> str | None:
        """The words, where they are a time and nothing else."""
        taken: list[tuple[int, int]] = []
        tail = self._time(text, 0, taken, Tail())
        return tail.when.value if tail.when is not None and not self._left(text, taken) else None

    def hour_of(self, text: str) -> str | None:
        """The words, where they are a bare hour and nothing else."""
        taken: list[tuple[int, int]] = []
        tail = self._bare_hour(f"at {text}", 0, taken, Tail())
        return tail.hour.value if tail.hour is not None and not self._left(f"at {text}", taken) else None

    def _switches(self, text: str, taken: list[tuple[int, int]]) -> Tail:
        found: dict[str, bool] = {}
        table = (
            ("once", self._once, True),
            ("all_day", _ALL_DAY, True),
            ("private", _PUBLIC, False),
            ("private", _PRIVATE, True),
            ("link", _LINK, True),
        )
        for name, pattern, value in table:
            if name not in found and (match := pattern.search(text)):
                found[name] = value
                taken.append(match.span())
        tail = Tail(**found)  # type: ignore[arg-type]
        for state, pattern in _SHOWN.items():
            if tail.show_as is None and (match := pattern.search(text)):
                tail = replace(tail, show_as=state)
                taken.append(match.span())
        return tail

    def _amount(
        self, text: str, offset: int, taken: list[tuple[int, int]], tail: Tail, *, moves: int, makes: bool
    ) -> Tail:
        read = read_amount(text) or self._said_amount(text)
        if read is None or _overlaps(read[1], taken) or tail.all_day:
            return tail
        amount, (first, last) = read
        if _EVERY.search(text[:first]):  # "every two weeks" is how often, not how long
            return tail
        behind = self._later.match(text, last) or self._earlier.match(text, last)
        ahead = self._later.match(text) or self._earlier.match(text)
        by = self._by.search(text[:first])
        clock = _CLOCK.search(text[:last]) or (moves and _MOVED_TO_CLOCK.search(text[:last]))
        if behind is None and by is None and clock:
            return tail
        said = Evidence(text[first:last], (offset + first, offset + last))
        for pattern, sign in ((_LONGER, 1), (_SHORTER, -1)):
            if behind is None and (match := pattern.search(text)) and not _overlaps(match.span(), [(first, last)]):
                taken += [(first, last), match.span(), *([by.span()] if by else [])]
                return replace(tail, stretch=amount * sign, amount=said)
        if behind or (moves and (by or not self._left(text[:first], [ahead.span()] if ahead else []))):
            taken += [(first, last), *(mark.span() for mark in (behind, ahead, by) if mark)]
            return replace(tail, shift=amount * self._direction(text, last, moves), amount=said)
        if makes or by or not self._left(text, [(first, last)]):
            taken.append((first, last))
            return replace(tail, length=amount, amount=said)
        return tail

    def _said_amount(self, text: str) -> tuple[timedelta, tuple[int, int]] | None:
        """A length that the grammar reads, in languages whose amounts are not in the list."""
        if self._words.language in _LISTED:
            return None
        masked = text
        for pattern in (self._later, self._earlier):
            masked = pattern.sub(lambda match: " " * len(match.group()), masked)
        for when in self._read(masked):
            if when.kind is Kind.DURATION and when.duration is not None:
                return when.duration, when.span
        # "Godzinę później", "на час": a unit alone is one of it.
        alone = _ALONE.match(re.sub(rf"^\s*(?:{self._words.by})\s", "", masked) if self._words.by else masked)
        if alone is None:
            return None
        found = [when.duration for when in self._read(f"1 {alone[1]}") if when.kind is Kind.DURATION and when.duration]
        first = masked.index(alone[1])
        return (found[0], (first, first + len(alone[1]))) if found else None

    def _read(self, text: str) -> list[When]:
        return resolve(text, self._reference, zone=self._zone, language=self._words.language)

    def _direction(self, text: str, last: int, moves: int) -> int:
        """Which way an amount moves: as the word behind it says, else the word before it, else the verb."""
        for position in (last, 0):
            if self._later.match(text, position):
                return -1 if moves < 0 and position == 0 else 1
            if self._earlier.match(text, position):
                return -1
        return moves or 1

    def _time(self, text: str, offset: int, taken: list[tuple[int, int]], tail: Tail) -> Tail:
        masked = "".join(" " if any(a <= i < b for a, b in taken) else sign for i, sign in enumerate(text))
        whens = [
            when
            for when in resolve(masked, self._reference, zone=self._zone, language=self._words.language)
            if when.kind is not Kind.DURATION and when.confidence > 0.35 and not _overlaps(when.span, taken)
        ]
        if not whens or tail.shift is not None:
            return tail
        rule = next((when for when in whens if when.rrule), None)
        when = rule or whens[0]
        first, last = when.span[0], max(each.span[1] for each in whens) if rule is None else when.span[1]
        first = min(first, *(each.span[0] for each in whens)) if rule is None and len(whens) > 1 else first
        taken += [when.span] if rule else [each.span for each in whens]  # what stands between them has to be understood
        said = Evidence(text[first:last], (offset + first, offset + last))
        return replace(tail, rule=said) if rule else replace(tail, when=said)

    def _bare_hour(self, text: str, offset: int, taken: list[tuple[int, int]], tail: Tail) -> Tail:
        match = self._hour.search(text)
        if match is None or _overlaps(match.span("hour"), taken):
            return tail
        first, last = match.span("hour")
        taken.append(match.span())
        return replace(tail, hour=Evidence(match["hour"], (offset + first, offset + last)))

    def _place(self, text: str, offset: int, taken: list[tuple[int, int]], tail: Tail) -> Tail:
        if not self._left(text, taken):
            return tail
        match = _ROOM.search(text)
        if match is not None and not _overlaps(match.span(), taken):
            found: Evidence | None = Evidence(match.group(), match.span())
        else:
            found = read_place(text, taken)
            named = _AT_PLACE.match(text.strip(" .!"))
            if found is None and named is not None and not taken:
                first = text.index(named["place"])
                found = Evidence(named["place"], (first, first + len(named["place"])))
        if found is None:
            return tail
        taken.append(found.span)
        first, last = found.span
        return replace(tail, place=Evidence(found.value, (offset + first, offset + last)))

    def _left(self, text: str, taken: Sequence[tuple[int, int]]) -> bool:
        """Whether words are left over that nothing was read from."""
        rest = "".join(" " if any(a <= i < b for a, b in taken) else sign for i, sign in enumerate(text))
        return bool(self._filler.sub("", rest))


def _overlaps(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < last and first < span[1] for first, last in taken)
