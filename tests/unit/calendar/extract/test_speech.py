"""The words of speaking about events: every language has all of them, and none stands for yes and no at once."""

from __future__ import annotations

from dataclasses import fields

import pytest

from threadline.calendar.extract.speech import SpeechWords, speech_languages, speech_words

FIELDS = [field.name for field in fields(SpeechWords) if field.name not in {"language", "spaced"}]


@pytest.mark.parametrize("language", speech_languages())
def test_every_field_has_words_in_small_letters(language: str) -> None:
    words = speech_words(language)
    assert words is not None
    for name in FIELDS:
        phrases = words.phrases(name)
        assert phrases, name
        assert all(phrase == phrase.strip().lower() for phrase in phrases), name
        assert len(phrases) == len(set(phrases)), name


@pytest.mark.parametrize("language", speech_languages())
def test_yes_is_no_no(language: str) -> None:
    words = speech_words(language)
    assert words is not None
    assert not set(words.phrases("yes")) & set(words.phrases("no"))
    assert not set(words.phrases("agree")) & set(words.phrases("refuse"))
    assert not set(words.phrases("create")) & set(words.phrases("cancel"))


def test_a_territory_has_the_words_of_its_language() -> None:
    assert speech_words("de-AT") is speech_words("de")
    assert speech_words("xx") is None
