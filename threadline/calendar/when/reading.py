"""From a predicate to a reading: the scene decides, wall clocks become instants, doubts are named."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from threadline.calendar.when.discourse.found import Found, dayless
from threadline.calendar.when.meaning.amounts import Amount, Away
from threadline.calendar.when.meaning.clock import Clock
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.periods import Now
from threadline.calendar.when.meaning.ranges import At, Between
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.meaning.scene import Scene, Span
from threadline.calendar.when.meaning.series import series_of
from threadline.calendar.when.model import Alternative, Caution, Grain, Kind, WarningCode, When
from threadline.calendar.when.policy import Preference
from threadline.calendar.when.zones.doubts import clock_doubts, zone_doubts
from threadline.texts import formats
from threadline.texts.messages import _

_MOST_ALTERNATIVES = 4
_WEEK = timedelta(days=7)
_VAGUE = 0.3
# "Now" is more often a way of speaking than a time.
_PASSING = 0.4


def read_found(item: Found, text: str, scene: Scene) -> When | None:
    """The reading of what was found, or None when the scene has no place for it."""
    try:
        if isinstance(item.value, Recurrence):
            return _recurring(item, text, scene)
        if isinstance(item.value, Amount):
            return _duration(item, text, scene)
        spans = _or_in_a_week(item.value, item.value.spans(scene), scene)
        return _when(item, text, scene, spans) if spans else None
    except (OverflowError, ValueError):
        return None


def _or_in_a_week(value: Any, spans: list[Span], scene: Scene) -> list[Span]:
    """A weekday that is today: who means today says "today", so the one in a week is another reading."""
    value = value.first if isinstance(value, Between) else value
    day = value.day if isinstance(value, At) else value
    if not spans or spans[0].start is None or not isinstance(day, Fields) or day != Fields(weekday=day.weekday):
        return spans
    if spans[0].start.date() != scene.today.date() or scene.policy.prefer is not Preference.FUTURE:
        return spans
    later = _moved(spans[0], _WEEK)
    sentence = _(
        "This could be {first} or {second}.",
        first=formats.plain_day(spans[0].start, weekday=True),
        second=formats.plain_day(spans[0].start + _WEEK, weekday=True),
    )
    doubt = Caution(WarningCode.AMBIGUOUS_DAY, sentence)
    doubted = replace(spans[0], cautions=(*spans[0].cautions, doubt), certain=False)
    return [doubted, replace(later, reason="the one in a week"), *spans[1:]]


def _moved(span: Span, by: timedelta) -> Span:
    return replace(span, start=span.start and span.start + by, end=span.end and span.end + by)


def _duration(item: Found, text: str, scene: Scene) -> When:
    first, last = item.start, item.end
    confidence = _VAGUE if text[first : first + 2].lower() == "a " else 0.4
    return When(
        Kind.DURATION,
        None,
        None,
        False,
        item.value.grain,
        scene.zone.key,
        text[first:last],
        (first, last),
        item.pieces,
        confidence,
        duration=item.value.added(scene.now, 1, scene) - scene.now if _by_calendar(item.value) else item.value.length,
        role=item.role,
    )


def _by_calendar(amount: Amount) -> bool:
    """Whether its length depends on the calendar: a month from now may have 28 days or 31."""
    return amount.grain in {Grain.MONTH, Grain.YEAR} and all(float(count).is_integer() for count, _ in amount.parts)


def _recurring(item: Found, text: str, scene: Scene) -> When | None:
    series = series_of(item.value, scene)
    if series is None:
        return None
    when = _when(item, text, scene, [series.first])
    return replace(
        when,
        kind=Kind.RECURRING,
        rrule=series.recurrence.rrule(scene, when.start, series.last),
        excluded=series.excluded(scene),
        warnings=(*series.cautions, *when.warnings),
    )


def _when(item: Found, text: str, scene: Scene, spans: list[Span]) -> When:
    best = spans[0]
    first, last = item.start, item.end
    start, cautions = _aware(best.start, best.start_zone, scene)
    end, _cautions = _aware(best.end, best.end_zone or best.start_zone, scene)
    if start and end and end < start:
        end = start
    all_day = best.grain.coarse
    zone = start or end
    doubts, others = zone_doubts(best, scene)
    if start is not None and item.also:
        more, clocks = clock_doubts(start, item.also, scene)
        doubts, others = (*doubts, *more), (*others, *clocks)
    warnings = (*item.doubts, *doubts, *best.cautions, *cautions, *_past(start, end, scene, all_day=all_day))
    return When(
        kind=_kind(best, start, end),
        start=start,
        end=end,
        all_day=all_day,
        grain=best.grain,
        zone=getattr(zone.tzinfo, "key", "UTC") if zone else scene.zone.key,
        text=text[first:last],
        span=(first, last),
        pieces=item.pieces,
        confidence=_confidence(item.value, best),
        duration=end - start if start and end else None,
        alternatives=(*others, *(_alternative(span, scene) for span in spans[1:]))[:_MOST_ALTERNATIVES],
        warnings=warnings,
        role=item.role,
        dated=not dayless(item.value),
    )


def _kind(span: Span, start: datetime | None, end: datetime | None) -> Kind:
    if start is None:
        return Kind.DEADLINE
    if end is None:
        return Kind.SINCE if span.open_ended else Kind.INSTANT
    one_day = (
        span.grain is Grain.DAY
        and span.end is not None
        and span.start is not None
        and span.end - span.start == timedelta(days=1)
    )
    return Kind.INSTANT if one_day else Kind.INTERVAL


def _confidence(value: Any, span: Span) -> float:
    if isinstance(value, Away) and value.base is None and value.vague:
        return _VAGUE
    if isinstance(value, Now):
        return _PASSING
    if isinstance(value, Clock) and value.bare:
        return 0.5
    if not span.certain:
        return 0.7
    return 0.85 if span.cautions else 0.95


def _past(start: datetime | None, end: datetime | None, scene: Scene, *, all_day: bool) -> tuple[Caution, ...]:
    due_day = start is None and all_day
    last = end + timedelta(days=1) if due_day and end else end or start
    now = scene.now.replace(second=0, microsecond=0, tzinfo=scene.zone)
    if last is None or last >= now or (end is None and all_day):
        return ()
    return (Caution(WarningCode.PAST, _("This time has already passed.")),)


def _alternative(span: Span, scene: Scene) -> Alternative:
    start, _cautions = _aware(span.start, span.start_zone, scene)
    end, _cautions = _aware(span.end, span.end_zone or span.start_zone, scene)
    return Alternative(start, end, span.grain.coarse, span.reason)


def _aware(wall: datetime | None, said: Any, scene: Scene) -> tuple[datetime | None, tuple[Caution, ...]]:
    """The time in its zone: in an hour that a clock change skips it moves on, in a doubled hour the first counts."""
    if wall is None:
        return None, ()
    zone = scene.zone_at(said, wall)
    moment = wall.replace(tzinfo=zone)
    offset, folded = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    if offset == folded or offset is None or folded is None:
        return moment, ()
    if offset < folded:
        sentence = _("The clocks go forward that day, so {time} does not exist.", time=formats.clock(wall))
        return (wall + (folded - offset)).replace(tzinfo=zone), (Caution(WarningCode.DST_GAP, sentence),)
    sentence = _(
        "The clocks go back that day, so {time} comes twice; the first one is meant.", time=formats.clock(wall)
    )
    return moment, (Caution(WarningCode.DST_FOLD, sentence),)
