from datetime import timedelta

from tests.storage.clock import Clock
from threadline.storage.database import Database
from threadline.storage.replicas import ReplicaRecord, ReplicaStore

LIMIT = timedelta(seconds=10)


async def test_silent_process_is_dead_and_learns_it(database: Database, clock: Clock) -> None:
    replicas = ReplicaStore(database, clock=clock)
    start = clock()
    await replicas.join("a")
    await replicas.join("b")
    clock.advance(seconds=6)
    assert await replicas.beat("b")
    clock.advance(seconds=4)
    [dead] = await replicas.dead(older_than=LIMIT)
    assert dead == ReplicaRecord("a", start, start)
    assert [replica.executor_id for replica in await replicas.living(within=LIMIT)] == ["b"]
    assert await replicas.remove("a", last_beat=dead.beat_at)
    assert not await replicas.remove("a")
    assert not await replicas.beat("a")
    await replicas.join("a")
    assert await replicas.dead(older_than=LIMIT) == []


async def test_process_that_woke_up_is_not_removed(database: Database, clock: Clock) -> None:
    replicas = ReplicaStore(database, clock=clock)
    await replicas.join("a")
    clock.advance(seconds=10)
    [dead] = await replicas.dead(older_than=LIMIT)
    assert await replicas.beat("a")
    assert not await replicas.remove("a", last_beat=dead.beat_at)
    assert await replicas.beat("a")
    assert await replicas.remove("a")


async def test_restart_takes_the_place_of_the_process_before(database: Database, clock: Clock) -> None:
    replicas = ReplicaStore(database, clock=clock)
    await replicas.join("a")
    clock.advance(seconds=5)
    await replicas.join("a")
    [replica] = await replicas.living(within=LIMIT)
    assert (replica.started_at, replica.beat_at) == (clock(), clock())
