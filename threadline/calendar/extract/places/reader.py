"""Where: labelled lines, links, rooms, addresses, "at the office", "im Café Central"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from threadline import regex
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.page.labels import LabelKind, Labelled
from threadline.calendar.extract.people.name_words import GIVEN_NAMES
from threadline.calendar.extract.places.eastern import EASTERN
from threadline.calendar.extract.places.words import CITIES, ENGLISH, INNER, NOT_PLACES, NOUNS, OTHERS, ROOMS, VISITED
from threadline.calendar.extract.stretches import Stretches
from threadline.calendar.extract.titles.words import ADJECTIVE, ROOM_WORDS
from threadline.calendar.extract.vocabulary import EVENT_NOUNS, GENERIC, NUMBERS, STOP_WORDS, words_in
from threadline.calendar.when.languages.detection import detect

_LINK = regex.compile(
    r"https?://[^\s<>\"|]{0,40}(?:zoom\.us|meet\.google\.com|teams\.(?:microsoft|live)\.com|webex\.com|whereby\.com|"
    r"meet\.jit\.si|gotomeeting\.com|chime\.aws)[^\s<>\"|)]{0,300}",
    re.IGNORECASE,
)
_SAID = regex.compile(
    r"\b(?:location|venue|place|address)\s+(?:will\s+be|is|would\s+be)\s+(?:at\s+|in\s+)?(\S[^\n.;!?]{1,60})",
    re.IGNORECASE,
)
_NUMBERED = (
    rf"(?i:(?:conference|meeting|board|seminar|huddle|training|project)\s?)?(?i:{ROOMS})\s+(?i:nr\.?\s*|no\.?\s*)?"
    r"(?:[A-Z0-9](?:[\w-]|[./](?=\w)){0,20}(?:\s[A-Z][\w-]{0,20})?)"
)
_ROOM = regex.compile(
    rf"(?<!\w)((?i:the\s+)?{_NUMBERED})(?!\w)"
    r"|\b(?i:in|at)\s+((?i:(?:the\s+)?(?:conference|meeting|board)\s*room))\b(?!\s+[A-Z0-9])"
)
_SMALL_ROOM = regex.compile(
    r"(?<!\w)((?:(?:conference|meeting|board|huddle|training|project)\s)?(?:room|raum|salle|sala|zaal|gate)\s[a-z]?\d[\w.]{0,6}(?<!\.))(?!\w)"
)
_STREET = regex.compile(
    r"\b\d{1,5}\s+(?:[A-Z][\w'.-]{0,20}\s+){1,4}(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|way|plaza|square|court|ct)\b\.?",
    re.IGNORECASE,
)
_ADDRESS = regex.compile(
    r"\b([A-ZÄÖÜ][\wäöüß-]{1,25}(?:straße|strasse|gasse|weg|platz|allee|ring|damm|ufer|straat|laan|plein|kade|gracht|gatan|vägen|gade|vej)"
    r"\s\d{1,4}[a-z]?)\b"
    r"|\b(\d{1,4},?\s(?:rue|avenue|boulevard|place)\s[^\n,.;]{3,40})"
)
_ON_STREET = regex.compile(
    r"\s+on\s+(?:the\s+)?(?:[A-Z0-9][\w'’.-]{0,20}\s+){1,3}"
    r"(?i:street|st|avenue|ave|road|rd|boulevard|blvd|lane|drive|square)\b"
    r"|\s+on\s+(?:\d{1,3}(?:st|nd|rd|th)|main|broadway|market|park)\b"
)
_CHANNELS = regex.compile(
    r"\b(?:on|via|over|per|über|par|en|por|su|tramite|przez|в)\s+"
    r"(zoom|google meet|teams|microsoft teams|ms teams|skype|slack|webex|whatsapp|phone|the phone|discord|facetime)\b",
    re.IGNORECASE,
)
_WORD = regex.compile(r"[^\W_](?:[\w&+]|['’.-](?=\w)){0,40}|&")
_LEAD = regex.compile(
    r"(?<![\w'’])(?:" + "|".join(sorted(map(re.escape, ENGLISH | OTHERS), key=len, reverse=True)) + r")"
    r"(?:\s+|(?<=l)['’]|(?<=@))(?=\w)",
    re.IGNORECASE,
)
_DETERMINERS = words_in(
    "the a an my our your his her their le la les l el los il lo de der dem den die das o os as het unserem unserer "
    "meinem meiner notre mon ma nuestra mi nostra nostro mia mio onze mijn"
)
_MOST_WORDS = 5
_OF_SORT = ROOM_WORDS | words_in(
    "scuola école escuela escola casa maison centro centre club campo salão palestra circolo"
)
"""Places that a common word may say the sort of: "scuola di musica", "salle des fêtes"."""
_NORTHERN = frozenset({"sv", "da", "no"})
"""Where "i" is "in"; elsewhere it is an article or "and"."""
_COMMA = regex.compile(r",[ \t]+(?=\w)")

Taken = list[tuple[int, int]]


def read_place(text: str, taken: Taken, labels: Iterable[Labelled] = ()) -> Evidence | None:
    """The place that was said first among labels, links, rooms, addresses and names after "at"; None without one."""
    labelled = [label.value for label in labels if label.kind is LabelKind.PLACE]
    if labelled:
        return labelled[0]
    notes = [label.value.span for label in labels if label.kind in (LabelKind.NOTES, LabelKind.TITLE)]
    taken = taken + notes
    if (said := _SAID.search(text)) is not None:
        return _Places(text, taken).extent(said.start(1), sure=True)
    for pattern in (_LINK, _ROOM, _SMALL_ROOM, _STREET, _ADDRESS, _CHANNELS):
        for match in pattern.finditer(text):
            group = match.lastindex or 0
            first, last = match.span(group)
            if pattern is _ADDRESS:  # which goes on to the next slot
                last = min([last, *(begin for begin, _ in taken if begin > first)])
            if not _inside((first, last), taken):
                return Evidence(text[first:last].strip().rstrip(".,"), (first, last))
    return _Places(text, taken).first()


def _without(text: str, taken: Taken) -> str:
    """The text that no other slot has: names and days have capitals also where places have none."""
    kept, at = [], 0
    for first, last in sorted(taken):
        if first >= at:
            kept.append(text[at:first])
        at = max(at, last)
    return "".join((*kept, text[at:]))


def _inside(span: tuple[int, int], taken: Taken) -> bool:
    return any(span[0] < last and first < span[1] for first, last in taken)


_HOSTS = words_in("moi toi lui elle nous vous eux elles mir dir uns euch ihm ihr mig mej dig oss mei meg deg me noi")
_ARTICLE = regex.compile(r"(?:der|dem|den|die|das)\s+(?=[A-ZÄÖÜ])")


class _Places:
    """The places of a text that stand behind a preposition, each to its right end."""

    def __init__(self, text: str, taken: Taken) -> None:
        self._text = text
        self._taken = Stretches(taken)
        rest = _without(text, taken)[1:]
        self._small = rest == rest.lower() if rest.isascii() else not any(letter.isupper() for letter in rest)
        self._language = detect(text)
        self._leads = _ENGLISH_LEADS if self._language == "en" else _LEADS

    def first(self) -> Evidence | None:
        """The first that looks like one."""
        for lead in _LEAD.finditer(self._text):
            word = lead.group().strip().lower().rstrip("'’")
            if word == "i" and self._language not in _NORTHERN:
                continue
            place = self.extent(lead.end(), lead=word) if word in self._leads else None
            if place is not None:
                return self._with_host(place, lead)
        for comma in _COMMA.finditer(self._text):
            place = self._apart(comma.end())
            if place is not None:
                return place
        eastern = self._language == "tr" or not self._text.isascii()
        for match in EASTERN.finditer(self._text) if eastern else ():
            group = match.lastindex or 0
            if not self._taken.touches(*match.span(group)):
                return Evidence(match.group(group), match.span(group))
        return None

    def _with_host(self, place: Evidence, lead: re.Match[str]) -> Evidence:
        """The place with the word that makes one of whoever it is at: "chez moi"; in German without its article."""
        if place.value.lower() in _HOSTS:
            first = lead.start() + len(lead.group()) - len(lead.group().lstrip())
            return Evidence(self._text[first : place.span[1]], (first, place.span[1]))
        article = _ARTICLE.match(place.value) if self._language == "de" else None
        if article is None:
            return place
        return Evidence(place.value[article.end() :], (place.span[0] + article.end(), place.span[1]))

    def extent(self, position: int, *, lead: str = "at", sure: bool = False) -> Evidence | None:
        """The place that begins here, up to the next slot, mark or word that no place has; None where it is none."""
        words = self._words(position)
        while words and words[-1].group().lower() in _NEVER_LAST:
            words.pop()
        names = [word for word in words if word.group().lower() not in _DETERMINERS]
        if not names or not (sure or self._is_place(words, names, lead)):
            return None
        first, last = words[0].start(), words[-1].end()
        if (street := _ON_STREET.match(self._text, last)) and not self._taken.touches(last, street.end()):
            last = street.end()
        following = _WORD.match(self._text, last + 1)
        if not sure and following and following.group().lower() in GENERIC and self._text[last] == " ":
            return None
        return Evidence(self._text[first:last], (first, last))

    def _apart(self, position: int) -> Evidence | None:
        """A place between commas, without a preposition: "Board meeting Dec 9, 9:00-12:00, Hotel Atlantic"."""
        words = self._words(position)
        if not words or (words[0].group().lower() not in NOUNS and words[-1].group().lower() not in NOUNS):
            return None
        place = self.extent(position, sure=len(words) > 1)
        behind = self._text[place.span[1] : place.span[1] + 1] if place else ""
        return place if place and behind in ("", ",", ".", "\n", ";") else None

    def _words(self, position: int) -> list[re.Match[str]]:
        words: list[re.Match[str]] = []
        while len(words) < _MOST_WORDS and (match := _WORD.match(self._text, position)) is not None:
            lower = match.group().lower()
            if self._taken.touches(*match.span()) or (words and not self._goes_on(words, match, lower)):
                break
            words.append(match)
            gap = _GAP.match(self._text, match.end())
            position = gap.end() if gap and gap.end() > match.end() else len(self._text)
        return words

    def _goes_on(self, words: list[re.Match[str]], match: re.Match[str], lower: str) -> bool:
        if lower in _PARTICLES and match.group()[0].isupper():
            return True
        if lower in INNER:
            following = _WORD.match(self._text, match.end() + 1)
            return following is not None and (
                (
                    following.group()[0].isupper()
                    and (words[-1].group()[0].isupper() or words[-1].group().lower() in NOUNS)
                )
                or (following.group().lower() in NOUNS and lower in ("of", "de", "du", "di"))
                or (words[-1].group().lower() in _OF_SORT and lower in ("de", "des", "du", "di", "del"))
            )
        if lower in _LEADS or lower in STOP_WORDS:
            return all(word.group().lower() in _DETERMINERS for word in words) and lower in ("new", "first")
        before = [word.group() for word in words if word.group().lower() not in _DETERMINERS]
        if before and before[-1].lower() in NOUNS and lower not in NOUNS and not match.group()[0].isupper():
            return lower[0].isdigit() or (self._leads is not _ENGLISH_LEADS and ADJECTIVE.search(lower) is not None)
        if before and before[-1][0].isupper() and not match.group()[0].isupper() and not lower[0].isdigit():
            return lower in NOUNS
        return True

    def _is_place(self, words: list[re.Match[str]], names: list[re.Match[str]], lead: str) -> bool:
        plain = [name.group().lower() for name in names]
        if plain[0] in NOT_PLACES or plain[0] in GENERIC or plain[0] in NUMBERS or plain[-1] in EVENT_NOUNS:
            return False
        if (lead == "en" and plain[0] == "place") or plain[0] in VISITED:  # "mettre en place"
            return False
        if lead == "sur" and plain[0] not in _OUTDOORS:  # "un point sur le budget"
            return False
        capital = names[0].group()[0].isupper()
        if any(word in NOUNS for word in plain) or plain[0] in CITIES or _compound(plain[0]):
            return True
        if lead in ENGLISH and lead != "in":
            defined = words[0].group().lower() == "the" and lead == "at"
            owned = "'s" in plain[-1] or "’s" in plain[-1]
            return capital or defined or owned or (self._small and not names[0].group()[0].isdigit())
        if lead == "in":
            return capital and (len(names) > 1 or not self._german())
        if lead in ("chez", "hos", "bei", "beim"):
            return (capital and plain[0] not in GIVEN_NAMES) or lead == "chez"
        if lead == "en" and capital and self._language == "es":
            return plain[0] not in GIVEN_NAMES
        loose = lead in ("am", "à", "a", "en", "на")
        return capital and (lead in _STRONG or (len(names) > 1 and not loose))

    def _german(self) -> bool:
        return _GERMAN.search(self._text) is not None


_OUTDOORS = words_in("place parking port quai parvis terrasse terrain marché stade pont chantier")
_PARTICLES = words_in("da de di del la le il el van von der den al")
"""Within a name, with a capital: "Ristorante Da Vinci"."""
_PLAIN = words_in("im beim chez au aux")
"""Those that no English word is written like."""
_LEADS = ENGLISH | OTHERS
_ENGLISH_LEADS = ENGLISH | _PLAIN
_NEVER_LAST = INNER | STOP_WORDS | _DETERMINERS
_GAP = regex.compile(r"(?<=\b[SMFD][tr])\. (?=[A-Z])|(?<=s)['’] (?=\w)|[ ]?['’]?")
_GERMAN = regex.compile(r"\b(?:mit|der|die|das|ist|und|um|am|uhr|ein|eine)\b", re.IGNORECASE)
_STRONG = words_in("im au al alla allo dal no na nel nella bij te")
_COMPOUND_ENDS = tuple(
    words_in(
        "haus raum saal zimmer halle platz straße strasse gasse hof café bar restaurant büro zentrum park kirche "
        "schule stüberl garten markt bahnhof"
    )
)


def _compound(word: str) -> bool:
    """A German place in one word: "Rathaussaal", "Wirtshausgarten"."""
    return any(word.endswith(end) and len(word) > len(end) + 2 for end in _COMPOUND_ENDS)
