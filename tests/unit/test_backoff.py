"""Pauses between attempts: they grow, they end somewhere, and not everybody waits equally long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.backoff import Backoff

SECONDS = st.floats(min_value=0.001, max_value=86_400)


@given(SECONDS, SECONDS, st.floats(min_value=0, max_value=1), st.integers(min_value=0, max_value=1_000))
def test_every_pause_of_a_thousand_lies_within_its_bounds(
    first: float, longest: float, jitter: float, failures: int
) -> None:
    pause = Backoff(first=first, longest=longest, jitter=jitter).pause(failures)
    assert min(first, longest) * (1 - jitter) <= pause <= longest


def test_pauses_double_until_they_are_longest() -> None:
    steady = Backoff(first=0.5, longest=10, jitter=0)
    assert [steady.pause(failures) for failures in range(1, 8)] == [0.5, 1, 2, 4, 8, 10, 10]


@pytest.mark.parametrize("failures", [10**3, 10**6, 10**30])
def test_an_outage_of_any_length_overflows_nothing(failures: int) -> None:
    assert Backoff(first=1e-9, longest=300, jitter=0).pause(failures) == 300


def test_those_who_fail_together_do_not_come_back_together() -> None:
    assert len({Backoff().pause(4) for _ in range(50)}) > 1


@pytest.mark.parametrize(("asked", "pause"), [(3.0, 3.0), (0.0, 0.0), (-1.0, 0.0), (9_999.0, 120.0)])
def test_what_the_other_side_asked_for_is_kept_to(asked: float, pause: float) -> None:
    assert Backoff().pause(7, asked=asked) == pause
