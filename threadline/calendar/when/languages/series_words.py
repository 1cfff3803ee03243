"""Series as they are said in many languages: "los lunes", "varannan torsdag", "по вторникам", "كل يوم اثنين"."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Level
from threadline.calendar.when.languages.clock_parts import recast
from threadline.calendar.when.meaning.amounts import Unit
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.recurrence import WORKDAYS, Recurrence
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.amounts import unit_of

SERIES_WORDS = Level("series in words")
SERIES_DAYS = Level("the weekday of a series")
SERIES_TAILS = Level("what stands behind a series")
_SEPARATOR = "(comma|and|slash|or)"
_PER = "(in|on|at|to|until|ahead|per|for|of|the|a|for_on|for_in|to_in)*"
_NTHS = f"any_nth ({_SEPARATOR}+ the? any_nth)*"


@SERIES_WORDS.rule(
    f"the_plural weekday ({_SEPARATOR}+ the_plural? weekday)*",
    f"every unit:unit weekday ({_SEPARATOR}+ weekday)*",
    f"every_week weekday ({_SEPARATOR}+ weekday)*",
    "weekday:weekday every_behind",
)
def _each_weekday(b: Bindings) -> Recurrence | None:
    if b.has("unit") and b["unit"].grain not in {Grain.DAY, Grain.WEEK}:
        return None
    return Recurrence(Grain.WEEK, weekdays=tuple((0, day) for day in b.every("weekday")))


@SERIES_WORDS.rule(
    f"(every|the|on|in|at)* {_NTHS} weekday:weekday (of|in|the|on|for_in)* every unit:unit",
    f"every {_NTHS} weekday:weekday (of|in|the|on|for_in|from)+ unit:unit",
    f"every unit:unit (of|in|the)* {_NTHS} week:unit? weekday:weekday",
    f"every {_NTHS} weekday:weekdays (of|in|the|on|for_in|from)+ unit:unit",
    f"(the|on|in|at)* {_NTHS} weekday:weekday (of|in|the)* often:frequency",
    f"every of_month {_NTHS} weekday:weekday",
    "every unit:unit first:ago weekday:weekday",
    "every_other weekday:weekday (of|in|the|for_in|from)+ unit:unit",
)
def _nth_weekday(b: Bindings) -> Recurrence | None:
    positions = [-1 if value is Step.LAST else value for value in b.every("any_nth")] or [1 if b.has("first") else 2]
    grain = b["unit"].grain if b.has("unit") else b["often"][0] if b.has("often") else Grain.MONTH
    if grain is not Grain.MONTH or not all(isinstance(value, int) for value in positions):
        return None
    return Recurrence(Grain.MONTH, weekdays=tuple((position, b["weekday"]) for position in positions))


@SERIES_WORDS.rule(
    "(every|the|on|in|at|day_word)* day:monthday dot? date_word? (of|in|the|for_in)* every unit:unit",
    "on_day:date date_word? (of|in|the|for_in)* every unit:unit",
    "every unit:unit (on|in|the|at|of|day_word)* on_day:date",
    "every unit:unit (on|in|the|at|of|day_word)* day:monthday (dot|date_word)",
    "(the|on|in)* day:ordinal_spoken date_word? often:frequency",
    "often:frequency (on|the|at|in)* day:monthday (dot|date_word)",
    "often:frequency (on|the|at|in)* day:ordinal",
    "often:frequency (on|the|at|in)* on_day:date",
    "every (day_word|the)? day:monthday dot? date_word? (of|in|the|for_in|from)+ unit:unit",
    "every nth:any_nth (of|in|the|for_in|from)+ unit:unit",
    "every on_day:date (of|in|the|for_in|from)+ unit:unit",
)
def _monthly(b: Bindings) -> Recurrence | None:
    grain = b["unit"].grain if b.has("unit") else b["often"][0]
    day = b.get("day")
    if b.has("nth"):
        day = -1 if b["nth"] is Step.LAST else b["nth"] if isinstance(b["nth"], int) else None
        return Recurrence(Grain.MONTH, monthdays=(day,)) if grain is Grain.MONTH and day else None
    if b.has("on_day"):
        fields = b["on_day"]
        day = fields.day if isinstance(fields, Fields) and fields == Fields(day=fields.day) else None
    return Recurrence(Grain.MONTH, monthdays=(day,)) if grain is Grain.MONTH and day and 1 <= day <= 31 else None


@SERIES_WORDS.rule("every_other weekday:weekday", "a? weekday:weekday one_in_two", "weekday:weekday every_other")
def _every_other_weekday(b: Bindings) -> Recurrence:
    return Recurrence(Grain.WEEK, 2, weekdays=((0, b["weekday"]),))


@SERIES_WORDS.rule("every_other unit:unit", "a? unit:unit one_in_two")
def _every_other_unit(b: Bindings) -> Recurrence:
    return Recurrence(b["unit"].grain, 2 * b["unit"].times)


@SERIES_WORDS.rule(
    "count:whole unit:unit once",
    f"once {_PER} count:whole unit:unit",
    f"once {_PER} unit:unit",
)
def _once_in(b: Bindings) -> Recurrence | None:
    unit: Unit = unit_of(b["unit"])
    return Recurrence(unit.grain, (b.get("count") or 1) * unit.times) if unit.grain.coarse else None


@SERIES_WORDS.rule(
    f"head:recurrence (comma|on|the|in|at)* {_NTHS} weekday:weekday",
    "head:recurrence (comma|on|the|in|at|day_word)* day:monthday (dot|date_word)? !unit !month !weekday",
    "head:recurrence (comma|on|the|in|at)* on_day:date",
)
def _once_a_month_on(b: Bindings) -> Recurrence | None:
    """ "Une fois par mois, le premier mardi", "una vez al mes, el día 5"."""
    head: Recurrence = b["head"]
    if head.every is not Grain.MONTH or head.weekdays or head.monthdays or head.adjective:
        return None
    places = [-1 if value is Step.LAST else value for value in b.every("any_nth")]
    if b.has("weekday"):
        known = all(isinstance(place, int) for place in places)
        return replace(head, weekdays=tuple((place, b["weekday"]) for place in places)) if known else None
    fields = b.get("on_day")
    day = b["day"] if b.has("day") else fields.day if isinstance(fields, Fields) else None
    plain = not b.has("on_day") or fields == Fields(day=day)
    return replace(head, monthdays=(day,)) if plain and day and 1 <= day <= 31 else None


@SERIES_WORDS.rule("every unit:unit weekdays_word", "every weekdays_word")
def _workdays(b: Bindings) -> Recurrence:
    return Recurrence(Grain.WEEK, weekdays=WORKDAYS)


recast(SERIES_WORDS, {"the_plural": "the"})


@SERIES_DAYS.rule("head:recurrence (comma|on|at|the|the_plural|in|of)* weekday:weekday !step")
def _on_weekday(b: Bindings) -> Recurrence | None:
    head: Recurrence = b["head"]
    if head.every is not Grain.WEEK or head.weekdays:
        return None
    return replace(head, weekdays=((0, b["weekday"]),))


@SERIES_TAILS.rule("head:recurrence (comma|on|at|the)* day:date")
def _on_date(b: Bindings) -> Recurrence | None:
    head: Recurrence = b["head"]
    day = b["day"]
    plain = isinstance(day, Fields) and day.weekday is not None and day == Fields(weekday=day.weekday)
    if head.every is not Grain.WEEK or head.weekdays or not plain:
        return None
    return replace(head, weekdays=((0, day.weekday),))
