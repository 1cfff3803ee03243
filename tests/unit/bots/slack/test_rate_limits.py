"""Who may call Slack next: first texts, then ends, then the stalest; each by whatever method is free."""

import asyncio

import pytest

from tests.support import virtual_time
from threadline.bots.slack.rate_limits import APPEND, POST, START, UPDATE, Limits, Need


async def used_up() -> Limits:
    """Limits of which none is left for edits in this minute."""
    limits = Limits(virtual_time.now)
    for _ in range(49):
        limits._budget("T1", UPDATE, "").take(virtual_time.now())
    return limits


def test_first_texts_come_first_then_ends_then_the_stalest() -> None:
    async def story() -> list[str]:
        limits, order = await used_up(), list[str]()

        async def wait(name: str, need: Need, since: float) -> None:
            await limits.turn("T1", (UPDATE,), "C1", need=need, since=since)
            order.append(name)

        waiting = [
            asyncio.create_task(wait("fresh", Need.GROWTH, 9.0)),
            asyncio.create_task(wait("stale", Need.GROWTH, 3.0)),
            asyncio.create_task(wait("end", Need.FINAL, 9.0)),
            asyncio.create_task(wait("first", Need.FIRST, 9.0)),
        ]
        await asyncio.gather(*waiting)
        return order

    assert virtual_time.run(story()) == ["first", "end", "stale", "fresh"]


def test_whoever_waits_takes_what_is_free_first() -> None:
    async def story() -> tuple[str, str]:
        limits = await used_up()
        further = await limits.turn("T1", (UPDATE, POST), "C1", need=Need.GROWTH)
        edit = await Limits(virtual_time.now).turn("T1", (UPDATE, POST), "C1", need=Need.GROWTH)
        return further, edit

    assert virtual_time.run(story()) == (POST, UPDATE)


def test_answers_by_messages_move_to_streams_one_by_one_until_those_are_no_fresher() -> None:
    async def story() -> list[str]:
        limits = await used_up()
        for number in range(59):
            limits._budget("T1", POST, "C1").take(virtual_time.now())
            limits.grows("T1", "C1", f"posted-{number % 20}", streamed=False)

        async def grow(number: int) -> str:
            method = await limits.turn("T1", (UPDATE, POST, START), "C1", need=Need.GROWTH)
            limits.grows("T1", "C1", f"posted-{number}", streamed=method == START)
            return method

        growing = [asyncio.create_task(grow(number)) for number in range(20)]
        await asyncio.sleep(5)
        moved = [task.result() for task in growing if task.done()]
        for task in growing:
            task.cancel()
        return moved

    # Of 20, with 98 appends a minute for those that moved and 108 messages for the others.
    assert virtual_time.run(story()) == [START] * 9


def test_posts_are_counted_by_channel_and_all_by_workspace() -> None:
    async def story() -> float:
        limits = Limits(virtual_time.now)
        began = virtual_time.now()
        for number in range(10):
            await limits.enter("T1", POST, f"C{number}")
            await limits.enter(f"T{number + 2}", POST, "C1")
        return virtual_time.now() - began

    assert virtual_time.run(story()) == 0


def test_whoever_gives_up_takes_no_place() -> None:
    async def story() -> float:
        limits = await used_up()
        gone = asyncio.create_task(limits.turn("T1", (UPDATE,), "C1", need=Need.FIRST))
        await asyncio.sleep(1)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        began = virtual_time.now()
        await limits.enter("T1", UPDATE, "C1")
        return virtual_time.now() - began

    assert virtual_time.run(story()) < 60


def test_a_429_is_waited_out_by_all() -> None:
    async def story() -> list[float]:
        limits = Limits(virtual_time.now)
        began = virtual_time.now()
        await limits.enter("T1", UPDATE, "C1")
        limits.pause("T1", UPDATE, "C1", 7.0)

        async def wait() -> float:
            await limits.enter("T1", UPDATE, "C1")
            return virtual_time.now() - began

        return list(await asyncio.gather(wait(), wait()))

    assert min(virtual_time.run(story())) >= 7.0


def test_streams_and_messages_share_the_answers() -> None:
    async def story() -> tuple[int, int, int]:
        limits, streams = Limits(virtual_time.now), 0
        for number in range(50):
            streamed = limits.has_room_for_stream("T1", f"C{number % 10}")
            if streamed:
                await limits.enter("T1", START, f"C{number % 10}")
            limits.grows("T1", f"C{number % 10}", f"a{number}", streamed=streamed)
            streams += streamed
        for number in range(50):
            limits.over("T1", f"C{number % 10}", f"a{number}")
        again = limits.has_room_for_stream("T1", "C1")
        return streams, again, int(limits.wait("T1", APPEND, "C1"))

    streams, again, wait = virtual_time.run(story())
    assert 4 <= streams <= 15
    assert (again, wait) == (True, 0)


def test_budgets_that_have_learnt_nothing_are_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.bots.slack.rate_limits._MOST_KEPT", 20)

    async def story() -> tuple[int, float]:
        limits = Limits(virtual_time.now)
        for number in range(60):
            if number == 2:
                limits.pause("T1", POST, "C0", 5.0)
            await limits.enter("T1", POST, f"C{number}")
            await asyncio.sleep(61)
        return len(limits._budgets), limits._budget("T1", POST, "C0").window

    kept, window = virtual_time.run(story())
    assert kept <= 20
    assert window < 59.0, "what Slack refused is remembered"
