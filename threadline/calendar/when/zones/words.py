"""Zones behind a clock as people write them, in any of the languages: "Eastern", "Wiener Zeit", "Bo's time", "+05:30".

`zone_behind` looks only at the words right behind a clock, so its work is bounded.
"""

from __future__ import annotations

import re

from threadline import regex
from threadline.calendar.when.zones.names import (
    ABBREVIATIONS,
    CAPITAL_ABBREVIATIONS,
    folded,
    is_plain_word,
    place_names,
)
from threadline.calendar.when.zones.zone import SaidZone, iana, is_utc, offset_zone

_FARTHEST = 60
_LEAD = regex.compile(r"[ \t\xa0]*(?:,[ \t]*|[-–—] )?[(\[]?[ \t]*")
_OFFSET = regex.compile(
    r"(?:(?P<base>UTC|GMT)[ ]?)?(?P<sign>[+\-−–])(?P<hours>\d{1,2})(?:(?P<colon>:)?(?P<minutes>[0-5]\d))?(?![\d:.])"
)
_IANA = regex.compile(r"[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_+-]+){1,2}")
_CAPITALS = regex.compile(r"[A-ZА-Я]{1,5}\b(?![-/'’&])")
_SMALL = regex.compile(r"[a-z]{3,4}\b")
_PLACE = r"(?P<place>[^\W\d_][\w.’'&-]*(?: [^\W\d_][\w.’'&-]*){0,3}?)"
_NOT_NOUN = r"(?! (?:slot|off|block|window|card|sheet|table|limit|line|to|for a|management|zone change)\b)"
_TIME_WORDS = (
    rf"{_PLACE} (?i:(?:standard |daylight |summer |winter |local |office )?(?:time[ -]?zone|time|tz))\b{_NOT_NOUN}",
    rf"(?:nach )?{_PLACE} (?:Sommer|Winter|Orts)?[Zz]eit\b",
    rf"(?:à l['’])?heure (?:locale )?(?:de |d['’]|du |à )?{_PLACE}",
    rf"(?:hora|horario|horário)(?: local)? (?:de |del |do |da )?{_PLACE}",
    rf"ora (?:locale )?(?:di |del |della )?{_PLACE}",
    rf"{_PLACE} tijd\b",
    rf"{_PLACE} tid\b",
    rf"czasu {_PLACE}",
    rf"{_PLACE} saatiyle\b",
    rf"(?:по|за) {_PLACE}(?: времени| часом)?",
)
_NAMED = tuple(regex.compile(pattern) for pattern in _TIME_WORDS)
_OWN = regex.compile(
    r"(?:in )?(?:my|our) (?:own )?(?:local )?time(?: ?zone)?\b(?! (?:slot|off))|local time here\b"
    r"|(?:nach )?(?:meiner|unserer) (?:Orts)?[Zz]eit"
    r"|mi hora\b|mon heure\b|nuestra hora\b|notre heure\b|ora mia\b|minha hora\b",
    re.IGNORECASE,
)
_WHOSE = regex.compile(
    r"(?:in )?(?:(?:your|his|her|their|its) (?:own )?(?:local )?time(?: ?zone)?"
    r"|(?:the )?(?:client|customer|office|venue|site|hq|destination|guest)(?:['’]?s)? (?:local )?time(?: ?zone)?"
    r"|(?P<owner>[^\W\d_][\w.-]{0,30})(?:['’]s|(?<=s)['’]) (?:local )?time(?: ?zone)?"
    r"|local time(?: there)?|(?:seiner|ihrer|deiner|eurer) (?:Orts)?Zeit|Ortszeit"
    r"|heure locale|(?:son|votre|ton|leur) heure|hora local|su hora|tu hora|ora locale|lokale tijd|plaatselijke tijd"
    r"|czasu (?:lokalnego|miejscowego)|lokal tid|yerel saatle|по местному времени|за місцевим часом"
    r")\b(?! (?:slot|off|block|window|to)\b)",
    re.IGNORECASE,
)
_NO_OWNERS = frozenset(
    ["it", "that", "what", "let", "today", "tomorrow", "here", "there", "who", "he", "she", "how", "where", "when"]
)
_PLACED = regex.compile(r"[ \xa0](?:in|at)[ \xa0](?P<place>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2})")
_BARE = regex.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,2}")
_AFTER_PLACE = regex.compile(
    r"\s*(?:$|[.,;:!?()\]/|=–—\n-]|(?:on|for|with|and|or|to|until|till|in|at|the|this|next|tomorrow|today|tonight|every|each|please|if|"
    r"so|but|because|is|was|works|work|would|sharp|instead|which|that|um|am|mit|für|und|le|avec|con|el|em|"
    r"mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)",
    re.IGNORECASE,
)
_UNKNOWN = regex.compile(r"[A-Z]{2,4}T\b(?!['’/-])")
# Capitals on T that are words or other abbreviations.
_CAPITAL_WORDS = (
    "CHAT TEST MEET NEXT LAST WAIT REST BEST EXIT QUIT START VISIT GREAT EVENT FIRST RIGHT NIGHT EIGHT MUST JUST PART"
    " WEST EAST SALT PLANT UAT GPT NFT PPT PMT TBT ACT SAT GMAT FLT VAT SWAT NAT MRT LGBT DIET BOAT BEAT REACT MOOT"
    " SCOT FONT POST HOST COST LIST SHOT SHUT SPOT STAT SENT FAST FACT THAT WHAT LEFT SOFT LIFT GIFT TEXT CART DART"
    " PORT SORT UNIT EDIT AUDIT MINT HINT RENT TENT VENT WENT BUT NOT GET SET LET OUT CUT PUT HIT SIT FIT BIT LOT GOT"
    " HOT WET JET MET PET YET NET BET EAT OAT FAT HAT MAT RAT BAT IT AT DEPT MGMT ACCT MKT ATT NMT"
)
_NOT_ZONES = frozenset(_CAPITAL_WORDS.split())
_TIME_NOUNS = (
    "story prime party tea lunch dinner breakfast face first free family play quiet game show tee team focus travel"
    " start end any same this that next last some each full part real nap bed crunch happy quality down fun closing"
    " opening departure arrival check the a run drive long good good what which every no"
)
_NOT_PLACES = frozenset(_TIME_NOUNS.split())
_UNSPACED = regex.compile(r"(?P<place>[^\W\d_]{2,6}?) ?(?:時間|时间|時區|时区|시간)(?:の|で|に|은|으로)?,?\s*$")
_THERE = regex.compile(r"(?:現地|当地|當地|현지) ?(?:時間|时间|시간)(?:の|で|에)?\s*$")


