"""Times that people outside have chosen. Of several who choose what overlaps at once, one is given it.

         ┌── booked ──► booked ── its event is gone ──► released
held ────┤
         └── taken meanwhile, the calendar refused ───► released

A time is held in one transaction that lets nobody else hold a time of the same people, so it is nobody's twice.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database.database import Database
from threadline.storage.person_lock import hold_owner
from threadline.storage.persons import utc_now
from threadline.storage.tables.appointments import AppointmentHostRow, AppointmentRow, BookingLinkRow


@dataclass(frozen=True, slots=True)
class AppointmentRecord:
    """A chosen time as stored; `guest` is who chose it, as JSON."""

    id: str
    link_id: str
    start: datetime
    end: datetime
    guest: str
    proposal_id: str | None
    created_at: datetime
    booked_at: datetime | None
    released_at: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody has chosen. `id` is that of the appointment it becomes, unless there is one under the `key` that
    their page sent with it. `hosts` are the persons whose time it takes.

    `buffer` is kept between it and what else is held. On its day (`day` is that day's stretch) no more than `per_day`
    are held by the link, where that is limited. With `one_of` it takes the time of one of these persons alone: of those
    whose time is not held, whom the link has given the fewest so far, and among these the first.
    """

    id: str
    link_id: str
    key: str
    hosts: Collection[str]
    start: datetime
    end: datetime
    guest: str
    buffer: timedelta = timedelta()
    day: tuple[datetime, datetime] | None = None
    per_day: int | None = None
    one_of: Sequence[str] = ()


class LinkUsed(Exception):
    """The link was for one booking, which it has, or it is over."""


_COLUMNS = tuple(getattr(AppointmentRow, name) for name in AppointmentRecord.__dataclass_fields__)
_HELD = AppointmentRow.released_at.is_(None)


