"""Making booking links, telling and ending them, and what can be chosen by one."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from threadline.core.appointments.booking_link import BookingLink, LinkState, Terms, state_of
from threadline.core.appointments.held_times import HeldTimes
from threadline.core.appointments.holds import Holds
from threadline.core.appointments.host_choice import HostChoice
from threadline.core.appointments.open_times import OpenTimes, Range, allowed_range, day_of
from threadline.core.domain.message import Person
from threadline.core.people.directory import People, PersonNotFound
from threadline.core.reminders.subject import Kind, Subject, reminder_id
from threadline.storage.appointments import AppointmentRecord, AppointmentStore
from threadline.storage.audit import AuditTrail
from threadline.storage.booking_links import BookingLinkRecord, BookingLinkStore
from threadline.storage.holds import HeldOfferRecord
from threadline.storage.persons import utc_now
from threadline.storage.reminders import NewReminder, ReminderStore
from threadline.texts.messages import _

PATH = "/book/{token}"
_WINDOW = timedelta(days=14)
_MOST_LISTED = 100
_ASKED_FOR = timedelta(days=14)


class LinkNotFound(Exception):
    """No such link, or not this person's."""


class LinkChanged(Exception):
    """The link has changed since it was read."""


@dataclass(frozen=True, slots=True)
class HostedLink:
    """A link of somebody else's, and whether one has agreed to be a host of it."""

    link: BookingLink
    owner: Person
    agreed: bool


