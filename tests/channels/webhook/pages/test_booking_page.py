"""The page of a booking link, as somebody without an account meets it."""

import asyncio
import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from aiohttp import ClientResponse

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House
from threadline.calendar.event import EventDraft
from threadline.core.appointments.booking_link import BookingLink, Question, Terms
from threadline.core.domain.message import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def owner_of(house: House, client: Client) -> Person:
    return await house.services.people.directory.get(client.person_id)


async def link_of(house: House, client: Client, terms: Terms | None = None, *, single_use: bool = True) -> BookingLink:
    links = house.services.appointments.links
    owner = await owner_of(house, client)
    return await links.make(owner, terms or Terms(), key=str(datetime.now(UTC)), single_use=single_use)


async def page(house: House, path: str, **query: str) -> tuple[int, str]:
    async with house.http.get(house.address + path, params=query) as response:
        return response.status, await response.text()


async def sent(house: House, link: BookingLink, form: Mapping[str, str]) -> ClientResponse:
    response = await house.http.post(f"{house.address}/book/{link.token}", data=form, allow_redirects=False)
    await response.read()
    return response


def times_in(text: str) -> list[str]:
    return re.findall(r'<button name="time" value="([^"]+)"', text)


def filled(chosen: str, name: str = "Bo Chen", key: str = "form-1", **more: str) -> dict[str, str]:
    return {"time": chosen, "name": name, "email": "bo@example.com", "key": key, "zone": "Europe/Vienna", **more}


async def booked(house: House, client: Client) -> list[dict[str, object]]:
    start = datetime.now(UTC)
    answer = await client.get(
        "/api/v1/calendar/events",
        params={"time_min": start.isoformat(), "time_max": (start + timedelta(days=60)).isoformat()},
    )
    found: list[dict[str, object]] = answer.json["events"]
    return found


async def test_a_time_is_chosen_booked_and_told(house: House, ana: Client) -> None:
    link = await link_of(house, ana, Terms(title="Introduction", location="Room 4"))
    status, text = await page(house, f"/book/{link.token}")
    assert status == 200
    assert "Choose a time with ana" in text
    chosen = times_in(text)[0]
    status, details = await page(house, f"/book/{link.token}", time=chosen)
    assert 'name="email"' in details
    response = await sent(house, link, filled(chosen, note="About the offer"))
    assert response.status == 303
    status, done = await page(house, response.headers["Location"])
    assert (status, "You meet ana" in done) == (200, True)
    [event] = await booked(house, ana)
    assert event["title"] == "Introduction: Bo Chen"
    assert datetime.fromisoformat(str(event["start"])) == datetime.fromisoformat(chosen)
    assert event["description"] == "About the offer"
    assert [guest["email"] for guest in event["attendees"]] == ["bo@example.com"]  # type: ignore[attr-defined]
    async with house.http.get(f"{house.address}{response.headers['Location']}/event.ics") as ics:
        assert "SUMMARY:Introduction: Bo Chen" in await ics.text()
    assert (await page(house, f"/book/{link.token}"))[0] == 410


async def test_focus_time_and_days_away_are_never_offered(house: House, ana: Client) -> None:
    zone = ZoneInfo((await owner_of(house, ana)).zone)
    link = await link_of(house, ana)
    free = [
        datetime.fromisoformat(each).astimezone(zone)
        for each in times_in((await page(house, f"/book/{link.token}"))[1])
    ]
    away = max(free).date()
    put = house.services.people.preferences.put
    await put(ana.person_id, "focus_time", value="180 08:00-12:00")
    await put(ana.person_id, "out_of_office", value=away.isoformat())
    left = [
        datetime.fromisoformat(each).astimezone(zone)
        for each in times_in((await page(house, f"/book/{link.token}"))[1])
    ]
    for key in ("focus_time", "out_of_office"):
        await house.services.people.preferences.delete(ana.person_id, key)
    assert left
    assert all(each.time() >= time(11) and each.date() != away for each in left)
    assert any(each.time() < time(11) for each in free)


async def test_a_form_that_is_sent_twice_books_once(house: House, ana: Client) -> None:
    link = await link_of(house, ana, single_use=False)
    chosen = times_in((await page(house, f"/book/{link.token}"))[1])[0]
    answers = await asyncio.gather(*(sent(house, link, filled(chosen)) for _ in range(4)))
    places = {answer.headers.get("Location") for answer in answers}
    assert ({answer.status for answer in answers}, len(places)) == ({303}, 1)
    assert len(await booked(house, ana)) == 1


