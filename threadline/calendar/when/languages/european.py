"""What all rooms with blanks between words share: a vocabulary, and the furnisher that makes a room of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from threadline.calendar.when.folding import unaccented
from threadline.calendar.when.grammar import CATEGORIES, Level
from threadline.calendar.when.languages.clock_words import CLOCK_WORDS
from threadline.calendar.when.languages.date_marks import MARKS
from threadline.calendar.when.languages.date_words import DATE_WORDS
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.languages.period_words import QUARTERS, SEASONS, WITHIN
from threadline.calendar.when.languages.series_words import SERIES_DAYS, SERIES_TAILS, SERIES_WORDS
from threadline.calendar.when.meaning.amounts import Amount, Unit
from threadline.calendar.when.meaning.clock import Clock, PartOfDay
from threadline.calendar.when.meaning.periods import RelativeDay
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.recurrence import HEADS
from threadline.calendar.when.zones.names import ABBREVIATIONS, CAPITAL_ABBREVIATIONS

_GRAINS = ("second", "minute", "hour", "day", "week", "month", "year")
_NUMBER_CATEGORIES = (("s12", 12), ("s24", 24), ("s31", 31), ("s59", 59), ("s99", 99))
_GLUED = {"min": Unit(Grain.MINUTE), "m": Unit(Grain.MINUTE), "s": Unit(Grain.SECOND)}
_SHORTEST_CORRECTED = 6
# Abbreviations of zones that are words somewhere.
_WORDS_TOO = frozenset(["est", "met", "ist", "pst", "sst", "art", "mut", "get", "sast", "cat", "eat", "hast", "west"])
# Where "9 h" is written as well as "9h".
_HOURS_APART = frozenset(["es", "fr", "it", "pt"])
# Words that make a number vague and change nothing of what it counts.
_VAGUE = {
    "de": "ca circa etwa ungefähr",
    "fr": "environ",
    "es": "aproximadamente aprox",
    "it": "circa",
    "nl": "ongeveer circa",
    "pt": "aproximadamente cerca",
    "sv": "cirka ungefär",
}
LEVELS = (MARKS, CLOCK_WORDS, DATE_WORDS, SERIES_WORDS, HEADS, SERIES_DAYS)
"""The levels that come before the common ones in every such room."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language: lists in calendar order are separated by `|`, synonyms by blanks.

    `steps`, `parts`, `days` and `amounts` (in hours) map values to phrases separated by `|`; `functions` maps
    categories to them. `dayparts` are days with a part in one word, by (days from now, part). `numbers` counts from 1,
    `nths` are first to fourth and last, beside a weekday; `shared_names` are a number and a month at once;
    `tens` are 20, 30, 40, 50 and `compound` how a ten and a unit go together ("{ten} {unit}"). Shorts count only
    beside a number. `compounds` are parts of the day that grow to the name of a day ("Montagabend").
    """

    code: str
    weekdays: str
    months: str
    units: str
    days: Mapping[int, str]
    steps: Mapping[Step, str]
    parts: Mapping[str, str]
    functions: Mapping[str, str]
    numbers: str
    tens: str = ""
    compound: str = ""
    weekday_plurals: str = ""
    weekday_shorts: str = ""
    month_shorts: str = ""
    workdays: str = ""
    noon: str = ""
    midnight: str = ""
    ordinals: str = ""
    nths: str = ""
    shared_names: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    dayparts: Mapping[tuple[int, str], str] = field(default_factory=dict)
    amounts: Mapping[float, str] = field(default_factory=dict)
    frequencies: Mapping[str, tuple[Grain, int]] = field(default_factory=dict)
    compounds: Mapping[str, str] = field(default_factory=dict)
    suffixes: Mapping[str, str] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    dotted: str = ""
    accents: bool = False


def furnish(
    vocabulary: Vocabulary, *before: Level, after: tuple[Level, ...] = (), tails: tuple[Level, ...] = ()
) -> Language:
    """A room with the words of `vocabulary` and the shared levels; its own come before and after those, or last."""
    room = Language(vocabulary.code, day_first=True, levels=[*before, *LEVELS, *after], tails=[*tails, SERIES_TAILS])
    room.folds = {} if vocabulary.accents else unaccented()
    _add_calendar(room, vocabulary)
    _add_days(room, vocabulary)
    _add_periods(room)
    for category, phrases in vocabulary.functions.items():
        room.add_phrase(category, phrases)
    for phrase in WITHIN.get(room.code, "").split("|"):
        known = room.folded(phrase) in room.words or not phrase
        if not known:
            room.add_phrase("within", phrase)
    _add_numbers(room, vocabulary)
    _add_clock_words(room, vocabulary)
    _add_shorts(room, vocabulary)
    _add_endings(room, vocabulary)
    names = f"{vocabulary.weekdays}|{vocabulary.months}".replace("|", " ").split()
    room.spellings = frozenset(room.folded(name) for name in names if len(name) >= _SHORTEST_CORRECTED)
    return room


def _add_calendar(room: Language, vocabulary: Vocabulary) -> None:
    for category, names, first in (
        ("weekday", vocabulary.weekdays, 0),
        ("weekdays", vocabulary.weekday_plurals, 0),
        ("month", vocabulary.months, 1),
    ):
        for number, words in enumerate(names.split("|"), start=first):
            room.add(category, words, number)
    for name, names in zip(_GRAINS, vocabulary.units.split("|"), strict=True):
        room.add("unit", names, Unit(Grain(name)))
    if vocabulary.workdays:
        room.add_phrase("unit", vocabulary.workdays, Unit(Grain.DAY, business=True))


def _add_periods(room: Language) -> None:
    """Seasons and quarters, where their words mean nothing else."""
    for month, names in zip((3, 6, 9, 12), SEASONS.get(room.code, "").split("|"), strict=False):
        for name in names.split():
            if room.folded(name) not in room.words:
                room.add("season", name, month)
    for name in QUARTERS.get(room.code, "").split():
        room.add("unit", name, Unit(Grain.QUARTER))


def _add_shorts(room: Language, vocabulary: Vocabulary) -> None:
    """Abbreviations, where they are no words of their own."""
    for category, names, first in (
        ("weekday_short", vocabulary.weekday_shorts, 0),
        ("month_short", vocabulary.month_shorts, 1),
    ):
        for number, words in enumerate(names.split("|"), start=first):
            for word in words.split():
                if room.folded(word) not in room.words:
                    room.add(category, word, number)
                    room.dotted.add(room.folded(word))


def _add_days(room: Language, vocabulary: Vocabulary) -> None:
    for days, phrases in vocabulary.days.items():
        room.add_phrase("date", phrases, RelativeDay(days))
    for step, phrases in vocabulary.steps.items():
        room.add_phrase("step", phrases, step)
    for part, phrases in vocabulary.parts.items():
        room.add_phrase("part", phrases, PartOfDay(part))
    for (days, part), phrases in vocabulary.dayparts.items():
        room.add_phrase("daypart", phrases, At(RelativeDay(days), PartOfDay(part)))
    for hours, phrases in vocabulary.amounts.items():
        unit = Unit(Grain.HOUR) if hours < 24 else Unit(Grain.DAY)
        room.add_phrase("amount", phrases, Amount(((hours if hours < 24 else hours / 24, unit),)))


def _add_numbers(room: Language, vocabulary: Vocabulary) -> None:
    units = [words.split() for words in vocabulary.numbers.split("|")]
    for value, words in enumerate(units, start=1):
        _add_number(room, value, words)
    tens = [words.split() for words in vocabulary.tens.split("|")] if vocabulary.tens else []
    for ten, words in enumerate(tens, start=2):
        _add_number(room, ten * 10, words)
        for unit, endings in enumerate(units[:9], start=1) if vocabulary.compound else ():
            forms = [vocabulary.compound.format(ten=word, unit=ending) for word in words for ending in endings]
            _add_number(room, ten * 10 + unit, forms)
    for value, forms_of_day in enumerate(vocabulary.ordinals.split("|"), start=1) if vocabulary.ordinals else ():
        for phrase in forms_of_day.split():
            room.add_phrase("ordinal_spoken", phrase.replace("_", " "), value)
    for value, names in zip((1, 2, 3, 4, -1), vocabulary.nths.split("|"), strict=False):
        for word in names.split():
            if room.folded(word) not in room.words:
                room.add("nth_word", word, value)
    for word, meanings in vocabulary.shared_names.items():
        room.add("number_or_month", {word: meanings})
    for word, frequency in vocabulary.frequencies.items():
        room.add_phrase("frequency", word, frequency)


def _add_number(room: Language, value: int, forms: list[str]) -> None:
    category = next(name for name, limit in _NUMBER_CATEGORIES if value <= limit)
    for form in forms:
        if room.folded(form) not in room.words:
            room.add_phrase(category, form.replace("_", " "), value)


def _add_clock_words(room: Language, vocabulary: Vocabulary) -> None:
    for phrases, hour in ((vocabulary.noon, 12), (vocabulary.midnight, 0)):
        if phrases:
            room.add_phrase("noon", phrases, Clock(hour, exact=True))
    room.add("meridiem", {half: half for half in ("am", "pm") if half not in room.words})
    room.add_glued("meridiem", {"am": "am", "pm": "pm"})
    room.add_glued("hour_mark", "h u uhr uur hs hrs")
    for word in _VAGUE.get(room.code, "").split():
        if room.folded(word) not in room.words:
            room.add("silent", word)
    if room.code in _HOURS_APART:
        room.add("hour_mark", "h")
    room.add_glued("ordinal_mark", "er re ers ère ères eres e º ª ° ste de te")
    room.add_glued("unit", dict(_GLUED))
    char = CATEGORIES.char("zone")
    for name, zone in ABBREVIATIONS.items():
        if name not in room.words and name not in _WORDS_TOO:
            room.add("zone", name, zone)
    for name, zone in CAPITAL_ABBREVIATIONS.items():
        if len(name) > 2 and name.lower() not in room.words:
            room.capitals[name] = (char, zone)
    room.dotted.update(room.folded(word) for word in vocabulary.dotted.split())


def _add_endings(room: Language, vocabulary: Vocabulary) -> None:
    for part, endings in vocabulary.compounds.items():
        for ending in endings.split():
            room.suffixes[room.folded(ending)] = (CATEGORIES.char("part"), PartOfDay(part))
    if room.suffixes:
        room.stems = frozenset(map(CATEGORIES.char, ("weekday", "date")))
    for table, target in ((vocabulary.suffixes, room.suffixes), (vocabulary.prefixes, room.prefixes)):
        for category, endings in table.items():
            entry: Any = None if category == "silent" else (CATEGORIES.char(category), None)
            target.update({room.folded(ending): entry for ending in endings.split()})
    room.suffixes = dict(sorted(room.suffixes.items(), key=lambda item: -len(item[0])))
