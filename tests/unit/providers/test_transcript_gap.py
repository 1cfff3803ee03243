"""What falls out of a conversation, and how seldom what is left of it begins otherwise."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from threadline.providers.port import ChatMessage
from threadline.providers.tokens import estimate_message
from threadline.providers.transcript_gap import Gap, falls_out

ROLES = ("user", "assistant")


def talk(*texts: str) -> tuple[ChatMessage, ...]:
    return tuple(ChatMessage(ROLES[place % 2], text) for place, text in enumerate(texts))  # type: ignore[arg-type]


def size(messages: tuple[ChatMessage, ...]) -> int:
    return sum(map(estimate_message, messages))


def test_the_opening_and_the_newest_stay() -> None:
    messages = talk(*["a" * 400] * 21)  # 104 tokens each
    assert falls_out(messages, 20_000) == Gap(0, 0)
    assert falls_out(messages, 2_200) == Gap(4, 4)  # all of it fits, and where the opening ends is known
    assert falls_out(messages, 2_100) == Gap(4, 14)  # a block of 1,024 tokens at once, so that it is seldom
    assert falls_out(messages, 1_300) == Gap(2, 18)
    assert falls_out(messages, 1) == Gap(0, 20)
    assert falls_out((), 1) == Gap(0, 0)


def test_a_long_newest_message_needs_the_room_of_the_opening() -> None:
    messages = (*talk(*["a" * 400] * 20), ChatMessage("user", "b" * 7_000))
    assert falls_out(messages, 2_100) == Gap(0, 20)


def test_a_gap_reaches_to_where_something_fell_out_before() -> None:
    messages = talk(*["a" * 400] * 21)
    assert falls_out(messages, 10_000, before=6) == Gap(6, 6)
    assert falls_out(messages, 2_100, before=2) == Gap(2, 12)
    assert falls_out(messages, 2_100, before=0) == Gap(0, 10)
    assert falls_out(messages, 2_100, before=18) == Gap(4, 18)


@given(
    texts=st.lists(st.text(max_size=400), min_size=1, max_size=30),
    tokens=st.integers(0, 1_000),
    before=st.none() | st.integers(0, 29),
)
def test_what_is_left_fits(texts: list[str], tokens: int, before: int | None) -> None:
    messages = talk(*texts)
    before = None if before is None else min(before, len(texts) - 1)
    gap = falls_out(messages, tokens, before=before)
    left = gap.around(messages)
    assert messages[: gap.begin] + gap.inside(messages) + messages[gap.end :] == messages
    assert left[-1] is messages[-1]
    assert size(left) <= tokens or len(left) == 1
    assert gap.begin % 2 == 0 or before is not None
    if before is not None:
        assert gap.begin <= before <= gap.end


def test_a_growing_conversation_begins_with_the_same_messages_for_many_turns() -> None:
    texts = [f"{number}: " + "word " * (5 + number % 7) for number in range(400)]
    gaps = []
    for length in range(1, 401, 2):
        messages = talk(*texts[:length])
        gap = falls_out(messages, 2_000)
        gaps.append(gap)
        assert gap.end == length - 1 or messages[gap.end].role == "user"
        assert size(gap.around(messages)) >= min(size(messages), 700)
    assert {gap.begin for gap in gaps} == {0, gaps[-1].begin}
    changes = sum(one.end != other.end for one, other in pairwise(gaps) if other.end > other.begin)
    assert 2 <= changes <= 8


def test_it_does_so_in_a_room_that_changes_a_little() -> None:
    messages = talk(*["a" * 400] * 61)
    assert len({falls_out(messages, tokens) for tokens in range(4_100, 4_180, 5)}) == 1
