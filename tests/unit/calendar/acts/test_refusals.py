"""What is refused, over or a habit brings no event; what is offered beside it does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from threadline.calendar.acts import Act, judge, time_marks
from threadline.calendar.extract import Intent, extract
from threadline.calendar.when import Role, resolve

SAID = datetime(2027, 5, 5, 7, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("We aren’t meeting on Friday at 10", Role.REFUSED),
        ("The lunch on Friday at 12 fell through", Role.REFUSED),
        ("Am Freitag um 10 Uhr kann ich nicht", Role.REFUSED),
        ("Vendredi à 10h je suis pris", Role.REFUSED),
        ("El viernes a las 10 no hay clase", Role.REFUSED),
        ("Venerdì alle 10 non posso", Role.REFUSED),
        ("Na sexta às 10h não posso", Role.REFUSED),
        ("Vrijdag om 10 uur kan ik niet", Role.REFUSED),
        ("Wir hatten am Montag um 10 Uhr eine Besprechung", Role.PAST),
        ("The workshop on Monday at 10 went well", Role.PAST),
        ("We usually eat at 12:30", Role.USUAL),
        ("Ich hätte am Freitag um 10 Uhr Zeit", Role.WANTED),
        ("Montag 10 Uhr Zahnarzt nicht vergessen", Role.WANTED),
        ("Wir hatten Freitag um 10 Uhr ausgemacht", Role.WANTED),
        ("See you Friday at 10 unless you are busy", Role.WANTED),
        ("Dinner with the no limits team on Friday at 7", Role.WANTED),
    ],
)
def test_the_clause_around_a_time_says_its_part(text: str, role: Role) -> None:
    assert [when.role for when in resolve(text, SAID)] == [role]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody can come to the review on Friday at 10",
        "Wir brauchen am Freitag um 10 keinen Call",
        "On a eu un appel lundi à 9h",
        "Our office hours are Mon-Fri 9-5",
        "Please keep Friday from 2 to 4 free of meetings",
        "Fix the spelling: lunhc on Friday at noon",
        "See row 4:20 of the table",
    ],
)
def test_a_time_that_is_not_wanted_brings_nothing(text: str) -> None:
    assert extract(text, SAID).intent not in {Intent.CREATE, Intent.QUERY, Intent.FIND_TIME}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Friday at 8 is too early. Monday at 10 would be fine.", 10),
        ("Freitag um 8 ist mir zu früh, lieber Montag um 10", 10),
        ("Venerdì alle 10 non posso, meglio lunedì alle 11", 10),
        ("When we spoke on Tuesday at 4pm you asked for a demo. I can show it on 20 May at 9am.", 20),
    ],
)
def test_the_offer_beside_a_refusal_is_what_is_wanted(text: str, day: int) -> None:
    found = extract(text, SAID)

    assert found.intent is Intent.CREATE
    assert found.start is not None
    assert found.start.day == day


def test_an_absence_stays_an_announcement() -> None:
    text = "I am out of the office on Friday"

    (judged,) = judge(text, time_marks(resolve(text, SAID), SAID))

    assert judged.act is Act.ANNOUNCE
