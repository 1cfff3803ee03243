"""From one recurring event to the occurrences that a range of time sees.

Occurrences keep their wall-clock time in the event's zone across daylight-saving changes, and their elapsed length
(RFC 5545, section 3.8.5.3). A wall-clock time that a change skips is read with the offset from before it, so 02:30
becomes 03:30; one that happens twice is the first of the two (section 3.3.5). All-day occurrences are dates and know no
hours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft
from threadline.calendar.port import CalendarRejected
from threadline.calendar.rrule import HORIZON_YEARS
from threadline.calendar.rrule_text import parse_rule
from threadline.texts.messages import _

MAX_OCCURRENCES = 1_000
"""The most occurrences of one event that one question may unfold."""

FIRST_YEAR, LAST_YEAR = 1600, 9000
_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
_LATEST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_HORIZON = timedelta(days=366 * HORIZON_YEARS)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_STAMP = "%Y%m%dT%H%M%SZ"


def check(draft: EventDraft) -> None:
    """Raise `CalendarRejected` if the draft makes no event: what no calendar can hold, or a rule that never begins."""
    check_readable(draft)
    if draft.rrule is None:
        return
    zone = ZoneInfo(draft.zone)
    first = _local(draft.start, zone)
    until = parse_rule(draft.rrule).last_date(time() if draft.all_day else first.time(), zone)
    if until is not None and until < first.date():
        raise CalendarRejected(
            f"The series would end on {until:%-d %B %Y}, before it begins on {first:%-d %B %Y}: choose a later end."
        )


def check_readable(draft: EventDraft) -> None:
    """Raise `CalendarRejected` if no calendar can hold the draft: a broken rule, a year or a character out of range.

    A rule that ends before it begins is read as its first occurrence: calendars from outside have such events.
    """
    if any(_UNSTORABLE.search(text) for text in _texts(draft)):
        raise CalendarRejected(_("The event's text has characters that cannot be stored."))
    if not (FIRST_YEAR <= draft.start.year <= LAST_YEAR and FIRST_YEAR <= draft.end.year <= LAST_YEAR):
        raise CalendarRejected(
            _("Events lie between the years {first_year} and {last_year}.", first_year=FIRST_YEAR, last_year=LAST_YEAR)
        )
    if draft.rrule is not None:
        parse_rule(draft.rrule)


def occurrences(
    draft: EventDraft, time_min: datetime, time_max: datetime, *, limit: int = MAX_OCCURRENCES
) -> list[EventDraft]:
    """The occurrences that overlap `time_min` ≤ … < `time_max`, in order, each a draft of its own without a rule.

    Raises `CalendarRejected` rather than leave something out when there are more than `limit`, and for a broken rule.
    """
    if draft.rrule is None:
        return [draft for _ in spans(draft, time_min, time_max, limit=limit)]
    return [_at(draft, *span) for span in spans(draft, time_min, time_max, limit=limit)]


def spans(
    draft: EventDraft, time_min: datetime, time_max: datetime, *, limit: int = MAX_OCCURRENCES
) -> list[tuple[datetime, datetime]]:
    """Start and end of each of the `occurrences`, without making drafts of them. Raises `CalendarRejected`."""
    found: list[tuple[datetime, datetime]] = []
    time_min, time_max = as_utc(time_min), as_utc(time_max)
    for start, end in _spans(draft, time_min, time_max):
        if start.astimezone(UTC) < time_max and end.astimezone(UTC) > time_min:
            if len(found) == limit:
                raise CalendarRejected(
                    _("An event repeats more than {limit} times in this range: ask for less.", limit=limit)
                )
            found.append((start, end))
    return found


def first_occurrences(draft: EventDraft, until: datetime, *, limit: int) -> list[EventDraft]:
    """The first `limit` occurrences that begin before an instant. Raises `CalendarRejected` for a broken rule."""
    before = as_utc(until)
    return [each for each in islice(_occurrences(draft, _EARLIEST, before), limit) if as_utc(each.start) < before]


def occurrence_at(draft: EventDraft, start: datetime) -> EventDraft | None:
    """The occurrence that starts at an instant, to the second as in its id; None if there is none."""
    start = start.astimezone(UTC)
    # Ids carry whole seconds, while a back end may keep fractions of them.
    for occurrence in occurrences(draft, start, start + timedelta(seconds=1)):
        if occurrence.start.astimezone(UTC).replace(microsecond=0) == start:
            return occurrence
    return None


def series_end(draft: EventDraft) -> datetime | None:
    """The instant (UTC) by which the last occurrence has ended; None if the event repeats for ever.

    It bounds a search: an event that repeats until a date may end somewhat earlier than said here.
    """
    check_readable(draft)
    if draft.rrule is None:
        return draft.end.astimezone(UTC)
    rule, zone = parse_rule(draft.rrule), ZoneInfo(draft.zone)
    first = _local(draft.start, zone)
    if rule.count:  # which dates count is known only by going through them: the rule may skip months
        *_, last = rule.dates(first.date(), first.date(), date.max)
    elif until := rule.last_date(first.time(), zone):
        last = max(first.date(), until)
    else:
        return None
    return _span_on(draft, last, zone)[1].astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a series goes: how many occurrences take place, and when the last of them starts.

    Both are None for a series that repeats for ever, or so often that nobody counted.
    """

    times: int | None = None
    last: datetime | None = None

    @property
    def endless(self) -> bool:
        """True when it was not counted."""
        return self.times is None


