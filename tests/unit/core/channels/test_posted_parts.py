"""Which of its messages each part of an answer goes into: posted once, edited while it grows, cut at the end."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.core.channels.errors import ChannelError, ChannelUnavailable, SurfaceGone
from threadline.core.channels.posted_parts import PostedParts


@dataclass
class Wall:
    """A platform in memory; `deaf`: what is posted stands, but seems to fail."""

    shown: dict[str, str] = field(default_factory=dict)
    ended: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    noted: list[tuple[int, str]] = field(default_factory=list)
    deaf: int = 0
    gone: bool = False
    _made: int = 0

    async def post(self, part: str, *, last: bool) -> str:
        self._made += 1
        ref = f"m{self._made}"
        self.calls.append("post")
        self._show(ref, part, last=last)
        if self.deaf:
            self.deaf -= 1
            raise ChannelUnavailable("lost", channel="wall")
        return ref

    async def note(self, number: int, ref: str) -> None:
        self.noted.append((number, ref))

    async def edit(self, ref: str, part: str, *, last: bool) -> None:
        self.calls.append("edit")
        self._show(ref, part, last=last)

    async def remove(self, ref: str) -> None:
        if self.gone:
            raise SurfaceGone("no such message", channel="wall")
        del self.shown[ref]

    async def standing(self) -> Sequence[str]:
        return list(self.shown)

    def _show(self, ref: str, part: str, *, last: bool) -> None:
        self.shown[ref] = part
        if last:
            self.ended.append(ref)


async def test_what_stands_is_left_alone_while_the_answer_grows() -> None:
    wall = Wall()
    parts = PostedParts(wall)
    assert await parts.show(["a"]) == "m1"
    await parts.show(["a"])
    await parts.show(["ab"])
    assert await parts.show(["ab", "c"]) == "m1,m2"
    assert wall.calls == ["post", "edit", "post"]
    assert wall.noted == [(0, "m1"), (1, "m2")]


async def test_the_end_is_marked_on_the_last_message_and_the_rest_goes() -> None:
    wall = Wall(shown={"m1": "old", "m2": "old", "m3": "old"})
    parts = PostedParts(wall, list(wall.shown))
    await parts.finish(["one", "two"])
    assert wall.shown == {"m1": "one", "m2": "two"}
    assert wall.ended == ["m2"]
    assert parts.ref == "m1,m2"


async def test_a_message_that_somebody_took_away_is_not_missed() -> None:
    wall = Wall(shown={"m1": "old", "m2": "old"}, gone=True)
    parts = PostedParts(wall, list(wall.shown))
    await parts.finish(["one"])
    assert parts.refs == ["m1"]


async def test_what_seemed_to_fail_but_stands_is_not_posted_again() -> None:
    wall = Wall(deaf=1)
    parts = PostedParts(wall)
    with pytest.raises(ChannelUnavailable):
        await parts.show(["a"])
    await parts.finish(["ab"])
    assert wall.shown == {"m1": "ab"}


async def test_what_the_platform_refused_is_no_reason_to_look_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    wall = Wall()
    parts = PostedParts(wall)

    async def refuse(part: str, *, last: bool) -> str:
        raise ChannelError("no", channel="wall")

    with monkeypatch.context() as patched:
        patched.setattr(wall, "post", refuse)
        assert await parts.show(["a"]) is None  # it comes whole at its end
        with pytest.raises(ChannelError):
            await parts.finish(["a"])
    wall.shown["other"] = "not ours"
    await parts.finish(["a"])
    assert parts.refs == ["m1"]


async def test_what_may_not_be_edited_is_posted_anew_once_it_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    wall = Wall()
    parts = PostedParts(wall)
    await parts.show(["a"])

    async def refuse(ref: str, part: str, *, last: bool) -> None:
        raise ChannelError("no", channel="wall")

    monkeypatch.setattr(wall, "edit", refuse)
    for grown in ("ab", "abc", "abcd"):
        await parts.show([grown])
    assert wall.shown == {"m1": "a"}, "it is not said again and again"
    await parts.finish(["abcde", "f"])
    assert list(wall.shown.values()) == ["abcde", "f"]
    assert parts.refs == list(wall.shown)


async def test_what_stands_whole_is_not_said_again_for_what_comes_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    wall = Wall()
    parts = PostedParts(wall)
    await parts.show(["all of it"])

    async def refuse(ref: str, part: str, *, last: bool) -> None:
        raise ChannelError("no", channel="wall")

    monkeypatch.setattr(wall, "edit", refuse)
    assert await parts.finish(["all of it"]) == "m1"
    assert wall.calls == ["post"]


async def test_a_first_message_that_shows_its_part_is_not_edited() -> None:
    wall = Wall(shown={"m1": "a"})
    parts = PostedParts(wall, ["m1"])
    parts.stands("a")
    await parts.show(["a", "b"])
    assert wall.calls == ["post"]


@given(
    st.lists(st.lists(st.sampled_from(["", " ", "a", "b", "c"]), max_size=4), max_size=6),
    st.lists(st.sampled_from(["", "a", "b"]), max_size=4),
)
def test_in_the_end_exactly_the_final_parts_stand(states: list[list[str]], final: list[str]) -> None:
    async def answered() -> Wall:
        wall = Wall()
        parts = PostedParts(wall)
        for state in states:
            await parts.show(state)
        await parts.finish(final)
        assert parts.refs == list(wall.shown)
        return wall

    assert list(asyncio.run(answered()).shown.values()) == [part for part in final if part.strip()]
