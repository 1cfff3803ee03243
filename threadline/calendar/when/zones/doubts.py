"""What is doubtful about the zone of a time: several of that name, another half of the year, one that nobody knows.

Also two clocks that are said to be one moment ("3pm CET / 9am ET").
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from threadline.calendar.when.meaning.clock import Clock
from threadline.calendar.when.meaning.scene import Scene, Span
from threadline.calendar.when.model import Alternative, Caution, WarningCode
from threadline.calendar.when.zones.zone import SaidZone, called, offset_hours
from threadline.texts import formats
from threadline.texts.messages import _

Doubts = tuple[tuple[Caution, ...], tuple[Alternative, ...]]
_NONE: Doubts = ((), ())
_DAY = timedelta(days=1)


def zone_doubts(span: Span, scene: Scene) -> Doubts:
    """The cautions and the other readings that come of the zone of a span's start."""
    said, wall = span.start_zone or span.end_zone, span.start or span.end
    if said is None or wall is None or span.grain.coarse:
        return _NONE
    zone = scene.meant(said)
    if not zone.region:
        return (_unknown(zone, wall, scene),), ()
    if zone.rivals:
        return _rivals(zone, span, scene)
    if zone.hours is not None and offset_hours(zone.at(wall), wall) != zone.hours:
        return (_nowhere(zone, wall),), ()
    if zone.hours is not None and zone.at(wall).key != zone.region:
        return _other_half(zone, span)
    return _NONE


def _unknown(zone: SaidZone, wall: datetime, scene: Scene) -> Caution:
    if zone.owner is not None:
        sentence = _(
            "I do not know which time zone “{zone}” is: {time} is read in your own ({own}).",
            zone=zone.name,
            time=formats.clock(wall),
            own=called(scene.zone.key),
        )
    else:
        sentence = _(
            "I do not know the time zone “{zone}”: {time} is read in your own ({own}).",
            zone=zone.name,
            time=formats.clock(wall),
            own=called(scene.zone.key),
        )
    return Caution(WarningCode.UNKNOWN_ZONE, sentence)


def _nowhere(zone: SaidZone, wall: datetime) -> Caution:
    there = offset_hours(zone.at(wall), wall)
    sentence = _(
        "No place is at {zone} on that day: {time} is read in {place} (UTC{offset}).",
        zone=zone.name,
        time=formats.clock(wall),
        place=called(zone.region),
        offset=f"{there:+g}",
    )
    return Caution(WarningCode.UNKNOWN_ZONE, sentence)


def _rivals(zone: SaidZone, span: Span, scene: Scene) -> Doubts:
    """The same clock in the other zones of that name, where it is another moment."""
    wall = span.start or span.end
    assert wall is not None  # noqa: S101 - the caller checked; tells the type checker
    here = _moment(zone, wall, scene)
    others = [rival for rival in zone.rivals if _moment(rival, wall, scene) != here]
    if not others:
        return _NONE
    names = [zone.place or called(zone.region), *(rival.place or rival.name for rival in others)]
    sentence = _(
        "“{zone}” could be the time of {choice}: {place} is taken.",
        zone=zone.name,
        choice=formats.or_list(names),
        place=names[0],
    )
    found = tuple(_alternative(span, rival, names[index + 1], scene) for index, rival in enumerate(others))
    return (Caution(WarningCode.AMBIGUOUS_ZONE, sentence),), found


def _other_half(zone: SaidZone, span: Span) -> Doubts:
    """ "EST" in July: taken by its letters, though the clocks of New York show another hour then."""
    wall = span.start or span.end
    assert wall is not None  # noqa: S101 - the caller checked
    region = SaidZone(zone.region, name=called(zone.region))
    there = offset_hours(region.at(wall), wall)
    sentence = _(
        "{place} is at UTC{offset} on that day, not at {zone} (UTC{said}): {zone} is taken.",
        place=called(zone.region),
        offset=f"{there:+g}",
        zone=zone.name,
        said=f"{zone.hours:+g}",
    )
    moved = _spanned(span, region, f"the time in {region.name}")
    return (Caution(WarningCode.AMBIGUOUS_ZONE, sentence),), (moved,)


def _moment(zone: SaidZone, wall: datetime, scene: Scene) -> datetime:
    return wall.replace(tzinfo=zone.at(wall) if zone.region else scene.zone).astimezone(UTC)


def _alternative(span: Span, zone: SaidZone, name: str, scene: Scene) -> Alternative:
    return _spanned(span, zone if zone.region else SaidZone(scene.zone.key), f"the time of {name}")


def _spanned(span: Span, zone: SaidZone, reason: str) -> Alternative:
    start, end = (wall and wall.replace(tzinfo=zone.at(wall)) for wall in (span.start, span.end))
    return Alternative(start, end, False, reason)


def clock_doubts(start: datetime, clocks: tuple[Clock, ...], scene: Scene) -> Doubts:
    """What is wrong with other clocks of the same moment: nothing where each shows it in its zone."""
    cautions: list[Caution] = []
    found: list[Alternative] = []
    for clock in clocks:
        zone = scene.zone_at(clock.zone, start.replace(tzinfo=None))
        there = start.astimezone(zone)
        minutes = [each % (24 * 60) for each in clock.readings(scene.policy)]
        if there.hour * 60 + there.minute in minutes:
            continue
        midnight = datetime(there.year, there.month, there.day)  # noqa: DTZ001 - a wall-clock time
        walls = [clock.on(midnight + days * _DAY, each) for each in minutes for days in (-1, 0, 1)]
        moments = [wall.replace(tzinfo=scene.zone_at(clock.zone, wall)) for wall in walls]
        nearest = min(moments, key=lambda moment: abs(moment.astimezone(UTC) - start.astimezone(UTC)))
        sentence = _(
            "The two times are not one moment: {here} here is {there} there, not {said}.",
            here=formats.clock(start),
            there=formats.clock(there),
            said=formats.clock(nearest),
        )
        cautions.append(Caution(WarningCode.AMBIGUOUS_ZONE, sentence))
        found.append(Alternative(nearest, None, False, "the other clock that was said"))
    return tuple(cautions), tuple(found)
