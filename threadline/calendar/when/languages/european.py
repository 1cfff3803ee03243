"""What the rooms of German, French, Spanish, Italian, Portuguese and Dutch share: a furnisher and a few rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Categorised, Level
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.amounts import Amount, Away, Unit
from threadline.calendar.when.meaning.clock import Clock, ClockRange, PartOfDay
from threadline.calendar.when.meaning.fields import Fields, Step
from threadline.calendar.when.meaning.periods import RelativeDay
from threadline.calendar.when.meaning.ranges import Between
from threadline.calendar.when.model import Grain
from threadline.calendar.when.numerals import pair_fields
from threadline.calendar.when.rules.dates import dated
from threadline.calendar.when.rules.steps import step_of_unit
from threadline.calendar.when.zone_names import ABBREVIATIONS, CAPITAL_ABBREVIATIONS

_GRAINS = ("second", "minute", "hour", "day", "week", "month", "year")
_NUMBER_CATEGORIES = (("s12", 12), ("s24", 24), ("s31", 31), ("s59", 59))
_GLUED = {"h": Unit(Grain.HOUR), "min": Unit(Grain.MINUTE), "m": Unit(Grain.MINUTE), "s": Unit(Grain.SECOND)}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language: lists in calendar order are separated by `|`, synonyms by blanks.

    `steps`, `parts` and `days` map values to phrases separated by `|`; `functions` maps categories to them.
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
    weekday_plurals: str = ""
    noon: str = ""
    midnight: str = ""
    ordinals: Mapping[str, int] = field(default_factory=dict)
    frequencies: Mapping[str, tuple[Grain, int]] = field(default_factory=dict)


def furnish(vocabulary: Vocabulary) -> Language:
    """A room with the words of `vocabulary` and the rules of this module."""
    room = Language(vocabulary.code, day_first=True, levels=[EUROPEAN])
    for number, names in enumerate(vocabulary.weekdays.split("|")):
        room.add("weekday", names, number)
    for number, names in enumerate(vocabulary.weekday_plurals.split("|")):
        room.add("weekdays", names, number)
    for number, names in enumerate(vocabulary.months.split("|"), start=1):
        room.add("month", names, number)
    for name, names in zip(_GRAINS, vocabulary.units.split("|"), strict=True):
        room.add("unit", names, Unit(Grain(name)))
    for days, phrases in vocabulary.days.items():
        room.add_phrase("date", phrases, RelativeDay(days))
    for step, phrases in vocabulary.steps.items():
        room.add_phrase("step", phrases, step)
    for part, phrases in vocabulary.parts.items():
        room.add_phrase("part", phrases, PartOfDay(part))
    for category, phrases in vocabulary.functions.items():
        room.add_phrase(category, phrases)
    _add_numbers(room, vocabulary)
    _add_clock_words(room, vocabulary)
    room.spellings = frozenset(
        word for word in f"{vocabulary.weekdays}|{vocabulary.months}".replace("|", " ").split() if len(word) >= 6
    )
    return room


def _add_numbers(room: Language, vocabulary: Vocabulary) -> None:
    for value, words in enumerate(vocabulary.numbers.split("|"), start=1):
        category = next(name for name, limit in _NUMBER_CATEGORIES if value <= limit)
        for word in words.split():
            if word not in room.words:
                room.add(category, word, value)
    for word, value in vocabulary.ordinals.items():
        room.add("ordinal_spoken", word, value)
    room.add_glued("ordinal_mark", "er re e º ª ° ste de te")
    for word, frequency in vocabulary.frequencies.items():
        room.add("frequency", {word: frequency})


def _add_clock_words(room: Language, vocabulary: Vocabulary) -> None:
    for phrases, hour in ((vocabulary.noon, 12), (vocabulary.midnight, 0)):
        if phrases:
            room.add_phrase("noon", phrases, Clock(hour, exact=True))
    room.add("meridiem", {"am": "am", "pm": "pm"} if vocabulary.code != "de" else {"pm": "pm"})
    room.add_glued("meridiem", {"am": "am", "pm": "pm"})
    room.add_glued("hour_mark", "h u uhr uur hs hrs")
    room.add_glued("unit", {key: unit for key, unit in _GLUED.items() if key != "h"})
    for name, zone in ABBREVIATIONS.items():
        if name not in room.words and name not in {"est", "met"}:
            room.add("zone", name, zone)
    char = room.words["utc"][0]
    for name, zone in CAPITAL_ABBREVIATIONS.items():
        if name not in {"ET", "CT", "Z"}:
            room.capitals[name] = (char, zone)


EUROPEAN = Level("European clocks and dates")


@EUROPEAN.rule("hour:hour hour_mark minute:minute !unit")
def _hour_mark_minute(b: Bindings) -> Clock | None:
    return Clock(b["hour"], b["minute"], exact=True) if b["hour"] <= 24 else None


@EUROPEAN.rule("time:dotted hour_mark", "at time:dotted !dot", "until time:dotted hour_mark")
def _dotted(b: Bindings) -> Clock | None:
    hour, minute = b["time"][0]
    return Clock(hour, minute, exact=hour > 12) if hour <= 24 and minute <= 59 else None


@EUROPEAN.rule("clock:clock hour_mark")
def _marked(b: Bindings) -> Clock:
    clock: Clock = b["clock"]
    return clock


@EUROPEAN.rule("half_to hour:hour")
def _half_to(b: Bindings) -> Clock:
    return Clock((b["hour"] - 1) or 12, 30)


@EUROPEAN.rule("quarter_word past hour:hour", "hour:hour and_quarter", "hour:hour hour_mark and_quarter")
def _quarter_past(b: Bindings) -> Clock:
    return Clock(b["hour"], 15)


@EUROPEAN.rule(
    "quarter_word before hour:hour",
    "quarter_word ago_before hour:hour",
    "hour:hour less_quarter",
    "hour:hour hour_mark less_quarter",
)
def _quarter_to(b: Bindings) -> Clock:
    return Clock((b["hour"] - 1) or 12, 45)


@EUROPEAN.rule("hour:hour and_half", "hour:hour hour_mark and_half")
def _and_half(b: Bindings) -> Clock | None:
    return Clock(b["hour"], 30, exact=b["hour"] > 12) if b["hour"] <= 24 else None


@EUROPEAN.rule("first:hour (dash|until|to) last:hour hour_mark", "first:dotted (dash|until|to) last:clock")
def _range_before_mark(b: Bindings) -> ClockRange | None:
    hour, minute = (b["first"], 0) if isinstance(b["first"], int) else b["first"][0]
    begin = Clock(hour, minute, exact=hour > 12)
    last = b["last"] if isinstance(b["last"], Clock) else Clock(b["last"], exact=b["last"] > 12)
    return ClockRange(begin, last) if begin.hour <= 24 and last.hour <= 24 else None


@EUROPEAN.rule("hour:hour hour_mark !minute")
def _hour_mark(b: Bindings) -> Clock | None:
    return Clock(b["hour"], exact=b["hour"] > 12) if b["hour"] <= 24 else None


@EUROPEAN.rule(
    "(from|of)? at? first:clock (at|to|until|dash) at? last:clock", "between at? first:clock and at? last:clock"
)
def _clocks(b: Bindings) -> ClockRange:
    return ClockRange(b["first"], b["last"])


@EUROPEAN.rule(
    "(from|of) at? first:hour (at|to|until|dash) at? last:clock",
    "(from|of) at? first:hour (at|to|until|dash) at? last:hour !unit !any_month !of !dot",
    "between at? first:hour and at? last:hour !unit !any_month !of !dot",
    "at first:hour (until|dash) last:hour !unit !any_month !of !dot",
    "first:hour at last:clock",
)
def _bare_hours(b: Bindings) -> ClockRange | None:
    last = b["last"] if isinstance(b["last"], Clock) else Clock(b["last"], exact=b["last"] > 12)
    if b["first"] > 24 or last.hour > 24:
        return None
    return ClockRange(Clock(b["first"], exact=b["first"] > 12), last)


@EUROPEAN.rule("date:dotted dot", "on the? date:dotted !hour_mark", "weekday comma? the? date:dotted !hour_mark")
def _short_date(b: Bindings) -> Fields | None:
    fields = pair_fields(b["date"][0], day_first=True)
    weekdays = b.every("weekday")
    if fields and weekdays:
        return Fields(month=fields.month, day=fields.day, weekday=weekdays[0])
    return fields


@EUROPEAN.rule(
    "(from|of) the? first:daynum dot? (to|until|dash) the? last:daynum dot? of? month:month (of? year:year4)?",
    "the? first:daynum dot? (dash|until|to) last:daynum dot? of? month:month (of? year:year4)?",
)
def _days_of_month(b: Bindings) -> Between | None:
    first = dated(b.get("year"), b["month"], b["first"])
    last = dated(b.get("year"), b["month"], b["last"])
    return Between(first, last) if first and last and b["first"] < b["last"] else None


@EUROPEAN.rule("weekday:weekday comma? the? step:step !unit")
def _weekday_step(b: Bindings) -> Fields:
    return Fields(weekday=b["weekday"], step=b["step"])


@EUROPEAN.rule("ago_before count:whole unit:unit", "ago_before a unit:unit")
def _ago(b: Bindings) -> Away:
    return Away(Amount(((b.get("count") or 1, b["unit"]),)), -1)


@EUROPEAN.rule("the? unit:unit step:step")
def _unit_step(b: Bindings) -> Categorised | None:
    return step_of_unit(b["step"], b["unit"])
