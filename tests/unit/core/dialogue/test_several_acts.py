"""Several requests in one message."""

import pytest

from threadline.core.dialogue.several_acts import acts_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("cancel the vet and move the gym to 6", ("cancel the vet", "move the gym to 6")),
        ("Move the haircut to 5pm. also cancel lunch", ("Move the haircut to 5pm", "also cancel lunch")),
        ("cancel the dentist, book lunch with Bo", ("cancel the dentist", "book lunch with Bo")),
        ("sag den Zahnarzt ab und verschiebe das Treffen", ("sag den Zahnarzt ab", "verschiebe das Treffen")),
        ("cancel a; cancel b\nmove c to 4", ("cancel a", "cancel b", "move c to 4")),
    ],
)
def test_each_request_in_its_own_words(text: str, parts: tuple[str, ...]) -> None:
    assert acts_of(text) == parts


@pytest.mark.parametrize(
    "text",
    ["lunch with Bo and Ana on Friday", "move it to 4", "", "I moved and cancelled", "Mittwoch, 2. Dezember, 10 Uhr",
     "středa 2. prosince v 10", "Termin am 3. März"],
)  # fmt: skip
def test_one_request_stays_whole(text: str) -> None:
    assert acts_of(text) == (text,)


def test_a_list_without_end_is_no_list_of_requests() -> None:
    text = "; ".join(f"cancel number {number}" for number in range(9))
    assert acts_of(text) == (text,)
