"""What services say of caches and thoughts, as the ledger has it."""

import pytest
from openai.types import CompletionUsage
from openai.types.completion_usage import CompletionTokensDetails

from threadline.providers.openai_compatible import _usage_of
from threadline.providers.port import Usage


def of(**said: object) -> Usage:
    return _usage_of("m", CompletionUsage.model_validate({"prompt_tokens": 10, **said}))


def test_thoughts_beside_the_answer_are_paid_for_too() -> None:
    details = {"reasoning_tokens": 300}
    usage = of(completion_tokens=7, total_tokens=317, completion_tokens_details=details)
    assert (usage.output_tokens, usage.reasoning_tokens) == (307, 300)


@pytest.mark.parametrize("total", [317, 0])
def test_thoughts_within_the_answer_are_counted_once(total: int) -> None:
    details = {"reasoning_tokens": 300}
    usage = of(completion_tokens=307, total_tokens=total, completion_tokens_details=details)
    assert (usage.output_tokens, usage.reasoning_tokens) == (307, 300)


def test_reads_and_writes_of_a_cache() -> None:
    details = {"cached_tokens": 4, "cache_write_tokens": 3}
    usage = of(completion_tokens=7, total_tokens=17, prompt_tokens_details=details)
    assert (usage.input_tokens, usage.cached_tokens, usage.cache_write_tokens) == (10, 4, 3)


@pytest.mark.parametrize("nonsense", ["many", -1, None, 2.5, 10**12])
def test_thoughts_that_are_no_number_void_nothing(nonsense: object) -> None:
    details = CompletionTokensDetails.model_construct(None, reasoning_tokens=nonsense)  # type: ignore[arg-type]
    said = {"prompt_tokens": "10", "completion_tokens": "7", "total_tokens": nonsense}
    made = CompletionUsage.model_construct(None, completion_tokens_details=details, **said)  # type: ignore[arg-type]
    assert _usage_of("m", made) == Usage("m", 10, 7)
