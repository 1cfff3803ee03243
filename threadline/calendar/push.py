"""Back ends that say by themselves that something changed, to an address of ours that they can reach.

What they say is only that something did: what it was is asked of `Calendar.changes`. They may say it twice, late, or
not at all, so a calendar is looked into as before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Listener:
    """Where a back end is to tell, and what it is to tell along so that it is known (at most 128 characters)."""

    address: str
    secret: str


@dataclass(frozen=True, slots=True)
class Watch:
    """What a back end was asked to tell of: by which `id` it does, of which calendar, and until when (UTC).

    `resource` is what the back end calls it.
    """

    id: str
    calendar_id: str
    resource: str
    expires_at: datetime


class Push(Protocol):
    """How one person's calendars are watched. Everything raises `CalendarError`."""

    async def places(self) -> Sequence[str]:
        """The ids of the calendars that are to be watched."""
        ...

    async def begin(self, listener: Listener, calendar_id: str) -> Watch:
        """Have changes of a calendar told."""
        ...

    async def renew(self, watch: Watch) -> Watch | None:
        """The watch with more time; None where it has to be begun anew."""
        ...

    async def end(self, watch: Watch) -> None:
        """Have nothing told any more; what is over already is done."""
        ...


@runtime_checkable
class PushingCalendar(Protocol):
    """A calendar whose back end tells of changes."""

    @property
    def push(self) -> Push:
        """How it is watched."""
        ...
