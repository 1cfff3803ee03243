"""Who takes part: addresses, mentions, known people, "with X", "X's birthday"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.vocabulary import (
    EVENT_NOUNS,
    GENERIC,
    HONORIFICS,
    NOT_PEOPLE,
    PLACE_WORDS,
    RELATIONS,
    STOP_WORDS,
)

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_MENTION = re.compile(r"<@[A-Z0-9]{2,20}(?:\|[^>]{1,40})?>|<at>[^<]{1,60}</at>|(?<![\w.])@[A-Za-z][\w.-]{0,40}")
_LEADS = re.compile(
    r"\b(?:with|w/|give|if|add|invite|inviting|cc|include|including|mit|avec|con|com|met|meet|see|call|phone|"
    r"pick up|join|joining)"
    r"\s+(?:up\s+)?(?:with\s+)?(?=[^\W\d_])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w.'’-]{0,40}")
_JOIN = re.compile(r"\s*(?:,\s*(?:and\s+)?|&\s*|\band\s+|\bund\s+|\bet\s+|\by\s+|\be\s+|\ben\s+)", re.IGNORECASE)
_OWNER = re.compile(r"\b([^\W\d_]{2,30})(?:'s|’s)\s+(?:\w+\s+){0,1}?([^\W\d_]+)")
_OWNED = frozenset(
    [
        "birthday",
        "party",
        "anniversary",
        "wedding",
        "retirement",
        "graduation",
        "funeral",
        "birthdays",
        "marriage",
        "shower",
        "farewell",
    ]
)
_POSSESSORS = frozenset(
    [
        "doctor",
        "doctors",
        "dentist",
        "today",
        "tomorrow",
        "yesterday",
        "year",
        "women",
        "men",
        "mother",
        "father",
        "valentine",
        "patrick",
    ]
)
_MOST_WORDS = 3

Taken = list[tuple[int, int]]


def read_people(text: str, taken: Taken, known: Iterable[str] = ()) -> tuple[Evidence, ...]:
    """People in the order of the text, each once. `taken` are stretches that belong to times."""
    found: list[Evidence] = []
    for evidence in (*_addresses(text), *_known(text, known), *_with(text, taken), *_owners(text, taken)):
        overlaps = any(_overlap(evidence.span, other.span) for other in found)
        again = any(evidence.value.lower() == other.value.lower() for other in found)
        if not overlaps and not again:
            found.append(evidence)
    return tuple(sorted(found, key=lambda evidence: evidence.span))


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _addresses(text: str) -> Iterator[Evidence]:
    if "@" not in text:
        return
    for pattern in (_ADDRESS, _MENTION):
        for match in pattern.finditer(text):
            yield Evidence(match.group().rstrip(".-"), match.span())


def _known(text: str, known: Iterable[str]) -> Iterator[Evidence]:
    names = sorted({name for name in known if name}, key=len, reverse=True)
    if not names:
        return
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)", re.IGNORECASE)
    for match in pattern.finditer(text):
        yield Evidence(match.group(), match.span())


def _with(text: str, taken: Taken) -> Iterator[Evidence]:
    for lead in _LEADS.finditer(text):
        position = lead.end()
        word = lead.group().split()[0].lower()
        verb = word in _VERBS
        first = _name(text, position, taken, strict=verb)
        if word in _CONFIRMED and (first is None or not _CONFIRMED[word].match(text, first.span[1])):
            continue
        while (found := _name(text, position, taken, strict=verb)) is not None:
            yield found
            join = _JOIN.match(text, found.span[1])
            if join is None:
                break
            position = join.end()


_VERBS = frozenset(["meet", "see", "call", "phone", "pick", "join", "joining", "met", "give", "if", "add"])
# After these a name counts only when the words behind it say that a person is meant.
_CONFIRMED = {
    "if": re.compile(r"\s+(?:is|are|was|will be)\s+(?:available|free|busy)\b", re.IGNORECASE),
    "give": re.compile(r"\s+a\s+(?:call|ring|buzz)\b", re.IGNORECASE),
    "add": re.compile(
        r"(?:\s+(?:and|,)\s*\w+)?\s+to\s+(?:the\s+|this\s+|my\s+|our\s+)?(?:event|meeting|call|invite|invitation|appointment)\b",
        re.IGNORECASE,
    ),
}
_ALSO_NAMES = frozenset(["mark", "will"])
_DETERMINERS = frozenset(["my", "our", "your", "the", "his", "her", "their", "a", "an"])


def _name(text: str, position: int, taken: Taken, *, strict: bool) -> Evidence | None:
    first = last = None
    count = 0
    capital = False
    while count < _MOST_WORDS:
        match = _WORD.match(text, position)
        if match is None or any(_overlap(match.span(), span) for span in taken):
            break
        word = match.group().lower().rstrip(".")
        if count == 0 and word in _DETERMINERS and first is None:
            position = _after_blank(text, match.end())
            if (not strict or word != "the") and _next_is_relation(text, position):
                continue
            break
        if not (_may_name(word) or (word in _ALSO_NAMES and not strict and count == 0)) or (
            count and capital and not match.group()[0].isupper()
        ):
            break
        capital = match.group()[0].isupper()
        first = match.start() if first is None else first
        last = match.end() - len(match.group()) + len(match.group().rstrip(".'’-"))
        if word.endswith(("'s", "’s")):
            last -= 2
            break
        count += word not in HONORIFICS
        position = _after_blank(text, match.end())
        if position == match.end() or (count and not capital and word in RELATIONS and not _may_follow(text, position)):
            break
    if first is None or last is None:
        return None
    return Evidence(text[first:last], (first, last))


def _next_is_relation(text: str, position: int) -> bool:
    match = _WORD.match(text, position)
    return match is not None and (match.group().lower() in RELATIONS or match.group().lower() in HONORIFICS)


def _may_follow(text: str, position: int) -> bool:
    match = _WORD.match(text, position)
    return match is not None and _may_name(match.group().lower())


def _may_name(word: str) -> bool:
    return not (
        word in STOP_WORDS or word in NOT_PEOPLE or word in EVENT_NOUNS or word in GENERIC or word in PLACE_WORDS
    )


def _after_blank(text: str, position: int) -> int:
    return position + 1 if text[position : position + 1] == " " else position


def _owners(text: str, taken: Taken) -> Iterator[Evidence]:
    for match in _OWNER.finditer(text):
        name = match.group(1).lower()
        inside = any(_overlap(match.span(1), span) for span in taken)
        if match.group(2).lower() in _OWNED and name not in _POSSESSORS and _may_name(name) and not inside:
            yield Evidence(match.group(1), match.span(1))
