"""Two people choose the same time at once: one gets it, the other does not, and there is one event."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.channels.webhook.house import House, opened
from threadline.core.appointments.appointments import Appointment, TimeTaken
from threadline.core.appointments.booking_link import BookingLink, Guest, Terms
from threadline.core.domain.message import Person

TRIES = 200


async def test_of_two_choosers_at_once_one_gets_the_time(tmp_path: Path, database_url: str) -> None:
    async with opened(tmp_path / "data", database_url=database_url) as house:
        owner = await house.services.people.directory.ensure("ana@example.com", name="Ana", zone="Europe/Vienna")
        links = house.services.appointments.links
        one, other = [await made(house, owner, name) for name in ("one", "other")]
        start = datetime.now(UTC)
        starts = (await links.starts(one, owner, (start, start + timedelta(days=60))))[:TRIES]
        assert len(starts) == TRIES
        for number, each in enumerate(starts):
            # By the same link, and by two links to one calendar.
            second = one if number % 2 else other
            outcomes = await asyncio.gather(
                chosen(house, one, owner, each, f"bo-{number}"), chosen(house, second, owner, each, f"cy-{number}")
            )
            assert sorted(outcomes) == [False, True]
        events, unknown = await house.services.calendars.agenda.events(owner, start, start + timedelta(days=60))
        assert not unknown
        assert sorted(event.draft.start.astimezone(UTC) for event in events) == list(starts)


async def made(house: House, owner: Person, key: str) -> BookingLink:
    terms = Terms(days_ahead=40, notice=timedelta())
    return await house.services.appointments.links.make(owner, terms, key=key, single_use=False)


async def chosen(house: House, link: BookingLink, owner: Person, start: datetime, name: str) -> bool:
    guest = Guest(name, f"{name}@example.com")
    try:
        got: Appointment = await house.services.appointments.chosen.choose(link, owner, start, guest, key=name)
    except TimeTaken:
        return False
    return got.is_booked
