"""Answers by posting and updating: in groups and channels, and wherever something stands already.

An answer longer than a message takes goes on in further messages of the thread. Teams has no way for a bot to read what
it wrote, so each message is noted under the turn's key as soon as Teams has taken it: a process that comes later finds
them again.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from threadline.bots.teams.ai_labels import FEEDBACK, Citation, cited, generated
from threadline.bots.teams.answer_card import AnswerCard
from threadline.bots.teams.connector import Connector
from threadline.bots.teams.errors import NAME, TeamsRefused, TextTooLong
from threadline.bots.teams.outbound import message
from threadline.bots.teams.rendering import markdown, split
from threadline.bots.teams.thread_ref import Place
from threadline.core.channels.errors import ChannelError, SurfaceGone
from threadline.core.channels.posted_parts import LASTING, PostedParts
from threadline.core.domain.proposal import Proposal
from threadline.storage.teams import SentRecord, TeamsOutbox
from threadline.texts.messages import _

log = structlog.get_logger()

Json = dict[str, Any]

ROOM = 20_000
"""UTF-16 units a message of ours holds: 40 KB of the 100 KB at which Teams refuses."""

_LEAST_ROOM = 1_000


def nothing() -> None:
    """Nobody wants to know."""


async def nowhere_else() -> Place | None:
    """There is no other place to answer in."""
    return None


@dataclass(slots=True)
class Surface:
    """Where one answer goes, and what every way of showing it needs. `key` is the turn's.

    `own_chat` finds the chat of who asked, where the place itself takes nothing. `extended`: clients know tables.
    """

    connector: Connector
    outbox: TeamsOutbox
    place: Place
    key: str
    service_url: str
    on_end: Callable[[], None] = nothing
    own_chat: Callable[[], Awaitable[Place | None]] = nowhere_else
    extended: bool = False

    def rendered(self, text: str, *, final: bool = True) -> str:
        """A text as Teams' clients show it."""
        return markdown(text, final=final, tables=self.extended)

    async def sent(self, number: int, activity_id: str, conversation: str = "") -> None:
        """Note a message that Teams has taken."""
        await self.outbox.put(SentRecord(self.key, number, conversation or self.place.conversation, activity_id))


