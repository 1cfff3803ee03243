"""Proposals: every change is a compare-and-swap on the version."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, select, union, update
from sqlalchemy.sql.dml import ReturningUpdate

from threadline.storage.audit import being_done
from threadline.storage.database.database import Database
from threadline.storage.database.read_once import Key, forget, once
from threadline.storage.persons import new_id, utc_now
from threadline.storage.tables.core import ProposalRow


@dataclass(frozen=True, slots=True)
class ProposalRecord:
    """A proposal as stored; `body` is the offer as JSON. `clearing`: it was let go, and what failed attempts left of it
    in the calendar is still to be taken away.
    """

    id: str
    owner_id: str
    conversation_id: str | None
    message_id: str | None
    channel: str
    surface_ref: str | None
    state: str
    version: int
    body: str
    calendar: str
    calendar_id: str
    event_id: str | None
    event_version: str | None
    reason: str | None
    created_at: datetime
    expires_at: datetime
    undo_until: datetime | None
    decided_by: str | None
    clearing: bool


MOST_OF_CONVERSATION = 20
KIND = "proposals"

_COLUMNS = tuple(getattr(ProposalRow, name) for name in ProposalRecord.__dataclass_fields__)
_OF_CONVERSATION = (
    select(*_COLUMNS)
    .where(ProposalRow.conversation_id == bindparam("conversation"))
    .order_by(ProposalRow.created_at.desc(), ProposalRow.id.desc())
    .limit(MOST_OF_CONVERSATION)
)

_WITH_ID = select(*_COLUMNS).where(ProposalRow.id == bindparam("id"))
_WITH_KEY = select(*_COLUMNS).where(ProposalRow.key == bindparam("key"))
_NEW = "new_"
_UNMOVED = (
    (ProposalRow.id == bindparam("which"))
    & (ProposalRow.version == bindparam("seen"))
    & ProposalRow.state.in_(bindparam("among", expanding=True))
)


@cache
def _change_of(names: tuple[str, ...]) -> ReturningUpdate[Any]:
    changed = update(ProposalRow).where(_UNMOVED).values({name: bindparam(_NEW + name) for name in names})
    return changed.returning(*_COLUMNS)


def _one(connection: Connection, statement: Executable, **given: object) -> ProposalRecord | None:
    row = connection.execute(statement, given).first()
    return ProposalRecord(*row) if row else None


class ProposalStore:
    """Keeps proposals."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._insert = database.insert(ProposalRow).on_conflict_do_nothing()

    async def create(
        self,
        *,
        key: str,
        owner_id: str,
        conversation_id: str | None,
        message_id: str | None,
        channel: str,
        body: str,
        calendar: str,
        calendar_id: str,
        lifetime: timedelta,
    ) -> ProposalRecord:
        """Store a proposal once per `key`; a known key answers with the proposal there is."""
        now = self._clock()
        values = {
            "id": new_id(),
            "key": key,
            "owner_id": owner_id,
            "conversation_id": conversation_id,
            "message_id": message_id,
            "channel": channel,
            "state": "proposed",
            "version": 1,
            "body": body,
            "calendar": calendar,
            "calendar_id": calendar_id,
            "created_at": now,
            "expires_at": now + lifetime,
            "updated_at": now,
        }

        def create(connection: Connection) -> ProposalRecord:
            connection.execute(self._insert, values)
            # Not by RETURNING, which answers nothing for a key that is known.
            return ProposalRecord(*connection.execute(_WITH_KEY, {"key": key}).one())

        record = await self._database.transact(create)
        forget(KIND)
        return record

    async def get(self, proposal_id: str) -> ProposalRecord | None:
        """One proposal."""
        return await self._database.look(lambda connection: _one(connection, _WITH_ID, id=proposal_id))

    async def with_key(self, key: str) -> ProposalRecord | None:
        """The proposal that was stored under a key."""
        return await self._database.look(lambda connection: _one(connection, _WITH_KEY, key=key))

    async def booked_as(self, owner_id: str, event_id: str) -> ProposalRecord | None:
        """The newest of somebody's proposals that stands in their calendar as this event."""
        mine = (ProposalRow.owner_id == owner_id) & (ProposalRow.event_id == event_id) & (ProposalRow.state == "booked")
        newest = select(*_COLUMNS).where(mine).order_by(ProposalRow.created_at.desc(), ProposalRow.id.desc()).limit(1)
        async with self._database.read() as connection:
            row = (await connection.execute(newest)).one_or_none()
        return ProposalRecord(*row) if row is not None else None

    async def all_booked_as(self, owner_id: str, event_id: str, *, limit: int) -> Sequence[ProposalRecord]:
        """Somebody's proposals that were booked as this event or changed it, the newest first."""
        mine = (ProposalRow.owner_id == owner_id) & (ProposalRow.event_id == event_id) & (ProposalRow.state == "booked")
        newest = select(*_COLUMNS).where(mine).order_by(ProposalRow.created_at.desc(), ProposalRow.id.desc())
        async with self._database.read() as connection:
            rows = await connection.execute(newest.limit(limit))
        return [ProposalRecord(*row) for row in rows]

    async def change(
        self, proposal_id: str, version: int, *, states: Sequence[str], **values: Any
    ) -> ProposalRecord | None:
        """Change a proposal that still has `version` and one of `states`; None if it has moved on.

        What is noted in the audit trail meanwhile is noted in the same transaction (`AuditTrail.noting`).
        """
        which = {"which": proposal_id, "seen": version, "among": states}
        given = values | {"version": version + 1, "updated_at": self._clock()}
        deed = being_done()

        def change(connection: Connection) -> ProposalRecord | None:
            changed = {_NEW + name: value for name, value in given.items()}
            record = _one(connection, _change_of(tuple(sorted(given))), **which, **changed)
            if record is not None and deed is not None:
                deed.note(connection, proposal_id)
            return record

        record = await self._database.transact(change)
        forget(KIND)
        return record

    async def set_surface(self, proposal_id: str, surface_ref: str) -> int | None:
        """Keep where the card is, which is no change of the proposal; answers with the version there is by now."""
        # With a new version the buttons of this very card would be out of date before anybody pressed one.
        statement = update(ProposalRow).where(ProposalRow.id == proposal_id).values(surface_ref=surface_ref)
        async with self._database.write() as connection:
            version: int | None = await connection.scalar(statement.returning(ProposalRow.version))
            return version

    async def of_person(
        self, owner_id: str, *, states: Sequence[str] = (), limit: int, before: tuple[datetime, str] | None = None
    ) -> Sequence[ProposalRecord]:
        """A person's proposals, the newest first; `before` is (created_at, id) of the last one seen."""
        statement = select(*_COLUMNS).where(ProposalRow.owner_id == owner_id)
        if states:
            statement = statement.where(ProposalRow.state.in_(states))
        if before:
            created_at, last_id = before
            # By id where several were made at one moment: no page repeats one, or leaves one out.
            same = (ProposalRow.created_at == created_at) & (ProposalRow.id < last_id)
            statement = statement.where((ProposalRow.created_at < created_at) | same)
        newest_first = statement.order_by(ProposalRow.created_at.desc(), ProposalRow.id.desc()).limit(limit)
        return await self._database.look(
            lambda connection: [ProposalRecord(*row) for row in connection.execute(newest_first)]
        )

    async def of_messages(self, message_ids: Sequence[str]) -> Sequence[ProposalRecord]:
        """The proposals read from these messages, oldest first."""
        statement = select(*_COLUMNS).where(ProposalRow.message_id.in_(message_ids)).order_by(ProposalRow.created_at)
        async with self._database.read() as connection:
            return [ProposalRecord(*row) for row in await connection.execute(statement)]

    async def of_conversation(self, conversation_id: str, *, limit: int) -> Sequence[ProposalRecord]:
        """The proposals made in a conversation, whoever's, the newest first, at most `MOST_OF_CONVERSATION`."""

        async def read() -> Sequence[ProposalRecord]:
            return await self._database.look(lambda connection: self.look(connection, conversation_id))

        return (await once(self.key(conversation_id), read))[:limit]

    @staticmethod
    def look(connection: Connection, conversation_id: str) -> Sequence[ProposalRecord]:
        """The newest proposals made in a conversation, within a transaction."""
        rows = connection.execute(_OF_CONVERSATION, {"conversation": conversation_id})
        return [ProposalRecord(*row) for row in rows]

    @staticmethod
    def key(conversation_id: str) -> Key:
        """Under which a turn keeps those of its conversation."""
        return KIND, conversation_id

    async def expired(self, *, limit: int = 100) -> Sequence[ProposalRecord]:
        """Open proposals whose time is over."""
        statement = (
            select(*_COLUMNS)
            .where(ProposalRow.state.in_(("proposed", "failed")), ProposalRow.expires_at <= self._clock())
            .limit(limit)
        )
        async with self._database.read() as connection:
            return [ProposalRecord(*row) for row in await connection.execute(statement)]

    async def unfinished(self, older_than: timedelta) -> Sequence[ProposalRecord]:
        """Proposals whose booking, or whose undoing or clearing up, should have ended by now."""
        late = ProposalRow.updated_at <= self._clock() - older_than
        undoing = (ProposalRow.state == "undone") & ProposalRow.event_id.is_not(None)  # emptied when it is taken back
        # One by one, so that each has its index: of one condition with `or`, SQLite would read the whole table.
        in_work = (ProposalRow.state == "booking", undoing, ProposalRow.clearing)
        statement = union(*(select(*_COLUMNS).where(late, each) for each in in_work))
        async with self._database.read() as connection:
            return [ProposalRecord(*row) for row in await connection.execute(statement)]
