"""What people outside answer to the times that they were offered, in seven languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.core.correspondence.answer_words import Answered, read_answer

VIENNA = ZoneInfo("Europe/Vienna")
SAID_AT = datetime(2026, 11, 20, 12, tzinfo=VIENNA)
OFFERED = (
    datetime(2026, 11, 24, 10, tzinfo=VIENNA),
    datetime(2026, 11, 25, 15, tzinfo=VIENNA),
    datetime(2026, 11, 26, 9, 30, tzinfo=VIENNA),
)
CHOSEN = [
    ("Tuesday at 10 works.", 0),
    ("The second one, please.", 1),
    ("Tuesday doesn't work, Wednesday at 3 is fine.", 1),
    ("Hi Ana,\nThursday works for me!\nBest,\nBo", 2),
    ("Option 2 suits us well, thank you Threadline!", 1),
    ("The last one is perfect.", 2),
    ("3pm on Wednesday would be great", 1),
    ("Dienstag um 10 passt mir gut.", 0),
    ("Der zweite Termin passt.", 1),
    ("Dienstag geht leider nicht, aber Mittwoch um 15 Uhr.", 1),
    ("Mardi à 10 h me convient.", 0),
    ("La deuxième proposition, merci !", 1),
    ("Mardi je ne peux pas, mais mercredi à 15 h oui.", 1),
    ("El martes a las 10 me viene bien.", 0),
    ("La segunda opción, por favor.", 1),
    ("Martedì alle 10 va bene.", 0),
    ("La seconda opzione è perfetta.", 1),
    ("Terça-feira às 10h funciona para mim.", 0),
    ("A segunda opção, por favor.", 1),
    ("Dinsdag om 10 uur past goed.", 0),
    ("De tweede, graag.", 1),
    ("Dinsdag kan ik niet, maar woensdag om 15 uur wel.", 1),
    ("10 o'clock on Tuesday is good for both of us.", 0),
    ("Let's go for Thursday.", 2),
    ("Lieber Mittwoch, Dienstag bin ich unterwegs.", 1),
    ("Je préfère le troisième créneau.", 2),
    ("Mercoledì alle 15 per me è perfetto, grazie.", 1),
    ("Prefiro quinta-feira às 9h30.", 2),
]
OTHERWISE = [
    ("None of these, maybe the week after?", Answered.WISHED),
    ("Could we do Friday 27 November at 14:00 instead?", Answered.PROPOSED),
    ("Sorry, I'm travelling all week. How about the week of December 7?", Answered.WISHED),
    ("Who else will be there?", Answered.UNCLEAR),
    ("Keiner davon geht bei mir, vielleicht die Woche darauf?", Answered.WISHED),
    ("Aucun de ces créneaux ne me va, plutôt la semaine suivante ?", Answered.WISHED),
    ("Ninguna me va bien, ¿quizás la semana siguiente?", Answered.WISHED),
    ("Nessuno di questi va bene, magari la settimana dopo?", Answered.WISHED),
    ("Nenhum desses dá, talvez na semana seguinte?", Answered.WISHED),
    ("Geen van deze past, misschien de week daarna?", Answered.WISHED),
    ("I'm afraid I can't make any of those. Would an afternoon next week be possible?", Answered.WISHED),
    ("Ginge auch Donnerstag um 16 Uhr?", Answered.PROPOSED),
    ("No puedo esa semana, ¿puede ser en diciembre?", Answered.WISHED),
    ("Leuk! Waar spreken we dan af?", Answered.UNCLEAR),
    ("Thanks, see you then!", Answered.THANKS),
    ("Tuesday and Thursday don't work for me.", Answered.UNCLEAR),
]


@pytest.mark.parametrize(("text", "number"), CHOSEN)
def test_one_of_the_times_is_chosen(text: str, number: int) -> None:
    answer = read_answer(text, OFFERED, said_at=SAID_AT, zone="Europe/Vienna", name="Bo")
    assert (answer.kind, answer.start) == (Answered.CHOSEN, OFFERED[number])


@pytest.mark.parametrize(("text", "kind"), OTHERWISE)
def test_none_of_the_times_is_chosen(text: str, kind: Answered) -> None:
    assert read_answer(text, OFFERED, said_at=SAID_AT, zone="Europe/Vienna", name="Bo").kind is kind


def test_a_weekday_is_the_one_that_was_offered() -> None:
    later = tuple(start.replace(day=start.day - 23, month=12) for start in OFFERED)
    answer = read_answer("Wednesday at 3 works", later, said_at=SAID_AT, zone="Europe/Vienna")
    assert (answer.kind, answer.start) == (Answered.CHOSEN, later[1])


def test_hours_are_those_of_the_clock_that_the_times_were_told_by() -> None:
    answer = read_answer("Tuesday at 4am is fine", OFFERED, said_at=SAID_AT, zone="America/New_York")
    assert (answer.kind, answer.start) == (Answered.CHOSEN, OFFERED[0])


def test_a_yes_to_the_only_time_chooses_it() -> None:
    answer = read_answer("Works for me!", OFFERED[:1], said_at=SAID_AT, zone="Europe/Vienna")
    assert (answer.kind, answer.start) == (Answered.CHOSEN, OFFERED[0])
    assert read_answer("Works for me!", OFFERED, said_at=SAID_AT, zone="Europe/Vienna").start is None
