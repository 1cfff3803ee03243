"""Proposals, and the page behind a mail link."""

import asyncio
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import FormData

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, instant
from threadline.calendar.builtin import BuiltinCalendar
from threadline.calendar.event import Attendee, Event, EventDraft
from threadline.calendar.port import CalendarRejected
from threadline.core.domain.proposal import Alternative, Offer
from threadline.core.domain.scopes import READ, WRITE
from threadline.core.proposals.booking_jobs import BookingJobs
from threadline.core.proposals.decisions import Decisions
from threadline.core.proposals.repository import ProposalRepository
from threadline.storage.database.errors import StorageUnavailable

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/api/v1/proposals"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
BOX = re.compile(r'type="checkbox" name="guest" value="([^"]*)"( checked)?>')
TEXT = "Design review with ana@example.com on 10 March 2027 from 3pm to 4:30pm in Room 4"


async def proposed(client: Client, text: str = TEXT) -> dict[str, Any]:
    read = await client.post("/api/v1/calendar/process-text", {"text": text})
    proposal = await client.get(f"{PATH}/{read.json['proposal_id']}")
    assert proposal.status == 200
    found: dict[str, Any] = proposal.json
    return found


async def meeting(client: Client, title: str = "Board", day: str = "2027-03-10") -> None:
    body = {"title": title, "start": f"{day}T15:00:00+01:00", "end": f"{day}T16:00:00+01:00"}
    assert (await client.post("/api/v1/calendar/events", body)).status == 200


async def test_confirming_books_once(ana: Client) -> None:
    proposal = await proposed(ana)
    one = f"{PATH}/{proposal['id']}"
    assert proposal["state"] == "proposed"
    booked = (await ana.call("POST", f"{one}/confirm")).json
    assert (booked["state"], booked["event"]["id"]) == ("booked", booked["event_id"])
    again = (await ana.post(f"{one}/confirm", {"version": 1})).json
    assert again["event_id"] == booked["event_id"]
    events = (await ana.get("/api/v1/calendar/events?time_min=2027-03-10T00:00:00Z&time_max=2027-03-11T00:00:00Z")).json
    assert [event["title"] for event in events["events"]] == ["Design review"]
    undone = (await ana.call("POST", f"{one}/undo")).json
    assert (undone["state"], undone["event_id"]) == ("undone", None)
    assert (await ana.post(f"{one}/undo")).json["state"] == "undone"
    late = await ana.post(f"{one}/confirm")
    late.refused(409, "CONFLICT")
    assert late.json["details"][0]["proposal"]["state"] == "undone"


async def test_a_newer_proposal_is_shown_instead(ana: Client) -> None:
    proposal = await proposed(ana)
    one = f"{PATH}/{proposal['id']}"
    await ana.post(f"{one}/edit", {"title": "Renamed"})
    stale = await ana.post(f"{one}/confirm", {"version": 1})
    detail = stale.refused(409, "CONFLICT")["details"][0]
    assert (detail["field"], detail["proposal"]["event"]["title"]) == ("proposal", "Renamed")
    assert (await ana.post(f"{one}/dismiss", {"version": 2})).json["state"] == "dismissed"
    assert (await ana.post(f"{one}/dismiss")).json["state"] == "dismissed"
    (await ana.post(f"{one}/edit", {"title": "Too late"})).refused(409, "CONFLICT")
    (await ana.post(f"{one}/undo")).refused(409, "CONFLICT")


async def test_what_came_to_stand_there_is_told_before_booking(ana: Client) -> None:
    proposal = await proposed(ana)
    one = f"{PATH}/{proposal['id']}"
    await meeting(ana)
    refused = await ana.post(f"{one}/confirm")
    detail = refused.refused(409, "CONFLICT")["details"][0]["proposal"]
    assert [conflict["title"] for conflict in detail["conflicts"]] == ["Board"]
    assert (await ana.post(f"{one}/confirm", {"despite_conflicts": True})).json["state"] == "booked"


