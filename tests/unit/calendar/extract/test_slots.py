"""Intents, titles, people and places, slot by slot."""

from __future__ import annotations

import pytest

from tests.unit.calendar.extract.scenes import read
from threadline.calendar.extract import Intent
from threadline.calendar.extract.page.mail import own_words


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("set up a meeting with Bo tomorrow", Intent.CREATE),
        ("please add lunch with mom on friday", Intent.CREATE),
        ("remind me to cancel the subscription tomorrow", Intent.CREATE),
        ("remind me to move the car at noon", Intent.CREATE),
        ("Can we meet Friday at 2pm?", Intent.CREATE),
        ("dentist Tuesday 8:30", Intent.CREATE),
        ("call Bo at 4", Intent.CREATE),
        ("can you tell me on monday to water the plants", Intent.CREATE),
        ("明日15時に会議", Intent.CREATE),
        ("明天下午3点开会", Intent.CREATE),
        ("cancel my 3pm with Bo", Intent.CANCEL),
        ("please remove the demo from my calendar", Intent.CANCEL),
        ("I can't make the review tomorrow", Intent.CANCEL),
        ("this event needs to be deleted", Intent.CANCEL),
        ("empty my calendar", Intent.CANCEL),
        ("no longer going to the party", Intent.CANCEL),
        ("move the review to Friday", Intent.UPDATE),
        ("could you reschedule the demo", Intent.UPDATE),
        ("please change the standup to 10am", Intent.UPDATE),
        ("Tuesday instead of Monday", Intent.UPDATE),
        ("find a time with Ana next week", Intent.FIND_TIME),
        ("find 30 minutes with Ana", Intent.FIND_TIME),
        ("when are you free tomorrow?", Intent.FIND_TIME),
        ("When can we talk about the budget?", Intent.FIND_TIME),
        ("what's on my calendar tomorrow", Intent.QUERY),
        ("do i have anything on friday", Intent.QUERY),
        ("when is my next appointment", Intent.QUERY),
        ("show me my meetings this Friday", Intent.QUERY),
        ("today's schedule", Intent.QUERY),
        ("was my meeting rescheduled", Intent.QUERY),
        ("The deploy is done", Intent.NONE),
        ("", Intent.NONE),
    ],
)
def test_the_intent_is_read(text: str, intent: Intent) -> None:
    assert read(text).intent is intent


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("schedule a sales meeting for wednesday at eleven am", "sales meeting"),
        ("remind me to water the plants every tuesday", "water the plants"),
        ("remind me to buy milk, please", "buy milk"),
        ("put running on my calendar for thursday", "running"),
        ("add doctor's appointment tomorrow at 9", "doctor's appointment"),
        ("Let's have a meeting called Launch retro on Friday", "Launch retro"),
        ("明日15時に会議", None),
        ("Verschiebe die Besprechung auf Montag 11 Uhr", "Besprechung"),
        ("block 2 hours for focus work tomorrow", "focus work"),
        ("lunch date tomorrow", "lunch date"),
        ("book Product sync: roadmap tomorrow 3pm", "Product sync"),
        ("create something about kitchen renovation on Friday", "kitchen renovation"),
        ("remind me to cancel the subscription tomorrow", "cancel the subscription"),
        ("i need to cancel my demo on friday", "demo"),
        ("Interview Sarah Conner Thu 11-12", "Interview Sarah Conner"),
        ("Flight to Oslo on Friday at 7am", "Flight to Oslo"),
        ("Mum's birthday party on Friday", "Mum's birthday party"),
        ("remind me in 20 minutes to take out the pizza", "take out the pizza"),
        ("schedule an appointment for thursday at 3 pm haircut", "haircut"),
        ("schedule a meeting with Bo tomorrow", None),
        ("move my meeting to Friday", None),
        ("cancel my meeting on Friday", "meeting"),
        ("Q3 retro on Tuesday at 2pm", "Q3 retro"),
        ("when is my daily stand up", "daily stand up"),
        ("add church to my personal calendar on sundays at 9", "church"),
        ("plane Abendessen mit Bo am Freitag", "Abendessen"),
        ("annule ma réunion de service vendredi", "réunion de service"),
        ("set it on friday", None),
        ("what's on my calendar tomorrow", None),
        ("is the board meeting today", "board meeting"),
        ("Subject: Fwd: Re: Offsite\n\nlet us schedule it on Friday", "Offsite"),
        ("Subject: Re:\n\nlet us schedule the demo on Friday", None),
        ("remind me to", None),
    ],
)
def test_the_title_is_read(text: str, title: str | None) -> None:
    assert read(text).title == title


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("sync with ana@example.com and bo@example.org tomorrow", ("ana@example.com", "bo@example.org")),
        ("sync with <@U12345> and <at>Ana Li</at> at 3pm", ("<@U12345>", "<at>Ana Li</at>")),
        ("ping @bo.k tomorrow", ("@bo.k",)),
        ("meet with Ana, Bo and Cy tomorrow", ("Ana", "Bo", "Cy")),
        ("meeting with Ana Li tomorrow", ("Ana Li",)),
        ("meeting with dr smith at 3pm", ("dr smith",)),
        ("lunch with my boss on friday", ("boss",)),
        ("lunch with everyone tomorrow", ()),
        ("call my grandma on sunday", ("grandma",)),
        ("see if Bo is available tomorrow", ("Bo",)),
        ("see if it works tomorrow", ()),
        ("give Ana a call tomorrow", ("Ana",)),
        ("give it a try", ()),
        ("add Bo to the meeting", ("Bo",)),
        ("add milk to the list", ()),
        ("set a reminder for Ana's birthday", ("Ana",)),
        ("doctor's birthday party", ()),
        ("meeting with mark tomorrow", ("mark",)),
        ("meeting with Ana's team tomorrow", ("Ana",)),
        ("review with the client", ("client",)),
        ("meeting with the red car", ()),
        ("sync with Ana and ana tomorrow", ("Ana",)),
        ("Interview: Maria Lopez, tomorrow at 10", ("Maria Lopez",)),
        ("call on Tuesday with attached agenda", ()),
        ("1:1 between Ana and Bo tomorrow", ("Ana", "Bo")),
        ("lunch with mia and leo on Friday", ("mia", "leo")),
        ("meet o'hara@example.com and Mary-Jane Li at 3pm", ("o'hara@example.com", "Mary-Jane Li")),
        ("lunch with May on Friday at noon", ("May",)),
        ("Cena con Ana el sábado", ("Ana",)),
        ("reunião com a Ana amanhã", ("Ana",)),
        ("明日15時に田中さんと会議", ("田中",)),
        ("@here standup tomorrow 10:00", ()),
        ("invite Kim", ("Kim",)),
        ("vereinbare einen termin mit madden um 17 uhr", ("madden",)),
        ("reprograma la cita con stephanie para el lunes", ("stephanie",)),
        ("Bo and I agreed on Friday at 3pm", ("Bo",)),
        ("Treffen: ich und Ana Li, morgen um 9", ("Ana Li",)),
        ("add kim", ("kim",)),
        ("meeting with tomorrow's guests", ()),
    ],
)
def test_people_are_read(text: str, people: tuple[str, ...]) -> None:
    assert read(text).attendees == people


