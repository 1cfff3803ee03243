"""The events of an iCalendar file, and how those of one series are joined.

A series and its changed occurrences are events of their own in a file, in any order, under one UID. What changes an
occurrence names it by its start (RECURRENCE-ID), or in some files by its date alone; of two changes of one occurrence
the later one counts (SEQUENCE), and one with RANGE=THISANDFUTURE changes all from there on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from threadline.calendar.event import Attendee, Busy, EventDraft
from threadline.calendar.ics_recurrence import Repetition
from threadline.calendar.recurrence import as_utc


@dataclass(frozen=True, slots=True)
class IcsEvent:
    """An event of a file.

    `recurrence` is set on an event that stands for one occurrence of the series with the same `uid`: the start that
    occurrence had, which is among the series' `excluded`. `transparent` events take no time.

    `repetition` says when it takes place where its draft cannot, which then is the first time alone. `following` are
    changes of the series from one occurrence (their `recurrence`) on, in order. `link` joins its video meeting.
    """

    uid: str
    draft: EventDraft
    sequence: int = 0
    organizer: Attendee | None = None
    recurrence: datetime | None = None
    cancelled: bool = False
    transparent: bool = False
    repetition: Repetition | None = None
    following: tuple["IcsEvent", ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An event that was not understood, and why, as a sentence.

    `since` and `until` are instants (UTC) between which it lies for certain, None where that is not known.
    """

    uid: str
    reason: str
    since: datetime | None = None
    until: datetime | None = None

    def within(self, time_min: datetime, time_max: datetime) -> Busy | None:
        """The part of a range in which it may lie (UTC); None if it lies elsewhere."""
        low, high = as_utc(time_min), as_utc(time_max)
        start = low if self.since is None else max(low, self.since)
        end = high if self.until is None else min(high, self.until)
        return Busy(start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class IcsFile:
    """What a file says. `method` is that of iTIP (RFC 5546), `name` the calendar's."""

    events: tuple[IcsEvent, ...]
    skipped: tuple[Skipped, ...] = ()
    method: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """An event as it stands in the file.

    `day` is set where it names its occurrence by a date alone; `onwards`: it changes all that follow, too.
    """

    event: IcsEvent
    day: date | None = None
    onwards: bool = False


def hour_of(draft: EventDraft, day: date) -> datetime:
    """The instant (UTC) at which a series with this first occurrence would start on a date."""
    zone = ZoneInfo(draft.zone)
    return datetime.combine(day, draft.start.astimezone(zone).time().replace(fold=0), zone).astimezone(UTC)


def joined(read: Iterable[ReadEvent]) -> tuple[IcsEvent, ...]:
    """The events, each series without the occurrences that have an event of their own, and with what follows them."""
    read = list(read)
    series = {each.event.uid: each.event for each in read if each.event.recurrence is None}
    named = [replace(each, event=_named(each, series.get(each.event.uid))) for each in read]
    moved: dict[str, dict[datetime, ReadEvent]] = {}
    for each in named:
        if (at := each.event.recurrence) is not None:
            other = moved.setdefault(each.event.uid, {}).get(at)
            if other is None or other.event.sequence <= each.event.sequence:
                moved[each.event.uid][at] = each
    return tuple(_joined(named, moved, series))


def _named(read: ReadEvent, series: IcsEvent | None) -> IcsEvent:
    """The event with the start of its occurrence, where it names only the date, or an hour of a whole day."""
    event = read.event
    if event.recurrence is None or series is None or series.draft.all_day == (read.day is not None):
        return event
    if read.day is not None:
        return replace(event, recurrence=hour_of(series.draft, read.day))
    zone = ZoneInfo(series.draft.zone)
    midnight = event.recurrence.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return replace(event, recurrence=midnight.astimezone(UTC))


def _joined(
    read: Iterable[ReadEvent], moved: dict[str, dict[datetime, ReadEvent]], series: dict[str, IcsEvent]
) -> Iterator[IcsEvent]:
    for each in read:
        event, changes = each.event, moved.get(each.event.uid, {})
        if event.recurrence is None:
            yield _without(event, changes) if changes else event
        elif changes[event.recurrence] is each and not (each.onwards and event.uid in series):
            yield event


def _without(event: IcsEvent, changes: dict[datetime, ReadEvent]) -> IcsEvent:
    single = [at for at, change in changes.items() if not change.onwards]
    onwards = sorted(at for at, change in changes.items() if change.onwards)
    event = replace(event, following=tuple(changes[at].event for at in onwards))
    if event.repetition is not None:
        excluded = event.repetition.excluded.union(single)
        return replace(event, repetition=replace(event.repetition, excluded=excluded))
    if event.draft.rrule is None:
        return event
    return replace(event, draft=replace(event.draft, excluded=(*event.draft.excluded, *single)))
