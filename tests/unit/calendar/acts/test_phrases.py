"""Phrases that say by themselves what a clause does, in any of the languages."""

import pytest

from threadline.calendar.acts.model import Act, Mark
from threadline.calendar.acts.phrases import brings_nothing, on_standing, writes_down

CLOCK = Mark(0, 1, "clock")
DAY = Mark(0, 1, "day")


@pytest.mark.parametrize(
    ("clause", "marks"),
    [
        ("Mittwoch um 14 Uhr kann ich leider nicht", [CLOCK]),
        ("水曜日の14時は難しいです", [CLOCK]),
        ("Vielen Dank für das Treffen am Montag", [DAY]),
        ("Hast du den Bericht von Dienstag gelesen?", [DAY]),
    ],
)
def test_refusals_thanks_and_questions_back_bring_nothing(clause: str, marks: list[Mark]) -> None:
    assert brings_nothing(clause, marks)


@pytest.mark.parametrize(
    ("clause", "marks"),
    [
        ("Mittwoch kann ich nicht, lieber Donnerstag um 3", [DAY, CLOCK]),
        ("Danke für die Einladung, Dienstag um 10 passt", [CLOCK]),
        ("Kannst du nicht am Dienstag?", [DAY]),
    ],
)
def test_an_hour_that_is_offered_beside_them_counts(clause: str, marks: list[Mark]) -> None:
    assert not brings_nothing(clause, marks)


@pytest.mark.parametrize(
    ("clause", "act"),
    [
        ("Przenieś spotkanie na piątek", Act.CHANGE),
        ("Slet tandlægen i morgen", Act.CANCEL),
        ("Salı günkü toplantıyı iptal et", Act.CANCEL),
        ("Zahnarzt am Dienstag", None),
    ],
)
def test_the_verb_of_a_command_says_what_it_is_about(clause: str, act: Act | None) -> None:
    assert on_standing(clause) is act


def test_a_command_with_an_hour_writes_down_and_joins_nobody() -> None:
    assert writes_down("Aggiungi la revisione del budget giovedì alle 15", [CLOCK])
    assert not writes_down("Add Sarah to the budget meeting at 3", [CLOCK])
    assert not writes_down("Add Sarah to the list", [])
