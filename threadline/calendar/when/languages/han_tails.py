"""What stands behind in Japanese, Chinese and Korean: lengths, limits and the ends of series."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Level
from threadline.calendar.when.meaning.amounts import Amount, Lasting, Unit
from threadline.calendar.when.meaning.ranges import Between, Deadline, Since
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.model import Grain

HAN_TAILS = Level("what stands behind in Japanese, Chinese and Korean")


@HAN_TAILS.rule(
    "start:moment from? amount:amount",
    "start:moment from? count:whole minute_sign !end_sign",
    "start:moment from? count:whole unit:unit",
)
def _lasting(b: Bindings) -> Lasting | None:
    amount = b.get("amount") or Amount(((b["count"], b.get("unit") or Unit(Grain.MINUTE)),))
    return Lasting(b["start"], amount) if not amount.grain.coarse else None


@HAN_TAILS.rule(
    "end:date end_sign comma? head:recurrence",
    "end:period end_sign comma? head:recurrence",
    "end:range end_sign comma? head:recurrence",
    "head:recurrence comma? until end:range",
    "head:recurrence comma? until? end:date end_sign?",
    "head:recurrence comma? until end:period",
)
def _bounded(b: Bindings) -> Recurrence | None:
    head: Recurrence = b["head"]
    plain = not b.every("until") and not b.every("end_sign")
    return None if plain else replace(head, until=b["end"])


@HAN_TAILS.rule("limit:moment from last:clock end_sign?", "limit:moment from last:moment end_sign?")
def _between(b: Bindings) -> Between:
    return Between(b["limit"], b["last"])


@HAN_TAILS.rule(
    "limit:date end_sign",
    "limit:moment end_sign",
    "limit:clock end_sign",
    "limit:period end_sign",
    "limit:range end_sign",
    "limit:range ago",
    "limit:date ago",
    "limit:moment ago",
    "limit:clock ago",
    "until limit:date",
    "until limit:moment",
)
def _until(b: Bindings) -> Deadline:
    return Deadline(b["limit"])


@HAN_TAILS.rule("limit:date (onward_sign|later)", "limit:moment (onward_sign|later)", "limit:clock (onward_sign|later)")
def _after(b: Bindings) -> Since:
    return Since(b["limit"], past_it=bool(b.every("later")))


@HAN_TAILS.rule("limit:date from", "limit:moment from", "limit:clock from")
def _since(b: Bindings) -> Since:
    return Since(b["limit"])