class AppointmentStore:
    """Keeps chosen times. Every method raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def with_key(self, key: str) -> AppointmentRecord | None:
        """What was chosen under a key."""
        async with self._database.read() as connection:
            return await _one(connection, AppointmentRow.key_hash == _hash(key))

    async def get(self, appointment_id: str) -> AppointmentRecord | None:
        """One appointment."""
        async with self._database.read() as connection:
            return await _one(connection, AppointmentRow.id == appointment_id)

    async def hold(self, wanted: Wanted) -> AppointmentRecord | Sequence[AppointmentRecord]:
        """Hold a time; where others are in its way, those are the answer. The same key is the same time.

        Raises `LinkUsed`, and `RecordNotFound` where a host is gone.
        """
        async with self._database.write() as connection:
            for person_id in sorted({*wanted.hosts, *wanted.one_of}):
                await hold_owner(connection, person_id)
            known = await _one(connection, AppointmentRow.key_hash == _hash(wanted.key))
            if known is not None:
                return known
            await self._require_open(connection, wanted.link_id)
            if full := await self._full_day(connection, wanted):
                return full
            if wanted.one_of:
                return await self._by_one(connection, wanted)
            return await self._in_the_way(connection, wanted) or await self._insert(connection, wanted)

    async def hosts_of(self, appointment_id: str) -> Sequence[str]:
        """Whose time an appointment takes."""
        hosts = select(AppointmentHostRow.person_id).where(AppointmentHostRow.appointment_id == appointment_id)
        async with self._database.read() as connection:
            return list(await connection.scalars(hosts.order_by(AppointmentHostRow.person_id)))

    async def bind(self, appointment_id: str, proposal_id: str) -> bool:
        """Say which proposal books it; False where it was released meanwhile."""
        return await self._set(appointment_id, AppointmentRow.proposal_id.is_(None), proposal_id=proposal_id)

    async def booked(self, appointment_id: str) -> bool:
        """Its event stands."""
        return await self._set(appointment_id, AppointmentRow.booked_at.is_(None), booked_at=self._clock())

    async def release(self, appointment_id: str, *, unless_bound: bool = False) -> bool:
        """It is held no more; False where it was not, or, with `unless_bound`, is about to be booked."""
        condition = AppointmentRow.proposal_id.is_(None) if unless_bound else _HELD
        return await self._set(appointment_id, condition, released_at=self._clock())

    async def held(self, link_id: str, start: datetime, end: datetime) -> Sequence[AppointmentRecord]:
        """What is held by a link and begins in a range."""
        return await self._many(
            (AppointmentRow.link_id == link_id) & (AppointmentRow.start >= start) & (AppointmentRow.start < end) & _HELD
        )

    async def in_work(self, hosts: Collection[str]) -> Sequence[AppointmentRecord]:
        """What is held of these persons' time and is not in their calendars yet."""
        theirs = select(AppointmentHostRow.appointment_id).where(AppointmentHostRow.person_id.in_(hosts))
        return await self._many(AppointmentRow.id.in_(theirs) & AppointmentRow.booked_at.is_(None) & _HELD)

    async def unsettled(self, older_than: timedelta) -> Sequence[AppointmentRecord]:
        """What should have been booked or released by now."""
        late = AppointmentRow.created_at <= self._clock() - older_than
        return await self._many(late & AppointmentRow.booked_at.is_(None) & _HELD)

    async def is_used(self, link_id: str) -> bool:
        """Whether a link has, or had, a booking, or somebody is about to have one."""
        async with self._database.read() as connection:
            return bool(await connection.scalar(select(_used(link_id))))

    async def _require_open(self, connection: AsyncConnection, link_id: str) -> None:
        link = select(BookingLinkRow.single_use, BookingLinkRow.expires_at, BookingLinkRow.closed_at)
        row = (await connection.execute(link.where(BookingLinkRow.id == link_id))).first()
        now = self._clock()
        if row is None or row.closed_at is not None or (row.expires_at is not None and row.expires_at <= now):
            raise LinkUsed
        if row.single_use and await connection.scalar(select(_used(link_id))):
            raise LinkUsed

    async def _in_the_way(self, connection: AsyncConnection, wanted: Wanted) -> Sequence[AppointmentRecord]:
        theirs = select(AppointmentHostRow.appointment_id).where(AppointmentHostRow.person_id.in_(wanted.hosts))
        overlapping = (AppointmentRow.start < wanted.end + wanted.buffer) & (
            AppointmentRow.end > wanted.start - wanted.buffer
        )
        return await _some(connection, AppointmentRow.id.in_(theirs) & overlapping & _HELD)

    async def _by_one(
        self, connection: AsyncConnection, wanted: Wanted
    ) -> AppointmentRecord | Sequence[AppointmentRecord]:
        given = await self._given(connection, wanted)
        in_the_way: list[AppointmentRecord] = []
        for person_id in sorted(wanted.one_of, key=lambda each: given.get(each, 0)):
            alone = replace(wanted, hosts=(person_id,))
            theirs = await self._in_the_way(connection, alone)
            if not theirs:
                return await self._insert(connection, alone)
            in_the_way.extend(theirs)
        return list(dict.fromkeys(in_the_way))

    async def _given(self, connection: AsyncConnection, wanted: Wanted) -> dict[str, int]:
        """How many of its bookings a link has given to each."""
        joined = select(AppointmentHostRow.person_id, func.count()).join(
            AppointmentRow, AppointmentRow.id == AppointmentHostRow.appointment_id
        )
        mine = joined.where((AppointmentRow.link_id == wanted.link_id) & _HELD).group_by(AppointmentHostRow.person_id)
        return {row[0]: row[1] for row in await connection.execute(mine)}

    async def _full_day(self, connection: AsyncConnection, wanted: Wanted) -> Sequence[AppointmentRecord]:
        if wanted.per_day is None or wanted.day is None:
            return ()
        first, last = wanted.day
        same_day = (AppointmentRow.start >= first) & (AppointmentRow.start < last)
        others = await _some(connection, (AppointmentRow.link_id == wanted.link_id) & same_day & _HELD)
        return others if len(others) >= wanted.per_day else ()

    async def _insert(self, connection: AsyncConnection, wanted: Wanted) -> AppointmentRecord:
        values = {"id": wanted.id, "key_hash": _hash(wanted.key), "created_at": self._clock()}
        given = {name: getattr(wanted, name) for name in ("link_id", "start", "end", "guest")}
        await connection.execute(self._database.insert(AppointmentRow).values(values | given))
        for person_id in sorted(wanted.hosts):
            host = {"appointment_id": wanted.id, "person_id": person_id}
            await connection.execute(self._database.insert(AppointmentHostRow).values(host))
        found = await _one(connection, AppointmentRow.id == wanted.id)
        assert found is not None  # noqa: S101 - written just before
        return found

    async def _set(self, appointment_id: str, condition: Any, **values: Any) -> bool:
        mine = (AppointmentRow.id == appointment_id) & _HELD & condition
        async with self._database.write() as connection:
            return (await connection.execute(update(AppointmentRow).where(mine).values(values))).rowcount > 0

    async def _many(self, condition: Any) -> Sequence[AppointmentRecord]:
        async with self._database.read() as connection:
            return await _some(connection, condition)


def _used(link_id: str) -> Any:
    """One booking ends a link of one use for good: undoing the event does not open it again."""
    taken = _HELD | AppointmentRow.booked_at.is_not(None)
    return exists(select(1).where(AppointmentRow.link_id == link_id, taken))


async def _one(connection: AsyncConnection, condition: Any) -> AppointmentRecord | None:
    row = (await connection.execute(select(*_COLUMNS).where(condition))).first()
    return AppointmentRecord(*row) if row else None


async def _some(connection: AsyncConnection, condition: Any) -> Sequence[AppointmentRecord]:
    rows = await connection.execute(select(*_COLUMNS).where(condition).order_by(AppointmentRow.start))
    return [AppointmentRecord(*row) for row in rows]


def _hash(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
