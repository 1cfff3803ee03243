"""Words that look like times and are names or parts of titles: "with May", "Eve's party", "Subject: Budget 2027"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from threadline import regex
from threadline.calendar.extract.page.labels import LabelKind, Labelled
from threadline.calendar.extract.people.name_words import NAMED_LIKE_TIMES, WITH

_NAMES = "|".join(sorted(name.capitalize() for name in NAMED_LIKE_TIMES))
_COMPANY = regex.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(word) for word in sorted(WITH))
    + rf"|call|meet|invite|and|und|et|y)\s+(?P<name>{_NAMES})"
    r"(?!\w)(?!\s*(?:\d|[,.]\s*\d|the\s+\d))"
)
_POSITION = regex.compile(
    r"(?<!\w)(?:lines?|columns?|col|rows?|cells?|pages?|chapter|verse|psalm|timestamp|ratio|score|offset|position|frame|"
    r"zeilen?|spalten?|seiten?|kapitel|vers|verhältnis|lignes?|colonnes?|chapitre|verset|filas?|líneas?|columnas?|"
    r"rig[ah]e?|colonn[ae]|linhas?|colunas?|regels?|kolom|rader?|kolumn)\s+(?P<name>\d{1,5}:\d{1,5}(?::\d{1,5})?)(?!\w)",
    re.IGNORECASE,
)
_NUMBERED = regex.compile(
    r"(?P<name>[一二三四五六七八九十百\d]{1,4}(?:号|號))(?=会议室|會議室|会議室|室|楼|樓|厅|廳|桌|线|線|馆|館|门|門|教室|包间|房|病房)"
)
_ROOM = regex.compile(
    r"(?<!\w)(?:room|raum|zimmer|saal|salle|bureau|sala|aula|zaal|kamer|lokaal|lokal|lokale|rum|rom|sali|pokój|oda)\s"
    r"(?P<name>\d{1,2}\.\d{2,3})(?![\w:])",
    re.IGNORECASE,
)
"""The number of a room is no day of the month, and no hour."""
_HOUSE = regex.compile(
    r"(?<!\w)[A-ZÄÖÜÅ][\wäöüßå-]{1,25}(?:straße|strasse|gasse|weg|platz|allee|ring|damm|ufer|straat|laan|plein|kade|gracht|"
    r"gatan|vägen|gade|vej)\s(?P<name>\d{1,4}[a-z]?)(?!\w|[:.]\d)"
)
"""The number of a house: "im Gartenweg 5 am Donnerstag"."""
_STREET = regex.compile(
    r"(?<!\w)(?P<name>(?:(?:au|du)\s+)?\d{1,4}(?:\s?(?:bis|ter))?)"
    r",?\s(?=(?:rue|avenue|av\.|boulevard|bd|place|quai|impasse|chemin|allée)\s+[^\W\d_])",
    re.IGNORECASE,
)
"""In French the number of a house stands first: "au 12 rue des Lilas"."""
_OWNER = regex.compile(
    rf"(?<!\w)(?:(?:{_NAMES})(?:'s|’s)(?=\s+[^\W\d_])|(?i:{_NAMES})(?:'s|’s)(?=\s+(?:birthday|party|wedding|farewell)\b))"
)


def without_lookalikes(text: str, labels: Iterable[Labelled]) -> str:
    """The text for the grammar of time, in which such words are covered; as long as before."""
    for first, last in _covered(text, list(labels)):
        text = text[:first] + "_" * (last - first) + text[last:]
    return text


def _covered(text: str, labels: list[Labelled]) -> Iterator[tuple[int, int]]:
    for pattern in (_COMPANY, _OWNER, _POSITION, _NUMBERED, _ROOM, _HOUSE, _STREET):
        for match in pattern.finditer(text):
            yield match.span() if pattern is _OWNER else match.span("name")
    if any(label.kind is LabelKind.TIME for label in labels):
        for label in labels:
            if label.kind is not LabelKind.TIME:
                yield label.value.span
