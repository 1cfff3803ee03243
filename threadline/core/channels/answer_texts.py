"""What answers say whose message also shows a card: to change the card, a channel has to say all of it again."""

import asyncio
from collections.abc import Awaitable, Callable

from threadline.core.domain.message import TurnState
from threadline.core.runtime.clock import Sleep
from threadline.storage.turns import TurnRecord

_MOST = 1_000
_PATIENCE, _PAUSE = 10, 0.5  # another process is at its last word


class AnswerTexts:
    """The texts of this process's last answers; those of others are `stored`. By the id of the message answered."""

    def __init__(self, stored: Callable[[str], Awaitable[TurnRecord | None]], sleep: Sleep = asyncio.sleep) -> None:
        self._stored = stored
        self._sleep = sleep
        self._last: dict[str, str] = {}

    def keep(self, message_id: str, text: str) -> None:
        """This is shown, or will be in a moment."""
        self._last.pop(message_id, None)
        self._last[message_id] = text
        if len(self._last) > _MOST:
            del self._last[next(iter(self._last))]

    async def of(self, message_id: str | None) -> str:
        """The whole answer; "" where it is not kept any more. Raises `StorageError`."""
        if message_id is None:
            return ""
        if message_id in self._last:
            return self._last[message_id]
        record = await self._stored(message_id)
        for _attempt in range(_PATIENCE):
            if record is None or TurnState(record.state).over:
                break
            await self._sleep(_PAUSE)
            record = await self._stored(message_id)
        return record.reply if record is not None else ""
