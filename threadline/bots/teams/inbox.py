"""What Teams sends, from the door to the listeners: stored as it came and acknowledged, then dealt with.

Teams waits fifteen seconds and does not send again what was acknowledged. Nothing asks Teams anything before that. Only
an invoke whose answer is what the person sees next (a card, a form, a token) is dealt with at once; one that takes
longer than Teams waits goes on, and the person is told that it takes a moment. Sources: learn.microsoft.com/
microsoftteams/platform/bots/build-conversational-capability, …/task-modules-and-cards/task-modules/task-modules-bots.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import structlog

from threadline.bots.teams import adaptive_cards
from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.errors import NAME
from threadline.bots.teams.routes import Answer
from threadline.core.channels.inbound_queue import InboundQueue
from threadline.core.interactions.refusals import TAKES_A_MOMENT
from threadline.storage.inbound import Delivery
from threadline.texts.messages import _

if TYPE_CHECKING:
    from threadline.bots.teams.adapter import TeamsAdapter

log = structlog.get_logger()

Json = dict[str, Any]

_STORED = frozenset({"message", "messageUpdate", "messageDelete", "conversationUpdate", "installationUpdate"})
_ACKNOWLEDGED = frozenset({"message/submitAction", "signin/failure"})
"""Invokes whose answer says nothing."""

_FORMS = ("task/", "composeExtension/")
_SIGN_IN = "signin/"
_LATER = 412
_PATIENCE_SECONDS = 10.0
_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Inbox:
    """The door's side and the other side of the stored activities. `adapter` makes botbuilder's adapter, once."""

    adapter: Callable[[], "TeamsAdapter"]
    queue: InboundQueue
    _late: set["asyncio.Task[Answer]"] = field(default_factory=set)

    async def take(self, incoming: Incoming, body: Json, claims: Json) -> Answer:
        """Store an activity, or deal with one that must be answered; answers with what the Bot Connector gets.

        Raises `StorageError`, and for an invoke `ChannelError`.
        """
        if incoming.sender.is_bot:
            return Answer()  # two bots would talk for ever
        if incoming.type != "invoke":
            if incoming.type in _STORED:
                await self.keep(incoming, body)
            return Answer()
        if incoming.name in _ACKNOWLEDGED:
            await self.keep(incoming, body)
            return Answer(200, {})
        answer = await self._answered(incoming, claims)
        if answer.to_be_stored:
            await self.keep(incoming, body)
        return answer

    async def keep(self, incoming: Incoming, body: Json) -> None:
        """Store an activity, to be dealt with after it was acknowledged. Raises `StorageError`."""
        await self.queue.keep(NAME, key=key_of(incoming), lane=lane_of(incoming), body=json.dumps(body))

    async def deal(self, delivery: Delivery) -> None:
        """Hand a stored activity to its listener. Raises what that raised."""
        await self.adapter().process(Incoming.read(json.loads(delivery.body)), {}, stored=True)

    async def close(self) -> None:
        """Let what took too long to be waited for end."""
        for task in self._late:
            task.cancel()
        await asyncio.gather(*self._late, return_exceptions=True)

    async def _answered(self, incoming: Incoming, claims: Json) -> Answer:
        name = incoming.name or ""
        if not name.startswith((*_FORMS, _SIGN_IN)):
            return await self.adapter().process(incoming, claims)
        task = asyncio.create_task(self.adapter().process(incoming, claims))
        self._late.add(task)
        task.add_done_callback(self._late.discard)
        try:
            return await asyncio.wait_for(asyncio.shield(task), _PATIENCE_SECONDS)
        except TimeoutError:
            log.warning("an invoke takes longer than Teams waits", name=name)
            if name.startswith(_SIGN_IN):
                return Answer(_LATER, {"failureDetail": _(TAKES_A_MOMENT)})
            return Answer(200, adaptive_cards.task_message(_(TAKES_A_MOMENT)))


def key_of(incoming: Incoming) -> str:
    """The name of an activity. Teams gives ids within a conversation, and the same one to each wording of a message."""
    told = [incoming.tenant.lower(), incoming.type, incoming.name or "", incoming.base_conversation, incoming.id or ""]
    if incoming.type != "message":
        told += [incoming.channel_data.event_type or "", incoming.action or ""]
        told.append(incoming.timestamp.isoformat() if incoming.timestamp else "")
    key = "|".join(told)
    return key if len(key) <= _LONGEST_KEY else hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def lane_of(incoming: Incoming) -> str:
    """What an activity must not overtake: what was said before it in its chat, or its thread."""
    lane = f"{incoming.tenant.lower()}|{incoming.thread}"
    return lane if len(lane) <= _LONGEST_KEY else hashlib.sha256(lane.encode("utf-8", "surrogatepass")).hexdigest()
