"""Following answers as they grow: of this process and of another replica, without leaving anything behind."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import cast

import pytest

from threadline.core.channels.port import Step, StepState
from threadline.core.domain.message import TurnState
from threadline.core.turns.live_updates import LiveUpdates, Progress
from threadline.storage.turns import TurnOutcome, TurnRecord, TurnStore

OUTCOME = TurnOutcome("queued", "")
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


class Turns:
    """What the database says of turns."""

    def __init__(self) -> None:
        self.states: dict[str, tuple[int, str, str]] = {}
        self.looks = 0

    async def get(self, message_id: str) -> TurnRecord | None:
        self.looks += 1
        if message_id not in self.states:
            return None
        epoch, text, state = self.states[message_id]
        return TurnRecord(message_id, "c", "p", "said", NOW, state, epoch, text, OUTCOME, None)


@pytest.fixture
def turns() -> Turns:
    return Turns()


@pytest.fixture
def live(turns: Turns) -> LiveUpdates:
    return LiveUpdates(cast("TurnStore", turns))


async def collect(live: LiveUpdates, message_id: str) -> list[Progress]:
    return [progress async for progress in live.watch(message_id)]


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_what_was_done_last_is_told_also_to_who_looks_when_the_answer_is_over(
    live: LiveUpdates, turns: Turns
) -> None:
    turns.states["m"] = (1, "a", "answered")
    live.begin("m", 1)
    watcher = asyncio.create_task(collect(live, "m"))
    await settle()
    done = Step("1", "look", StepState.DONE)
    live.work("m", [done])
    live.end("m")
    assert [progress.steps for progress in await watcher] == [(), (done,)]


async def test_watchers_see_each_text_of_a_turn_that_runs_here(live: LiveUpdates, turns: Turns) -> None:
    turns.states["m"] = (0, "", "queued")
    watchers = [asyncio.create_task(collect(live, "m")) for _ in range(3)]
    await settle()
    live.begin("m", 1)
    await settle()
    for text in ("a", "ab", "abc"):
        live.show("m", text)
        await settle()
    turns.states["m"] = (1, "abc", "answered")
    live.end("m")
    for seen in await asyncio.gather(*watchers):
        assert seen == [
            Progress(0, "", TurnState.QUEUED),
            Progress(1, "", TurnState.ANSWERING),
            Progress(1, "a", TurnState.ANSWERING),
            Progress(1, "ab", TurnState.ANSWERING),
            Progress(1, "abc", TurnState.ANSWERING),
            Progress(1, "abc", TurnState.ANSWERED),
        ]
    assert live._watched == {}


async def test_a_turn_on_another_replica_is_followed_through_the_database(
    live: LiveUpdates, turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threadline.core.turns.live_updates.POLL_SECONDS", 0.001)
    turns.states["m"] = (1, "a", "answering")
    following = live.watch("m")
    assert await anext(following) == Progress(1, "a", TurnState.ANSWERING)
    turns.states["m"] = (2, "b", "answering")
    assert await anext(following) == Progress(2, "b", TurnState.ANSWERING)
    turns.states["m"] = (2, "bc", "stopped")
    assert await anext(following) == Progress(2, "bc", TurnState.STOPPED)
    with pytest.raises(StopAsyncIteration):
        await anext(following)
    assert live._watched == {}


async def test_a_turn_that_runs_here_is_not_looked_up(live: LiveUpdates, turns: Turns) -> None:
    live.begin("m", 1)
    following = live.watch("m")
    assert await anext(following) == Progress(1, "", TurnState.ANSWERING)
    live.show("m", "a")
    assert await anext(following) == Progress(1, "a", TurnState.ANSWERING)
    assert turns.looks == 0


async def test_a_turn_that_is_over_is_told_at_once(live: LiveUpdates, turns: Turns) -> None:
    turns.states["m"] = (1, "done", "failed")
    assert await collect(live, "m") == [Progress(1, "done", TurnState.FAILED)]


async def test_an_unknown_turn_yields_nothing(live: LiveUpdates) -> None:
    assert await collect(live, "unknown") == []
    assert live._watched == {}


async def test_a_new_start_is_told_by_its_epoch(live: LiveUpdates, turns: Turns) -> None:
    live.begin("m", 1)
    watcher = asyncio.create_task(collect(live, "m"))
    await settle()
    live.show("m", "first try")
    await settle()
    live.begin("m", 2)
    await settle()
    turns.states["m"] = (2, "second", "answered")
    live.end("m")
    assert [(one.epoch, one.text) for one in await watcher] == [(1, ""), (1, "first try"), (2, ""), (2, "second")]


async def test_a_turn_lost_to_another_replica_is_followed_there(
    live: LiveUpdates, turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threadline.core.turns.live_updates.POLL_SECONDS", 0.001)
    live.begin("m", 1)
    watcher = asyncio.create_task(collect(live, "m"))
    await settle()
    turns.states["m"] = (2, "by the other", "answering")
    live.end("m")
    await asyncio.sleep(0.01)
    turns.states["m"] = (2, "by the other one", "answered")
    assert [one.text for one in await watcher] == ["", "by the other", "by the other one"]


async def test_a_watcher_that_leaves_frees_what_it_held(live: LiveUpdates, turns: Turns) -> None:
    live.begin("m", 1)
    leaving, staying = live.watch("m"), live.watch("m")
    await anext(leaving)
    await anext(staying)
    await cast("AsyncGenerator[Progress, None]", leaving).aclose()
    live.show("m", "still seen")
    assert (await anext(staying)).text == "still seen"
    turns.states["m"] = (1, "still seen", "answered")
    live.end("m")
    assert live._watched.keys() == {"m"}
    assert (await anext(staying)).state is TurnState.ANSWERED
    with pytest.raises(StopAsyncIteration):
        await anext(staying)
    assert live._watched == {}


async def test_turns_without_watchers_leave_nothing_behind(live: LiveUpdates) -> None:
    for number in range(100):
        live.begin(f"m{number}", 1)
        live.show(f"m{number}", "text")
        live.end(f"m{number}")
    assert live._watched == {}


async def test_what_is_said_of_a_turn_that_does_not_run_here_is_nothing(live: LiveUpdates) -> None:
    live.show("unknown", "text")
    live.end("unknown")
    assert live._watched == {}
