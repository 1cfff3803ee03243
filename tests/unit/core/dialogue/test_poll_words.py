"""What asks for a poll of times, and what only speaks of one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from threadline.core.dialogue.poll_titles import title_in
from threadline.core.dialogue.poll_words import PollWish, is_about_time, poll_wish
from threadline.core.polls.poll_times import read_times

ZONE = "Europe/Berlin"
NOW = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(
    "text",
    [
        "poll the team for a time next week",
        "can you start a poll for the retro, 45 minutes, sometime next week",
        "cria uma enquete para a reunião da próxima semana",
        "Mach bitte eine Abstimmung für das Teamessen nächste Woche",
        "Frag bitte alle, wann es ihnen nächste Woche passt",
        "pregunta al equipo qué día le viene mejor la semana que viene",
        "Kun je een peiling starten voor het overleg van volgende week?",
        "puoi fare un sondaggio per la riunione della prossima settimana?",
        "tu peux demander à tout le monde quel jour convient la semaine prochaine ?",
    ],
)
def test_a_poll_is_asked_for_without_times(text: str) -> None:
    assert poll_wish(text) is PollWish.ASK
    assert is_about_time(text)
    assert read_times(text, NOW, ZONE).starts == ()


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("let's vote: Tue 10 or Wed 3?", ["Tue 10:00", "Wed 15:00"]),
        ("Umfrage: Dienstag 10 Uhr, Mittwoch 15 Uhr oder Freitag um 9?", ["Tue 10:00", "Wed 15:00", "Fri 09:00"]),
        ("lance un sondage : mardi 10h, mercredi 15h ou jeudi 9h30", ["Tue 10:00", "Wed 15:00", "Thu 09:30"]),
        ("haz una encuesta: martes a las 10 o miércoles a las 15", ["Tue 10:00", "Wed 15:00"]),
        ("fai un sondaggio per la riunione: martedì alle 10 o mercoledì alle 15", ["Tue 10:00", "Wed 15:00"]),
        ("Vamos votar: terça às 10h ou quarta às 15h?", ["Tue 10:00", "Wed 15:00"]),
        ("start een peiling: dinsdag 10 uur of woensdag 15 uur", ["Tue 10:00", "Wed 15:00"]),
        ("Could we have a quick vote? Thursday 2pm, 3pm or 4pm", ["Thu 14:00", "Thu 15:00", "Thu 16:00"]),
        ("on vote ? lundi 14h ou mardi 11h", ["Tue 11:00", "Mon 14:00"]),
    ],
)
def test_a_poll_is_asked_for_with_its_times(text: str, times: list[str]) -> None:
    assert poll_wish(text) is PollWish.ASK
    wanted = read_times(text, NOW, ZONE)
    assert [f"{each.astimezone(ZoneInfo(ZONE)):%a %H:%M}" for each in wanted.starts] == times
    assert wanted.length is None  # "10h" is an hour of the day


@pytest.mark.parametrize(
    "text",
    [
        "the poll results from last year are on the wiki",
        "we did a poll among customers in March",
        "the worker polls the queue every 5 seconds",
        "Die Umfrage unter den Kunden läuft bis Freitag",
        "Le sondage de satisfaction est terminé",
        "The election poll is on Tuesday at 10",
        "Let's meet Tuesday at 10",
        "Do you remember who voted for the first option last time?",
    ],
)
def test_what_only_speaks_of_a_poll_asks_for_none(text: str) -> None:
    assert poll_wish(text) is None


@pytest.mark.parametrize("text", ["make a poll about the new logo", "I have to vote in the council on Thursday at 6pm"])
def test_a_poll_of_something_else_is_none_of_ours(text: str) -> None:
    assert not (
        poll_wish(text) is PollWish.ASK and (is_about_time(text) or len(read_times(text, NOW, ZONE).starts) > 1)
    )


@pytest.mark.parametrize(
    "text",
    [
        "close the poll",
        "Schließ die Umfrage.",
        "Ferme le sondage.",
        "Cierra la encuesta.",
        "Chiudi il sondaggio.",
        "Encerre a enquete.",
        "Sluit de peiling.",
    ],
)
def test_a_poll_is_closed_by_words(text: str) -> None:
    assert poll_wish(text) is PollWish.CLOSE


@pytest.mark.parametrize(
    "text",
    ["who has voted?", "show the poll", "wer fehlt noch?", "wie steht die Umfrage?", "qui a voté ?", "¿quién falta?"],
)
def test_how_a_poll_stands_is_asked_by_words(text: str) -> None:
    assert poll_wish(text) is PollWish.SHOW


def test_what_else_is_said_of_it_is_read() -> None:
    text = "poll everyone for the design review, 45 minutes: Tue 10 or Wed 3, close it Thursday at noon"
    wanted = read_times(text, NOW, ZONE)
    assert len(wanted.starts) == 2
    assert wanted.length == timedelta(minutes=45)
    assert wanted.closes_at == datetime(2026, 12, 3, 11, tzinfo=UTC)
    assert title_in(text, NOW, ZONE) == "Design review"
    assert title_in("poll the team for a time next week", NOW, ZONE) == ""
    assert title_in("Mach eine Umfrage für das Teamessen nächste Woche", NOW, ZONE) == "Teamessen"
