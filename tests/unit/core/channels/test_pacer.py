"""The pacer: first text at once, no faster than allowed, one request at a time, the final text always lands."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import virtual_time
from threadline.core.channels.errors import (
    ChannelDenied,
    ChannelError,
    ChannelThrottled,
    ChannelUnavailable,
    StoppedByPerson,
    SurfaceFull,
    SurfaceGone,
)
from threadline.core.channels.pacer import Pacer
from threadline.core.channels.port import Capabilities, Step, StepState
from threadline.core.channels.rate_limit import Buckets, TokenBucket

GONE = SurfaceGone("gone", channel="test")
DOWN = ChannelUnavailable("down", channel="test")


def throttled(seconds: float) -> ChannelThrottled:
    return ChannelThrottled("slow down", channel="test", retry_after=seconds)


@dataclass
class Surface:
    """A surface that notes when it was asked what; each request takes `takes` seconds and may fail."""

    bucket: str = "one"
    takes: float = 0.0
    errors: list[Exception | None] = field(default_factory=list)
    calls: list[tuple[float, str, str]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    async def show(self, text: str) -> str | None:
        return await self._call("show", text)

    async def finish(self, text: str) -> str | None:
        return await self._call("finish", text)

    async def _call(self, kind: str, text: str) -> str | None:
        self.calls.append((virtual_time.now(), kind, text))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.takes)
        self.at_once -= 1
        error = self.errors.pop(0) if self.errors else None
        if error is not None:
            raise error
        return "ref"

    @property
    def times(self) -> list[float]:
        return [moment - 1_000 for moment, _, _ in self.calls]

    @property
    def texts(self) -> list[str]:
        return [text for _, _, text in self.calls]


async def nothing(_: str) -> None:
    return None


def pacer(
    surface: Surface,
    *,
    interval: float = 1.0,
    bucket: TokenBucket | None = None,
    on_ref: Callable[[str], Awaitable[None]] = nothing,
) -> Pacer:
    return Pacer(surface, Capabilities(interval=interval), bucket, on_ref=on_ref)


def test_the_first_text_is_shown_at_once() -> None:
    async def main() -> None:
        surface = Surface()
        shown = pacer(surface)
        shown.push("a")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert surface.calls == [(1_000.0, "show", "a")]
        await shown.abandon()

    virtual_time.run(main())


def test_an_answer_counts_as_shown_from_its_first_request_on() -> None:
    async def main() -> None:
        answer = pacer(Surface(takes=1.0))
        counts = [answer.shown]
        answer.push("a")
        counts.append(answer.shown)  # nothing was sent yet
        for _ in range(2):  # on its way, where it may be visible before the platform says so; and arrived
            await asyncio.sleep(0.75)
            counts.append(answer.shown)
        await answer.abandon()
        assert [*counts, answer.shown] == [False, False, True, True, True]

    virtual_time.run(main())


def test_updates_keep_the_interval_and_the_newest_text_wins() -> None:
    async def main() -> None:
        surface = Surface()
        shown = pacer(surface, interval=1.0)
        for number in range(35):
            shown.push("x" * number + ".")
            await asyncio.sleep(0.1)
        await shown.finish("end")
        assert surface.times == pytest.approx([0, 1, 2, 3, 4])
        assert [len(text) for text in surface.texts] == [1, 11, 21, 31, 3]
        assert surface.calls[-1][1:] == ("finish", "end")

    virtual_time.run(main())


@dataclass
class Listing(Surface):
    """A surface that lists what is being done."""

    keeps_work: ClassVar[bool] = True

    async def work(self, steps: Sequence[Step]) -> str | None:
        return await self._call("work", " ".join(f"{step.title} {step.state}" for step in steps))


@dataclass
class Mentioning(Listing):
    """One on which what is being done stands only until there is a text."""

    keeps_work: ClassVar[bool] = False


@pytest.mark.parametrize(
    ("surface", "told"),
    [
        (Listing(), [("work", "look running"), ("work", "look done"), ("finish", "end")]),
        (Mentioning(), [("work", "look running"), ("finish", "end")]),
    ],
    ids=["stays", "goes"],
)
def test_a_step_that_ends_with_the_answer_is_not_left_running_where_it_stays(
    surface: Listing, told: list[tuple[str, str]]
) -> None:
    async def main() -> None:
        shown = pacer(surface)
        shown.work(Step("1", "look"))
        await asyncio.sleep(0.1)
        shown.work(Step("1", "look", StepState.DONE))
        await asyncio.sleep(0.1)  # within the interval: it waits
        await shown.finish("end")

    virtual_time.run(main())
    assert [call[1:] for call in surface.calls] == told


def test_one_request_is_in_flight_at_a_time() -> None:
    async def main() -> None:
        surface = Surface(takes=3.0)
        shown = pacer(surface, interval=0.1)
        for number in range(50):
            shown.push(f"text {number}")
            await asyncio.sleep(0.2)
        await shown.finish("end")
        assert surface.most_at_once == 1
        assert surface.texts[-1] == "end"

    virtual_time.run(main())


def test_the_same_text_is_not_sent_again() -> None:
    async def main() -> None:
        surface = Surface()
        shown = pacer(surface)
        for _ in range(5):
            shown.push("a")
            await asyncio.sleep(2)
        await shown.finish("a")
        assert [kind for _, kind, _ in surface.calls] == ["show", "finish"]

    virtual_time.run(main())


def test_the_final_text_waits_for_the_request_in_flight_and_lands() -> None:
    async def main() -> None:
        surface = Surface(takes=5.0)
        shown = pacer(surface, interval=0.0)
        shown.push("a")
        await asyncio.sleep(1)
        await shown.finish("the end")
        assert surface.texts == ["a", "the end"]
        assert surface.times == pytest.approx([0, 5])
        assert surface.most_at_once == 1

    virtual_time.run(main())


def test_an_answer_may_consist_of_its_final_text_alone() -> None:
    async def main() -> None:
        surface = Surface()
        await pacer(surface).finish("all")
        assert surface.calls == [(1_000.0, "finish", "all")]

    virtual_time.run(main())


def test_a_retry_sends_what_is_newest_by_then() -> None:
    async def main() -> None:
        surface = Surface(errors=[throttled(10)])
        shown = pacer(surface)
        shown.push("old")
        await asyncio.sleep(3)
        shown.push("new")
        await asyncio.sleep(9)
        await shown.finish("end")
        assert surface.texts == ["old", "new", "end"]
        assert surface.times == pytest.approx([0, 10, 12])

    virtual_time.run(main())


@pytest.mark.parametrize("error", [DOWN, throttled(7)])
def test_the_final_text_lands_after_passing_trouble(error: ChannelError) -> None:
    async def main() -> None:
        surface = Surface(errors=[error, error, error])
        shown = pacer(surface)
        await shown.finish("end")
        assert surface.texts == ["end"] * 4
        assert shown.failure is None

    virtual_time.run(main())


def test_the_final_text_keeps_the_patience_that_an_update_was_asked_for() -> None:
    async def main() -> None:
        surface = Surface(errors=[throttled(30)])
        shown = pacer(surface)
        shown.push("a")
        await asyncio.sleep(2)
        await shown.finish("end")
        assert surface.times == pytest.approx([0, 30])

    virtual_time.run(main())


def test_the_final_text_keeps_the_patience_asked_for_by_a_request_that_was_in_flight() -> None:
    async def main() -> None:
        surface = Surface(takes=4, errors=[throttled(30)])
        shown = pacer(surface)
        shown.push("a")
        await asyncio.sleep(2)
        await shown.finish("end")
        assert surface.times == pytest.approx([0, 34])

    virtual_time.run(main())


def test_a_platform_that_stays_down_ends_the_final_text_with_its_error() -> None:
    async def main() -> None:
        surface = Surface(errors=[DOWN] * 1_000)
        shown = pacer(surface)
        with pytest.raises(ChannelUnavailable):
            await shown.finish("end")
        assert len(surface.calls) == 12
        assert virtual_time.now() - 1_000 > 100
        gaps = [after - before for before, after in pairwise(surface.times)]
        assert gaps == sorted(gaps)

    virtual_time.run(main())


def test_passing_trouble_while_an_answer_grows_is_no_failure() -> None:
    async def main() -> None:
        surface = Surface(errors=[DOWN] * 30)
        shown = pacer(surface)
        for number in range(2_000):
            shown.push(f"text {number}")
            await asyncio.sleep(0.5)
        assert shown.failure is None
        await shown.finish("end")
        assert surface.texts[-1] == "end"

    virtual_time.run(main())


@pytest.mark.parametrize(
    "error",
    [
        GONE,
        SurfaceFull("full", channel="test"),
        StoppedByPerson("stop", channel="test"),
        ChannelDenied("denied", channel="test", missing="chat:write"),
    ],
)
def test_a_lost_surface_ends_the_showing_and_says_so(error: ChannelError) -> None:
    async def main() -> None:
        surface = Surface(errors=[error])
        shown = pacer(surface)
        shown.push("a")
        await shown.failed.wait()
        assert shown.failure is error
        shown.push("b")
        await asyncio.sleep(10)
        with pytest.raises(type(error)):
            await shown.finish("end")
        assert surface.texts == ["a"]

    virtual_time.run(main())


def test_a_surface_lost_by_the_request_in_flight_gets_no_final_text() -> None:
    async def main() -> None:
        surface = Surface(takes=5, errors=[GONE])
        shown = pacer(surface)
        shown.push("a")
        await asyncio.sleep(1)
        with pytest.raises(SurfaceGone):
            await shown.finish("end")
        assert surface.texts == ["a"]

    virtual_time.run(main())


def test_a_surface_lost_at_the_final_text_says_so() -> None:
    async def main() -> None:
        shown = pacer(Surface(errors=[GONE]))
        with pytest.raises(SurfaceGone):
            await shown.finish("end")
        await shown.abandon()
        assert shown.failure is GONE

    virtual_time.run(main())


def test_the_id_is_kept_before_the_next_request_and_once() -> None:
    async def main() -> None:
        surface = Surface()
        log: list[str] = []

        async def keep(ref: str) -> None:
            log.append(f"{ref} after {len(surface.calls)} calls")
            await asyncio.sleep(10)

        shown = pacer(surface, on_ref=keep)
        shown.push("a")
        await asyncio.sleep(1)
        shown.push("b")
        await shown.finish("end")
        assert log == ["ref after 1 calls"]
        assert surface.times == pytest.approx([0, 10])

    virtual_time.run(main())


@pytest.mark.parametrize("takes", [0.0, 5.0])
def test_a_fault_that_is_not_the_platforms_is_raised_at_the_end(takes: float) -> None:
    async def main() -> None:
        async def refuse(_: str) -> None:
            raise LookupError("no place to keep it")

        shown = pacer(Surface(takes=takes), on_ref=refuse)
        shown.push("a")
        await asyncio.sleep(1)
        assert shown.failed.is_set() is (takes == 0)
        with pytest.raises(LookupError):
            await shown.finish("end")

    virtual_time.run(main())


def test_abandoning_leaves_what_is_visible() -> None:
    async def main() -> None:
        surface = Surface(takes=2)
        shown = pacer(surface)
        shown.push("a")
        await asyncio.sleep(1)
        await shown.abandon()
        assert surface.texts == ["a"]
        assert surface.at_once == 0
        await shown.abandon()

    virtual_time.run(main())


def most_in_a_minute(times: list[float]) -> int:
    """The most calls in any 60 seconds (half open)."""
    times = sorted(times)
    return max(sum(start <= other < start + 60 - 1e-6 for other in times) for start in times)


@given(
    per_minute=st.integers(1, 120),
    pushes=st.lists(st.tuples(st.integers(0, 49), st.floats(0, 3)), min_size=1, max_size=150),
    takes=st.sampled_from([0.0, 0.3, 2.0]),
)
def test_fifty_replies_of_one_workspace_never_exceed_its_limit(
    per_minute: int, pushes: list[tuple[int, float]], takes: float
) -> None:
    async def main() -> None:
        capabilities = Capabilities(interval=0.5, updates_per_minute=per_minute)
        buckets = Buckets()
        surfaces = [Surface(takes=takes) for _ in range(50)]
        bucket = buckets.of("test", "one", capabilities)
        pacers = [pacer(surface, interval=0.5, bucket=bucket) for surface in surfaces]
        for number, (who, pause) in enumerate(pushes):
            pacers[who].push(f"text {number}")
            await asyncio.sleep(pause)
        await asyncio.gather(*(pacers[who].finish(f"end {who}") for who in {who for who, _ in pushes}))
        times = [moment for surface in surfaces for moment, _, _ in surface.calls]
        assert most_in_a_minute(times) <= per_minute
        for who in {who for who, _ in pushes}:
            assert surfaces[who].calls[-1][1:] == ("finish", f"end {who}")

    virtual_time.run(main())


def test_patience_that_one_reply_was_asked_for_holds_for_all_of_its_workspace() -> None:
    async def main() -> None:
        bucket = TokenBucket(60, burst=1)
        surfaces = [Surface(errors=[throttled(30)]), *(Surface() for _ in range(4))]
        pacers = [pacer(surface, bucket=bucket) for surface in surfaces]
        for shown in pacers:
            shown.push("a")
        await asyncio.sleep(0.1)
        await asyncio.gather(*(shown.finish("end") for shown in pacers))
        later = sorted(moment for surface in surfaces for moment in surface.times)[1:]
        assert later[0] >= 30
        assert most_in_a_minute(later) <= 60

    virtual_time.run(main())


def test_a_place_that_was_waited_for_is_used_by_the_final_text() -> None:
    async def main() -> None:
        bucket = TokenBucket(6, burst=1)
        surface = Surface()
        shown = pacer(surface, interval=0, bucket=bucket)
        shown.push("a")
        await asyncio.sleep(1)
        shown.push("b")
        await asyncio.sleep(1)
        await shown.finish("end")
        assert surface.times == pytest.approx([0, 10])

    virtual_time.run(main())


def test_buckets_are_shared_by_channel_and_bucket_and_absent_without_a_limit() -> None:
    buckets = Buckets()
    limited = Capabilities(updates_per_minute=50)
    one = buckets.of("slack", "T1", limited)
    assert one is buckets.of("slack", "T1", limited)
    assert one is not buckets.of("slack", "T2", limited)
    assert one is not buckets.of("teams", "T1", limited)
    assert buckets.of("webhook", "all", Capabilities()) is None


def test_a_rested_bucket_lets_its_burst_go_at_once() -> None:
    bucket = TokenBucket(60, burst=6)
    assert [bucket.reserve(0.0) for _ in range(6)] == [0] * 6
    assert bucket.reserve(0.0) > 1
