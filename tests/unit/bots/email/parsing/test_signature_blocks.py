"""Signatures that begin with their writer's name."""

import pytest

from threadline.bots.email.parsing.signature_blocks import without_own_name


@pytest.mark.parametrize(
    "block",
    ["Ana Gruber", "Ana", "Ana Gruber | Consultant\nOffice hours: Mon-Fri 9-12", "Ana Gruber, Head of Sales\n+43 1 555",
     "Ana Gruber - Example Ltd\n\nRing 1, 1010 Wien", "*Ana Gruber*\nNext vacation: 21 December"],
)  # fmt: skip
def test_the_block_below_the_own_name_is_left_out(block: str) -> None:
    assert without_own_name(f"Lunch on Friday at 12\n\n{block}", "Ana Gruber") == "Lunch on Friday at 12"


@pytest.mark.parametrize(
    "text",
    ["Ana", "Lunch with\nAna Gruber", "Who comes?\n\nAna, Bo and Cy are coming. Is that too many?", "Lunch\n\nBo Meyer",
     "Lunch\n\nAna Gruber\nAnd tell everybody who came that the room is not the one that we had then."],
)  # fmt: skip
def test_words_stay(text: str) -> None:
    assert without_own_name(text, "Ana Gruber") == text
