"""The whole service behind the fake Slack, with time that a test can move."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

from tests.support.acting import EVENT, Actor, Time, housed, until
from threadline.bots.slack.channel import SlackChannel
from threadline.config import Settings
from threadline.core.runtime.clock import Clocks
from threadline.core.services import Services
from threadline.simulator.slack.blocks import parts
from threadline.simulator.slack.delivery import Courier, Delivery
from threadline.simulator.slack.model import Message, Workspace
from threadline.simulator.slack.people import Hand, button
from threadline.simulator.slack.platform import FakeSlack

Json = dict[str, Any]

SECRET_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
MANY: Json = {
    "slack_bot_token": None,
    "slack_client_id": "111.222",
    "slack_client_secret": "fake-client-secret",
    "secret_keys": SECRET_KEY,
}


@dataclass(slots=True)
class PatientCourier(Courier):
    """Comes back when what it delivered has been dealt with; what nobody could deal with yet is not waited for."""

    settled: Callable[[], Awaitable[None]] | None = None

    async def raw(self, *args: Any, **kwargs: Any) -> Delivery:
        delivery = await Courier.raw(self, *args, **kwargs)
        if self.settled is not None:
            await self.settled()
        return delivery


@dataclass
class House:
    """A running service and the Slack it lives in."""

    slack: FakeSlack
    services: Services
    channel: SlackChannel
    provider: Actor
    time: Time
    address: str
    team: str = "T1"

    @property
    def workspace(self) -> Workspace:
        return self.slack.workspace(self.team)

    @property
    def hand(self) -> Hand:
        return self.slack.hand(self.team)

    @property
    def last(self) -> Delivery:
        return self.slack.courier.deliveries[-1]

    def replies(self, ts: str, channel: str = "CGENERAL") -> list[Message]:
        """What the bot said in a thread."""
        return [m for m in self.workspace.thread(channel, ts) if m.user == "UBOT" and m.ts != ts]

    def whispers(self, user: str) -> list[str]:
        return [m.text for m in self.workspace.messages if m.ephemeral_to == user]

    async def answered(self, ts: str, channel: str = "CGENERAL", *, count: int = 1) -> list[Message]:
        """The bot's messages in a thread, when there are so many and all are complete."""

        def complete() -> bool:
            said = self.replies(ts, channel)
            return len(said) >= count and all(m.stream is None or not m.stream.open for m in said)

        await until(complete)
        return self.replies(ts, channel)

    async def card(self, ts: str, channel: str = "CGENERAL") -> Message:
        """The card in a thread."""
        await until(lambda: any(is_card(message) for message in self.replies(ts, channel)))
        return next(message for message in self.replies(ts, channel) if is_card(message))

    def standing(self, user: str, channel: str, text: str) -> Message:
        """A message of a person's that stands there, of which nothing has been told yet."""
        message = Message(self.workspace.next_ts(), channel, user, text)
        self.workspace.messages.append(message)
        return message

    def rest(self) -> None:
        """As if everybody had been silent for a while: no limit is used up, nothing is scripted."""
        self.channel._limits._budgets.clear()
        self.channel._limits._active.clear()
        self.slack.api.quotas._calls.clear()
        self.slack.api.failures.clear()
        self.slack.api.lost_answers.clear()
        self.provider.rest()

    async def press(self, user: str, message: Message, action_id: str) -> Delivery:
        return await self.hand.click(user, message, button({"blocks": message.blocks}, action_id))

    async def event(self) -> tuple[Message, Message]:
        """A proposed event: what Ana wrote, and the card."""
        asked = await self.hand.write("UANA", "CGENERAL", f"<@UBOT> {EVENT}")
        card = await self.card(asked.ts)
        await self.kept(card)
        return asked, card

    async def kept(self, card: Message) -> None:
        """Wait until the engine knows where the card is."""
        proposal_id = (card.metadata or {})["event_payload"]["proposal"]
        while (await self.services.proposals.repository.find(proposal_id)).surface_ref is None:  # type: ignore[union-attr]
            await asyncio.sleep(0.005)


async def _settled(services: Services) -> None:
    with suppress(TimeoutError):
        await until(lambda: services.inbound.idle, 5)


def is_card(message: Message) -> bool:
    return (message.metadata or {}).get("event_type") == "threadline_card"


def buttons(message: Message) -> list[Json]:
    """The buttons of a card."""
    (actions,) = (block for block in message.blocks if block["type"] == "actions")
    return list(actions["elements"])


def shown(message: Message) -> str:
    """All words of a message's blocks."""
    texts = (part["text"] for part in parts(message.blocks) if isinstance(part.get("text"), str))
    return "\n".join(texts)


def settings_for(slack: FakeSlack, folder: Path, **changes: Any) -> Settings:
    values: Json = {
        "data_dir": folder,
        "zone": "UTC",
        "plugins": False,
        "slack_bot_token": "xoxb-T1",
        "slack_signing_secret": slack.signing_secret,
        "slack_api_url": slack.api_url,
        "base_url": "https://threadline.example.com",
        "requests_per_minute": 1_000_000,
    }
    return Settings(_env_file=None, **(values | changes))


@asynccontextmanager
async def running(folder: Path, *, fast: bool = True, **changes: Any) -> AsyncIterator[House]:
    """The service and its Slack; `fast` shows text without waiting between updates."""
    clock, provider = Time(), Actor()
    async with FakeSlack(clock=clock.wall, sleep=clock.sleep) as slack:
        slack.workspace("T1")
        settings = settings_for(slack, folder, **changes)
        clocks = Clocks(clock.wall, clock.monotonic, clock.sleep)
        house = housed(settings, provider, lambda services: SlackChannel(services, clocks), fast=fast)
        async with house as (services, channel, address):
            slack.courier = PatientCourier(slack.signing_secret, clock.wall, clock.sleep)
            slack.courier.settled = partial(_settled, services)
            slack.deliver_to(f"{address}/slack/events")
            yield House(slack, services, channel, provider, clock, address)


async def install(house: House, team: str = "T1") -> str:
    """What an administrator's browser sees in the end."""
    house.slack.installer.team = team
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser,
        browser.get(f"{house.address}/slack/install") as response,
    ):
        return await response.text()
