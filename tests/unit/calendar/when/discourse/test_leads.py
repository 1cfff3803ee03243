"""How long before an event somebody should be there, or may still cancel, is no length of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.when import Kind, resolve

ZONE = ZoneInfo("Europe/Vienna")
NOW = datetime(2026, 11, 30, 10, tzinfo=ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "yoga tomorrow at 6pm, be there 15 minutes early",
        "Flight on Friday at 9:40, be at the airport two hours early",
        "The tour is on Friday at 9:40; cancel 24 hours in advance",
        "Zahnarzt am Freitag um 9:40, absagen bis 24 Stunden vorher",
        "rendez-vous vendredi à 9h40, annulation 24 heures à l'avance",
        "concert vendredi à 9h40, ouverture des portes 30 minutes avant",
        "cita el viernes a las 9:40, cancelar con 24 horas de antelación",
        "visita venerdì alle 9:40, disdire 24 ore prima",
        "consulta na sexta às 9:40, cancelar com 24 horas de antecedência",
        "afspraak vrijdag om 9:40, afzeggen kan tot 24 uur van tevoren",
    ],
)
def test_it_is_no_length(text: str) -> None:
    found = resolve(text, NOW, zone=ZONE)
    assert [when.kind for when in found] == [Kind.INSTANT]
    assert not any(when.duration for when in found)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Lunch tomorrow at noon for 45 minutes, early if you like", 45),
        ("call tomorrow at 9, 30 minutes", 30),
    ],
)
def test_a_length_stays_one(text: str, minutes: int) -> None:
    [when] = resolve(text, NOW, zone=ZONE)
    assert when.duration is not None
    assert when.duration.total_seconds() == minutes * 60