async def test_edits_change_what_they_name(ana: Client) -> None:
    one = f"{PATH}/{(await proposed(ana))['id']}"
    event = (await ana.post(f"{one}/edit", {"start": "2027-03-11T10:00:00+01:00"})).json["event"]
    assert instant(event["end"]) - instant(event["start"]) == timedelta(minutes=90)
    assert (event["location"], event["start"]) == ("Room 4", "2027-03-11T10:00:00+01:00")
    longer = (await ana.post(f"{one}/edit", {"end": "2027-03-11T12:00:00+01:00", "location": None})).json["event"]
    assert (longer["end"], longer["location"]) == ("2027-03-11T12:00:00+01:00", None)
    people = [{"name": "Bo"}, {"email": "cy@example.com"}]
    weekly = {"attendees": people, "recurrence": "FREQ=WEEKLY;COUNT=3", "description": "Notes", "title": None}
    changed = (await ana.post(f"{one}/edit", weekly)).json
    assert changed["event"]["attendees"] == [{"name": "Bo", "email": None}, {"name": "", "email": "cy@example.com"}]
    assert "every week, 3 times until Thu 25 Mar 2027" in changed["when_label"]
    assert [start[:16] for start in changed["starts"]] == ["2027-03-11T10:00", "2027-03-18T10:00", "2027-03-25T10:00"]
    moved = (await ana.post(f"{one}/edit", {"timezone": "America/New_York", "recurrence": None})).json["event"]
    assert (moved["start"], moved["recurrence"]) == ("2027-03-11T04:00:00-05:00", None)


async def test_an_edit_to_whole_days(ana: Client) -> None:
    one = f"{PATH}/{(await proposed(ana))['id']}"
    (await ana.post(f"{one}/edit", {"all_day": True})).refused(422, "UNPROCESSABLE")
    days = {"all_day": True, "start": "2027-03-26T00:00:00+01:00", "end": "2027-03-28T00:00:00+01:00"}
    assert (await ana.post(f"{one}/edit", days)).json["event"]["all_day"] is True
    # across the change to summer time: a run of dates stays a run of dates
    moved = (await ana.post(f"{one}/edit", {"start": "2027-03-27T00:00:00+01:00"})).json["event"]
    assert (moved["start"], moved["end"]) == ("2027-03-27T00:00:00+01:00", "2027-03-29T00:00:00+02:00")


@pytest.mark.parametrize(
    ("edit", "status"),
    [
        ({"end": "2027-03-10T10:00:00+01:00"}, 422),
        ({"start": "0001-01-01T00:00:00Z"}, 422),
        ({"timezone": "Mars/Base"}, 422),
        ({"attendees": [{"name": " "}]}, 422),
        ({"recurrence": "FREQ=SOMETIMES"}, 422),
        ({"recurrence": "FREQ=WEEKLY;UNTIL=20270301T000000Z"}, 422),
        ({"start": "2027-03-10T10:00:00"}, 400),
        ({"start": 1800000000}, 400),
        ({"attendees": [{"email": "not an address"}]}, 400),
        ({"unknown": 1}, 400),
        ({"version": 0}, 400),
    ],
)
async def test_an_edit_must_make_an_event(ana: Client, edit: dict[str, Any], status: int) -> None:
    one = f"{PATH}/{(await proposed(ana))['id']}"
    assert (await ana.post(f"{one}/edit", edit)).status == status
    assert (await ana.get(one)).json["version"] == 1


async def test_proposals_are_listed_by_state_in_pages(ana: Client) -> None:
    ids = [(await proposed(ana, f"Lunch on {day} June 2027 at noon"))["id"] for day in (1, 2, 3)]
    await ana.post(f"{PATH}/{ids[0]}/dismiss")
    await ana.post(f"{PATH}/{ids[1]}/confirm")
    listed = (await ana.get(f"{PATH}?state=proposed&state=booked")).json["proposals"]
    assert [each["id"] for each in listed] == [ids[2], ids[1]]
    first = (await ana.get(f"{PATH}?limit=2")).json
    second = (await ana.get(f"{PATH}?limit=2&page_token={first['next_page']}")).json
    assert [each["id"] for each in (*first["proposals"], *second["proposals"])] == ids[::-1]
    assert second["next_page"] is None
    (await ana.get(f"{PATH}?state=nope")).refused(400, "VALIDATION_ERROR")


