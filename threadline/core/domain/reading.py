"""What was understood of a message, before anything is proposed."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract import Intent
from threadline.core.domain.around import Around
from threadline.core.domain.proposal import Alternative, Evidence


@dataclass(frozen=True, slots=True)
class FurtherEvent:
    """One more event of the same message, with its own words, other readings and doubts."""

    draft: EventDraft
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood. `draft` is absent where no time could be read; `question` then says what is missing.

    `start` and `end` are the range a query or a search for free time is about (without an end it is the instant
    `start`), `between` the part of its days;
    `duration` is the length that was said, `usual_length` the one where none was. `title` and `attendees` are which
    events a query is about, `next_only` that it asks for the next of them. `seeks_time`: a meeting is wanted whose time
    is still to be found. `drafts` are the
    events that the message tells of besides `draft`. `unsure`: it is in doubt whether anything is wanted at all.
    `doubts` are the first of the warnings: what could move the event or bring other people, so that nobody should book
    it unseen. `hourless`: an event that has an hour was wanted, and none was said.
    `suggested` are people of the mail whom nothing says to be invited: they are offered. `around` is what is to be
    blocked before and after the event.
    """

    intent: Intent
    draft: EventDraft | None = None
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    warnings: tuple[str, ...] = ()
    question: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    duration: timedelta | None = None
    usual_length: timedelta = timedelta(minutes=30)
    attendees: tuple[str, ...] = ()
    title: str | None = None
    location: str | None = None
    between: tuple[time, time] | None = None
    next_only: bool = False
    seeks_time: bool = False
    drafts: tuple[FurtherEvent, ...] = ()
    unsure: bool = False
    doubts: tuple[str, ...] = ()
    hourless: bool = False
    suggested: tuple[Attendee, ...] = ()
    around: Around | None = None
