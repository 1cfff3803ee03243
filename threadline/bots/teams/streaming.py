"""Answers as native streams, in personal chats (learn.microsoft.com/microsoftteams/platform/bots/streaming-ux).

    informative? ─► streaming 1..n ─► final          one request a second, one after the other, two minutes at most

A stream's text only grows, and is sent whole each time. What a stream cannot do is done by updating the same message:
text that changed, more than two minutes, more than a message takes. A stream that another process left open is closed
first, for Teams updates no message that is being streamed.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import structlog

from threadline.bots.teams.ai_labels import cited
from threadline.bots.teams.errors import StreamRefused
from threadline.bots.teams.posted_reply import ROOM, PostedReply, Surface, answer
from threadline.bots.teams.rendering import markdown, split, units
from threadline.core.channels.errors import ChannelError, ChannelThrottled, ChannelUnavailable, StoppedByPerson
from threadline.core.channels.port import Step, StepState
from threadline.core.runtime.background_tasks import BackgroundTasks
from threadline.core.runtime.clock import Sleep
from threadline.texts.messages import N_, _

log = structlog.get_logger()

Json = dict[str, Any]

LEAST_INTERVAL = 1.05
"""Seconds between two requests of a stream: Teams allows one a second."""

LONGEST = 105.0
"""Seconds after which a stream is closed by us; Teams ends it after 120."""

_PATIENCE = 0.5  # seconds: an answer that comes sooner needs no word that there will be one
_WORKING = N_("Working on it…")


@dataclass(slots=True)
class StreamedReply:
    """One answer as a stream. `clock` is monotonic, in seconds; `steps` says what is being done before it begins.

    `left_open` is the id of a stream that an earlier process began.
    """

    keeps_work: ClassVar[bool] = False
    surface: Surface
    background: BackgroundTasks
    clock: Callable[[], float]
    sleep: Sleep = asyncio.sleep
    steps: str = ""
    left_open: str = ""
    refs: list[str] = field(default_factory=list)
    _sequence: int = 0
    _started: float = 0.0
    _last: float = float("-inf")
    _shown: str = ""
    _under_way: bool = False
    _beginning: asyncio.Task[None] | None = None
    _posted: PostedReply | None = None

    def __post_init__(self) -> None:
        """Nobody knows when a stream that was left open was last spoken to: it may have been just now."""
        if self.left_open:
            self._last = self.clock()

    @property
    def bucket(self) -> str:
        """Messages of a chat share its limit."""
        return self.surface.place.conversation

    def begin(self) -> None:
        """Say in a moment that work has begun, unless the answer is there before that; returns at once."""
        self._beginning = self.background.start(self._introduce())

    async def show(self, text: str) -> str | None:
        """Let the stream grow to the text so far. Raises `ChannelError`."""
        await self._begun()
        if self._posted is None:
            rendered = self.surface.rendered(text, final=False)
            if self._shown.startswith(rendered) and not self.left_open:
                return self._ref()
            if await self._streamed(rendered):
                return self._ref()
        return await (await self._by_updating(text)).show(text)

    async def work(self, steps: Sequence[Step]) -> str | None:
        """Say what is being done; Teams takes that only before any text."""
        await self._begun()
        running = [step.title for step in steps if step.state is StepState.RUNNING]
        if running and self._posted is None and not self._shown and not self.left_open:
            await self._send("informative", running[-1])
        return self._ref()

    async def finish(self, text: str) -> str | None:
        """Close the stream with the final text, its label, its sources and the feedback buttons."""
        await self._begun()
        try:
            if self._posted is None and self.refs and await self._finished(text):
                self.surface.on_end()
                return self._ref()
        except StoppedByPerson:
            self.surface.on_end()
            raise
        return await (await self._by_updating(text)).finish(text)

    async def _introduce(self) -> None:
        await self.sleep(_PATIENCE)
        try:
            await self._send("informative", self.steps or _(_WORKING))
        except ChannelError as error:
            log.debug("beginning not shown", error=str(error))

    async def _begun(self) -> None:
        """The beginning is told or will not be: nothing of it comes after the answer."""
        beginning, self._beginning = self._beginning, None
        if beginning is None or beginning.done():
            return
        if not self._under_way:  # a request on its way is waited for: its answer names the stream
            beginning.cancel()
        await asyncio.wait([beginning])

    async def _streamed(self, rendered: str) -> bool:
        """Go on by streaming; False where only updating can make this text stand there."""
        if self.left_open or units(rendered) > ROOM or not rendered.startswith(self._shown):
            return False
        if not rendered.strip():
            return True
        # The rest comes by updates: a stream that Teams ended by itself takes no final message any more.
        if self._sequence and self.clock() - self._started > LONGEST:
            return False
        try:
            await self._send("streaming", rendered)
        except (ChannelThrottled, ChannelUnavailable):
            raise
        except StoppedByPerson:
            self.surface.on_end()
            raise
        except ChannelError as error:  # whatever it is, it may mean the stream alone: posting shows
            log.info("stream left", error=str(error))
            return False
        self._shown = rendered
        return True

    async def _finished(self, text: str) -> bool:
        rest, citations = cited(text)
        rendered = self.surface.rendered(rest)
        if self.left_open or not rendered.strip() or units(rendered) > ROOM:
            return False
        extended = self.surface.extended
        return await self._close(answer(rendered, ends=True, citations=citations, extended=extended))

    async def _close(self, activity: Json) -> bool:
        """End the stream with a message; False if it had ended already, or will not end so."""
        info = {"type": "streaminfo", "streamId": self.refs[0], "streamType": "final"}
        final = activity | {"entities": [info, *activity.get("entities", ())]}
        await self._in_time()
        try:
            await self._call(final)
        except (ChannelThrottled, ChannelUnavailable, StoppedByPerson):
            raise
        except ChannelError as error:
            log.info("stream not closed", error=str(error))
            return False
        return True

    async def _send(self, kind: str, text: str) -> None:
        await self._in_time()
        self._under_way = True
        info: Json = {"type": "streaminfo", "streamType": kind, "streamSequence": self._sequence + 1}
        if self.refs:
            info["streamId"] = self.refs[0]
        else:
            self._started = self.clock()
        try:
            activity_id = await self._call({"type": "typing", "text": text, "entities": [info]})
        except ChannelUnavailable:
            self._sequence += bool(self.refs)  # it may have come through: the number is not used again
            raise
        self._sequence += 1
        if not self.refs:
            if not activity_id:
                raise StreamRefused("Teams began a stream without an id", status=0)
            self.refs.append(activity_id)  # later answers are empty: the first id is the stream's
            await self.surface.sent(0, activity_id)

    async def _call(self, activity: Json) -> str:
        place = self.surface.place
        # From its end, and of failed ones too: nobody knows which of them Teams counted.
        try:
            return await self.surface.connector.stream(self.surface.service_url, place.conversation, activity)
        finally:
            self._last = self.clock()

    async def _in_time(self) -> None:
        while (wait := self._last + LEAST_INTERVAL - self.clock()) > 0:
            await self.sleep(wait)

    async def _by_updating(self, text: str) -> PostedReply:
        """The answer taken over by updates; an open stream is closed first, with what there is of the text."""
        if self._posted is None:
            posted = PostedReply(self.surface, refs=self.refs)
            if self.refs:
                await self._leave(posted, text)
            self._posted = posted
        return self._posted

    async def _leave(self, posted: PostedReply, text: str) -> None:
        first = split(markdown(text), ROOM)[0].strip() or _(_WORKING)
        if await self._close(answer(first, ends=False)):
            posted.stands(first)
        self.left_open = ""

    def _ref(self) -> str | None:
        return ",".join(self.refs) or None
