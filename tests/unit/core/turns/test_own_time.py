"""A text that is passed on and pointed at, with a time of one's own: its event, at that time."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.when.policy import Policy
from threadline.core.domain.message import Author, Message
from threadline.core.people.known_people import KnownPeople
from threadline.core.scheduling.reading_context import ReadingContext
from threadline.core.turns.own_time import at_own_time

NOW = datetime(2026, 11, 29, 14, 45, tzinfo=ZoneInfo("Europe/Vienna"))


def read(words: str, material: str | None) -> str | None:
    """The title, start and end that come of words with a text, on Vienna's clock."""
    message = Message("chat", "key", "thread", Author("ana"), words, NOW, material=material)
    text = f"{words}\n\n{material or ''}"
    context = ReadingContext(text, NOW, "Europe/Vienna", Policy(), KnownPeople(()), KnownPeople(()))
    reading = at_own_time(context, message)
    if reading is None or reading.draft is None:
        return None
    draft, zone = reading.draft, ZoneInfo("Europe/Vienna")
    return f"{draft.title} {draft.start.astimezone(zone):%m-%d %H:%M}-{draft.end.astimezone(zone):%H:%M}"


@pytest.mark.parametrize(
    ("words", "material", "event"),
    [
        ("better Friday 10am, please schedule it", "Review Thursday 3pm?", "Review 12-04 10:00-10:30"),
        ("Friday 10am works for me, book it", "Bo: Review Thursday 3-4:30pm?", "Review 12-04 10:00-11:30"),
        ("Monday at 9 for an hour. Add it", "Budget sync on Thursday at 3pm", "Budget sync 11-30 09:00-10:00"),
        ("lieber Freitag um 10, trag es bitte ein", "Review am Donnerstag um 15 Uhr?", "Review 12-04 10:00-10:30"),
        ("mejor el viernes a las 10, añádelo", "Revisión el jueves a las 15:00", "Revisión 12-04 10:00-10:30"),
        ("meglio venerdì alle 10, aggiungilo", "Riunione giovedì alle 15", "Riunione 12-04 10:00-10:30"),
        ("liever vrijdag om 10 uur, plan het in", "Overleg donderdag om 15 uur?", "Overleg 12-04 10:00-10:30"),
    ],
)
def test_the_event_of_the_text_is_at_the_persons_own_time(words: str, material: str, event: str) -> None:
    assert read(words, material) == event


@pytest.mark.parametrize(
    ("words", "material"),
    [
        ("please schedule it", "Review Thursday 3pm?"),
        ("better Friday, please schedule it", "Review Thursday 3pm?"),
        ("Friday 10am or Monday 9am, please schedule it", "Review Thursday 3pm?"),
        ("I answer by Friday 10am", "Review Thursday 3pm?"),
        ("better Friday 10am, please schedule it", "Thanks for the flowers!"),
        ("better Friday 10am, please schedule it", None),
    ],
)
def test_else_the_whole_is_read(words: str, material: str | None) -> None:
    assert read(words, material) is None
