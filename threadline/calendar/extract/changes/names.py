"""The people whom a change names: "add Bo and carla@example.com"."""

from __future__ import annotations

import re

from threadline import regex
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.vocabulary import EVENT_NOUNS, GENERIC, NOT_PEOPLE, STOP_WORDS, words_in

_NAME = regex.compile(
    r"<@[^>\s]{2,40}>|@[\w.-]{2,40}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,2}"
)
_ADDRESSED = regex.compile(r"[^\W\d_][\w'’. -]{0,60}?\s*[(<](?P<address>[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)[)>][.!?]?")
_JOIN = regex.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|und|et|y|e|en|&)\s+", re.IGNORECASE)
_ANYBODY = words_in("the a an my our this that it den die das der le la les el los il lo het de o um un una ein eine")
_QUOTES = "\"'“”„‘’«» "


class NameReader:
    """Reads names; `people` are those known in the conversation, in small letters."""

    def __init__(self, people: frozenset[str]) -> None:
        self._people = people

    def read(self, text: str, offset: int) -> tuple[Evidence, ...]:
        """The people a piece names; empty unless it names nothing but people."""
        found: list[Evidence] = []
        position = 0
        for piece in _JOIN.split(text):
            name = piece.strip(_QUOTES + ".!?")
            if not name:
                continue
            if (addressed := _ADDRESSED.fullmatch(piece.strip())) is not None:
                name = addressed["address"]
            if not _NAME.fullmatch(name) or not self._may_be_called(name):
                return ()
            position = text.index(name, position)
            found.append(Evidence(name, (offset + position, offset + position + len(name))))
            position += len(name)
        return tuple(found)

    def _may_be_called(self, name: str) -> bool:
        if "@" in name or name.lower() in self._people:
            return True
        common = STOP_WORDS | NOT_PEOPLE | EVENT_NOUNS | GENERIC | _ANYBODY
        return name[0].isupper() and not any(word.lower() in common for word in name.split())
