"""Seats for answers: bounds, fairness among persons, the place that is told, and who leaves the line."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.config.models import AnswersAtOnce
from threadline.core.turns.admission import Admission, Load
from threadline.providers.port import Crowded, OverBudget


@dataclass
class Room:
    """Answers that last until they are told to end."""

    admission: Admission
    began: list[str] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    ends: dict[str, asyncio.Event] = field(default_factory=dict)

    async def ask(self, *names: str, provider: str | None = "openai") -> None:
        """Each name is a person's letter and a number."""
        for name in names:
            self.tasks[name] = asyncio.create_task(self._answer(name, provider))
        await settle()

    async def end(self, *names: str) -> None:
        for name in names:
            self.ends[name].set()
        await settle()

    async def _answer(self, name: str, provider: str | None) -> None:
        self.ends[name] = asyncio.Event()
        async with self.admission.seat(name[0], provider, self.places.setdefault(name, []).append):
            self.began.append(name)
            await self.ends[name].wait()


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def room(*, per_person: int = 2, per_provider: int = 4) -> Room:
    return Room(Admission(AnswersAtOnce(per_person=per_person, per_provider=per_provider)))


async def test_processes_share_the_seats_and_have_them_again_when_one_ends() -> None:
    it = room(per_person=3, per_provider=4)
    it.admission.share(2)
    await it.ask("a1", "a2", "b1", "b2")
    assert it.began == ["a1", "a2"]
    assert it.places["b2"] == [2]
    it.admission.share(1)
    await settle()
    assert it.began == ["a1", "a2", "b1", "b2"]
    it.admission.share(8)  # more than there are seats: each has one, and nobody loses theirs
    await it.ask("c1")
    await it.end("a1", "a2", "b1")
    assert it.places["c1"] == [1]
    await it.end("b2")
    assert it.began[-1] == "c1"


async def test_a_person_is_given_so_many_answers_at_once_and_the_rest_in_their_order() -> None:
    it = room(per_person=2)
    await it.ask("a1", "a2", "a3", "a4")
    assert it.began == ["a1", "a2"]
    assert it.places == {"a1": [], "a2": [], "a3": [1], "a4": [2]}
    await it.end("a2")
    assert it.began == ["a1", "a2", "a3"]
    assert it.places["a3"] == [1, 0]
    assert it.places["a4"] == [2, 1]


async def test_who_has_seats_left_passes_by_those_who_wait_for_their_own_answers() -> None:
    it = room(per_person=1)
    await it.ask("a1", "a2", "a3", "b1")
    assert it.began == ["a1", "b1"]
    await it.ask("b2")
    assert it.places["b2"] == [1]  # behind b1 alone


async def test_persons_take_turns_whoever_came_first() -> None:
    it = room(per_person=3, per_provider=1)
    await it.ask("a1", "a2", "a3", "a4", "b1", "c1", "b2")
    assert it.places["a4"][-1] == 6
    assert it.places["b1"][-1] == 2
    for _ in range(7):
        await it.end(it.began[-1])
    assert it.began == ["a1", "a2", "b1", "c1", "a3", "b2", "a4"]


async def test_a_full_provider_holds_nobody_up_who_waits_for_another() -> None:
    it = room(per_person=9, per_provider=1)
    await it.ask("a1", "a2", "b1")
    await it.ask("c1", "a3", provider="gemini")
    assert it.began == ["a1", "c1"]
    assert it.places["a3"] == [1]
    assert it.admission.load == {"openai": Load(1, 2), "gemini": Load(1, 1)}
    await it.end("c1")
    assert it.began[-1] == "a3"


async def test_a_key_of_ones_own_takes_no_seat_of_the_workspace() -> None:
    it = room(per_person=1, per_provider=1)
    await it.ask("a1")
    await it.ask("b1", "b2", provider=None)
    assert it.began == ["a1", "b1"]
    assert it.admission.load == {"openai": Load(1, 0)}


