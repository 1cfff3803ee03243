"""Sentences that claim what did not happen, and those that only sound like it."""

import pytest

from threadline.core.turns.claim_words import WORDS
from threadline.core.turns.claims import Grounds, Truth

CLAIMED = (
    "Done, I've moved it to 4pm.",
    "I booked the room for you.",
    "I have just added it to your calendar.",
    "Your meeting has been scheduled for Friday.",
    "Booked!",
    "No problem, I've sent Bo an invitation.",
    "I've invited Bo.",
    "Bo has been invited to it.",
    "The invitations are sent out.",
    "I went ahead and cancelled it.",
    "It is now booked for 3.",
    "You're **all set** for Friday.",
    "Ich habe den Termin eingetragen.",
    "Der Termin wurde auf Freitag verschoben.",
    "Erledigt!",
    "J'ai réservé la salle.",
    "La réunion a été déplacée à vendredi.",
    "He reservado la sala.",
    "No hay problema, he movido la reunión.",
    "Ho spostato la riunione.",
    "Agendei a reunião.",
    "Ik heb de afspraak verplaatst.",
    "Zarezerwowałem salę.",
    "Готово! Я перенес встречу.",
    "Я скасував зустріч.",
    "Jag har bokat mötet.",
    "Jeg har aflyst mødet.",
    "Toplantıyı iptal ettim.",
    "会議を予約しました。",
    "已为您安排会议。",
    "회의를 예약했습니다.",
    "تم حجز الاجتماع.",
    "मैंने मीटिंग बुक कर दी है।",
)
TRUE = (
    "I have not booked anything yet.",
    "Here is a card: confirm it to book.",
    "Once you confirm, it is booked.",
    "You are free on Friday.",
    "Ich habe noch nichts gebucht.",
    "Je n'ai rien réservé.",
    "No he reservado nada.",
    "Non ho prenotato nulla.",
    "Shall I book it?",
    "The design review is on Friday at 3.",
    "I've prepared a card below.",
    "I found three events.",
    "Let me know if I should change it.",
    "I can move it if you like.",
    "I'll book it as soon as you confirm.",
    "Bitte bestätige die Karte.",
    "> I've booked it, wrote Bo.",
    "予約はまだしていません。",
    "还没有预订。",
)


def truth(*, cards: bool = False, events: bool = False) -> Truth:
    return Truth(lambda: Grounds(cards=cards, calendar=True, events=events))


@pytest.mark.parametrize("sentence", CLAIMED)
def test_what_did_not_happen_is_not_said(sentence: str) -> None:
    assert truth().final(sentence) == "I have not booked, changed or sent anything."
    assert truth(cards=True).final(f"Hello. {sentence}").startswith("Hello. Nothing is booked, changed or sent yet")


@pytest.mark.parametrize("sentence", TRUE)
def test_what_is_so_stays(sentence: str) -> None:
    assert truth().final(sentence) == sentence


def test_every_language_of_the_catalogues_has_its_words() -> None:
    assert {"en", "de", "fr", "es", "it", "pt", "nl"} <= set(WORDS)


def test_how_events_stand_may_be_said_where_they_were_looked_up() -> None:
    said = "The review is scheduled for Thursday."
    assert truth().final(said) != said
    assert truth(events=True).final(said) == said


def test_other_work_on_a_text_is_no_deed_on_a_calendar() -> None:
    said = "I've added a comma and moved the last sentence up."
    assert Truth(Grounds).final(said) == said


def test_a_claim_is_held_back_while_it_is_said_and_told_once() -> None:
    watched = truth(cards=True)
    text = "Sure! I've booked lunch with Bo at 12.30. It is all done. Anything else?"
    seen = [watched.so_far(text[:end]) for end in range(len(text) + 1)]
    assert not any("booked lunch" in each for each in seen)
    right = "Sure! Nothing is booked, changed or sent yet: please confirm it on the card below. Anything else?"
    assert watched.final(text) == right


def test_facts_of_code_and_code_itself_are_left_alone() -> None:
    fact = "Your review is booked for Thursday."
    assert Truth(lambda: Grounds(calendar=True, facts=fact)).final(fact) == fact
    code = "```\n# I booked it.\n```\n"
    assert truth().final(code) == code


def test_an_answer_that_begins_anew_is_watched_anew() -> None:
    watched = truth()
    watched.so_far("One sentence. I booked it. And ")
    assert watched.final("Another answer.") == "Another answer."


def test_what_somebody_else_says_is_theirs() -> None:
    said = "Bo wrote that the standup was moved to Friday."
    assert truth().final(said) == said
    beside = "Bo says hello, and your review was cancelled."
    assert truth().final(beside) != beside


def test_a_passive_claims_as_much_also_where_events_were_looked_up() -> None:
    for said in ("Your review was cancelled.", "It has been moved to 4.", "The call got shortened to 30 minutes."):
        assert truth(events=True).final(said) == "I have not booked, changed or sent anything."
    assert Truth(Grounds).final("It has been moved to 4.") != "It has been moved to 4."


def test_after_a_click_of_before_it_is_only_said_of_now() -> None:
    watched = Truth(lambda: Grounds(calendar=True, events=True, booked=True))
    assert watched.final("Your review was cancelled.") == "Nothing was booked, changed or sent just now."
