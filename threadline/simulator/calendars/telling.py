"""Telling others of changes, as platforms do: to addresses over https alone, later, and without waiting for it."""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Told:
    """How a listener answered; status 0 where it could not be reached."""

    address: str
    status: int
    text: str = ""
    content_type: str = ""


class Telling:
    """What a fake tells. `reaches` says where a public origin listens here; `told` is what was answered, in order."""

    def __init__(self) -> None:
        self.reaches: dict[str, str] = {}
        self.told: list[Told] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def post(
        self, address: str, *, headers: Mapping[str, str] | None = None, body: Any = None, query: str = ""
    ) -> Told:
        """Tell a listener, and wait for its answer."""
        origin = next((each for each in self.reaches if address.startswith(f"{each}/")), None)
        if origin is None:
            return self._note(Told(address, 0))
        target = self.reaches[origin] + address.removeprefix(origin) + query
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS)) as session,
                session.post(target, headers=headers, json=body) as response,
            ):
                text = await response.text()
                return self._note(Told(address, response.status, text, response.content_type))
        except (aiohttp.ClientError, TimeoutError):
            return self._note(Told(address, 0))

    def soon(self, work: Coroutine[None, None, None]) -> None:
        """Tell beside everything else."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Until all has been told."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self) -> None:
        """Tell nothing more."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _note(self, told: Told) -> Told:
        self.told.append(told)
        return told
