"""Making booking links, telling and ending them, and what can be chosen by one."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from threadline.core.appointments.booking_link import BookingLink, LinkState, Terms, state_of
from threadline.core.appointments.held_times import HeldTimes
from threadline.core.appointments.holds import Holds
from threadline.core.appointments.open_times import OpenTimes, Range, allowed_range, day_of
from threadline.core.domain.message import Person
from threadline.core.people.directory import People, PersonNotFound
from threadline.storage.appointments import AppointmentRecord, AppointmentStore
from threadline.storage.audit import AuditTrail
from threadline.storage.booking_links import BookingLinkRecord, BookingLinkStore
from threadline.storage.holds import HeldOfferRecord
from threadline.storage.persons import utc_now
from threadline.texts.messages import _

PATH = "/book/{token}"
_WINDOW = timedelta(days=14)
_MOST_LISTED = 100


class LinkNotFound(Exception):
    """No such link, or not this person's."""


class LinkChanged(Exception):
    """The link has changed since it was read."""


class BookingLinks:
    """The booking links of everybody. Every method raises `StorageError`."""

    def __init__(
        self,
        store: BookingLinkStore,
        appointments: AppointmentStore,
        times: OpenTimes,
        held_times: HeldTimes,
        holds: Holds,
        *,
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
        return await self._link(record)

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

    async def change(self, link: BookingLink, terms: Terms, *, expires_at: datetime | None) -> BookingLink:
        """Give a link other terms. Raises `LinkChanged`."""
        return await self._changed(link, body=terms.to_json(), expires_at=expires_at)

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
        held = await self._holds.times_of_link(link.id)
        found = await self._times.starts(owner, link.terms, self._clock(), wanted, held)
        return await self._unheld(link, owner, found)

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

    async def _unheld(self, link: BookingLink, owner: Person, found: Sequence[datetime]) -> Sequence[datetime]:
        """Without what somebody is being given at this moment, and without days that have enough."""
        if not found:
            return ()
        terms = link.terms
        hosts = [owner.id, *(each.person.id for each in await self._times.hosts(owner, terms) if each.person)]
        taken = await self._appointments.in_work(hosts)
        full = await self._full_days(link, owner, found)
        return [
            start
            for start in found
            if day_of(start, owner.zone) not in full
            and not any(
                each.start < start + terms.length + terms.buffer and start - terms.buffer < each.end for each in taken
            )
        ]

    async def _full_days(self, link: BookingLink, owner: Person, found: Sequence[datetime]) -> set[Range]:
        if link.terms.per_day is None:
            return set()
        first, last = day_of(found[0], owner.zone)[0], day_of(found[-1], owner.zone)[1]
        by_day: dict[Range, list[AppointmentRecord]] = {}
        for each in await self._appointments.held(link.id, first, last):
            by_day.setdefault(day_of(each.start, owner.zone), []).append(each)
        full = {day: held for day, held in by_day.items() if len(held) >= link.terms.per_day}
        return {
            day for day, held in full.items() if len(await self._held_times.still(owner, held)) >= link.terms.per_day
        }

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


def _key(owner: Person, key: str) -> str:
    """The same words of two persons make two links."""
    return hashlib.sha256(f"{owner.id}\x1f{key}".encode()).hexdigest()
