"""Whether words before a name turn to whom it names."""

import pytest

from threadline.core.channels.salutation import turns_to_whom_follows


@pytest.mark.parametrize(
    "words", ["", "  ", "Hey ", "thanks, ", "Ok, thanks ", "cc: ", "Guten Morgen ", "Merci ", "¡Hola ", "Grazie mille "]
)
def test_greetings_and_thanks_turn_to_whom_they_name(words: str) -> None:
    assert turns_to_whom_follows(words)


@pytest.mark.parametrize(
    "words", ["make it 4 with ", "and ", "add ", "for ", "4 ", "good to have ", "ok thanks hey hi hello "]
)
def test_other_words_speak_of_them(words: str) -> None:
    assert not turns_to_whom_follows(words)
