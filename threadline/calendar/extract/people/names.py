"""The names in a text: behind "with", between "between" and "and", before "'s birthday"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache

from threadline import regex
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.people.name_words import (
    BEFORE_NAMES,
    BETWEEN,
    COLLECTIVE,
    DETERMINERS,
    GIVEN_NAMES,
    HONORIFICS,
    JOINS,
    NAMED_LIKE_TIMES,
    NEVER_IN_NAMES,
    NOT_PEOPLE,
    RELATIONS,
    WITH,
)
from threadline.calendar.extract.places.words import NOUNS
from threadline.calendar.extract.stretches import Stretches
from threadline.calendar.extract.vocabulary import EVENT_NOUNS, GENERIC, NUMBERS, PLACE_WORDS, STOP_WORDS, words_in
from threadline.calendar.when.languages.detection import detect

ADDRESS = regex.compile(r"(?<![\w.+'-])(?<!\w\")[\w+](?:[\w.+-]|'(?=\w)){0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_HOST = (  # half an address is nobody: "@example.com" is the end of one, and a handle has no such end
    r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|co|eu|info|biz|dev|app|example|test|invalid|de|at|ch|fr|es|it|nl|uk)"
    r"(?![\w.-]*\w)"
)
MENTION = regex.compile(
    r"<@[A-Z0-9]{2,20}(?:\|[^>]{1,40})?>|<at>[^<]{1,60}</at>"
    rf"|(?<![\w.>])(?<!\S[\"'])@(?!{_HOST})[A-Za-z][\w.-]{{0,40}}"
)
_VERBS = words_in("meet see call phone join joining met give if add invite inviting include including cc ask")
_LEADS = regex.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, WITH | _VERBS), key=len, reverse=True)) + r")"
    r"\s+(?:up\s+)?(?:with\s+)?(?=[^\W\d_])",
    re.IGNORECASE,
)
_ONE_TO_ONE = regex.compile(r"(?<!\w)(?:1:1|1-1|1on1|one-on-one|interview(?:\s*[:–-])?)\s+(?=[^\W\d_])", re.IGNORECASE)
_BETWEEN = regex.compile(r"(?<!\w)(?:" + "|".join(BETWEEN | {"for"}) + r")\s+(?=[^\W\d_])", re.IGNORECASE)
_MYSELF = regex.compile(r"(?:me|myself|us|you)(?:\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+)", re.IGNORECASE)
"""Who speaks, as the first of a list: "between me, Paula and Eric"."""
_WORD = regex.compile(r"[^\W\d_][\w.'’-]{0,40}")
_JOIN = regex.compile(
    r"\s*(?:,\s*(?:and\s+|und\s+|et\s+|y\s+|e\s+)?|&\s*|\+\s*|/\s*)|\s+(?:" + "|".join(JOINS) + r")\s+", re.IGNORECASE
)
_NAME = r"[^\W\d_a-zà-ÿ][^\W\d_]{1,20}(?:\s[^\W\d_a-zà-ÿ][^\W\d_]{1,20})?"
_BESIDE_ME = regex.compile(
    rf"(?<!\w)(?:(?P<first>{_NAME})\s(?:and|und|et|y|e|en)\s(?:I|me|ich|moi|yo|io|eu|ik)(?!\w)"
    rf"|(?:I|Me|me|ich|moi|yo|io|eu|ik)\s(?:and|und|et|y|e|en)\s(?P<last>{_NAME}))"
)
_OWNER = regex.compile(r"\b([^\W\d_]{2,30})(?:'s|’s)\s+(?:\w+\s+){0,1}?([^\W\d_]+)")
_OWNED = words_in("birthday party anniversary wedding retirement graduation funeral birthdays marriage shower farewell")
_POSSESSORS = words_in(
    "doctor doctors dentist today tomorrow yesterday year women men mother father valentine patrick mum mom"
)
# After these a name counts only when the words behind it say that a person is meant.
_INVITED = regex.compile(
    r"(?:\s+(?:and|,)\s*\w+)?\s+to\s+(?:the\s+|this\s+|my\s+|our\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:event|meeting|call|invite|invitation|appointment|join|attend|come)\b",
    re.IGNORECASE,
)
_CONFIRMED = {
    "if": regex.compile(r"\s+(?:is|are|was|will be)\s+(?:available|free|busy)\b", re.IGNORECASE),
    "give": regex.compile(r"\s+a\s+(?:call|ring|buzz)\b", re.IGNORECASE),
    "add": _INVITED,
    "ask": _INVITED,
}
_ALSO_NAMES = words_in("mark will may jan sun art grace hope joy rose drew bill") | NAMED_LIKE_TIMES
_OF_NAMES = words_in("office offices team branch department headquarters")
_SURNAMES = words_in("park hall lane street church house square court")
"""Words for places that are names of families behind a given name: "Susan Park"."""
_MEETING = regex.compile(
    r"(?:\bi['’]?m|\bwe['’]?re|\bam|\bare|\bbe)\s+(?:meeting|seeing|visiting|hosting)\s+(?=[^\W\d_])", re.IGNORECASE
)
_OWNS = regex.compile(r"(?:'s|’s)$")
_KIN = RELATIONS - COLLECTIVE
_IN = {"en": ("es", "fr"), "i": ("sv", "da", "no")}
_ELIDED = regex.compile(r"[lL]['’](?=\w)")
_FAMILY = regex.compile(
    r"the\s(?P<all>[A-Z][a-z]{2,20}s)(?!\w|['’]|\s(?:[A-Z]|team|meeting|people|folks|group|call))"  # "the Hendersons"
)
_NUMBERED = regex.compile(r"\s\d{1,3}(?![\w:.])(?=\s*(?:,|$))")
_NAME_END = regex.compile(r"(?:'s|’s)$|[.'’-]+$")
_ADJECTIVE = regex.compile(r"(?:ed|ing|al|ive|ous|able|ful|ary|ents)$")
_CAPITAL = regex.compile(r"[A-ZÄÖÜÀ-ÖØ-ÞА-Я](?=\w)")
_MOST_WORDS = 3

Taken = list[tuple[int, int]]


def overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Whether a stretch lies on one of some others."""
    return any(overlap(span, other) for other in others)


