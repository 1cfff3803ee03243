"""From the events of an iCalendar file to what a range of time sees of them, for calendars kept as such files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import Busy, EventDraft
from threadline.calendar.ics_events import IcsEvent, Skipped
from threadline.calendar.port import CalendarRejected
from threadline.calendar.recurrence import as_utc, occurrence_id, occurrences, split_id

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unfolded:
    """One event, or one occurrence of a series. `id` is that of the port: `<base>` or `<base>_<UTC start>`."""

    id: str
    draft: EventDraft
    source: IcsEvent


@dataclass(frozen=True, slots=True)
class View:
    """What a range sees: events in order of start, and the stretches (UTC) in which there may be more, with why."""

    events: tuple[Unfolded, ...]
    unknown: tuple[Busy, ...] = ()
    reason: str = ""


def view(
    events: Iterable[tuple[str, IcsEvent]], skipped: Iterable[Skipped], time_min: datetime, time_max: datetime
) -> View:
    """What overlaps the range of events given with their base ids; cancelled ones are not.

    An event that has more occurrences in the range than a question may unfold is as unknown as one that was skipped.
    """
    time_min, time_max = as_utc(time_min), as_utc(time_max)
    found: list[Unfolded] = []
    missing = list(skipped)
    for base, event in events:
        if event.cancelled:
            continue
        try:
            found += _seen(base, event, time_min, time_max)
        except CalendarRejected as error:
            missing.append(Skipped(event.uid, str(error), since=as_utc(event.draft.start)))
    doubts = [(each, stretch) for each in missing if (stretch := each.within(time_min, time_max)) is not None]
    ordered = sorted(found, key=lambda each: (as_utc(each.draft.start), as_utc(each.draft.end), each.id))
    reason = f"{len(doubts)} of its events could not be understood: {doubts[0][0].reason}" if doubts else ""
    return View(tuple(ordered), tuple(stretch for _, stretch in doubts), reason)


def find(events: Iterable[tuple[str, IcsEvent]], event_id: str) -> Unfolded | None:
    """One event, or one occurrence of a series, by its id; None if there is none, or it is cancelled."""
    base, start = split_id(event_id)
    for known, event in events:
        if known != base or event.cancelled:
            continue
        if start is None and event.recurrence is None:
            return Unfolded(base, event.draft, event)
        if start is not None and event.recurrence is not None and not repeats(event):
            if occurrence_id(base, event.recurrence) == event_id:
                return Unfolded(event_id, event.draft, event)
        elif start is not None:
            low, high = start - _DAY, start + _DAY
            found = next((each for each in _all(base, event, low, high) if each.id == event_id), None)
            if found is not None:
                return found
    return None


def repeats(event: IcsEvent) -> bool:
    """Whether an event takes place more than once."""
    return event.draft.rrule is not None or event.repetition is not None


def _seen(base: str, event: IcsEvent, low: datetime, high: datetime) -> Iterator[Unfolded]:
    reach = max((_reach(event, change) for change in event.following), default=timedelta())
    for each in _all(base, event, low - reach, high + reach):
        if as_utc(each.draft.start) < high and as_utc(each.draft.end) > low:
            yield each


def _all(base: str, event: IcsEvent, low: datetime, high: datetime) -> Iterator[Unfolded]:
    """What an event is in the range; an occurrence that a later change moved stands for where it was before."""
    if not repeats(event):
        moved = event.recurrence
        identity = base if moved is None else occurrence_id(base, moved)
        if moved is not None or event.repetition is None:
            yield from (Unfolded(identity, draft, event) for draft in occurrences(event.draft, low, high))
        return
    for draft in _occurrences(event, low, high):
        change = next((each for each in reversed(event.following) if _since(each) <= as_utc(draft.start)), None)
        if change is None:
            yield Unfolded(occurrence_id(base, draft.start), draft, event)
        elif not change.cancelled:
            yield Unfolded(occurrence_id(base, draft.start), _changed(draft, change), change)


def _occurrences(event: IcsEvent, low: datetime, high: datetime) -> Iterator[EventDraft]:
    if event.repetition is None:
        yield from occurrences(event.draft, low, high)
        return
    zone = ZoneInfo(event.draft.zone)
    for start, end in event.repetition.within(low, high):
        here, until = start.astimezone(zone), end.astimezone(zone)
        if event.draft.all_day:
            days = max(1, round((end - start) / _DAY))
            until = datetime.combine(here.date() + days * _DAY, time(), zone)
        yield replace(event.draft, start=here, end=until)


def _since(change: IcsEvent) -> datetime:
    return as_utc(change.recurrence or change.draft.start)


def _changed(draft: EventDraft, change: IcsEvent) -> EventDraft:
    """An occurrence as a change from an earlier one on makes it: moved by as much on the clock, and as long."""
    zone, new = ZoneInfo(change.draft.zone), change.draft
    before = _since(change).astimezone(zone).replace(tzinfo=None)
    shift = new.start.astimezone(zone).replace(tzinfo=None) - before
    start = (draft.start.astimezone(zone).replace(tzinfo=None) + shift).replace(tzinfo=zone)
    if new.all_day:
        days = (new.dates[1] - new.dates[0]) + _DAY
        return replace(new, start=start, end=datetime.combine(start.date() + days, time(), zone))
    begin = start.astimezone(UTC)  # a real time, where the clock skips that one
    return replace(new, start=begin.astimezone(zone), end=(begin + new.duration).astimezone(zone))


def _reach(event: IcsEvent, change: IcsEvent) -> timedelta:
    """How far a change moves what it changes, at most."""
    return abs(as_utc(change.draft.start) - _since(change)) + change.draft.duration + event.draft.duration + _DAY
