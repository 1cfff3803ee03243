"""Answers as native streams (docs.slack.dev/reference/methods/chat.startStream and its siblings).

A stream only grows. It dies five minutes after its start and takes some 12,000 characters, so a long answer moves on to
a further message before either. What a stream cannot do is done by editing: text that changed, a place that takes no
streams, a call whose outcome nobody knows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import structlog

from threadline.bots.slack.agent_session import Session
from threadline.bots.slack.answer_card import AnswerCard, feedback
from threadline.bots.slack.errors import StreamOver, StreamRefused, TextTooLong
from threadline.bots.slack.posted_reply import ROOM, EditedReply, reply_metadata
from threadline.bots.slack.rate_limits import APPEND, START, UPDATE, Need
from threadline.bots.slack.recovery import find_reply
from threadline.bots.slack.rendering import cut, markdown
from threadline.bots.slack.retrying_client import Calls
from threadline.bots.slack.segments import Segment, close_stream, task
from threadline.bots.slack.tables import table_blocks
from threadline.bots.slack.thread_ref import Place
from threadline.core.channels.commonmark import closing, open_fence
from threadline.core.channels.errors import ChannelError, ChannelThrottled, ChannelUnavailable, StoppedByPerson
from threadline.core.channels.port import Step, StepState
from threadline.core.domain.proposal import Proposal
from threadline.core.runtime.background_tasks import BackgroundTasks

log = structlog.get_logger()

ROTATE_AFTER = 240.0
"""Seconds after which an answer moves on to a new stream; Slack ends one after 300."""

_SOON = 1.5  # a longer wait is not worth a stream: a whole workspace has some 20 starts and 20 stops a minute
_STATUS = {StepState.RUNNING: "in_progress", StepState.DONE: "complete", StepState.FAILED: "error"}
_NEAR = 400  # how far the end of a word may be when an answer moves on


@dataclass(slots=True)
class StreamedReply:
    """One answer as a run of streams. `clock` is monotonic, in seconds; `steps` is what was done before it."""

    keeps_work: ClassVar[bool] = True
    calls: Calls
    place: Place
    key: str
    message_id: str
    session: Session
    background: BackgroundTasks
    clock: Callable[[], float]
    steps: Sequence[str] = ()
    refs: list[str] = field(default_factory=list)
    card: AnswerCard = field(default_factory=AnswerCard)
    _segment: Segment | None = None
    _done: str = ""
    _ends: list[int] = field(default_factory=list)
    _doubtful: bool = False
    _closed: bool = False
    _listed: bool = False
    _edited: EditedReply | None = None
    _parked: EditedReply | None = None

    @property
    def bucket(self) -> str:
        """Appends of a workspace share one limit."""
        return f"{self.place.team}/chat.appendStream"

    async def turn(self, *, first: bool, final: bool, since: float) -> None:
        """Wait until something may be shown: by the stream, or by messages where so many streams grow already."""
        place, calls = self.place, self.calls
        if self._edited is None and self._segment is None and not self.refs and not self._doubtful:
            if not final and calls.limits.has_room_for_stream(calls.team, place.channel):
                calls.limits.grows(calls.team, place.channel, self.key, streamed=True)
            else:
                await self._by_editing()
        elif self._edited is None and self._segment is None and self.refs and not self._may_start():
            await self._by_editing()
        if self._edited is not None:
            if await self._edited.turn(first=first, final=final, since=since, streams=not self._doubtful):
                self._by_streaming(self._edited)
            return
        calls.limits.grows(calls.team, place.channel, self.key, streamed=True)
        need = Need.FIRST if first else Need.FINAL if final else Need.GROWTH
        await calls.turn((START if self._segment is None else APPEND,), place.channel, need=need, since=since)

    async def show(self, text: str) -> str | None:
        """Let the stream grow to the text so far. Raises `ChannelError`."""
        await self.session.begun()
        rendered = markdown(text, final=False)
        if self._edited is None and self._done.startswith(rendered):
            return self._ref()
        if self._edited is None and await self._streamed(rendered):
            return self._ref()
        return await (await self._by_editing()).show(text)

    async def work(self, steps: Sequence[Step]) -> str | None:
        """List what is being done above the text, as tasks; before any text this opens the stream."""
        await self.session.begun()
        if self._edited is not None or self._doubtful:
            return self._ref()
        chunks = [task(step.id, step.title, _STATUS[step.state]) for step in steps]
        if self._segment is not None:
            place = {"channel": self.place.channel, "ts": self._segment.ts}
            await self.calls.call("chat.appendStream", **place, chunks=chunks)
            self._listed = True
        elif not self.refs and self._may_start():
            await self._begin_with(chunks)
        return self._ref()

    async def _begin_with(self, chunks: Sequence[dict[str, str]]) -> None:
        try:
            await self._open({"chunks": [*self._before(), *chunks]}, "")
        except ChannelUnavailable:
            self._doubtful = True
            raise

    async def carry(self, proposal: Proposal) -> None:
        """Show this card where the stream ends, if it is one message."""
        self.card.carry(proposal)

    async def finish(self, text: str) -> str | None:
        """Let the stream grow to the final text and close it, with the card and the feedback buttons."""
        await self.session.begun()
        try:
            begun = bool(self._done) or self._segment is not None
            if self._edited is None and begun and await self._streamed(markdown(text), last=True):
                await self._tabulated(text)
                self.card.ended(text)
                return self._ref()
        except StoppedByPerson:
            self._segment = None
        return await (await self._by_editing()).finish(text)

    async def _tabulated(self, text: str) -> None:
        """Show a table as Slack's own: streams take none. It is a courtesy, for as long as edits are there to spare."""
        if (
            self._closed
            and len(self.refs) == 1
            and not self._listed
            and table_blocks(text)
            and self.calls.wait(UPDATE) <= 0
        ):
            reply = self._editing()
            reply.stands(self._done)
            try:
                await reply.finish(text)
            except ChannelError as error:
                log.info("table stays code", error=str(error))

    async def _streamed(self, rendered: str, *, last: bool = False) -> bool:
        """Go on by streaming; False where only editing can make this text stand there."""
        if self._doubtful or not rendered.startswith(self._done):
            return False
        try:
            await self._grow(rendered)
            if last and self._segment is not None:
                await self._close(self._segment)
        except ChannelThrottled:
            raise
        except ChannelUnavailable:
            self._doubtful = True  # it may have come through: appending once more could say it twice, an edit cannot
            raise
        except StoppedByPerson:
            await self.session.end()
            raise
        except ChannelError as error:  # whatever it is, it may mean the stream alone: posting shows
            log.info("stream left", error=str(error))
            if isinstance(error, StreamOver):
                self._segment = None
            return False
        return True

    async def _grow(self, rendered: str) -> None:
        while rest := rendered[len(self._done) :]:
            segment = self._segment
            if segment is None:
                if not await self._start(rest):
                    return
            elif self.clock() - segment.started > ROTATE_AFTER:
                await self._rotate(segment, rest)
            else:
                await self._extend(segment, rest)

    async def _extend(self, segment: Segment, rest: str) -> None:
        """Add what fits; a stream that is full is left."""
        end = cut(rest, ROOM - len(segment.text))
        if 0 < end < len(rest) and self.calls.wait("chat.stopStream") <= 0:
            await self._stop(segment, rest[:end])
        elif end == 0 or not await self._append(segment, rest[:end]):
            await self._leave(segment)

    async def _start(self, rest: str) -> bool:
        """Open a stream with the first text; False if there is nothing to show yet."""
        fence = open_fence(self._done)
        opening = f"{fence}\n" if fence else ""
        text = opening + rest[: cut(rest, ROOM - len(opening))]
        if not text.strip():
            return False
        if not self._may_start():
            raise StreamRefused("too_many_streams", "chat.startStream")
        await self._open(self._opening(text), text)
        self._done += text.removeprefix(opening)
        return True

    def _may_start(self) -> bool:
        """Whether a stream may be begun now, or its turn has come already."""
        grant = self.calls.grant
        return (grant is not None and grant.method == START) or self.calls.wait(START) <= _SOON

    async def _open(self, shown: dict[str, object], text: str) -> None:
        started = await self.calls.call(
            "chat.startStream",
            channel=self.place.channel,
            thread_ts=self.place.thread_ts,
            **shown,
            # Slack wants both outside of direct messages, and the person's own workspace, which may be another's.
            recipient_team_id=None if self.place.direct else self.place.user_team or self.place.team,
            recipient_user_id=None if self.place.direct else self.place.user,
        )
        self._segment = Segment(str(started["ts"]), self.clock(), text)
        self._listed = self._listed or "chunks" in shown
        self.refs.append(self._segment.ts)

    def _opening(self, text: str) -> dict[str, object]:
        """The first text, below the steps that led to it; Slack takes either a text or chunks."""
        if self.refs or not self.steps:
            return {"markdown_text": text}
        return {"chunks": [*self._before(), {"type": "markdown_text", "text": text}]}

    def _before(self) -> list[dict[str, str]]:
        """What was read before the answer began."""
        return [task(f"step-{number}", title, "complete") for number, title in enumerate(self.steps, start=1)]

    async def _append(self, segment: Segment, text: str) -> bool:
        """Add to the stream; False if it is full or over, though we thought it was not."""
        try:
            await self.calls.call("chat.appendStream", channel=self.place.channel, ts=segment.ts, markdown_text=text)
        except TextTooLong:
            return False
        except StreamOver:
            self._segment = None  # the next text opens another
            self._ends.append(len(self._done))
            return True
        segment.text += text
        self._done += text
        return True

    async def _rotate(self, segment: Segment, rest: str) -> None:
        """Leave a stream before its time is over, at the end of a word if one is near."""
        end = next((n + 1 for n, character in enumerate(rest[:_NEAR]) if character.isspace()), 0)
        if end:
            await self._append(segment, rest[:end])
        if self._segment is not None:
            await self._leave(segment)

    async def _leave(self, segment: Segment) -> None:
        """The answer goes on elsewhere: where many streams end at once, it does not wait for that."""
        if self.calls.wait("chat.stopStream") <= 0:
            await self._stop(segment)
        else:
            self._close_by_and_by(segment)

    async def _close(self, segment: Segment) -> None:
        """End the last stream. All its text is visible: where many end at once, the turn need not wait for that."""
        if self.calls.wait("chat.stopStream") <= _SOON:
            await self._stop(segment, final=True)
            self._closed = True
        else:
            self.card = AnswerCard()  # it does not wait for that: it is posted
            self._close_by_and_by(segment, final=True)

    def _close_by_and_by(self, segment: Segment, *, final: bool = False) -> None:
        self._segment = None
        self._ends.append(len(self._done))
        self.background.start(self._close_later(segment, final=final))

    async def _close_later(self, segment: Segment, *, final: bool) -> None:
        try:
            await self._stop(segment, final=final)
        except ChannelError as error:
            log.debug("stream not closed, it ends by itself", error=str(error))

    async def _stop(self, segment: Segment, text: str = "", *, final: bool = False) -> None:
        # What changes a card edits its message, which would take the steps above it away: then it has one of its own.
        alone = final and len(self.refs) == 1 and not self._listed
        carried = self.card.metadata(self.key) if alone else None
        below = [*(self.card.blocks if carried else ()), feedback(self.message_id)]
        try:
            await self.calls.call(
                "chat.stopStream",
                channel=self.place.channel,
                ts=segment.ts,
                markdown_text=f"{text}{closing(segment.text + text)}" or None,
                metadata=carried or reply_metadata(self.key),  # by which the answer is found after a crash
                blocks=below if final else None,
                session_status="active" if final else None,
            )
            self.card.ts = segment.ts if carried else ""
        except StreamOver:
            if final:
                raise
            text = ""
        if final:
            self.session.ended()
            self.calls.limits.over(self.calls.team, self.place.channel, self.key)
        if self._segment is segment:
            self._segment = None
            self._done += text
            self._ends.append(len(self._done))

    async def _by_editing(self) -> EditedReply:
        """The answer taken over by edits: what is open is closed, what may have been posted is found."""
        if self._edited is None:
            if self._segment is not None:
                await close_stream(self.calls, self.place, self._segment.ts, self.key)
                self._segment = None
            # A start whose answer got lost may have posted a message: taken up here, or it would stand there half.
            elif self._doubtful:
                found = await find_reply(self.calls, self.place, self.key)
                for ts in (ts for ts in found if ts not in self.refs):
                    await close_stream(self.calls, self.place, ts, self.key)
                    self.refs.append(ts)
            self._edited, self._parked = self._parked or self._editing(), None
            if self._done:
                self._edited.stands(self._done, self._ends)
        return self._edited

    def _by_streaming(self, edited: EditedReply) -> None:
        """The answer goes on as a stream below its messages: one has become free."""
        if (stands := edited.leaves_off()) is not None:
            self._done, self._ends = stands[0], [*stands[1], len(stands[0])]
            self._edited, self._parked = None, edited

    def _editing(self) -> EditedReply:
        return EditedReply(
            self.calls, self.place, self.key, self.message_id, self.session, refs=self.refs, card=self.card
        )

    def _ref(self) -> str | None:
        return ",".join(self.refs) or None