def zone_behind(text: str, position: int) -> tuple[SaidZone | None, int] | None:
    """The zone said right behind a clock, with where its words end; the zone is None for the speaker's own ("my time").

    A zone that cannot be known ("Bo's time", "XKT") has no region.
    """
    lead = _LEAD.match(text, position, position + _FARTHEST)
    first = lead.end() if lead else position
    last = min(len(text), first + _FARTHEST)
    if first >= last:
        return None
    if match := _OWN.match(text, first, last):
        return None, match.end()
    if (found := _somebodys(text, first, last)) is not None:
        return found
    beside = text[position:first].strip() in {"", "(", "["}
    for read in (_offset, _named, _abbreviation, _bare_place) if beside else (_named,):
        if (zone := read(text, first, last)) is not None:
            return zone
    return None


def zone_before(text: str, position: int) -> tuple[SaidZone, int] | None:
    """The zone that stands before a clock in languages that write it there ("日本時間15時"), with where it begins."""
    low = max(0, position - 12)
    if match := _THERE.search(text, low, position):
        return SaidZone(name=match.group().strip()), match.start()
    match = _UNSPACED.search(text, low, position)
    for skipped in range(len(match["place"]) - 1 if match else 0):
        assert match is not None  # noqa: S101 - the range is empty without a match
        zone = place_names().get(folded(match["place"][skipped:]))
        if zone is not None:
            return zone, match.start() + skipped
    return None


def place_behind(text: str, position: int) -> SaidZone | None:
    """The zone of the city in "3pm in Kolkata": whose clock it is on is not said."""
    match = _PLACED.match(text, position, position + _FARTHEST)
    if match is None:
        return None
    for words in _shorter(match["place"]):
        name = folded(words)
        if (zone := place_names().get(name)) is not None:
            return None if is_plain_word(name) else zone
    return None


def _somebodys(text: str, first: int, last: int) -> tuple[SaidZone | None, int] | None:
    match = _WHOSE.match(text, first, last)
    if match is None:
        return None
    owner = match["owner"]
    if owner is not None and owner.lower() in _NO_OWNERS:
        return None
    if owner is not None and (zone := place_names().get(folded(owner))) is not None:
        return zone, match.end()
    return SaidZone(name=match.group().removeprefix("in "), owner=owner or ""), match.end()


