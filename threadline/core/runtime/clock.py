"""Time as channels ask for it, for tests to replace."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from time import time

from threadline.core.channels.pacer import Sleep


@dataclass(frozen=True, slots=True)
class Clocks:
    """`wall` in seconds since 1970, `monotonic` in seconds; made while an event loop runs."""

    wall: Callable[[], float] = time
    monotonic: Callable[[], float] = field(default_factory=lambda: asyncio.get_running_loop().time)
    sleep: Sleep = asyncio.sleep
