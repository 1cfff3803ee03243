"""What the event is called: a quoted or labelled title, what to be reminded of, or the words round an event noun."""

from __future__ import annotations

import re

from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.vocabulary import EVENT_NOUNS, EVENT_STEMS, GENERIC, PLACE_WORDS, STOP_WORDS

_QUOTED = re.compile(r"[\"“„«「]([^\"”“»」\n]{2,80})[\"”“»」]")
_LABEL = re.compile(
    r"^[ \t>*]*(?:subject|title|betreff|objet|asunto|oggetto|assunto|onderwerp|件名|主题)[ \t]*[:：][ "
    r"\t]*(\S[^\n]{0,150})",
    re.I | re.M,
)
_NAMES = re.compile(r"[^\W\d_]{3}")
_STEM = re.compile("|".join(EVENT_STEMS))
_TRAILING = re.compile(r"\s+(?:on|at|in|for|from|by|this|the)\s*$", re.IGNORECASE)
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|sv|tr|rv)\s*:\s*)+", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:called|titled|named|entitled|labeled|labelled)\s+([^,.;\n]{2,60})", re.IGNORECASE)
_CHORE = re.compile(
    r"\b(?:remind(?:er)?(?:\s+(?:me|us))?|(?:don't|do not) let me forget|remember|tell me|notify me|alert me)\s+"
    r"(?:(?:again|please|later)\s+)?(?:to|that i (?:have|need) to)\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_](?:[\w'’&+-]|[.:/](?=\w)){0,40}")
_ENDS = frozenset(
    [
        "with",
        "at",
        "on",
        "in",
        "for",
        "from",
        "by",
        "until",
        "till",
        "before",
        "after",
        "every",
        "each",
        "when",
        "if",
        "because",
        "so",
        "please",
        "and",
        "that",
        "around",
        "as",
    ]
)
_ENDS_CHORE = frozenset(
    ["at", "on", "by", "when", "if", "because", "please", "before", "after", "every", "each", "until", "till"]
)
_TOPICS = frozenset(["about", "regarding", "re", "for", "of", "towards"])
_MOST_WORDS = 8

Taken = list[tuple[int, int]]
Word = tuple[str, int, int]


def read_title(text: str, times: Taken, people: Taken, place: Taken, *, asked: bool) -> Evidence | None:
    """The title with its span, or None when nothing names the event.

    The lists are stretches that are taken; a question (`asked`) names an event only by an event word.
    """
    if match := _LABEL.search(text):
        return _cleaned(text, *match.span(1))
    if match := _CALLED.search(text):
        first, last = match.span(1)
        return _cleaned(text, first, min([last, *(begin for begin, _ in times if begin > first)]))
    if (chore := _chore(text, times)) is not None:
        return chore
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    taken = times + people + place
    named = _noun_phrase(text, words, taken) or _stem(text)
    if named is not None or asked:
        return named
    return _leading(text, words, taken) or _topic(text, words, taken)


def quoted_title(text: str) -> Evidence | None:
    """A title in quotation marks; it must hold a word that is no number."""
    for match in _QUOTED.finditer(text):
        if _NAMES.search(match.group(1)):
            return _cleaned(text, *match.span(1))
    return None


def _cleaned(text: str, first: int, last: int) -> Evidence | None:
    raw = text[first:last]
    reply = _REPLY.match(raw)
    first += reply.end() if reply else 0
    title = _TRAILING.sub("", text[first:last]).strip(" \t.,;:-–—\"'*")
    start = text.find(title, first) if title else first
    return Evidence(title, (start, start + len(title))) if title else None


def _is_taken(word: Word, taken: Taken) -> bool:
    return any(word[1] < last and first < word[2] for first, last in taken)


def _chore(text: str, times: Taken) -> Evidence | None:
    match = _CHORE.search(text)
    if match is None:
        return None
    last = first = match.end()
    for word in _WORD.finditer(text, first):
        span = (word.group(), word.start(), word.end())
        between = text[last : word.start()]
        if _is_taken(span, times) or word.group().lower() in _ENDS_CHORE or any(mark in between for mark in ".!?;,\n"):
            break
        last = word.end()
    return _cleaned(text, first, last) if last > first else None


def _noun_phrase(text: str, words: list[Word], taken: Taken) -> Evidence | None:
    """The first event word with the words before it that belong to it: "sales meeting", "doctor's appointment"."""
    for index, word in enumerate(words):
        if word[0].lower() not in EVENT_NOUNS or _is_taken(word, taken):
            continue
        last = index
        while last + 1 < len(words) and _continues(text, words, last, taken):
            last += 1
        first = index
        while first and index - first < _MOST_WORDS and _belongs(text, words, first, taken):
            first -= 1
        return _cleaned(text, words[first][1], words[last][2])
    return None


def _stem(text: str) -> Evidence | None:
    match = _STEM.search(text)
    return Evidence(match.group(), match.span()) if match else None


def _continues(text: str, words: list[Word], last: int, taken: Taken) -> bool:
    following = words[last + 1]
    joined = text[words[last][2] : following[1]] == " "
    return joined and following[0].lower() in EVENT_NOUNS and not _is_taken(following, taken)


def _belongs(text: str, words: list[Word], first: int, taken: Taken) -> bool:
    previous = words[first - 1]
    lower = previous[0].lower()
    joined = text[previous[2] : words[first][1]] in {" ", "-"}
    return joined and lower not in STOP_WORDS and lower not in GENERIC and not _is_taken(previous, taken)


def _leading(text: str, words: list[Word], taken: Taken) -> Evidence | None:
    """What stands between the command and the first word that begins another slot."""
    kept: list[Word] = []
    for word in words:
        lower = word[0].lower()
        broken = bool(kept) and any(mark in text[kept[-1][2] : word[1]] for mark in ".!?;:,\n")
        if kept and (broken or lower in _ENDS or _is_taken(word, taken) or len(kept) >= _MOST_WORDS):
            break
        if not kept and (lower in STOP_WORDS or lower in GENERIC or _is_taken(word, taken)):
            continue
        kept.append(word)
    while kept and (kept[-1][0].lower() in STOP_WORDS or kept[-1][0].lower() in GENERIC):
        kept.pop()
    return _cleaned(text, kept[0][1], kept[-1][2]) if kept else None


def _topic(text: str, words: list[Word], taken: Taken) -> Evidence | None:
    for index, word in enumerate(words[:-1]):
        following = words[index + 1]
        if word[0].lower() in _TOPICS and not _is_taken(following, taken) and following[0].lower() not in PLACE_WORDS:
            return _leading(text, words[index + 1 :], taken)
    return None
