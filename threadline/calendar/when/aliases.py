"""Sets of categories that several rules share. Import this module before compiling a pattern."""

from __future__ import annotations

from threadline.calendar.when.grammar import CATEGORIES

_SPOKEN = ("s12", "s24", "s31", "s59")
CATEGORIES.alias("hour", "n24", "s12", "s24")
CATEGORIES.alias("run_hour", "n24", "big", "year4", "hhmm")
CATEGORIES.alias("spoken_hour", "s12")
CATEGORIES.alias("spoken_minute", *_SPOKEN)
CATEGORIES.alias("minute", "n24", "n31", "n59", *_SPOKEN)
CATEGORIES.alias("digit_minute", "n24", "n31")
CATEGORIES.alias("late_minute", "n31", "n59", *_SPOKEN)
CATEGORIES.alias("daynum", "n24", "n31", "s12", "s24", "s31")
CATEGORIES.alias("whole", "n24", "n31", "n59", "big", "year4", *_SPOKEN, "s99")
CATEGORIES.alias("count", "n24", "n31", "n59", "big", "year4", "decimal", "dotted", *_SPOKEN, "s99")
CATEGORIES.alias("nth", "ordinal", "ordinal_spoken", "second")
CATEGORIES.alias("monthday", "ordinal", "ordinal_spoken", "second", "n24", "n31", "s12", "s24", "s31")
CATEGORIES.alias("short_year", "n59", "s99", "big")
CATEGORIES.alias("any_month", "month", "month_weak")
CATEGORIES.alias("any_weekday", "weekday", "weekday_weak", "weekdays")
CATEGORIES.alias("one_weekday", "weekday", "weekday_weak")
CATEGORIES.alias("any_unit", "unit", "second")
CATEGORIES.alias("in_of", "in", "of")
CATEGORIES.alias("range_word", "to", "until", "dash")
CATEGORIES.alias("edge_word", "begin", "mid", "end", "early", "late")
CATEGORIES.alias("any_part", "part", "night", "parts")
CATEGORIES.alias("endpoint", "date", "period", "moment", "range", "clock", "daypart")
CATEGORIES.alias(
    "leads_month",
    "in",
    "of",
    "from",
    "until",
    "since",
    "before",
    "after",
    "by",
    "to",
    "between",
    "within",
    "for",
    "starting",
    "except",
    "mid",
    "early",
    "late",
    "begin",
    "end",
)
CATEGORIES.alias("led", "date", "at", "from", "between", "daypart", "comma")
CATEGORIES.alias("clock_or_range", "clock", "clock_range")
CATEGORIES.alias("timely", "clock", "clock_range", "part", "n24", "night", "at")
CATEGORIES.alias("day_ahead", "date", "daypart")
CATEGORIES.alias("begun", "date", "moment", "clock")
CATEGORIES.alias("limit", "date", "moment", "period", "range", "clock", "part", "daypart", "day_range")
CATEGORIES.alias("nth_pos", "ordinal", "ordinal_spoken", "second", "from_end", "step")
CATEGORIES.alias("clock_base", "n24", "s12", "s24", "clock", "noon")
CATEGORIES.alias(
    "leads_hour",
    "at",
    "by",
    "from",
    "until",
    "before",
    "after",
    "since",
    "target",
    "around",
    "between",
    "date",
    "weekday",
    "comma",
)
CATEGORIES.alias("leads_letter", "date", "weekday", "month", "slashed", "dotted", "dot", "comma", "year4")
CATEGORIES.alias(
    "leads_open", "by", "after", "before", "until", "since", "no_later", "no_earlier", "and_before", "and_after"
)
CATEGORIES.alias("any_day", "date", "weekday", "weekday_weak")
CATEGORIES.alias("hours_ahead", "n24", "clock")
