"""What durable functions do, whoever carries them out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """What the durable functions do; each takes the key's parts and must be repeatable."""

    turn: Callable[[str], Awaitable[None]]
    booking: Callable[[str], Awaitable[None]]
    undoing: Callable[[str], Awaitable[None]]
