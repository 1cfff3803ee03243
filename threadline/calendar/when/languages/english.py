"""English."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when.grammar import Bindings, Level
from threadline.calendar.when.languages.english_numbers import NUMBER_WORDS, ORDINAL_WORDS, compose
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.amounts import Amount, Unit
from threadline.calendar.when.meaning.clock import Clock, PartOfDay
from threadline.calendar.when.meaning.fields import Step
from threadline.calendar.when.meaning.holidays import HolidayRule
from threadline.calendar.when.meaning.periods import RelativeDay, UnitPeriod
from threadline.calendar.when.model import Grain
from threadline.calendar.when.zones import ABBREVIATIONS, CAPITAL_ABBREVIATIONS, places

_WEEKDAYS = (
    "monday mon",
    "tuesday tue tues",
    "wednesday wed weds",
    "thursday thu thur thurs",
    "friday fri",
    "saturday",
    "sunday",
)
_MONTHS = (
    "january jan",
    "february feb febr",
    "",
    "april apr",
    "",
    "june jun",
    "july jul",
    "august aug",
    "september sep sept",
    "october oct",
    "november nov",
    "december dec",
)
_UNITS = {
    "seconds secs sec": Unit(Grain.SECOND),
    "minute minutes min mins": Unit(Grain.MINUTE),
    "hour hours hr hrs": Unit(Grain.HOUR),
    "day days": Unit(Grain.DAY),
    "night nights": Unit(Grain.DAY),
    "week weeks wk wks": Unit(Grain.WEEK),
    "fortnight fortnights": Unit(Grain.WEEK, 2),
    "month months": Unit(Grain.MONTH),
    "quarters quarter qtr": Unit(Grain.QUARTER),
    "year years yr yrs": Unit(Grain.YEAR),
    "decade decades": Unit(Grain.DECADE),
    "century centuries": Unit(Grain.CENTURY),
}
_GLUED_UNITS = {
    "s": Unit(Grain.SECOND),
    "m": Unit(Grain.MINUTE),
    "h": Unit(Grain.HOUR),
    "d": Unit(Grain.DAY),
    "w": Unit(Grain.WEEK),
    "y": Unit(Grain.YEAR),
    "mon": Unit(Grain.MONTH),
    "mo": Unit(Grain.MONTH),
}
_FUNCTION_WORDS = {
    "and": "and &",
    "or": "or",
    "at": "at",
    "on": "on",
    "in": "in",
    "of": "of",
    "from": "from",
    "to": "to",
    "until": "until till til through thru",
    "between": "between betw",
    "by": "by",
    "before": "before",
    "after": "after",
    "since": "since",
    "for": "for",
    "around": "around approximately approx circa roughly",
    "about": "about",
    "the": "the",
    "a": "a an",
    "with": "with",
    "except": "except excluding",
    "every": "every each",
    "other": "other alternate",
    "half": "half",
    "past": "past",
    "ago": "ago back",
    "later": "later",
    "earlier": "earlier",
    "hence": "hence out",
    "within": "within during",
    "early": "early",
    "late": "late",
    "begin": "start begin",
    "mid": "mid middle",
    "end": "end",
    "starting": "starting beginning_ commencing effective",
    "weekday_word": "weekday workday",
    "weekdays_word": "weekdays workdays",
    "oclock": "oclock o'clock",
    "ish": "ish",
    "few": "few some several",
    "couple": "couple",
    "times": "times occurrences time instances",
    "once": "once",
    "twice": "twice",
    "half_sign": "½",
    "rest": "rest remainder remaining",
    "same": "same",
    "instance": "instance instances",
}
_PARTS = {
    "morning": PartOfDay("morning"),
    "afternoon": PartOfDay("afternoon"),
    "evening eve": PartOfDay("evening"),
    "lunchtime": PartOfDay("lunch"),
    "dinnertime": PartOfDay("dinner"),
    "daytime": PartOfDay("daytime"),
    "nighttime": PartOfDay("nighttime"),
    "breakfast_time": PartOfDay("breakfast"),
}
_HOLIDAYS = {
    "new year|new years|new year's|new years day|new year's day|new year day": HolidayRule(1, 1),
    "new years eve|new year's eve|new year eve|nye": HolidayRule(12, 31),
    "christmas|xmas|christmas day|xmas day": HolidayRule(12, 25),
    "christmas eve|xmas eve": HolidayRule(12, 24),
    "boxing day": HolidayRule(12, 26),
    "valentine's day|valentines day|valentine day|valentine's": HolidayRule(2, 14),
    "st patrick's day|saint patrick's day|st patricks day|saint patrick|st. patrick's day": HolidayRule(3, 17),
    "april fools|april fool's day|april fools day": HolidayRule(4, 1),
    "earth day": HolidayRule(4, 22),
    "cinco de mayo": HolidayRule(5, 5),
    "juneteenth|freedom day|jubilee day|emancipation day": HolidayRule(6, 19),
    "independence day|4th of july day": HolidayRule(7, 4),
    "halloween": HolidayRule(10, 31),
    "veterans day|veteran's day|armistice day|remembrance day": HolidayRule(11, 11),
    "may day|international workers' day|international workers day|labour day": HolidayRule(5, 1),
    "all saints day|all saints' day": HolidayRule(11, 1),
    "epiphany": HolidayRule(1, 6),
    "groundhog day": HolidayRule(2, 2),
    "women's day|international women's day": HolidayRule(3, 8),
    "bastille day": HolidayRule(7, 14),
    "mlk day|martin luther king day|martin luther king jr day": HolidayRule(1, weekday=0, nth=3),
    "presidents day|president's day|presidents' day|washington's birthday": HolidayRule(2, weekday=0, nth=3),
    "mother's day|mothers day": HolidayRule(5, weekday=6, nth=2),
    "memorial day": HolidayRule(5, weekday=0, nth=-1),
    "father's day|fathers day": HolidayRule(6, weekday=6, nth=3),
    "labor day": HolidayRule(9, weekday=0, nth=1),
    "columbus day|indigenous peoples day|indigenous peoples' day": HolidayRule(10, weekday=0, nth=2),
    "thanksgiving|thanksgiving day|thanks giving": HolidayRule(11, weekday=3, nth=4),
    "black friday": HolidayRule(11, weekday=3, nth=4, shifted=1),
    "cyber monday": HolidayRule(11, weekday=3, nth=4, shifted=4),
    "easter|easter sunday": HolidayRule(after_easter=0),
    "easter monday": HolidayRule(after_easter=1),
    "good friday": HolidayRule(after_easter=-2),
    "palm sunday": HolidayRule(after_easter=-7),
    "ash wednesday": HolidayRule(after_easter=-46),
    "mardi gras|shrove tuesday|pancake day": HolidayRule(after_easter=-47),
    "maundy thursday": HolidayRule(after_easter=-3),
    "ascension day": HolidayRule(after_easter=39),
    "pentecost|whit sunday": HolidayRule(after_easter=49),
    "whit monday": HolidayRule(after_easter=50),
    "corpus christi": HolidayRule(after_easter=60),
    "eid al fitr|eid": HolidayRule(lunar=("SA", "Eid al-Fitr")),
    "chinese new year|lunar new year": HolidayRule(lunar=("SG", "Chinese New Year")),
    "diwali|deepavali": HolidayRule(lunar=("SG", "Deepavali")),
}


ENGLISH = Level("English abbreviations")


@ENGLISH.rule("<in count:whole abbreviation:weekday")
def _months_or_monday(b: Bindings) -> Amount | None:
    """In "in 2 mon" the abbreviation cannot be Monday."""
    return Amount(((b["count"], Unit(Grain.MONTH)),)) if b["abbreviation"] == 0 else None


def build() -> Language:
    """The room, furnished."""
    english = Language("en", compose=compose, levels=[ENGLISH])
    _add_calendar_words(english)
    _add_relative_words(english)
    _add_clock_words(english)
    _add_recurrence_words(english)
    for category, words in _FUNCTION_WORDS.items():
        english.add(category, words, None)
    for phrases, rule in _HOLIDAYS.items():
        english.add_phrase("holiday", phrases, rule)
    _add_zones(english)
    english.spellings = frozenset(
        word for names in (*_WEEKDAYS, *_MONTHS, "tomorrow") for word in names.split() if len(word) >= 6
    )
    return english


def _add_calendar_words(english: Language) -> None:
    for number, names in enumerate(_WEEKDAYS):
        english.add("weekday", names, number)
        first = names.split()[0]
        english.add("weekdays", f"{first}s", number)
    english.add("weekday_weak", {"sat": 5, "sun": 6})
    for number, names in enumerate(_MONTHS, start=1):
        english.add("month", names, number)
    english.add("month", "mar", 3)
    english.add("month_weak", {"may": 5, "march": 3})
    for words, unit in _UNITS.items():
        for word in words.split():
            english.add("unit", word, replace(unit, plural=word.endswith("s") or word == "centuries"))
    english.add("second", "second", 2)
    english.add_glued("unit", _GLUED_UNITS)
    business = Unit(Grain.DAY, business=True)
    english.add_phrase("unit", "business day|business days|working day|working days|work days|bus days", business)
    english.add_phrase("unit", "calendar day|calendar days|full days", Unit(Grain.DAY))
    english.add("number_word", NUMBER_WORDS)
    english.add("ordinal_word", ORDINAL_WORDS)
    english.add_glued("ordinal_mark", "st nd rd th", None)
    english.add("era", "ad ce", 0)
    english.capitals["BE"] = (english.words["ad"][0], 543)
    english.add("weekly_mark", "w", None)
    english.add("season", {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12})
    english.add("quarter_mark", "q", None)
    english.add("half_mark", "h", None)
    english.add("year_mark", "cy fy", None)
    english.add_phrase("year_mark", "calendar year|fiscal year")
    english.add_glued("decade_mark", "s", None)
    english.add("begin", "beginning", "beginning")
    english.add("weekend", "weekend", None)
    english.add("weekends", "weekends", None)
    english.add_phrase("weekend", "week end")


def _add_relative_words(english: Language) -> None:
    for words, days in {
        "today todays otd": 0,
        "tomorrow tmrw tmr tomorow tommorow tmw tomorrows": 1,
        "yesterday": -1,
    }.items():
        english.add("date", words, RelativeDay(days))
    english.add_phrase("date", "the day after tomorrow|overmorrow", RelativeDay(2))
    english.add_phrase("date", "the day before yesterday", RelativeDay(-2))
    english.add_phrase("date", "the next day|next day|the following day", RelativeDay(1))
    english.add_phrase("date", "the previous day|previous day", RelativeDay(-1))
    english.add_phrase("date", "current date|the current date|the date of today", RelativeDay(0))
    english.add_phrase(
        "now",
        "right now|at the moment|at this time|at the minute|at present|at the present time|asap|as soon as possible",
    )
    english.add("now", "now", None)
    english.add("tonight", "tonight tonite", None)
    for step, words in {
        Step.NEXT: "next following",
        Step.LAST: "last previous prior",
        Step.THIS: "this current",
        Step.COMING: "coming upcoming",
    }.items():
        english.add("step", words, step)
    for run_together, steps in (("next", 1), ("last", -1), ("this", 0)):
        for grain in ("week", "month", "year"):
            english.add("period", {f"{run_together}{grain}": UnitPeriod(Grain(grain), steps)})
    for grain in ("week", "month", "year", "quarter"):
        english.add_phrase("period", f"the {grain} after next|{grain} after next", UnitPeriod(Grain(grain), 2))
        english.add_phrase("period", f"the {grain} before last|{grain} before last", UnitPeriod(Grain(grain), -2))
        english.add_phrase("period", f"{grain} to date|{grain}-to-date", UnitPeriod(Grain(grain), 0, "to_date"))
    english.add("period", {"ytd": UnitPeriod(Grain.YEAR, 0, "to_date"), "mtd": UnitPeriod(Grain.MONTH, 0, "to_date")})
    english.add("end_of", {"eom": Grain.MONTH, "eoy": Grain.YEAR, "eow": Grain.WEEK, "eoq": Grain.QUARTER})
    english.add_phrase("from_now", "from now|from right now")
    english.add("unit", "workweek", Unit(Grain.WEEK))
    english.add_phrase("unit", "work week|working week|business week|calendar week", Unit(Grain.WEEK))
    english.add_phrase("no_later", "no later than|not later than|on or before|as late as|latest by|due by|due on|due")
    english.add_phrase(
        "no_earlier",
        "no earlier than|not earlier than|as early as|any time from|anytime from|any time after|anytime after|"
        "later than|after than|greater than",
    )
    english.add_phrase(
        "onwards", "or later|and later|onwards|onward|and after|or after|and greater|or greater|and on|going forward"
    )
    english.add_phrase("earlier_than", "earlier than|sooner than|prior to|ahead of")
    english.add_phrase("or_before", "or earlier|or before|and before|and earlier|at the latest|latest")
    english.add_phrase(
        "starting",
        "starting on|starting from|starting in|beginning on|beginning in|beginning from|effective from",
    )
    english.add_phrase("up_to", "up to|at most|at least|more than|less than|no more than|another|a full")
    english.add_phrase("to_date", "to date")
    english.add_phrase("till_date", "till date|until now|till now|till today|until today")
    english.add_phrase(
        "not_time",
        "good morning|good night|good evening|good afternoon|good day|up to date|up - to - date|day after day|"
        "day by day|day to day|these days|those days",
    )
    english.add_phrase(
        "week_of",
        "week beginning|week commencing|w / c|the week beginning|the week commencing|the week starting|the week "
        "starting on",
    )
    english.add_phrase(
        "all_unit", "all day|all-day|whole day|the whole day|full day|entire day|the entire day", Grain.DAY
    )


def _add_clock_words(english: Language) -> None:
    english.add("meridiem", {"am": "am", "pm": "pm"})
    english.add_glued("meridiem", {"a": "am", "p": "pm", "am": "am", "pm": "pm"})
    english.add_phrase("meridiem", "a m", "am")
    english.add_phrase("meridiem", "p m", "pm")
    english.add_phrase("meridiem", "a . m .|a . m", "am")
    english.add_phrase("meridiem", "p . m .|p . m", "pm")
    english.add("meridiem_weak", {"p": "pm"})
    english.add(
        "noon", {"noon": Clock(12, exact=True), "noonish": Clock(12, exact=True), "midday": Clock(12, exact=True)}
    )
    english.add_phrase("noon", "mid day|high noon", Clock(12, exact=True))
    english.add_phrase("noon", "midnight|mid night", Clock(0, exact=True))
    english.add_phrase("oclock", "o clock")
    for words, part in _PARTS.items():
        english.add("part", words, part)
    english.add("night", "night nights", PartOfDay("night"))
    for name in ("morning", "afternoon", "evening"):
        english.add("parts", f"{name}s", PartOfDay(name))
    english.add_phrase("part", "first thing|first thing in the morning", PartOfDay("morning", "early"))
    english.add_phrase("part", "night-time|night time", PartOfDay("nighttime"))
    english.add_phrase("part", "lunch time|lunch hour", PartOfDay("lunch"))
    english.add_phrase("part", "dinner time", PartOfDay("dinner"))
    english.add(
        "meal", {"lunch": PartOfDay("lunch"), "dinner": PartOfDay("dinner"), "breakfast": PartOfDay("breakfast")}
    )
    english.add_phrase(
        "eod",
        "eod|cob|the eod|end of day|close of business|end of business|the end of day|close of play|end of the "
        "day|the end of the day|eob|the end of business",
    )
    english.add_phrase("half_past", "half past", None)
    english.add_phrase("quarter_past", "quarter past|a quarter past|quarter after", 15)
    english.add_phrase("quarter_to", "quarter to|a quarter to|quarter till", 15)


def _add_recurrence_words(english: Language) -> None:
    english.add(
        "frequency",
        {
            "daily": (Grain.DAY, 1),
            "everyday": (Grain.DAY, 1),
            "weekly": (Grain.WEEK, 1),
            "biweekly": (Grain.WEEK, 2),
            "fortnightly": (Grain.WEEK, 2),
            "monthly": (Grain.MONTH, 1),
            "bimonthly": (Grain.MONTH, 2),
            "quarterly": (Grain.MONTH, 3),
            "yearly": (Grain.YEAR, 1),
            "annually": (Grain.YEAR, 1),
            "annual": (Grain.YEAR, 1),
            "hourly": (Grain.HOUR, 1),
            "nightly": (Grain.DAY, 1),
            "semiannual": (Grain.MONTH, 6),
            "semiannually": (Grain.MONTH, 6),
        },
    )
    english.add_phrase("frequency", "bi - weekly", (Grain.WEEK, 2))
    english.add_phrase("frequency", "bi - monthly", (Grain.MONTH, 2))
    english.add_phrase("frequency", "semi - annually|semi - annual", (Grain.MONTH, 6))
    english.add_glued("times", "x", None)
    english.add_phrase("once_a", "once a|once per|once every|one a|once an|1x per")
    english.add_phrase("twice", "two times")


def _add_zones(english: Language) -> None:
    for name, zone in ABBREVIATIONS.items():
        english.add("zone", name, zone)
    for name, zone in CAPITAL_ABBREVIATIONS.items():
        english.capitals[name] = (english.words["pst"][0], zone)
    char = english.words["pst"][0]
    for words, zone in places().items():
        for ending in (("time",), ("timezone",), ("time", "zone"), ("standard", "time"), ("daylight", "time")):
            phrase = (*words, *ending)
            english.phrases.setdefault(phrase[0], {})[phrase[1:]] = (char, zone)
