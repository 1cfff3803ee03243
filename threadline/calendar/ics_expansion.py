"""From the events of an iCalendar file to what a range of time sees of them, for calendars kept as such files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from threadline.calendar.event import EventDraft
from threadline.calendar.ics_reader import IcsEvent
from threadline.calendar.recurrence import as_utc, occurrence_at, occurrence_id, occurrences, split_id


@dataclass(frozen=True, slots=True)
class Unfolded:
    """One event, or one occurrence of a series. `id` is that of the port: `<base>` or `<base>_<UTC start>`."""

    id: str
    draft: EventDraft
    source: IcsEvent


def unfold(events: Iterable[tuple[str, IcsEvent]], time_min: datetime, time_max: datetime) -> list[Unfolded]:
    """What overlaps the range, in order of start, of events given with their base ids; cancelled ones are not.

    Raises `CalendarRejected` where one of them has more occurrences in the range than a question may unfold.
    """
    time_min, time_max = as_utc(time_min), as_utc(time_max)
    found = [each for base, event in events if not event.cancelled for each in _of(base, event, time_min, time_max)]
    return sorted(found, key=lambda each: (as_utc(each.draft.start), as_utc(each.draft.end), each.id))


def find(events: Iterable[tuple[str, IcsEvent]], event_id: str) -> Unfolded | None:
    """One event, or one occurrence of a series, by its id; None if there is none, or it is cancelled."""
    base, start = split_id(event_id)
    for known, event in events:
        if known != base or event.cancelled:
            continue
        if start is None and event.recurrence is None:
            return Unfolded(base, event.draft, event)
        if start is not None and event.recurrence is not None and occurrence_id(base, event.recurrence) == event_id:
            return Unfolded(event_id, event.draft, event)
        if start is not None and event.draft.rrule is not None and (draft := occurrence_at(event.draft, start)):
            return Unfolded(event_id, draft, event)
    return None


def _of(base: str, event: IcsEvent, time_min: datetime, time_max: datetime) -> Iterator[Unfolded]:
    for draft in occurrences(event.draft, time_min, time_max):
        if event.draft.rrule is not None:
            yield Unfolded(occurrence_id(base, draft.start), draft, event)
        elif event.recurrence is not None:
            yield Unfolded(occurrence_id(base, event.recurrence), draft, event)
        else:
            yield Unfolded(base, draft, event)
