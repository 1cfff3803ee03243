"""Zones behind clocks: "3pm PT", "10:00 UTC+5:30", "15:00 +02:00", "15:00:00 -0330"."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Level, Node
from threadline.calendar.when.meaning.clock import Clock
from threadline.calendar.when.zones.zone import SaidZone, is_utc, offset_zone

ZONES = Level("zones")
_FARTHEST = 14 * 60


def _hours(b: Bindings) -> float | None:
    """The hours that a sign and what follows it move a clock: "+5:30", "-0330", "+2"."""
    offset = b["offset"]
    if isinstance(offset, Clock):
        hour, minute = offset.hour, offset.minute
    elif offset <= 14:
        hour, minute = offset, 0
    else:
        hour, minute = divmod(offset, 100)
    if minute > 59 or hour * 60 + minute > _FARTHEST:
        return None
    hours = hour + minute / 60
    return hours if b.every("plus") else -hours


@ZONES.rule(
    "zone:zone (plus|dash) offset:clock", "zone:zone (plus|dash) offset:hhmm", "zone:zone (plus|dash) offset:n24"
)
def _utc_and_offset(b: Bindings) -> SaidZone | None:
    """None where the dash leads to the last hour of a range: "10 UTC-11 UTC"."""
    hours = _hours(b)
    if hours is None or not is_utc(b["zone"]) or b.names["offset"].start - b.names["zone"].end > 2:
        return None
    return offset_zone(hours)


@ZONES.rule(
    "clock:clock plus offset:clock !zone",
    "clock:clock plus offset:hhmm !zone",
    "clock:clock plus offset:year4 !zone",
    "clock:clock dash offset:hhmm !zone",
    "clock:clock dash offset:clock !zone",
)
def _clock_and_offset(b: Bindings) -> Clock | None:
    clock: Clock = b["clock"]
    hours = _hours(b)
    if clock.zone is not None or hours is None or not _glued(b):
        return None
    if b.every("dash") and isinstance(b["offset"], Clock) and not _no_range(clock, b):
        return None
    zone = offset_zone(hours)
    return replace(clock, zone=zone) if zone else None


def _glued(b: Bindings) -> bool:
    """True when the sign stands apart from the clock and touches the offset, or both touch: never "9 - 10"."""
    sign: Node = b.nodes[1]
    return sign.end == b.names["offset"].start and (bool(b.every("plus")) or sign.start > b.names["clock"].end)


def _no_range(clock: Clock, b: Bindings) -> bool:
    """True when "15:00 -03:30" cannot lead from one hour to a later one."""
    four_digits = b.names["offset"].end - b.names["offset"].start == 4
    return (
        clock.second is not None
        or (four_digits and b["offset"].hour < 12)
        or b["offset"].minutes < clock.minutes - 5 * 60
    )


@ZONES.rule("offset:zone region:zone")
def _named_zone(b: Bindings) -> SaidZone:
    region: SaidZone = b["region"]
    return region


@ZONES.rule("clock:clock zone:zone")
def _clock_zone(b: Bindings) -> Clock | None:
    clock: Clock = b["clock"]
    return replace(clock, zone=b["zone"]) if clock.zone is None else None
