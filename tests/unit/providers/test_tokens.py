"""The estimate of tokens."""

import pytest

from threadline.providers.tokens import estimate_tokens


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("a", 1), ("four words of text", 5), ("会议", 2), ("\ud800", 1)])
def test_tokens(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens
