"""Which threads the assistant takes part in, and which of its answers are being written there right now.

A channel keeps one `ThreadTracker` of its own kind of place (what it stores as `Message.address`).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_MOST = 50_000

PlaceT = TypeVar("PlaceT")


@dataclass(frozen=True, slots=True)
class Running(Generic[PlaceT]):
    """An answer that is being written: to which message, whose, and where."""

    message_id: str
    person_id: str
    place: PlaceT


@dataclass(slots=True)
class ThreadTracker(Generic[PlaceT]):
    """Engaged threads and running answers of this process. `stored` says whether a conversation has this key."""

    stored: Callable[[str], Awaitable[bool]]
    _engaged: set[str] = field(default_factory=set)
    _running: dict[str, Running[PlaceT]] = field(default_factory=dict)

    def engage(self, key: str) -> None:
        """The assistant was called into a thread."""
        if len(self._engaged) >= _MOST:
            self._engaged.clear()
        self._engaged.add(key)

    async def is_engaged(self, key: str) -> bool:
        """Whether the assistant takes part in a thread, also since before this process."""
        if key in self._engaged:
            return True
        if not await self.stored(key):
            return False
        self.engage(key)
        return True

    def begin(self, running: Running[PlaceT]) -> None:
        """An answer is being written."""
        if len(self._running) >= _MOST:
            self._running.pop(next(iter(self._running)))  # it failed without an end, long ago
        self._running[running.message_id] = running

    def end(self, message_id: str) -> None:
        """It stands."""
        self._running.pop(message_id, None)

    def answering(self, here: Callable[[PlaceT], bool]) -> list[Running[PlaceT]]:
        """The running answers at the places that are `here`."""
        return [running for running in self._running.values() if here(running.place)]
