"""The process that is killed, from outside; and waiting that goes on for as long as something happens."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress

NO_PROGRESS_SECONDS = 120.0
"""A slow machine may take as long as it likes, as long as it gets on; a test that gets on no more has failed."""


class Victim:
    """A process that can be killed and started again in a moment: its parent has everything imported, and forks."""

    def __init__(self, parent: asyncio.subprocess.Process) -> None:
        self._parent = parent
        self.child: int | None = None

    async def start(self, **environment: str) -> None:
        """Start it; with these variables as well, none of which has a space in it."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        given = (f"{name}={value}" for name, value in environment.items())
        self._parent.stdin.write(" ".join(["start", *given]).encode() + b"\n")
        self.child = int(await self._parent.stdout.readline())

    async def kill(self, number: int = signal.SIGKILL) -> None:
        """Send it a signal, and wait for its end."""
        assert self.child is not None
        with suppress(ProcessLookupError):  # it has ended itself
            os.kill(self.child, number)
        await self.gone()

    async def gone(self) -> None:
        """Wait for its end."""
        assert self._parent.stdout is not None
        assert await self._parent.stdout.readline() == b"gone\n"
        self.child = None


@asynccontextmanager
async def victim(module: str, *arguments: str, environment: Mapping[str, str]) -> AsyncIterator[Victim]:
    """A victim whose parent runs this module. However the test ends, so do its processes."""
    parent = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    victim = Victim(parent)
    try:
        yield victim
    finally:
        assert parent.stdin is not None
        parent.stdin.close()
        if victim.child is not None:
            with suppress(ProcessLookupError):  # a test that failed has not ended it
                os.kill(victim.child, signal.SIGKILL)
        await parent.wait()


async def until(done: Callable[[], bool], progress: Callable[[], object], what: str) -> None:
    """Wait until something is done, for as long as `progress` changes."""
    clock = asyncio.get_running_loop().time
    seen, since = progress(), clock()
    while not done():
        await asyncio.sleep(0.01)
        if (now := progress()) != seen:
            seen, since = now, clock()
        assert clock() - since < NO_PROGRESS_SECONDS, f"nothing happened for {NO_PROGRESS_SECONDS} s: {what}, {now}"
