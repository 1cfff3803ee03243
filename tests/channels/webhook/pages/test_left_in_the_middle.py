"""A process dies between choosing and booking: the time is booked or free again, and its owner is told once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House
from threadline.calendar.event import EventDraft
from threadline.core.appointments.appointments import CHANNEL, LinkOver
from threadline.core.appointments.booking_link import BookingLink, Guest, Terms
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Offer, Proposal, State
from threadline.storage.appointments import AppointmentRecord, AppointmentStore, Wanted
from threadline.storage.persons import new_id
from threadline.storage.tables.appointments import AppointmentRow

pytestmark = pytest.mark.asyncio(loop_scope="module")
GUEST = Guest("Bo", "bo@example.com")


async def held(house: House, client: Client) -> tuple[BookingLink, Person, AppointmentRecord]:
    """A time that was held by a process that is gone."""
    owner = await house.services.people.directory.get(client.person_id)
    links = house.services.appointments.links
    link = await links.make(owner, Terms(), key="one", single_use=True)
    now = datetime.now(UTC)
    start = (await links.starts(link, owner, (now, now + timedelta(days=20))))[0]
    wanted = Wanted(new_id(), link.id, new_id(), [owner.id], start, start + link.terms.length, GUEST.to_json())
    record = await AppointmentStore(house.services.storage.database).hold(wanted)
    assert isinstance(record, AppointmentRecord)
    return link, owner, record


async def settled_later(house: House, record: AppointmentRecord) -> None:
    """What is found of it an hour later, when nobody is at it any more."""
    aged = update(AppointmentRow).where(AppointmentRow.id == record.id)
    async with house.services.storage.database.write() as connection:
        await connection.execute(aged.values(created_at=datetime.now(UTC) - timedelta(hours=1)))
    await house.services.appointments.chosen.settle_all()


async def proposed(house: House, owner: Person, record: AppointmentRecord) -> Proposal:
    offer = Offer(EventDraft("Bo / ana", record.start, record.end, "UTC"))
    decisions = house.services.proposals.decisions
    proposal = await decisions.propose(owner, offer, key=f"appointment:{record.id}", channel=CHANNEL)
    assert await AppointmentStore(house.services.storage.database).bind(record.id, proposal.id)
    return proposal


async def test_what_was_only_held_is_free_again(house: House, ana: Client) -> None:
    link, owner, record = await held(house, ana)
    chosen = house.services.appointments.chosen
    with pytest.raises(LinkOver):
        await chosen.choose(link, owner, record.start, GUEST, key=new_id())
    await settled_later(house, record)
    assert (await chosen.choose(link, owner, record.start, GUEST, key=new_id())).is_booked


async def test_what_was_only_proposed_is_let_go(house: House, ana: Client) -> None:
    link, owner, record = await held(house, ana)
    proposal = await proposed(house, owner, record)
    await settled_later(house, record)
    assert (await house.services.proposals.decisions.get(owner.id, proposal.id)).state is State.DISMISSED
    again = await house.services.appointments.chosen.choose(link, owner, record.start, GUEST, key=new_id())
    assert again.is_booked


async def test_what_was_booked_stays_and_is_told_once(house: House, ana: Client) -> None:
    link, owner, record = await held(house, ana)
    proposal = await proposed(house, owner, record)
    await house.services.proposals.decisions.confirm(owner, proposal.id)
    for _ in range(2):
        await settled_later(house, record)
        await house.services.reminders.tell()
    assert len((await ana.get("/api/v1/notices")).json["notices"]) == 1
    with pytest.raises(LinkOver):
        await house.services.appointments.chosen.choose(link, owner, record.start, GUEST, key=new_id())