async def test_of_two_at_once_the_slower_sees_what_is_left_with_what_they_wrote(house: House, ana: Client) -> None:
    link = await link_of(house, ana, single_use=False)
    before = times_in((await page(house, f"/book/{link.token}"))[1])
    answers = await asyncio.gather(
        sent(house, link, filled(before[0], name="Bo", key="one")),
        sent(house, link, filled(before[0], name="Cy", key="two", note="About <b>us</b>")),
    )
    first, second = sorted(answers, key=lambda answer: answer.status)
    assert (first.status, second.status) == (303, 409)
    text = await second.text()
    assert before[0] not in times_in(text)
    assert times_in(text)[0] == before[1]
    assert 'role="alert"' in text
    assert re.search(r'name="name" value="(Bo|Cy)"', text)
    assert "<b>us</b>" not in text
    assert len(await booked(house, ana)) == 1


async def test_what_came_into_the_calendar_meanwhile_is_not_booked_over(house: House, ana: Client) -> None:
    link, owner = await link_of(house, ana), await owner_of(house, ana)
    chosen = times_in((await page(house, f"/book/{link.token}"))[1])[0]
    calendar, calendar_id = await house.services.calendars.registry.primary(owner)
    start = datetime.fromisoformat(chosen)
    await calendar.create(calendar_id, EventDraft("Secret talks", start, start + timedelta(hours=1), "UTC"), "own")
    response = await sent(house, link, filled(chosen))
    text = await response.text()
    assert response.status == 409
    assert "Secret" not in text
    assert chosen not in times_in(text)
    assert [event["title"] for event in await booked(house, ana)] == ["Secret talks"]
    assert (await sent(house, link, filled(times_in(text)[0]))).status == 303  # the link is as good as before


async def test_outside_of_what_is_offered_nothing_is_booked(house: House, ana: Client) -> None:
    link = await link_of(house, ana, single_use=False)
    first = datetime.fromisoformat(times_in((await page(house, f"/book/{link.token}"))[1])[0])
    for start in (first + timedelta(minutes=7), first - timedelta(days=7), first + timedelta(hours=14)):
        assert (await sent(house, link, filled(start.isoformat()))).status == 409
    assert await booked(house, ana) == []


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [("name", "  ", "enter your name"), ("email", "bo", "mail address"), ("email", "bo@x\r\nBcc: cy@x", "mail")],
)
async def test_what_is_missing_is_told_at_its_field(
    house: House, ana: Client, field: str, value: str, problem: str
) -> None:
    link = await link_of(house, ana)
    chosen = times_in((await page(house, f"/book/{link.token}"))[1])[0]
    response = await sent(house, link, {**filled(chosen, note="kept"), field: value})
    text = await response.text()
    assert response.status == 422
    assert f'aria-describedby="{field}-problem"' in text
    assert problem in text
    assert "kept" in text
    assert await booked(house, ana) == []


async def test_questions_are_asked_and_their_answers_stand_in_the_event(house: House, ana: Client) -> None:
    questions = (Question("What is it about?", required=True), Question("Which team?"))
    link = await link_of(house, ana, Terms(questions=questions))
    chosen = times_in((await page(house, f"/book/{link.token}"))[1])[0]
    details = (await page(house, f"/book/{link.token}", time=chosen))[1]
    assert "Which team? <span" in details
    assert (await sent(house, link, filled(chosen))).status == 422
    assert (await sent(house, link, filled(chosen, q0="The offer"))).status == 303
    [event] = await booked(house, ana)
    assert event["description"] == "What is it about?\nThe offer"


async def test_no_more_than_so_many_a_day(house: House, ana: Client) -> None:
    link = await link_of(house, ana, Terms(per_day=1), single_use=False)
    times = times_in((await page(house, f"/book/{link.token}"))[1])
    first, second = [each for each in times if each[:10] == times[0][:10]][:2]
    owner = await owner_of(house, ana)
    assert (await sent(house, link, filled(first))).status == 303
    left = times_in((await page(house, f"/book/{link.token}"))[1])
    assert first[:10] not in {each[:10] for each in left}
    assert (await sent(house, link, filled(second, key="2"))).status == 409
    [event] = await booked(house, ana)
    calendar, calendar_id = await house.services.calendars.registry.primary(owner)
    await calendar.delete(calendar_id, str(event["id"]))
    assert second in times_in((await page(house, f"/book/{link.token}"))[1])
    assert (await sent(house, link, filled(second, key="2"))).status == 303


