"""Deadlines and open beginnings: by Friday, before 4pm, after the 15th, since January, from Monday on."""

from __future__ import annotations

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Categorised, Level
from threadline.calendar.when.meaning.amounts import Lasting
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.periods import RelativeDay
from threadline.calendar.when.meaning.ranges import At, Between, Deadline, Since

OPEN_ENDS = Level("open ends")


@OPEN_ENDS.rule(
    "day:date comma? before around? time:clock",
    "day:date comma? (by|no_later|until) around? time:clock",
    "(by|before|until|no_later) around? time:clock comma? on? day:date",
    "day:daypart comma? (by|before|until) around? time:clock",
)
def _day_by_clock(b: Bindings) -> Deadline:
    day = b["day"]
    if isinstance(day, At):
        return Deadline(At(day.day, b["time"], day.time))  # type: ignore[arg-type]
    return Deadline(At(day, b["time"]))


@OPEN_ENDS.rule("day:date comma? (by|before|until|no_later) around? time:moment")
def _day_by_moment(b: Bindings) -> Deadline | None:
    time = b["time"]
    return Deadline(At(b["day"], time.time, time.part)) if _dayless(time) else None


@OPEN_ENDS.rule("day:date comma? (after|no_earlier|since) around? time:moment")
def _day_after_moment(b: Bindings) -> Since | None:
    time = b["time"]
    return Since(At(b["day"], time.time, time.part)) if _dayless(time) else None


def _is_meant_for(b: Bindings, limit: object) -> bool:
    """ "Para el 14 a las 11" is when it is to be, "para el 14" by when."""
    meant = "meant_for" in b.every("by") or "meant_for" in b.every("before")
    return meant and isinstance(limit, At) and isinstance(limit.time, Clock | ClockRange)


def _dayless(value: object) -> bool:
    return isinstance(value, At) and value.day is None


@OPEN_ENDS.rule("(before|by) the? time:part (on|comma)? day:date")
def _before_part(b: Bindings) -> Deadline:
    return Deadline(At(b["day"], b["time"]))


@OPEN_ENDS.rule("after the? time:part (on|comma)? day:date", "day:date comma? after the? time:part")
def _after_part(b: Bindings) -> Since:
    return Since(At(b["day"], b["time"]), past_it=True)


@OPEN_ENDS.rule("day:date comma? by time:part")
def _day_by_part(b: Bindings) -> Deadline:
    return Deadline(At(b["day"], b["time"]))


@OPEN_ENDS.rule("day:date comma? (after|no_earlier|since) around? time:clock", "moment_day:date after time:clock")
def _day_after_clock(b: Bindings) -> Since:
    return Since(At(b["day"], b["time"]))


@OPEN_ENDS.rule(
    "(by|no_later|until) around? about? (on|at)? the? limit:limit",
    "limit:limit or_before",
    "limit:limit and_before !limit",
)
def _by(b: Bindings) -> Deadline | None:
    if b.every("on") and "through" in b.every("until"):  # "walk me through on Thursday"
        return None
    return None if _is_meant_for(b, b["limit"]) else Deadline(b["limit"])


@OPEN_ENDS.rule(
    "(before|earlier_than|and_before) around? about? the? limit:limit", "less limit:limit", "less equals limit:limit"
)
def _before(b: Bindings) -> Deadline | None:
    if _is_meant_for(b, b["limit"]):
        return None
    return Deadline(b["limit"], inclusive=bool(b.every("equals")))


@OPEN_ENDS.rule("by eod_limit:moment", "till_date")
def _to_date(b: Bindings) -> Deadline | None:
    if _is_meant_for(b, b.get("eod_limit")):
        return None
    return Deadline(b.get("eod_limit") or RelativeDay(0))


@OPEN_ENDS.rule("(after|and_after) around? about? the? limit:limit", "more limit:limit")
def _after(b: Bindings) -> Since:
    return Since(b["limit"], past_it=True)


@OPEN_ENDS.rule(
    "since the? limit:limit",
    "no_earlier around? the? limit:limit",
    "starting (in|on)? the? limit:limit !range_word",
    "edge:begin limit:limit !range_word",
    "from? limit:limit onwards",
    "from the? limit:limit on !the",
    "limit:limit onwards",
    "limit:limit and_after !limit",
    "more equals limit:limit",
)
def _since(b: Bindings) -> Categorised | None:
    limit: Categorised = b["limit"]
    if b.has("edge") and b["edge"] is None:
        return None
    if isinstance(limit, Between | Lasting):
        return limit
    return Since(b["limit"], behind=bool(b.every("since")))


@OPEN_ENDS.rule("(until|before|by) year:year4", "less equals? year:year4")
def _by_year(b: Bindings) -> Deadline:
    return Deadline(Fields(b["year"]), inclusive=bool(b.every("equals") or b.every("by")))


@OPEN_ENDS.rule(
    "more equals? year:year4", "year:year4 onwards", "no_earlier year:year4", "after year:year4", "since year:year4"
)
def _after_year(b: Bindings) -> Categorised:
    return Since(
        Fields(b["year"]),
        past_it=bool((b.every("more") and not b.every("equals")) or b.every("after") or b.every("no_earlier")),
    )
