"""Yes and no, with what is said besides; everything else is neither."""

import pytest

from threadline.core.dialogue.assent import Assent, Verdict, read_assent

YES, NO = Verdict.YES, Verdict.NO


@pytest.mark.parametrize(
    "text",
    [
        "yes", "OK, go ahead and book it", "Perfect, book it", "sounds good to me!", "👍", "Yes\n\nSent from my phone",
        "Absolutely!\n\nBest,\nAna", "ja, passt", "Einverstanden, bitte eintragen.", "oui", "c'est bon pour moi, merci",
        "Sí, confirmo. Gracias", "va bene", "pode marcar", "prima", "はい", "好的，谢谢", "no problem",
    ],
)  # fmt: skip
def test_a_yes_in_many_languages(text: str) -> None:
    assert read_assent(text, name="Ana Li") == Assent(YES)


@pytest.mark.parametrize(
    "text",
    ["no", "No thanks", "never mind", "nope, forget about it", "nein", "doch nicht, danke", "non merci", "no gracias",
     "lascia stare", "não, obrigada", "nee bedankt", "❌"],
)  # fmt: skip
def test_a_no_in_many_languages(text: str) -> None:
    assert read_assent(text) == Assent(NO)


@pytest.mark.parametrize(
    "text",
    ["not yet", "let me check first", "thanks!", "yes?", "I don't think that works", "maybe", "good morning", "",
     "book a call with Bo at 3", "weiß noch nicht", "je te redis demain", "so far so good", "x" * 400],
)  # fmt: skip
def test_what_is_neither(text: str) -> None:
    assert read_assent(text) is None


@pytest.mark.parametrize(
    ("text", "verdict", "rest"),
    [
        ("Yes please, and add carla@example.com", YES, "add carla@example.com"),
        ("Ja, aber eine Stunde später", YES, "eine Stunde später"),
        ("oui mais plutôt à 15h", YES, "à 15h"),
        ("No, Wednesday instead", NO, "Wednesday"),
    ],
)
def test_what_is_said_besides(text: str, verdict: Verdict, rest: str) -> None:
    assert read_assent(text) == Assent(verdict, rest)


def test_a_yes_over_what_speaks_against_it() -> None:
    assert read_assent("book it anyway") == Assent(YES, anyway=True)
