"""A schedule's entries: stretches of a message that begin with their hour, and what each is called."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from threadline import regex
from threadline.calendar.extract import Evidence, Extraction
from threadline.calendar.when import When

_LINE = regex.compile(
    r"\s*(?:[-*•–]|\(?\d{1,2}[.)]\s|(?:at |um |à )?\d{1,2}(?:[:.h]\d\d|\s?[ap]m))\s*\w", re.IGNORECASE
)
# What may stand before the hour of an entry: signs, and the word that leads to an hour.
_LED_BY = regex.compile(
    r"[\s\-*•–—:,()]*(?:\d{1,2}\)\s*)?"
    r"(?:(?:at|um|ab|à|a las|alle|às|as|om|kl\.?|klockan|klokken|klokka|в|о|об|у|saat)\s*)?",
    re.IGNORECASE,
)
_NAMED = regex.compile(r"(?:[^\W_]|1:1)[^,;\n]*[^\W_]")
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text with the time of its event; `strong` says whether a strong sign ends what was before it."""

    start: int
    end: int
    when: When
    strong: bool


def opens_with_hour(text: str, stretch: Stretch) -> bool:
    """Whether the hour stands before what it is of, as in a schedule: "9 - standup", "à 11h banque"."""
    first, last = stretch.when.pieces[-1]
    ahead = list(text[stretch.start : max(first, stretch.start)])
    for begin, end in stretch.when.pieces[:-1]:
        for place in range(max(0, begin - stretch.start), max(0, min(end - stretch.start, len(ahead)))):
            ahead[place] = " "
    inside = stretch.start <= first < stretch.end
    return inside and _LED_BY.fullmatch("".join(ahead)) is not None and not text[last : stretch.end].isspace()


def names_its_hour(found: Extraction, stretch: Stretch) -> bool:
    """Whether the hour of an event was taken for the beginning of its title: "10 standup" of "9 to 10 standup"."""
    title, last = found.title_evidence, stretch.when.pieces[-1][1]
    return title is not None and title.value[:1].isdigit() and title.span[0] < last < title.span[1]


def entry(words: str, found: Extraction, stretch: Stretch) -> tuple[str, Extraction]:
    """An entry of a schedule, which is called what stands behind its hour where nothing else names it."""
    last = stretch.when.pieces[-1][1]
    title = found.title_evidence
    if title is not None and title.span[0] >= last:
        return words, found
    said = _NAMED.search(words, max(0, last - stretch.end + len(words)))
    if said is None or len(said.group().split()) > _LONGEST_NAME:
        return words, found
    begin = stretch.end - len(words) + said.start()
    named = Evidence(said.group(), (begin, begin + len(said.group())))
    return words, replace(found, title=named.value, title_evidence=named)


def begins_with_hour(words: str, stretch: Stretch) -> bool:
    """Whether a line is an entry whose hour only the day above makes one: "15 - 1:1" below "Friday:"."""
    first = stretch.when.pieces[-1][0] - (stretch.end - len(words))
    return first >= 0 and words[first : first + 1].isdigit() and _LED_BY.fullmatch(words, 0, first) is not None


def is_line(words: str, whens: Sequence[When], wanted: When) -> bool:
    """Whether it is a line of a list, which has its hour, under a day that a line above names."""
    clocks = {(when.start.time(), when.dated) for when in whens if when.start is not None}
    alike = wanted.start is not None and clocks == {(wanted.start.time(), False)}
    return alike and _LINE.match(words) is not None
