"""Guests who need not come, where words say nothing else."""

import pytest

from threadline.calendar.event import Attendee
from threadline.core.dialogue.guest_removals import guests_left

BO, CY = Attendee("Bo Meyer", "bo@example.com"), Attendee("Cy Lang")


@pytest.mark.parametrize(
    "said",
    [
        "Cy can skip this one",
        "Please leave Cy out",
        "drop Cy from the invite, he's on leave",
        "Cy Lang isn't needed",
        "Cy muss nicht dabei sein",
        "Lass Cy bitte weg",
        "ohne Cy",
        "Enlève Cy, elle n'est pas concernée.",
        "Cy n'a pas besoin d'être là",
        "Quita a Cy de la lista.",
        "Cy no hace falta que venga",
        "Sì, ma senza Cy",
        "Togli Cy dalla lista",
        "Tira o Cy, ele está de férias.",
        "O Cy não precisa vir",
        "Cy hoeft er niet bij te zijn.",
        "Haal Cy van de lijst",
        "Bez Cy, proszę.",
        "Usuń Cy z listy",
    ],
)
def test_who_need_not_come_is_left_out(said: str) -> None:
    assert guests_left(said, (BO, CY)) == (BO,)


@pytest.mark.parametrize(
    "said",
    [
        "Does Cy need to be there?",
        "without Eve",
        "Cy would rather meet on Friday",
        "send Cy the slides, not the notes",
        "drop Cy and make it an hour",
        "Cy doesn't need to be there, and at 4 please",
        "remove the room",
        "ohne Cy am Freitag um 10",
    ],
)
def test_what_says_something_else_takes_nobody_away(said: str) -> None:
    assert guests_left(said, (BO, CY)) is None


def test_who_was_named_before_is_taken_out_by_a_pronoun() -> None:
    assert guests_left("Cy è in ferie, toglilo", (BO, CY)) == (BO,)
    assert guests_left("Cy is away, take him off", (BO, CY)) == (BO,)
    assert guests_left("Cy is away until 5, take him off", (BO, CY)) is None
    assert guests_left("Eve is away, take her off", (BO, CY)) is None
