"""An event that came as a calendar object, as its file says it: nothing of it is read from words."""

from dataclasses import dataclass
from enum import StrEnum

from threadline.calendar.event import EventDraft, Identity


class Heard(StrEnum):
    """What is said of an event by whoever organises it; `PROPOSED`: by a guest who would rather have another time."""

    STANDS = "stands"
    CANCELLED = "cancelled"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class InvitedEvent:
    """The event, how it is known, and what of it no draft can hold, as sentences.

    Its reader is none of its attendees, and `draft.organizer` is None where it is they who organise it. `alone`: it is
    one occurrence of a series that did not come with it. `by` is the guest who proposes the draft's time; of that event
    all else stays, and `notes` are the guest's words.
    """

    draft: EventDraft
    identity: Identity
    heard: Heard = Heard.STANDS
    notes: tuple[str, ...] = ()
    alone: bool = False
    by: str = ""