async def test_buffers_notice_and_hours_are_kept(house: House, ana: Client) -> None:
    terms = Terms(
        buffer=timedelta(minutes=30),
        notice=timedelta(days=2),
        hours=(time(10), time(12)),
        weekdays=frozenset({1, 3}),
    )
    link = await link_of(house, ana, terms, single_use=False)
    times = [datetime.fromisoformat(each) for each in times_in((await page(house, f"/book/{link.token}"))[1])]
    assert times
    owner = await owner_of(house, ana)
    clocks = {f"{each.astimezone(ZoneInfo(owner.zone)):%H:%M}" for each in times}
    assert clocks == {"10:00", "10:30", "11:00", "11:30"}
    assert {each.weekday() for each in times} == {1, 3}
    assert min(times) >= datetime.now(UTC) + timedelta(days=2) - timedelta(minutes=1)
    assert (await sent(house, link, filled(times[0].isoformat()))).status == 303
    left = times_in((await page(house, f"/book/{link.token}"))[1])
    assert times[1].isoformat() not in left
    assert times[2].isoformat() in left


async def test_what_is_over_says_so_and_nobody_finds_a_link_by_trying(house: House, ana: Client) -> None:
    link = await link_of(house, ana, single_use=False)
    chosen = times_in((await page(house, f"/book/{link.token}"))[1])[0]
    await house.services.appointments.links.close(link)
    status, text = await page(house, f"/book/{link.token}")
    assert (status, "not open any more" in text) == (410, True)
    assert (await sent(house, link, filled(chosen))).status == 410
    assert (await page(house, f"/book/{link.token[:-1]}"))[0] == 404
    assert (await page(house, "/book/x"))[0] == 404


async def test_the_page_is_not_found_by_machines_and_sets_nothing(house: House, ana: Client) -> None:
    link = await link_of(house, ana)
    async with house.http.get(f"{house.address}/book/{link.token}") as response:
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert "Set-Cookie" not in response.headers
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        assert "http://" not in (await response.text()).replace(house.address, "")


async def test_its_times_are_on_the_readers_clock(house: House, ana: Client) -> None:
    link = await link_of(house, ana)
    text = (await page(house, f"/book/{link.token}", zone="Asia/Kathmandu"))[1]
    assert "Kathmandu (UTC+05:45)" in text
    assert ">13:45</button>" in text
    assert "Vienna" in (await page(house, f"/book/{link.token}", zone="Mars/Base"))[1]


async def test_an_address_of_the_network_cannot_choose_for_ever(house: House, ana: Client) -> None:
    link = await link_of(house, ana, single_use=False)
    late = (datetime.now(UTC) + timedelta(days=400)).isoformat()
    answers = [(await sent(house, link, filled(late, key=str(number)))).status for number in range(31)]
    assert (answers[:30], answers[30]) == ([409] * 30, 429)


async def test_the_owner_is_told_once(house: House, ana: Client) -> None:
    link = await link_of(house, ana)
    chosen = times_in((await page(house, f"/book/{link.token}"))[1])[0]
    assert (await sent(house, link, filled(chosen))).status == 303
    await house.services.appointments.chosen.settle_all()
    await house.services.reminders.tell()
    [notice] = (await ana.get("/api/v1/notices")).json["notices"]
    assert "Bo Chen &lt;bo@example.com&gt; has chosen a time" in notice["text"]


async def test_a_link_is_made_listed_changed_and_closed_by_the_api(house: House, ana: Client, bo: Client) -> None:
    body = {
        "title": "Intro",
        "duration_minutes": 45,
        "buffer_minutes": 10,
        "per_day": 3,
        "not_before": "10:00",
        "not_after": "16:00",
        "weekdays": ["monday", "friday"],
        "questions": [{"text": "Which team?", "required": True}],
    }
    made = await ana.post("/api/v1/booking-links", body, headers={"Idempotency-Key": "one"})
    again = await ana.post("/api/v1/booking-links", body, headers={"Idempotency-Key": "one"})
    assert made.status == 201
    assert made.json == again.json
    assert body.items() <= made.json.items()
    one = f"/api/v1/booking-links/{made.json['id']}"
    (await bo.get(one)).refused(404, "NOT_FOUND")
    assert (await ana.get("/api/v1/booking-links")).json["booking_links"] == [made.json]
    asked = (await ana.patch(one, {"questions": [{"text": "Which team?"}]})).json["questions"]
    assert asked == [{"text": "Which team?", "required": False}]
    await ana.patch(one, {"questions": body["questions"]})
    changed = await ana.patch(one, {"duration_minutes": 60})
    assert (changed.json["duration_minutes"], changed.json["per_day"], changed.json["version"]) == (60, 3, 4)
    (await ana.patch(one, {"title": "Late", "version": 1})).refused(409, "CONFLICT")
    (await ana.patch(one, {"not_before": "10:00", "not_after": "09:00"})).refused(422, "UNPROCESSABLE")
    assert (await ana.post(f"{one}/close")).json["state"] == "closed"
    assert (await ana.post(f"{one}/close")).json["state"] == "closed"
