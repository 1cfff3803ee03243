"""The whole service behind the fake Teams, with time that a test can move."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.acting import EVENT, Actor, Time, housed, until
from threadline.bots.teams.channel import TeamsChannel
from threadline.config import Settings
from threadline.core.runtime.clock import Clocks
from threadline.core.services import Services
from threadline.simulator.teams.cards import text_of
from threadline.simulator.teams.model import Conversation, Message
from threadline.simulator.teams.people import Hand
from threadline.simulator.teams.platform import FakeTeams

Json = dict[str, Any]

BOT = "<at>Threadline</at>"


@dataclass
class House:
    """A running service and the Teams it lives in."""

    teams: FakeTeams
    services: Services
    channel: TeamsChannel
    provider: Actor
    time: Time
    address: str

    @property
    def ana(self) -> Hand:
        return self.teams.hand("ana")

    @property
    def bo(self) -> Hand:
        return self.teams.hand("bo")

    def said(self, after: Message, conversation: Conversation | None = None) -> list[Message]:
        """What the bot said in a message's thread (or chat) since then."""
        base = conversation.id if conversation else after.conversation
        root = after.thread or after.id
        known = self.teams.messages
        return [
            message
            for message in known[known.index(after) + 1 if after in known else 0 :]
            if message.conversation == base
            and message.sender == self.teams.tenant.bot["id"]
            and (not base.endswith("thread.tacv2") or message.thread == root)
        ]

    async def dealt(self) -> None:
        """Wait until everything that Teams sent was dealt with."""
        await until(lambda: self.services.inbound.idle)

    async def answered(self, asked: Message, *, count: int = 1) -> list[Message]:
        """The bot's answers to a message, when there are so many and all are complete."""
        await until(lambda: len([m for m in self.said(asked) if is_final(m)]) >= count)
        return [message for message in self.said(asked) if is_final(message)]

    async def told(self, asked: Message) -> Message:
        """What the bot told, beside answers."""
        await until(lambda: bool(self.said(asked)))
        return self.said(asked)[0]

    async def card(self, asked: Message) -> Message:
        """The card below a message."""
        await until(lambda: any(message.card for message in self.said(asked)))
        return next(message for message in self.said(asked) if message.card)

    async def event(self, conversation: Conversation | None = None, text: str = EVENT) -> tuple[Message, Message]:
        """A proposed event: what Ana wrote, and the card."""
        where = conversation or self.teams.personal("ana")
        asked = await self.ana.write(where, text if where.kind == "personal" else f"{BOT} {text}")
        card = await self.card(asked)
        await self.kept(card)
        return asked, card

    async def kept(self, card: Message) -> None:
        """Wait until the engine knows where the card is."""
        while (await self.proposal(card)).surface_ref is None:
            await asyncio.sleep(0.005)

    async def proposal(self, card: Message) -> Any:
        data = (card.card or {})["refresh"]["action"]["data"]
        return await self.services.proposals.repository.find(data["proposal"])

    def rest(self) -> None:
        """As if everybody had been silent for a while: no limit is used up, nothing is scripted."""
        self.time.ahead += 3_700
        self.channel._connector.limits._windows.clear()
        self.teams.connector.quotas._calls.clear()
        self.teams.connector.failures.clear()
        self.teams.connector.lost_answers.clear()
        self.teams.connector.cuts.clear()
        self.teams.tenant.streams_allowed = True
        self.provider.rest()


def is_final(message: Message) -> bool:
    """Whether it is an answer that is whole: people can judge it."""
    return bool(message.channel_data.get("feedbackLoop"))


def shown(message: Message) -> str:
    """All words of a card."""
    return text_of(message.card or {})


def settings_for(teams: FakeTeams, folder: Path, **changes: Any) -> Settings:
    values: Json = {
        "data_dir": folder,
        "zone": "UTC",
        "plugins": False,
        "teams_app_id": teams.app_id,
        "teams_app_password": teams.app_password,
        "teams_tenant_id": teams.tenant_id,
        "teams_login_url": teams.login_url,
        "teams_openid_url": teams.openid_url,
        "teams_service_hosts": ("127.0.0.1",),
        "base_url": "https://threadline.example.com",
        "requests_per_minute": 1_000_000,
    }
    return Settings(_env_file=None, **(values | changes))


@asynccontextmanager
async def running(folder: Path, *, fast: bool = True, **changes: Any) -> AsyncIterator[House]:
    """The service and its Teams; `fast` shows text without waiting between updates."""
    clock, provider = Time(), Actor()
    async with FakeTeams(clock=clock.wall, sleep=clock.sleep) as teams:
        settings = settings_for(teams, folder, **changes)
        clocks = Clocks(clock.wall, clock.monotonic, clock.sleep)
        house = housed(settings, provider, lambda services: TeamsChannel(services, clocks), fast=fast)
        async with house as (services, channel, address):
            teams.deliver_to(f"{address}/api/messages")
            yield House(teams, services, channel, provider, clock, address)
