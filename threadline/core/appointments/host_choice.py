"""A link of several hosts of whom any one will do: when one of them is free, and who is given what somebody chooses.

A host other than the link's owner is one once they have agreed: what is chosen goes into their own calendar, as a
meeting of theirs, without a further click.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from threadline.calendar.event import FreeBusy
from threadline.calendar.open_starts import Opening, open_starts
from threadline.calendar.workday import Participant
from threadline.core.appointments.booking_link import BookingLink
from threadline.core.appointments.open_times import Range, allowed_range, as_agreed, is_barred
from threadline.core.calendars.participants import Participants
from threadline.core.domain.message import Person
from threadline.core.people.directory import People, PersonNotFound
from threadline.storage.booking_links import BookingLinkStore


class HostChoice:
    """Asks the calendars of those who are hosts."""

    def __init__(self, participants: Participants, people: People, store: BookingLinkStore) -> None:
        self._participants = participants
        self._people = people
        self._store = store

    async def hosts(self, link: BookingLink, owner: Person) -> list[Person]:
        """The owner, and those among the link's hosts who have agreed."""
        agreed = await self._store.agreed_hosts(link.id)
        found = [owner]
        for address in link.terms.hosts:
            person = await self._people.by_email(address)
            if person is not None and person.id in agreed and person.id not in {each.id for each in found}:
                found.append(person)
        return found

    async def starts(
        self, link: BookingLink, owner: Person, now: datetime, wanted: Range
    ) -> Mapping[str, tuple[datetime, ...]]:
        """Every start in a range (UTC, in order) at which a host can come, by host."""
        terms = link.terms
        allowed = allowed_range(terms, now)
        start, end = max(wanted[0], allowed[0]), min(wanted[1], allowed[1])
        if end - start < terms.length:
            return {}
        hosts = await self.hosts(link, owner)
        known = await asyncio.gather(*(self._participant(each, start, end, terms.buffer) for each in hosts))
        opening = Opening(start, end, terms.length, owner.zone, terms.buffer)
        found = {}
        for host, participant in zip(hosts, known, strict=True):
            starts = await asyncio.to_thread(open_starts, [as_agreed(participant, terms)], opening)
            found[host.id] = tuple(each for each in starts if not is_barred(each, terms, owner.zone))
        return found

    async def free_at(self, link: BookingLink, owner: Person, now: datetime, start: datetime) -> list[str]:
        """Who could come at a time, whoever has the least else to do that day first."""
        starts = await self.starts(link, owner, now, (start, start + link.terms.length))
        free = [host_id for host_id, theirs in starts.items() if start in theirs]
        day = (start - timedelta(hours=12), start + timedelta(hours=12))
        load = {host_id: await self._load(host_id, *day) for host_id in free}
        return sorted(free, key=lambda host_id: load[host_id])

    async def _participant(self, host: Person, start: datetime, end: datetime, buffer: timedelta) -> Participant:
        [participant] = await self._participants.with_focus(host, (), start - buffer, end + buffer)
        return participant

    async def _load(self, host_id: str, start: datetime, end: datetime) -> timedelta:
        try:
            host = await self._people.get(host_id)
        except PersonNotFound:
            return end - start
        [participant] = await self._participants.of(host, (), start, end)
        return _taken(participant.free_busy)


def _taken(answers: Sequence[FreeBusy]) -> timedelta:
    return sum((busy.end - busy.start for answer in answers for busy in answer.busy), timedelta())
