"""Answers by posting and editing: where streams are refused, and wherever something stands already.

An answer longer than a message takes goes on in further messages of the thread. Each carries the turn's key in its
metadata (docs.slack.dev/messaging/message-metadata), so that a process that comes later finds them again.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import structlog

from threadline.bots.slack.agent_session import Session
from threadline.bots.slack.answer_card import NOTICE, AnswerCard, feedback
from threadline.bots.slack.errors import SlackRefused, TextTooLong
from threadline.bots.slack.mrkdwn import mrkdwn
from threadline.bots.slack.rate_limits import POST, START, UPDATE, Need
from threadline.bots.slack.recovery import find_reply
from threadline.bots.slack.rendering import markdown, split
from threadline.bots.slack.retrying_client import Calls
from threadline.bots.slack.tables import table_blocks
from threadline.bots.slack.thread_ref import Place
from threadline.core.channels.commonmark import closing, open_fence
from threadline.core.channels.errors import ChannelError
from threadline.core.channels.posted_parts import LASTING, PostedParts
from threadline.core.domain.proposal import Proposal
from threadline.texts.messages import _

log = structlog.get_logger()

Json = dict[str, Any]

ROOM = 9_500
"""Characters a message of ours holds: well under the 12,000 at which Slack refuses."""

_LEAST_ROOM = 1_000

Put = Callable[[Sequence[str]], Awaitable[str | None]]

REPLY_EVENT = "threadline_reply"
_ALONE = "alone"
"""In place of a channel: of a message that one person sees."""


def reply_metadata(key: str) -> Json:
    """What makes a message known as part of one answer."""
    return {"event_type": REPLY_EVENT, "event_payload": {"key": key}}


@dataclass(slots=True)
class _Messages:
    """The messages of one answer in Slack; the one that ends it has the feedback buttons.

    Where the answer is one message (`whole`), it shows the `card` as well.
    """

    calls: Calls
    place: Place
    key: str
    message_id: str
    table: Sequence[Json] = ()
    """The blocks of the whole answer, where it is one message with a table."""
    card: AnswerCard = field(default_factory=AnswerCard)
    whole: bool = False
    _direct: str = ""

    async def post(self, part: str, *, last: bool) -> str:
        """In the thread; where Slack lets nobody write there, in the direct messages of who asked, or to them alone."""
        here = {"channel": self.place.channel, "thread_ts": self.place.thread_ts}
        try:
            if not self._direct:
                return str((await self._said("chat.postMessage", part, last=last, **here))["ts"])
        except LASTING:
            raise
        except ChannelError as refused:
            return await self._elsewhere(part, refused, last=last)
        return await self._post_directly(part, last=last)

    async def _elsewhere(self, part: str, refused: ChannelError, *, last: bool) -> str:
        log.info("not said in the thread", error=str(refused))
        try:
            self._direct = await self._opened()
            return await self._post_directly(part, last=last)
        except LASTING:
            raise
        except ChannelError:
            self._direct = ""
            if not last:
                raise refused from None
            return await self._alone(part, refused)

    async def _opened(self) -> str:
        channel = await open_direct(self.calls, self.place)
        if channel == self.place.channel:  # only its thread may be gone
            return channel
        told = _("I cannot write in {channel}, so I answer you here.", channel=f"<#{self.place.channel}>")
        with suppress(TextTooLong):
            await self.calls.insist("chat.postMessage", channel=channel, text=told)
        return channel

    async def _post_directly(self, part: str, *, last: bool) -> str:
        said = await self._said("chat.postMessage", part, last=last, channel=self._direct)
        return f"{self._direct}/{said['ts']}"

    async def _alone(self, part: str, refused: ChannelError) -> str:
        """Only they see it, and nobody can change it."""
        try:
            where = {"channel": self.place.channel, "user": self.place.user, "thread_ts": self.place.thread_ts}
            said = await self.calls.insist("chat.postEphemeral", **where, text=mrkdwn(part))
        except LASTING:
            raise
        except ChannelError:
            raise refused from None
        return f"{_ALONE}/{said.get('message_ts')}"

    async def note(self, number: int, ref: str) -> None:
        """Slack finds it by its metadata."""

    async def edit(self, ref: str, part: str, *, last: bool) -> None:
        channel, ts = self._where(ref)
        await self._said("chat.update", part, last=last, channel=channel, ts=ts)

    async def remove(self, ref: str) -> None:
        channel, ts = self._where(ref)
        await self.calls.insist("chat.delete", channel=channel, ts=ts)

    async def standing(self) -> list[str]:
        return await find_reply(self.calls, self.place, self.key)

    async def _said(self, method: str, part: str, *, last: bool, **where: str) -> Json:
        """Say it in full; where Slack takes no such blocks or metadata, in plain words."""
        plain: Json = {"text": mrkdwn(part)}
        for form in self._forms(part, where["channel"], last=last):
            try:
                return self._stands(await self.calls.call(method, **where, **form, text=plain["text"][:NOTICE]), form)
            except (SlackRefused, TextTooLong) as error:
                log.warning("said with less", method=method, error=str(error))
        try:
            return self._stands(await self.calls.call(method, **where, **plain), plain)
        except TextTooLong:
            if len(part) <= _LEAST_ROOM:  # it is not the length
                raise SlackRefused("msg_too_long", method) from None
            raise

    def _forms(self, part: str, channel: str, *, last: bool) -> Iterator[Json]:
        """A part with all that belongs to it, and with less and less of that."""
        below = [feedback(self.message_id)] if last else []
        bodies = [self.table] if last and self.table else []
        bodies.append([{"type": "markdown", "text": part}])
        shared = self.card.metadata(self.key) if last and self.whole and channel == self.place.channel else None
        if shared is not None:
            for body, known in (*((body, {"metadata": shared}) for body in bodies), (bodies[-1], {})):
                yield {"blocks": [*body, *self.card.blocks, *below], **known}
        for body in bodies:
            yield {"blocks": [*body, *below], "metadata": reply_metadata(self.key)}

    def _stands(self, said: Json, form: Json) -> Json:
        """Note whether the message shows the card now."""
        ts = str(said.get("ts") or "")
        if self.card.blocks and self.card.blocks[0] in form.get("blocks", ()):
            self.card.ts = ts
        elif self.card.ts == ts:
            self.card.ts = ""
        return said

    def _where(self, ref: str) -> tuple[str, str]:
        """The channel and the message: one that had to be posted elsewhere names its channel."""
        channel, slash, ts = ref.rpartition("/")
        return (channel, ts) if slash else (self.place.channel, ts)


async def open_direct(calls: Calls, place: Place) -> str:
    """The direct messages with the one who asked, where the place itself takes nothing. Raises `ChannelError`."""
    opened = await calls.call("conversations.open", users=place.user)
    return str(opened["channel"]["id"])


class EditedReply:
    """One answer as messages that are posted and then edited. `refs` are the ids of those that stand already.

    Where more answers grow than edits are allowed, an answer goes on in further messages: each begins where the one
    before ended, and only the last is edited.
    """

    def __init__(
        self,
        calls: Calls,
        place: Place,
        key: str,
        message_id: str,
        session: Session,
        *,
        refs: list[str] | None = None,
        card: AnswerCard | None = None,
    ) -> None:
        self._calls = calls
        self._place = place
        self._key = key
        self._session = session
        self._card = card if card is not None else AnswerCard()
        self._messages = _Messages(calls, place, key, message_id, card=self._card)
        self._parts = PostedParts(self._messages, refs if refs is not None else [])
        self._grown = _Grown()
        self._further = False
        self._room = ROOM
        self.bucket = f"{place.team}/chat.update"
        """Edits share their workspace's limit."""

    def stands(self, text: str, ends: Sequence[int] = ()) -> None:
        """The messages show this already; each but the last ended at one of `ends`."""
        self._grown.stands(text, ends)
        self._parts.stands([part for part in self._pieces(self._grown.parts(text, further=False)) if part.strip()])

    def leaves_off(self) -> tuple[str, list[int]] | None:
        """What the messages show and where each but the last ends, if something else may go on below them."""
        whole = self._parts.grows and self._grown.shown and not closing(self._grown.shown)
        return (self._grown.shown, list(self._grown.ends)) if whole else None

    async def turn(self, *, first: bool, final: bool, since: float, streams: bool = False) -> bool:
        """Wait until something may be shown: by an edit, a further message, or a stream below. Whether by a stream."""
        calls, channel = self._calls, self._place.channel
        calls.limits.grows(calls.team, channel, self._key, streamed=False)
        need = Need.FIRST if first else Need.FINAL if final else Need.GROWTH
        methods = (UPDATE, POST) if self._parts.refs and not final else (UPDATE,) if self._parts.refs else (POST,)
        if streams and not final and self.leaves_off() is not None:
            methods = (*methods, START)
        method = await calls.turn(methods, channel, need=need, since=since)
        self._further = method == POST and bool(self._parts.refs)
        if method == START:
            calls.limits.grows(calls.team, channel, self._key, streamed=True)
        return method == START

    async def show(self, text: str) -> str | None:
        """Post or edit until the text so far stands there. Raises `ChannelError`."""
        await self._session.begun()
        rendered = markdown(text)
        if self._calls.grant is not None:
            rendered = self._grown.whole_words(rendered)
        async with self._session.ended_by_refusal():
            return await self._in_parts(self._parts.show, rendered, further=self._further)

    async def carry(self, proposal: Proposal) -> None:
        """Show this card with the final text, if that is one message."""
        self._card.carry(proposal)

    async def finish(self, text: str) -> str | None:
        """Make the final text stand there, with the feedback buttons, and nothing besides it."""
        await self._session.begun()
        self._messages.table = (table_blocks(text) or ()) if self._grown.is_one and len(text) < ROOM else ()
        try:
            ref = await self._in_parts(self._parts.finish, markdown(text), further=False)
            self._card.ended(text)
            return ref
        finally:
            self._calls.limits.over(self._calls.team, self._place.channel, self._key)
            await self._session.end()

    async def _in_parts(self, put: Put, rendered: str, *, further: bool) -> str | None:
        """All parts; where Slack takes less than we thought, in smaller ones."""
        parts = self._grown.parts(rendered, further=further)
        while True:
            try:
                pieces = self._pieces(parts)
                self._messages.whole = len(pieces) == 1
                ref = await put(pieces)
            except TextTooLong:
                if self._room <= _LEAST_ROOM:
                    raise
                self._room = max(self._room // 2, _LEAST_ROOM)
            else:
                self._grown.shown = rendered
                return ref

    def _pieces(self, parts: Sequence[str]) -> list[str]:
        return [piece for part in parts for piece in split(part, self._room)]


@dataclass(slots=True)
class _Grown:
    """A text in the messages that it grew by: what is `shown`, and the `ends` of each message but the last."""

    ends: list[int] = field(default_factory=list)
    shown: str = ""

    @property
    def is_one(self) -> bool:
        """Whether all of it stands in one message."""
        return not self.ends

    def stands(self, text: str, ends: Sequence[int]) -> None:
        """It has grown to this."""
        self.shown, self.ends = text, list(ends)

    def whole_words(self, rendered: str) -> str:
        """The text without a word that still grows: a further message would begin in the middle of it."""
        end = max(rendered.rfind(" "), rendered.rfind("\n")) + 1
        return rendered[:end] if end > len(self.shown) and rendered[:end].strip() else rendered

    def parts(self, rendered: str, *, further: bool) -> list[str]:
        """The parts of a text; a `further` message begins where the last one ended."""
        last, shown = self.ends[-1] if self.ends else 0, len(self.shown)
        if not rendered.startswith(self.shown[:last]):  # it is another text now: it grows anew
            self.ends = []
        elif further and last < shown < len(rendered):
            self.ends.append(shown)
        found, fence = list[str](), ""
        for begin, end in pairwise((0, *self.ends, len(rendered))):
            opening = f"{fence}\n" if fence else ""
            part = opening + rendered[begin:end]
            fence = open_fence(part)
            found.append(part + closing(part) if end < len(rendered) else part)
        return found
