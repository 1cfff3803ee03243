"""What asks for a poll without its name: putting times to the vote, having people asked which of them suits."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.core.dialogue.poll_titles import title_in
from threadline.core.dialogue.poll_words import PollWish, is_headed, poll_wish
from threadline.core.polls.poll_times import read_times

ZONE = "Europe/Berlin"
NOW = datetime(2026, 11, 28, 9, tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(
    "text",
    [
        "Let's put it to the vote: Monday at 11 or Thursday at 4pm?",
        "Please put these to the team's vote: Monday 11:00, Thursday 16:00",
        "Can we put this to a vote? Monday at 11:00 or Thursday at 16:00",
        "Stellen wir zur Abstimmung: Montag um 11 Uhr oder Donnerstag um 16 Uhr?",
        "Lass uns darüber abstimmen: Montag um 11 Uhr oder Donnerstag um 16 Uhr?",
        "Bitte zur Abstimmung stellen: Montag 11 Uhr, Donnerstag 16 Uhr",
        "Mettons aux voix : lundi à 11h ou jeudi à 16h ?",
        "On met ça au vote : lundi 11h ou jeudi 16h ?",
        "Pongámoslo a votación: ¿lunes a las 11 o jueves a las 16?",
        "Sometamos a voto: lunes a las 11:00 o jueves a las 16:00",
        "Mettiamo ai voti: lunedì alle 11 o giovedì alle 16?",
        "Mettiamola ai voti: lunedì alle 11 o giovedì alle 16?",
        "Vamos pôr em votação: segunda às 11h ou quinta às 16h?",
        "Coloquemos a votos: segunda às 11h ou quinta às 16h",
        "Laten we het in stemming brengen: maandag om 11 uur of donderdag om 16 uur?",
        "Breng ter stemming: maandag 11 uur of donderdag 16 uur",
        "I'd like to put two slots to the vote: Tuesday 9am or Wednesday 2pm",
        "Ich stelle zur Abstimmung: Dienstag um 9 Uhr oder Mittwoch um 14 Uhr",
        "Soumettons au vote : mardi 9h ou mercredi 14h",
        "Vamos a someterlo a votación: martes a las 9:00 o miércoles a las 14:00",
        "Metti ai voti queste due: martedì alle 9 o mercoledì alle 14",
        "Coloca em votação: terça às 9h ou quarta às 14h",
        "Kunnen we dit ter stemming voorleggen? Dinsdag om 9 uur of woensdag om 14 uur",
    ],
)
def test_times_are_put_to_the_vote(text: str) -> None:
    assert poll_wish(text) is PollWish.ASK
    assert len(read_times(text, NOW, ZONE).starts) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Please ask bo@a.test and cy@a.test which of Tuesday 10:00, Wednesday 15:00 or Friday 9:00 suits them best",
        "Could you ask Bo, Cy and Dee if Tuesday 10am or Wednesday 3pm works better for them?",
        "check with bo@a.test which one fits: Tuesday 10:00 or Wednesday 15:00",
        "Frag bitte bo@a.test und cy@a.test, welcher Termin ihnen am besten passt: Dienstag 10 Uhr oder Freitag 9 Uhr",
        "Kannst du Bo und Cy fragen, ob ihnen Dienstag um 10 Uhr oder Mittwoch um 15 Uhr besser passt?",
        "Demande à bo@a.test et cy@a.test lequel leur convient : mardi 10h, mercredi 15h ou vendredi 9h",
        "Peux-tu demander à Bo et à Cy si mardi à 10h ou mercredi à 15h leur va mieux ?",
        "Pregunta a bo@a.test y a cy@a.test cuál les viene mejor: martes a las 10:00 o viernes a las 9:00",
        "Puedes preguntar a Bo y Cy si les conviene más el martes a las 10:00 o el miércoles a las 15:00",
        "Chiedi a bo@a.test e cy@a.test quale va meglio tra martedì alle 10, mercoledì alle 15 o venerdì alle 9",
        "Puoi chiedere a Bo e a Cy se preferiscono martedì alle 10 o mercoledì alle 15?",
        "Pergunta a bo@a.test e a cy@a.test qual lhes convém: terça às 10h, quarta às 15h ou sexta às 9h",
        "Você pode perguntar ao Bo e à Cy se preferem terça às 10h ou quarta às 15h?",
        "Vraag bo@a.test en cy@a.test welke van dinsdag 10 uur, woensdag 15 uur of vrijdag 9 uur het beste uitkomt",
        "Kun je Bo en Cy vragen of dinsdag om 10 uur of woensdag om 15 uur beter schikt?",
        "Find out from Bo and Cy which works best for them: Monday 9:00, Tuesday 14:00 or Thursday 11:00",
        "Erkundige dich bei Bo und Cy, welcher Termin ihnen lieber ist: Montag 9 Uhr oder Dienstag 14 Uhr",
        "Demande à Bo et Cy s'ils préfèrent lundi à 9h ou mardi à 14h",
        "Pregúntales a Bo y a Cy cuál de estas horas prefieren: lunes a las 9:00 o martes a las 14:00",
        "Domanda a Bo e Cy quale orario preferiscono: lunedì alle 9 o martedì alle 14",
        "Pergunte a Bo e Cy qual horário é melhor: segunda às 9h ou terça às 14h",
        "Vraag aan Bo en Cy wat ze liever hebben: maandag om 9 uur of dinsdag om 14 uur",
    ],
)
def test_people_are_to_be_asked_which_time_suits_them(text: str) -> None:
    assert poll_wish(text) is PollWish.CHOOSE
    assert len(read_times(text, NOW, ZONE).starts) >= 2
    assert title_in(text, NOW, ZONE) == ""


@pytest.mark.parametrize(
    "text",
    [
        "We put it to the vote on Monday at 11 and again Thursday at 4pm",
        "The motion was put to the vote on Monday at 11:00 and Thursday at 16:00",
        "Parliament will put the bill to a vote on Monday at 11:00",
        "Lunedì alle 11 il consiglio mette ai voti la proposta, giovedì alle 16 la replica",
        "Ask Bo to book Tuesday 10:00 and Wednesday 15:00",
        "Ask Bo if he can move Tuesday 10:00 to Wednesday 15:00",
        "Ask Bo when he arrives on Tuesday, our call is at 10:00",
        "Ask Bo which room we can use Tuesday 10:00 and Wednesday 15:00",
        "Remind me to ask Bo which slides suit us, Tuesday at 10",
        "Frag Bo, ob er Dienstag um 10 Uhr und Mittwoch um 15 Uhr die Räume bucht",
        "Demande à Bo de réserver mardi 10h et mercredi 15h",
        "Chiedi a Bo di spostare martedì alle 10 a mercoledì alle 15",
        "Did Bo ask which of them suits you? Tuesday 10:00 or Wednesday 15:00 is fine for me",
        "Vraag Bo of hij dinsdag 10 uur en woensdag 15 uur bestelt",
        "Frag Bo, welche Folien am besten zur Präsentation am Dienstag um 10 Uhr passen",
    ],
)
def test_what_tells_of_a_vote_or_has_something_else_asked_is_none(text: str) -> None:
    assert poll_wish(text) is None or len(read_times(text, NOW, ZONE).starts) < 2


@pytest.mark.parametrize("word", ["us", "e", "we a la", "Bo Anna Cara,", "and", "or best"])
@pytest.mark.parametrize("start", ["", "ask ", "make ", "Ask Bo which "])
def test_many_words_of_the_asking_are_read_as_well(start: str, word: str) -> None:
    assert poll_wish(f"{start}{' '.join([word] * 60)}"[:390]) in {None, PollWish.CHOOSE}


@pytest.mark.parametrize(
    "text",
    [
        "poll Bo and Cy about when we meet next week?",
        "Mach eine Umfrage für wann wir uns nächste Woche treffen",
        "lance un sondage pour quand on se voit la semaine prochaine",
        "haz una encuesta para cuándo nos vemos la semana que viene",
        "fai un sondaggio per quando ci vediamo la prossima settimana",
        "faz uma enquete para quando nos encontramos na próxima semana",
        "start een peiling voor wanneer we elkaar volgende week zien",
        "poll the team about what time we meet",
    ],
)
def test_when_to_meet_is_no_heading(text: str) -> None:
    assert title_in(text, NOW, ZONE) == ""


def test_where_to_meet_is_a_heading() -> None:
    assert title_in("poll the team about the summer party next week", NOW, ZONE) == "Summer party"


@pytest.mark.parametrize(
    ("text", "headed"),
    [
        ("poll: Tuesday 10am with bo@a.test", True),
        ("Umfrage für das Teamessen: Dienstag um 10:00", True),
        ("let's vote on Tuesday at 10:00", False),
        ("poll the team for a time", False),
    ],
)
def test_what_follows_a_heading_is_what_there_is_to_choose_from(text: str, headed: bool) -> None:
    assert is_headed(text) is headed