def _offset(text: str, first: int, last: int) -> tuple[SaidZone, int] | None:
    match = _OFFSET.match(text, first, last)
    if match is None or not (match["base"] or match["minutes"]):
        return None
    if not match["base"] and match["sign"] != "+" and (match["colon"] or len(match["hours"]) < 2):
        return None
    hours = int(match["hours"]) + int(match["minutes"] or 0) / 60
    zone = offset_zone(hours if match["sign"] == "+" else -hours)
    return (zone or SaidZone(name=match.group()), match.end())


def _abbreviation(text: str, first: int, last: int) -> tuple[SaidZone, int] | None:
    if match := _IANA.match(text, first, last):
        zone = iana(match.group())
        return (zone, match.end()) if zone else None
    if match := _CAPITALS.match(text, first, last):
        word = match.group()
        found = CAPITAL_ABBREVIATIONS.get(word) or ABBREVIATIONS.get(word.lower())
        if found is None and _UNKNOWN.fullmatch(word) and word not in _NOT_ZONES and _ends_here(text, match.end()):
            found = None if text.isupper() or word.lower() in place_names() else SaidZone(name=word)
        return _with_offset(found, text, match.end(), last) if found else None
    match = _SMALL.match(text, first, last)
    small = ABBREVIATIONS.get(match.group()) if match else None
    return (small, match.end()) if small and match else None


def _with_offset(zone: SaidZone, text: str, end: int, last: int) -> tuple[SaidZone, int]:
    if is_utc(zone) and (more := _OFFSET.match(text, end, last)):
        hours = int(more["hours"]) + int(more["minutes"] or 0) / 60
        offset = offset_zone(hours if more["sign"] == "+" else -hours)
        return offset or SaidZone(name=text[end : more.end()]), more.end()
    return zone, end


def _named(text: str, first: int, last: int) -> tuple[SaidZone, int] | None:
    """A place with the word for time: "London time", "Wiener Zeit", "heure de Paris"."""
    for pattern in _NAMED:
        match = pattern.match(text, first, last)
        if match is None:
            continue
        if pattern.pattern.endswith(_PLACE) or "по|за" in pattern.pattern:
            return _place_at(text, match.start("place"), last)
        words = match["place"]
        zone = place_names().get(folded(words)) or _adjective(folded(words)) or _by_abbreviation(words)
        if zone is not None:
            return zone, match.end()
        if pattern is _NAMED[0] and _looks_like_place(words):
            return SaidZone(name=f"{words} time"), match.end()
    return None


def _place_at(text: str, first: int, last: int) -> tuple[SaidZone, int] | None:
    match = _BARE.match(text, first, last)
    for words in _shorter(match.group()) if match else ():
        if (zone := place_names().get(folded(words))) is not None:
            return zone, first + len(words)
    return None


def _by_abbreviation(words: str) -> SaidZone | None:
    return CAPITAL_ABBREVIATIONS.get(words) or ABBREVIATIONS.get(words.lower())


def _adjective(name: str) -> SaidZone | None:
    """The city of "Berliner" and "Amsterdamse"."""
    for ending in ("er", "se", "ner", "r"):
        if name.endswith(ending) and (zone := place_names().get(name.removesuffix(ending))) is not None:
            return zone
    return None


def _looks_like_place(words: str) -> bool:
    first = words.split()[0]
    return len(words.split()) <= 2 and first[0].isupper() and first.lower() not in _NOT_PLACES


def _bare_place(text: str, first: int, last: int) -> tuple[SaidZone, int] | None:
    """A city or a region alone, where the sentence goes on or ends behind it: "9am Tokyo", "10am Eastern"."""
    match = _BARE.match(text, first, last)
    if match is None:
        return None
    for words in _shorter(match.group()):
        name = folded(words)
        zone = place_names().get(name)
        if zone is not None and not is_plain_word(name) and _ends_here(text, first + len(words)):
            small = words[0].islower() and zone.region.partition("/")[0] != "America"
            return None if small else (zone, first + len(words))
    return None


def _shorter(words: str) -> list[str]:
    """The words, then without their last, and so on; a closing dot is not part of a name."""
    parts = words.rstrip(".").split(" ")
    return [" ".join(parts[:size]).rstrip(".,") for size in range(len(parts), 0, -1)]


def _ends_here(text: str, position: int) -> bool:
    return _AFTER_PLACE.match(text, position) is not None