async def test_only_the_owner_decides_and_only_with_the_scope(house: House, ana: Client, bo: Client) -> None:
    one = f"{PATH}/{(await proposed(ana))['id']}"
    (await bo.get(one)).refused(404, "NOT_FOUND")
    for deed in ("confirm", "edit", "dismiss", "undo"):
        (await bo.post(f"{one}/{deed}")).refused(404, "NOT_FOUND")
    reader = await house.person(READ, WRITE)
    (await reader.post(f"{one}/confirm")).refused(403, "ACCESS_DENIED")


async def mail_link(house: House, client: Client, proposal_id: str, lifetime: timedelta = timedelta(days=1)) -> str:
    token = await house.services.people.confirm_links.issue(
        proposal_id=proposal_id, person_id=client.person_id, lifetime=lifetime
    )
    return f"/p/{token}"


async def filled(house: House, link: str, action: str, **entered: str) -> FormData:
    """What a button of a link's page sends, as it is shown."""
    page = (await house.stranger.get(link)).text
    shown = {name: value for name, value in HIDDEN.findall(page) if name != "action"}
    ticked = [("guest", value) for value, on in BOX.findall(page) if on]
    return FormData([*{**shown, "action": action, **entered}.items(), *ticked])


async def press(house: House, link: str, action: str, **entered: str) -> str:
    """Press a button of a link's page."""
    answer = await house.stranger.call("POST", link, data=await filled(house, link, action, **entered))
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    return f"{answer.status} {answer.text}"


async def test_looking_at_a_mail_link_changes_nothing(house: House, ana: Client) -> None:
    proposal = await proposed(ana)
    link = await mail_link(house, ana, proposal["id"])
    for method in ("HEAD", "GET", "GET"):
        page = await house.stranger.call(method, link)
        assert page.status == 200
        assert "script" not in page.headers["Content-Security-Policy"]
    assert "Design review" in page.text
    assert "Room 4" in page.text
    assert ana.person_id not in page.text
    assert (await ana.get(f"{PATH}/{proposal['id']}")).json == proposal


async def test_a_mail_link_books_once(house: House, ana: Client) -> None:
    proposal = await proposed(ana)
    link = await mail_link(house, ana, proposal["id"])
    assert "Put this into your calendar?" in await press(house, link, "something else")
    assert "In your calendar." in await press(house, link, "confirm")
    assert (await ana.get(f"{PATH}/{proposal['id']}")).json["state"] == "booked"
    for again in (await press(house, link, "dismiss"), (await house.stranger.get(link)).text):
        assert "In your calendar." in again
        assert "<form" not in again
    later = await mail_link(house, ana, proposal["id"])
    assert "<form" not in (await house.stranger.get(later)).text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"action=\xff"),
        ("application/x-www-form-urlencoded; charset=klingon", b"action=confirm"),
        ("multipart/form-data", b"action=confirm"),
        ("application/json", b'{"action": "confirm"}'),
    ],
)
async def test_a_form_that_is_none_changes_nothing(house: House, ana: Client, kind: str, body: bytes) -> None:
    link = await mail_link(house, ana, (await proposed(ana))["id"])
    answer = await house.stranger.call("POST", link, data=body, headers={"Content-Type": kind})
    assert answer.status == 200
    assert "Put this into your calendar?" in answer.text


async def test_a_mail_link_dismisses(house: House, ana: Client) -> None:
    proposal = await proposed(ana)
    assert "Dismissed" in await press(house, await mail_link(house, ana, proposal["id"]), "dismiss")
    assert "Dismissed" in await press(house, await mail_link(house, ana, proposal["id"]), "confirm")


async def test_a_mail_link_asks_again_about_what_came_up(house: House, ana: Client) -> None:
    proposal = await proposed(ana)
    link = await mail_link(house, ana, proposal["id"])
    await meeting(ana, "<b>Board</b>")
    asked = await press(house, link, "confirm")
    assert asked.startswith("409")
    assert "Book it anyway" in asked
    assert "&lt;b&gt;Board&lt;/b&gt;" in asked
    assert "In your calendar." in await press(house, link, "confirm-anyway")


async def test_who_has_not_seen_the_page_decides_nothing(house: House, ana: Client) -> None:
    proposal = await proposed(ana)
    link = await mail_link(house, ana, proposal["id"])
    for form in ({"action": "confirm"}, {"action": "dismiss", "page": "x"}, {"action": "confirm", "page": link}):
        answer = await house.stranger.call("POST", link, data=form)
        assert "Put this into your calendar?" in answer.text
    assert (await ana.get(f"{PATH}/{proposal['id']}")).json == proposal


