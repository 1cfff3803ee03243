"""Stopping an answer on both databases: here, from another replica, and because the turn was taken over."""

import asyncio

import pytest

from tests.unit.core.turns.engine_house import House, generation, until
from threadline.storage.turns import TurnOutcome

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_stopping_ends_the_model_and_keeps_what_was_said(house: House) -> None:
    message, person = await generation(house, "stop me here")
    await house.services.engine.stop(person, message)
    receipt = await house.receive("next")
    assert (await house.over(receipt)).state == "answered"
    record = await house.record(message)
    assert (record.state, record.reply) == ("stopped", "so far\n\n*Stopped.*")
    assert house.model.running == []


async def test_a_stop_asked_for_on_another_replica_is_noticed(house: House) -> None:
    message, _ = await generation(house, "stop me from afar")
    assert await house.services.conversations.turns.request_stop(message)
    record = await house.end_of(message)
    assert (record.state, record.reply) == ("stopped", "so far\n\n*Stopped.*")


async def test_a_turn_stopped_while_it_waits_is_never_put_to_the_model(house: House) -> None:
    part = house.model.part("long before")
    first = await house.receive("long before")
    await until(part.asked)
    second = await house.receive("never asked")
    record = await house.record(second.message_id)
    await house.services.engine.stop(record.person_id, second.message_id)
    part.end()
    await house.over(first)
    stopped = await house.over(second)
    assert (stopped.state, stopped.reply) == ("stopped", "*Stopped.*")
    assert "never asked" not in [request.messages[-1].text for request in house.model.requests]


async def test_stopping_what_is_over_changes_nothing(house: House) -> None:
    receipt = await house.receive("done")
    record = await house.over(receipt)
    await house.services.engine.stop(record.person_id, receipt.message_id)
    assert await house.services.conversations.turns.get(receipt.message_id) == record


async def test_a_turn_that_was_taken_over_says_no_more(house: House) -> None:
    message, _ = await generation(house, "taken over")
    taken = await house.services.conversations.turns.start(message, mine=1)
    assert taken is not None
    assert taken.epoch == 2
    house.model.part("taken over").say(" and more")
    async with asyncio.timeout(60):
        while house.services.engine._runner.is_running(message):
            await asyncio.sleep(0.01)
    assert house.platform.replies[f"reply-{message}"].final is None
    assert house.model.running == []
    await house.services.conversations.turns.finish(message, 1, TurnOutcome("answered", "late"))
    record = await house.record(message)
    assert (record.state, record.epoch, record.reply) == ("answering", 2, "so far")
    await house.services.conversations.turns.finish(message, 2, TurnOutcome("answered", "by the other"))


async def test_after_a_long_silence_a_turn_asks_whether_it_is_still_its_own(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threadline.core.turns.stopping.CHECKPOINT_SECONDS", 60.0)
    monkeypatch.setattr("threadline.core.turns.stopping.DOUBT_SECONDS", -1.0)
    message, _ = await generation(house, "frozen for a while")
    taken = await house.services.conversations.turns.start(message, mine=1)
    assert taken is not None
    house.model.part("frozen for a while").end()
    async with asyncio.timeout(60):
        while house.services.engine._runner.is_running(message):
            await asyncio.sleep(0.01)
    assert house.platform.replies[f"reply-{message}"].final is None
    await house.services.conversations.turns.finish(message, 2, TurnOutcome("answered", "by the other"))
