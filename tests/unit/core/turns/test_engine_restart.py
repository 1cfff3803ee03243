"""The engine stops and starts again: what was taken in is finished, what was done is not done again."""

import asyncio
from pathlib import Path

import pytest

from tests.unit.core.turns.engine_house import House, Model, Platform, application, settings_for, until
from threadline.app import Application
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel
from threadline.core.domain.proposal import State
from threadline.core.services import Services
from threadline.storage.database.errors import AlreadyRunning, StorageUnavailable


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Each database once, with the data directory of this test."""
    return settings_for(tmp_path / "data", database_url)


@pytest.fixture
def alone(tmp_path: Path) -> Settings:
    """SQLite, where the database makes no difference."""
    return settings_for(tmp_path / "data")


def house_of(app: Application, model: Model, platform: Platform) -> House:
    return House(app.services, model, platform, thread="thread")


async def test_what_did_not_end_in_time_is_finished_by_the_next_start(settings: Settings) -> None:
    model, platform = Model(), Platform()
    part = model.part("unfinished")
    async with application(settings, model, platform) as app:
        house = house_of(app, model, platform)
        first = await house.receive("unfinished", key="one")
        later = [await house.receive(f"later {number}", key=f"later {number}") for number in range(3)]
        await until(part.asked)
        part.say("half")
        async with asyncio.timeout(60):
            while not house.reply(first).shown:
                await asyncio.sleep(0.005)
        await app.services.engine.close(patience=0)
        assert model.running == []
        assert not app.services.engine.running
        assert (await house.record(first.message_id)).state == "queued", "it was put back at once"

    model.parts.clear()
    async with application(settings, model, platform) as app:
        house = house_of(app, model, platform)
        record = await house.over(first)
        assert (record.state, record.reply, record.epoch) == ("answered", "unfinished", 2)
        assert platform.opened[1].surface_ref == house.reply(first).ref
        assert [(await house.over(one)).reply for one in later] == ["later 0", "later 1", "later 2"]
        assert [turn.message_id for turn in platform.opened[2:]] == [one.message_id for one in later]
        assert (await house.receive("unfinished", key="one")).duplicate
        assert len(platform.opened) == 5


async def test_what_ends_in_time_is_waited_for(alone: Settings) -> None:
    model, platform = Model(), Platform()
    part = model.part("nearly done")
    async with application(alone, model, platform) as app:
        house = house_of(app, model, platform)
        receipt, following = await house.receive("nearly done"), await house.receive("and then")
        await until(part.asked)
        closing = asyncio.create_task(app.services.engine.close(patience=20))
        await asyncio.sleep(0)
        part.say("done").end()
        await closing
        assert [(await house.record(one.message_id)).state for one in (receipt, following)] == ["answered"] * 2


async def test_a_message_that_comes_while_the_engine_stops_is_answered_by_the_next_start(alone: Settings) -> None:
    model, platform = Model(), Platform()
    async with application(alone, model, platform) as app:
        house = house_of(app, model, platform)
        await app.services.engine.close(patience=0)
        receipt = await house.receive("too late for this one")
    async with application(alone, model, platform) as app:
        assert (await house_of(app, model, platform).over(receipt)).state == "answered"


async def test_a_booking_that_was_decided_is_carried_out_by_the_next_start(
    alone: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, platform = Model(), Platform()
    monkeypatch.setattr("threadline.core.proposals.booking_jobs._BOOKING_PATIENCE", 0.05)
    async with application(alone, model, platform) as app:
        house = house_of(app, model, platform)
        receipt = await house.receive("Lunch tomorrow at noon")
        person = await app.services.people.directory.get((await house.over(receipt)).person_id)
        decisions = app.services.proposals.decisions
        [proposal] = (await decisions.proposals.of_messages([receipt.message_id]))[receipt.message_id]

        def lost(*_: str) -> None:
            """The process dies here."""

        with monkeypatch.context() as patch:
            patch.setattr(app.services.storage.durable, "book", lost)
            assert (await decisions.confirm(person, proposal.id)).state is State.BOOKING
    async with application(alone, model, platform) as app:
        booked = await app.services.proposals.decisions.confirm(person, proposal.id)
        async with asyncio.timeout(60):
            while booked.state is State.BOOKING:
                booked = await app.services.proposals.decisions.confirm(person, proposal.id)
        assert booked.state is State.BOOKED


async def test_a_second_process_on_the_same_directory_is_told_and_the_first_goes_on(alone: Settings) -> None:
    model, platform = Model(), Platform()
    async with application(alone, model, platform) as app:
        with pytest.raises(AlreadyRunning, match="THREADLINE_DATA_DIR"):
            async with application(alone, Model(), Platform()):
                pytest.fail("two processes hold one directory")
        assert (await house_of(app, model, platform).ask("still there?")).state == "answered"


async def test_a_start_that_fails_leaves_the_place_to_the_next(
    alone: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unavailable(*_: object) -> None:
        raise StorageUnavailable("locked")

    with monkeypatch.context() as patch:
        patch.setattr("threadline.storage.interruptions.Interruptions.waiting", unavailable)
        with pytest.raises(StorageUnavailable):
            async with application(alone, Model(), Platform()):
                pytest.fail("it started")
    model, platform = Model(), Platform()
    async with application(alone, model, platform) as app:
        assert (await house_of(app, model, platform).ask("now it works")).state == "answered"
        await app.services.engine.close(patience=0)
        await app.services.engine.close(patience=0)
        await asyncio.to_thread(lambda: None)


class Closing(MemoryChannel):
    """A channel that holds something."""

    closed = False
    ran = False

    async def close(self) -> None:
        self.closed = True

    async def run(self) -> None:
        self.ran = True
        raise RuntimeError("the platform is gone")


async def test_channels_are_run_and_closed_and_one_that_breaks_does_not_end_the_others(alone: Settings) -> None:
    model, broken, platform = Model(), Closing(name="broken"), Platform()
    async with application(alone, model, broken, platform) as app:
        await asyncio.sleep(0)
        assert broken.ran
        assert not broken.closed
        assert (await house_of(app, model, platform).ask("hello")).state == "answered"
    assert broken.closed


async def test_finished_work_is_forgotten(alone: Settings) -> None:
    from datetime import UTC, datetime, timedelta

    model, platform = Model(), Platform()
    async with application(alone, model, platform) as app:
        services: Services = app.services
        house = house_of(app, model, platform)
        decisions = services.proposals.decisions
        for number in range(3):
            receipt = await house.receive(f"Lunch on {number + 1} December 2030 at noon")
            person = await services.people.directory.get((await house.over(receipt)).person_id)
            [proposal] = (await decisions.proposals.of_messages([receipt.message_id]))[receipt.message_id]
            await decisions.confirm(person, proposal.id)
            await services.storage.durable.start_booking(proposal.id, "repair")
        async with asyncio.timeout(60):
            forgotten = 0
            while forgotten < 3:
                forgotten += await services.storage.durable.forget(datetime.now(UTC) + timedelta(minutes=1))
        assert await services.storage.durable.forget(datetime.now(UTC) + timedelta(minutes=1)) == 0
        assert (await house.ask("and on")).state == "answered"
