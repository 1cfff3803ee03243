"""Who is a guest where a mail names nobody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract import Intent
from threadline.core.domain.message import Author, Message, NamedPerson, Person
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.correspondents import with_correspondents

ANA = Person("p1", "Ana Gruber", "ana@example.com", "UTC")
BO = NamedPerson("Bo Meyer", "bo@example.org")
START = datetime(2026, 12, 1, 15, tzinfo=UTC)


def guests(material: str, *named: Attendee) -> set[str]:
    author = Author("ana@example.com", name="Ana Gruber", email="ana@example.com")
    message = Message("email", "e1", "c1", author, "", START, material=material, correspondents=(BO,))
    draft = replace(EventDraft("Chat", START, START + timedelta(hours=1), "UTC"), attendees=named)
    read = with_correspondents(Reading(Intent.CREATE, draft=draft), message, ANA)
    assert read.draft is not None
    return {each.email or each.name for each in read.draft.attendees}


@pytest.mark.parametrize(
    "said",
    [
        "Let us meet on Tuesday at 3pm", "Could we talk on Tuesday at 3?", "See you Tuesday at 3!",
        "Können wir uns am Dienstag um 15 Uhr treffen?", "Pourrions-nous nous voir mardi à 15h ?",
        "¿Podemos vernos el martes a las 15?", "Ci vediamo martedì alle 15?", "Podemos nos encontrar na terça às 15h?",
        "Kunnen we dinsdag om 15 uur afspreken?", "Давайте встретимся во вторник в 15:00",
    ],
)  # fmt: skip
def test_what_is_done_together_is_with_who_wrote_it(said: str) -> None:
    assert guests(said) == {"bo@example.org"}


def met(text: str, title: str = "Re: Kickoff") -> EventDraft:
    author = Author("ana@example.com", name="Ana Gruber", email="ana@example.com")
    message = Message("email", "e1", "c1", author, text, START, title=title, correspondents=(BO,))
    draft = EventDraft("Meeting", START, START + timedelta(hours=1), "UTC")
    read = with_correspondents(Reading(Intent.CREATE, draft=draft), message, ANA)
    assert read.draft is not None
    return read.draft


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Tuesday at 3 is perfect.", True), ("On fait le point mardi à 15h ?", True),
        ("Dienstag um 15 Uhr passt.", True),
        ("Nos reunimos nosotros el martes a las 15", True), ("Your dentist appointment is on Tuesday at 3pm", False),
        ("The all-hands is on Tuesday at 3pm", False), ("Dienstag um 15 Uhr kommt der Installateur", False),
    ],
)  # fmt: skip
def test_whoever_a_mail_speaks_to_is_met(text: str, *, together: bool) -> None:
    assert [each.email for each in met(text).attendees] == (["bo@example.org"] if together else [])


@pytest.mark.parametrize(
    ("title", "called"),
    [("Re: Kickoff", "Kickoff"), ("AW: Re: Budget 2027", "Budget 2027"), ("Hello", "Meeting"), ("", "Meeting")],
)
def test_what_words_do_not_name_is_called_by_its_subject(title: str, called: str) -> None:
    assert met("Tuesday at 3 is perfect.", title).title == called


@pytest.mark.parametrize(
    "said",
    [
        "We will deliver your parcel on Tuesday at 3pm.",
        "Your dentist appointment is on Tuesday at 3pm. Call us to move it.",
        "Wir liefern am Dienstag um 15 Uhr.", "Nous livrons mardi à 15h.", "Le esperamos el martes a las 15.",
        "Your flight leaves on Tuesday at 3pm. Thank you for choosing us.", "The webinar starts on Tuesday at 3pm.",
    ],
)  # fmt: skip
def test_who_says_we_of_a_house_is_no_guest(said: str) -> None:
    assert guests(said) == set()


def test_somebody_named_is_met_and_nobody_else() -> None:
    assert guests("Let us meet on Tuesday", Attendee("Cy", "cy@example.org")) == {"cy@example.org"}


def test_nobody_is_their_own_guest() -> None:
    assert guests("Let us meet on Tuesday", Attendee("Ana")) == {"bo@example.org"}


def offered(material: str, *people: NamedPerson) -> list[str | None]:
    author = Author("ana@example.com", name="Ana Gruber", email="ana@example.com")
    ana = NamedPerson("Ana Gruber", "ana@example.com")
    message = Message(
        "email", "e1", "c1", author, "", START, material=material, correspondents=(BO,), people=(ana, *people)
    )
    draft = EventDraft("Chat", START, START + timedelta(hours=1), "UTC")
    return [each.email for each in with_correspondents(Reading(Intent.CREATE, draft=draft), message, ANA).suggested]


def test_who_is_not_said_to_be_invited_is_offered() -> None:
    cy = NamedPerson("Cy Lind", "c.lind@example.org")
    office = NamedPerson("The Shop", "orders@example.org")
    assert offered("The keynote starts on Tuesday at 3pm.", BO, cy, office) == ["bo@example.org", "c.lind@example.org"]
    assert offered("Your flight leaves on Tuesday at 3pm.", BO, cy) == []
