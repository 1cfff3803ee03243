import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.support.clock import Clock
from threadline.storage.conversations import ConversationStore
from threadline.storage.database.database import Database
from threadline.storage.persons import new_id
from threadline.storage.turns import TurnOutcome, TurnStore
from threadline.storage.usage import Bound, Spent, Tally, UsageStore

PRICED = TurnOutcome(
    "answered", "done", provider="openai", model="small", input_tokens=10, output_tokens=5, cost_usd=0.25
)
UNPRICED = replace(PRICED, provider="house", model="own", cost_usd=None)
REFUSED = TurnOutcome("failed", "no", code="limit")


@pytest.fixture
def turns(database: Database, clock: Clock) -> TurnStore:
    return TurnStore(database, clock=clock)


@pytest.fixture
def usage(database: Database, clock: Clock) -> UsageStore:
    return UsageStore(database, clock=clock)


async def answer(turns: TurnStore, person: str, outcome: TurnOutcome | None, *, channel: str = "webhook") -> str:
    """One message, answered as given; None leaves it being answered."""
    key = new_id()
    accepted = await turns.accept(
        channel=channel,
        event_key=key,
        conversation_key=key,
        person_id=person,
        text="said",
        body="{}",
        title="",
        sent_at=Clock()(),
    )
    started = await turns.start(accepted.message_id)
    assert started
    if outcome is not None:
        await turns.finish(accepted.message_id, started.epoch, outcome)
    return accepted.message_id


async def test_what_was_spent_counts_started_answers(
    turns: TurnStore, usage: UsageStore, clock: Clock, ana: str, bo: str
) -> None:
    await answer(turns, ana, PRICED)
    clock.advance(hours=1)
    since = clock()
    await answer(turns, ana, PRICED)
    await answer(turns, ana, UNPRICED, channel="slack")
    await answer(turns, ana, None)
    await answer(turns, bo, PRICED)
    assert await usage.spent(since, person_id=ana) == Spent(3, Decimal("0.25"), 1)
    assert await usage.spent(since, channel="webhook") == Spent(3, Decimal("0.5"), 0)
    assert await usage.spent(since - timedelta(days=1)) == Spent(5, Decimal("0.75"), 1)
    assert await usage.spent(since + timedelta(days=1)) == Spent(0, Decimal(0), 0)


async def test_finished_answers_are_listed_the_newest_first(
    turns: TurnStore, usage: UsageStore, clock: Clock, ana: str, bo: str
) -> None:
    since = clock()
    ids = [await answer(turns, ana, PRICED), await answer(turns, ana, REFUSED)]
    clock.advance(minutes=1)
    last = await answer(turns, ana, UNPRICED, channel="slack")
    await answer(turns, ana, None)
    await answer(turns, bo, PRICED)
    until = clock() + timedelta(seconds=1)
    first, *others = await usage.of_person(ana, since=since, until=until, limit=10)
    assert (first.message_id, first.channel, first.cost_usd, first.model) == (last, "slack", None, "own")
    assert [each.message_id for each in others] == sorted(ids, reverse=True)
    before = (first.finished_at, first.message_id)
    assert await usage.of_person(ana, since=since, until=until, limit=1, before=before) == others[:1]
    assert await usage.of_person(ana, since=until, until=until + timedelta(days=1), limit=10) == []


async def test_tallies_add_up_by_stretch_provider_model_and_channel(
    turns: TurnStore, usage: UsageStore, clock: Clock, ana: str, bo: str
) -> None:
    bounds = [clock() + timedelta(days=number) for number in range(3)]
    await answer(turns, ana, PRICED)
    await answer(turns, ana, PRICED)
    await answer(turns, ana, replace(PRICED, cost_usd=None))
    await answer(turns, ana, REFUSED)
    await answer(turns, bo, PRICED)
    await answer(turns, ana, TurnOutcome("stopped", "half"), channel="slack")
    clock.advance(days=1)
    await answer(turns, ana, replace(UNPRICED, model=None, input_tokens=None, output_tokens=None), channel="slack")
    clock.advance(days=1)
    await answer(turns, ana, PRICED)
    tallies = await usage.tallies(ana, bounds)
    assert sorted(tallies, key=lambda tally: (tally.stretch, tally.provider or "")) == [
        Tally(0, None, None, "slack", 1, 0, 0, 0.0, 1),
        Tally(0, "openai", "small", "webhook", 3, 30, 15, 0.5, 1),
        Tally(1, "house", None, "slack", 1, 0, 0, 0.0, 1),
    ]
    assert await usage.tallies(ana, bounds[1:]) == [Tally(0, "house", None, "slack", 1, 0, 0, 0.0, 1)]


async def test_a_year_of_days_can_be_tallied(turns: TurnStore, usage: UsageStore, clock: Clock, ana: str) -> None:
    await answer(turns, ana, PRICED)
    first = datetime(2026, 1, 1, tzinfo=UTC)
    [tally] = await usage.tallies(ana, [first + timedelta(days=number) for number in range(368)])
    assert (tally.stretch, tally.requests) == ((clock() - first).days, 1)


async def test_deleting_a_conversation_gives_nothing_back(
    database: Database, turns: TurnStore, usage: UsageStore, clock: Clock, ana: str
) -> None:
    message_id = await answer(turns, ana, PRICED)
    record = await turns.get(message_id)
    assert record is not None
    before = await usage.spent(clock() - timedelta(hours=1), person_id=ana)
    assert before.requests == 1
    await ConversationStore(database).delete(record.conversation_id)
    assert await turns.get(message_id) is None
    assert await usage.spent(clock() - timedelta(hours=1), person_id=ana) == before
    assert len(await usage.of_person(ana, since=clock() - timedelta(1), until=clock() + timedelta(1), limit=9)) == 1


async def test_answers_on_several_replicas_pass_a_limit_by_one_answer_at_most(
    database_url: str, turns: TurnStore, clock: Clock, ana: str, bo: str
) -> None:
    since, cost, limit = clock(), Decimal("0.25"), Decimal("1.10")
    replicas = [Database(database_url) for _ in range(3)]
    stores = [UsageStore(replica, clock=clock) for replica in replicas]
    messages = [await answer(turns, person, None) for _ in range(12) for person in (ana, bo)]
    try:
        refused = await asyncio.gather(
            *(
                stores[number % 3].reserve(message, cost, [Bound(limit, since)])
                for number, message in enumerate(messages)
            )
        )
        going = [message for message, bound in zip(messages, refused, strict=True) if bound is None]
        for message in going:
            await turns.finish(message, 1, PRICED)
        spent = await stores[0].spent(since)
        assert limit <= spent.cost_usd < limit + cost
        assert await stores[1].reserve(messages[-1], cost, [Bound(limit, since)]) == Bound(limit, since)
    finally:
        for replica in replicas:
            await replica.close()