@pytest.mark.parametrize(
    ("part", "name"),
    [(Decisions, "confirm"), (Decisions, "get"), (ProposalRepository, "change")],
    ids=["before anything", "while it is looked at", "while it is decided"],
)
async def test_an_outage_before_the_decision_leaves_the_link_usable(
    house: House, ana: Client, monkeypatch: pytest.MonkeyPatch, part: type, name: str
) -> None:
    link = await mail_link(house, ana, (await proposed(ana))["id"])
    form = await filled(house, link, "confirm")
    with monkeypatch.context() as patched:
        patched.setattr(part, name, away)
        assert (await house.stranger.call("POST", link, data=form)).status >= 500
    assert "Put this into your calendar?" in (await house.stranger.get(link)).text
    assert "In your calendar." in await press(house, link, "confirm")


@pytest.mark.parametrize(
    ("part", "name"),
    [(BookingJobs, "start"), (BookingJobs, "settle")],
    ids=["before the work begins", "before its end is told"],
)
async def test_an_outage_after_the_decision_leaves_a_link_that_shows_it(
    house: House, ana: Client, monkeypatch: pytest.MonkeyPatch, part: type, name: str
) -> None:
    proposal = await proposed(ana)
    link, other = await mail_link(house, ana, proposal["id"]), await mail_link(house, ana, proposal["id"])
    form = await filled(house, link, "confirm")
    with monkeypatch.context() as patched:
        patched.setattr(part, name, away)
        assert (await house.stranger.call("POST", link, data=form)).status >= 500
    for each in (link, other):
        page = (await house.stranger.get(each)).text
        assert "<form" not in page
        assert "Put this into your calendar?" not in page
    assert "<form" not in await press(house, link, "dismiss")
    await house.services.proposals.decisions.booking_jobs.resume(timedelta())
    async with asyncio.timeout(20):
        while "In your calendar." not in (await house.stranger.get(link)).text:
            await asyncio.sleep(0.02)


async def away(*_: object, **__: object) -> None:
    raise StorageUnavailable("The database is away.")


async def test_a_link_whose_time_is_over_tells_whether_it_decided(house: House, ana: Client) -> None:
    decided, waiting = await proposed(ana), await proposed(ana)
    await press(house, await mail_link(house, ana, decided["id"]), "dismiss")
    for proposal, said in ((decided, "already been used"), (waiting, "no longer works")):
        over = await house.stranger.get(await mail_link(house, ana, proposal["id"], timedelta(seconds=-1)))
        assert over.status == 410
        assert said in over.text
        assert "Design review" not in over.text


async def test_a_mail_link_changes_what_is_proposed(house: House, ana: Client) -> None:
    proposal = await proposed(ana)
    link = await mail_link(house, ana, proposal["id"])
    page = (await house.stranger.get(link)).text
    fields = dict(re.findall(r'<input id="(\w+)" name="\w+" value="([^"]*)"', page))
    changed = await press(house, link, "edit", **{**fields, "title": "Design talk", "length": "60", "clock": "09:15"})
    assert "Design talk" in changed
    assert "Put this into your calendar?" in changed
    wrong = await press(house, link, "edit", **{**fields, "title": "", "length": "60"})
    assert "An event has a title." in wrong
    assert "In your calendar." in await press(house, link, "confirm")
    assert (await ana.get(f"{PATH}/{proposal['id']}")).json["event"]["title"] == "Design talk"


