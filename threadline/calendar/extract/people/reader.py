"""Who takes part: addresses, mentions, known people, labelled lines, "with X", "between X and Y", "X's birthday"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from threadline import regex
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.page.labels import LabelKind, Labelled
from threadline.calendar.extract.people.name_words import (
    NOT_PEOPLE,
)
from threadline.calendar.extract.people.name_words_east import names_with_particles
from threadline.calendar.extract.people.names import ADDRESS, MENTION, NameReader, Taken, overlap

_SEPARATORS = regex.compile(r"\s*(?:[,;/&、，،；]|\s(?:and|und|et|y|e|en|i|og|och|ve|и|та|і|й|और|و)\s)\s*")


def read_people(
    text: str, taken: Taken, known: Iterable[str] = (), labels: Iterable[Labelled] = ()
) -> tuple[Evidence, ...]:
    """People in the order of the text, each once. `taken` are stretches that belong to times."""
    known = tuple(known)
    names = NameReader(text, taken, known)
    found: list[Evidence] = []
    for evidence in (
        *_addresses(text),
        *_labelled(text, labels),
        *_known(text, known),
        *names.led(),
        *names.between(),
        *names.owners(),
        *names.beside_me(),
        *names_with_particles(text),
    ):
        overlaps = any(overlap(evidence.span, other.span) for other in found)
        again = any(evidence.value.lower() == other.value.lower() for other in found)
        if not overlaps and not again and not _inside_labels(evidence.span, labels):
            found.append(evidence)
    return tuple(sorted(found, key=lambda evidence: evidence.span))


def _inside_labels(span: tuple[int, int], labels: Iterable[Labelled]) -> bool:
    """Whether words stand in a label or in notes, where nobody is invited."""
    return any(
        overlap(span, label.label) or (label.kind is LabelKind.NOTES and overlap(span, label.value.span))
        for label in labels
    )


def _addresses(text: str) -> Iterator[Evidence]:
    if "@" not in text and "<at>" not in text:
        return
    for pattern in (ADDRESS, MENTION):
        for match in pattern.finditer(text):
            yield Evidence(match.group().rstrip(".-"), match.span())


def _labelled(text: str, labels: Iterable[Labelled]) -> Iterator[Evidence]:
    """The names of lines such as "Attendees: Ana Li, Bo"."""
    for label in labels:
        if label.kind is not LabelKind.PEOPLE:
            continue
        first, last = label.value.span
        position = first
        for gap in (*_SEPARATORS.finditer(text, first, last), None):
            end = gap.start() if gap else last
            name = text[position:end].strip(" \t.<>")
            if name and _SOME_NAME.fullmatch(name) and name.lower() not in NOT_PEOPLE:
                begin = text.index(name, position)
                yield Evidence(name, (begin, begin + len(name)))
            position = gap.end() if gap else last


_LETTER = r"[\w\u0300-\u036f\u064b-\u0652\u0900-\u0963.'’()-]"
_SOME_NAME = regex.compile(rf"[^\W_]{_LETTER}*(?:\s+{_LETTER}+){{0,4}}")


def _known(text: str, known: Iterable[str]) -> Iterator[Evidence]:
    names = sorted({name for name in known if name}, key=len, reverse=True)
    if not names:
        return
    pattern = regex.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)", re.IGNORECASE)
    for match in pattern.finditer(text):
        yield Evidence(match.group(), match.span())
