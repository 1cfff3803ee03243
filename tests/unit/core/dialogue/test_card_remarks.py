"""What is said about a card and wants nothing new of it, and what only looks like that."""

import pytest

from threadline.core.dialogue.card_remarks import Remark, remark_on_card

BACK = (
    "no, back to what it was",
    "undo that",
    "Tuesday was better, put it back",
    "oops, wrong day, take it out again",
    "ach nein, lass es doch wie vorher",
    "non finalement, remets l'heure d’avant",
    "no, déjala como estaba",
    "anzi, lascialo com'era",
    "não, deixa como estava",
    "nee, toch zoals het was",
)
STATUS = (
    "did you book it?",
    "so is that confirmed with Bo?",
    "has Bo been invited yet?",
    "steht das schon im Kalender?",
    "tu l'as déjà réservé ?",
    "¿ya está en mi calendario?",
    "l'hai già prenotato?",
    "já está marcado?",
    "heb je het al geboekt?",
)
SHOW = (
    "what was it again?",
    "read it back to me",
    "where's the card?",
    "zeig mir die Karte nochmal",
    "c'était quoi déjà ?",
    "¿qué habías propuesto?",
    "fammi vedere la proposta di nuovo",
    "mostra-me a proposta outra vez",
    "laat me de kaart nog eens zien",
)
NOTHING = (
    "back to the office on Monday",
    "undo the merge in the repository please",
    "is it booked out?",
    "did you book the hotel in Rome for the offsite?",
    "show me my calendar",
    "what was the retro about?",
    "zeig mir meinen Kalender",
    "was steht morgen an?",
    "heb je tijd?",
    "¿qué tengo mañana?",
    "",
)


@pytest.mark.parametrize(("said", "remark"), [(each, Remark.BACK) for each in BACK])
def test_the_last_change_is_taken_back(said: str, remark: Remark) -> None:
    assert remark_on_card(said) is remark


@pytest.mark.parametrize("said", STATUS)
def test_how_things_stand_is_asked(said: str) -> None:
    assert remark_on_card(said) is Remark.STATUS


@pytest.mark.parametrize("said", SHOW)
def test_the_card_is_asked_for(said: str) -> None:
    assert remark_on_card(said) is Remark.SHOW


@pytest.mark.parametrize("said", NOTHING)
def test_other_words_are_read_as_they_are(said: str) -> None:
    assert remark_on_card(said) is None