def extent(draft: EventDraft, *, limit: int = MAX_OCCURRENCES) -> Extent:
    """How many occurrences an event has, those that were left out not counted; once for one that does not repeat.

    Raises `CalendarRejected` for a broken rule. Counting stops behind `limit`.
    """
    end = series_end(draft)
    if end is None:
        return Extent()
    times, last = 0, None
    for occurrence in _occurrences(draft, _EARLIEST, end + timedelta(days=1)):
        times += 1
        last = occurrence.start
        if times > limit:
            return Extent()
    return Extent(times, last)


def as_utc(moment: datetime) -> datetime:
    """The same instant in UTC, or the first or last there is for one that lies beyond.

    Python compares times of one zone by their wall clock, which stands still or jumps at a change: only UTC compares.
    """
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return _EARLIEST if moment.year < LAST_YEAR else _LATEST


def occurrence_id(event_id: str, start: datetime) -> str:
    """The id of the occurrence that starts at an instant: `<event id>_<UTC start>`."""
    return f"{event_id}_{start.astimezone(UTC):{_STAMP}}"


def split_id(identifier: str) -> tuple[str, datetime | None]:
    """The event id, and the occurrence's start (UTC) if it is the id of an occurrence."""
    event_id, mark, stamp = identifier.rpartition("_")
    if not mark:
        return identifier, None
    try:
        start = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return identifier, None
    return (event_id, start) if FIRST_YEAR <= start.year <= LAST_YEAR else (identifier, None)


def _occurrences(draft: EventDraft, time_min: datetime, time_max: datetime) -> Iterator[EventDraft]:
    if draft.rrule is None:
        yield draft
        return
    for start, end in _spans(draft, time_min, time_max):
        yield _at(draft, start, end)


def _at(draft: EventDraft, start: datetime, end: datetime) -> EventDraft:
    return replace(draft, start=start, end=end, rrule=None, excluded=())


def _spans(draft: EventDraft, time_min: datetime, time_max: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Start and end of the occurrences, and of a few more than the range sees."""
    if draft.rrule is None:
        yield draft.start, draft.end
        return
    check_readable(draft)
    if time_max <= draft.start.astimezone(UTC):
        return
    zone = ZoneInfo(draft.zone)
    first = _local(draft.start, zone)
    rule = parse_rule(draft.rrule)
    low, high = _dates_around(draft, time_min, time_max, zone)
    if until := rule.last_date(first.time(), zone):
        high = min(high, max(until, first.date()))  # a rule that ends before it begins still has its first occurrence
    # By instants: what is left out may be named in another zone than the event's.
    excluded = {moment.astimezone(UTC) for moment in draft.excluded}
    for day in rule.dates(first.date(), low, high):
        start, end = _span_on(draft, day, zone)
        if start.astimezone(UTC) not in excluded:
            yield start, end


def _dates_around(draft: EventDraft, time_min: datetime, time_max: datetime, zone: ZoneInfo) -> tuple[date, date]:
    """Dates on which an occurrence must start to touch the range, a day wider at both ends.

    Ranges are compared before they are converted, as the first and last instants have no local time in some zones.
    """
    first = _local(draft.start, zone).date()
    low, high = first, date(first.year + HORIZON_YEARS, 12, 31)
    # A series that began years ago is not counted from its beginning, or each look at a week would cost all of them.
    if time_min - draft.end > timedelta(days=2):
        low = (time_min - draft.duration).astimezone(zone).date() - timedelta(days=1)
    if time_max - draft.start < _HORIZON:
        high = time_max.astimezone(zone).date() + timedelta(days=1)
    return max(low, first), high


def _texts(draft: EventDraft) -> Iterator[str]:
    yield from (draft.title, draft.location or "", draft.description or "")
    for attendee in draft.attendees:
        yield from (attendee.name, attendee.email or "")


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _span_on(draft: EventDraft, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The occurrence on a date; on the first date exactly what the draft says."""
    if draft.all_day:
        first, last = draft.dates
        end = datetime.combine(day + (last - first) + timedelta(days=1), time(), zone)
        return datetime.combine(day, time(), zone), end
    local = _local(draft.start, zone)
    if day == local.date():
        return draft.start, draft.end
    # fold=0 is the earlier of two readings, and in a gap the offset from before it; UTC makes a real time of that.
    start = datetime.combine(day, local.time().replace(fold=0), zone).astimezone(UTC)
    return start.astimezone(zone), (start + draft.duration).astimezone(zone)
