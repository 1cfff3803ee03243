"""The answers that need no model, spoken word by word: for a simulation, in which a stream is to be seen."""

import asyncio
from collections.abc import AsyncIterator

from threadline.providers.extractive import ExtractiveProvider
from threadline.providers.port import Delta, Request, Text

_SECONDS_A_WORD = 0.08


class Unhurried:
    """The provider that needs no model, about as fast as a model speaks."""

    def __init__(self) -> None:
        self._provider = ExtractiveProvider()
        self.name = self._provider.name

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        """The same answer, a word at a time."""
        async for delta in self._provider.stream(request):
            if isinstance(delta, Text):
                await asyncio.sleep(_SECONDS_A_WORD)
            yield delta

    async def aclose(self) -> None:
        """Nothing to free."""
        await self._provider.aclose()
