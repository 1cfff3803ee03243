"""What is only to be done where something has not been."""

from datetime import timedelta

import pytest

from threadline.core.scheduling.conditions import read_condition


@pytest.mark.parametrize(
    ("text", "who", "span", "act"),
    [
        ("if I have not met Cy for a week, book half an hour", "Cy", 7, "book half an hour"),
        ("If I haven't seen Cy for two weeks, book 30 minutes with him", "Cy", 14, "book 30 minutes with Cy"),
        ("wenn ich Cy seit einem Monat nicht getroffen habe, buche 30 Minuten", "Cy", 31, "buche 30 Minuten"),
    ],
)
def test_a_condition_is_read(text: str, who: str, span: int, act: str) -> None:
    found = read_condition(text)
    assert found is not None
    assert (found.who, found.span, found.act) == (who, timedelta(days=span), act)


def test_an_if_of_another_kind_is_none() -> None:
    assert read_condition("if it rains, book a room") is None