class BookingLinks:
    """The booking links of everybody. Every method raises `StorageError`."""

    def __init__(
        self,
        store: BookingLinkStore,
        appointments: AppointmentStore,
        times: OpenTimes,
        held_times: HeldTimes,
        holds: Holds,
        choice: HostChoice,
        *,
        reminders: ReminderStore,
        people: People,
        audit: AuditTrail,
        address: str,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._store = store
        self._appointments = appointments
        self._times = times
        self._held_times = held_times
        self._holds = holds
        self._choice = choice
        self._reminders = reminders
        self._people = people
        self._audit = audit
        self._address = address
        self._clock = clock

    async def make(
        self, owner: Person, terms: Terms, *, key: str, single_use: bool, lifetime: timedelta | None = None
    ) -> BookingLink:
        """Make a link, which is its owner's permission to book by it; the same key is the same link."""
        expires_at = self._clock() + lifetime if lifetime is not None else None
        record = await self._store.create(
            owner.id, key=_key(owner, key), body=terms.to_json(), single_use=single_use, expires_at=expires_at
        )
        await self._audit.append(person_id=owner.id, action="booking-link.make", subject=record.id)
        return await self._with_hosts(await self._link(record), owner)

    async def hold(
        self, link: BookingLink, owner: Person, *, title: str, conversation_id: str | None = None
    ) -> HeldOfferRecord:
        """Keep the times of a link free in its owner's calendar, as long as it stands. Raises `CalendarError`."""
        offer = await self._holds.plan(
            owner,
            [(start, start + link.terms.length) for start in link.terms.starts],
            key=f"link:{link.id}",
            title=title,
            expires_at=link.expires_at or max(link.terms.starts),
            conversation_id=conversation_id,
            link_id=link.id,
        )
        await self._holds.place(owner, offer)
        return offer

    async def of_person(
        self, person_id: str, *, limit: int = _MOST_LISTED, before: tuple[datetime, str] | None = None
    ) -> Sequence[BookingLink]:
        """A person's links, the newest first."""
        records = await self._store.of_person(person_id, limit=limit, before=before)
        return [await self._link(record) for record in records]

    async def get(self, person_id: str, link_id: str) -> BookingLink:
        """One of a person's links. Raises `LinkNotFound`."""
        record = await self._store.get(link_id)
        if record is None or record.person_id != person_id:
            raise LinkNotFound(_("There is no such booking link."))
        return await self._link(record)

    async def with_token(self, token: str) -> tuple[BookingLink, Person] | None:
        """The link that an address leads to, and whose it is; None for one that nobody made."""
        record = await self._store.with_token(token)
        if record is None:
            return None
        try:
            owner = await self._people.get(record.person_id)
        except PersonNotFound:
            return None
        return await self._link(record), owner

    async def change(
        self, link: BookingLink, owner: Person, terms: Terms, *, expires_at: datetime | None
    ) -> BookingLink:
        """Give a link other terms. Raises `LinkChanged`."""
        return await self._with_hosts(await self._changed(link, body=terms.to_json(), expires_at=expires_at), owner)

    async def asked_of(self, host_id: str) -> Sequence[HostedLink]:
        """The links of others that somebody was asked to be a host of, as far as they can be used."""
        found = []
        for record in await self._store.of_host(host_id):
            opened = await self.with_token(record.token)
            if opened is not None and opened[0].state is LinkState.OPEN:
                agreed = host_id in await self._store.agreed_hosts(record.id)
                found.append(HostedLink(opened[0], opened[1], agreed))
        return found

    async def agree(self, host: Person, link_id: str, *, agreed: bool) -> None:
        """What somebody says to being a host: until they take it back, what is chosen may be booked for them.

        Raises `LinkNotFound` where they were not asked.
        """
        if not await self._store.agree(link_id, host.id, agreed=agreed):
            raise LinkNotFound(_("There is no such booking link."))
        action = "booking-link.host" if agreed else "booking-link.host-no-more"
        await self._audit.append(person_id=host.id, action=action, subject=link_id)

    async def close(self, link: BookingLink) -> BookingLink:
        """End a link: nothing more can be chosen by it; what was booked stays. Raises `LinkChanged`."""
        if link.state is LinkState.CLOSED:
            return link
        closed = await self._changed(link, closed_at=self._clock())
        await self._audit.append(person_id=link.owner_id, action="booking-link.close", subject=link.id)
        self._holds.wake()
        return closed

    async def starts(self, link: BookingLink, owner: Person, wanted: Range) -> Sequence[datetime]:
        """What can be chosen by a link within a range (UTC), as things stand now."""
        if link.state is not LinkState.OPEN:
            return ()
        found = await self._open(link, owner, wanted)
        full = await self._full_days(link, owner, found) if found else set()
        return [start for start in found if day_of(start, owner.zone) not in full]

    async def free_starts(self, owner: Person, terms: Terms) -> Sequence[datetime]:
        """What could be chosen in the first two weeks by a link that is not made yet."""
        first, last = allowed_range(terms, self._clock())
        return await self._times.starts(owner, terms, self._clock(), (first, min(last, first + _WINDOW)))

    async def first_starts(
        self, link: BookingLink, owner: Person, after: datetime
    ) -> tuple[Sequence[datetime], datetime | None]:
        """What can be chosen in the first two weeks after an instant that have any such time, and where to look for
        more; None at the end of what is offered."""
        first, last = allowed_range(link.terms, self._clock())
        low = max(after, first)
        found: Sequence[datetime] = ()
        while not found and low < last:
            found = await self.starts(link, owner, (low, min(low + _WINDOW, last)))
            low += _WINDOW
        return found, low if low < last else None

    async def _open(self, link: BookingLink, owner: Person, wanted: Range) -> Sequence[datetime]:
        """When those can come who have to, without what somebody is being given at this moment."""
        terms, now = link.terms, self._clock()
        if terms.any_host:
            found: set[datetime] = set()
            for host_id, theirs in (await self._choice.starts(link, owner, now, wanted)).items():
                found.update(_apart(theirs, terms, await self._appointments.in_work([host_id])))
            return sorted(found)
        held = await self._holds.times_of_link(link.id)
        starts = await self._times.starts(owner, terms, now, wanted, held)
        hosts = [owner.id, *(each.person.id for each in await self._times.hosts(owner, terms) if each.person)]
        return _apart(starts, terms, await self._appointments.in_work(hosts) if starts else ())

    async def _full_days(self, link: BookingLink, owner: Person, found: Sequence[datetime]) -> set[Range]:
        if link.terms.per_day is None:
            return set()
        first, last = day_of(found[0], owner.zone)[0], day_of(found[-1], owner.zone)[1]
        by_day: dict[Range, list[AppointmentRecord]] = {}
        for each in await self._appointments.held(link.id, first, last):
            by_day.setdefault(day_of(each.start, owner.zone), []).append(each)
        full = {day: held for day, held in by_day.items() if len(held) >= link.terms.per_day}
        return {day for day, held in full.items() if len(await self._held_times.still(held)) >= link.terms.per_day}

    async def _with_hosts(self, link: BookingLink, owner: Person) -> BookingLink:
        """The link, once those are asked who may be given what is chosen by it."""
        now = self._clock()
        for address in link.terms.hosts if link.terms.any_host else ():
            host = await self._people.by_email(address)
            if host is None or host.id == owner.id or not await self._store.ask_host(link.id, host.id):
                continue
            subject = Subject(link.id, now, owner.name, title=link.terms.title)
            told = reminder_id(host.id, Kind.HOST, link.id)
            until = now + _ASKED_FOR
            await self._reminders.plan([NewReminder(told, host.id, Kind.HOST, subject.to_json(), now, until)])
        return link

    async def _changed(self, link: BookingLink, **values: object) -> BookingLink:
        record = await self._store.change(link.id, link.version, **values)
        if record is None:
            raise LinkChanged(_("This booking link has changed since; look at it again."))
        return await self._link(record)

    async def _link(self, record: BookingLinkRecord) -> BookingLink:
        used = record.single_use and await self._appointments.is_used(record.id)
        return BookingLink(
            record.id,
            record.token,
            record.person_id,
            Terms.from_json(record.body),
            record.single_use,
            record.version,
            state_of(record, self._clock(), used=used),
            f"{self._address}{PATH.format(token=record.token)}",
            record.created_at,
            record.expires_at,
        )


def _apart(starts: Sequence[datetime], terms: Terms, taken: Sequence[AppointmentRecord]) -> list[datetime]:
    """Those that are far enough from what is taken."""
    return [
        start
        for start in starts
        if not any(
            each.start < start + terms.length + terms.buffer and start - terms.buffer < each.end for each in taken
        )
    ]


def _key(owner: Person, key: str) -> str:
    """The same words of two persons make two links."""
    return hashlib.sha256(f"{owner.id}\x1f{key}".encode()).hexdigest()
