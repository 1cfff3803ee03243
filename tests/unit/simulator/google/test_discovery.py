"""Requests that Google's discovery document does not have are refused."""

import pytest

from threadline.simulator.google.discovery import check_request
from threadline.simulator.google.refusals import Refusal

START = {"dateTime": "2026-03-10T09:00:00+01:00", "timeZone": "Europe/Vienna"}


@pytest.mark.parametrize(
    ("operation", "query", "body"),
    [
        ("events.list", {"singleEvents": "true", "timeMin": "2026-03-10T09:00:00Z", "alt": "json"}, None),
        ("events.insert", {"sendUpdates": "all", "conferenceDataVersion": "1"}, {"start": START, "location": None}),
        ("events.import", {}, {"iCalUID": "a@b", "sequence": 1, "attendees": [{"email": "a@b.example"}]}),
        ("events.update", {}, {"extendedProperties": {"private": {"key": "value"}}}),
        ("freebusy.query", {}, {"timeMin": "2026-03-10T09:00:00Z", "items": [{"id": "a@b.example"}]}),
    ],
)
def test_what_the_document_has_is_taken(operation: str, query: dict[str, str], body: dict[str, object] | None) -> None:
    check_request(operation, query, body)


@pytest.mark.parametrize(
    ("operation", "query", "body"),
    [
        ("events.list", {"sendUpdate": "all"}, None),
        ("events.list", {"singleEvents": "yes"}, None),
        ("events.list", {"timeMin": "2026-03-10T09:00:00"}, None),
        ("events.insert", {"sendUpdates": "some"}, {}),
        ("events.insert", {"conferenceDataVersion": "2"}, {}),
        ("events.insert", {}, {"title": "Review"}),
        ("events.insert", {}, {"start": {"datetime": "2026-03-10T09:00:00Z"}}),
        ("events.insert", {}, {"attendees": {"email": "a@b.example"}}),
        ("events.insert", {}, {"reminders": {"useDefault": "no"}}),
        ("events.insert", {}, {"sequence": "1"}),
        ("events.import", {"sendUpdates": "all"}, {"iCalUID": "a@b"}),
        ("events.move", {}, None),
    ],
)
def test_what_it_does_not_have_is_refused(
    operation: str, query: dict[str, str], body: dict[str, object] | None
) -> None:
    with pytest.raises(Refusal) as refusal:
        check_request(operation, query, body)
    assert refusal.value.status == 400
