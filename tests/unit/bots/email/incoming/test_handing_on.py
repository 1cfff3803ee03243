"""What is said above a mail that is handed on."""

import pytest

from threadline.bots.email.incoming.handing_on import asks_for_an_event


@pytest.mark.parametrize(
    "text",
    [
        "Please add this", "for my calendar: please schedule", "Can you put this in?", "Trag das bitte ein",
        "vormerken bitte",
        "Tu peux noter ?", "Mets-le dans mon agenda stp", "¿Me lo apuntas, por favor?", "Apúntamelo",
        "Segnamelo in agenda",
        "Marca isto na agenda", "Zet dit in mijn agenda", "Wpisz to do kalendarza", "запиши, пожалуйста",
    ],
)  # fmt: skip
def test_words_that_ask_for_an_event(text: str) -> None:
    assert asks_for_an_event(text)


@pytest.mark.parametrize(
    "text", ["", "FYI", "siehe unten", "What do you think?", "Can you handle this?", "Add your comments until Friday"]
)
def test_words_that_do_not(text: str) -> None:
    assert not asks_for_an_event(text)
