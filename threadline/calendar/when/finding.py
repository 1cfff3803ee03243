"""From text to predicates: clusters are parsed, and what stands apart in a sentence meets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from threadline.calendar.when.discourse.composition import composed
from threadline.calendar.when.discourse.corrected_hours import with_corrected_hours
from threadline.calendar.when.discourse.counting import believed, counts_things
from threadline.calendar.when.discourse.day_lists import with_listed
from threadline.calendar.when.discourse.fitting_hours import with_fitting_hours
from threadline.calendar.when.discourse.foreign_moves import with_foreign_moves
from threadline.calendar.when.discourse.found import Found
from threadline.calendar.when.discourse.verbs import mark_moves, without_conjunctions, without_verbs
from threadline.calendar.when.grammar import CATEGORIES, Level, Node, apply
from threadline.calendar.when.holiday_titles import without_titles
from threadline.calendar.when.languages import room
from threadline.calendar.when.lexer import Lexer
from threadline.calendar.when.meaning.amounts import Amount, Unit
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ranges import At, Deadline
from threadline.calendar.when.model import Grain, Role
from threadline.calendar.when.policy import Policy
from threadline.calendar.when.series.exceptions import without_exceptions
from threadline.calendar.when.series.frequency_words import as_said
from threadline.calendar.when.zones.clock_zones import clocks_in_zones, in_zone
from threadline.calendar.when.zones.zone import SaidZone

_EMITTED = frozenset(
    CATEGORIES.char(name)
    for name in (
        "date",
        "moment",
        "range",
        "period",
        "daypart",
        "day_range",
        "clock",
        "clock_range",
        "part",
        "deadline",
        "since_time",
        "recurrence",
        "amount",
        "zone",
    )
)
_ZONE_GAP = 4


def find(text: str, policy: Policy, language: str) -> list[Found]:
    """The predicates in `text` with their places, in order; nothing is resolved yet. Raises ValueError as `resolve`."""
    day_first = room(language).day_first if policy.day_first is None else policy.day_first
    lexer = _lexer(language, _order(text, day_first=day_first) if "/" in text else day_first)
    speech = room(language)
    accented = text
    text = text.translate(speech.folds) if speech.folds else text
    code = language.split("-")[0].lower()
    found: list[Found] = []
    for cluster in lexer.clusters(text):
        nodes = speech.compose(cluster) if speech.compose else cluster
        marks: dict[int, Role] = {}
        if code == "en":
            nodes, marks = mark_moves(without_verbs(without_conjunctions(nodes, text), text), text)
        nodes = apply(_levels(language), nodes)
        found.extend(_finds(nodes, marks, text))
    if code != "en":
        found = with_foreign_moves(found, accented)
    found = [_minutes_to(_arrival(_as_length(item, text), text), text) for item in found]
    kept = [
        _hinted(seen, text)
        for item in without_exceptions(clocks_in_zones(_zoned(found), text), text)
        if not counts_things(item, text, code)
        and not _is_name(item, text)
        and (seen := believed(item, text)) is not None
    ]
    listed = with_listed(kept, text)
    listed = with_fitting_hours(listed, text, english=code == "en")
    listed = with_corrected_hours(listed, text)
    return composed(as_said(without_titles(listed, text), text), text, accented)


_SLASHED = re.compile(r"(?<![\w/.:-])(\d{1,2})/(\d{1,2})(?:/(?:20)?\d\d)?(?![\w/.:%-])")
_MONTHS, _DAYS = 12, 31
_ALWAYS = ("24", "7")


def _order(text: str, *, day_first: bool) -> bool:
    """Whether the day stands first: one date that can be read one way only tells of the others in the text."""
    told: set[bool] = set()
    for match in _SLASHED.finditer(text):
        first, second = int(match[1]), int(match[2])
        if match.groups() != _ALWAYS and max(first, second) <= _DAYS and min(first, second) <= _MONTHS:
            told |= {first > second} if max(first, second) > _MONTHS else set()
    return told.pop() if len(told) == 1 else day_first


def _finds(nodes: list[Node], marks: dict[int, Role], text: str) -> Iterator[Found]:
    """What the nodes of a cluster say, with the part that a word of moving gives it."""
    role = Role.WANTED
    for node in nodes:
        role = next((marks[at] for at in marks if node.start <= at < node.end), role)
        if node.char in _EMITTED:
            yield Found(node.value, (_closed(node, text),), role)
            role = Role.WANTED


def _zoned(found: list[Found]) -> list[Found]:
    """Let a zone that stands right behind a clock count for it: "10:00 AM. (UTC-08:00) Pacific Time"."""
    kept: list[Found] = []
    for item in found:
        if not isinstance(item.value, SaidZone):
            kept.append(item)
        elif kept and item.start - kept[-1].end <= _ZONE_GAP:
            kept[-1] = replace(kept[-1], value=in_zone(kept[-1].value, item.value))
    return kept


def _closed(node: Node, text: str) -> tuple[int, int]:
    """The stretch of a node with the bracket that closes one opened inside it."""
    first, last = node.start, node.end
    opened = text.count("(", first, last) > text.count(")", first, last)
    return first, last + (opened and text[last : last + 1] == ")")


@lru_cache(maxsize=32)
def _lexer(language: str, day_first: bool) -> Lexer:
    return Lexer(room(language), day_first=day_first)


@lru_cache(maxsize=32)
def _levels(language: str) -> list[Level]:
    # Compiling the rules takes a while: only who reads a text pays for it, once.
    from threadline.calendar.when.rules import LEVELS

    speech = room(language)
    return [*speech.levels, *LEVELS, *speech.tails]


_ARRIVAL = re.compile(
    r"\b(?:be|arrive|get|come|show up|turn up|check in)"
    r"(?: (?:here|there|back|ready|seated|outside|downstairs|upstairs))?"
    r"(?: (?:at|in|on|to|by|outside|near) (?:the |my |our )?[\w' -]{1,30})?\s+$",
    re.IGNORECASE,
)


def _arrival(item: Found, text: str) -> Found:
    """ "Be at the gate by 8:15": where one has to be is no work that is due, so the hour is a beginning."""
    value = item.value
    clock = value.limit if isinstance(value, Deadline) else None
    time = clock.time if isinstance(clock, At) else clock
    if not isinstance(time, Clock) or time.bare or not re.match(r"by\b", text[item.start : item.end], re.IGNORECASE):
        return item
    return replace(item, value=clock) if _ARRIVAL.search(text[max(0, item.start - 60) : item.start]) else item


_MOMENTARY = re.compile(
    r"\b(?:leav(?:es?|ing)|depart(?:s|ing|ure)?|arriv(?:es?|ing|al)|start(?:s|ing)?|begin(?:s|ning)?|opens?|closes?|"
    r"kicks? off|lands?|takes? off|is due|goes|boards?|boarding)(?: (?:tomorrow|today|tonight))? at\s*$",
    re.IGNORECASE,
)
_MINUTES_TO = re.compile(r"(?:at )?(5|10|20|25) to (1[0-2]|[1-9])\b(?!:)", re.IGNORECASE)


def _minutes_to(item: Found, text: str) -> Found:
    """ "The train leaves at 5 to 8": what happens in a moment has no range of hours."""
    at = item.value if isinstance(item.value, At) else None
    hours = at.time if at else item.value
    said = _MINUTES_TO.search(text, item.start, item.end) if isinstance(hours, ClockRange) else None
    if said is None or not _MOMENTARY.search(text[max(0, said.start() - 40) : said.start(1)]):
        return item
    clock = Clock(int(said[2]) - 1 or 12, 60 - int(said[1]))
    return replace(item, value=replace(at, time=clock) if at else clock)


_LENGTH_LABEL = re.compile(
    r"\b(?:duration|length|lasts?|takes?|dur[ée]{1,2}e?|duración|durata|duração|dauer|duur|varighed|varaktighet)"
    r"\s*[:=–—-]?\s*$",
    re.IGNORECASE,
)


def _as_length(item: Found, text: str) -> Found:
    """ "Duration: 1:30" and "durée 1h30" are lengths, though they are written like clocks."""
    clock = item.value
    labelled = _LENGTH_LABEL.search(text[max(0, item.start - 16) : item.start])
    if not labelled or not isinstance(clock, Clock) or clock.half:
        return item
    parts = ((clock.hour, Unit(Grain.HOUR)), (clock.minute, Unit(Grain.MINUTE)))
    return replace(item, value=Amount(tuple((count, unit) for count, unit in parts if count) or parts[:1]))


_PLACED = re.compile(
    r"\s+(?:[A-Z][\w'’-]+\s+)?(?:Caf[eé]|Bar|Club|Room|Street|Avenue|Hall|Park|Hotel|Restaurant|Grill|Pub|House|Square|"
    r"Building|Tower|Kitchen|Lounge|Inn|Cinema|Theat(?:er|re)|Road|Diner|Bistro|Bakery|Coffee|Studio|Gallery)\b"
)
_NAMED_BEFORE = re.compile(
    r"(?:\b(?:with|and|w/|call|meet|invite|ask|tell|ring|hi|hey|dear|thanks|cc|from)|,|&)\s+$", re.IGNORECASE
)
_FIRST_NAMES = {3, 4, 5, 6, 8}
_NOON = re.compile(r"Noon|Midnight|Midday")
_TITLED = re.compile(
    r" (?!would|should|could|will|can|might|may|suits|sounds|seems|looks|has|does|it|be|today|"
    r"tonight|tomorrow|on|at|in|to|till?|until|for|with|and|or|is|was|works?|if|then|please|sharp|meal|lunch|"
    r"the|this|next|every|each|our|my|we|you|i|mon|tue|wed|thu|fri|sat|sun|call|meeting|sync|swim|run|walk|mass)[a-z]{3,}"
)


def _is_name(item: Found, text: str) -> bool:
    """True for "Noon Cafe" and "with June": a word of time with a capital that names a place or a person."""
    if not text[item.start].isupper():
        return False
    if re.fullmatch(r"[A-Z][a-z]+(?:['’]s)?", text[item.start : item.end]) and _PLACED.match(text, item.end):
        return True
    month = item.value if isinstance(item.value, Fields) else None
    if isinstance(item.value, Clock) and _NOON.fullmatch(text, item.start, item.end):
        return _TITLED.match(text, item.end) is not None or _NAMED_BEFORE.search(text[: item.start][-12:]) is not None
    named = month is not None and month == Fields(month=month.month) and month.month in _FIRST_NAMES
    return named and _NAMED_BEFORE.search(text[max(0, item.start - 12) : item.start]) is not None


_EVENING_WORDS = re.compile(
    r"\b(?:dinner|supper|drinks|party|concert|movie|theat(?:er|re)|gala|pub|quiz|gig|cinema|opera|ballet|musical|"
    r"karaoke|cocktails?|nightclub|poker|happy hour|date night|game night|film)\b",
    re.IGNORECASE,
)
_NO_EVENING = 11
_DINING_FIRST, _DINING_LAST = 5, 9
_TABLE = re.compile(r"\b(?:table (?:for|at)|restaurant|takeaway|curry)\b", re.IGNORECASE)
_MORNING_WORDS = re.compile(r"\b(?:breakfast|sunrise|wake)\b", re.IGNORECASE)
_NEARBY = 60


def _hinted(item: Found, text: str) -> Found:
    """Dinner at 7 is in the evening, breakfast at 7 in the morning: the words around settle an ambiguous hour."""
    value = item.value
    clock = value.time if isinstance(value, At) and value.part is None else value
    if not isinstance(clock, Clock) or not clock.ambiguous:
        return item
    around = text[max(0, item.start - _NEARBY) : item.end + _NEARBY]
    if clock.hour != _NO_EVENING and (
        _EVENING_WORDS.search(around) or (_DINING_FIRST <= clock.hour <= _DINING_LAST and _TABLE.search(around))
    ):
        half = "pm"
    elif _MORNING_WORDS.search(around):
        half = "am"
    else:
        return item
    settled = replace(clock, half=half)
    return replace(item, value=replace(value, time=settled) if isinstance(value, At) else settled)
