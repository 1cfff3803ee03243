"""English: the room is furnished from the tables of `english_words.py`."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Bindings, Level
from threadline.calendar.when.languages.english_clocks import ENGLISH_CLOCKS
from threadline.calendar.when.languages.english_numbers import NUMBER_WORDS, ORDINAL_WORDS, compose
from threadline.calendar.when.languages.english_words import (
    FREQUENCIES,
    FUNCTION_WORDS,
    GLUED,
    GLUED_UNITS,
    MONTHS,
    PARTS,
    PHRASES,
    UNITS,
    WEEKDAYS,
    WORDS,
)
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.amounts import Amount, Unit
from threadline.calendar.when.meaning.periods import UnitPeriod
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.recurrence import FromEnd
from threadline.calendar.when.zones.names import ABBREVIATIONS, CAPITAL_ABBREVIATIONS

_SHORTEST_CORRECTED = 6

ENGLISH = Level("English abbreviations")


@ENGLISH.rule("<in count:whole abbreviation:weekday")
def _months_or_monday(b: Bindings) -> Amount | None:
    """In "in 2 mon" the abbreviation cannot be Monday."""
    return Amount(((b["count"], Unit(Grain.MONTH)),)) if b["abbreviation"] == 0 else None


def build() -> Language:
    """The room, furnished."""
    english = Language("en", compose=compose, levels=[ENGLISH, ENGLISH_CLOCKS])
    _add_calendar_words(english)
    for table in (PARTS, FREQUENCIES):
        for words, value in table.items():
            english.add("part" if table is PARTS else "frequency", words, value)
    for category, words, value in WORDS:
        english.add(category, words, value)
    for category, phrases, value in PHRASES:
        english.add_phrase(category, phrases, value)
    for letters, days in (("mwf", (0, 2, 4)), ("tth", (1, 3)), ("tuth", (1, 3))):  # courses are listed by letters
        english.add("recurrence", letters, Recurrence(Grain.WEEK, weekdays=tuple((0, day) for day in days)))
    for category, endings, value in GLUED:
        english.add_glued(category, endings, value)
    for category, words in FUNCTION_WORDS.items():
        english.add(category, words)
    _add_periods(english)
    _add_zones(english)
    english.add("from_end", "penultimate", FromEnd(-2))
    english.add_phrase("from_end", "second last|last but one|next to last", FromEnd(-2))
    names = " ".join((*WEEKDAYS, *MONTHS, "tomorrow")).split()
    english.spellings = frozenset(name for name in names if len(name) >= _SHORTEST_CORRECTED)
    return english


def _add_calendar_words(english: Language) -> None:
    for number, names in enumerate(WEEKDAYS):
        english.add("weekday", names, number)
        english.add("weekdays", f"{names.split()[0]}s", number)
    for number, names in enumerate(MONTHS, start=1):
        english.add("month", names, number)
    for words, unit in UNITS.items():
        for word in words.split():
            english.add("unit", word, replace(unit, plural=word.endswith("s")))
    english.add_glued("unit", GLUED_UNITS)
    english.add("number_word", NUMBER_WORDS)
    english.add("ordinal_word", ORDINAL_WORDS)
    era = CATEGORIES.char("era")
    english.capitals["BE"] = (era, 543)


def _add_periods(english: Language) -> None:
    """Periods in one phrase, and "nextweek" run together."""
    for word, steps in (("next", 1), ("last", -1), ("this", 0)):
        for grain in ("week", "month", "year"):
            english.add("period", f"{word}{grain}", UnitPeriod(Grain(grain), steps))
    for grain in ("week", "month", "year", "quarter"):
        unit = Grain(grain)
        english.add_phrase("period", f"the {grain} after next|{grain} after next", UnitPeriod(unit, 2))
        english.add_phrase("period", f"the {grain} before last|{grain} before last", UnitPeriod(unit, -2))
        english.add_phrase("period", f"{grain} to date|{grain}-to-date", UnitPeriod(unit, 0, "to_date"))


def _add_zones(english: Language) -> None:
    for name, zone in ABBREVIATIONS.items():
        english.add("zone", name, zone)
    char = english.words["utc"][0]
    for name, zone in CAPITAL_ABBREVIATIONS.items():
        english.capitals[name] = (char, zone)
