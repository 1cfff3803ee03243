"""Hours and lengths beside the time of an event that nothing was made of, in any language that has a room.

A number, a marked hour or a length that stands next to words which were read as the event's time belongs to that time;
where the grammar could not join them, the time is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from threadline import regex
from threadline.calendar.extract.model import Leftover, LeftoverKind
from threadline.calendar.extract.stretches import Span, Stretches
from threadline.calendar.when import Grain
from threadline.calendar.when.grammar import CATEGORIES
from threadline.calendar.when.languages import has_room, room
from threadline.calendar.when.languages.language import Entry, Language

_TOKEN = regex.compile(
    r"(?P<number>(?<![\w.,:/#€$£+-])\d{1,2}(?:[:.h]?[0-5]\d)?(?:\s?[-–]\s?\d{1,2}(?:[:.h]?[0-5]\d)?)?(?![\d%€$£°]|[.,:/–-]\d))|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<digits>\d+)|(?P<mark>[^\w\s])"
)
_MARKED = regex.compile(
    r"(?<![\w.,:/-])(?:[01]?\d|2[0-4])\s?(?:h(?:\s?[0-5]\d)?|uhr|uur)(?![\w])|(?:[01]?\d|2[0-4])(?:時|点|點|시(?!간))",
    re.IGNORECASE,
)
_DOTTED_DAY = regex.compile(r"(?<![\w.,:])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:20)?(?:\d\d)?(?![\w.])")
"""A day of a month as it is written where points part them: "14.4."."""
_JOINING_NAMES = (
    "at on from to until between around about of in for to_until to_in to_on to_for and_before and_after by the "
    "and or hour_mark hour_word saat after before dash comma no_later no_earlier past past_in past_after"
)
_JOINING = frozenset(CATEGORIES.char(name) for name in _JOINING_NAMES.split())
_HEDGE_WORDS = (
    "so say then maybe probably perhaps like approx roughly ca circa etwa ungefähr vielleicht peut-être quizás forse "
    "talvez misschien może kanske måske kanskje belki может може"
)
_HEDGES = frozenset(_HEDGE_WORDS.split())
"""Words that may stand between an hour and its day, whatever the language."""
_UNIT, _AMOUNT, _HOUR_WORD, _OCLOCK = (CATEGORIES.char(name) for name in ("unit", "amount", "hour_word", "oclock"))
_HALVES_NAMES = "and_half half_more and_quarter half_to half"
_HALVES = frozenset(CATEGORIES.char(name) for name in _HALVES_NAMES.split())
_LEADS_NAMES = "a half for for_on to_on for_in n24 s12 s24 s59"
_LEADS_LENGTH = frozenset(CATEGORIES.char(name) for name in _LEADS_NAMES.split())
_GIVEN_UP = regex.compile(
    r"(?:\b(?:instead of|rather than|not|table for|reservation for|room for|party of|dinner for|lunch for|anstatt|"
    r"statt|nicht|au lieu d[eu']|en vez de|invece (?:di|del)|em vez d[aoe]s?|in plaats van|zamiast|istället för|вместо|"
    r"замість)(?: (?:at|um|à|a las|alle|às|om|o|kl|в|о))?\s*)$",
    re.IGNORECASE,
)
"""Before an hour that is given up, or a number of guests."""
_LONGEST_LEAD = 30
_DASHES = "-–—~"
_FARTHEST = 3
_BEFORE_NUMBER = frozenset("#№$€£*")


class _Words:
    """The words of a stretch with what the room of their language makes of each."""

    def __init__(self, text: str, first: int, last: int, language: Language) -> None:
        self.text = text
        self.tokens = list(_TOKEN.finditer(text, first, last))
        self._language = language

    def entry(self, index: int) -> Entry | None:
        """What the room knows of a word; None beyond the stretch, for numbers and for words it does not know."""
        if not 0 <= index < len(self.tokens) or self.tokens[index].lastgroup != "word":
            return None
        word = self._language.folded(self.tokens[index].group().replace("’", "'"))
        glued = index and self.tokens[index - 1].end() == self.tokens[index].start()
        found = (self._language.glued.get(word) if glued else None) or self._language.words.get(word)
        return found or self._language.glued.get(word)

    def joins(self, index: int) -> bool:
        """Whether a token may stand between an hour and the day it belongs to."""
        token = self.tokens[index]
        if token.lastgroup == "mark":
            return token.group() in _DASHES or token.group() in ",&"
        entry = self.entry(index)
        if token.group().lower() in _HEDGES:
            return True
        return entry is not None and (entry[0] in _JOINING or self._marks_hour(entry))

    def _marks_hour(self, entry: Entry) -> bool:
        return entry[0] == _OCLOCK or (entry[0] == _UNIT and getattr(entry[1], "grain", None) is Grain.HOUR)


def unused_hours(text: str, scopes: Iterable[Span], times: Stretches, language: str) -> Iterator[Leftover]:
    """The numbers, marked hours and lengths within `scopes` that lie on none of the `times` and belong to one."""
    code = language.split("-")[0].lower()
    for first, last in scopes:
        for match in _MARKED.finditer(text, first, last):
            if not times.touches(*match.span()):
                yield Leftover(LeftoverKind.TIME, match.group(), match.span(), moves=True)
        for match in _DOTTED_DAY.finditer(text, first, last) if code != "en" else ():
            if not times.touches(*match.span()):
                yield Leftover(LeftoverKind.TIME, match.group(), match.span(), moves=True)
        if has_room(code):
            words = _Words(text, first, last, room(code))
            yield from _beside_times(words, times)
            yield from _lengths(words, times)


def _beside_times(words: _Words, times: Stretches) -> Iterator[Leftover]:
    for index, token in enumerate(words.tokens):
        if times.touches(*token.span()):
            continue
        entry = words.entry(index)
        half = entry is not None and entry[0] in _HALVES
        if not half and (token.lastgroup != "number" or _counts(words, index)):
            continue
        if _reaches(words, index, -1, times) or (not half and _reaches(words, index, 1, times)):
            yield Leftover(LeftoverKind.TIME, token.group(), token.span(), moves=True)


def _counts(words: _Words, index: int) -> bool:
    """Whether a number counts what stands behind it, or numbers what stands before it: "3 people", "room 4"."""
    before, behind = index - 1, index + 1
    begin = words.tokens[index].start()
    if _GIVEN_UP.search(words.text[max(0, begin - _LONGEST_LEAD) : begin]):
        return True
    if before >= 0 and words.tokens[before].lastgroup == "word" and words.entry(before) is None:
        return True
    if before >= 0 and words.tokens[before].group() in _BEFORE_NUMBER:
        return True
    if behind >= len(words.tokens):
        return False
    follower = words.tokens[behind]
    if follower.lastgroup == "mark" and follower.start() == words.tokens[index].end():
        return follower.group() in ")%°]" or (follower.group() == "." and behind + 1 < len(words.tokens))
    return follower.lastgroup == "word" and words.entry(behind) is None


def _reaches(words: _Words, index: int, step: int, times: Stretches) -> bool:
    """Whether nothing but small words stands between a token and a stretch that was read."""
    for place in range(index + step, index + step * (_FARTHEST + 1), step):
        if not 0 <= place < len(words.tokens):
            return False
        if times.touches(*words.tokens[place].span()):
            return True
        if not words.joins(place):
            return False
    return False


def _lengths(words: _Words, times: Stretches) -> Iterator[Leftover]:
    """Hours and minutes that a number or a small word makes a length: "na godzinę", "hour and a half"."""
    for index, token in enumerate(words.tokens):
        entry = words.entry(index)
        if entry is None or entry[0] not in (_UNIT, _AMOUNT, _HOUR_WORD) or times.touches(*token.span()):
            continue
        grain = Grain.HOUR if entry[0] == _HOUR_WORD else getattr(entry[1], "grain", None)
        if grain not in (Grain.HOUR, Grain.MINUTE) or len(token.group()) < len("min"):
            continue
        before = words.entry(index - 1)
        counted = index and words.tokens[index - 1].lastgroup in ("number", "digits")
        if counted or (before is not None and before[0] in _LEADS_LENGTH):
            begin = words.tokens[index - 1].start()
            if not times.touches(begin, token.end()):
                yield Leftover(LeftoverKind.LENGTH, words.text[begin : token.end()], (begin, token.end()), moves=True)
