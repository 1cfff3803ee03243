"""Requests that Graph's models do not have are refused."""

from typing import Any

import pytest

from threadline.simulator.microsoft.refusals import Refusal
from threadline.simulator.microsoft.requests import check_request
from threadline.simulator.microsoft.schema import BODIES, COLLECTIONS, ONLY_CREATED, PRIMITIVES, REQUIRED, TYPES

AT = {"dateTime": "2027-01-11T09:00:00", "timeZone": "W. Europe Standard Time"}
EVENT: dict[str, Any] = {
    "subject": "Review",
    "start": AT,
    "end": AT,
    "attendees": [{"emailAddress": {"address": "a@b.c"}}],
}
WEEKLY = {
    "pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"]},
    "range": {"type": "noEnd", "startDate": "2027-01-11"},
}


@pytest.mark.parametrize(
    ("operation", "query", "body"),
    [
        ("events.create", {}, EVENT | {"transactionId": "t", "recurrence": WEEKLY}),
        ("events.update", {}, {"recurrence": None, "showAs": "oof"}),
        ("events.decline", {}, {"comment": "Sorry", "proposedNewTime": {"start": AT, "end": AT}}),
        ("calendarView.list", {"startDateTime": "x", "endDateTime": "y", "$top": "5"}, None),
    ],
)
def test_what_the_models_have_is_taken(operation: str, query: dict[str, str], body: dict[str, Any] | None) -> None:
    check_request(operation, query, body)


@pytest.mark.parametrize(
    ("operation", "query", "body", "reason"),
    [
        ("events.create", {}, EVENT | {"iCalUId": "x"}, "iCalUId"),
        ("events.create", {}, EVENT | {"showAs": "away"}, "none of its values"),
        ("events.create", {}, EVENT | {"isAllDay": "true"}, "no truth"),
        ("events.create", {}, EVENT | {"reminderMinutesBeforeStart": True}, "no number"),
        ("events.create", {}, EVENT | {"attendees": {}}, "no collection"),
        ("events.create", {}, EVENT | {"attendees": [{"type": "required"}]}, "no emailAddress"),
        ("events.create", {}, EVENT | {"start": {"dateTime": "2027-01-11T09:00:00Z"}}, "no local"),
        ("events.create", {}, EVENT | {"start": "2027-01-11"}, "no dateTimeTimeZone"),
        ("events.create", {}, EVENT | {"subject": "x" * 256}, "no text255"),
        ("events.create", {}, EVENT | {"recurrence": WEEKLY | {"pattern": {"type": "weekly"}}}, "no interval"),
        (
            "events.create",
            {},
            EVENT | {"recurrence": WEEKLY | {"pattern": {"type": "weekly", "interval": 1, "daysOfWeek": "monday"}}},
            "none of its values",
        ),
        ("events.create", {}, None, "no event"),
        ("events.update", {}, {"transactionId": "t"}, "cannot be changed"),
        ("events.accept", {}, {"proposedNewTime": {"start": AT, "end": AT}}, "proposedNewTime"),
        ("events.delete", {}, {"comment": "x"}, "no body"),
        ("events.get", {"$top": "5"}, None, r"\$top"),
        ("calendarView.delta", {"$filter": "x"}, None, r"\$filter"),
        ("subscriptions.create", {}, {"changeType": "updated"}, "no expirationDateTime"),
    ],
)
def test_what_they_do_not_have_is_refused(
    operation: str, query: dict[str, str], body: dict[str, Any] | None, reason: str
) -> None:
    with pytest.raises(Refusal) as refused:
        check_request(operation, query, body)
    assert refused.value.status == 400
    assert reason.replace("\\", "") in str(refused.value.body)


def test_the_data_names_only_types_that_it_has() -> None:
    named = {
        kind.removesuffix("[]")
        for properties in TYPES.values()
        for kind in properties.values()
        if isinstance(kind, str)
    }
    assert named <= PRIMITIVES | set(TYPES)
    assert {*BODIES.values(), *REQUIRED} <= set(TYPES)
    assert all(name in TYPES[kind] for kind, name in COLLECTIONS)
    assert all(name in TYPES[kind] for kind, names in REQUIRED.items() for name in names)
    assert {*TYPES["event"], *TYPES["todoTask"]} >= ONLY_CREATED
