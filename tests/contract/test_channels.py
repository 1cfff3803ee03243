"""The channels against the contract."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.channels.slack.house import is_card, settings_for, shown
from tests.channels.teams import house as teams_house
from tests.support.acting import Time
from tests.support.bare_services import bare_services
from tests.support.databases import migrated_file, sqlite_file
from threadline.bots.slack.channel import SlackChannel
from threadline.bots.slack.thread_ref import Place
from threadline.bots.teams import channel as teams_channel
from threadline.bots.teams import thread_ref as teams_address
from threadline.core.channels.memory import MemoryChannel
from threadline.core.channels.port import Channel
from threadline.core.runtime.clock import Clocks
from threadline.simulator.slack.model import Message
from threadline.simulator.slack.platform import FakeSlack
from threadline.simulator.teams.platform import FakeTeams
from threadline.storage.database.database import Database, sqlite_url
from threadline.testing.channel_contract import ChannelContract, Stage

__all__ = ["migrated_file", "sqlite_file"]


class MemoryStage:
    """The double."""

    channel_name = "memory"
    address = ""

    def __init__(self) -> None:
        self.memory = MemoryChannel()
        self.channel: Channel = self.memory

    def answers(self) -> list[str]:
        return [reply.final or "" for reply in self.memory.replies.values()]

    def cards(self) -> list[str]:
        return [f"{card.offer.draft.title} {card.state}" for card in self.memory.cards.values()]


class SlackStage:
    """A thread in the fake Slack."""

    channel_name = "slack"

    def __init__(self, slack: FakeSlack, channel: SlackChannel) -> None:
        self.channel: Channel = channel
        self._slack = slack
        workspace = slack.workspace("T1")
        asked = Message(workspace.next_ts(), "CGENERAL", "UANA", "hello")
        workspace.messages.append(asked)
        self._thread = asked.ts
        self.address = Place("T1", "CGENERAL", asked.ts, asked.ts, "UANA", "T1").to_json()

    def _said(self) -> list[Message]:
        thread = self._slack.workspace("T1").thread("CGENERAL", self._thread)
        return [message for message in thread if message.user == "UBOT"]

    def answers(self) -> list[str]:
        return [message.visible for message in self._said() if not is_card(message)]

    def cards(self) -> list[str]:
        return [shown(message) for message in self._said() if is_card(message)]


class TeamsStage:
    """A chat in the fake Teams: personal, or a group."""

    channel_name = "teams"

    def __init__(self, teams: FakeTeams, channel: teams_channel.TeamsChannel, *, personal: bool) -> None:
        self.channel: Channel = channel
        self._teams = teams
        conversation = teams.personal("ana") if personal else teams.group
        account = teams.person("ana").id
        self.address = teams_address.Place(
            teams.tenant_id, conversation.id, "1", account, teams.service_url, personal=personal
        ).to_json()

    def answers(self) -> list[str]:
        return [message.text for message in self._teams.messages if message.text]

    def cards(self) -> list[str]:
        return [teams_house.shown(message) for message in self._teams.messages if message.card]


class TestMemoryChannel(ChannelContract):
    @pytest.fixture
    def stage(self) -> Stage:
        return MemoryStage()


class TestSlackChannel(ChannelContract):
    @pytest.fixture
    async def stage(self, tmp_path: Any) -> AsyncIterator[Stage]:
        clock = Time()
        async with FakeSlack(clock=clock.wall, sleep=clock.sleep) as slack:
            services = bare_services(settings_for(slack, tmp_path))
            channel = SlackChannel(services, Clocks(clock.wall, clock.monotonic, clock.sleep))
            slack.workspace("T1")
            yield SlackStage(slack, channel)
            await channel.close()


class TestTeamsChannel(ChannelContract):
    @pytest.fixture(params=[True, False], ids=["personal", "group"])
    async def stage(self, request: Any, tmp_path: Any, sqlite_file: Any) -> AsyncIterator[Stage]:
        clock, database = Time(), Database(sqlite_url(sqlite_file))
        async with FakeTeams(clock=clock.wall, sleep=clock.sleep) as teams:
            services = bare_services(teams_house.settings_for(teams, tmp_path), database)
            clocks = Clocks(clock.wall, clock.monotonic, clock.sleep)
            channel = teams_channel.TeamsChannel(services, clocks)
            yield TeamsStage(teams, channel, personal=request.param)
            await channel.close()
        await database.close()
