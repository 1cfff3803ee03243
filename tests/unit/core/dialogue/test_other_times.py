"""Other times that people name for a card: whose card it is, what they say, and when it would begin."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import EventDraft
from threadline.core.dialogue.other_times import other_times

ZONE = ZoneInfo("Europe/Vienna")
SAID_AT = datetime(2026, 11, 30, 9, tzinfo=ZONE)  # a Monday
CARD = EventDraft(
    "Sync", datetime(2026, 12, 3, 16, tzinfo=ZONE), datetime(2026, 12, 3, 16, 30, tzinfo=ZONE), "Europe/Vienna"
)

SAID = (
    ("Bo", "I can't before 5, Friday 10am would suit me", "4 10:00"),
    ("Ana", "I can't before 5, Friday 10am would suit me", "4 10:00"),
    ("Bo", "how about Friday at 10?", "4 10:00"),
    ("Bo", "4 doesn't work for me, could we do Friday at 10am?", "4 10:00"),
    ("Bo", "Friday 10am works better for me", "4 10:00"),
    ("Bo", "Thursday is bad for me. Friday same time?", "4 16:00"),
    ("Bo", "I'm busy then, 5pm?", "3 17:00"),
    ("Bo", "can't do Thursday, maybe Wednesday at 3pm instead", "2 15:00"),
    ("Bo", "Friday at 10 or Monday at 11?", "4 10:00|30 11:00"),
    ("Bo", "Too early for me, 5:30pm would be better", "3 17:30"),
    ("Bo", "I'm out on Thursday so let's do Friday at 2pm", "4 14:00"),
    ("Bo", "Could we make it 5pm?", "3 17:00"),
    ("Bo", "Kann da nicht, Freitag um 10 würde mir passen", "4 10:00"),
    ("Bo", "Donnerstag geht bei mir nicht, wie wäre Freitag um 10 Uhr?", "4 10:00"),
    ("Ana", "Da kann ich leider nicht, lieber Freitag 10 Uhr", "4 10:00"),
    ("Bo", "Vor 17 Uhr schaffe ich es nicht, Freitag 10 Uhr ginge", "4 10:00"),
    ("Bo", "Je ne peux pas avant 17h, vendredi à 10h m'irait", "4 10:00"),
    ("Bo", "Jeudi je ne suis pas dispo, plutôt vendredi à 10h ?", "4 10:00"),
    ("Bo", "et si on disait vendredi à 10h ?", "4 10:00"),
    ("Bo", "No puedo antes de las 5, el viernes a las 10 me va bien", "4 10:00"),
    ("Bo", "El jueves no puedo, ¿qué tal el viernes a las 10?", "4 10:00"),
    ("Bo", "mejor el viernes a las 10", "4 10:00"),
    ("Bo", "Non posso prima delle 17, venerdì alle 10 mi andrebbe bene", "4 10:00"),
    ("Bo", "Giovedì non riesco, che ne dici di venerdì alle 10?", "4 10:00"),
    ("Bo", "Não posso antes das 17h, sexta às 10h dava-me jeito", "4 10:00"),
    ("Bo", "Quinta não consigo, que tal sexta às 10h?", "4 10:00"),
    ("Bo", "Ik kan niet voor 17 uur, vrijdag om 10 uur zou passen", "4 10:00"),
    ("Bo", "Donderdag lukt niet, wat dacht je van vrijdag om 10 uur?", "4 10:00"),
    ("Bo", "Dentist on Friday at 10am", ""),
    ("Bo", "I can't make it", ""),
    ("Bo", "Thursday at 4 works for me", ""),
    ("Bo", "Lunch on Friday at noon?", ""),
    ("Bo", "What is on on Friday at 10?", ""),
    ("Bo", "remind me on Friday at 10", ""),
    ("Bo", "Can we have a budget review on Friday at 10?", ""),
    ("Ana", "Call with Carla on Friday at 10, can't do it earlier", ""),
    ("Bo", "I was out on Friday", ""),
    ("Bo", "Bo is on holiday until Friday", ""),
    ("Bo", "Sorry, I have a clash at 4. Would Wednesday 11am work?", "2 11:00"),
    ("Bo", "Thursday 4pm is too late for me, 2pm is fine", "3 14:00"),
    ("Ana", "I won't make it then, Friday 9:30 is better", "4 09:30"),
    ("Bo", "Bin Donnerstag unterwegs, Freitag um 14 Uhr wäre super", "4 14:00"),
    ("Bo", "Jeudi c'est impossible pour moi, je peux vendredi à 9h30", "4 09:30"),
    ("Bo", "Imposible el jueves; podría el viernes a las 12", "4 12:00"),
    ("Bo", "Sono impegnato giovedì, meglio venerdì alle 9", "4 09:00"),
    ("Bo", "Estou ocupado na quinta, prefiro sexta às 14h", "4 14:00"),
    ("Bo", "Past niet, liever vrijdag om 9 uur", "4 09:00"),
    ("Bo", "Any chance of Friday at 3pm?", "4 15:00"),
    ("Bo", "Board meeting moved to Friday at 10", ""),
    ("Bo", "No meetings for me on Friday please", ""),
    ("Ana", "I can't do Friday, sorry", ""),
)
"""Who says it (the card is Ana's), the words, and the day and hour of each time that they name."""


@pytest.mark.parametrize(("by", "text", "starts"), SAID)
def test_another_time_is_read(by: str, text: str, starts: str) -> None:
    wishes = other_times(text, sent_at=SAID_AT, zone="Europe/Vienna", own=by == "Ana")
    drafts = [draft for wish in wishes if (draft := wish.applied(CARD)).start != CARD.start]
    assert "|".join(f"{draft.start.day} {draft.start:%H:%M}" for draft in drafts) == starts


def test_long_words_are_about_more() -> None:
    assert other_times("Friday at 10? " * 20, sent_at=SAID_AT, zone="Europe/Vienna") == ()
