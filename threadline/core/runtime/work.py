"""What durable functions do, whoever carries them out."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Work:
    """What the durable functions do; each takes the key's parts and must be repeatable."""

    turn: Callable[[str], Awaitable[None]]
    booking: Callable[[str], Coroutine[Any, Any, None]]
    undoing: Callable[[str], Coroutine[Any, Any, None]]
    advance: Callable[[str], Awaitable[None]]


class SteppedWork(Protocol):
    """Work in several steps, which others begin."""

    async def advance(self, workflow_id: str) -> None:
        """Carry one on for as long as it needs nobody. Repeatable."""

    async def take_up(self, older_than: timedelta) -> None:
        """Begin again what nobody has been at for so long. Raises `StorageError`."""
