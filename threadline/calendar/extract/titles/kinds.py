"""The words that say what sort of event it is, and what they say with the words around them."""

from __future__ import annotations

import re

from threadline import regex
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.people.name_words import COLLECTIVE, DETERMINERS, GIVEN_NAMES, JOINS, WITH
from threadline.calendar.extract.places.words import VISITED
from threadline.calendar.extract.titles.predicates import is_said_of_times
from threadline.calendar.extract.titles.text import Taken, TitleText, Word, cleaned
from threadline.calendar.extract.titles.words import ADJECTIVE, BOOKS, NOT_QUALIFYING, QUALIFYING, ROOM_WORDS
from threadline.calendar.extract.vocabulary import EVENT_NOUNS, EVENT_STEMS, KINDS

_WITH = WITH | JOINS | {","}
_ALL = DETERMINERS | {"whole", "entire", "all", "of", "else", "tout", "monde", "ganze"}
_STEM = regex.compile("|".join(EVENT_STEMS))

_VISIT = regex.compile(
    r"\s+(?:beim?|zum|zur|chez|au|dal(?:la|lo)?|dall['’]|al|con|no|na|com|bij|hos|till|u|do|у|к|до)\s?"
    r"(?:(?:der|dem|den|le|la|l['’]|el|mon|ma|mi|o|a|de|meinem|meiner|mijn|min|mio)\s?)?(?:"
    + "|".join(sorted(VISITED, key=lambda word: (-len(word), word)))
    + r")(?!\w)",
    re.IGNORECASE,
)
_LONGEST_PARTICLE, _FARTHEST = 6, 10
"""What stands between a name and what is done with it, where particles follow names: "アンナさんとの会議"."""


def is_kind(title: Evidence) -> bool:
    """Whether the words only say what sort of event it is."""
    return all(word.lower() in KINDS for word in title.value.split())


def is_everyone(title: Evidence) -> bool:
    """Whether the words only say that all are concerned: "everyone", "the team"."""
    words = [word.lower() for word in title.value.split()]
    return any(word in COLLECTIVE for word in words) and all(word in COLLECTIVE or word in _ALL for word in words)


def is_nameless(title: Evidence) -> bool:
    """Whether the words name nothing: all who are concerned, the mere command to book, or that a time suits."""
    return is_everyone(title) or title.value.lower() in BOOKS or is_said_of_times(title.value)


class KindReader(TitleText):
    """Reads what sort of event a text speaks of, in whatever language."""

    def noun(self) -> Evidence | None:
        """The first event word alone, in a language whose words around it are not known."""
        for word in self._words:
            if (word[0].lower() in EVENT_NOUNS or word[0].lower() in KINDS) and not self._is_taken(word):
                return cleaned(self._text, word[1], word[2])
        return self._stem()

    def kind(self, title: Evidence, *, names: Taken) -> Evidence:
        """A title that only says the sort of event, with the words that say with whom: "Termin mit Herrn Kaiser"."""
        first, last = title.span
        for begin, end in names:
            if end <= first and len(self._text[end:first].strip()) <= _LONGEST_PARTICLE and first - end <= _FARTHEST:
                return Evidence(self._text[begin:last], (begin, last))
        for begin, end in sorted(names):
            between = self._text[last:begin].split()
            if begin < last or len(between) > 2 or not between or between[0].lower() not in _WITH:
                break
            last = end
        return Evidence(self._text[first:last], (first, last))

    def visit(self, noun: Evidence) -> Evidence | None:
        """A mere sort of event with whom one goes to see: "Termin beim Zahnarzt", "rendez-vous chez le médecin"."""
        visited = _VISIT.match(self._text, noun.span[1])
        last = visited.end() if visited else noun.span[1]
        return Evidence(self._text[noun.span[0] : last], (noun.span[0], last)) if visited else None

    def qualified(self, title: Evidence | None) -> Evidence | None:
        """A mere sort of event with what says which: "réunion de service", "cita dental"; of a title its whole."""
        words = self._words
        for index, word in enumerate(words[:-1]):
            if word[0].lower() not in KINDS or self._is_taken(word) or (index and self._is_room(words, index)):
                continue
            linked = words[index + 1][0].lower() in QUALIFYING and index + 2 < len(words)
            at = index + 1 + linked
            said = words[at]
            if self._text[word[2] : said[1]].strip(" '’").rstrip("'’") not in {"", *QUALIFYING} or self._is_taken(said):
                continue
            if title is not None and title.span[0] <= said[1] < title.span[1]:
                return cleaned(self._text, word[1], title.span[1])
            if title is None and self._says_which(said[0], linked=linked):
                more = self._joined(words, at) and not self._is_taken(words[at + 1])
                at += more and self._says_which(words[at + 1][0], linked=False)
                return cleaned(self._text, word[1], words[at][2])
        return title

    def _is_room(self, words: list[Word], index: int) -> bool:
        before = [words[at][0].lower() for at in range(max(0, index - 2), index)]
        return any(word in ROOM_WORDS for word in before)

    def _says_which(self, word: str, *, linked: bool) -> bool:
        lower = word.lower()
        plain = lower.isalpha() and lower not in NOT_QUALIFYING and lower not in GIVEN_NAMES
        return plain and (linked or ADJECTIVE.search(lower) is not None)

    def _stem(self) -> Evidence | None:
        for match in _STEM.finditer(self._text):
            if not self._taken.touches(*match.span()):
                return Evidence(match.group(), match.span())
        return None
