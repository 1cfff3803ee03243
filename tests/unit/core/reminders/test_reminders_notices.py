"""Reminders in the console, the terminal and the API: kept once, whatever is killed, where nothing calls the person."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from tests.unit.core.reminders.test_reminders import NINE, Killed, Stage, Telling
from tests.unit.core.turns.engine_house import Model, application, settings_for
from threadline.bots.webhook.channel import WebhookChannel
from threadline.core.channels.memory import MemoryChannel
from threadline.core.channels.port import Channel
from threadline.core.domain.message import Person
from threadline.core.reminders.reminders import LEASE, Reminders
from threadline.storage.notices import FRESH, NoticeStore
from threadline.storage.reminders import ReminderStore


class Dying(WebhookChannel):
    """The channel of a process that is killed before or after it has told."""

    dies: str = ""

    async def notify(self, person: Person, text: str, *, key: str) -> bool:
        """Tell, unless the process dies before; it may die after it."""
        dies, self.dies = self.dies, ""
        if dies == "before":
            raise Killed
        await super().notify(person, text, key=key)
        if dies == "after":
            raise Killed
        return True


class Board:
    """A service whose only channels are the console's and, perhaps, one that calls people."""

    def __init__(self, stage: Stage, notices: NoticeStore, *more: MemoryChannel) -> None:
        self.stage, self.notices = stage, notices
        live = stage.app.services.conversations.live_updates
        self.channel = Dying(live, notices)
        self.channels: dict[str, Channel] = {"webhook": self.channel, **{each.name: each for each in more}}

    def replica(self) -> Reminders:
        services = self.stage.app.services
        return Reminders(
            ReminderStore(services.storage.database, clock=lambda: self.stage.now),
            people=services.people.directory,
            preferences=services.people.preferences,
            agenda=services.calendars.agenda,
            proposals=services.proposals.repository,
            channels=self.channels,
            clock=lambda: self.stage.now,
        )

    async def passes(self, until: datetime) -> list[str]:
        self.stage.now = until
        replica = self.replica()
        await replica.plan()
        await replica.tell()
        return await self.unread()

    async def unread(self) -> list[str]:
        return [each.text for each in await self.notices.unread(self.stage.person.id)]


@pytest_asyncio.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with application(settings_for(tmp_path, None), Model(), Telling()) as app:
        person = await app.services.people.directory.ensure("ana@example.com")
        yield Stage(app, Telling(), person)


@pytest.fixture
def board(stage: Stage) -> Board:
    return Board(stage, NoticeStore(stage.app.services.storage.database, clock=lambda: stage.now))


@pytest.mark.parametrize("dies", ["before", "after"])
async def test_told_once_though_the_process_dies(board: Board, dies: str) -> None:
    stage = board.stage
    await stage.wants(remind_minutes="10")
    await stage.event("Standup", NINE + timedelta(minutes=30))
    board.channel.dies = dies
    with pytest.raises(Killed):
        await board.passes(NINE + timedelta(minutes=21))
    assert await board.unread() == ["**Standup** begins at 09:30."] * (dies == "after")
    assert await board.passes(NINE + timedelta(minutes=21) + LEASE) == ["**Standup** begins at 09:30."]
    assert await board.passes(NINE + timedelta(minutes=29)) == ["**Standup** begins at 09:30."]
    [notice] = await board.notices.unread(stage.person.id)
    assert await board.notices.read(stage.person.id, notice.id)
    assert not await board.notices.read("somebody else", notice.id)
    assert await board.passes(NINE + timedelta(minutes=29, seconds=30)) == []


async def test_a_brief_waits_for_the_end_of_quiet_hours_and_counts_as_the_person_does(board: Board) -> None:
    stage = board.stage
    await stage.wants(morning_brief="09:05", quiet_hours="22:00-09:30", clock="12")
    await stage.event("Standup", NINE.replace(hour=15))
    assert await board.passes(NINE + timedelta(minutes=10)) == []
    [brief] = await board.passes(NINE + timedelta(minutes=31))
    assert "3:00–4:00 pm: **Standup**" in brief
    assert await board.passes(NINE + FRESH + timedelta(minutes=31)) != [brief]


async def test_who_is_called_elsewhere_finds_nothing_here(stage: Stage) -> None:
    calls = Telling()
    board = Board(stage, NoticeStore(stage.app.services.storage.database, clock=lambda: stage.now), calls)
    await stage.wants(remind_minutes="10")
    await stage.event("Standup", datetime(2030, 1, 15, 9, 30, tzinfo=UTC))
    assert await board.passes(NINE + timedelta(minutes=25)) == []
    assert [text for _, text in calls.told.values()] == ["**Standup** begins at 09:30."]
