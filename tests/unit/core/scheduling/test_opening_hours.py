"""When somebody is open is no event; what takes place there is one."""

import pytest

from threadline.core.scheduling.opening_hours import without_opening_hours

HEAD = "From: Shop <shop@example.net>\nDate: Fri, 27 Nov 2026 09:00:00 +0100\nSubject: {subject}\n\n"


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("News", "From December we are open until 9pm every Thursday."),
        ("Christmas opening times", "24 December: 9am - 1pm\n25 December: closed\n27 December: 10am - 4pm"),
        ("Advent", "Am 8. Dezember öffnen wir ausnahmsweise von 10 bis 17 Uhr."),
        ("Mairie", "L'accueil de la mairie est ouvert du lundi au vendredi de 8h30 à 12h."),
        ("Navidad", "El 24 y el 31 cerramos a las 14:00."),
        ("Natale", "Il 24 dicembre chiudiamo alle 16."),
        ("Natal", "Encerramos no dia 24 às 13h."),
        ("Koopavond", "Op zondag 6 december zijn we geopend van 12 tot 17 uur."),
        ("Grudzień", "Nasza księgarnia jest czynna od poniedziałku do piątku w godzinach 9-20."),
    ],
)
def test_opening_hours_are_left_out(subject: str, said: str) -> None:
    material = HEAD.format(subject=subject) + said
    read = without_opening_hours(material, event_wanted=False)
    assert len(read) == len(material)
    assert read.startswith(HEAD.format(subject=subject))
    assert not any(char.isdigit() for char in read.removeprefix(HEAD.format(subject=subject)))
    assert without_opening_hours(material, event_wanted=True) == material  # nothing else could be meant


@pytest.mark.parametrize(
    "said",
    [
        "Author reading with Nora Lind on Thursday 10 December at 7pm.",
        "The café is open until 10, so let's meet there at 7.",
        "Tag der offenen Tür am 12. Dezember um 10 Uhr",
        "We celebrate the opening of our studio on 12 December at 10.",
        "Could you do Tuesday at 2pm?",
    ],
)
def test_events_stay(said: str) -> None:
    material = HEAD.format(subject="News") + said
    assert without_opening_hours(material, event_wanted=False) == material


def test_an_event_beside_opening_hours_stays() -> None:
    material = HEAD.format(subject="Reading") + "The reading is on 10 December at 7pm. The shop is open until 9pm."
    read = without_opening_hours(material, event_wanted=True)
    assert "10 December at 7pm." in read
    assert "9pm" not in read
