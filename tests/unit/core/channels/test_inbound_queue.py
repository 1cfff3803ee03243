"""The inbox: in order within a lane, again after passing trouble, never in the way of other lanes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from tests.support.acting import until
from threadline.core.channels.errors import ChannelThrottled, ChannelUnavailable
from threadline.core.channels.inbound_queue import InboundQueue
from threadline.storage.database.database import Database
from threadline.storage.inbound import Delivery, InboundStore
from threadline.storage.interruptions import Interruptions


@dataclass
class Desk:
    """Somebody who deals with requests: each error is raised once, in its order."""

    errors: list[Exception] = field(default_factory=list)
    dealt: list[str] = field(default_factory=list)
    held: dict[str, asyncio.Event] = field(default_factory=dict)

    async def __call__(self, delivery: Delivery) -> None:
        if delivery.body in self.held:
            await self.held[delivery.body].wait()
        if self.errors:
            raise self.errors.pop(0)
        self.dealt.append(delivery.body)


@dataclass
class Pauses:
    """Sleeps that take no time; what nobody waits for goes on being asked."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


@asynccontextmanager
async def queued(database: Database, desk: Desk, pauses: Pauses) -> AsyncIterator[InboundQueue]:
    queue = InboundQueue(InboundStore(database), sleep=pauses)
    queue.listen("slack", desk)
    yield queue
    await queue.close(patience=1)


async def kept(queue: InboundQueue, *bodies: str, lane: str = "a") -> None:
    for body in bodies:
        await queue.keep("slack", key=body, lane=lane, body=body)


async def test_a_lane_keeps_its_order_and_others_go_on(database: Database) -> None:
    desk = Desk(held={"1": asyncio.Event()})
    async with queued(database, desk, Pauses()) as queue:
        await kept(queue, "1", "2", "2")
        await kept(queue, "other", lane="b")
        await until(lambda: desk.dealt == ["other"])
        desk.held["1"].set()
        await until(lambda: queue.idle)
    assert desk.dealt == ["other", "1", "2"]
    assert await InboundStore(database).keep("slack", key="1", lane="a", body="1") is not None, "nothing is left"


async def test_passing_trouble_is_waited_out(database: Database) -> None:
    wait = ChannelThrottled("slow down", channel="slack", retry_after=7)
    desk, pauses = Desk(errors=[wait, ChannelUnavailable("down", channel="slack")] * 5), Pauses()
    async with queued(database, desk, pauses) as queue:
        await kept(queue, "1")
        await until(lambda: queue.idle)
    assert desk.dealt == ["1"]
    assert pauses.seconds.count(7.0) == 5


@pytest.mark.parametrize("error", [KeyError("ts"), ChannelUnavailable("down", channel="slack")])
async def test_what_never_works_is_given_up_and_the_next_is_dealt_with(database: Database, error: Exception) -> None:
    tries = 3 if isinstance(error, KeyError) else 40
    desk = Desk(errors=[error] * tries)
    async with queued(database, desk, Pauses()) as queue:
        await kept(queue, "1", "2")
        await until(lambda: queue.idle)
    assert desk.dealt == ["2"]
    assert desk.errors == []


async def test_a_crowd_of_lanes_is_dealt_with_a_few_at_a_time(database: Database) -> None:
    held = {str(number): asyncio.Event() for number in range(64)}
    desk = Desk(held=held)
    async with queued(database, desk, Pauses()) as queue:
        before = len(asyncio.all_tasks())
        for number in range(200):
            await kept(queue, str(number), lane=str(number))
        assert len(asyncio.all_tasks()) - before <= 65, "waiting takes no task"
        assert desk.dealt == [], "all seats are taken"
        for each in held.values():
            each.set()
        await until(lambda: queue.idle)
    assert sorted(map(int, desk.dealt)) == list(range(200))


async def test_what_waits_for_its_next_try_keeps_nobody_out(database: Database) -> None:
    refused = [ChannelUnavailable("down", channel="slack") for _ in range(64)]
    asleep = asyncio.Event()

    async def sleep(seconds: float) -> None:
        await asleep.wait()

    desk = Desk(errors=list(refused))
    queue = InboundQueue(InboundStore(database), sleep=sleep)
    queue.listen("slack", desk)
    for number in range(64):
        await kept(queue, f"refused {number}", lane=f"refused {number}")
    await until(lambda: desk.errors == [])
    await kept(queue, "other", lane="other")
    await until(lambda: desk.dealt == ["other"])
    asleep.set()
    await until(lambda: queue.idle)
    assert len(desk.dealt) == 65
    await queue.close(patience=1)


async def test_what_was_not_dealt_with_at_the_end_is_taken_up_by_the_next_process(
    database: Database, database_url: str
) -> None:
    hanging = Desk(held={"1": asyncio.Event()})
    async with queued(database, hanging, Pauses()) as queue:
        await kept(queue, "1", "2")
        await queue.close(patience=0.01)
    following = Database(database_url)
    await Interruptions(following, replica="a").enter()
    desk = Desk()
    async with queued(following, desk, Pauses()) as queue:
        running = asyncio.create_task(queue.run())
        await until(lambda: desk.dealt == ["1", "2"])
        running.cancel()
    assert hanging.dealt == []
    await following.close()
