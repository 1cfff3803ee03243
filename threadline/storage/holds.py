"""Times that are kept free in a calendar while somebody makes up their mind, so that none is left over or there twice.

     ┌── tried ──► placed ──┐
held ┤                      ├── one is taken, the offer is over, its owner lets go ──► released ──► cleared
     └── (a process died) ──┘

What is to be held is written down before the calendar is asked for it, under the key that its event is to have; what
was tried and not heard of again is looked for in the calendar until it cannot come any more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database.database import Database
from threadline.storage.person_lock import hold_owner
from threadline.storage.persons import new_id, utc_now
from threadline.storage.tables.appointments import AppointmentRow, BookingLinkRow
from threadline.storage.tables.core import ProposalRow
from threadline.storage.tables.holds import HeldOfferRow, HoldRow

_UNDECIDED = ("proposed", "booking", "failed")


@dataclass(frozen=True, slots=True)
class HoldRecord:
    """One time that is held. Its `id` is the key of its event."""

    id: str
    start: datetime
    end: datetime
    tried_at: datetime | None
    placed_at: datetime | None
    gone_at: datetime | None


@dataclass(frozen=True, slots=True)
class HeldOfferRecord:
    """Times of one offer, with where in whose calendar they are held, and as what."""

    id: str
    person_id: str
    conversation_id: str | None
    link_id: str | None
    proposal_id: str | None
    calendar: str
    calendar_id: str
    title: str
    zone: str
    created_at: datetime
    expires_at: datetime
    released_at: datetime | None
    cleared_at: datetime | None
    times: tuple[HoldRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class HoldWanted:
    """What is to be held, and until when at the latest. The same `key` is the same offer."""

    key: str
    person_id: str
    calendar: str
    calendar_id: str
    title: str
    zone: str
    times: Sequence[tuple[datetime, datetime]]
    expires_at: datetime
    conversation_id: str | None = None
    link_id: str | None = None
    proposal_id: str | None = None


_OFFER = tuple(getattr(HeldOfferRow, name) for name in HeldOfferRecord.__dataclass_fields__ if name != "times")
_HOLD = tuple(getattr(HoldRow, name) for name in HoldRecord.__dataclass_fields__)
_OF_OFFER = ("person_id", "calendar", "calendar_id", "title", "zone", "expires_at")
_BELONGS = ("conversation_id", "link_id", "proposal_id")


class HoldStore:
    """Keeps what is held. Every method raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def plan(self, wanted: HoldWanted) -> HeldOfferRecord:
        """Write down what is to be held, once for each key. Raises `RecordNotFound` for an unknown person."""
        values = {"id": new_id(), "key": wanted.key, "created_at": self._clock()}
        values |= {name: getattr(wanted, name) for name in (*_OF_OFFER, *_BELONGS)}
        insert = self._database.insert(HeldOfferRow).values(values).on_conflict_do_nothing(index_elements=["key"])
        async with self._database.write() as connection:
            await hold_owner(connection, wanted.person_id)
            if (await connection.execute(insert)).rowcount:
                for start, end in wanted.times:
                    hold = {"id": new_id(), "offer_id": values["id"], "start": start, "end": end}
                    await connection.execute(self._database.insert(HoldRow).values(hold))
            [offer] = await _offers(connection, HeldOfferRow.key == wanted.key)
        return offer

    async def get(self, offer_id: str) -> HeldOfferRecord | None:
        """One offer as it stands."""
        return next(iter(await self._read(HeldOfferRow.id == offer_id)), None)

    async def of_link(self, link_id: str) -> Sequence[HeldOfferRecord]:
        """What is held for a booking link still."""
        return await self._read((HeldOfferRow.link_id == link_id) & HeldOfferRow.released_at.is_(None))

    async def of_conversation(self, person_id: str, conversation_id: str) -> Sequence[HeldOfferRecord]:
        """What a person has held by a conversation still, the newest first."""
        mine = (HeldOfferRow.person_id == person_id) & (HeldOfferRow.conversation_id == conversation_id)
        return (await self._read(mine & HeldOfferRow.released_at.is_(None)))[::-1]

    async def in_calendar(self, person_id: str, calendar: str) -> Sequence[HeldOfferRecord]:
        """What may stand in one of a person's calendars still."""
        there = (HeldOfferRow.person_id == person_id) & (HeldOfferRow.calendar == calendar)
        return await self._read(there & HeldOfferRow.cleared_at.is_(None))

    async def trying(self, offer: HeldOfferRecord, hold_id: str) -> bool:
        """The calendar is about to be asked for an event; False where it is not wanted any more."""
        wanted = exists(select(1).where(HeldOfferRow.id == offer.id, HeldOfferRow.released_at.is_(None)))
        return await self._set(offer, HoldRow.id == hold_id, wanted, HoldRow.gone_at.is_(None), tried_at=self._clock())

    async def placed(self, offer: HeldOfferRecord, hold_id: str) -> None:
        """The calendar has answered: what it was asked for is there."""
        await self._set(offer, HoldRow.id == hold_id, placed_at=self._clock())

    async def gone(self, offer: HeldOfferRecord, hold_id: str) -> None:
        """It is in the calendar no more, and will not come to be."""
        await self._set(offer, HoldRow.id == hold_id, HoldRow.gone_at.is_(None), gone_at=self._clock())

    async def release(self, offer: HeldOfferRecord) -> bool:
        """Nothing of it is wanted any more; False where that was so before."""
        return await self._set_offer(offer, HeldOfferRow.released_at.is_(None), released_at=self._clock())

    async def cleared(self, offer: HeldOfferRecord) -> None:
        """Nothing of it is left."""
        await self._set_offer(offer, HeldOfferRow.cleared_at.is_(None), cleared_at=self._clock())

    async def over(self) -> Sequence[HeldOfferRecord]:
        """What is held though its time is over, or what it belonged to is decided or closed."""
        expired = HeldOfferRow.expires_at <= self._clock()
        decided = HeldOfferRow.proposal_id.is_not(None) & ~exists(
            select(1).where(ProposalRow.id == HeldOfferRow.proposal_id, ProposalRow.state.in_(_UNDECIDED))
        )
        booked = exists(
            select(1).where(AppointmentRow.link_id == HeldOfferRow.link_id, AppointmentRow.booked_at.is_not(None))
        )
        standing = select(1).where(BookingLinkRow.id == HeldOfferRow.link_id, BookingLinkRow.closed_at.is_(None))
        closed = HeldOfferRow.link_id.is_not(None) & or_(booked, ~exists(standing))
        return await self._read(HeldOfferRow.released_at.is_(None) & or_(expired, decided, closed))

    async def unfinished(self, older_than: timedelta) -> Sequence[HeldOfferRecord]:
        """What was let go and is not cleared, and what should stand in the calendar by now and may not."""
        late = HeldOfferRow.created_at <= self._clock() - older_than
        missing = exists(
            select(1).where(HoldRow.offer_id == HeldOfferRow.id, HoldRow.placed_at.is_(None), HoldRow.gone_at.is_(None))
        )
        to_place = and_(HeldOfferRow.released_at.is_(None), late, missing)
        to_clear = HeldOfferRow.released_at.is_not(None) & HeldOfferRow.cleared_at.is_(None)
        return await self._read(or_(to_place, to_clear))

    async def _set(self, offer: HeldOfferRecord, *conditions: Any, **values: Any) -> bool:
        return await self._update(offer, update(HoldRow).where(*conditions).values(values))

    async def _set_offer(self, offer: HeldOfferRecord, condition: Any, **values: Any) -> bool:
        return await self._update(
            offer, update(HeldOfferRow).where(HeldOfferRow.id == offer.id, condition).values(values)
        )

    async def _update(self, offer: HeldOfferRecord, statement: Any) -> bool:
        async with self._database.write() as connection:
            # One after the other: whoever lets go sees every attempt that was begun before.
            await hold_owner(connection, offer.person_id)
            return (await connection.execute(statement)).rowcount > 0

    async def _read(self, condition: Any) -> list[HeldOfferRecord]:
        async with self._database.read() as connection:
            return await _offers(connection, condition)


async def _offers(connection: AsyncConnection, condition: Any) -> list[HeldOfferRecord]:
    offers: Select[Any] = select(*_OFFER).where(condition).order_by(HeldOfferRow.created_at, HeldOfferRow.id)
    found = [tuple(row) for row in await connection.execute(offers)]
    ids = [row[0] for row in found]
    times: dict[str, list[HoldRecord]] = {each: [] for each in ids}
    holds = select(HoldRow.offer_id, *_HOLD).where(HoldRow.offer_id.in_(ids)).order_by(HoldRow.start)
    for offer_id, *hold in await connection.execute(holds) if ids else ():
        times[offer_id].append(HoldRecord(*hold))
    return [replace(HeldOfferRecord(*row), times=tuple(times[row[0]])) for row in found]
