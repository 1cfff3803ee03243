"""How a series repeats, in words that a person says."""

import pytest

from threadline.core.channels.formatting import repeats_label, rule_label


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=HOURLY;INTERVAL=4", "every 4 hours"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "every other week on Mon, Wed"),
        ("FREQ=WEEKLY;INTERVAL=6", "every 6 weeks"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", "every 3 months on day 15"),
        ("FREQ=YEARLY;INTERVAL=4", "every 4 years"),
    ],
)
def test_a_rule_is_said_in_words(rule: str, words: str) -> None:
    assert repeats_label(rule) == rule_label(rule) == words


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=YEARLY;BYWEEKNO=10", "odd"])
def test_what_words_cannot_say_is_quoted(rule: str) -> None:
    assert repeats_label(rule) == f"repeats by {rule}"
    assert rule_label(rule) == f"by {rule}"
