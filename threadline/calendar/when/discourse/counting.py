"""Whether a number is an hour at all, or counts what stands behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from threadline import regex
from threadline.calendar.when.discourse.found import Found
from threadline.calendar.when.languages.followers import counts_things as counts_foreign_things
from threadline.calendar.when.meaning.amounts import Away
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ranges import At, Deadline, Since
from threadline.calendar.when.meaning.recurrence import Recurrence

_NEARBY = 60
_COUNTED = regex.compile(
    r"\s*(?:%|percent|per cent|[a-z]{3,}(?:ams|ers|ars|ons|ups|ies|oms|nts|ces|ges|ems|tes|ids|ks|ds|ps|ees)\b)", re.I
)
_ADDRESS = regex.compile(
    r"(?:\s+[A-Z][\w'’.-]{0,20}){1,3}\s+(?:Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd|Square)\b"
)

_FOLLOWER = regex.compile(r" ([a-z]{2,20})\b")
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


_VERSE_BEFORE = regex.compile(
    r"(?:^|[^\w])(?<!with )(?<!call )(?<!meet )(?:Genesis|Exodus|Leviticus|Deuteronomy|Joshua|Psalms?|Proverbs|"
    r"Ecclesiastes|Isaiah|Jeremiah|Ezekiel|Matthew|Luke|John|Acts|Romans|Corinthians|Galatians|Ephesians|Philippians|"
    r"Colossians|Thessalonians|Hebrews|James|Revelation|Surah?|Quran) $"
)
"""A number behind the name of a book is a verse: "Psalm 23:4"."""

_NTH_THING = regex.compile(
    r"(?<=st|nd|rd|th)\s+(?:street|st|avenue|ave|road|floor|edition|grade|round|birthday|anniversary|attempt|place|time|"
    r"chapter|person|draft|version|season|episode|lap|party|wedding|level|row|league|baby|child|half)\b",
    re.IGNORECASE,
)


def counts_things(item: Found, text: str, language: str) -> bool:
    """True for "at 6 dollars", "at 10 Elm Street" and "by one vote": the number counts things or houses."""
    if isinstance(item.value, Clock | ClockRange) and _VERSE_BEFORE.search(text[max(0, item.start - 20) : item.start]):
        return True
    if language != "en":
        return counts_foreign_things(item.value, text, (item.start, item.end), language)
    if isinstance(item.value, Fields) and item.value == Fields(day=item.value.day):
        return _NTH_THING.match(text, item.end) is not None
    limited = isinstance(item.value, Deadline | Since)
    clock = item.value.limit if limited else item.value
    if not isinstance(clock, Clock) or not clock.bare:
        return False
    if limited and (follower := _FOLLOWER.match(text, item.end)):
        return follower.group(1) not in _AFTER_HOURS
    return any(pattern.match(text, item.end, item.end + _NEARBY) for pattern in (_COUNTED, _ADDRESS))


_COUNTED_BEHIND = regex.compile(
    r"\s*(?:x\b|[a-z]{2,}[^s\W]s\b|(?:people|men|women|children|of|more|new|other|extra|additional|different|percent|k|"
    r"kids|pax|per|points?|pages?|am|days?|nights?|times)\b|[%$€£°])",
    re.IGNORECASE,
)


_NUMBERED_BEFORE = regex.compile(
    r"\b(?:v|ver|version|release|build|chapter|section|building|gate|platform|desk|floor|terminal|level|phase|part|"
    r"step|unit|exit|team|group|table|door|suite|lesson|episode|season|grade|class|session|sprint|ticket|issue|"
    r"question|option|plan|studio|court|room|raum|zimmer|sala|salle|rule|task|item|page|python|java|node|go|deploy|"
    r"ship|upgrade|update|install|to|of|is|was|by|about|no|nr|number|#)\.?\s*$",
    re.IGNORECASE,
)


_RESULT = regex.compile(
    r"\b(?:won|win|lost|lose|beat|drew|draw|score[ds]?|finished|ended|trail\w*|lead|led|up|down)\b[^.!?\n]{0,14}$",
    re.IGNORECASE,
)
_SCORE = regex.compile(r"\d{1,2}\s*[-–:]\s*\d{1,2}\s+(?:on\s+)?")


def _behind_result(item: Found, at: At, text: str) -> Found:
    """The day behind the result of a game."""
    score = _SCORE.match(text, item.start, item.end)
    return replace(item, value=at.day, pieces=((score.end(), item.end),)) if score else item


_POINTED = regex.compile(r"\d{1,2}\.\d{1,2}\s+(?:at\s+)?(?=\d)", re.IGNORECASE)


def _is_numbered(item: Found, text: str) -> bool:
    return _NUMBERED_BEFORE.search(text[max(0, item.start - 16) : item.start]) is not None


_BEHIND_THAT_LONG = regex.compile(r"after (?!that\b|this\b)", re.IGNORECASE)
_TO_DO_THEN = regex.compile(
    r"\b(?:remind|call|ring|ping|text|message|wake|check|alert|nudge|notify|meet|come|return|back|see|tell|start|leave|"
    r"reconvene|resume|talk|speak|chat|follow up|let['’]?s)\b",
    re.IGNORECASE,
)


def _is_amount_behind(item: Found, text: str) -> bool:
    """ "Score after 60 min", "flip it after 5 minutes": so long after something else, unless it is to be done then."""
    away = isinstance(item.value, Away) and item.value.base is None and item.value.sign > 0
    if not away or item.value.amount.grain.coarse or not item.start or not _BEHIND_THAT_LONG.match(text, item.start):
        return False
    return not _TO_DO_THEN.search(text[max(0, item.start - _NEARBY) : item.start])


def believed(item: Found, text: str) -> Found | None:
    """A number that only its place made an hour counts what stands behind it, if that can be counted."""
    value = item.value
    if _is_amount_behind(item, text):
        return None
    if isinstance(value, Recurrence):
        return _counting_series(item, value, text)
    at = value if isinstance(value, At) else None
    clock = at.time if at else value
    if at is not None and (number := _POINTED.match(text, item.start, item.end)) and _is_numbered(item, text):
        return replace(item, value=replace(at, day=None), pieces=((number.end(), item.end),))
    if (
        isinstance(clock, ClockRange)
        and clock.start.bare
        and _RESULT.search(text[max(0, item.start - 30) : item.start])
    ):
        return None if at is None or at.day is None else _behind_result(item, at, text)
    if at is not None and at.part is not None and isinstance(clock, Clock) and clock.bare:
        number = _NUMBER_OF_PARTS.fullmatch(text, item.start, item.end)
        if number and _COUNTED_BEHIND.match(text, item.end):  # "at 2 morning sessions"
            return replace(item, value=_hourless(at), pieces=((number.start("part"), item.end),))
    if not isinstance(clock, Clock) or not clock.lone:
        return item
    if at is not None and (ahead := _AHEAD.match(text, item.start, item.end)):
        hour = _asked(item, text) if ahead["on"] else not (_too_early(clock, at) or _is_numbered(item, text))
        return item if hour else replace(item, value=_hourless(at), pieces=((ahead.end(), item.end),))
    if _is_numbered(item, text) or (at is None and _LEFT_ON.search(text, item.start, item.end)):
        return None
    if not _COUNTED_BEHIND.match(text, item.end):
        return item
    if at is None or at.day is None or at.day.category != "date":
        return None
    bare = re.sub(r"\W*\d+\W*$", "", text[item.start : item.end])
    return replace(item, value=at.day, pieces=((item.start, item.start + len(bare)),))


_NUMBER_OF_PARTS = regex.compile(
    r"(?:at |from |for )?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten) "
    r"(?P<part>morning|afternoon|evening|night)",
    re.IGNORECASE,
)
_NUMBER_LAST = regex.compile(r"\d\W*$")


def _counting_series(item: Found, series: Recurrence, text: str) -> Found:
    """The series of "every Friday 10-12 people come" has no hour."""
    clock = series.clock
    bare = (isinstance(clock, Clock) and clock.lone) or (isinstance(clock, ClockRange) and clock.end.bare)
    if not bare or not _NUMBER_LAST.search(text[item.start : item.end]) or not _COUNTED_BEHIND.match(text, item.end):
        return item
    return replace(item, value=replace(series, clock=None))


_EARLIEST_MORNING = 5
_LEFT_ON = regex.compile(r"\son$", re.IGNORECASE)
"""In "the next one on Dec 14 at noon" the day has an hour of its own, so the number before it is none."""
_AHEAD = regex.compile(
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?P<on>on )?(?=[^\W\d])", re.IGNORECASE
)
_ASKS_AHEAD = regex.compile(
    r"\b(?:would|does|is|could|can|do|about|at|say|make it|prefer|suggest|propose|maybe|perhaps|around|for|possibly|"
    r"take|try|or|and|then)\s+$",
    re.IGNORECASE,
)
_ASKS_BEHIND = regex.compile(
    r"\s*(?:suits?|works?|okay|ok|fine|good|possible|instead|please|is (?:fine|good|ok|okay|great|perfect|better)|"
    r"would|(?:for|with) (?:me|you|us)\b|[?!]|,? ?(?:if|then)\b)",
    re.IGNORECASE,
)


def _too_early(clock: Clock, at: At) -> bool:
    """Whether a number before "tomorrow morning" is too small for an hour of it."""
    return at.part is not None and at.part.name == "morning" and clock.hour < _EARLIEST_MORNING


def _asked(item: Found, text: str) -> bool:
    """Whether what stands around "11 on Friday" asks for that hour or agrees to it; else it counts something."""
    if _ASKS_AHEAD.search(text[max(0, item.start - 14) : item.start]):
        return True
    return _ASKS_BEHIND.match(text, item.end) is not None and not _is_numbered(item, text)


def _hourless(at: At) -> Any:
    """The day, or the part of it, of a time whose leading number is no hour."""
    if at.day is None:
        return at.part
    return At(at.day, at.part) if at.part else at.day
