"""What the first message would wait for is done before it comes."""

from threadline.core.turns.claim_words import WORDS, patterns_of
from threadline.core.turns.first_use import warm_up


async def test_the_words_of_claims_are_ready_in_every_language_after_it() -> None:
    patterns_of.cache_clear()
    await warm_up()
    assert patterns_of.cache_info().currsize == len(WORDS)
