"""How often a failed call is repeated, and after what wait."""

from random import Random

import pytest

from threadline.providers.port import AuthenticationFailed, RateLimited, Unavailable
from threadline.providers.retry import Retry

RETRY = Retry(attempts=9, base=0.5, cap=4.0, retry_after_cap=15.0)
DOWN = Unavailable("down", provider="a")


class Longest(Random):
    """Draws the most there is."""

    def uniform(self, a: float, b: float) -> float:
        return b


@pytest.mark.parametrize(("made", "most"), [(1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (5, 4.0)])
def test_waits_double_up_to_a_cap(made: int, most: float) -> None:
    assert RETRY.wait(made, DOWN, Longest()) == most


def test_waits_are_drawn_from_nothing_up() -> None:
    waits = {RETRY.wait(4, DOWN, Random(seed)) for seed in range(50)}
    assert min(wait for wait in waits if wait is not None) < 0.5
    assert len(waits) == 50


@pytest.mark.parametrize(("asked", "wait"), [(7.0, 7.5), (15.0, 15.5), (15.1, None)])
def test_what_a_provider_asks_for_is_kept_to_within_reason(asked: float, wait: float | None) -> None:
    assert RETRY.wait(1, RateLimited("slow", provider="a", retry_after=asked), Longest()) == wait


def test_attempts_end() -> None:
    assert RETRY.wait(8, DOWN, Random(1)) is not None
    assert RETRY.wait(9, DOWN, Random(1)) is None
    assert RETRY.wait(1, AuthenticationFailed("key", provider="a"), Random(1)) is None
