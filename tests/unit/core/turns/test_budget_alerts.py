"""Whoever runs the service is told that a limit is nearly used, and that it is: once each, in their own language."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.core.reminders.test_reminders import Telling
from tests.unit.core.turns.engine_house import Model, application, settings_for
from threadline.app import Application
from threadline.config.limits import SpendingLimit
from threadline.storage.persons import new_id
from threadline.storage.turns import TurnOutcome, TurnStore

LIMITS = (
    SpendingLimit(scope="workspace", per="day", requests=5),
    SpendingLimit(scope="channel", per="month", usd=Decimal(2)),
    SpendingLimit(scope="person", per="day", requests=1),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A service with limits, and people who use it."""

    app: Application
    channel: Telling

    async def answered(self, times: int, *, cost: float | None = None) -> None:
        """Somebody gets answers."""
        turns = TurnStore(self.app.services.storage.database)
        somebody = await self.app.services.people.directory.ensure("bo@example.com")
        for _ in range(times):
            key = new_id()
            accepted = await turns.accept(
                channel="memory",
                event_key=key,
                conversation_key=key,
                person_id=somebody.id,
                text="hi",
                body="{}",
                title="",
                sent_at=datetime.now(UTC),
            )
            started = await turns.start(accepted.message_id)
            assert started is not None
            outcome = TurnOutcome("answered", "yes", provider="p", cost_usd=cost)
            await turns.finish(accepted.message_id, started.epoch, outcome)

    async def told(self) -> list[str]:
        """What the operators were told by now, two replicas looking."""
        for _ in range(2):
            await self.app.services.reminders.plan()
            await self.app.services.reminders.tell()
        return [text for _, text in self.channel.told.values()]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    channel = Telling()
    settings = settings_for(tmp_path, limits=LIMITS, operators=("ana@example.com", "gone@example.com"))
    async with application(settings, Model(), channel) as app:
        yield Stage(app, channel)


async def test_an_operator_is_told_once_of_each_step(stage: Stage) -> None:
    await stage.app.services.people.directory.ensure("ana@example.com", name="Ana", zone="UTC")
    await stage.answered(3)
    assert await stage.told() == []
    await stage.answered(1)
    [nearly] = await stage.told()
    assert nearly.startswith("More than 80% of a limit has been used: 4 of 5 answers a day. It starts again on")
    await stage.answered(1)
    [_, full] = await stage.told()
    assert full.startswith("A limit has been reached: 5 of 5 answers a day. Until")
    assert len(await stage.told()) == 2


async def test_money_of_a_channel_is_told_with_its_name_in_the_operators_language(stage: Stage) -> None:
    ana = await stage.app.services.people.directory.ensure("ana@example.com", name="Ana", zone="UTC")
    await stage.app.services.people.preferences.put(ana.id, "language", value="de")
    await stage.answered(1, cost=1.7)
    [nearly] = await stage.told()
    assert "1,70" in nearly or "$1.70" in nearly
    assert "(memory)" in nearly
    assert "vier Fünftel" in nearly


async def test_without_operators_nobody_is_told(tmp_path: Path) -> None:
    channel = Telling()
    async with application(settings_for(tmp_path, limits=LIMITS), Model(), channel) as app:
        await app.services.people.directory.ensure("ana@example.com", name="Ana", zone="UTC")
        stage = Stage(app, channel)
        await stage.answered(5)
        assert await stage.told() == []
