"""The fake Graph refuses what Graph refuses."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from threadline.simulator.microsoft.platform import SCOPES, FakeGraph

ANA = "ana@example.com"
START = {"dateTime": "2026-03-10T09:00:00", "timeZone": "Europe/Vienna"}
END = {"dateTime": "2026-03-10T10:00:00", "timeZone": "W. Europe Standard Time"}
EVENT = {"subject": "Review", "start": START, "end": END}
DAILY = {
    "pattern": {"type": "daily", "interval": 1},
    "range": {"type": "numbered", "numberOfOccurrences": 3, "startDate": "2026-03-10"},
}


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraph]:
    async with FakeGraph() as running:
        yield running


@pytest.fixture
async def http(graph: FakeGraph) -> AsyncIterator[aiohttp.ClientSession]:
    access, _ = graph.consent.give(ANA, SCOPES)
    headers = {"Authorization": f"Bearer {access}"}
    async with aiohttp.ClientSession(f"{graph.graph_url}/me/", headers=headers) as session:
        yield session


@pytest.fixture
def home(graph: FakeGraph) -> str:
    return f"calendars/{graph.mailbox(ANA).primary}"


async def asked(http: aiohttp.ClientSession, method: str, path: str, **given: Any) -> tuple[int, dict[str, Any]]:
    async with http.request(method, path, **given) as response:
        return response.status, await response.json() if response.status != 204 else {}


@pytest.mark.parametrize(
    "change",
    [
        {"start": {"dateTime": "x", "timeZone": "UTC"}},
        {"start": {"dateTime": "2026-03-10T09:00:00", "timeZone": "Nowhere/Else"}},
        {"start": END, "end": START},
        {"isAllDay": True},
        {"attendees": [{"emailAddress": {"name": "Bo"}}]},
        {"recurrence": {"pattern": {"type": "hourly", "interval": 1}, "range": DAILY["range"]}},
        {"recurrence": {"pattern": {}, "range": {}}},
        {"recurrence": DAILY | {"range": DAILY["range"] | {"startDate": "2026-03-11"}}},
    ],
)
async def test_bodies_that_make_no_sense(http: aiohttp.ClientSession, home: str, change: dict[str, Any]) -> None:
    assert (await asked(http, "POST", f"{home}/events", json=EVENT | change))[0] == 400


async def test_times_are_told_in_the_zone_that_is_preferred(http: aiohttp.ClientSession, home: str) -> None:
    status, event = await asked(http, "POST", f"{home}/events", json=EVENT)
    assert (status, event["originalStartTimeZone"]) == (201, "W. Europe Standard Time")
    assert event["start"] == {"dateTime": "2026-03-10T08:00:00.0000000", "timeZone": "UTC"}
    prefer = {"Prefer": 'outlook.timezone="Tokyo Standard Time"'}
    _, event = await asked(http, "GET", f"{home}/events/{event['id']}", headers=prefer)
    assert event["start"] == {"dateTime": "2026-03-10T17:00:00.0000000", "timeZone": "Tokyo Standard Time"}


async def test_changing_and_deleting(http: aiohttp.ClientSession, home: str) -> None:
    assert (await asked(http, "POST", f"{home}/events", json={"subject": "x"}))[0] == 400
    assert (await asked(http, "POST", f"{home}/events", data="x"))[0] == 400
    _, event = await asked(http, "POST", f"{home}/events", json=EVENT)
    path = f"{home}/events/{event['id']}"
    for method in ("PATCH", "DELETE"):
        assert (await asked(http, method, path, json={}, headers={"If-Match": 'W/"0"'}))[0] == 412
    assert (await asked(http, "PATCH", path, json={"start": START}))[0] == 400
    assert (await asked(http, "GET", f"{path}/instances", params=_span()))[0] == 400
    assert (await asked(http, "DELETE", path))[0] == 204
    assert (await asked(http, "GET", path))[0] == 404
    assert (await asked(http, "GET", f"{home}/events/nonsense"))[0] == 400
    assert (await asked(http, "GET", "calendars/AAelsewhere/events"))[0] == 404


async def test_a_repeated_request_is_one_event_and_no_other_has_its_transaction_id(
    http: aiohttp.ClientSession, home: str
) -> None:
    body = EVENT | {"transactionId": "t1"}
    _, first = await asked(http, "POST", f"{home}/events", json=body)
    _, again = await asked(http, "POST", f"{home}/events", json=body)
    assert again["id"] == first["id"]
    status, other = await asked(http, "POST", f"{home}/events", json=body | {"subject": "Another"})
    assert (status, other["error"]["code"]) == (409, "ErrorDuplicateTransactionId")
    await asked(http, "DELETE", f"{home}/events/{first['id']}")
    assert (await asked(http, "POST", f"{home}/events", json=body))[0] == 409


async def test_an_occurrence_does_not_repeat(http: aiohttp.ClientSession, home: str) -> None:
    _, series = await asked(http, "POST", f"{home}/events", json=EVENT | {"recurrence": DAILY})
    _, answer = await asked(http, "GET", f"{home}/events/{series['id']}/instances", params=_span())
    assert [each["type"] for each in answer["value"]] == ["occurrence"] * 3
    path = f"{home}/events/{answer['value'][1]['id']}"
    assert (await asked(http, "PATCH", path, json={"recurrence": DAILY}))[0] == 400
    _, changed = await asked(http, "PATCH", path, json={"subject": "Other"})
    assert changed["type"] == "exception"
    _, master = await asked(http, "GET", f"{home}/events/{series['id']}", params={"$expand": "exceptionOccurrences"})
    assert [each["subject"] for each in master["exceptionOccurrences"]] == ["Other"]
    await asked(http, "DELETE", f"{home}/events/{series['id']}")
    assert (await asked(http, "GET", path))[0] == 404


@pytest.mark.parametrize("query", [{}, {"startDateTime": "x", "endDateTime": "y"}])
async def test_a_view_needs_a_range(http: aiohttp.ClientSession, home: str, query: dict[str, str]) -> None:
    assert (await asked(http, "GET", f"{home}/calendarView", params=query))[0] == 400


async def test_questions_that_make_no_sense(http: aiohttp.ClientSession, home: str) -> None:
    backwards = {"startDateTime": "2026-04-01T00:00:00Z", "endDateTime": "2026-03-01T00:00:00Z"}
    assert (await asked(http, "GET", f"{home}/calendarView", params=backwards))[0] == 400
    assert (await asked(http, "GET", f"{home}/events", params={"$filter": "subject eq 'x'"}))[0] == 400
    assert (await asked(http, "GET", f"{home}/calendarView/delta", params={"$deltatoken": "x"}))[0] == 410


async def test_free_time_has_limits(http: aiohttp.ClientSession, graph: FakeGraph) -> None:
    def body(end: str, people: int) -> dict[str, Any]:
        return {
            "schedules": [ANA] * people,
            "startTime": {"dateTime": "2026-03-01T00:00:00", "timeZone": "UTC"},
            "endTime": {"dateTime": end, "timeZone": "UTC"},
        }

    for end, people, expected in (("2026-04-01", 1, 200), ("2026-04-01", 21, 400), ("2026-06-01", 1, 400)):
        status, _ = await asked(http, "POST", "calendar/getSchedule", json=body(f"{end}T00:00:00", people))
        assert status == expected


async def test_who_may_ask(graph: FakeGraph) -> None:
    access, _ = graph.consent.give(ANA, ("User.Read",))
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{graph.graph_url}/me/calendars") as response:
            assert response.status == 401
        headers = {"Authorization": f"Bearer {access}"}
        async with session.get(f"{graph.graph_url}/me/calendars", headers=headers) as response:
            assert response.status == 403


def _span() -> dict[str, str]:
    return {"startDateTime": "2026-03-01T00:00:00Z", "endDateTime": "2026-04-01T00:00:00Z"}
