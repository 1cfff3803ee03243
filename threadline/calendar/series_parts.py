"""Parting a series in two: what takes place before a moment, and what goes on from there."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft
from threadline.calendar.recurrence import as_utc
from threadline.calendar.rrule_text import parse_rule

_SECOND = timedelta(seconds=1)


def ended_before(series: EventDraft, moment: datetime) -> EventDraft | None:
    """The series without what starts at `moment` or later; None where nothing would be left of it.

    Raises `CalendarRejected` for a broken rule.
    """
    if series.rrule is None or as_utc(moment) <= as_utc(series.start):
        return None
    last = moment.astimezone(ZoneInfo(series.zone)).date() - timedelta(days=1)
    until: date = last if series.all_day else moment.astimezone(UTC) - _SECOND
    rule = replace(parse_rule(series.rrule), count=None, until=until)
    left_out = tuple(each for each in series.excluded if as_utc(each) < as_utc(moment))
    return replace(series, rrule=str(rule), excluded=left_out)


def from_split(series: EventDraft, moment: datetime) -> EventDraft:
    """The part of a series that a moment begins, which is the start of one of its occurrences."""
    return going_on_from(series, series.moved(moment.astimezone(ZoneInfo(series.zone))))


def going_on_from(series: EventDraft, occurrence: EventDraft) -> EventDraft:
    """The series from one of its occurrences on, as a series of its own.

    Raises `CalendarRejected` for a broken rule.
    """
    if series.rrule is None:
        return series
    rule, zone = parse_rule(series.rrule), ZoneInfo(series.zone)
    if rule.count:
        first, here = (moment.astimezone(zone).date() for moment in (series.start, occurrence.start))
        gone = sum(1 for day in rule.dates(first, first, here) if day < here)
        rule = replace(rule, count=max(1, rule.count - gone))
    left_out = tuple(each for each in series.excluded if as_utc(each) >= as_utc(occurrence.start))
    return replace(
        series, start=occurrence.start, end=occurrence.end, rrule=str(rule) if rule.count else series.rrule,
        excluded=left_out,
    )  # fmt: skip
