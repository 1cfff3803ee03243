"""That the assistant is at work: the words below the thread, and Slack's own Stop button.

Sources: docs.slack.dev/ai/agent-sessions and docs.slack.dev/reference/methods/assistant.threads.setStatus. Both are a
courtesy: where they are refused or used up, the answer comes without them.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog

from threadline.bots.slack.retrying_client import Calls
from threadline.bots.slack.thread_ref import Place
from threadline.core.channels.errors import ChannelError, ChannelThrottled, ChannelUnavailable
from threadline.texts.messages import N_, _

log = structlog.get_logger()

_STATUS = "agents.sessions.setStatus"
_WORDS = "assistant.threads.setStatus"
STEPS = (N_("is reading the thread…"), N_("is checking calendars…"), N_("is writing…"))


def _nothing() -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class Session:
    """The state of one thread's agent session while one answer is made."""

    calls: Calls
    place: Place
    on_end: Callable[[], None] = _nothing
    _running: bool = False
    _task: asyncio.Task[None] | None = field(default=None)

    def begin(self) -> None:
        """Show that work has begun; returns at once."""
        self._task = asyncio.create_task(self._begin())

    async def begun(self) -> None:
        """Wait until the beginning was told, so that it cannot come after the end."""
        if self._task is not None:
            await self._task
            self._task = None

    async def end(self) -> None:
        """Show that the work is over. Slack never does that by itself."""
        self.on_end()
        if self._running:
            await self._tell(_STATUS, status="active")
            self._running = False

    @asynccontextmanager
    async def ended_by_refusal(self) -> AsyncIterator[None]:
        """Whatever is refused in here for good ends the work: nothing says for ever that somebody writes."""
        try:
            yield
        except (ChannelThrottled, ChannelUnavailable):
            raise
        except ChannelError:
            await self.end()
            raise

    def ended(self) -> None:
        """The end was told along with the answer."""
        self.on_end()
        self._running = False

    @classmethod
    async def over(cls, calls: Calls, place: Place) -> None:
        """End a session that this process did not begin."""
        await cls(calls, place, _running=True).end()

    async def _begin(self) -> None:
        if self.calls.wait(_STATUS) > 0:
            return
        self._running = await self._tell(_STATUS, status="processing", initiator_user_id=self.place.user)
        await self._tell(_WORDS, status=_(STEPS[0]), loading_messages=[*map(_, STEPS)])

    async def _tell(self, method: str, **arguments: Any) -> bool:
        try:
            await self.calls.call(method, channel_id=self.place.channel, thread_ts=self.place.thread_ts, **arguments)
        except ChannelError as error:
            log.debug("status not shown", method=method, error=str(error))
            return False
        return True