async def test_a_mail_link_invites_those_who_are_ticked(house: House, ana: Client) -> None:
    draft = EventDraft(
        "Review",
        datetime(2027, 6, 9, 12, tzinfo=UTC),
        datetime(2027, 6, 9, 13, tzinfo=UTC),
        "UTC",
        attendees=(Attendee("Bo", "bo@example.com"), Attendee("Cy"), Attendee("Dee", "Dee@Example.com")),
    )
    offer = Offer(draft, suggested=(Attendee("Eve", "eve@example.com"), Attendee("Fay", "fay@example.com")))
    person = await house.services.people.directory.get(ana.person_id)
    decisions = house.services.proposals.decisions
    kept = await decisions.propose(person, offer, key="ticked", channel="email")
    link = await mail_link(house, ana, kept.id)
    page = (await house.stranger.get(link)).text
    assert "<script" not in page
    assert [(value, bool(on)) for value, on in BOX.findall(page)] == [
        ("bo@example.com", True),
        ("cy", True),
        ("dee@example.com", True),
        ("eve@example.com", False),
        ("fay@example.com", False),
    ]
    form: list[tuple[str, str]] = [(name, value) for name, value in HIDDEN.findall(page) if name != "action"]
    form += [("guest", each) for each in ("bo@example.com", "cy", "eve@example.com", "mallory@example.com")]
    answer = await house.stranger.call("POST", link, data=FormData([*form, ("action", "confirm")]))
    assert "In your calendar." in answer.text
    done = await decisions.get(person.id, kept.id)
    assert [str(who) for who in done.offer.draft.attendees] == ["Bo", "Cy", "Eve"]
    [event] = (await house.services.calendars.agenda.events(person, draft.start, draft.end))[0]
    assert [who.email for who in event.draft.attendees] == ["bo@example.com", None, "eve@example.com"]


async def test_taking_another_time_and_editing_keep_who_is_ticked(house: House, ana: Client) -> None:
    start, end = datetime(2027, 6, 9, 12, tzinfo=UTC), datetime(2027, 6, 9, 13, tzinfo=UTC)
    later = Alternative(start + timedelta(hours=2), end + timedelta(hours=2), "later", "reading")
    guests = (Attendee("Bo", "bo@example.com"), Attendee("Cy", "cy@example.com"))
    draft = EventDraft("Review", start, end, "UTC", attendees=guests)
    offer = Offer(draft, alternatives=(later,), suggested=(Attendee("Eve", "eve@example.com"),))
    person = await house.services.people.directory.get(ana.person_id)
    decisions = house.services.proposals.decisions
    kept = await decisions.propose(person, offer, key="kept ticks", channel="email")
    link = await mail_link(house, ana, kept.id)

    async def sent(ticked: Sequence[str], **pressed: str) -> str:
        page = (await house.stranger.get(link)).text
        form = [(name, value) for name, value in HIDDEN.findall(page) if name != "action"]
        form += re.findall(r'<input id="(\w+)" name="\w+" value="([^"]*)"', page)
        form = [each for each in form if each[0] not in pressed]
        data = FormData([*form, *(("guest", each) for each in ticked), *pressed.items()])
        return (await house.stranger.call("POST", link, data=data)).text

    [value] = re.findall(r'<button name="take" value="([^"]*)"', (await house.stranger.get(link)).text)
    page = await sent(("bo@example.com", "eve@example.com"), take=value)
    assert [(each, bool(on)) for each, on in BOX.findall(page)] == [("bo@example.com", True), ("eve@example.com", True)]
    wrong = await sent(("eve@example.com",), action="edit", title="")
    assert ("bo@example.com", "") in BOX.findall(wrong)
    page = await sent(("eve@example.com",), action="edit", length="45", people="Bo <bo@example.com>, Dee")
    now = (await decisions.get(person.id, kept.id)).offer.draft
    assert (now.start, now.end - now.start) == (later.start, timedelta(minutes=45))
    assert [str(who) for who in now.attendees] == ["Dee"]


async def test_a_mail_link_can_try_again(house: House, ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = await proposed(ana)

    async def refuse(*_: object, **__: object) -> Event:
        raise CalendarRejected("The calendar is full.")

    with monkeypatch.context() as patched:
        patched.setattr(BuiltinCalendar, "create", refuse)
        failing = await mail_link(house, ana, proposal["id"])
        failed = await press(house, failing, "confirm")
    assert failed.startswith("409")
    assert "The calendar is full." in failed
    assert "Try again" in failed
    assert "In your calendar." in await press(house, failing, "confirm")


async def test_a_link_that_is_over_shows_nothing(house: House, ana: Client) -> None:
    proposal = await proposed(ana)
    expired = await mail_link(house, ana, proposal["id"], timedelta(seconds=-1))
    for link, status in ((expired, 410), ("/p/never-made", 404)):
        page = await house.stranger.get(link)
        assert page.status == status
        assert "no longer works" in page.text
        assert "Design review" not in page.text
        assert (await press(house, link, "confirm")).startswith(str(status))
