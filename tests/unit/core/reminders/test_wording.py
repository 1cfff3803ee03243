"""What is told before a meeting, on a guest's answer and in the morning, as it is read."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from threadline.calendar.event import Event, EventDraft, Response
from threadline.core.domain.message import Person
from threadline.core.reminders.subject import Subject
from threadline.core.reminders.wording import answer_text, brief_text, meeting_text

ANA = Person("p1", "Ana", "ana@example.com", "Europe/Vienna")
START = datetime(2026, 12, 1, 13, tzinfo=UTC)
REVIEW = Event(
    "e1",
    "main",
    EventDraft("Design review", START, START + timedelta(hours=1), "Europe/Vienna", location="Room 4"),
    "v1",
)


def test_a_meeting_is_told_with_its_place_and_its_link() -> None:
    linked = replace(REVIEW, meeting_link="https://meet.example.com/a")
    assert meeting_text(linked, ANA).splitlines() == [
        "**Design review** begins at 14:00.  ",
        "Place: Room 4  ",
        "Join: <https://meet.example.com/a>",
    ]
    nowhere = replace(REVIEW, draft=replace(REVIEW.draft, location=None))
    assert meeting_text(nowhere, ANA) == "**Design review** begins at 14:00."


def test_each_answer_of_a_guest_is_told_in_its_own_words() -> None:
    texts = {
        answer: answer_text(Subject("e1", START, who="Bo", answer=answer, title="Design review"), ANA)
        for answer in (Response.ACCEPTED, Response.DECLINED, Response.TENTATIVE)
    }
    assert texts[Response.ACCEPTED].startswith("Bo has accepted **Design review**, ")
    assert texts[Response.DECLINED].startswith("Bo has declined **Design review**, ")
    assert texts[Response.TENTATIVE].startswith("Bo may come to **Design review**, ")
    assert all("14:00" in text for text in texts.values())


def test_a_morning_tells_what_is_there_and_what_could_not_be_read() -> None:
    told = brief_text(date(2026, 12, 1), [REVIEW], ["Work"], ANA, name="Ana")
    assert "14:00–15:00: **Design review**, Room 4" in told
    assert told.endswith("- Work could not be read.")
    assert "- Nothing is in your calendar." in brief_text(date(2026, 12, 1), [], [], ANA, name="Ana")
