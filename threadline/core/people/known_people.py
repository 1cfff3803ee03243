"""The people somebody may mean by a name: those of the conversation, and those of their own calendars.

A name is somebody's only where nobody else could be meant: of two who are called so neither is taken.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.core.domain.message import NamedPerson

_LOOKED_AT = 5_000
_WORD = regex.compile(r"[^\W_]+")
_ADDRESSED = regex.compile(
    r"(?P<name>[^\W\d_a-z][\w.'’-]{0,40}(?: [^\W\d_a-z][\w.'’-]{0,40}){0,2}|[a-z][\w'’-]{0,40})"
    r" ?[<(] ?(?P<address>[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}) ?[>)]"
)
_BEGINNING = regex.compile(r"(?:^|[.!?:\n>*-])\s*$")
_NAMES = 2
# A single name may be an ordinary word ("will", "mark"), or be told about: behind these somebody takes part.
_LEADS = (
    r"(?:with|w/|and|&|\+|invite|add|include|between|for|mit|und|avec|et|con|y|com|met|en|med|och|og|ile|ve|z|ze|с|со|и|"
    r"із|та|і)"
)


# Only messages that name somebody are worth a look into calendars and directories for who that may be.
_NAMES_SOMEBODY = regex.compile(
    r"(?<!\w)(?:with|w/|invite|inviting|add|include|including|between|meet|call|see|tell|ask|and|for|1:1|1-1|interview|"
    r"mit|zwischen|treffen|und|avec|entre|rencontrer|et|con|reunirme|y|com|e|met|en|med|och|og|ile|ve|z|ze|с|со|и|із|та|"
    r"guests?|attendees?|participants?|who|teilnehmer|gäste|invités|participantes|partecipanti)[\s:]+[^\W\d_]"
    r"|[^\W\d_]['’]s?\s+(?:local\s+)?time\b",
    re.IGNORECASE,
)


def names_somebody(text: str) -> bool:
    """Whether a text may name people, as far as can be told without knowing any."""
    return _NAMES_SOMEBODY.search(text[:_LOOKED_AT]) is not None


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """People who are known by name, each once."""

    people: tuple[NamedPerson, ...] = ()

    @classmethod
    def of(cls, people: Iterable[NamedPerson], *, without: str | None) -> "KnownPeople":
        """All of them, each as all who know them tell; without the one who has the address `without`."""
        known: dict[str, NamedPerson] = {}
        for person in people:
            key = (person.email or person.name).lower()
            if key and (without is None or key != without.lower()):
                had = known.get(key, person)
                known[key] = NamedPerson(
                    had.name or person.name, had.email, had.zone or person.zone, had.distant and person.distant
                )
        named = {person.name.lower() for person in known.values() if person.email}
        return cls(tuple(each for each in known.values() if each.email or each.name.lower() not in named))

    def called(self, name: str) -> tuple[NamedPerson, ...]:
        """Those who can be meant by a name: by words of their own name or of their address before its @.

        Whoever is met or has part in the conversation is meant before somebody of the same name far away.
        """
        said = _words(name.removeprefix("@"))
        if not said or "@" in name[1:]:
            return ()
        fits = [each for each in self.people if said <= _words(f"{each.name} {_local(each)}")]
        fits = [each for each in fits if not each.distant] or fits
        whole = [each for each in fits if len(said) > 1 and said == _words(each.name)]
        return tuple(whole if len(whole) == 1 else fits)

    def goes_by(self, name: str) -> bool:
        """Whether somebody is called so to their face: by their given name, or by the whole of it."""
        said = [word.casefold() for word in _WORD.findall(name)]
        theirs = ([word.casefold() for word in _WORD.findall(each.name)] for each in self.people)
        return bool(said) and any(said in (words, words[:1]) for words in theirs)

    def at(self, address: str) -> NamedPerson | None:
        """The one who has an address."""
        return next((each for each in self.people if each.email and each.email.lower() == address.lower()), None)

    def named_in(self, text: str) -> tuple[str, ...]:
        """The names, as they stand in the text, of those who take part: whole names, and single ones behind "with"."""
        words, found = _words(text), list[str]()
        for person in self.people:
            parts = _WORD.findall(person.name) or _WORD.findall(_local(person))
            if len(parts) > 1 and _words(person.name) <= words:
                found += _standing(text, rf"(?<!\w){re.escape(person.name)}(?!\w|@|['’]s\b)")
            for part in parts[:1]:
                if part.casefold() in words:
                    found += _standing(text, rf"(?<!\w){_LEADS}\s+(?P<name>{re.escape(part)})(?!\w|@|\.\w|['’]s\b)")
        return tuple(dict.fromkeys(found))

    def clocks(self) -> Mapping[str, ZoneInfo]:
        """The zones of people by each word of their names, where all who are called so live by one clock."""
        zones: dict[str, set[str]] = {}
        for person in self.people:
            for word in _words(person.name) or _words(_local(person)):
                zones.setdefault(word, set()).add(person.zone or "")
        return {
            word: ZoneInfo(next(iter(found))) for word, found in zones.items() if len(found) == 1 and "" not in found
        }


def addressed_in(text: str) -> tuple[NamedPerson, ...]:
    """The people whom a text gives with name and address: "Bo Li <bo@example.com>", "Bo (bo@example.com)"."""
    return tuple(NamedPerson(_called(match, text), match["address"]) for match in _ADDRESSED.finditer(text))


def _called(match: re.Match[str], text: str) -> str:
    """The name without the capital word that begins its sentence: "Meet Carla Diaz <carla@example.org>"."""
    words = match["name"].split()
    if len(words) == 1 or not _BEGINNING.search(text[: match.start()]):
        return match["name"]
    address = _words(match["address"].partition("@")[0])
    own = next((at for at, word in enumerate(words) if {word.casefold(), word[0].casefold()} & address), None)
    whole = len(words) > _NAMES if own is None else own > 0
    return " ".join(words[(own or 1) if whole else 0 :])


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def _local(person: NamedPerson) -> str:
    return (person.email or "").partition("@")[0]


def _standing(text: str, pattern: str) -> list[str]:
    found = re.finditer(pattern, text, re.IGNORECASE)
    return [match.group("name" if "name" in match.groupdict() else 0) for match in found]
