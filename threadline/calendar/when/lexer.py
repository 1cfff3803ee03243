"""From text to clusters of nodes: stretches of words that may speak of time, each of bounded length.

The text is walked once, blank-separated piece by piece; what a piece holds is remembered, so that long mails cost
little. Addresses, links, versions, prices, phone numbers and identifiers become holes that no time expression crosses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from threadline import regex
from threadline.calendar.when.clusters import (
    HOLE,
    LITTLE,
    LONELY,
    NUMBERS,
    WEAK_NAMES_OF_TIME,
    WORD,
    Chunk,
    emphasised,
    ends_line,
    promising,
)
from threadline.calendar.when.grammar import CATEGORIES, Node
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.numerals import DASHES, Raw, digit_raws, full_year, stamp
from threadline.calendar.when.spelling import corrected

LONGEST_CLUSTER = 48
# Of a long run of little words, the last ones are enough for what may follow.
_LONGEST_RUN, _KEPT_OF_RUN = 256, 32
_LONGEST_REMEMBERED = 32
_MOST_REMEMBERED = 40_000

_CHUNK = regex.compile(r"\S+")
_OPAQUE = regex.compile(
    r"://|@[\w-]{1,60}\.\w|%[0-9a-fA-F]{2}|^www\.|^[a-z][\w-]{1,60}\.(?:com|org|net|io|md|py|pdf)\b", re.ASCII
)
_PIECE = regex.compile(
    r"(?P<stamp>\d{4}-?\d\d-?\d\d[Tt]\d\d:?\d\d(?::?\d\d(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d\d:?\d\d)?(?!\w))"
    r"|(?P<digits>[0-9]+(?:[:/.,\-–—~][0-9]+)*)"
    r"|(?P<dotted>[ap]\.\s?m(?![^\W_])\.?|(?<=\d)[ap]\.(?=$))"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]{1,2}(?![^\W\d_]))?)"
    r"|(?P<mark>.)",
    re.DOTALL | re.IGNORECASE,
)
_IGNORED = frozenset("'\"“”‘’()[]*_«»「」`（）［］")
_APOSTROPHES = frozenset("'’‘")
_PRICE_MARKS = frozenset("$€£¥#%")


def _char(name: str) -> str:
    return CATEGORIES.char(name)


_DOT = _char("dot")
_NUMERAL = _char("numeral")
_SILENT = _char("silent")
_YEAR, _MERIDIEM, _MOMENT = (_char(name) for name in ("year4", "meridiem", "moment"))
_BRACKETS = frozenset("(（[［")
_ORDINAL, _ORDINAL_MARK = _char("ordinal"), _char("ordinal_mark")
_ABBREVIATED = frozenset(_char(name) for name in ("month", "weekday", "month_weak", "weekday_weak"))
_BEFORE_DIGITS = _ABBREVIATED | {_char(name) for name in ("quarter_mark", "half_mark", "year_mark", "weekly_mark")}
_MARKS = {",": _char("comma"), "、": _char("comma"), "，": _char("comma"), "/": _char("slash"), "+": _char("plus")}
_MARKS |= {"&": _char("and"), "@": _char("at"), "<": _char("less"), ">": _char("more"), "=": _char("equals")}
_MARKS |= {**dict.fromkeys(DASHES + "−～〜", _char("dash")), "½": _char("half_sign")}
_GLUES = NUMBERS | {_char("slashed")}


class Lexer:
    """Cuts texts of one language into clusters of nodes."""

    def __init__(self, language: Language, *, day_first: bool) -> None:
        self._language = language
        self._day_first = day_first
        self._seen: dict[str, Chunk] = {}
        self._seconds = {first: frozenset(words[0] for words in rest) for first, rest in language.phrases.items()}
        self._segment = None if language.spaced else _segmenter(language)
        self._in_phrases = {
            word for first, rest in language.phrases.items() for words in rest for word in (first, *words)
        }

    def clusters(self, text: str) -> Iterator[list[Node]]:
        """Yield lists of nodes that stand next to each other and hold something that may be a time."""
        pending: list[tuple[int, Chunk]] = []
        little = True
        last_end = 0
        seen = self._seen
        for match in _CHUNK.finditer(text):
            said = match.group()
            chunk = seen.get(said) or self._remember(said)
            if chunk is HOLE:
                if pending:
                    yield from self._groups(pending, text, little=little)
                    pending, little = [], True
                continue
            start = match.start()
            if pending and text[last_end:start] != " " and ends_line(text, last_end, start):
                yield from self._groups(pending, text, little=little)
                pending, little = [], True
            last_end = match.end()
            pending.append((start, chunk))
            little = little and chunk.little
            if little and len(pending) > _LONGEST_RUN:
                yield from self._groups(pending[: 1 - _KEPT_OF_RUN], text, little=True)
                pending = pending[-_KEPT_OF_RUN:]
        yield from self._groups(pending, text, little=little)

    def _groups(self, pending: list[tuple[int, Chunk]], text: str, *, little: bool) -> Iterator[list[Node]]:
        """The clusters among words that stand together; most are but little words, and a quick look drops them."""
        if little and (len(pending) < 2 or not self._has_phrase(pending)):
            return
        nodes: list[Node] = []
        for start, chunk in pending:
            for first, last, char, value in chunk.raws:
                if char and len(nodes) < LONGEST_CLUSTER:
                    nodes.append(Node(char, value, start + first, start + last))
                    continue
                yield from self._flush(nodes, text)
                nodes = [Node(char, value, start + first, start + last)] if char else []
        yield from self._flush(nodes, text)

    def _has_phrase(self, pending: list[tuple[int, Chunk]]) -> bool:
        """Whether two words in a row may begin a phrase."""
        seconds = self._seconds
        last = ""
        for _, chunk in pending:
            for word in chunk.words:
                if last in seconds and word in seconds[last]:
                    return True
                last = word
        return False

    def _flush(self, nodes: list[Node], text: str) -> list[list[Node]]:
        if not nodes or (len(nodes) == 1 and nodes[0].char in LONELY):
            return []
        groups: list[list[Node]] = [[]]
        for node in self._joined(nodes, text):
            if node.char != WORD:
                groups[-1].append(node)
            elif groups[-1]:
                groups.append([])
        return [group for group in groups if group and promising(group)]

    def _joined(self, nodes: list[Node], text: str) -> list[Node]:
        """Replace phrases by their one node; the longest wins."""
        phrases = self._language.phrases
        nodes = [emphasised(node, text) if node.char in WEAK_NAMES_OF_TIME else node for node in nodes]
        words = [text[node.start : node.end].lower().replace("’", "'") for node in nodes]
        joined: list[Node] = []
        position = 0
        while position < len(nodes):
            node = nodes[position]
            size = 1
            for rest, (char, value) in phrases.get(words[position], {}).items():
                if len(rest) + 1 > size and tuple(words[position + 1 : position + 1 + len(rest)]) == rest:
                    size = len(rest) + 1
                    node = Node(char, value, nodes[position].start, nodes[position + size - 1].end)
            if node.char != _SILENT:
                joined.append(node)
            position += size
        return joined

    def _remember(self, said: str) -> Chunk:
        raws = self._raws(said)
        words = tuple(said[first:last].lower().replace("’", "'") for first, last, _, _ in raws)
        chunk = HOLE if raws is HOLE.raws else Chunk(raws, words, LITTLE.issuperset([raw[2] for raw in raws]))
        if len(said) <= _LONGEST_REMEMBERED:
            if len(self._seen) >= _MOST_REMEMBERED:
                self._seen.clear()
            self._seen[said] = chunk
        return chunk

    def _raws(self, chunk: str) -> tuple[Raw, ...]:
        if _OPAQUE.search(chunk):
            return HOLE.raws
        if chunk[0].isdigit() and (entry := self._language.words.get(chunk.rstrip(".,;:!?").lower())):
            return ((0, len(chunk.rstrip(".,;:!?")), *entry),)
        raws: list[Raw] = []
        for match in _PIECE.finditer(chunk):
            kind, text, start = match.lastgroup, match.group(), match.start()
            if kind == "digits":
                if not self._may_begin(chunk, start, raws):
                    return HOLE.raws
                raws.extend(self._digits(chunk, text, start))
            elif kind == "word" and self._segment is not None and not text.isascii():
                raws.extend(self._segments(text, start, chunk))
            elif kind == "word":
                raw = self._word(text, start, raws)
                if not raw[2] and (parts := self._parts(text, start)):
                    raws.extend(parts)
                    continue
                if raw[2] in {"", WORD} and raws and raws[-1][1] == start and raws[-1][2] in NUMBERS:
                    return HOLE.raws
                raws.append(_behind(raw, raws, chunk))
            elif kind == "mark":
                raws.extend(self._mark(chunk, text, start, raws))
            else:
                raws.append(_written(kind, text, start))
        return HOLE.raws if all(not raw[2] for raw in raws) else tuple(raws)

    def _digits(self, chunk: str, text: str, start: int) -> list[Raw]:
        """The nodes of a run of digits; two behind an apostrophe are a year."""
        if len(text) == 2 and chunk[start - 1 : start] in _APOSTROPHES and not chunk[max(0, start - 2)].isalpha():
            return [(start, start + 2, _YEAR, full_year(text))]
        return digit_raws(text, start, day_first=self._day_first)

    def _may_begin(self, chunk: str, start: int, raws: list[Raw]) -> bool:
        """False when digits stand behind something that makes them part of an identifier or a price."""
        if not start:
            return True
        before = chunk[start - 1]
        if before in _PRICE_MARKS or before == "_":
            return False
        if before.isalpha() and raws and self._language.spaced and before.isascii():
            return raws[-1][2] in _BEFORE_DIGITS or (raws[-1][2] != "" and raws[-1][0] != 0)
        return True

    def _segments(self, text: str, start: int, chunk: str) -> Iterator[Raw]:
        """Cut a stretch of an unspaced script into known words, numerals and holes."""
        assert self._segment is not None  # noqa: S101 - only unspaced languages come here
        language = self._language
        if len(text) == 1 and text in language.bracketed and chunk[start - 1 : start] in _BRACKETS:
            yield start, start + 1, *language.bracketed[text]
            return
        for match in self._segment.finditer(text):
            word, first, last = match.group(), start + match.start(), start + match.end()
            if word in language.words:
                yield first, last, *language.words[word]
            elif word[0] in language.numerals:
                yield first, last, _NUMERAL, word
            elif word not in language.silent:
                yield first, last, "", None

    def _word(self, text: str, start: int, raws: list[Raw]) -> Raw:
        language = self._language
        end = start + len(text)
        word = text.lower().replace("’", "'")
        glued = bool(raws) and raws[-1][1] == start and raws[-1][2] in _GLUES
        entry = (language.glued.get(word) if glued else None) or language.capitals.get(text) or language.words.get(word)
        if entry is None and word.endswith("'s") and word not in self._in_phrases:
            end, word = end - 2, word[:-2]
            entry = language.words.get(word)
        if entry is None and len(word) > 5 and (typo := corrected(word, language.spellings)):
            entry = language.words.get(typo)
        if entry is not None:
            return start, end, entry[0], entry[1]
        return (start, end, WORD, None) if word in self._in_phrases else (start, end, "", None)

    def _parts(self, text: str, start: int) -> list[Raw]:
        """The nodes of a word that has an ending or a small word grown to it; empty when it is none."""
        language = self._language
        if not language.suffixes and not language.prefixes:
            return []
        raws: list[Raw] = []
        for length, entry in language.parts(text.lower()) or ():
            if entry is not None:
                raws.append((start, start + length, *entry))
            start += length
        return raws

    def _mark(self, chunk: str, mark: str, start: int, raws: list[Raw]) -> list[Raw]:
        if mark in _IGNORED:
            return []
        end = start + 1
        if mark == ".":
            if raws and raws[-1][2] in _ABBREVIATED and raws[-1][1] - raws[-1][0] <= 5:
                return []
            if raws and raws[-1][1] == start and chunk[raws[-1][0] : start].lower() in self._language.dotted:
                return []
            if (raws and raws[-1][2] in NUMBERS) or chunk == ".":
                return [(start, end, _DOT, None)]
        if mark in _PRICE_MARKS and raws:
            raws[-1] = (*raws[-1][:2], "", None)
            return []
        return [(start, end, _MARKS.get(mark, ""), None)]


def _behind(raw: Raw, raws: list[Raw], chunk: str) -> Raw:
    """A word as what stands before it makes it: "rd" joins its number, a name behind a price mark is a hole."""
    if raw[2] == _ORDINAL_MARK:
        number = raws.pop()
        return number[0], raw[1], _ORDINAL, number[3]
    if raw[0] and chunk[raw[0] - 1] in _PRICE_MARKS:
        return raw[0], raw[1], "", None
    return raw


def _written(kind: str | None, text: str, start: int) -> Raw:
    """The node of "p.m." or of a time as machines write it."""
    end = start + len(text)
    if kind == "dotted":
        return start, end, _MERIDIEM, text[0].lower() + "m"
    moment = stamp(text)
    return (start, end, _MOMENT, moment) if moment else (start, end, "", None)


def _segmenter(language: Language) -> re.Pattern[str]:
    words = sorted((*language.words, *language.silent), key=len, reverse=True)
    return regex.compile("|".join([*map(re.escape, words), f"[{language.numerals}]{{1,8}}", "."]), re.DOTALL)
