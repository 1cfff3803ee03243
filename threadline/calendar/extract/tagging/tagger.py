"""Tags a text from left to right with the table of weights that `training/slots` makes."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from threadline import regex
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.tagging.features import TAGS, static_features, tag_features
from threadline.calendar.extract.tagging.tokens import TIME, Token, tokens_of
from threadline.calendar.extract.vocabulary import words_in

_LONGEST = 600
_WIDTH = len(TAGS)


@dataclass(frozen=True, slots=True)
class Tagged:
    """What was found, each in the order of the text."""

    titles: tuple[Evidence, ...] = ()
    people: tuple[Evidence, ...] = ()
    places: tuple[Evidence, ...] = ()


def tag(text: str, times: Iterable[tuple[int, int]]) -> Tagged:
    """Titles, people and places in the first lines of a text; `times` are the stretches of its times."""
    tokens = tokens_of(text[:_LONGEST], times)
    tags = best_tags(tokens, weights()) if tokens else []
    return Tagged(
        tuple(_joined(text, list(_stretches(text, tokens, tags, "title")))),
        tuple(_stretches(text, tokens, tags, "person")),
        tuple(_stretches(text, tokens, tags, "place")),
    )


def best_tags(tokens: Sequence[Token], table: Sequence[int]) -> list[int]:
    """The tag of each token as a number; ties go to the first."""
    last = before = 0
    titled = False
    found: list[int] = []
    for word, places in static_features(tokens):
        if word == TIME:
            best = 0
        else:
            scores = [0] * _WIDTH
            for place in (*places, *tag_features(word, last, before, titled=titled)):
                start = place * _WIDTH
                for number in range(_WIDTH):
                    scores[number] += table[start + number]
            best = scores.index(max(scores))
        found.append(best)
        titled = titled or best == 1
        last, before = best, last
    return found


@cache
def weights() -> array[int]:
    """The table: for each place one small whole number a tag."""
    packed = files("threadline.calendar.extract.tagging").joinpath("slots.bin").read_bytes()
    return array("b", zlib.decompress(packed))


def _joined(text: str, titles: list[Evidence]) -> Iterable[Evidence]:
    """Titles between which only a small word stands are one; small words at their ends belong to none."""
    while len(titles) > 1:
        first, second = titles[0], titles[1]
        between = text[first.span[1] : second.span[0]]
        if not between.strip() or not all(word in _LINKS for word in between.lower().replace("'", "' ").split()):
            yield from _trimmed(first)
            titles = titles[1:]
        else:
            span = (first.span[0], second.span[1])
            titles = [Evidence(text[slice(*span)], span), *titles[2:]]
    for title in titles:
        yield from _trimmed(title)


def _trimmed(title: Evidence) -> Iterable[Evidence]:
    match = _ENDS.search(title.value)
    last = match.start() if match else len(title.value)
    article = _ARTICLE.match(title.value)
    first = article.end() if article and article.end() < last else 0
    if last > first:
        yield Evidence(title.value[first:last], (title.span[0] + first, title.span[0] + last))


_LINKS = words_in(
    "de du des d' de l' la le les del della dello dei delle dell' di da do dos das al alla per pour con mon ma mes mi "
    "mio mia von der des dem den für im zum zur van het voor til av af för med mine meiner"
)
_ARTICLE = regex.compile(
    r"(?:l['’]|(?:le|la|les|un|une|el|los|las|una|il|lo|gli|i|uno|o|os|as|um|uma|der|die|das|den|dem|ein|eine|einen|het|een)\s)",
    re.IGNORECASE,
)
_ENDS = regex.compile(
    r"\s+(?:de|du|des|del|della|delle|dei|di|da|do|von|der|van|til|av|af|för|om|na|z|w|з|с|со|à|a|à la|alle)$",
    re.IGNORECASE,
)


def _stretches(text: str, tokens: Sequence[Token], tags: Sequence[int], kind: str) -> Iterable[Evidence]:
    begin, inside = TAGS.index(f"B-{kind}"), TAGS.index(f"I-{kind}")
    first = last = -1
    for token, number in zip(tokens, tags, strict=True):
        if number == inside and first >= 0:
            last = token.last
            continue
        if first >= 0:
            yield Evidence(text[first:last], (first, last))
            first = -1
        if number in (begin, inside):
            first, last = token.first, token.last
    if first >= 0:
        yield Evidence(text[first:last], (first, last))
