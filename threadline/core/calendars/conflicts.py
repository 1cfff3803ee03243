"""What an event would collide with in a person's calendars.

A calendar that cannot be read is unknown, and unknown is never free.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from threadline.calendar.backend import Reader
from threadline.calendar.event import EventDraft
from threadline.calendar.event_busy import blocks
from threadline.calendar.recurrence import occurrences, split_id
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.same_event import is_entry_of, is_same
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Conflict

HORIZON = timedelta(days=60)
"""For how long from its start on a series is looked at for conflicts."""


@dataclass(frozen=True, slots=True)
class Collisions:
    """What stands at a draft's time, and the names of calendars that could not be read."""

    conflicts: tuple[Conflict, ...]
    unknown: tuple[str, ...]

    @property
    def clear(self) -> bool:
        """The time is known to be free."""
        return not self.conflicts and not self.unknown


async def collisions_of(
    agenda: Agenda,
    person: Person,
    draft: EventDraft,
    *,
    besides: Collection[str] = (),
    replacing: str | None = None,
    uid: str | None = None,
) -> Collisions:
    """What the draft collides with within the next weeks.

    Events made under the keys `besides` do not count, nor the one with the id `replacing` with all its
    occurrences, nor one with the UID `uid`, in whichever calendars they are.
    """
    last = draft.start + HORIZON if draft.rrule else draft.end
    reader = Reader(person.zone, (person.email,) if person.email else ())
    events, unknown = await agenda.events(person, draft.start, last)
    own = [(busy.start, busy.end) for busy in occurrences(draft, draft.start, last)]
    replaced = [each for each in events if replacing in (each.id, split_id(each.id)[0])]
    hit = (
        Conflict(event.draft.title, event.draft.start, event.draft.end)
        for event in events
        if not is_same(event, besides, replaced)
        and event not in replaced
        and not (replacing is not None and is_entry_of(event.uid, person.id, replacing))
        and uid != event.uid
        and blocks(event, reader)
        and any(start < event.draft.end and event.draft.start < end for start, end in own)
    )
    return Collisions(tuple(hit), tuple(unknown))
