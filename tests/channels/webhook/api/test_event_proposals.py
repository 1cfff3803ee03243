"""What is done in a calendar by hand waits for its click: drawn, moved, edited and taken out, of a series as much as is
meant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, instant
from threadline.calendar.event import Attendee, EventDraft, Identity

pytestmark = pytest.mark.asyncio(loop_scope="module")

PROPOSALS, EVENTS = "/api/v1/proposals", "/api/v1/calendar/events"
REVIEW = {"title": "Review", "start": "2027-03-23T15:00:00+01:00", "end": "2027-03-23T16:00:00+01:00"}
STANDUP = {
    "title": "Standup",
    "start": "2027-03-16T09:00:00+01:00",
    "end": "2027-03-16T09:15:00+01:00",
    "recurrence": "FREQ=WEEKLY;BYDAY=TU;COUNT=4",
}
"""Four Tuesdays: the clocks of Vienna go forward between the second and the third."""


async def told(client: Client) -> list[tuple[str, str]]:
    """The titles of spring and when they begin, on their own clock."""
    found = await client.get(EVENTS, params={"time_min": "2027-03-01T00:00:00Z", "time_max": "2027-06-01T00:00:00Z"})
    return [(each["title"], each["start"]) for each in found.json["events"]]


async def booked(client: Client, body: dict[str, Any]) -> list[dict[str, Any]]:
    """The event, or each of its times."""
    made = (await client.post(EVENTS, body)).json
    found = await client.get(EVENTS, params={"time_min": "2027-03-01T00:00:00Z", "time_max": "2027-06-01T00:00:00Z"})
    return [each for each in found.json["events"] if each["id"].startswith(made["id"])]


async def change(client: Client, event: dict[str, Any], **body: Any) -> dict[str, Any]:
    answer = await client.post(f"{EVENTS}/{event['id']}/proposals", body)
    assert answer.status == 201, answer.text
    made: dict[str, Any] = answer.json
    return made


async def confirm(client: Client, proposal: dict[str, Any]) -> dict[str, Any]:
    body = {"version": proposal["version"], "despite_conflicts": True}
    done = await client.post(f"{PROPOSALS}/{proposal['id']}/confirm", body)
    assert done.json["state"] == "booked", done.text
    made: dict[str, Any] = done.json
    return made


async def test_what_is_drawn_waits_for_its_click(ana: Client) -> None:
    await booked(ana, {**REVIEW, "title": "Board"})
    answer = await ana.post(PROPOSALS, {**REVIEW, "location": "Room 4", "attendees": [{"name": "Bo"}]})
    proposal = answer.json
    assert answer.status == 201
    assert (proposal["state"], proposal["action"], proposal["event"]["location"]) == ("proposed", "book", "Room 4")
    assert [each["title"] for each in proposal["conflicts"]] == ["Board"]
    assert [title for title, _ in await told(ana)] == ["Board"]
    done = await confirm(ana, proposal)
    assert sorted(title for title, _ in await told(ana)) == ["Board", "Review"]
    assert instant(done["undo_until"]) > instant(done["created_at"])
    await ana.post(f"{PROPOSALS}/{proposal['id']}/undo")
    assert [title for title, _ in await told(ana)] == ["Board"]


async def test_the_same_key_is_the_same_proposal(ana: Client) -> None:
    headers = {"Idempotency-Key": "drawn-once"}
    one, again = [(await ana.post(PROPOSALS, REVIEW, headers=headers)).json["id"] for _ in range(2)]
    other = (await ana.post(PROPOSALS, {**REVIEW, "title": "Other"}, headers=headers)).json["id"]
    assert one == again != other


async def test_what_is_no_event_is_refused(ana: Client) -> None:
    (await ana.post(PROPOSALS, {**REVIEW, "end": REVIEW["start"]})).refused(422, "UNPROCESSABLE")
    (await ana.post(PROPOSALS, {**REVIEW, "calendar_id": "google:none"})).refused(404, "NOT_FOUND")
    (await ana.post(PROPOSALS, {**REVIEW, "recurrence": "FREQ=NEVER"})).refused(422, "UNPROCESSABLE")


async def test_a_move_shows_what_was_and_what_becomes_of_it(ana: Client) -> None:
    [event] = await booked(ana, REVIEW)
    proposal = await change(ana, event, start="2027-03-24T10:00:00+01:00")
    assert (proposal["action"], proposal["before"]["start"]) == ("change", "2027-03-23T15:00:00+01:00")
    assert (proposal["event"]["start"], proposal["event"]["end"]) == (
        "2027-03-24T10:00:00+01:00",
        "2027-03-24T11:00:00+01:00",
    )
    assert await told(ana) == [("Review", "2027-03-23T15:00:00+01:00")]
    await confirm(ana, proposal)
    assert await told(ana) == [("Review", "2027-03-24T10:00:00+01:00")]
    await ana.post(f"{PROPOSALS}/{proposal['id']}/undo")
    assert await told(ana) == [("Review", "2027-03-23T15:00:00+01:00")]


async def test_a_change_of_nothing_is_no_proposal(ana: Client) -> None:
    [event] = await booked(ana, REVIEW)
    same = await ana.post(f"{EVENTS}/{event['id']}/proposals", {"title": "Review"})
    assert "nothing had to change" in same.refused(422, "UNPROCESSABLE")["error"]


async def test_of_a_series_it_has_to_be_said_how_much(ana: Client) -> None:
    times = await booked(ana, STANDUP)
    assert {each["series_id"] for each in times} == {times[0]["id"].rpartition("_")[0]}
    for body in ({"start": "2027-03-23T10:00:00+01:00"}, {"action": "cancel"}):
        said = await ana.post(f"{EVENTS}/{times[1]['id']}/proposals", body)
        assert "say whether only this one" in said.refused(422, "UNPROCESSABLE")["error"]
    rule = {"scope": "one", "recurrence": "FREQ=DAILY"}
    (await ana.post(f"{EVENTS}/{times[1]['id']}/proposals", rule)).refused(422, "UNPROCESSABLE")


@pytest.mark.parametrize(
    ("scope", "starts"),
    [
        ("one", ["16T09:00:00+01:00", "24T10:30:00+01:00", "30T09:00:00+02:00", "06T09:00:00+02:00"]),
        ("following", ["16T09:00:00+01:00", "24T10:30:00+01:00", "31T10:30:00+02:00", "07T10:30:00+02:00"]),
        ("all", ["17T10:30:00+01:00", "24T10:30:00+01:00", "31T10:30:00+02:00", "07T10:30:00+02:00"]),
    ],
)
async def test_a_series_moves_as_far_as_is_meant_over_a_change_of_clocks(
    ana: Client, scope: str, starts: list[str]
) -> None:
    times = await booked(ana, STANDUP)
    proposal = await change(ana, times[1], scope=scope, start="2027-03-24T10:30:00+01:00", location="Room 4")
    await confirm(ana, proposal)
    assert [start[8:] for _, start in await told(ana)] == starts
    await ana.post(f"{PROPOSALS}/{proposal['id']}/undo")
    assert [start[8:] for _, start in await told(ana)] == [each["start"][8:] for each in times]


@pytest.mark.parametrize(("scope", "left"), [("one", [1, 3, 4]), ("following", [1]), ("all", [])])
async def test_a_series_is_cancelled_as_far_as_is_meant(ana: Client, scope: str, left: list[int]) -> None:
    times = await booked(ana, STANDUP)
    proposal = await change(ana, times[1], action="cancel", scope=scope)
    assert proposal["action"] == "cancel"
    await confirm(ana, proposal)
    assert [start for _, start in await told(ana)] == [times[number - 1]["start"] for number in left]


async def test_how_a_series_repeats_can_be_said_anew(ana: Client) -> None:
    times = await booked(ana, STANDUP)
    anew = await change(ana, times[1], scope="following", recurrence="FREQ=DAILY;COUNT=2", title="Daily")
    await confirm(ana, anew)
    assert [(title, start[8:16]) for title, start in await told(ana)] == [
        ("Standup", "16T09:00"),
        ("Daily", "23T09:00"),
        ("Daily", "24T09:00"),
    ]


async def test_a_series_on_several_days_is_not_guessed_at(ana: Client) -> None:
    times = await booked(ana, {**STANDUP, "recurrence": "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6"})
    said = {"scope": "all", "start": "2027-03-17T09:00:00+01:00"}
    refused = await ana.post(f"{EVENTS}/{times[0]['id']}/proposals", said)
    assert "on several days" in refused.refused(422, "UNPROCESSABLE")["error"]


async def test_a_series_is_told_as_one(ana: Client) -> None:
    times = await booked(ana, STANDUP)
    told_of = (await ana.get(f"{EVENTS}/{times[2]['id']}/series")).json
    assert (told_of["count"], told_of["position"], told_of["repeats"]) == (4, 3, "every week on Tue, 4 times")
    assert (told_of["first"], told_of["last"]) == ("2027-03-16T09:00:00+01:00", "2027-04-06T09:00:00+02:00")
    [endless, *_] = await booked(ana, {**STANDUP, "recurrence": "FREQ=WEEKLY"})
    without_end = (await ana.get(f"{EVENTS}/{endless['id']}/series")).json
    assert (without_end["count"], without_end["last"], without_end["position"]) == (None, None, 1)
    [single] = await booked(ana, REVIEW)
    (await ana.get(f"{EVENTS}/{single['id']}/series")).refused(404, "NOT_FOUND")


async def test_what_somebody_else_organises_is_declined_or_left_to_them(ana: Client, house: House) -> None:
    person = await house.services.people.directory.get(ana.person_id)
    (calendar,) = await house.services.calendars.registry.of(person)
    start = datetime(2027, 5, 3, 10, tzinfo=UTC)
    draft = EventDraft("Offsite", start, start + timedelta(hours=1), "UTC", attendees=(Attendee("Ana", person.email),))
    draft = replace(draft, organizer=Attendee("Bea", "bea@partner.example"))
    event = await calendar.create("default", draft, "theirs", copy_of=Identity("uid-1@partner.example"))
    one = f"{EVENTS}/{event.id}/proposals"
    for body in ({"title": "Onsite"}, {"start": "2027-05-03T12:00:00Z"}):
        refused = (await ana.post(one, body)).refused(422, "UNPROCESSABLE")
        assert "organised by Bea" in refused["error"]
    assert (await ana.post(one, {"action": "cancel"})).json["action"] == "decline"


async def test_somebody_elses_event_is_not_there(house: House, ana: Client, bo: Client) -> None:
    [event] = await booked(ana, REVIEW)
    (await bo.post(f"{EVENTS}/{event['id']}/proposals", {"action": "cancel"})).refused(404, "NOT_FOUND")
    reader = await house.person("read")
    (await reader.post(PROPOSALS, REVIEW)).refused(403, "ACCESS_DENIED")
