"""Whole events out of chat lines and mails."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.unit.calendar.extract.scenes import NEW_YORK, REFERENCE, read
from threadline.calendar.extract import Intent, extract
from threadline.calendar.when import Policy


def at(*fields: int) -> datetime:
    return datetime(*fields, tzinfo=NEW_YORK)  # type: ignore[arg-type, misc]


def test_a_line_becomes_an_event() -> None:
    found = read("Design review with ana@example.com next Thursday 3-4:30pm in Room 4")

    assert found.intent is Intent.CREATE
    assert found.title == "Design review"
    assert found.attendees == ("ana@example.com",)
    assert found.location == "Room 4"
    assert (found.start, found.end) == (at(2026, 11, 26, 15), at(2026, 11, 26, 16, 30))
    assert found.when_spans == ("next Thursday 3-4:30pm",)
    assert (found.duration_minutes, found.all_day, found.rrule) == (90, False, None)


def test_the_zone_that_was_said_counts() -> None:
    found = read("design review with ana@example.com next Thursday 3-4:30pm PT in Room 4")

    assert found.when is not None
    assert found.when.zone == "America/Los_Angeles"
    assert found.start == datetime(2026, 11, 26, 15, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
    assert (found.title, found.location) == ("design review", "Room 4")


def test_a_length_said_apart_is_the_events() -> None:
    found = read("Let's do a 45 min planning session Tuesday at 2pm with Ana and Bo")

    assert (found.title, found.attendees) == ("planning session", ("Ana", "Bo"))
    assert (found.start, found.end, found.duration_minutes) == (at(2026, 11, 24, 14), at(2026, 11, 24, 14, 45), 45)


def test_a_recurrence_has_its_rule() -> None:
    found = read("Standup every weekday at 9:15am in room Blue")

    assert (found.title, found.rrule) == ("Standup", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=15")


def test_a_mail_is_read_without_its_history() -> None:
    mail = (
        "From: Ana <ana@example.com>\nDate: Tue, Nov 17, 2026 at 4:15 PM\nSubject: Re: Budget review\n\nHi all,\n\n"
        "Can we meet on Thursday Dec 3 from 10 to 11:30am in Conference Room B?\n\nThanks\n-- \nBo, 2pm to 4pm only\n\n"
        "On Tue, Nov 17, 2026 at 4:15 PM Ana <ana@example.com> wrote:\n> let us meet Monday at 9\n"
    )

    found = read(mail)

    assert (found.title, found.location) == ("Budget review", "Conference Room B")
    assert found.when_spans == ("Thursday Dec 3 from 10 to 11:30am",)
    assert (found.intent, found.attendees) == (Intent.CREATE, ())


def test_an_invitation_with_labels_is_read() -> None:
    found = read("When: Friday Dec 4\nTime: 2pm - 3pm\nWhere: Room 12\nTitle: Roadmap")

    assert (found.intent, found.title, found.location) == (Intent.CREATE, "Roadmap", "Room 12")
    assert (found.start, found.end) == (at(2026, 12, 4, 14), at(2026, 12, 4, 15))


def test_a_quoted_title_is_no_time() -> None:
    found = read('Please book "Quarterly planning" for Dec 3rd, 2-4pm')

    assert (found.title, found.rrule) == ("Quarterly planning", None)
    assert (found.start, found.end) == (at(2026, 12, 3, 14), at(2026, 12, 3, 16))


def test_a_quoted_time_is_no_title() -> None:
    found = read('Set the meeting for "tomorrow at 5pm"')

    assert (found.title, found.start) == (None, at(2026, 11, 19, 17))
    assert found.kind_evidence is not None
    assert found.kind_evidence.value == "meeting"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("move the design review to Friday at 4", at(2026, 11, 20, 16)),
        ("Reschedule tomorrow's 1:1 with Ana to Monday 11am", at(2026, 11, 23, 11)),
        ("Move our meeting from Tuesday 3pm to Wednesday 4pm", at(2026, 11, 25, 16)),
        ("move tomorrow's 3pm sync to 4pm", at(2026, 11, 19, 16)),
        ("can we push the standup to 4?", at(2026, 11, 18, 16)),
        ("move the Friday 3pm sync to 5 please", at(2026, 11, 20, 17)),
        ("move tomorrow's sync to 99", at(2026, 11, 19)),
        ("push Friday 3pm sync to 4-5pm", at(2026, 11, 20, 16)),
        ("reschedule the sync, Friday 3pm", at(2026, 11, 20, 15)),
        ("postpone the demo to next week", at(2026, 11, 23)),
        ("move the review from Monday to Tuesday", at(2026, 11, 24)),
    ],
)
def test_an_event_is_moved_to_the_time_behind_to(text: str, start: datetime) -> None:
    found = read(text)

    assert (found.intent, found.start) == (Intent.UPDATE, start)


def test_a_deadline_has_no_start() -> None:
    found = read("Schedule the demo by Friday 5pm")

    assert (found.start, found.end) == (None, at(2026, 11, 20, 17))


def test_a_wish_without_time_is_still_an_event() -> None:
    found = read("schedule a sync with Bo for 30 minutes")

    assert (found.title, found.attendees, found.when, found.duration_minutes) == ("sync", ("Bo",), None, 30)
    assert (found.start, found.end, found.all_day, found.rrule) == (None, None, False, None)


def test_a_window_is_no_length() -> None:
    assert read("who is free on Friday afternoon?").duration_minutes is None


def test_talk_without_event_is_none() -> None:
    found = read("thanks, sounds good!")

    assert (found.intent, found.title, found.when, found.attendees) == (Intent.NONE, None, None, ())


def test_other_languages_are_read() -> None:
    found = read("Besprechung mit Ana nächsten Dienstag um 15 Uhr")

    assert (found.title, found.attendees, found.start) == ("Besprechung", ("Ana",), at(2026, 11, 24, 15))


def test_zone_policy_and_language_are_passed_on() -> None:
    found = extract(
        "meeting 3/4 um 10 Uhr",
        REFERENCE,
        zone=ZoneInfo("Europe/Berlin"),
        policy=Policy(day_first=True),
        language="de",
    )

    assert found.start == datetime(2027, 4, 3, 8, 0, tzinfo=UTC)


def test_a_surer_event_has_more_confidence() -> None:
    assert read("Demo on Friday at 3pm").confidence > read("Demo at 3").confidence > read("hello there").confidence
