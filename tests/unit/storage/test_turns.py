import asyncio
from datetime import timedelta

import pytest

from tests.support.clock import Clock
from threadline.storage.conversations import ConversationStore
from threadline.storage.database.database import Database
from threadline.storage.turns import Accepted, TurnOutcome, TurnStore

ANSWERED = TurnOutcome("answered", "done", provider="extractive", input_tokens=3)


@pytest.fixture
def turns(database: Database, clock: Clock) -> TurnStore:
    return TurnStore(database, clock=clock)


async def say(turns: TurnStore, person: str, number: int, *, thread: str = "t", title: str = "") -> Accepted:
    return await turns.accept(
        channel="webhook",
        event_key=f"{thread}-{number}",
        conversation_key=thread,
        person_id=person,
        text=f"said {number}",
        body=f'{{"n": {number}}}',
        title=title,
        sent_at=Clock()(),
    )


async def test_message_is_stored_once(turns: TurnStore, clock: Clock, ana: str) -> None:
    first = await say(turns, ana, 1)
    assert first == Accepted(first.message_id, first.conversation_id, duplicate=False, start=first.message_id)
    again = await say(turns, ana, 1)
    assert again == Accepted(first.message_id, first.conversation_id, duplicate=True, start=None)
    assert len(await turns.transcript(first.conversation_id)) == 1
    record = await turns.get(first.message_id)
    assert record
    assert (record.person_id, record.text, record.state, record.received_at) == (ana, "said 1", "queued", clock())
    assert await turns.get("unknown") is None


async def test_one_delivery_to_many_replicas_is_one_message(database_url: str, database: Database, ana: str) -> None:
    other = Database(database_url)
    stores = [TurnStore(database), TurnStore(other)]
    accepted = await asyncio.gather(*(say(store, ana, 1) for store in stores * 4))
    assert len({one.message_id for one in accepted}) == 1
    assert [one.duplicate for one in accepted].count(False) == 1
    [record] = await stores[0].transcript(accepted[0].conversation_id)
    await say(stores[0], ana, 2)
    second = (await stores[0].transcript(accepted[0].conversation_id))[-1]
    started = await stores[0].start(second.message_id)
    assert started
    assert (record.message_id, started.sequence) == (accepted[0].message_id, 2)
    await other.close()


async def test_turns_of_a_conversation_run_one_after_the_other(turns: TurnStore, ana: str) -> None:
    first, second, third = [await say(turns, ana, number) for number in (1, 2, 3)]
    elsewhere = await say(turns, ana, 1, thread="other")
    assert elsewhere.start == elsewhere.message_id
    assert (second.start, third.start) == (None, None)
    for message, following in ((first, second.message_id), (second, third.message_id), (third, None)):
        started = await turns.start(message.message_id)
        assert started
        assert await turns.finish(message.message_id, started.epoch, ANSWERED) == following
    assert (await say(turns, ana, 4)).start is not None


async def test_nobody_is_forgotten_between_accepting_and_finishing(database: Database, ana: str) -> None:
    turns = TurnStore(database)
    running = [(await say(turns, ana, 0)).start]
    order: list[str] = []

    async def run(message_id: str | None) -> None:
        while message_id:
            order.append(message_id)
            started = await turns.start(message_id)
            assert started
            message_id = await turns.finish(message_id, started.epoch, ANSWERED)

    async def accept(number: int) -> None:
        await run((await say(turns, ana, number)).start)

    await asyncio.gather(run(running[0]), *(accept(number) for number in range(1, 20)))
    record = await turns.get(order[0])
    assert record
    transcript = await turns.transcript(record.conversation_id)
    assert order == [one.message_id for one in transcript]
    assert {one.state for one in transcript} == {"answered"}


