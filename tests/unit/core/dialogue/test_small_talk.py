"""Remarks are known in seven languages, and what wants work is told from them."""

import pytest

from threadline.core.dialogue.remark_words import PHRASES, Remark
from threadline.core.dialogue.small_talk import answers_to, remark_languages, remark_of, wants_work

SEVEN = {"en", "de", "fr", "es", "it", "pt", "nl"}


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Thanks!", Remark.THANKS), ("¿Quién eres?", Remark.WHO), ("qui es-tu ?", Remark.WHO),
        ("Hi, how are you?", Remark.HOW),
        ("You’re awesome", Remark.PRAISE), ("tut mir leid", Remark.SORRY), ("I'm bored.", Remark.FEELING),
        ("raconte-moi une blague", Remark.JOKE), ("wat kun je?", Remark.ABILITIES), ("até amanhã", Remark.GOODBYE),
    ],
)  # fmt: skip
def test_what_a_remark_is(text: str, remark: Remark) -> None:
    assert remark_of(text) is remark
    assert answers_to(remark)


@pytest.mark.parametrize(
    "text", ["", "move it to 4", "thanks, and book lunch", "who are you meeting on Friday?", "x" * 200]
)
def test_what_is_no_remark(text: str) -> None:
    assert remark_of(text) is None


def test_every_kind_has_its_words_in_seven_languages() -> None:
    assert {kind: set(tables) - {""} for kind, tables in PHRASES.items()} == dict.fromkeys(PHRASES, SEVEN)


@pytest.mark.parametrize(
    ("text", "languages"), [("grazie mille!", {"it"}), ("hello", {"en"}), ("sorry", {"en", "de", "nl"})]
)
def test_the_languages_of_a_remark(text: str, languages: set[str]) -> None:
    assert set(remark_languages(text)) == languages


@pytest.mark.parametrize(
    "text", ["write a poem", "Schreib ein Gedicht", "could you explain this", "why?", "order a pizza"]
)
def test_what_wants_work(text: str) -> None:
    assert wants_work(text)


@pytest.mark.parametrize("text", ["well then", "the weather is fine", "heute ist es schön"])
def test_what_wants_none(text: str) -> None:
    assert not wants_work(text)
