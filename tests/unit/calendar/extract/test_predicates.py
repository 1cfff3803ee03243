"""What is said of a time ("Friday 10am would suit me") gives no event its name; what is to be done then does."""

from __future__ import annotations

import pytest

from tests.unit.calendar.extract.scenes import REFERENCE, read
from threadline.calendar.extract import extract


@pytest.mark.parametrize(
    "text",
    [
        "I can't before 5 that day, Friday 10am would suit me",
        "Monday 9am doesn't fit, Tuesday 11am fits",
        "Thursday 3pm might do",
        "tomorrow at noon would be convenient for us",
        "I'd prefer Friday at 10",
        "Friday at 10 sounds perfect",
        "next Tuesday 1pm is ideal for both of us",
        "only Thursday at 9 is possible on my side",
        "Tuesday after 3 would help me a lot",
        "let's say Friday 10am, that suits everyone",
        "It would suit me Friday at 10",
        "Would Friday at 10 suit you?",
        "5pm Thursday would accommodate everybody",
        "Nein, Freitag um 10 wäre besser",
        "Vendredi à 10h me conviendrait",
        "El martes a las 4 me va mejor",
        "venerdì alle 10 sarebbe perfetto",
        "Sexta às 10h seria melhor para mim",
        "Vrijdag om 10 uur past mij beter",
        "Fredag klockan 10 passar mig",
        "金曜の10時が都合がいいです",
    ],
)
def test_what_is_said_of_a_time_is_no_title(text: str) -> None:
    assert read(text).title is None
    assert extract(text, REFERENCE, wanted=True).title is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Book a suit fitting Friday at 10", "suit fitting"),
        ("Friday 9am works for painting the shed", "painting the shed"),
        ("on Friday at 10 we will paint the fence", "paint the fence"),
        ("Friday at 10 will be book club", "book club"),
        ("Wednesday 4pm is perfect for a team lunch", "team lunch"),
        ("Friday 3pm help Bo move", "help Bo move"),
        ("Ideal Home exhibition Friday 10am", "Ideal Home exhibition"),
        ("block work on Friday 9-5", "work"),
        ("add dentist Friday 3pm, that suits me", "dentist"),
    ],
)
def test_what_is_done_at_a_time_is_one(text: str, title: str) -> None:
    assert read(text).title == title
