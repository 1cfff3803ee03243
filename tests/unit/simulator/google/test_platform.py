"""The fake Google Calendar refuses what Google refuses."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from threadline.simulator.google.platform import SCOPES, FakeGoogle

ANA = "ana@example.com"
START = {"dateTime": "2026-03-10T09:00:00", "timeZone": "Europe/Vienna"}
END = {"dateTime": "2026-03-10T10:00:00", "timeZone": "Europe/Vienna"}
EVENT = {"id": "abcdef", "summary": "Review", "start": START, "end": END}


@pytest.fixture
async def google() -> AsyncIterator[FakeGoogle]:
    async with FakeGoogle() as running:
        yield running


@pytest.fixture
async def http(google: FakeGoogle) -> AsyncIterator[aiohttp.ClientSession]:
    access, _ = google.consent.give(ANA, SCOPES)
    headers = {"Authorization": f"Bearer {access}"}
    async with aiohttp.ClientSession(f"{google.url}/calendar/v3/", headers=headers) as session:
        yield session


async def asked(http: aiohttp.ClientSession, method: str, path: str, **given: Any) -> tuple[int, dict[str, Any]]:
    async with http.request(method, path, **given) as response:
        return response.status, await response.json() if response.status != 204 else {}


def reason_of(answer: dict[str, Any]) -> str:
    return str(answer["error"]["errors"][0]["reason"])


EVENTS = f"calendars/{ANA}/events"


@pytest.mark.parametrize(
    "change",
    [
        {"id": "UPPER"},
        {"id": "abc"},
        {"start": None},
        {"start": {"dateTime": "x"}},
        {"start": {"date": "2026-03-10"}},
        {"start": END, "end": START},
        {"recurrence": ["EXDATE:20260311T090000Z"]},
        {"recurrence": ["RRULE:FREQ=SOMETIMES"]},
        {"recurrence": ["RRULE:FREQ=DAILY;UNTIL=20260312"]},
        {"attendees": [{"displayName": "Bo"}]},
        {"reminders": {"useDefault": True, "overrides": [{"method": "popup", "minutes": 1}]}},
        {"reminders": {"useDefault": False, "overrides": [{"method": "popup", "minutes": 1}] * 6}},
    ],
)
async def test_bodies_that_make_no_sense(http: aiohttp.ClientSession, change: dict[str, Any]) -> None:
    status, _ = await asked(http, "POST", EVENTS, json=EVENT | change)
    assert status == 400


async def test_inserting_and_changing(http: aiohttp.ClientSession, google: FakeGoogle) -> None:
    own = {"email": ANA}
    status, event = await asked(
        http, "POST", EVENTS, json=EVENT | {"attendees": [own], "conferenceData": {"notes": "x"}}
    )
    assert (status, event["attendees"][0]["organizer"]) == (200, True)
    assert "conferenceData" not in event, "without conferenceDataVersion=1 it is not looked at"
    assert (await asked(http, "POST", EVENTS, json=EVENT))[0] == 409
    for method in ("PUT", "DELETE"):
        status, answer = await asked(http, method, f"{EVENTS}/abcdef", json=EVENT, headers={"If-Match": '"0"'})
        assert (status, reason_of(answer)) == (412, "conditionNotMet")
    assert (await asked(http, "DELETE", f"{EVENTS}/abcdef"))[0] == 204
    assert (await asked(http, "DELETE", f"{EVENTS}/abcdef"))[0] == 410
    status, event = await asked(http, "GET", f"{EVENTS}/abcdef")
    assert (status, event["status"]) == (200, "cancelled")
    assert (await asked(http, "POST", EVENTS, json=EVENT))[0] == 409, "the ids of deleted events stay taken"


async def test_a_meeting_stays_where_it_is_not_spoken_of(http: aiohttp.ClientSession) -> None:
    request = {"createRequest": {"requestId": "abcdefghij", "conferenceSolutionKey": {"type": "hangoutsMeet"}}}
    _, event = await asked(
        http, "POST", EVENTS, json=EVENT | {"conferenceData": request}, params={"conferenceDataVersion": "1"}
    )
    assert event["hangoutLink"] == "https://meet.google.com/abc-defg-hij"
    _, changed = await asked(http, "PUT", f"{EVENTS}/abcdef", json=EVENT)
    assert changed["hangoutLink"] == event["hangoutLink"]
    _, without = await asked(http, "PUT", f"{EVENTS}/abcdef", json=EVENT, params={"conferenceDataVersion": "1"})
    assert "hangoutLink" not in without


async def test_an_occurrence_does_not_repeat(http: aiohttp.ClientSession) -> None:
    daily = {"recurrence": ["RRULE:FREQ=DAILY;COUNT=3"]}
    await asked(http, "POST", EVENTS, json=EVENT | daily)
    one = f"{EVENTS}/abcdef_20260311T080000Z"
    assert (await asked(http, "PUT", one, json=EVENT | daily))[0] == 400
    assert (await asked(http, "GET", f"{EVENTS}/abcdef_nonsense"))[0] == 404
    assert (await asked(http, "GET", f"{EVENTS}/abcdef_20260320T080000Z"))[0] == 404
    await asked(http, "DELETE", f"{EVENTS}/abcdef")
    assert (await asked(http, "GET", one))[1]["status"] == "cancelled"


async def test_who_may_see_and_change_a_calendar(http: aiohttp.ClientSession, google: FakeGoogle) -> None:
    status, answer = await asked(http, "GET", "calendars/bo@example.com/events")
    assert (status, reason_of(answer)) == (403, "requiredAccessLevel")
    google.calendar("bo@example.com").access[ANA] = "reader"
    assert (await asked(http, "GET", "calendars/bo@example.com/events"))[0] == 200
    assert (await asked(http, "POST", "calendars/bo@example.com/events", json=EVENT))[0] == 403
    assert (await asked(http, "GET", "calendars/cy@example.com/events"))[0] == 404
    async with aiohttp.ClientSession() as stranger, stranger.get(f"{google.url}/calendar/v3/{EVENTS}") as response:
        assert response.status == 401


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"syncToken": "x"}, 400),
        ({"syncToken": "x", "timeMin": "2026-03-01T00:00:00Z"}, 400),
        ({"singleEvents": "true", "timeMin": "2026-03-01T00:00:00"}, 400),
        ({"singleEvents": "true", "timeMin": "x"}, 400),
        ({"singleEvents": "true", "timeMin": "2026-03-02T00:00:00Z", "timeMax": "2026-03-01T00:00:00Z"}, 400),
        ({"singleEvents": "true"}, 200),
    ],
)
async def test_questions_that_make_no_sense(http: aiohttp.ClientSession, query: dict[str, str], status: int) -> None:
    assert (await asked(http, "GET", EVENTS, params=query))[0] == status


async def test_free_time_has_limits(http: aiohttp.ClientSession) -> None:
    span = {"timeMin": "2026-03-01T00:00:00Z", "timeMax": "2026-04-01T00:00:00Z"}
    many = [{"id": f"p{number}@example.com"} for number in range(50)] + [{"id": ANA}]
    status, answer = await asked(http, "POST", "freeBusy", json=span | {"items": many})
    assert (status, answer["calendars"][ANA]["errors"][0]["reason"]) == (200, "tooManyCalendarsRequested")
    assert (await asked(http, "POST", "freeBusy", json=span | {"timeMax": "2026-06-01T00:00:00Z"}))[0] == 400
    assert (await asked(http, "POST", "freeBusy", json=span | {"timeMax": "2026-02-01T00:00:00Z"}))[0] == 400
    assert (await asked(http, "POST", "freeBusy", data="x"))[0] == 400


async def test_what_one_is_invited_to_takes_ones_time(http: aiohttp.ClientSession, google: FakeGoogle) -> None:
    await asked(http, "POST", EVENTS, json=EVENT | {"attendees": [{"email": "bo@example.com"}]})
    overlapping = {"start": {"dateTime": "2026-03-10T09:30:00+01:00"}, "end": {"dateTime": "2026-03-10T11:00:00+01:00"}}
    access, _ = google.consent.give("bo@example.com", SCOPES)
    bo = {"Authorization": f"Bearer {access}"}
    await asked(http, "POST", "calendars/primary/events", json={"id": "bbbbb"} | overlapping, headers=bo)
    span = {"timeMin": "2026-03-01T00:00:00Z", "timeMax": "2026-04-01T00:00:00Z"}
    _, answer = await asked(http, "POST", "freeBusy", json=span | {"items": [{"id": "bo@example.com"}]})
    taken = [{"start": "2026-03-10T08:00:00Z", "end": "2026-03-10T10:00:00Z"}]
    assert answer["calendars"]["bo@example.com"]["busy"] == taken
    google.calendar(ANA).events["abcdef"]["attendees"][0]["responseStatus"] = "declined"
    _, answer = await asked(http, "POST", "freeBusy", json=span | {"items": [{"id": "bo@example.com"}]})
    assert answer["calendars"]["bo@example.com"]["busy"] == [taken[0] | {"start": "2026-03-10T08:30:00Z"}]


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"client_id": "x"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, "invalid_grant"),
        ({"grant_type": "authorization_code", "code": "x"}, "invalid_grant"),
    ],
)
async def test_the_token_endpoint_refuses(google: FakeGoogle, form: dict[str, str], error: str) -> None:
    client = {"client_id": google.client_id, "client_secret": google.client_secret}
    async with aiohttp.ClientSession() as session, session.post(google.token_url, data=client | form) as response:
        assert (await response.json())["error"] == error


def test_consent_needs_pkce_and_a_known_client(google: FakeGoogle) -> None:
    asked_for = f"{google.auth_url}?client_id={google.client_id}&redirect_uri=http://localhost/x&scope=y"
    for url in (asked_for, google.auth_url, f"{google.auth_url}?client_id={google.client_id}"):
        with pytest.raises(ValueError, match="invalid"):
            google.consent.allow(url, ANA)
    with_pkce = f"{asked_for}&code_challenge=c&code_challenge_method=S256"
    assert "code=" in google.consent.allow(with_pkce.replace("/x", "/x?a=b"), ANA)
