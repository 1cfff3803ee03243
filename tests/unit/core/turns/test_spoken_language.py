"""A message is answered in its own language if that is sure, else in its writer's, else in the thread's."""

import pytest

from threadline.core.turns.spoken_language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Lunch with Ana tomorrow at 1", "en"),
        ("Was steht morgen an?", "de"),
        ("Qu'est-ce que j'ai demain ?", "fr"),
        ("¿Qué tengo mañana?", "es"),
        ("Sposta alle 16", "it"),
        ("Fissa una call con Giulia", "it"),
        ("cancela toda a série do daily", "pt"),
        ("Verschieb das Daily", "de"),
        ("O que tenho amanhã?", "pt"),
        ("Wat heb ik morgen?", "nl"),
        ("spotkanie jutro o 15", "pl"),
        ("встреча завтра в 15", "ru"),
        ("会議は明日の午後3時", "ja"),
        ("اجتماع غدا الساعة 3", "ar"),
    ],
)
def test_a_sentence_tells_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "ok", "no end", "Ana", "15:00", "ja", "toll", "https://example.com/termin"])
def test_what_several_languages_share_is_left_open(text: str) -> None:
    assert language_of(text) is None
