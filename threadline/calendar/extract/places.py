"""Where: rooms, links, addresses, "at the office"."""

from __future__ import annotations

import re

from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.vocabulary import EVENT_NOUNS, GENERIC, PLACE_WORDS

_LINK = re.compile(
    r"https?://[^\s<>\"|]{0,40}(?:zoom\.us|meet\.google\.com|teams\.(?:microsoft|live)\.com|webex\.com|whereby\.com|"
    r"meet\.jit\.si|gotomeeting\.com|chime\.aws)[^\s<>\"|)]{0,300}",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^[ \t>*]*(?:where|location|place|ort|lieu|lugar|luogo|local|locatie|場所|地点)[ \t]*[:：][ \t]*(\S[^\n]{0,120})",
    re.I | re.M,
)
_NUMBERED = r"(?i:(?:conference |meeting |board )?room)\s+[A-Z0-9][\w.-]{0,20}(?:\s[A-Z][\w-]{0,20})?"
_ROOM = re.compile(
    rf"\b(?i:in|at|@)\s+((?i:the\s+)?{_NUMBERED})"
    r"|\b(?i:in|at)\s+((?i:(?:the\s+)?(?:conference|meeting|board)\s*room))\b"
    rf"|\b({_NUMBERED})"
)
_STREET = re.compile(
    r"\b\d{1,5}\s+(?:[A-Z][\w'.-]{0,20}\s+){1,4}(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|way|plaza|square|court|ct)\b\.?",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:at|in|@)\s+((?:the\s+)?[^\W\d_][\w'’.&-]{1,30}(?:\s+[^\W\d_][\w'’.&-]{0,30}){0,3})")
_CHANNELS = re.compile(
    r"\b(?:on|via|over|per)\s+(zoom|google meet|teams|microsoft teams|skype|slack|webex|phone|the phone)\b",
    re.IGNORECASE,
)
_BREAKS = frozenset(
    ["on", "at", "with", "for", "from", "to", "by", "in", "and", "or", "the", "this", "next", "about", "until"]
)
_NOT_PLACES = frozenset(
    [
        "order",
        "case",
        "general",
        "advance",
        "addition",
        "person",
        "time",
        "least",
        "last",
        "first",
        "all",
        "my",
        "your",
        "our",
        "calendar",
        "charge",
    ]
)

Taken = list[tuple[int, int]]


def read_place(text: str, taken: Taken) -> Evidence | None:
    """The place that was said first among links, labels, rooms, addresses and names after "at"; None without one."""
    for pattern in (_LINK, _LABEL, _ROOM, _STREET, _CHANNELS):
        for match in pattern.finditer(text):
            group = match.lastindex or 0
            if not _inside(match.span(group), taken):
                return Evidence(match.group(group).strip().rstrip(".,"), match.span(group))
    return _named(text, taken)


def _inside(span: tuple[int, int], taken: Taken) -> bool:
    return any(span[0] < last and first < span[1] for first, last in taken)


def _named(text: str, taken: Taken) -> Evidence | None:
    for match in _AT.finditer(text):
        words = match.group(1).split()
        kept: list[str] = []
        for word in words:
            if kept and (word.lower() in _BREAKS or _is_taken(text, match.start(1), kept, taken)):
                break
            kept.append(word)
        place = " ".join(kept).rstrip(".,'’-")
        span = (match.start(1), match.start(1) + len(place))
        if place and not _inside(span, taken) and _is_place(kept):
            return Evidence(place, span)
    return None


def _is_taken(text: str, start: int, kept: list[str], taken: Taken) -> bool:
    after = start + len(" ".join(kept)) + 1
    return any(first <= after < last for first, last in taken)


def _is_place(words: list[str]) -> bool:
    names = [word for word in words if word.lower() not in {"the", "a", "an"}]
    if not names or names[0].lower() in _NOT_PLACES or names[0].lower() in GENERIC or names[-1].lower() in EVENT_NOUNS:
        return False
    return names[0][0].isupper() or any(word.lower().rstrip(".,") in PLACE_WORDS for word in names)