def test_a_known_given_name_is_one_in_small_letters() -> None:
    assert read("Sync with brisa about Atlas on Friday").attendees == ()
    assert read("Sync with brisa about Atlas on Friday", people=("Brisa Holm",)).attendees == ("brisa",)


def test_known_people_are_found_anywhere() -> None:
    found = read("Ana Li wants to see bo on Friday", people=("Ana Li", "Bo", "", "Cy"))

    assert found.attendees == ("Ana Li", "bo")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("review in Room 4 tomorrow", "Room 4"),
        ("review in the conference room tomorrow", "the conference room"),
        ("demo tomorrow, room Blue", "room Blue"),
        ("coffee at Cafe Luna tomorrow", "Cafe Luna"),
        ("coffee tomorrow at the office", "the office"),
        ("meet at 12 Main Street tomorrow", "12 Main Street"),
        ("sync https://example.zoom.us/j/123?pwd=x at 3pm", "https://example.zoom.us/j/123?pwd=x"),
        ("sync on Zoom at 3pm", "Zoom"),
        ("Location: Building 7, 2nd floor\nsync at 3pm", "Building 7, 2nd floor"),
        ("meet at Berlin on Friday", "Berlin"),
        ("meet at Luna Friday at 3", "Luna"),
        ("Interview: Bo (backend) Wed 25 Nov 14:00, Room Mars", "Room Mars"),
        ("Treffen im Café Central am Freitag", "Café Central"),
        ("Termin morgen in Raum 3", "Raum 3"),
        ("Pranzo domani al ristorante Da Vinci", "ristorante Da Vinci"),
        ("dinner at luigi's on friday", "luigi's"),
        ("lunch at the harbour cafe tomorrow 1pm", "the harbour cafe"),
        ("Location will be the large auditorium. We start at 3pm", "the large auditorium"),
        ("明日15時に第2会議室で打ち合わせ", "第2会議室"),
        ("set it in my work calendar at 3pm", None),
        ("book me a room for 2pm", None),
        ("sync at 3pm", None),
        ("sync in general tomorrow", None),
        ("sync at lunch meeting tomorrow", None),
        ("meet at Friday noon", None),
    ],
)
def test_the_place_is_read(text: str, place: str | None) -> None:
    assert read(text).location == place


def test_a_chat_line_is_all_its_writers_words() -> None:
    assert own_words("> not a quote on one line") == "> not a quote on one line"


def test_blanked_words_keep_the_offsets() -> None:
    text = "Friday at 3?\n> Monday\nOn Monday, Ana wrote:\nno\n"

    own = own_words(text)

    assert (len(own), own.strip()) == (len(text), "Friday at 3?")


def test_a_forwarded_message_is_kept() -> None:
    text = "Please see below\n---------- Forwarded message ----------\nLunch on Friday"

    assert own_words(text) == text
