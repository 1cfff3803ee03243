"""A link of several hosts of whom any one will do: when it is offered, who is given it, and that they agreed."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House
from threadline.calendar.event import Event, EventDraft
from threadline.core.appointments.appointments import TimeTaken
from threadline.core.appointments.booking_link import BookingLink, Guest
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Offer
from threadline.storage.persons import new_id

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def person_of(house: House, client: Client) -> Person:
    return await house.services.people.directory.get(client.person_id)


async def shared(house: House, owner: Client, host: Client, *, agreed: bool = True, **terms: object) -> BookingLink:
    """A link of two hosts, the second of whom was asked, and may have agreed."""
    body = {"hosts": [(await person_of(house, host)).email], "any_host": True, **terms}
    made = await owner.post("/api/v1/booking-links", body)
    assert made.status == 201
    if agreed:
        answer = await host.post(f"/api/v1/hosted-links/{made.json['id']}", {"agreed": True})
        assert answer.status == 204
    return await house.services.appointments.links.get(owner.person_id, made.json["id"])


async def starts(house: House, link: BookingLink, owner: Client) -> Sequence[datetime]:
    now = datetime.now(UTC)
    found = house.services.appointments.links.starts
    return await found(link, await person_of(house, owner), (now, now + timedelta(days=12)))


async def busy(house: House, client: Client, start: datetime, length: timedelta = timedelta(minutes=30)) -> None:
    person, decisions = await person_of(house, client), house.services.proposals.decisions
    draft = EventDraft("Dentist", start, start + length, "UTC")
    card = await decisions.propose(person, Offer(draft), key=new_id(), channel="test")
    await decisions.confirm(person, card.id, despite_conflicts=True)


async def chosen(house: House, link: BookingLink, owner: Client, start: datetime) -> Person | None:
    """Whoever is given a time that somebody chooses; None where it is taken."""
    guest = Guest("Cy", "cy@example.com")
    try:
        got = await house.services.appointments.chosen.choose(
            link, await person_of(house, owner), start, guest, key=new_id()
        )
    except TimeTaken:
        return None
    assert got.is_booked
    assert got.proposal is not None
    return await house.services.people.directory.get(got.proposal.owner_id)


async def events(house: House, client: Client) -> Sequence[Event]:
    now = datetime.now(UTC)
    found, _ = await house.services.calendars.agenda.events(
        await person_of(house, client), now, now + timedelta(days=40)
    )
    return found


async def test_a_time_is_offered_while_one_host_is_free(house: House, ana: Client) -> None:
    bo = await house.person(name="bo")
    link = await shared(house, ana, bo)
    first, second = (await starts(house, link, ana))[:2]
    await busy(house, ana, first)
    assert first in await starts(house, link, ana)
    await busy(house, bo, first)
    assert first not in await starts(house, link, ana)
    assert second in await starts(house, link, ana)


async def test_whoever_had_the_fewest_is_given_it_then_whoever_has_least_to_do(house: House, ana: Client) -> None:
    bo = await house.person(name="bo")
    link = await shared(house, ana, bo)
    times = await starts(house, link, ana)
    day = [each for each in times if each.date() == times[-1].date()]
    await busy(house, ana, day[-1], timedelta(minutes=45))
    given = [await chosen(house, link, ana, start) for start in day[:3]]
    assert [each.name if each else None for each in given] == ["bo", "ana", "bo"]
    assert [each.draft.title for each in await events(house, bo)] == ["Cy / bo"] * 2


async def test_of_two_who_choose_at_once_both_get_it_while_two_hosts_are_free(house: House, ana: Client) -> None:
    bo = await house.person(name="bo")
    link = await shared(house, ana, bo)
    for start in (await starts(house, link, ana))[:8]:
        given = await asyncio.gather(*(chosen(house, link, ana, start) for _ in range(3)))
        assert sorted(each.name for each in given if each) == ["ana", "bo"]
        assert start not in await starts(house, link, ana)
    assert len(await events(house, ana)) == len(await events(house, bo)) == 8


async def test_of_two_who_choose_at_once_one_gets_it_while_one_host_is_free(house: House, ana: Client) -> None:
    bo = await house.person(name="bo")
    link = await shared(house, ana, bo)
    for start in (await starts(house, link, ana))[:4]:
        await busy(house, ana, start)
        given = await asyncio.gather(*(chosen(house, link, ana, start) for _ in range(2)))
        assert [each.name for each in given if each] == ["bo"]


async def test_who_has_not_agreed_is_given_nothing(house: House, ana: Client) -> None:
    bo = await house.person(name="bo")
    link = await shared(house, ana, bo, agreed=False)
    start = (await starts(house, link, ana))[0]
    await busy(house, ana, start)
    assert start not in await starts(house, link, ana)
    assert await chosen(house, link, ana, start) is None
    asked = (await bo.get("/api/v1/hosted-links")).json["hosted_links"]
    assert [(each["id"], each["agreed"]) for each in asked] == [(link.id, False)]
    await bo.post(f"/api/v1/hosted-links/{link.id}", {"agreed": True})
    assert start in await starts(house, link, ana)
    await bo.post(f"/api/v1/hosted-links/{link.id}", {"agreed": False})
    assert start not in await starts(house, link, ana)
    cy = await house.person(name="cy")
    assert (await cy.post(f"/api/v1/hosted-links/{link.id}", {"agreed": True})).status == 404


async def test_a_host_is_told_that_they_are_asked_and_agrees_in_words(house: House, ana: Client) -> None:
    bo = await house.person(name="bo")
    link = await shared(house, ana, bo, agreed=False, title="Intro")
    await house.services.reminders.tell()
    [notice] = (await bo.get("/api/v1/notices")).json["notices"]
    assert "asks you to be a host of the booking link" in notice["text"]
    conversation = (await bo.post("/api/v1/conversations")).json["id"]
    answer = await bo.post(f"/api/v1/conversations/{conversation}/messages", {"text": "I agree to be a host"})
    assert "Intro" in answer.json["reply"]["text"]
    [asked] = (await bo.get("/api/v1/hosted-links")).json["hosted_links"]
    assert (asked["id"], asked["agreed"]) == (link.id, True)


async def test_the_page_tells_with_whom_it_is(house: House, ana: Client) -> None:
    bo = await house.person(name="bo")
    link = await shared(house, ana, bo)
    start = (await starts(house, link, ana))[0]
    await busy(house, ana, start)
    fields = {"time": start.isoformat(), "key": "k" * 24, "name": "Cy", "email": "cy@example.com"}
    async with house.http.post(f"{house.address}/book/{link.token}", data=fields) as response:
        text = await response.text()
    assert response.status == 200
    assert "bo" in text
    assert len(await events(house, bo)) == 1
