"""An event in Google Calendar's shape, as it comes in, and as ours."""

from typing import Any

import pytest

from threadline.bots.webhook.schema.google_events import also_google, from_google

EVENT: dict[str, Any] = {
    "summary": "Design review",
    "location": "",
    "description": "Bring the sketches",
    "start": {"dateTime": "2026-12-01T14:00:00", "timeZone": "Europe/Vienna"},
    "end": {"dateTime": "2026-12-01T15:00:00+01:00"},
    "attendees": [{"email": "bo@example.com", "displayName": "Bo", "responseStatus": "accepted"}, "odd"],
    "recurrence": ["EXDATE:20261208", "RRULE:FREQ=WEEKLY"],
    "reminders": {"useDefault": False, "overrides": [{"method": "popup", "minutes": 10}, "odd"]},
    "visibility": "private",
    "transparency": "transparent",
}


def test_all_of_it_becomes_ours() -> None:
    assert from_google({"event": EVENT, "calendar_id": "primary"}) == {
        "title": "Design review",
        "description": "Bring the sketches",
        "start": "2026-12-01T14:00:00+01:00",
        "end": "2026-12-01T15:00:00+01:00",
        "timezone": "Europe/Vienna",
        "attendees": [{"email": "bo@example.com", "name": "Bo"}, "odd"],
        "recurrence": "FREQ=WEEKLY",
        "reminders": [10],
        "private": True,
        "transparent": True,
        "calendar_id": "primary",
    }


@pytest.mark.parametrize(
    ("time", "ours"),
    [
        ({"date": "2026-12-01"}, "2026-12-01"),
        ({"dateTime": "2026-12-01T14:00:00Z", "timeZone": "Europe/Vienna"}, "2026-12-01T14:00:00Z"),
        ({"dateTime": "2026-12-01T14:00:00", "timeZone": "Mars/Base"}, "2026-12-01T14:00:00"),
        ({"dateTime": "soon", "timeZone": "UTC"}, "soon"),
        ("2026-12-01", "2026-12-01"),
    ],
)
def test_a_time_is_a_day_or_an_instant(time: Any, ours: str) -> None:
    assert from_google({"event": {"start": time}})["start"] == ours


@pytest.mark.parametrize("reminders", [None, {"useDefault": True}, {"useDefault": False, "overrides": "odd"}, "odd"])
def test_reminders_of_the_calendar_itself_are_none_of_the_event(reminders: Any) -> None:
    assert "reminders" not in from_google({"event": {"summary": "a", "reminders": reminders}})


@pytest.mark.parametrize("body", [{"title": "a"}, {"event": "odd"}, ["a"], None])
def test_any_other_body_stays_as_it_is(body: Any) -> None:
    assert from_google(body) == body


def test_an_event_that_is_null_is_none() -> None:
    assert from_google({"event": None, "title": "a"}) == {"title": "a"}


def test_odd_lists_are_left_to_whoever_checks_them() -> None:
    made = from_google({"event": {"attendees": "bo@example.com", "recurrence": ["EXDATE:20261208"]}})
    assert made == {"attendees": "bo@example.com"}


def test_either_shape_is_wanted_by_the_schema() -> None:
    schema: dict[str, Any] = {"required": ["title"], "properties": {"title": {"type": "string"}}}
    also_google(schema)
    assert [each["required"] for each in schema["oneOf"]] == [["title"], ["event"]]
    assert "required" not in schema
