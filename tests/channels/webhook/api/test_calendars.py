"""Calendars, events, free time, text to events, and the feed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, instant
from threadline.calendar.backend import Backend
from threadline.calendar.event import FreeBusy
from threadline.calendar.memory import MemoryBackend, MemoryCalendar
from threadline.calendar.port import CalendarInfo, CalendarUnavailable

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/api/v1/calendar"
EVENT = {
    "title": "Lunch",
    "start": "2027-05-03T12:00:00+02:00",
    "end": "2027-05-03T13:00:00+02:00",
    "timezone": "Europe/Vienna",
    "location": "Garden",
    "attendees": [{"name": "Bo", "email": "bo@example.com"}],
}
EARLIER = "FREQ=WEEKLY;UNTIL=20270401T000000Z"
MAY = "time_min=2027-05-01T00:00:00Z&time_max=2027-06-01T00:00:00Z"


class Broken(MemoryCalendar):
    """A back end that lists its calendar and then cannot be reached."""

    async def calendars(self) -> Sequence[CalendarInfo]:
        return [CalendarInfo("elsewhere", "Elsewhere")]

    async def events(self, calendar_id: str, time_min: datetime, time_max: datetime) -> Any:
        raise CalendarUnavailable("Elsewhere cannot be reached.", retry_after=7)

    async def get(self, calendar_id: str, event_id: str) -> Any:
        raise CalendarUnavailable("Elsewhere cannot be reached.")

    async def busy(self, calendar_ids: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        raise CalendarUnavailable("Elsewhere cannot be reached.")


@pytest.fixture
def broken(house: House) -> Iterator[None]:
    """A second back end that does not answer."""
    backends: dict[str, Backend] = house.services.calendars.registry._backends  # type: ignore[assignment]

    def make(person_id: str) -> Broken:
        calendar = Broken()
        calendar.name = "broken"
        return calendar

    backends["broken"] = MemoryBackend(make, name="broken")
    yield
    del backends["broken"]


async def test_an_event_from_beginning_to_end(ana: Client, bo: Client) -> None:
    made = await ana.post(f"{PATH}/events", EVENT)
    assert made.status == 200
    event = made.json
    assert {**event, **EVENT} == event
    one = f"{PATH}/events/{event['id']}"
    assert (await ana.get(one)).json == event
    assert (await ana.get(f"{one}?calendar_id=default")).json == event
    moved = await ana.patch(one, {"start": "2027-05-04T12:00:00+02:00", "version": event["version"]})
    assert moved.json["end"] == "2027-05-04T13:00:00+02:00"
    (await ana.patch(one, {"title": "Stale", "version": event["version"]})).refused(409, "CONFLICT")
    (await ana.delete(f"{one}?version={event['version']}")).refused(409, "CONFLICT")
    (await bo.get(one)).refused(404, "NOT_FOUND")
    (await bo.delete(one)).refused(404, "NOT_FOUND")
    assert (await ana.patch(one, {"location": None})).json["location"] is None
    assert (await ana.delete(one)).status == 204
    (await ana.get(one)).refused(404, "NOT_FOUND")
    (await ana.patch(one, {"title": "Gone"})).refused(404, "NOT_FOUND")


async def test_events_are_listed_in_pages(ana: Client) -> None:
    for day in (5, 3, 4):
        body = {**EVENT, "start": f"2027-05-0{day}T12:00:00+02:00", "end": f"2027-05-0{day}T13:00:00+02:00"}
        await ana.post(f"{PATH}/events", body)
    first = (await ana.get(f"{PATH}/events?{MAY}&limit=2")).json
    second = (await ana.get(f"{PATH}/events?{MAY}&limit=2&page_token={first['next_page']}")).json
    days = [instant(event["start"]).day for page in (first, second) for event in page["events"]]
    assert days == [3, 4, 5]
    assert second["next_page"] is None
    assert (await ana.get(f"{PATH}/events?calendar_id=default")).json == {
        "events": [],
        "next_page": None,
        "unknown": [],
    }


async def test_a_repeating_event_is_listed_each_time(ana: Client) -> None:
    await ana.post(f"{PATH}/events", {**EVENT, "recurrence": "FREQ=DAILY;COUNT=3"})
    listed = (await ana.get(f"{PATH}/events?{MAY}")).json["events"]
    assert len(listed) == 3
    assert (await ana.delete(f"{PATH}/events/{listed[1]['id']}")).status == 204
    assert len((await ana.get(f"{PATH}/events?{MAY}")).json["events"]) == 2
    moved = await ana.patch(f"{PATH}/events/{listed[0]['id']}", {"start": "2027-05-03T15:00:00+02:00"})
    assert moved.json["end"] == "2027-05-03T16:00:00+02:00"
    times = [each["start"][11:16] for each in (await ana.get(f"{PATH}/events?{MAY}")).json["events"]]
    assert times == ["15:00", "12:00"]


@pytest.mark.parametrize(
    "query",
    [
        "time_min=2027-05-02T00:00:00Z&time_max=2027-05-01T00:00:00Z",
        "time_min=2027-05-02T00:00:00Z&time_max=2029-05-01T00:00:00Z",
        "time_min=9999-12-31T23:59:59Z",
    ],
)
async def test_a_range_makes_sense(ana: Client, query: str) -> None:
    (await ana.get(f"{PATH}/events?{query}")).refused(422, "UNPROCESSABLE")
    (await ana.get(f"{PATH}/free-busy?{query}")).refused(422, "UNPROCESSABLE")


async def test_a_calendar_that_is_not_there(ana: Client) -> None:
    (await ana.get(f"{PATH}/events?calendar_id=nope")).refused(404, "NOT_FOUND")
    (await ana.get(f"{PATH}/free-busy?calendar_id=default&calendar_id=nope")).refused(404, "NOT_FOUND")
    (await ana.post(f"{PATH}/events", {**EVENT, "calendar_id": "nope"})).refused(404, "NOT_FOUND")
    body = {"text": "Lunch tomorrow at noon", "calendar_id": "nope"}
    (await ana.post(f"{PATH}/process-text", body)).refused(404, "NOT_FOUND")


async def test_free_and_busy(ana: Client) -> None:
    await ana.post(f"{PATH}/events", EVENT)
    found = (await ana.get(f"{PATH}/free-busy?{MAY}&timezone=Asia/Tokyo&calendar_id=default")).json["calendars"]
    busy = [{"start": "2027-05-03T19:00:00+09:00", "end": "2027-05-03T20:00:00+09:00"}]
    assert found == [{"calendar_id": "default", "knowledge": "known", "busy": busy, "reason": None}]
    body = {"time_min": "2027-05-03T11:30:00+02:00", "time_max": "2027-05-03T18:00:00+02:00", "duration_minutes": 60}
    slots = (await ana.post(f"{PATH}/find-time", body)).json["slots"]
    assert slots[0]["label"].startswith("Mon 3 May 2027, 13:")
    assert (await ana.post(f"{PATH}/find-time", {"limit": 1})).json["unknown"] == []
    long = {"time_min": "2027-01-01T00:00:00Z", "time_max": "2027-08-01T00:00:00Z"}
    (await ana.post(f"{PATH}/find-time", long)).refused(422, "UNPROCESSABLE")


@pytest.mark.usefixtures("broken")
async def test_unknown_is_never_free(ana: Client) -> None:
    await ana.post(f"{PATH}/events", EVENT)
    listed = (await ana.get(f"{PATH}/events?{MAY}")).json
    assert (len(listed["events"]), listed["unknown"]) == (1, ["Elsewhere"])
    asked = await ana.get(f"{PATH}/events?{MAY}&calendar_id=elsewhere")
    asked.refused(503, "UNAVAILABLE")
    assert asked.headers["Retry-After"] == "7"
    (await ana.get(f"{PATH}/events/nowhere")).refused(503, "UNAVAILABLE")
    states = {each["calendar_id"]: each for each in (await ana.get(f"{PATH}/free-busy")).json["calendars"]}
    assert states["broken:elsewhere"]["knowledge"] == "unknown"
    assert states["broken:elsewhere"]["reason"] == "Elsewhere cannot be reached."
    assert (await ana.post(f"{PATH}/find-time")).json["unknown"]
    there = await ana.post(f"{PATH}/process-text", {"text": "Lunch tomorrow at noon", "calendar_id": "elsewhere"})
    assert there.json["event"]["calendar_id"] == "broken:elsewhere"
    told = await ana.post(f"{PATH}/process-text", {"text": "Lunch tomorrow at noon", "calendar_id": "default"})
    assert any("Elsewhere" in warning for warning in told.json["warnings"])


async def test_text_becomes_a_proposal(ana: Client) -> None:
    text = "Design review with ana@example.com on 10 March 2027 from 3pm to 4:30pm in Room 4"
    read = (await ana.post(f"{PATH}/process-text", {"text": text})).json
    assert (read["event"]["title"], read["event"]["location"], read["created"]) == ("Design review", "Room 4", False)
    assert read["event"]["start"] == "2027-03-10T15:00:00+01:00"
    assert {text[each["start"] : each["end"]] for each in read["evidence"]} == {
        each["text"] for each in read["evidence"]
    }
    elsewhere = (await ana.post(f"{PATH}/process-text", {"text": text, "timezone": "Asia/Tokyo"})).json
    assert elsewhere["event"]["start"] == "2027-03-10T15:00:00+09:00"


async def test_text_can_be_booked_at_once_and_only_once(ana: Client) -> None:
    body = {"text": "Dinner on 12 March 2027 at 7pm", "create_event": True}
    key = {"Idempotency-Key": "dinner"}
    first = (await ana.post(f"{PATH}/process-text", body, headers=key)).json
    again = (await ana.post(f"{PATH}/process-text", body, headers=key)).json
    assert first["created"] is True
    assert again["event"]["id"] == first["event"]["id"]
    assert again["proposal_id"] == first["proposal_id"]
    crowded = (await ana.post(f"{PATH}/process-text", body)).json
    assert crowded["created"] is True
    assert any("Dinner" in warning for warning in crowded["warnings"])
    await ana.post(f"/api/v1/proposals/{first['proposal_id']}/undo")
    undone = (await ana.post(f"{PATH}/process-text", body, headers=key)).json
    assert undone["created"] is False


async def test_text_without_a_time_says_what_is_missing(ana: Client) -> None:
    read = (await ana.post(f"{PATH}/process-text", {"text": "Lunch with Bo some day"})).json
    assert (read["event"], read["proposal_id"], read["created"]) == (None, None, False)
    assert "When should it be?" in read["warnings"][-1]


async def test_the_feed_shows_what_is_booked(house: House, ana: Client, bo: Client) -> None:
    await ana.post(f"{PATH}/events", EVENT)
    listed = (await ana.get(f"{PATH}/calendars")).json
    assert listed["calendars"] == [
        {
            "id": "default",
            "name": "Threadline",
            "primary": True,
            "writable": True,
            "provider": "builtin",
            "default": True,
            "description": "",
            "summary": "Threadline",
            "access_role": "writer",
        }
    ]
    assert listed["unknown"] == []
    path = listed["feed_url"].removeprefix(ana.address)
    assert (await ana.get(f"{PATH}/calendars")).json["feed_url"] == listed["feed_url"]
    feed = await house.stranger.get(path)
    assert feed.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert feed.headers["Cache-Control"] == "private, no-cache"
    assert "SUMMARY:Lunch" in feed.text
    known = {"If-None-Match": feed.headers["ETag"]}
    assert (await house.stranger.get(path, headers=known)).status == 304
    await ana.post(f"{PATH}/events", {**EVENT, "title": "Dinner"})
    fresh = await house.stranger.get(path, headers=known)
    assert fresh.text.count("BEGIN:VEVENT") == 2
    assert (await house.stranger.call("HEAD", path)).status == 200
    assert (await bo.get(f"{PATH}/calendars")).json["feed_url"] != listed["feed_url"]
    assert (await ana.delete(f"{PATH}/feed")).status == 204
    (await house.stranger.get(path)).refused(404, "NOT_FOUND")
    assert (await ana.get(f"{PATH}/calendars")).json["feed_url"] != listed["feed_url"]
    (await house.stranger.get("/calendar/guess.ics")).refused(404, "NOT_FOUND")


async def test_a_series_that_ends_before_it_begins_is_refused(ana: Client) -> None:
    answer = await ana.post(f"{PATH}/events", {**EVENT, "recurrence": EARLIER})

    answer.refused(422, "UNPROCESSABLE")
    assert "before it begins on 3 May 2027" in answer.text
