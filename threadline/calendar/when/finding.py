"""From text to predicates: clusters are parsed, and what stands apart in a sentence meets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from threadline.calendar.when.clock_zones import clocks_in_zones, in_zone
from threadline.calendar.when.grammar import CATEGORIES, Level, Node, apply
from threadline.calendar.when.languages import room
from threadline.calendar.when.lexer import Lexer
from threadline.calendar.when.meaning.amounts import Amount, Lasting
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.ranges import At, Deadline, Since
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.meaning.scene import Predicate
from threadline.calendar.when.model import Grain
from threadline.calendar.when.policy import Policy
from threadline.calendar.when.zones import SaidZone

_EMITTED = frozenset(
    CATEGORIES.char(name)
    for name in (
        "date",
        "moment",
        "range",
        "period",
        "daypart",
        "day_range",
        "clock",
        "clock_range",
        "part",
        "deadline",
        "since_time",
        "recurrence",
        "amount",
        "zone",
    )
)
_FARTHEST_PIECE = 120
_ZONE_GAP = 4
_SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Found:
    """A predicate with the stretches of text it was read from, and other clocks that show the same moment."""

    value: Any
    pieces: tuple[tuple[int, int], ...]
    also: tuple[Clock, ...] = ()

    @property
    def start(self) -> int:
        """Where its first piece begins."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where its last piece ends."""
        return self.pieces[-1][1]


def find(text: str, policy: Policy, language: str) -> list[Found]:
    """The predicates in `text` with their places, in order; nothing is resolved yet. Raises ValueError as `resolve`."""
    day_first = policy.day_first or room(language).day_first
    lexer = _lexer(language, day_first)
    speech = room(language)
    text = text.translate(speech.folds) if speech.folds else text
    found: list[Found] = []
    for cluster in lexer.clusters(text):
        nodes = speech.compose(cluster) if speech.compose else cluster
        nodes = apply(_levels(language), nodes)
        found.extend(Found(node.value, (_closed(node, text),)) for node in nodes if node.char in _EMITTED)
    kept = [_hinted(item, text) for item in clocks_in_zones(_zoned(found), text) if not _counts_things(item, text)]
    return list(_joined(kept, text))


def _zoned(found: list[Found]) -> list[Found]:
    """Let a zone that stands right behind a clock count for it: "10:00 AM. (UTC-08:00) Pacific Time"."""
    kept: list[Found] = []
    for item in found:
        if not isinstance(item.value, SaidZone):
            kept.append(item)
        elif kept and item.start - kept[-1].end <= _ZONE_GAP:
            kept[-1] = replace(kept[-1], value=in_zone(kept[-1].value, item.value))
    return kept


def _closed(node: Node, text: str) -> tuple[int, int]:
    """The stretch of a node with the bracket that closes one opened inside it."""
    first, last = node.start, node.end
    opened = text.count("(", first, last) > text.count(")", first, last)
    return first, last + (opened and text[last : last + 1] == ")")


@lru_cache(maxsize=32)
def _lexer(language: str, day_first: bool) -> Lexer:
    return Lexer(room(language), day_first=day_first)


@lru_cache(maxsize=32)
def _levels(language: str) -> list[Level]:
    # Compiling the rules takes a while: only who reads a text pays for it, once.
    from threadline.calendar.when.rules import LEVELS

    speech = room(language)
    return [*speech.levels, *LEVELS, *speech.tails]


_COUNTED = re.compile(
    r"\s*(?:%|percent|per cent|[a-z]{3,}(?:ams|ers|ars|ons|ups|ies|oms|nts|ces|ges|ems|tes|ids|ks|ds|ps|ees)\b)", re.I
)
_ADDRESS = re.compile(
    r"(?:\s+[A-Z][\w'’.-]{0,20}){1,3}\s+(?:Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd|Square)\b"
)

