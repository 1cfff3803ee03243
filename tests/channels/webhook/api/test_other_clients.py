"""What clients of earlier documents send, and what they read of the answer."""

from typing import Any

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVENTS = "/api/v1/calendar/events"
NINE = {"dateTime": "2027-01-18T09:00:00", "timeZone": "Europe/Berlin"}
TEN = {"dateTime": "2027-01-18T10:00:00", "timeZone": "Europe/Berlin"}


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/api/v1/webhook", {"prompt": "", "type": "summary", "source": "excel"}, "prompt"),
        ("/api/v1/stream", {"prompt": ""}, "prompt"),
        ("/api/v1/calendar/process-text", {"text": ""}, "text"),
        ("/api/v1/conversations/{id}/messages", {"content": ""}, "content"),
        ("/api/v1/conversations/{id}/messages", {"text": "", "stream": True}, "text"),
    ],
)
async def test_an_empty_cell_is_well_formed_and_cannot_be_answered(
    ana: Client, path: str, body: dict[str, Any], field: str
) -> None:
    conversation = (await ana.post("/api/v1/conversations", {})).json["id"]
    refused = await ana.post(path.format(id=conversation), body)
    refused.refused(422, "UNPROCESSABLE")
    assert refused.fields() == [field]


async def test_what_else_is_wrong_beside_an_empty_text_goes_first(ana: Client) -> None:
    refused = await ana.post("/api/v1/webhook", {"prompt": "", "parameters": {"temperature": 9}})
    refused.refused(400, "VALIDATION_ERROR")
    assert refused.fields() == ["prompt", "parameters.temperature"]


async def test_fields_that_a_flow_left_empty_are_absent(ana: Client) -> None:
    body = {"prompt": "Costs fall.", "source": "", "language": "", "type": "", "template_id": "", "conversation_id": ""}
    assert (await ana.post("/api/v1/webhook", body)).json["summary"]


async def test_an_event_is_changed_in_googles_shape(ana: Client) -> None:
    event = {"summary": "Audit", "start": NINE, "end": TEN, "location": "Room 4", "description": "Bring the books."}
    created = (await ana.post(EVENTS, {"calendar_id": None, "event": event})).json["event"]
    place = f"{EVENTS}/{created['id']}"
    moved = (await ana.patch(place, {"event": {"start": TEN, "location": None, "summary": "Second audit"}})).json[
        "event"
    ]
    assert (moved["summary"], moved["location"], moved["description"]) == ("Second audit", None, "Bring the books.")
    assert (moved["start"]["dateTime"], moved["end"]["dateTime"]) == (
        "2027-01-18T10:00:00+01:00",
        "2027-01-18T11:00:00+01:00",
    )
    cleared = (await ana.patch(place, {"event": {"description": ""}, "version": moved["version"]})).json["event"]
    assert (cleared["description"], cleared["summary"]) == (None, "Second audit")
    (await ana.patch(place, {"event": {}, "version": "1"})).refused(409, "CONFLICT")
    as_there = {"summary": "Third audit", "start": NINE, "end": TEN, "location": None}
    third = (await ana.patch(place, as_there)).json["event"]
    assert (third["summary"], third["start"]["dateTime"]) == ("Third audit", "2027-01-18T09:00:00+01:00")
    empty = {"event": None, "summary": None, "title": "Ours", "start": None, "end": None}
    assert (await ana.patch(place, empty)).json["title"] == "Ours"
    both = {"event": {"summary": "Inside", "location": "Room 5"}, "summary": "Beside"}
    beside = (await ana.patch(place, both)).json
    assert (beside["title"], beside["location"]) == ("Beside", "Room 5")


async def test_a_variable_that_is_missing_is_named(ana: Client) -> None:
    refused = await ana.post("/api/v1/templates/technical_explanation/render", {"variables": {}})
    refused.refused(400, "VALIDATION_ERROR")
    assert refused.fields() == ["variables.text"]


async def test_a_conversation_without_a_title_has_one_to_show(ana: Client) -> None:
    opened = (await ana.post("/api/v1/conversations", {})).json
    listed = (await ana.get("/api/v1/conversations")).json["conversations"]
    titles = [opened["title"], *(each["title"] for each in listed if each["id"] == opened["id"])]
    assert titles == ["Untitled conversation"] * 2


async def test_programs_are_told_how_connecting_went_and_people_are_shown(house: House) -> None:
    done = await house.stranger.get("/api/v1/calendar/auth/success")
    assert (done.status, done.json["status"]) == (200, "success")
    failed = await house.stranger.get("/api/v1/calendar/auth/error?error=access_denied")
    assert (failed.status, failed.json["status"]) == (400, "error")
    assert done.json["message"]
    assert failed.json["message"]
    for path in ("success", "error"):
        shown = await house.stranger.get(f"/api/v1/calendar/auth/{path}", headers={"Accept": "text/html"})
        assert (shown.status, shown.text[:9].lower()) == (200, "<!doctype")
