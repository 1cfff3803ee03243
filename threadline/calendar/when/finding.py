"""From text to predicates: clusters are parsed, and what stands apart in a sentence meets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from threadline import regex
from threadline.calendar.when.discourse.composition import composed
from threadline.calendar.when.discourse.corrected_hours import with_corrected_hours
from threadline.calendar.when.discourse.counting import believed, counts_things
from threadline.calendar.when.discourse.day_lists import with_listed
from threadline.calendar.when.discourse.day_schedules import with_schedules
from threadline.calendar.when.discourse.fitting_hours import with_fitting_hours
from threadline.calendar.when.discourse.foreign_moves import with_foreign_moves
from threadline.calendar.when.discourse.found import Found
from threadline.calendar.when.discourse.leads import without_leads
from threadline.calendar.when.discourse.led_times import led
from threadline.calendar.when.discourse.occasions import hinted
from threadline.calendar.when.discourse.verbs import mark_moves, without_conjunctions, without_verbs
from threadline.calendar.when.grammar import CATEGORIES, Level, Node, apply
from threadline.calendar.when.holiday_titles import without_titles
from threadline.calendar.when.languages import room
from threadline.calendar.when.lexer import Lexer
from threadline.calendar.when.meaning.clock import Clock
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.model import Role
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
        nodes = without_leads(speech.compose(cluster) if speech.compose else cluster, text)
        marks: dict[int, Role] = {}
        if code == "en":
            nodes, marks = mark_moves(without_verbs(without_conjunctions(nodes, text), text), text)
        nodes = apply(_levels(language), nodes)
        found.extend(_finds(nodes, marks, text))
    if code != "en":
        found = with_foreign_moves(found, accented)
    found = [led(item, text) for item in found]
    kept = [
        hinted(seen, text, clock24=bool(policy.clock24))
        for item in without_exceptions(clocks_in_zones(_zoned(found), text), text)
        if not counts_things(item, text, code)
        and not _is_name(item, text)
        and (seen := believed(item, text)) is not None
    ]
    listed = with_listed(kept, text)
    listed = with_schedules(listed, text)
    listed = with_fitting_hours(listed, text, english=code == "en")
    listed = with_corrected_hours(listed, text)
    return composed(as_said(without_titles(listed, text), text), text, accented)


_SLASHED = regex.compile(r"(?<![\w/.:-])(\d{1,2})/(\d{1,2})(?:/(?:20)?\d\d)?(?![\w/.:%-])")
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


_PLACED = regex.compile(
    r"\s+(?:[A-Z][\w'’-]+\s+)?(?:Caf[eé]|Bar|Club|Room|Street|Avenue|Hall|Park|Hotel|Restaurant|Grill|Pub|House|Square|"
    r"Building|Tower|Kitchen|Lounge|Inn|Cinema|Theat(?:er|re)|Road|Diner|Bistro|Bakery|Coffee|Studio|Gallery)\b"
)
_NAMED_BEFORE = regex.compile(
    r"(?:\b(?:with|and|w/|call|meet|invite|ask|tell|ring|hi|hey|dear|thanks|cc|from|aunt|auntie|uncle|cousin|sister|"
    r"granny|nan|mr|mrs|ms|miss|dr|tante|onkel|frau|oma|tía|zia|tia)|,|&)\.?\s+$",
    re.IGNORECASE,
)
_FIRST_NAMES = {3, 4, 5, 6, 8}
_NOON = regex.compile(r"Noon|Midnight|Midday")
_TITLED = regex.compile(
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
