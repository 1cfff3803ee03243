"""Preferences in words: those that are meant, and the sentences that only look like them."""

import json
from pathlib import Path

import pytest

from threadline.core.dialogue.preference_words import wish_of

CASES = Path(__file__).parents[3] / "cases"
ROWS = [
    json.loads(line)
    for folder in ("own", "aside")
    for line in (CASES / folder / "preferences" / "preferences.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_a_preference_is_read_and_nothing_else(row: dict[str, object]) -> None:
    wish = wish_of(str(row["text"]))
    assert ({wish.key: wish.value({})} if wish else {}) == row["keeps"]


def test_days_off_are_taken_from_the_days_that_are_worked() -> None:
    wish = wish_of("I don't work on Fridays")
    assert wish is not None
    assert wish.value({"working_days": "thu,fri,sat"}) == "thu,sat"
    assert wish.value({"working_days": "fri"}) is None
