"""Which processes died, and what of their work is to be blamed for it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import func, update

from tests.support.clock import Clock
from threadline.storage.database.database import Database
from threadline.storage.database.errors import AlreadyRunning
from threadline.storage.interruptions import MOST_DEATHS, Interruptions
from threadline.storage.mail import ArrivedMail, MailFolder, MailStore
from threadline.storage.outbox import NewMail, OutboxStore
from threadline.storage.persons import PersonStore
from threadline.storage.presence import Presence
from threadline.storage.tables.processes import ProcessRow
from threadline.storage.turns import Started, TurnOutcome, TurnStore

YOUNG = timedelta(seconds=6)
BOX = MailFolder("bot@example.com", "INBOX", 1)


class Replica:
    """A process on the database; `born` is the next one under its name."""

    def __init__(self, database: Database, clock: Clock, name: str, *, pooled: bool = False) -> None:
        self.clock = clock
        self.name = name
        self.database = Database(database.url, pooled=pooled)
        self.turns = TurnStore(self.database, clock=clock)
        self.mails = MailStore(self.database, clock=clock)
        self.interruptions = Interruptions(self.database, replica=name, clock=clock)

    async def born(self) -> "Replica":
        """Die, and come again."""
        await self.database.close()
        after = Replica(self.database, self.clock, self.name)
        await after.interruptions.enter()
        return after

    async def waiting(self) -> list[str]:
        return [turn.message_id for turn in await self.interruptions.waiting(YOUNG)]

    async def begin(self, *messages: str) -> list[str]:
        """Begin them; answers with those that could be begun."""
        return [message for message in messages if await self.turns.start(message)]


@pytest.fixture
def replica(database: Database, clock: Clock) -> Replica:
    return Replica(database, clock, "one")


async def said(replica: Replica, person: str, *threads: str) -> list[str]:
    messages = [
        await replica.turns.accept(
            channel="webhook",
            event_key=thread,
            conversation_key=thread,
            person_id=person,
            text=thread,
            body="{}",
            title="",
            sent_at=replica.clock(),
        )
        for thread in threads
    ]
    return [message.message_id for message in messages]


async def test_what_was_being_answered_goes_on_at_once_after_one_death(replica: Replica, ana: str) -> None:
    await replica.interruptions.enter()
    first, second = await said(replica, ana, "a", "b")
    assert await replica.begin(first, second) == [first, second]
    replica = await replica.born()
    assert sorted(await replica.waiting()) == sorted([first, second])
    assert await replica.begin(first, second) == [first, second]
    await replica.database.close()


async def test_a_message_that_ends_its_process_each_time_is_blamed_and_the_others_are_not(
    replica: Replica, clock: Clock, ana: str
) -> None:
    await replica.interruptions.enter()
    poison, *innocent = await said(replica, ana, "poison", "a", "b", "c")
    for _ in range(2):
        await replica.begin(poison, *innocent)
        replica = await replica.born()
    answered: set[str] = set()
    for _ in range(20):
        clock.advance(seconds=30)
        waiting = await replica.waiting()
        assert len(waiting) <= 1, "suspects run one at a time"
        for message in waiting:
            started = await replica.turns.start(message)
            assert started
            if message != poison:
                await replica.turns.finish(message, started.epoch, TurnOutcome("answered", "x"))
                answered.add(message)
            elif started.deaths >= MOST_DEATHS:
                assert answered == set(innocent)
                await replica.database.close()
                return
            else:
                replica = await replica.born()
    pytest.fail("the poison was never found out")


async def test_whoever_ends_processes_all_the_time_blames_nobody(replica: Replica, clock: Clock, ana: str) -> None:
    """Killed every two seconds, a message that takes three is never to be blamed, however often it is begun."""
    await replica.interruptions.enter()
    await said(replica, ana, "long")
    most = 0
    for _ in range(60):
        for _ in range(2):
            clock.advance(seconds=1)
            for waiting in await replica.waiting():
                started = await replica.turns.start(waiting)
                assert started
                most = max(most, started.deaths)
        replica = await replica.born()
    assert most < MOST_DEATHS
    await replica.database.close()


async def test_two_suspects_never_run_at_once(replica: Replica, clock: Clock, ana: str) -> None:
    await replica.interruptions.enter()
    messages = await said(replica, ana, "a", "b")
    for _ in range(2):
        await replica.begin(*messages)
        replica = await replica.born()
    assert await replica.begin(*messages) == [], "they rest first"
    clock.advance(seconds=1)
    assert await replica.begin(*messages) == messages[:1]
    clock.advance(seconds=60)
    assert await replica.begin(*messages) == []
    await replica.database.close()


async def test_an_orderly_end_blames_nobody_and_leaves_nothing_open(replica: Replica, ana: str) -> None:
    await replica.interruptions.enter()
    messages = await said(replica, ana, "a", "b")
    for _ in range(8):
        assert await replica.begin(*messages) == messages
        await replica.interruptions.leave()
        assert sorted(await replica.waiting()) == sorted(messages)
        replica = await replica.born()
    started = [await replica.turns.start(message) for message in messages]
    assert [one.deaths for one in started if isinstance(one, Started)] == [0, 0]
    await replica.database.close()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two replicas on Postgres, the first of which is at a message."""

    one: Replica
    two: Replica
    presence: Presence
    message: str

    async def silent(self, seconds: float) -> None:
        """The first one has given no sign of life for so long."""
        since = func.clock_timestamp() - timedelta(seconds=seconds)
        mine = update(ProcessRow).where(ProcessRow.id == self.one.database.process)
        async with self.two.database.write() as connection:
            await connection.execute(mine.values(beat_at=since))

    async def beat(self) -> bool:
        async with self.one.database.write() as connection:
            return await connection.run_sync(self.one.interruptions.beat)


