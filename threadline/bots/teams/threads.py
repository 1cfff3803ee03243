"""Which threads the assistant takes part in, and which of its answers are being written there right now."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from threadline.bots.teams.address import Place

_MOST = 50_000


@dataclass(frozen=True, slots=True)
class Running:
    """An answer that is being written: to which message, and whose."""

    message_id: str
    person_id: str
    place: Place


@dataclass(slots=True)
class Threads:
    """Engaged threads and running answers of this process. `stored` says whether a conversation has this key."""

    stored: Callable[[str], Awaitable[bool]]
    _engaged: set[str] = field(default_factory=set)
    _running: dict[str, Running] = field(default_factory=dict)

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

    def begin(self, running: Running) -> None:
        """An answer is being written."""
        if len(self._running) >= _MOST:
            self._running.pop(next(iter(self._running)))  # it failed without an end, long ago
        self._running[running.message_id] = running

    def end(self, message_id: str) -> None:
        """It stands."""
        self._running.pop(message_id, None)

    def answering(self, conversation: str, *, activity: str | None = None) -> list[Running]:
        """The running answers in one thread; with `activity` only those to that message."""
        return [
            running
            for running in self._running.values()
            if running.place.conversation == conversation and activity in (None, running.place.activity)
        ]
