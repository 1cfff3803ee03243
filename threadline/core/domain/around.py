"""Time that is blocked before and after an event: the way there and back, or a buffer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from threadline.calendar.event import EventDraft

_NOTHING = timedelta()
BEFORE, AFTER = "before", "after"


@dataclass(frozen=True, slots=True)
class Around:
    """How much is blocked, by events of their own that go where theirs goes. `travel`: it is for the way.

    `key` is that of the event which they were made with, "" while that is not booked.
    """

    before: timedelta = _NOTHING
    after: timedelta = _NOTHING
    travel: bool = True
    key: str = ""

    def blocks(self, draft: EventDraft) -> Iterator[tuple[str, EventDraft]]:
        """On which sides of an event there are blocks, and from when to when; their titles are the event's."""
        plain = EventDraft(draft.title, draft.start, draft.end, draft.zone, private=draft.private)
        if self.before:
            yield BEFORE, replace(plain, start=draft.start - self.before, end=draft.start)
        if self.after:
            yield AFTER, replace(plain, start=draft.end, end=draft.end + self.after)

    def keys(self, key: str) -> tuple[str, ...]:
        """Under which keys they are booked beside the event of that key."""
        return tuple(f"{self.key or key}-{side}" for side in (BEFORE, AFTER))

    def widened(self, draft: EventDraft) -> EventDraft:
        """The event with what is blocked around it, as one stretch."""
        return replace(draft, start=draft.start - self.before, end=draft.end + self.after)
