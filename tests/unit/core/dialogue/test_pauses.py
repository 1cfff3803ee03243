"""Words that put a decision off."""

import pytest

from threadline.core.dialogue.pauses import after_pause, is_pause


@pytest.mark.parametrize(
    "text",
    ["hold on", "No wait!", "not now, thanks", "Moment bitte", "noch nicht", "peut-être", "ahora no", "un attimo"],
)
def test_a_decision_is_put_off(text: str) -> None:
    assert is_pause(text)


@pytest.mark.parametrize("text", ["wait for Bo", "not now but at 4", "later today", "the later one", "no", "", "wait?"])
def test_what_says_more_is_no_pause(text: str) -> None:
    assert not is_pause(text)


def test_what_follows_a_pause_counts() -> None:
    assert after_pause("no wait, forget it") == "forget it"
    assert after_pause("move it, please") == "move it, please"
