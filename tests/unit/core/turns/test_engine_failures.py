"""What the engine does when model, platform, database or message fail: told, waited for, or parked."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import update

from tests.unit.core.turns.engine_house import (
    ANA,
    House,
    Model,
    generation,
    until,
)
from threadline.core.channels.errors import (
    ChannelDenied,
    ChannelError,
    ChannelThrottled,
    ChannelUnavailable,
    StoppedByPerson,
    SurfaceFull,
    SurfaceGone,
)
from threadline.core.domain.message import Message, Wishes
from threadline.core.scheduling.calendar_queries import CalendarQueries
from threadline.core.turns.budgets import LimitReached
from threadline.core.turns.failure_codes import code_of
from threadline.providers.port import (
    AuthenticationFailed,
    ContextTooLong,
    CutOff,
    InvalidRequest,
    ProviderError,
    RateLimited,
    Refused,
    Task,
    Text,
    Unavailable,
)
from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.parked import ParkedStore
from threadline.storage.tables.core import MessageRow

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    "error",
    [
        AuthenticationFailed("401", provider="model", advice="The model's key is wrong."),
        RateLimited("429", provider="model", advice="Too many questions, ask again in a minute.", retry_after=60),
        InvalidRequest("400", provider="model", advice="There is no such model."),
        Refused("no", provider="model", advice="The model declined."),
        Unavailable("503", provider="model", advice="The model is down."),
        CutOff("cut", provider="model", advice="The answer broke off.", text="x"),
    ],
)
async def test_a_model_that_fails_is_told_in_a_sentence(house: House, error: ProviderError) -> None:
    prompt = f"fail with {error.code}"
    part = house.model.part(prompt)
    part.say("Begun.")
    part.fail(error)
    receipt = await house.receive(prompt)
    record = await house.over(receipt)
    assert (record.state, record.outcome.code, record.outcome.reason) == ("failed", code_of(error), str(error))
    assert record.reply == f"Begun.\n\n**I could not finish this answer.** {error.advice}"
    assert house.reply(receipt).final == record.reply


async def test_a_stream_without_an_end_is_a_failure(house: House) -> None:
    class Broken(Model):
        async def stream(self, request: object) -> AsyncIterator[Text]:
            yield Text("half")

    given = house.services.models.selection
    original, given._given = given._given, Broken()
    try:
        record = await house.ask("no end")
    finally:
        given._given = original
    assert (record.state, record.outcome.code) == ("failed", "provider")
    assert record.reply.startswith("half\n\n**I could not finish this answer.**")


DOWN = Unavailable("503", provider="model", advice="The language model cannot be reached right now.")


@pytest.mark.parametrize(
    ("said", "answered"),
    [("thanks", "You are welcome."), ("what day is it?", "Today is "), ("call with Bo", "When should it be?")],
)
async def test_where_no_model_can_be_reached_code_answers_what_it_can(house: House, said: str, answered: str) -> None:
    class Down(Model):
        async def stream(self, request: object) -> AsyncIterator[Text]:
            for error in (DOWN,):
                raise error
            yield Text("")

    given = house.services.models.selection
    original, given._given = given._given, Down()
    try:
        record, beyond = await house.ask(said), await house.ask("tell me a joke about hats")
    finally:
        given._given = original
    assert (record.state, record.reply[: len(answered)], record.outcome.reason) == ("answered", answered, None)
    assert DOWN.advice in record.reply
    assert (beyond.state, beyond.reply) == ("failed", f"**I could not answer this.** {DOWN.advice}")


async def test_a_poison_message_is_parked_with_its_reason_and_does_not_block_its_conversation(house: House) -> None:
    asked = len(house.model.requests)
    part = house.model.part("poison")
    for _ in range(5):
        part.fail(RuntimeError("a fault of ours"))
    poison, following = await house.receive("poison"), await house.receive("after the poison")
    assert (await house.over(following)).state == "answered"
    record = await house.over(poison)
    assert (record.state, record.outcome.code, record.outcome.reason) == ("parked", "parked", "It failed 5 times")
    assert (house.reply(poison).final or "").startswith("Sorry, I could not answer this.")
    assert len(house.model.requests) == asked + 6

    await ParkedStore(house.services.storage.database).retry(poison.message_id)
    part.say("Mended.").end()
    await house.services.engine._recovery.take_up()
    record = await house.over(poison)
    assert (record.state, record.reply) == ("answered", "Mended.")
    assert len(house.reply(poison).final or "") > 0


async def test_a_poison_message_is_parked_even_if_nobody_can_be_told(house: House) -> None:
    house.platform.open_errors = [RuntimeError("a fault of the channel")] * 6
    poison, following = await house.receive("poison"), await house.receive("after the poison")
    assert (await house.over(following)).state == "answered"
    assert (await house.over(poison)).state == "parked"


async def test_a_stored_message_that_cannot_be_read_is_parked_at_once(house: House) -> None:
    part = house.model.part("hold the thread")
    first = await house.receive("hold the thread")
    await until(part.asked)
    broken, following = await house.receive("to be broken"), await house.receive("after it")
    async with house.services.storage.database.write() as connection:
        secret = '{"text": "a secret"'
        await connection.execute(update(MessageRow).where(MessageRow.id == broken.message_id).values(body=secret))
    part.end()
    await house.over(first)
    record = await house.over(broken)
    assert (record.state, record.outcome.reason) == ("parked", "The stored message cannot be read")
    assert (await house.over(following)).state == "answered"


async def test_a_message_of_a_channel_that_is_not_installed_is_parked(house: House) -> None:
    record = await house.ask("hello", channel="pigeons")
    assert record.state == "parked"
    assert record.outcome.reason == "The channel 'pigeons' is not installed any more"


@pytest.mark.parametrize(
    "error",
    [SurfaceGone("gone", channel="memory"), ChannelDenied("denied", channel="memory", missing="chat:write")],
)
async def test_a_thread_that_is_gone_ends_the_turn(house: House, error: Exception) -> None:
    house.platform.open_errors = [error]
    receipt, following = await house.receive("nowhere"), await house.receive("somewhere")
    record = await house.over(receipt)
    assert (record.state, record.outcome.code) == ("failed", "channel")
    assert record.outcome.reason == f"{type(error).__name__}: {error}"
    assert (await house.over(following)).state == "answered"


@pytest.mark.parametrize(
    "error",
    [ChannelUnavailable("down", channel="memory"), ChannelThrottled("slow", channel="memory", retry_after=3)],
)
async def test_a_platform_that_is_down_for_a_moment_is_waited_for(house: House, error: Exception) -> None:
    house.platform.open_errors = [error, error]
    receipt = await house.receive("wait for it")
    assert (await house.over(receipt)).state == "answered"
    assert house.reply(receipt).final == "wait for it"


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (StoppedByPerson("stop", channel="memory"), "stopped"),
        (SurfaceGone("gone", channel="memory"), "failed"),
        (SurfaceFull("full", channel="memory"), "failed"),
    ],
)
async def test_a_surface_lost_midway_ends_the_model(house: House, error: ChannelError, state: str) -> None:
    prompt = f"lost midway by {type(error).__name__}"
    message, _ = await generation(house, prompt)
    house.platform.replies[f"reply-{message}"].errors.append(error)
    house.model.part(prompt).say(" and on")
    record = await house.end_of(message)
    assert record.state == state
    assert record.reply.startswith("so far and on")
    assert house.model.running == []


async def test_an_outage_of_the_database_is_waited_for(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    finish = house.services.conversations.turns.finish
    outages = [StorageUnavailable("locked"), StorageUnavailable("full")]

    async def unavailable(*how_it_ended: Any) -> str | None:
        if outages:
            raise outages.pop()
        return await finish(*how_it_ended)

    monkeypatch.setattr(house.services.conversations.turns, "finish", unavailable)
    receipt = await house.receive("despite outages")
    record = await house.over(receipt)
    assert (record.state, record.reply) == ("answered", "despite outages")
    assert not outages
    assert len([reply for reply in house.platform.replies if reply == f"reply-{receipt.message_id}"]) == 1


async def test_a_message_that_is_not_stored_is_not_acknowledged(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def unavailable(**_: object) -> None:
        raise StorageUnavailable("read-only")

    monkeypatch.setattr(house.services.conversations.turns, "accept", unavailable)
    with pytest.raises(StorageUnavailable):
        await house.receive("not stored")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (LimitReached("Your limit for today is reached", retry_at=datetime(2026, 3, 6, tzinfo=UTC)), "limit"),
        (ContextTooLong("The text is too long", provider="model"), "too_long"),
    ],
)
async def test_what_stops_an_answer_before_it_begins_is_told(
    house: House, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    async def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(house.services.models.budgets, "check", refuse)
    record = await house.ask("not today")
    assert (record.state, record.outcome.code, record.reply) == ("failed", code, str(error))


async def test_an_outage_while_an_answer_grows_does_not_end_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint, failed = house.services.conversations.turns.checkpoint, asyncio.Event()

    async def sometimes(message_id: str, epoch: int, *, text: str, surface_ref: str | None) -> bool | None:
        if text == "so far" and surface_ref is not None and not failed.is_set():
            failed.set()
            raise StorageUnavailable("locked")
        return await checkpoint(message_id, epoch, text=text, surface_ref=surface_ref)

    monkeypatch.setattr("threadline.core.turns.stopping.CHECKPOINT_SECONDS", 0.01)
    message, _ = await generation(house, "through an outage")
    monkeypatch.setattr(house.services.conversations.turns, "checkpoint", sometimes)
    await until(failed)
    house.model.part("through an outage").say(" so good").end()
    record = await house.end_of(message)
    assert (record.state, record.epoch, record.reply) == ("answered", 1, "so far so good")


async def test_a_template_that_does_not_exist_is_told(house: House) -> None:
    record = await house.ask("x", wishes=Wishes(template_id="none"))
    assert (record.state, record.outcome.code) == ("failed", "template")
    assert record.reply == "There is no template 'none'"


async def test_an_agenda_that_fails_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from threadline.calendar.port import CalendarRejected

    async def reject(*_: object, **__: object) -> None:
        raise CalendarRejected("The range is too long")

    monkeypatch.setattr(CalendarQueries, "answer", reject)
    record = await house.ask("What's on tomorrow?")
    assert (record.state, record.outcome.code, record.reply) == ("failed", "calendar", "The range is too long")


async def test_a_text_that_was_too_long_is_told_to_be_read_in_part(house: House) -> None:
    part = house.model.part("Sum it up, please")
    part.fail(ContextTooLong("too long", provider="model", advice="That is too long."))
    part.say("In short.").end()
    wishes = Wishes(task=Task.CUSTOM)
    now, text = datetime.now(UTC), "word " * 5_000
    said = Message("memory", "long-1", "long-1", ANA, "Sum it up, please", now, material=text, wishes=wishes)
    receipt = await house.services.engine.receive(said)
    record = await house.over(receipt)
    assert re.fullmatch(
        r"In short\.\n\n\*This was too long for one answer: I read the first 4\d % of the text\.\*", record.reply
    )