def may_be_name(words: str) -> bool:
    """Whether words that a tagger takes for a person may be one's name."""
    parts = words.split()
    return 0 < len(parts) <= _MOST_WORDS and all(
        _may_name(part.lower()) and part.lower() not in NOUNS for part in parts
    )


def is_given_name(word: str) -> bool:
    """Whether a word is a name that many people have, and hardly ever another word."""
    return word.lower() in GIVEN_NAMES - _ALSO_NAMES


@lru_cache(maxsize=256)
def _given_names(known: tuple[str, ...]) -> Set[str]:
    """The given names, with those of the people who are known."""
    return GIVEN_NAMES | {word.lower() for name in known for word in _WORD.findall(name)} if known else GIVEN_NAMES


class NameReader:
    """The names in a text, as its writer writes: where capitals are used, a small word is hardly a name."""

    def __init__(self, text: str, taken: Taken, known: Iterable[str] = ()) -> None:
        self._text = text
        self._given = _given_names(tuple(known))
        self._taken = Stretches(taken)
        rest = "".join(text[first:last] for first, last in _gaps(sorted(taken), len(text)))
        self._small = not _CAPITAL.search(rest[1:])

    def led(self) -> Iterator[Evidence]:
        """Behind "with", "invite", "call" and the like, one name or a list."""
        for lead in _LEADS.finditer(self._text):
            word = lead.group().split()[0].lower()
            if self._text[: lead.start()].endswith((".", "@")):  # the end of an address: "rui@example.com na terça"
                continue
            if word == "mit" and lead.group()[:3].isupper():
                continue
            if word == "see" and self._text[: lead.start()].rstrip().lower().endswith((" go", " to go", "go to")):
                continue
            strict = word in _VERBS and lead.group().split()[-1].lower() != "with"
            first = self._name(lead.end(), strict=strict)
            confirmed = _CONFIRMED.get(word)
            if confirmed is not None and (first is None or not self._confirmed(confirmed, first)):
                continue
            yield from self._list(lead.end(), strict=strict)
        for lead in _MEETING.finditer(self._text):
            yield from self._list(lead.end(), strict=True)
        for lead in _ONE_TO_ONE.finditer(self._text):
            name = self._name(lead.end(), strict=True)
            if name is not None and name.value[0].isupper() and " with " not in f"{lead.group()} ":
                yield name

    def _confirmed(self, pattern: re.Pattern[str], name: Evidence) -> bool:
        """ "Add Kim" alone invites somebody where Kim is a name."""
        if pattern.match(self._text, name.span[1]):
            return True
        alone = not self._text[name.span[1] :].strip(" .!?") and pattern is _INVITED
        return alone and name.value.split()[0].lower() in self._given

    def between(self) -> Iterator[Evidence]:
        """Both of "between X and Y", all of "for X, Y and Z"."""
        for lead in _BETWEEN.finditer(self._text):
            beside = _MYSELF.match(self._text, lead.end())
            names = list(self._list(beside.end() if beside else lead.end(), strict=True))
            if (beside or len(names) > 1) and (
                lead.group().strip().lower() != "for" or all(name.value[0].isupper() for name in names)
            ):
                yield from names

    def beside_me(self) -> Iterator[Evidence]:
        """Who does something together with the writer: "Bo and I", "moi et Luc"."""
        for match in _BESIDE_ME.finditer(self._text):
            group = "first" if match["first"] else "last"
            if _may_name(match[group].lower()) and self._free(match.span(group)):
                yield Evidence(match[group], match.span(group))

    def owners(self) -> Iterator[Evidence]:
        """Whose birthday or party it is."""
        for match in _OWNER.finditer(self._text):
            name = match.group(1).lower()
            owned = match.group(2).lower() in _OWNED and name not in _POSSESSORS
            if owned and self._free(match.span(1)) and (_may_name(name) or name in NAMED_LIKE_TIMES):
                yield Evidence(match.group(1), match.span(1))

    def _list(self, position: int, *, strict: bool) -> Iterator[Evidence]:
        while True:
            address = ADDRESS.match(self._text, position) or MENTION.match(self._text, position)
            found = None if address else self._name(position, strict=strict)
            if found is not None:
                yield found
            elif address is None:
                return
            join = _JOIN.match(self._text, found.span[1] if found else address.end() if address else position)
            if join is None or self._is_in(join.group()):
                return
            position = join.end()

    def _is_in(self, word: str) -> bool:
        """Whether a word that joins names in one language leads to a place in this: "con Lucía en Casa Benigna"."""
        languages = _IN.get(word.strip().lower())
        return languages is not None and detect(self._text) in languages

    def _free(self, span: tuple[int, int]) -> bool:
        return not self._taken.touches(*span)

    def _name(self, position: int, *, strict: bool) -> Evidence | None:
        """The name that begins here: honorifics, then up to three words that may be of one."""
        text, words = self._text, list[re.Match[str]]()
        if family := _FAMILY.match(text, position):
            return Evidence(family[1], family.span(1)) if self._free(family.span()) else None
        elided = _ELIDED.match(text, position)
        position = self._after_determiner(elided.end() if elided else position, strict=strict)
        count = 0
        while count < _MOST_WORDS and (match := _WORD.match(text, position)) is not None and self._free(match.span()):
            word = match.group().lower().rstrip(".")
            if not self._continues(words, match, strict=strict):
                break
            words.append(match)
            count += word not in HONORIFICS
            if word.endswith(("'s", "’s")):
                owned = _WORD.match(text, match.end() + 1)
                if owned and owned.group().lower() in _KIN and text[match.end()] == " ":  # "Tom's parents"
                    words.append(owned)
                break
            position = match.end() + 1 if text[match.end() : match.end() + 1] == " " else match.end()
            if position == match.end() or (match.group()[-1] == "." and word not in HONORIFICS and len(word) > 1):
                break
            if count and word in RELATIONS and not self._is_named(position):
                break
        if not count:
            return None
        first, last = words[0].start(), words[-1].end()
        following = _WORD.match(text, last + 1)
        owns = _OWNS.search(words[-1].group()) is not None
        if following and not owns and text[last] == " " and following.group() in _OF_NAMES:
            return None  # "with Tokyo office" is no Tokyo
        if _NUMBERED.match(text, last):  # "with Oliver, Court 3"
            return None
        name = _NAME_END.sub("", text[first:last])
        return Evidence(name, (first, first + len(name))) if self._plausible(name) else None

    def _is_named(self, position: int) -> bool:
        """Whether the name of a relation follows: "my girlfriend Lisa"."""
        following = _WORD.match(self._text, position)
        return (
            following is not None
            and (following.group()[0].isupper() or following.group().lower() in self._given)
            and _may_name(following.group().lower())
        )

    def _after_determiner(self, position: int, *, strict: bool) -> int:
        """Behind "my" in "my boss", or the article that some languages put before names."""
        match = _WORD.match(self._text, position)
        if match is None or match.group().lower() not in DETERMINERS:
            return position
        after = match.end() + 1
        following = _WORD.match(self._text, after)
        if following is None:
            return position
        word = following.group()
        known = word.lower() in RELATIONS or word.lower().rstrip(".") in HONORIFICS
        named = match.group().lower() in BEFORE_NAMES and (word.lower() in self._given or self._has_article(word))
        return after if (known and not (strict and match.group().lower() == "the")) or named else position

    def _has_article(self, word: str) -> bool:
        """Whether the language puts articles before names, and no capitals on nouns: "com o Rui", "con la Nives"."""
        return word[0].isupper() and not word.isupper() and detect(self._text) in ("pt", "it", "es", "ca")

    def _continues(self, words: list[re.Match[str]], match: re.Match[str], *, strict: bool) -> bool:
        word = match.group().lower().rstrip(".")
        if not words:
            if word in DETERMINERS and word not in self._given:
                return False
            bare = _OWNS.sub("", word)
            also = bare in _ALSO_NAMES and not strict and (match.group()[0].isupper() or self._small)
            return _may_name(bare) or also
        if word in NEVER_IN_NAMES and (match.group()[0].islower() or word == "chez"):
            return False
        capital = words[-1].group()[0].isupper()
        if match.group()[0].isupper():
            surname = word in _SURNAMES and words[-1].group().lower() in self._given
            return _may_name(word) or word in NAMED_LIKE_TIMES or surname
        if capital or not _may_name(word):
            return False
        return self._small and word not in NUMBERS

    def _plausible(self, name: str) -> bool:
        """Small letters are a name where the writer writes everything small, or where it is one that many have."""
        first = name.split()[0].lower().rstrip(".")
        return (
            name[0].isupper()
            or self._small
            or first in self._given
            or first in RELATIONS
            or first in HONORIFICS
            or not name[0].islower()
        )


def overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two stretches share a character."""
    return first[0] < second[1] and second[0] < first[1]


def _gaps(taken: Taken, length: int) -> Iterator[tuple[int, int]]:
    """What stands between the taken stretches."""
    position = 0
    for first, last in (*taken, (length, length)):
        yield position, max(position, first)
        position = max(position, last)


def _may_name(word: str) -> bool:
    return not (
        word in STOP_WORDS
        or word in NOT_PEOPLE
        or word in NUMBERS
        or word in EVENT_NOUNS
        or word in GENERIC
        or word in PLACE_WORDS
    )
