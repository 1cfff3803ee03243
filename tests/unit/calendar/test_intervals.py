"""Intervals behave as the sets of seconds that they stand for."""

from hypothesis import given, settings
from hypothesis import strategies as st

from threadline.calendar.intervals import Intervals

PAIRS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8)


def seconds(intervals: Intervals) -> set[int]:
    return {second for start, end in intervals.pairs() for second in range(start, end)}


@settings(deadline=None)
@given(PAIRS)
def test_they_are_sorted_and_apart(pairs: list[tuple[int, int]]) -> None:
    found = Intervals(pairs)
    assert seconds(found) == {second for start, end in pairs for second in range(start, end)}
    edges = [edge for pair in found.pairs() for edge in pair]
    assert edges == sorted(set(edges))


@settings(deadline=None)
@given(PAIRS, PAIRS)
def test_difference_and_intersection(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    mine, theirs = Intervals(one), Intervals(other)
    assert seconds(mine.without(theirs)) == seconds(mine) - seconds(theirs)
    assert seconds(mine.within(theirs)) == seconds(mine) & seconds(theirs)


@settings(deadline=None)
@given(PAIRS, st.integers(0, 40), st.integers(1, 10))
def test_holding_and_touching(pairs: list[tuple[int, int]], start: int, length: int) -> None:
    found, wanted = Intervals(pairs), set(range(start, start + length))
    assert found.holds(start, start + length) == (wanted <= seconds(found))
    assert found.touches(start, start + length) == bool(wanted & seconds(found))
