"""Kept answers: only for who asked, only for a while, only whole ones."""

from collections.abc import AsyncIterator

from threadline.core.turns.answer_cache import AnswerCache
from threadline.providers.port import (
    ChatMessage,
    Delta,
    Finish,
    Provider,
    Request,
    Restart,
    ScriptedProvider,
    Text,
    Usage,
)

REQUEST = Request((ChatMessage("user", "Hello"),))
USAGE = Usage("m", 10, 20, provider="p")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def deltas(provider: Provider, request: Request = REQUEST) -> list[Delta]:
    stream: AsyncIterator[Delta] = provider.stream(request)
    return [delta async for delta in stream]


def text(found: list[Delta]) -> str:
    return "".join(delta.text for delta in found if isinstance(delta, Text))


async def test_the_same_request_of_the_same_person_is_answered_once() -> None:
    model = ScriptedProvider([(Text("one "), Text("two"), USAGE, Finish("stop"))])
    mine = AnswerCache().of(model, person_id="ana", seconds=60)
    first, second = await deltas(mine), await deltas(mine)
    assert text(first) == text(second) == "one two"
    assert len(model.requests) == 1
    assert [delta for delta in second if isinstance(delta, Usage)] == [Usage("m", 0, 0, provider="p")]


async def test_an_answer_is_never_given_to_another_person() -> None:
    model, cache = ScriptedProvider(), AnswerCache()
    await deltas(cache.of(model, person_id="ana", seconds=60))
    await deltas(cache.of(model, person_id="bo", seconds=60))
    assert len(model.requests) == 2


async def test_another_request_is_asked_anew() -> None:
    model = ScriptedProvider()
    mine = AnswerCache().of(model, person_id="ana", seconds=60)
    await deltas(mine)
    await deltas(mine, Request((ChatMessage("user", "Hello"),), system="Be brief."))
    assert len(model.requests) == 2


async def test_an_answer_is_forgotten_after_its_time() -> None:
    model, clock = ScriptedProvider(), Clock()
    mine = AnswerCache(clock=clock).of(model, person_id="ana", seconds=60)
    await deltas(mine)
    clock.now = 59.9
    await deltas(mine)
    assert len(model.requests) == 1
    clock.now = 60.0
    await deltas(mine)
    assert len(model.requests) == 2


async def test_what_was_cut_off_or_is_empty_is_not_kept() -> None:
    model = ScriptedProvider([(Text("half"), Finish("length")), (Finish("stop"),), (Text("whole"), Finish("stop"))])
    mine = AnswerCache().of(model, person_id="ana", seconds=60)
    assert [text(await deltas(mine)) for _ in range(4)] == ["half", "", "whole", "whole"]


async def test_only_the_answer_that_counted_is_kept() -> None:
    script = (Text("broken"), Restart("p broke off"), Text("right"), Finish("stop"))
    mine = AnswerCache().of(ScriptedProvider([script]), person_id="ana", seconds=60)
    await deltas(mine)
    again = await deltas(mine)
    assert text(again) == "right"
    assert not any(isinstance(delta, Usage) for delta in again)
    await mine.aclose()


async def test_the_least_recently_used_is_forgotten_first_and_the_very_long_at_once() -> None:
    cache = AnswerCache()
    for number in range(501):
        cache.put(str(number), "text", None, 60)
        cache.get("0")
    assert cache.get("0") is not None
    assert cache.get("1") is None
    cache.put("long", "x" * 200_001, None, 60)
    assert cache.get("long") is None


def told_at(time: str, day: str = "30 Nov 2026", *, beside: str = "", fact: str = "") -> Request:
    messages = (ChatMessage("user", "Hi", beside), ChatMessage("assistant", "Hello."), ChatMessage("user", "And now?"))
    clock = f"It is Monday, {day}, {time} in Europe/Vienna (UTC+0100).\nAna writes to you alone, by slack."
    return Request(messages, situation=clock, facts=(fact,) if fact else ())


async def test_a_minute_is_no_other_request_and_a_day_or_a_fact_is() -> None:
    model = ScriptedProvider()
    mine = AnswerCache().of(model, person_id="ana", seconds=60)
    beside = "<situation>\nIt is Monday, 30 Nov 2026, {} in Europe/Vienna (UTC+0100).\n</situation>"
    material = "<material>\nIt is Monday, 30 Nov 2026, {} in Europe/Vienna (UTC+0100).\n</material>"
    asked = [
        (told_at("14:02"), told_at("15:37"), 1),
        (told_at("14:02", "1 Dec 2026"), told_at("14:02", "2 Dec 2026"), 2),
        (told_at("14:02", fact="Monday is free."), told_at("14:02", fact="Monday is full."), 2),
        (told_at("9:00", beside=beside.format("08:58")), told_at("9:00", beside=beside.format("08:59")), 1),
        (
            told_at("9:00", beside=material.format("08:58")),
            told_at("9:00", beside=material.format("08:59")),
            2,
        ),
    ]
    for one, other, times in asked:
        before = len(model.requests)
        await deltas(mine, one)
        await deltas(mine, other)
        assert len(model.requests) - before == times, (one, other)


async def test_an_answer_that_tells_the_time_is_not_kept() -> None:
    now = told_at("14:02")
    for said, kept in (("14:02", 0), ("2:03 pm", 0), ("14h02", 0), ("at 14:01", 0), ("14:30", 1), ("in 1402", 1)):
        model = ScriptedProvider([(Text(said), Finish("stop")), (Text("anew"), Finish("stop"))])
        mine = AnswerCache().of(model, person_id="ana", seconds=60)
        await deltas(mine, now)
        assert text(await deltas(mine, now)) == (said if kept else "anew"), said
