"""The threads that the assistant takes part in, and what runs beside answers."""

import asyncio

import pytest

from threadline.core.channels.thread_tracker import Running, ThreadTracker
from threadline.core.runtime.background_tasks import BackgroundTasks


async def test_threads_of_long_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.core.channels.thread_tracker._MOST", 2)
    asked: list[str] = []

    async def stored(key: str) -> bool:
        asked.append(key)
        return key == "old"

    threads = ThreadTracker[str](stored)
    assert await threads.is_engaged("old")
    assert await threads.is_engaged("old")
    assert not await threads.is_engaged("new")
    assert asked == ["old", "new"], "what is known is not asked for again"
    for key in "abc":
        threads.engage(key)
    assert await threads.is_engaged("c")
    assert not await threads.is_engaged("a")


def test_running_answers_are_found_by_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.core.channels.thread_tracker._MOST", 2)

    async def stored(_: str) -> bool:
        return False

    threads = ThreadTracker[str](stored)
    for message in "abc":
        threads.begin(Running(message, "ana", f"place of {message}"))
    assert [running.message_id for running in threads.answering(lambda _: True)] == ["b", "c"]
    assert threads.answering(lambda place: place.endswith("c")) == [Running("c", "ana", "place of c")]
    threads.end("c")
    threads.end("gone")
    assert [running.message_id for running in threads.answering(lambda _: True)] == ["b"]


async def test_work_in_the_background_ends_with_the_channel() -> None:
    background = BackgroundTasks()
    done = background.start(asyncio.sleep(0))
    await done
    task = background.start(asyncio.sleep(60))
    await background.close()
    assert task.cancelled()
    await background.close()
