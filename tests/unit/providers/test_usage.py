"""Whatever a provider says it took, a usage is sane."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.providers.usage import Usage, token_count

WILD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.lists(st.integers()), st.just({})
)


@pytest.mark.parametrize(
    ("said", "count"),
    [(0, 0), (12, 12), (12.0, 12), ("12", 12), (-1, None), (None, None), (1.5, None), ("many", None), (True, None)],
)
def test_a_count_is_a_whole_number_in_any_clothes(said: object, count: int | None) -> None:
    assert token_count(said) == count


@pytest.mark.parametrize("said", [2**63, 10**30, 1e300, math.inf, math.nan, "9" * 400, "٣" * 40])
def test_a_number_beyond_all_reason_is_no_count(said: object) -> None:
    assert token_count(said) is None


def test_what_is_sane_stays_as_it_was_said() -> None:
    usage = Usage("m", 10, 20, cached_tokens=4, cache_write_tokens=5, reasoning_tokens=7)
    assert (usage.input_tokens, usage.output_tokens, usage.cached_tokens) == (10, 20, 4)
    assert (usage.cache_write_tokens, usage.reasoning_tokens, usage.estimated) == (5, 7, False)


def test_a_cache_larger_than_what_was_read_is_not_believed() -> None:
    usage = Usage("m", 10, 20, cached_tokens=8, cache_write_tokens=5)
    assert (usage.cached_tokens, usage.cache_write_tokens, usage.estimated) == (0, 0, True)


@given(WILD, WILD, WILD, WILD, WILD, WILD)
def test_nothing_a_provider_sends_raises(model: Any, one: Any, two: Any, three: Any, four: Any, five: Any) -> None:
    usage = Usage(model, one, two, cached_tokens=three, cache_write_tokens=four, reasoning_tokens=five)
    assert isinstance(usage.model, str)
    assert 0 <= usage.cached_tokens + usage.cache_write_tokens <= usage.input_tokens <= 10_000_000
    assert 0 <= usage.reasoning_tokens <= usage.output_tokens <= 10_000_000
    assert all(type(each) is int for each in (usage.input_tokens, usage.output_tokens))