_FOLLOWER = re.compile(r" ([a-z]{2,20})\b")
_AFTER_HOURS = frozenset(
    [
        "today",
        "tonight",
        "tomorrow",
        "please",
        "for",
        "with",
        "and",
        "or",
        "then",
        "if",
        "when",
        "because",
        "so",
        "the",
        "in",
        "on",
        "at",
        "sharp",
        "is",
        "are",
        "was",
        "works",
        "would",
        "should",
        "will",
        "can",
        "could",
        "may",
        "we",
        "you",
        "they",
        "he",
        "she",
        "it",
        "my",
        "our",
        "your",
        "to",
        "from",
        "instead",
        "but",
        "as",
        "this",
        "that",
        "latest",
        "next",
        "every",
        "until",
        "till",
        "before",
        "after",
        "local",
        "exactly",
        "though",
        "unless",
        "while",
        "also",
        "too",
        "now",
        "everyone",
        "everybody",
    ]
)


def _counts_things(item: Found, text: str) -> bool:
    """True for "at 6 dollars", "at 10 Elm Street" and "by one vote": the number counts things or houses."""
    limited = isinstance(item.value, Deadline | Since)
    clock = item.value.limit if limited else item.value
    if not isinstance(clock, Clock) or not clock.bare:
        return False
    if limited and (follower := _FOLLOWER.match(text, item.end)):
        return follower.group(1) not in _AFTER_HOURS
    return any(pattern.match(text, item.end, item.end + _NEARBY) for pattern in (_COUNTED, _ADDRESS))


_EVENING_WORDS = re.compile(r"\b(?:dinner|supper|drinks|party|concert|movie|theat(?:er|re)|gala)\b", re.IGNORECASE)
_MORNING_WORDS = re.compile(r"\b(?:breakfast|sunrise|wake)\b", re.IGNORECASE)
_NEARBY = 60


def _hinted(item: Found, text: str) -> Found:
    """Dinner at 7 is in the evening, breakfast at 7 in the morning: the words around settle an ambiguous hour."""
    value = item.value
    clock = value.time if isinstance(value, At) and value.part is None else value
    if not isinstance(clock, Clock) or not clock.ambiguous:
        return item
    around = text[max(0, item.start - _NEARBY) : item.end + _NEARBY]
    if _EVENING_WORDS.search(around):
        half = "pm"
    elif _MORNING_WORDS.search(around):
        half = "am"
    else:
        return item
    settled = replace(clock, half=half)
    return replace(item, value=replace(value, time=settled) if isinstance(value, At) else settled)


def _joined(found: list[Found], text: str) -> Iterator[Found]:
    """Let a day meet a clock, and a start a length, that stand apart in one sentence."""
    last: Found | None = None
    for item in found:
        if last is not None and (met := _met(last, item, text)) is not None:
            last = met
            continue
        if last is not None:
            yield last
        last = item
    if last is not None:
        yield last


def _met(first: Found, second: Found, text: str) -> Found | None:
    gap = second.start - first.end
    if gap > _FARTHEST_PIECE or _SENTENCE_END.search(text, first.end, second.start):
        return None
    value = meet(first.value, second.value) or meet(second.value, first.value)
    return Found(value, first.pieces + second.pieces, first.also + second.also) if value is not None else None


def meet(day: Any, time: Any) -> Predicate | None:
    """A day with a dateless clock, a start with a length, or a recurrence with either; None when they do not go."""
    if isinstance(day, Recurrence):
        return _begun(day, time) if day.clock is None else None
    if isinstance(time, Amount):
        timed = isinstance(day, Clock) or (isinstance(day, At) and isinstance(day.time, Clock))
        return Lasting(day, time) if timed and time.grain in {Grain.MINUTE, Grain.HOUR} else None
    if not isinstance(time, Clock | ClockRange) and not (isinstance(time, At) and time.day is None):
        return None
    if day.category != "date" or isinstance(day, At):
        return None
    return At(day, time.time, time.part) if isinstance(time, At) else At(day, time)


def _begun(recurrence: Recurrence, time: Any) -> Recurrence | None:
    """The recurrence at a clock, or from a day on: "weekly sync, tomorrow at 3"."""
    if isinstance(time, Clock | ClockRange):
        return replace(recurrence, clock=time)
    plain = not (recurrence.weekdays or recurrence.monthdays or recurrence.start)
    if plain and isinstance(time, At) and time.day is not None and isinstance(time.time, Clock | ClockRange):
        return replace(recurrence, start=time.day, clock=time.time)
    return None