@pytest.fixture
async def pair(postgres_url: str, clock: Clock) -> AsyncIterator[Pair]:
    database = Database(postgres_url)
    one, two = Replica(database, clock, "one"), Replica(database, clock, "two")
    presence = Presence(one.database, "one", one.interruptions.beat)
    async with presence:
        await one.interruptions.enter()
        await two.interruptions.enter()
        ana = await PersonStore(database).ensure(email="ana@example.com", name="Ana", zone="UTC")
        [message] = await said(one, ana.id, "a")
        await one.begin(message)
        yield Pair(one, two, presence, message)
    for used in (database, one.database, two.database):
        await used.close()


async def test_a_process_that_is_slow_is_not_taken_for_dead(pair: Pair) -> None:
    await pair.silent(20)
    assert await pair.two.interruptions.bury() == 0
    assert await pair.two.begin(pair.message) == []
    assert await pair.beat() is True


async def test_a_process_whose_connection_is_gone_is_noticed_soon(pair: Pair) -> None:
    await pair.presence.__aexit__(None, None, None)
    await pair.silent(2)
    assert await pair.two.interruptions.bury() == 0, "it may be connecting again"
    await pair.silent(3)
    assert await pair.two.interruptions.bury() == 1
    assert await pair.two.begin(pair.message) == [pair.message]
    assert await pair.beat() is False, "it is told that it was taken for dead"
    assert await pair.beat() is True


async def test_a_process_that_is_frozen_keeps_its_connection_and_nothing_else(pair: Pair) -> None:
    await pair.silent(30)
    assert await pair.two.interruptions.bury() == 1
    assert await pair.two.begin(pair.message) == [pair.message]


async def test_behind_a_pooler_a_sign_of_life_is_a_lease(postgres_url: str, clock: Clock) -> None:
    database = Database(postgres_url)
    one, again, two = (Replica(database, clock, name, pooled=True) for name in ("one", "one", "two"))
    await one.interruptions.enter()
    assert await one.interruptions.living() == 1
    await two.interruptions.enter()
    with pytest.raises(AlreadyRunning, match="THREADLINE_REPLICA"):
        await again.interruptions.enter()
    pair = Pair(one, two, Presence(one.database, "one", one.interruptions.beat), "")
    await pair.silent(5)
    assert await two.interruptions.bury() == 0
    await pair.silent(7)
    assert await two.interruptions.bury() == 1
    assert await two.interruptions.living() == 1
    await again.interruptions.enter()
    for used in (database, one.database, again.database, two.database):
        await used.close()


async def test_a_message_that_nobody_began_is_found_after_a_while(replica: Replica, clock: Clock, ana: str) -> None:
    await replica.interruptions.enter()
    [message] = await said(replica, ana, "a")
    assert await replica.waiting() == []
    clock.advance(seconds=6)
    assert await replica.waiting() == [message]
    await replica.database.close()


async def test_a_turn_that_its_process_lost_is_put_back_unless_it_spoke(
    replica: Replica, clock: Clock, ana: str
) -> None:
    await replica.interruptions.enter()
    [message] = await said(replica, ana, "a")
    started = await replica.turns.start(message)
    assert started
    assert not await replica.interruptions.strand(message, started.epoch, YOUNG)
    clock.advance(seconds=6)
    assert await replica.interruptions.strand(message, started.epoch, YOUNG)
    assert await replica.begin(message) == [message]
    await replica.database.close()


async def test_a_mail_that_was_being_read_is_not_blamed_for_the_end_of_its_process(
    replica: Replica, clock: Clock
) -> None:
    await replica.interruptions.enter()
    arrived = [ArrivedMail(number, b"mail %d" % number, 6, clock()) for number in (1, 2)]
    await replica.mails.keep(BOX, arrived)
    lease, boxes = timedelta(minutes=5), ["bot@example.com"]
    for died in range(2):
        claimed = await replica.mails.claim(boxes, lease=lease, limit=2)
        assert [(mail.attempts, mail.deaths) for mail in claimed] == [(1, died)] * 2
        late = claimed[0]
        replica = await replica.born()
        assert not await replica.mails.postpone(late, until=clock(), reason="late")
    assert await replica.mails.claim(boxes, lease=lease, limit=1) == [], "both are suspects, and rest"
    clock.advance(seconds=1)
    assert len(await replica.mails.claim(boxes, lease=lease, limit=1)) == 1
    assert await replica.mails.claim(boxes, lease=lease, limit=1) == [], "one at a time"
    await replica.database.close()


@pytest.mark.parametrize("ended", ["killed", "stopped"])
async def test_a_mail_that_was_on_its_way_out_is_sent_on_at_once(replica: Replica, clock: Clock, ended: str) -> None:
    await replica.interruptions.enter()
    outbox = OutboxStore(replica.database, clock=clock)
    await outbox.add(NewMail("k", "bot", "ana@example.com", "k", "k@example.com", "{}"))
    taken = await outbox.claim("bot", timedelta(minutes=5))
    assert taken is not None
    if ended == "stopped":
        await replica.interruptions.leave()
    after = await replica.born()
    again = OutboxStore(after.database, clock=clock)
    once_more = await again.claim("bot", timedelta(minutes=5))
    assert once_more is not None
    assert (once_more.message_ref, once_more.claim) == (taken.message_ref, taken.claim + 1)
    assert not await again.sent(taken), "whoever is late is not heard"
    assert await again.sent(once_more)
    await after.database.close()
