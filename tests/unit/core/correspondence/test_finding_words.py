"""Mails that hand the search for a time to the assistant, in seven languages, and mails that do not."""

import pytest

from threadline.core.correspondence.finding_words import asked_to_find

HANDED_OVER = [
    "Bo, my assistant in Cc finds us a time.",
    "Hi Bo, great idea! I'm copying my assistant, who will find us a time next week.",
    "Threadline, please find a time for Bo and me, 45 minutes.",
    "Bo, Threadline (in Cc) will suggest some times for a call.",
    "I've cc'd my assistant to schedule a meeting.",
    "Happy to talk. I'll have my assistant find a slot.",
    "My assistant will send you a few options for next week.",
    "I have copied my assistant. She'll set up something for Thursday or Friday.",
    "Could you and my assistant work out a date?",
    "My assistant here in copy can offer you my availability in December.",
    "Bo, mein Assistent in Cc findet uns einen Termin.",
    "Ich nehme meinen Assistenten in Kopie, er sucht uns einen Termin nächste Woche.",
    "Meine Assistentin (in Cc) schlägt dir ein paar Termine vor.",
    "Threadline, bitte finde einen Termin für uns, 30 Minuten.",
    "Bo, mon assistant en copie nous trouve un créneau.",
    "Je mets mon assistante en copie, elle te proposera des dates.",
    "Mon assistant va chercher un horaire la semaine prochaine.",
    "Bo, mi asistente en copia nos busca un hueco.",
    "Pongo a mi asistente en copia para que nos encuentre una hora la semana que viene.",
    "Mi asistente te propondrá algunas fechas.",
    "Bo, il mio assistente in copia ci trova un orario.",
    "Metto in copia il mio assistente, che ti proporrà qualche data.",
    "La mia assistente cercherà un momento la prossima settimana.",
    "Bo, o meu assistente em cópia encontra-nos um horário.",
    "Coloco o meu assistente em cópia para marcar uma reunião.",
    "A minha assistente vai propor algumas datas para a próxima semana.",
    "Bo, mijn assistent in cc zoekt een moment voor ons.",
    "Ik zet mijn assistent in de cc, die een tijd voor ons vindt.",
    "Mijn assistent stelt je een paar tijden voor volgende week voor.",
    "Threadline, zoek alsjeblieft een moment voor ons.",
    "Bo, happy to chat! Looping in my assistant to get something on the calendar, she can offer some slots.",
    "I'm adding my assistant in Cc. Please agree on a time with it.",
    "Lieber Bo, mein Assistent im Cc macht mit dir einen Termin aus.",
    "Threadline, könntest du Bo bitte ein paar freie Zeiten nennen?",
    "Bonjour Bo, je laisse mon assistant (en copie) fixer un rendez-vous avec vous.",
    "Hola Bo: mi asistente, en copia, te ofrecerá varios horarios.",
    "Ciao Bo, il mio assistente in cc fisserà un appuntamento con te.",
    "Olá Bo, o meu assistente em cc vai sugerir alguns horários.",
    "Dag Bo, mijn assistent in kopie prikt een datum met je.",
]
NOT_HANDED_OVER = [
    "Bo, my assistant has found a time.",
    "My assistant in Cc will send you the invitation.",
    "I'm copying my assistant for the records.",
    "My assistant can't find a time this week.",
    "Threadline, please book it.",
    "Let's meet on Wednesday at 10 in Room 12.",
    "Thanks for the report!",
    "Mein Assistent hat bereits einen Termin gefunden.",
    "Mijn assistent heeft al een afspraak gemaakt.",
    "Mon assistant a déjà trouvé un créneau.",
    "My assistant in Cc sends you the slides.",
    "My assistant in Cc already sent you some times last week.",
]


@pytest.mark.parametrize("text", HANDED_OVER)
def test_the_search_is_handed_over(text: str) -> None:
    assert asked_to_find(text) is not None


@pytest.mark.parametrize("text", NOT_HANDED_OVER)
def test_nothing_is_handed_over(text: str) -> None:
    assert asked_to_find(text) is None


def test_what_follows_says_more_of_it_and_what_stood_before_does_not() -> None:
    text = "Thanks for the call yesterday.\n\nMy assistant in Cc finds us a time. Next week, please."
    assert asked_to_find(text) == "My assistant in Cc finds us a time. Next week, please."


def test_the_assistant_may_be_called_by_another_name() -> None:
    assert asked_to_find("Planner, please find a time for Bo and me.") is None
    assert asked_to_find("Planner, please find a time for Bo and me.", ["planner"]) is not None
