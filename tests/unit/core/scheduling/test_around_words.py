"""Time to block around an event, said with it in seven languages."""

from datetime import timedelta

import pytest

from threadline.core.scheduling.around_words import around_in

BLOCKED = [
    ("Dentist on Friday at 3pm, 30 minutes travel before", 30, 0, True),
    ("Meeting with Bo tomorrow at 10, 30 minutes travel time each way", 30, 30, True),
    ("Review on Monday at 9 with a 15 minute buffer", 15, 15, False),
    ("Call with Ana at 4, 10 minutes buffer after", 0, 10, False),
    ("Lunch in Linz on Tuesday at noon plus an hour travel", 60, 0, True),
    ("Schedule a visit on Thursday at 2pm with half an hour to get there", 30, 0, True),
    ("Client meeting Friday 9am with 45 minutes of travel before and after", 45, 45, True),
    ("Dentist at 3 with travel time of 20 minutes", 20, 0, True),
    ("Zahnarzt am Freitag um 15 Uhr, 30 Minuten Fahrzeit davor", 30, 0, True),
    ("Besprechung morgen um 9 mit 15 Minuten Puffer", 15, 15, False),
    ("Termin in Graz am Montag um 10, 30 Minuten Anfahrt hin und zurück", 30, 30, True),
    ("Dentiste vendredi à 15 h avec 30 minutes de trajet avant", 30, 0, True),
    ("Réunion demain à 9 h avec 15 minutes de marge", 15, 15, False),
    ("Dentista el viernes a las 15 con 30 minutos de viaje antes", 30, 0, True),
    ("Reunión mañana a las 9 con 10 minutos de margen", 10, 10, False),
    ("Dentista venerdì alle 15 con 30 minuti di viaggio prima", 30, 0, True),
    ("Riunione domani alle 9 con 15 minuti di margine", 15, 15, False),
    ("Dentista na sexta às 15h com 30 minutos de deslocamento antes", 30, 0, True),
    ("Reunião amanhã às 9h com 15 minutos de margem", 15, 15, False),
    ("Tandarts vrijdag om 15 uur, 30 minuten reistijd vooraf", 30, 0, True),
    ("Overleg morgen om 9 uur met 15 minuten buffer", 15, 15, False),
    ("Site visit on Wednesday at 11, 45 min drive beforehand", 45, 0, True),
    ("Board meeting on Friday at 10 with 15 minutes of padding before", 15, 0, False),
    ("Konferenz am Donnerstag bis 17 Uhr, danach frei, plus 30 Minuten Fahrzeit danach", 0, 30, True),
    ("Atelier lundi à 14 h avec un battement de 20 minutes avant et après", 20, 20, False),
    ("Visita el lunes a las 10 con una hora de desplazamiento", 60, 0, True),
    ("Visita lunedì alle 10, tempo di tragitto 20 minuti", 20, 0, True),
    ("Visita na segunda às 10h com 30 minutos de viagem ida e volta", 30, 30, True),
    ("Afspraak in Gent om 14 uur met een half uur reistijd", 30, 0, True),
]
NOTHING_BLOCKED = [
    "Travel to Linz on Friday at 9",
    "30 minutes with Bo tomorrow",
    "Remind me 30 minutes before the meeting",
    "Meeting about the travel budget at 3",
    "Drive to Graz for an hour",
    "Buffer overflow talk at 10",
    "Call Ana an hour before lunch",
    "Review of the travel plan, 30 minutes",
    "Zugfahrt um 9",
    "Flight to Rome at 9, two hours",
    "Driving lesson at 5 for 45 minutes",
]


@pytest.mark.parametrize(("text", "before", "after", "travel"), BLOCKED)
def test_how_much_is_blocked(text: str, before: int, after: int, travel: bool) -> None:
    around, rest = around_in(text)
    assert around is not None
    assert (around.before, around.after) == (timedelta(minutes=before), timedelta(minutes=after))
    assert around.travel is travel
    assert len(rest) == len(text)


@pytest.mark.parametrize("text", NOTHING_BLOCKED)
def test_nothing_is_blocked(text: str) -> None:
    assert around_in(text) == (None, text)


def test_its_words_are_blanked_out_where_they_stood() -> None:
    _around, rest = around_in("Dentist at 3, 30 minutes travel before, in Linz")
    assert rest.split() == ["Dentist", "at", "3", ",", "in", "Linz"]
