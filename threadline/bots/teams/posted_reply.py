"""Answers by posting and updating: in groups and channels, and wherever something stands already.

An answer longer than a message takes goes on in further messages of the thread. Teams has no way for a bot to read what
it wrote, so each message is noted under the turn's key as soon as Teams has taken it: a process that comes later finds
them again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from threadline.bots.teams.ai_labels import FEEDBACK, Citation, cited, generated
from threadline.bots.teams.connector import Connector
from threadline.bots.teams.errors import NAME, TextTooLong
from threadline.bots.teams.outbound import message
from threadline.bots.teams.rendering import markdown, split
from threadline.bots.teams.thread_ref import Place
from threadline.core.channels.errors import SurfaceGone
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
class PostedReply:
    """One answer as messages that are posted and then updated. `refs` are the ids of those that stand already."""

    surface: Surface
    refs: list[str] = field(default_factory=list)
    room: int = ROOM
    _shown: list[str] = field(default_factory=list)

    @property
    def bucket(self) -> str:
        """Messages of a thread share its limit."""
        return self.surface.place.conversation

    def stands(self, part: str) -> None:
        """The first message shows this already."""
        self._shown = [part]

    async def show(self, text: str) -> str | None:
        """Post or update until the text so far stands there. Raises `ChannelError`."""
        return await self._show(markdown(text), last=False, citations=())

    async def finish(self, text: str) -> str | None:
        """Make the final text stand there, with sources and feedback, and nothing besides it."""
        rest, citations = cited(text)
        ref = await self._show(markdown(rest), last=True, citations=citations)
        while len(self.refs) > len(self._shown):
            await self._remove(self.refs[-1])
            self.refs.pop()
        self.surface.on_end()
        return ref

    async def _show(self, rendered: str, *, last: bool, citations: tuple[Citation, ...]) -> str | None:
        """All parts; where Teams takes less than we thought, in smaller ones."""
        while True:
            parts = [part for part in split(rendered, self.room) if part.strip()]
            try:
                for number, part in enumerate(parts):
                    ends = last and number == len(parts) - 1
                    if ends or number >= len(self._shown) or self._shown[number] != part:
                        await self._put(number, part, ends=ends, citations=citations)
                        self._shown[number:] = [part]
                del self._shown[len(parts) :]
                return ",".join(self.refs) or None
            except TextTooLong:
                if self.room <= _LEAST_ROOM:
                    raise
                self.room = max(self.room // 2, _LEAST_ROOM)

    async def _put(self, number: int, part: str, *, ends: bool, citations: tuple[Citation, ...]) -> None:
        activity, surface = answer(part, ends=ends, citations=citations), self.surface
        if number < len(self.refs):
            await surface.connector.update(surface.service_url, surface.place.conversation, self.refs[number], activity)
            return
        activity_id = await surface.connector.send(surface.service_url, surface.place.conversation, activity)
        if not activity_id:
            raise SurfaceGone("Teams took the message but does not say which it is", channel=NAME)
        self.refs.append(activity_id)
        await surface.sent(number, activity_id)

    async def _remove(self, activity_id: str) -> None:
        surface = self.surface
        try:
            await surface.connector.delete(surface.service_url, surface.place.conversation, activity_id)
        except SurfaceGone:
            return


def answer(part: str, *, ends: bool, citations: tuple[Citation, ...] = ()) -> Json:
    """A message of an answer; what people can do with it comes when it is whole."""
    named = tuple(citation for citation in citations if f"[{citation.position}]" in part)
    content: Json = {"text": part, "entities": [generated(named)]}
    return message(content | ({"channelData": FEEDBACK} if ends else {}))
