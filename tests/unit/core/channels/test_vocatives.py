"""Lines that are said to somebody by plain name, and lines that only name somebody."""

import pytest

from threadline.core.channels.vocatives import calls_somebody, may_call_somebody
from threadline.core.domain.message import NamedPerson
from threadline.core.people.known_people import KnownPeople

NAMES = ("Bo Li", "Ana Ferro", "Jörg Kaiser", "Siobhan Daly", "Will Moss", "Chloé Petit", "Nuno Reis")
KNOWN = KnownPeople(tuple(NamedPerson(name) for name in NAMES))

SAID_TO_THEM = (
    "Bo, can you bring the slides?",
    "Bo can you bring the slides?",
    "bo can you do 3?",
    "Hey Bo, Monday 9am ok?",
    "Bo kannst du die Folien mitbringen?",
    "Jörg, passt dir Freitag um 10?",
    "Danke Bo!",
    "Kannst du das bis Freitag machen, Jörg?",
    "Chloé, tu peux venir jeudi à 15 h ?",
    "Chloé tu peux apporter les diapos ?",
    "Merci Chloé, à jeudi",
    "Ana, ¿puedes traer las diapositivas?",
    "Ana puedes el viernes?",
    "Gracias Ana!",
    "Bo, riesci venerdì alle 10?",
    "Bo puoi portare le slide?",
    "Nuno, você consegue sexta às 10?",
    "Nuno, podes trazer os slides?",
    "Bo, kun je vrijdag om 10 uur?",
    "Bo kun je de slides meenemen?",
    "Siobhan, I will send you the draft tomorrow",
    "Can you bring the slides, Bo?",
    "Thanks a lot, Bo",
    "Maria, could you order lunch?",
    "Sorry Bo, I'm late",
    "Bo, thanks!",
    "Morning Siobhan, did you get the invoice?",
    "Jörg könntest du den Raum buchen?",
    "Nuno consegues trazer o contrato amanhã?",
    "Chloé, on se voit demain à 9 h ?",
    "Ana, nos vemos el lunes a las 9",
    "Bo weet je of de zaal vrij is?",
    "Will, are you in tomorrow?",
    "what do you think, Siobhan?",
    "Grazie Ana, a domani",
    "Bo, 10 oder 11?",
    "Ja Jörg, das passt mir",
    "@Bo what do you think?",
    "hey @Jörg passt dir das",
    "Bo?",
    "bo??",
    "Hey Bo?",
    "hi all, lunch?",
    "Hello everyone!",
    "Hallo zusammen, Mittag?",
    "Salut tous, on mange ?",
    "Hola a todos, ¿comemos?",
    "Ciao ragazzi, pranzo?",
    "@Bo どう？",
    "＠Bo どう？",
    "@Boどう？",
    "ねえ @Bo どう？",
    "你好 @Bo 怎么样？",
    "Boさん、どう？",
)
NAMED_ONLY = (
    "@Threadline what do you think?",
    "ask @Bo what he thinks",
    "ok@bo.example is where it goes",
    "Will you book it?",
    "Lunch?",
    "Friday?",
    "all on Friday?",
    "ok all day Friday",
    "hi, all of us on Friday at 3?",
    "Lunchを金曜に",
    "Bo can do Friday",
    "Bo kann am Freitag",
    "Bo, Ana and I at 3 on Friday",
    "Bo",
    "Bo, Friday 3pm",
    "Great, can you book it?",
    "Threadline, can you move it to 4?",
    "Perfekt, kannst du das eintragen?",
    "Friday, can you do 3?",
    "Invite Ana, Bo",
    "Can you add Ana, Bo and Will?",
    "with Bo, please",
    "Bo peut vendredi",
    "Ana puede el viernes",
    "Bo can't, so Friday instead",
    "Lunch with Bo tomorrow at noon?",
    "OK, Friday at 3 then",
    "Ana: lunch Friday?\nBo: works for me",
    "Bo ne peut pas mardi",
    "Ana y Bo el lunes a las 9",
    "Super, machst du das für Freitag?",
    "Bo suggested Tuesday at 2",
    "Actually, can you make it 4?",
    "Daly Jörg and Bo at noon",
    "Bo's birthday, Friday 8pm",
    "Bo würde lieber am Dienstag",
)


@pytest.mark.parametrize("text", SAID_TO_THEM)
def test_a_line_is_said_to_whom_it_calls(text: str) -> None:
    assert calls_somebody(text, KNOWN.goes_by)
    assert may_call_somebody(text)


@pytest.mark.parametrize("text", NAMED_ONLY)
def test_a_line_that_names_somebody_is_not_said_to_them(text: str) -> None:
    assert not calls_somebody(text, KNOWN.goes_by)


def test_the_assistant_is_nobody_else_whatever_it_is_called() -> None:
    assert calls_somebody("Maria, can you book it?", KNOWN.goes_by)
    assert not calls_somebody("Maria, can you book it?", KNOWN.goes_by, own="Maria Bot")


def test_most_lines_ask_for_nobody() -> None:
    assert not may_call_somebody("move it to 4")
    assert not may_call_somebody("Lunch on Friday at noon in the canteen")


def test_people_go_by_their_given_or_whole_name() -> None:
    assert KNOWN.goes_by("siobhan")
    assert KNOWN.goes_by("Jörg Kaiser")
    assert not KNOWN.goes_by("Kaiser")
    assert not KNOWN.goes_by("")