async def test_who_is_cancelled_leaves_the_line_and_the_others_move_up() -> None:
    it = room(per_person=9, per_provider=1)
    await it.ask("a1", "b1", "c1")
    it.tasks["b1"].cancel()
    await settle()
    assert it.places["c1"] == [2, 1]
    await it.end("a1")
    assert it.began == ["a1", "c1"]
    await it.end("c1")
    assert it.admission.load == {"openai": Load(0, 0)}


@pytest.mark.parametrize("first", ["the seat", "the cancellation"])
async def test_a_seat_that_is_given_in_the_moment_of_a_cancellation_is_not_lost(first: str) -> None:
    it = room(per_person=9, per_provider=1)
    await it.ask("a1", "b1", "c1")
    if first == "the seat":
        it.tasks["a1"].cancel()
        await asyncio.sleep(0)  # a1 is gone and b1 has its seat, but has not run yet
        it.tasks["b1"].cancel()
    else:
        it.tasks["b1"].cancel()
        it.tasks["a1"].cancel()
    await settle()
    assert it.began == ["a1", "c1"]
    assert it.admission.load == {"openai": Load(1, 0)}


async def test_an_answer_that_fails_gives_its_seat_back() -> None:
    admission = Admission(AnswersAtOnce(per_person=1, per_provider=1))
    with suppress(RuntimeError):
        async with admission.seat("a", "openai", lambda place: None):
            raise RuntimeError
    assert admission.load == {"openai": Load(0, 0)}


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", None]), st.booleans()), max_size=25),
    st.integers(1, 3),
    st.integers(1, 4),
)
def test_whatever_comes_no_bound_is_passed_and_no_seat_is_lost(
    asked: Sequence[tuple[str, str | None, bool]], per_person: int, per_provider: int
) -> None:
    asyncio.run(_crowd(asked, AnswersAtOnce(per_person=per_person, per_provider=per_provider)))


async def _crowd(asked: Sequence[tuple[str, str | None, bool]], bounds: AnswersAtOnce) -> None:
    admission = Admission(bounds)
    seated: list[tuple[str, str | None]] = []

    async def answer(person: str, provider: str | None) -> None:
        async with admission.seat(person, provider, lambda place: None):
            seated.append((person, provider))
            try:
                assert sum(one == person for one, _ in seated) <= bounds.per_person
                assert provider is None or sum(other == provider for _, other in seated) <= bounds.per_provider
                for _ in range(len(seated)):
                    await asyncio.sleep(0)
            finally:
                seated.remove((person, provider))

    tasks = [asyncio.create_task(answer(person, provider)) for person, provider, _ in asked]
    for task, (_, _, given_up) in zip(tasks, asked, strict=True):
        await asyncio.sleep(0)
        if given_up:
            task.cancel()
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        assert result is None or isinstance(result, asyncio.CancelledError)
    assert set(admission.load.values()) <= {Load(0, 0)}


async def test_the_line_has_an_end_for_a_person_and_for_all() -> None:
    bounds = AnswersAtOnce(per_person=1, per_provider=2, waiting_per_person=1, waiting_per_provider=2)
    it = Room(Admission(bounds))
    await it.ask("a1", "a2", "a3", "b1", "b2", "c1", "c2", "d1")
    with pytest.raises(OverBudget):
        await it.tasks["a3"]
    for late in ("c1", "c2", "d1"):
        with pytest.raises(Crowded) as caught:
            await it.tasks[late]
        assert caught.value.retry_after == 30
    assert it.admission.load == {"openai": Load(2, 2)}
    await it.end("a1", "b1")
    await it.ask("d2")
    assert (it.began, it.places["d2"]) == (["a1", "b1", "a2", "b2"], [1])


async def test_nobody_is_sent_away_who_finds_a_seat() -> None:
    it = Room(Admission(AnswersAtOnce(per_person=2, per_provider=1, waiting_per_person=0, waiting_per_provider=0)))
    await it.ask("a1", "a2")
    await it.ask("b1", provider="spare")
    assert it.began == ["a1", "b1"]
    with pytest.raises(OverBudget):
        await it.tasks["a2"]