async def test_late_start_writes_nothing(turns: TurnStore, ana: str) -> None:
    message = (await say(turns, ana, 1)).message_id
    first = await turns.start(message)
    assert first
    assert await turns.start(message) is None, "somebody is at it"
    second = await turns.start(message, mine=first.epoch)
    assert second
    assert second.epoch == first.epoch + 1
    assert await turns.checkpoint(message, first.epoch, text="late", surface_ref=None) is None
    assert await turns.checkpoint(message, second.epoch, text="so far", surface_ref="ref") is False
    assert await turns.finish(message, first.epoch, ANSWERED) is None
    again = await turns.start(message, mine=second.epoch)
    assert again
    assert (again.surface_ref, again.person_id, again.body) == ("ref", ana, '{"n": 1}')
    await turns.finish(message, again.epoch, ANSWERED)
    assert await turns.start(message, mine=again.epoch) is None
    assert await turns.finish(message, again.epoch, ANSWERED) is None
    record = await turns.get(message)
    assert record
    assert (record.reply, record.outcome) == ("done", ANSWERED)


async def test_stop_reaches_the_answer(turns: TurnStore, ana: str) -> None:
    message = (await say(turns, ana, 1)).message_id
    started = await turns.start(message)
    assert started
    assert await turns.request_stop(message)
    assert await turns.checkpoint(message, started.epoch, text="so far", surface_ref=None) is True
    await turns.finish(message, started.epoch, TurnOutcome("stopped", "so far"))
    assert not await turns.request_stop(message)


async def test_failures_are_counted_and_what_is_let_go_is_anybodys(turns: TurnStore, ana: str) -> None:
    message = (await say(turns, ana, 1)).message_id
    first = await turns.start(message)
    assert first
    await turns.failed(message, first.epoch)
    second = await turns.start(message, mine=first.epoch)
    assert second
    await turns.failed(message, first.epoch)  # a late one
    await turns.put_back(message, first.epoch)
    assert await turns.start(message) is None
    await turns.put_back(message, second.epoch)
    third = await turns.start(message)
    assert third
    assert (second.failures, third.failures, third.deaths) == (1, 1, 0)


async def test_silent_turns_are_found(turns: TurnStore, clock: Clock, ana: str) -> None:
    limit = timedelta(seconds=30)
    first, second = await say(turns, ana, 1), await say(turns, ana, 2)
    started = await turns.start(first.message_id)
    assert started
    clock.advance(seconds=20)
    await turns.checkpoint(first.message_id, started.epoch, text="", surface_ref=None)
    clock.advance(seconds=20)
    assert await turns.stranded(limit) == []
    clock.advance(seconds=10)
    assert await turns.stranded(limit) == [(first.message_id, started.epoch)]
    assert await turns.finish(first.message_id, started.epoch, ANSWERED) == second.message_id
    assert await turns.stranded(limit) == []


async def test_transcript_in_parts(turns: TurnStore, ana: str) -> None:
    messages = [await say(turns, ana, number) for number in range(5)]
    thread = messages[0].conversation_id
    assert [one.text for one in await turns.transcript(thread, limit=2)] == ["said 3", "said 4"]
    earlier = await turns.transcript(thread, before=messages[3].message_id, limit=2)
    assert [one.text for one in earlier] == ["said 1", "said 2"]


async def test_conversations_of_a_person(database: Database, clock: Clock, ana: str, bo: str) -> None:
    conversations, turns = ConversationStore(database, clock=clock), TurnStore(database, clock=clock)
    empty = await conversations.create(channel="webhook", person_id=ana, title="")
    clock.advance(minutes=1)
    await conversations.create(channel="webhook", person_id=bo, title="Bo's")
    talk = await say(turns, ana, 1, thread=empty.external_key, title="First words")
    await say(turns, ana, 2, thread=empty.external_key, title="Later words")
    other = await say(turns, ana, 1, thread="other", title="Other")
    assert talk.conversation_id == empty.id
    both = await conversations.of_person(ana, limit=9)
    assert {one.id: one.title for one in both} == {empty.id: "First words", other.conversation_id: "Other"}
    [last] = await conversations.of_person(ana, limit=9, before=(both[0].updated_at, both[0].id))
    assert last == both[1]
    assert await conversations.count() == 3
    assert await conversations.delete(empty.id)
    assert not await conversations.delete(empty.id)
    assert await conversations.get(empty.id) is None
    assert await turns.get(talk.message_id) is None
    assert await conversations.get(other.conversation_id)
