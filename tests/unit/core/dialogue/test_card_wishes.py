"""The few words that change a card, and the many that do not."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import EventDraft
from threadline.core.dialogue.card_wishes import read_wish

VIENNA = ZoneInfo("Europe/Vienna")
SAID = datetime(2026, 11, 29, 15, tzinfo=VIENNA)
DRAFT = EventDraft(
    "Review",
    datetime(2026, 12, 1, 15, tzinfo=VIENNA),
    datetime(2026, 12, 1, 15, 30, tzinfo=VIENNA),
    "Europe/Vienna",
)


@pytest.mark.parametrize(
    ("words", "start", "minutes"),
    [
        ("Works for me, but half an hour later", "12-01 15:30", 30),
        ("Thursday at 10, an hour, please", "12-03 10:00", 60),
        ("Besser am Mittwoch zur gleichen Zeit", "12-02 15:00", 30),
        ("anderthalb Stunden bitte", "12-01 15:00", 90),
        ("Plutôt vendredi ?", "12-04 15:00", 30),
        ("pół godziny wcześniej", "12-01 14:30", 30),
        ("le 2 décembre de 9h à 10h", "12-02 09:00", 60),
        ("16 uur?", "12-01 16:00", 30),
        ("Add half an hour", "12-01 15:00", 60),
        ("Rajoute 15 minutes", "12-01 15:00", 45),
        ("Dreiviertelstunde reicht", "12-01 15:00", 45),
        ("Prévois une heure plutôt qu'une demi-heure.", "12-01 15:00", 60),
    ],
)
def test_times_and_lengths(words: str, start: str, minutes: int) -> None:
    wish = read_wish(words, sent_at=SAID, zone="Europe/Vienna")
    assert wish is not None
    draft = wish.applied(DRAFT)
    assert (f"{draft.start:%m-%d %H:%M}", draft.duration.total_seconds() / 60) == (start, minutes)


def test_places_and_guests() -> None:
    wish = read_wish("Add Cy and di@example.com, in Room 7", sent_at=SAID, zone="Europe/Vienna")
    assert wish is not None
    draft = wish.applied(DRAFT)
    assert draft.location == "Room 7"
    assert "di@example.com" in [each.email for each in draft.attendees]
    assert (draft.start, draft.end) == (DRAFT.start, DRAFT.end)


@pytest.mark.parametrize(
    ("words", "guest"),
    [
        ("Nimm bitte noch Dee Huber dazu.", "Dee Huber"),
        ("Can we have Dee Park join?", "Dee Park"),
        ("Que venga también Dee Ruiz.", "Dee Ruiz"),
        ("Kun je Dee Bakker ook uitnodigen?", "Dee Bakker"),
        ("Dopisz jeszcze Dee Nowak.", "Dee Nowak"),
    ],
)
def test_somebody_who_is_added_is_no_place(words: str, guest: str) -> None:
    wish = read_wish(words, sent_at=SAID, zone="Europe/Vienna")
    assert wish is not None
    assert (wish.guests, wish.place) == ((guest,), None)


@pytest.mark.parametrize(
    "words",
    ["Vediamoci in sala riunioni Verdi", "Wir treffen uns im Besprechungsraum Donau", "Lo hacemos en la sala Goya"],
)
def test_rooms_by_their_names(words: str) -> None:
    wish = read_wish(words, sent_at=SAID, zone="Europe/Vienna")
    assert wish is not None
    assert (wish.place or "").split()[-1] in ("Verdi", "Donau", "Goya")


@pytest.mark.parametrize(
    "words",
    [
        "yes",
        "Thanks!",
        "Lunch with Di on Thursday at 10",
        "I am in a train on Thursday at 10 and will miss it",
        "The budget meeting of Thursday at 10 was a disaster",
        "Every Thursday at 10",
        "Remind me on Thursday at 10 to call the bank",
    ],
)
def test_whatever_says_more_is_no_wish(words: str) -> None:
    assert read_wish(words, sent_at=SAID, zone="Europe/Vienna") is None