@dataclass(slots=True)
class _Messages:
    """The messages of one answer in Teams; the one that ends it takes feedback. `citations` are those of its end.

    Where the answer is one message (`whole`), it shows the `card` as well.
    """

    surface: Surface
    citations: tuple[Citation, ...] = ()
    card: AnswerCard = field(default_factory=AnswerCard)
    whole: bool = False
    _chat: Place | None = None

    async def post(self, part: str, *, last: bool) -> str:
        """In the thread; where Teams lets the bot write no more, in the chat of who asked."""
        place = self.surface.place
        if self._chat is not None:
            return await self._post_directly(self._chat, part, last=last)
        try:
            return await self._said(part, place.conversation, self.surface.service_url, last=last)
        except LASTING:
            raise
        except ChannelError as refused:
            log.info("not said in the thread", error=str(refused))
            chat = await self.surface.own_chat()
            if chat is None or chat.conversation == place.conversation:
                raise
            try:
                told = _("I cannot write in the conversation where you asked, so I answer you here.")
                await self.surface.connector.send(chat.service_url, chat.conversation, message({"text": told}))
                ref = await self._post_directly(chat, part, last=last)
            except LASTING:
                raise
            except ChannelError:
                raise refused from None
            self._chat = chat
            return ref

    async def _post_directly(self, chat: Place, part: str, *, last: bool) -> str:
        said = await self._said(part, chat.conversation, chat.service_url, last=last)
        return f"{chat.conversation}/{said}"

    async def _said(self, part: str, conversation: str, url: str, *, last: bool) -> str:
        """Say it in full; where Teams takes no such entities, in plain words."""
        said = await self._taken(
            self._forms(part, conversation, last=last),
            lambda form: self.surface.connector.send(url, conversation, form),
        )
        if not said:
            raise SurfaceGone("Teams took the message but does not say which it is", channel=NAME)
        return said

    async def note(self, number: int, ref: str) -> None:
        conversation, activity, _url = self._where(ref)
        await self.surface.sent(number, activity, conversation)

    async def edit(self, ref: str, part: str, *, last: bool) -> None:
        conversation, activity_id, url = self._where(ref)

        async def updated(form: Json) -> str:
            await self.surface.connector.update(url, conversation, activity_id, form)
            return activity_id

        await self._taken(self._forms(part, conversation, last=last), updated)

    async def _taken(self, forms: Sequence[Json], said: Callable[[Json], Awaitable[str]]) -> str:
        """The first form that Teams takes; answers with the message's id."""
        *richer, plain = forms
        for form in richer:
            try:
                return self._stands(await said(form), form)
            except TeamsRefused as error:
                log.warning("said with less", status=error.status, code=error.code)
        return self._stands(await said(plain), plain)

    def _forms(self, part: str, conversation: str, *, last: bool) -> Sequence[Json]:
        """A part with all that belongs to it, and with less and less of that."""
        full = answer(part, ends=last, citations=self.citations, extended=self.surface.extended)
        plain = message({"text": markdown(part)})
        if last and self.whole and self.card.attached and conversation == self.surface.place.conversation:
            return full | self.card.attached, full, plain
        return full, plain

    def _stands(self, activity_id: str, form: Json) -> str:
        """Note whether the message shows the card now."""
        if "attachments" in form:
            self.card.activity = activity_id
        elif self.card.activity == activity_id:
            self.card.activity = ""
        return activity_id

    async def remove(self, ref: str) -> None:
        conversation, activity_id, url = self._where(ref)
        await self.surface.connector.delete(url, conversation, activity_id)

    def _where(self, ref: str) -> tuple[str, str, str]:
        """The conversation, the message and where they are reached: one posted elsewhere names its conversation."""
        conversation, slash, activity = ref.rpartition("/")
        url = self._chat.service_url if slash and self._chat is not None else self.surface.service_url
        return (conversation, activity, url) if slash else (self.surface.place.conversation, activity, url)

    async def standing(self) -> tuple[str, ...]:
        return ()  # a bot cannot read what it wrote


class PostedReply:
    """One answer as messages that are posted and then updated. `refs` are the ids of those that stand already."""

    def __init__(self, surface: Surface, *, refs: list[str] | None = None, card: AnswerCard | None = None) -> None:
        self.surface = surface
        self.bucket = surface.place.conversation
        """Messages of a thread share its limit."""
        self._card = card if card is not None else AnswerCard()
        self._messages = _Messages(surface, card=self._card)
        self._parts = PostedParts(self._messages, refs if refs is not None else [])
        self._room = ROOM

    def stands(self, part: str) -> None:
        """The first message shows this already."""
        self._parts.stands(part)

    async def show(self, text: str) -> str | None:
        """Post or update until the text so far stands there. Raises `ChannelError`."""
        return await self._in_parts(self._parts.show, self.surface.rendered(text))

    async def carry(self, proposal: Proposal) -> None:
        """Show this card with the final text, if that is one message."""
        await self._card.carry(proposal)

    async def finish(self, text: str) -> str | None:
        """Make the final text stand there, with sources and feedback, and nothing besides it."""
        rest, self._messages.citations = cited(text)
        try:
            ref = await self._in_parts(self._parts.finish, self.surface.rendered(rest))
            await self._card.ended(text)
            return ref
        finally:
            self.surface.on_end()

    async def _in_parts(self, put: Callable[[Sequence[str]], Awaitable[str | None]], rendered: str) -> str | None:
        """All parts; where Teams takes less than we thought, in smaller ones."""
        while True:
            try:
                parts = split(rendered, self._room)
                self._messages.whole = len(parts) == 1
                return await put(parts)
            except TextTooLong:
                if self._room <= _LEAST_ROOM:
                    raise
                self._room = max(self._room // 2, _LEAST_ROOM)


def answer(part: str, *, ends: bool, citations: tuple[Citation, ...] = (), extended: bool = False) -> Json:
    """A message of an answer; what people can do with it comes when it is whole."""
    named = tuple(citation for citation in citations if f"[{citation.position}]" in part)
    content: Json = {"text": part, "entities": [generated(named)]}
    return message(content | ({"channelData": FEEDBACK} if ends else {}), extended=extended)
