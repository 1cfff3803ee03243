"""The events that an answer told of, known again from its question: what "cancel it" and "the second one" are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.extract import Intent
from threadline.core.calendars.event_matching import Wanted
from threadline.core.domain.message import Turn
from threadline.core.scheduling.calendar_queries import asked_range
from threadline.core.scheduling.event_resolution import ResolvedEvent
from threadline.core.scheduling.event_selection import read_selection
from threadline.core.scheduling.event_words import about
from threadline.core.scheduling.interpretation import understand


@dataclass(frozen=True, slots=True)
class Listing:
    """Which events a question about the calendar is answered with: those that fit, from `start` to `end`."""

    wanted: Wanted
    start: datetime
    end: datetime
    next_only: bool


def listing_of(text: str, turn: Turn, now: datetime) -> Listing | None:
    """What an earlier message asked to be told of; None where it asked for no events."""
    zone = turn.message.zone or turn.person.zone
    reading = understand(text, sent_at=turn.message.sent_at, zone=zone)
    if reading.intent is not Intent.QUERY:
        return None
    start, end = asked_range(reading, now, turn.person.zone)
    return Listing(Wanted(reading.title, reading.attendees), start, end, reading.next_only)


def chosen_among(events: Sequence[ResolvedEvent], words: str, now: datetime, zone: str) -> ResolvedEvent | None:
    """The one of the events told that words choose: "the second one", "the 2pm one"; None where they name another."""
    selection = read_selection(words)
    wanted = about(selection.words, now, zone)
    if wanted.anything or selection.every:
        return None
    if selection.pick is not None and wanted.start is None:
        return next(iter(selection.of(events)), None)
    if wanted.start is None or selection.pick is not None:
        return None
    tz = ZoneInfo(zone)
    clock = wanted.start.astimezone(tz).time()
    fitting = [each for each in events if (each.shown or each.draft).start.astimezone(tz).time() == clock]
    return fitting[0] if len(fitting) == 1 else None
