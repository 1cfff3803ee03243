"""Answers by posting and updating: in groups and channels, and wherever something stands already.

An answer longer than a message takes goes on in further messages of the thread. Teams has no way for a bot to read what
it wrote, so each message is noted under the turn's key as soon as Teams has taken it: a process that comes later finds
them again.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from threadline.bots.teams.ai_labels import FEEDBACK, Citation, cited, generated
from threadline.bots.teams.connector import Connector
from threadline.bots.teams.errors import NAME, TextTooLong
from threadline.bots.teams.outbound import message
from threadline.bots.teams.rendering import markdown, split
from threadline.bots.teams.thread_ref import Place
from threadline.core.channels.errors import SurfaceGone
from threadline.core.channels.posted_parts import PostedParts
from threadline.storage.teams import SentRecord, TeamsOutbox

Json = dict[str, Any]

ROOM = 20_000
"""UTF-16 units a message of ours holds: 40 KB of the 100 KB at which Teams refuses."""

_LEAST_ROOM = 1_000


def nothing() -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class Surface:
    """Where one answer goes, and what every way of showing it needs. `key` is the turn's."""

    connector: Connector
    outbox: TeamsOutbox
    place: Place
    key: str
    service_url: str
    on_end: Callable[[], None] = nothing

    async def sent(self, number: int, activity_id: str) -> None:
        """Note a message that Teams has taken."""
        await self.outbox.put(SentRecord(self.key, number, self.place.conversation, activity_id))


@dataclass(slots=True)
class _Messages:
    """The messages of one answer in Teams; the one that ends it takes feedback. `citations` are those of its end."""

    surface: Surface
    citations: tuple[Citation, ...] = ()

    async def post(self, part: str, *, last: bool) -> str:
        surface = self.surface
        activity = answer(part, ends=last, citations=self.citations)
        activity_id = await surface.connector.send(surface.service_url, surface.place.conversation, activity)
        if not activity_id:
            raise SurfaceGone("Teams took the message but does not say which it is", channel=NAME)
        return activity_id

    async def note(self, number: int, ref: str) -> None:
        await self.surface.sent(number, ref)

    async def edit(self, ref: str, part: str, *, last: bool) -> None:
        surface = self.surface
        activity = answer(part, ends=last, citations=self.citations)
        await surface.connector.update(surface.service_url, surface.place.conversation, ref, activity)

    async def remove(self, ref: str) -> None:
        surface = self.surface
        await surface.connector.delete(surface.service_url, surface.place.conversation, ref)

    async def standing(self) -> tuple[str, ...]:
        return ()  # a bot cannot read what it wrote


class PostedReply:
    """One answer as messages that are posted and then updated. `refs` are the ids of those that stand already."""

    def __init__(self, surface: Surface, *, refs: list[str] | None = None) -> None:
        self.surface = surface
        self.bucket = surface.place.conversation
        """Messages of a thread share its limit."""
        self._messages = _Messages(surface)
        self._parts = PostedParts(self._messages, refs if refs is not None else [])
        self._room = ROOM

    def stands(self, part: str) -> None:
        """The first message shows this already."""
        self._parts.stands(part)

    async def show(self, text: str) -> str | None:
        """Post or update until the text so far stands there. Raises `ChannelError`."""
        return await self._in_parts(self._parts.show, markdown(text))

    async def finish(self, text: str) -> str | None:
        """Make the final text stand there, with sources and feedback, and nothing besides it."""
        rest, self._messages.citations = cited(text)
        ref = await self._in_parts(self._parts.finish, markdown(rest))
        self.surface.on_end()
        return ref

    async def _in_parts(self, put: Callable[[Sequence[str]], Awaitable[str | None]], rendered: str) -> str | None:
        """All parts; where Teams takes less than we thought, in smaller ones."""
        while True:
            try:
                return await put(split(rendered, self._room))
            except TextTooLong:
                if self._room <= _LEAST_ROOM:
                    raise
                self._room = max(self._room // 2, _LEAST_ROOM)


def answer(part: str, *, ends: bool, citations: tuple[Citation, ...] = ()) -> Json:
    """A message of an answer; what people can do with it comes when it is whole."""
    named = tuple(citation for citation in citations if f"[{citation.position}]" in part)
    content: Json = {"text": part, "entities": [generated(named)]}
    return message(content | ({"channelData": FEEDBACK} if ends else {}))
