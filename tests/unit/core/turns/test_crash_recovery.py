"""What a process left when it died is taken up, by the next one or by another replica."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from tests.unit.core.turns.engine_house import (
    ANA,
    House,
    generation,
)
from threadline.core.domain.message import Message
from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.tables.core import MessageRow, TurnRow

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_message_that_is_stored_but_not_started_is_taken_up_later(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        """The process is gone before the turn's first step."""

    with monkeypatch.context() as patch:
        patch.setattr(house.services.engine, "_begin", lost)
        receipt = await house.receive("stored all the same")
    await _make_old(house, receipt.message_id)
    await house.services.engine._recovery.heal()
    assert (await house.over(receipt)).reply == "stored all the same"


async def _make_old(house: House, message_id: str) -> None:
    """As if a minute had passed since the last sign of life."""
    past = datetime.now(UTC) - timedelta(minutes=1)
    async with house.services.storage.database.write() as connection:
        await connection.execute(update(MessageRow).where(MessageRow.id == message_id).values(received_at=past))
        await connection.execute(update(TurnRow).where(TurnRow.message_id == message_id).values(beat_at=past))


async def test_a_turn_whose_process_died_before_it_began_is_taken_over(house: House) -> None:
    """Nothing knows of it but its row."""
    person = await house.services.people.directory.ensure("ana@example.com")
    message = Message("memory", f"dead-{house.thread}", house.thread, ANA, "left behind", datetime.now(UTC))
    accepted = await house.services.conversations.turns.accept(
        channel="memory",
        event_key=message.event_key,
        conversation_key=message.conversation_key,
        person_id=person.id,
        text=message.text,
        body=message.to_json(),
        title="",
        sent_at=message.sent_at,
    )
    assert accepted.start is not None
    await house.services.engine._recovery.heal()
    record = await house.record(accepted.message_id)
    assert record.state == "queued", "a turn that is young is left to whoever started it"
    await _make_old(house, accepted.message_id)
    await house.services.engine._recovery.heal()
    record = await house.end_of(accepted.message_id)
    assert (record.state, record.reply) == ("answered", "left behind")


async def test_a_turn_that_runs_here_is_not_taken_over_by_ourselves(house: House) -> None:
    message, _ = await generation(house, "still at it")
    await _make_old(house, message)
    await house.services.engine._recovery.heal()
    house.model.part("still at it").end()
    record = await house.end_of(message)
    assert (record.state, record.epoch) == ("answered", 1)


async def test_whoever_looks_after_the_engine_goes_on_after_any_failure(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = house.services.engine
    seen: list[str] = []

    async def sleep(_: float) -> None:
        await asyncio.sleep(0)

    async def heal() -> None:
        seen.append("heal")
        raise RuntimeError("a fault")

    async def expire() -> None:
        seen.append("expire")
        raise StorageUnavailable("locked")

    async def take_up() -> None:
        await asyncio.Event().wait()  # what hangs holds nothing else up

    monkeypatch.setattr(engine, "_sleep", sleep)
    monkeypatch.setattr(engine._recovery, "heal", heal)
    monkeypatch.setattr(engine._recovery, "take_up", take_up)
    monkeypatch.setattr(engine.decisions, "expire", expire)
    running = asyncio.create_task(engine.run())
    while seen.count("heal") < 3 or seen.count("expire") < 3:
        await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
