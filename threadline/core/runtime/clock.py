"""Time as it is asked for, for tests to replace."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import time

Sleep = Callable[[float], Awaitable[None]]
"""Waits so many seconds."""

Clock = Callable[[], float]
"""Answers with seconds, since when it began is its own affair."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """`wall` in seconds since 1970, `monotonic` in seconds; made while an event loop runs."""

    wall: Clock = time
    monotonic: Clock = field(default_factory=lambda: asyncio.get_running_loop().time)
    sleep: Sleep = asyncio.sleep
