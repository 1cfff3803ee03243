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
    ("verdict", "text"),
    [
        (YES, "That works well for me, please add it to my calendar."), (YES, "Schreib es so rein, das ist mir recht."),
        (YES, "Ça nous convient, vous pouvez confirmer."), (YES, "Nos parece bien, puedes agendarlo."),
        (YES, "Sta bene così, inseriscilo pure nel calendario"), (YES, "Fica combinado, podem avançar assim"),
        (YES, "Dat lijkt me prima, zet het maar in de agenda"), (YES, "To mi odpowiada, zapisz to w kalendarzu"),
        (NO, "We no longer need this, please delete it."), (NO, "Sag es bitte ab, das ist nicht mehr nötig"),
        (NO, "Pas cette fois, supprime-le"), (NO, "Al final no, anúlala"), (NO, "Stavolta no, toglilo"),
        (NO, "Desta vez não, esquece isso"), (NO, "Het hoeft niet meer, annuleer het maar"), (NO, "Tym razem nie"),
        (YES, "Looks good\n\nAna Li | Consultant\nT +43 1 555 0100"),
    ],
)  # fmt: skip
def test_a_sentence_that_says_yes_or_no(verdict: Verdict, text: str) -> None:
    assert read_assent(text, name="Ana Li") == Assent(verdict)


@pytest.mark.parametrize(
    "text",
    ["not yet", "not now", "add it to the notes of Bo",
     "let me check first", "thanks!", "yes?", "I don't think that works", "maybe", "good morning", "",
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
