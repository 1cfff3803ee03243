"""An event that came as a calendar object, as its file says it: nothing of it is read from words."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from threadline.calendar.event import EventDraft, Identity


class Heard(StrEnum):
    """What is said of an event by whoever organises it; `PROPOSED`: by a guest who would rather have another time.

    `CHOSEN`: by somebody outside, of a time that they were offered or that they name themselves.
    """

    STANDS = "stands"
    CANCELLED = "cancelled"
    PROPOSED = "proposed"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class MovedDay:
    """One date of a series that is another than its rule says: the start it would have, and what it is.

    A date that the rule does not have at all stands for itself. In a calendar it is an event beside the series.
    """

    start: datetime
    draft: EventDraft

    def identity(self, series: Identity) -> Identity:
        """How it is known beside its series."""
        return Identity(f"{series.uid}/{self.start.astimezone(UTC):%Y%m%dT%H%M%SZ}", series.sequence)


@dataclass(frozen=True, slots=True)
class InvitedEvent:
    """The event, how it is known, and what of it no draft can hold, as sentences.

    Its reader is none of its attendees, and `draft.organizer` is None where it is they who organise it. `alone`: it is
    one occurrence of a series that did not come with it. `by` is the guest who proposes or chose the draft's
    time; of the event that is to move (or of that date of it, where it is `alone`) all else stays, and `notes` are the
    guest's words. `moved` are dates that are put beside the series; `alone_at` is the start that a date which came
    alone would have by its series.
    """

    draft: EventDraft
    identity: Identity
    heard: Heard = Heard.STANDS
    notes: tuple[str, ...] = ()
    alone: bool = False
    by: str = ""
    moved: tuple[MovedDay, ...] = ()
    alone_at: datetime | None = None
