"""What an administrator sees of everybody: who there is, what lets them in, what it took, and who did what.

Never what was said.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, or_, select, update

from threadline.storage.database.database import Database
from threadline.storage.persons import ADDRESS_CHANNEL, utc_now
from threadline.storage.tables.connections import ConnectionRow
from threadline.storage.tables.core import AuditRow, IdentityRow, PersonRow, TokenRow
from threadline.storage.tables.ledger import LedgerRow


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person, by which channels they are known, and their calendars, each with its standing."""

    id: str
    name: str
    email: str | None
    created_at: datetime
    channels: tuple[str, ...]
    calendars: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """Something that lets a person in: an API token, or a session of a browser."""

    id: str
    kind: str
    person: str
    name: str
    scopes: str
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a model was used for. The dollars are those of what has a known price; `unpriced` counts the others."""

    provider: str
    model: str
    answers: int
    input_tokens: int
    output_tokens: int
    cost_usd: float
    unpriced: int


@dataclass(frozen=True, slots=True)
class Deed:
    """An entry of the audit trail, with the name of whose it is."""

    at: datetime
    person: str | None
    action: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class PersonUse:
    """What a person asked of models. The dollars are those of what has a known price; `unpriced` counts the others."""

    person: str
    answers: int
    tokens: int
    cost_usd: float
    unpriced: int


_KINDS = ("api", "session")
INVITED_BY = "invited by "
"""What the name of a link begins with by which somebody was invited."""


_KEY = (
    TokenRow.id,
    TokenRow.kind,
    func.coalesce(PersonRow.email, PersonRow.name),
    TokenRow.name,
    TokenRow.scopes,
    TokenRow.created_at,
    TokenRow.used_at,
    TokenRow.expires_at,
)
_UNPRICED = func.sum(case((LedgerRow.cost_usd.is_(None), 1), else_=0))


class Administration:
    """Reads across persons, and ends what lets them in. Raises `StorageUnavailable`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def people(self, *, limit: int = 200) -> Sequence[KnownPerson]:
        """Those who came last."""
        columns = PersonRow.id, PersonRow.name, PersonRow.email, PersonRow.created_at
        newest = select(*columns).order_by(PersonRow.created_at.desc(), PersonRow.id).limit(limit)
        async with self._database.read() as connection:
            rows = list(await connection.execute(newest))
            ids = [row.id for row in rows]
            named = IdentityRow.person_id.in_(ids) & (IdentityRow.channel != ADDRESS_CHANNEL)
            channels = select(IdentityRow.person_id, IdentityRow.channel).where(named).distinct()
            by_channel = _grouped(await connection.execute(channels.order_by(IdentityRow.channel)))
            theirs = select(ConnectionRow.person_id, ConnectionRow.backend, ConnectionRow.state)
            calendars = theirs.where(ConnectionRow.person_id.in_(ids)).order_by(ConnectionRow.backend)
            by_calendar = _grouped(await connection.execute(calendars))
        return [
            KnownPerson(
                *row,
                channels=tuple(name for (name,) in by_channel.get(row.id, ())),
                calendars=tuple((backend, state) for backend, state in by_calendar.get(row.id, ())),
            )
            for row in rows
        ]

    async def keys(self, *, limit: int = 200) -> Sequence[Key]:
        """What lets somebody in at present, the newest first."""
        statement = select(*_KEY).join(PersonRow, PersonRow.id == TokenRow.person_id).where(self._open())
        async with self._database.read() as connection:
            found = await connection.execute(statement.order_by(TokenRow.created_at.desc(), TokenRow.id).limit(limit))
            return [Key(*row) for row in found]

    async def invitations(self, *, limit: int = 100) -> Sequence[Key]:
        """Links by which somebody was invited and has not come yet, the newest first."""
        theirs = (TokenRow.kind == "signin") & TokenRow.name.startswith(INVITED_BY, autoescape=True)
        waiting = theirs & TokenRow.revoked_at.is_(None) & (TokenRow.expires_at > self._clock())
        statement = select(*_KEY).join(PersonRow, PersonRow.id == TokenRow.person_id).where(waiting)
        async with self._database.read() as connection:
            found = await connection.execute(statement.order_by(TokenRow.created_at.desc(), TokenRow.id).limit(limit))
            return [Key(*row) for row in found]

    async def sign_out(self, person_id: str, *, by: str) -> int:
        """End every session of a person; how many there were. API tokens go on."""
        mine = (TokenRow.person_id == person_id) & (TokenRow.kind == "session") & TokenRow.revoked_at.is_(None)
        now = self._clock()
        async with self._database.write() as connection:
            ended = (await connection.execute(update(TokenRow).where(mine).values(revoked_at=now))).rowcount
            deed = {"at": now, "person_id": by, "action": "person.sign_out", "subject": person_id, "detail": str(ended)}
            await connection.execute(self._database.insert(AuditRow).values(deed))
        return ended

    async def unlink(self, person_id: str, channel: str, *, by: str) -> bool:
        """Let a channel's accounts be nobody's any more; False if it knew none of this person."""
        mine = (IdentityRow.person_id == person_id) & (IdentityRow.channel == channel)
        async with self._database.write() as connection:
            if not (await connection.execute(delete(IdentityRow).where(mine))).rowcount:
                return False
            deed = {"at": self._clock(), "person_id": by, "action": "person.unlink", "subject": person_id}
            await connection.execute(self._database.insert(AuditRow).values(deed | {"detail": channel}))
        return True

    async def uses(self, since: datetime) -> Sequence[ModelUse]:
        """What was asked of models since then, the dearest first."""
        cost = func.coalesce(func.sum(LedgerRow.cost_usd), 0.0)
        statement = (
            select(
                LedgerRow.provider,
                func.coalesce(LedgerRow.model, ""),
                func.count(),
                func.coalesce(func.sum(LedgerRow.input_tokens), 0),
                func.coalesce(func.sum(LedgerRow.output_tokens), 0),
                cost,
                _UNPRICED,
            )
            .where(LedgerRow.started_at >= since, LedgerRow.provider.is_not(None))
            .group_by(LedgerRow.provider, LedgerRow.model)
            .order_by(cost.desc(), LedgerRow.provider)
        )
        async with self._database.read() as connection:
            return [_use(row) for row in await connection.execute(statement)]

    async def uses_by_person(self, since: datetime, *, limit: int = 50) -> Sequence[PersonUse]:
        """Who asked how much since then, the most first."""
        read, written = (func.coalesce(func.sum(each), 0) for each in (LedgerRow.input_tokens, LedgerRow.output_tokens))
        tokens = read + written
        name = func.coalesce(PersonRow.email, PersonRow.name)
        statement = (
            select(name, func.count(), tokens, func.coalesce(func.sum(LedgerRow.cost_usd), 0.0), _UNPRICED)
            .join(PersonRow, PersonRow.id == LedgerRow.person_id)
            .where(LedgerRow.started_at >= since, LedgerRow.provider.is_not(None))
            .group_by(PersonRow.id, name)
            .order_by(tokens.desc(), PersonRow.id)
            .limit(limit)
        )
        async with self._database.read() as connection:
            return [_person_use(row) for row in await connection.execute(statement)]

    async def deeds(self, *, limit: int = 100) -> Sequence[Deed]:
        """What was done last, by anybody."""
        columns = AuditRow.at, func.coalesce(PersonRow.email, PersonRow.name), AuditRow.action, AuditRow.subject
        statement = select(*columns, AuditRow.detail).outerjoin(PersonRow, PersonRow.id == AuditRow.person_id)
        async with self._database.read() as connection:
            rows = await connection.execute(statement.order_by(AuditRow.id.desc()).limit(limit))
            return [Deed(*row) for row in rows]

    def _open(self) -> ColumnElement[bool]:
        lasting = or_(TokenRow.expires_at.is_(None), TokenRow.expires_at > self._clock())
        return TokenRow.kind.in_(_KINDS) & TokenRow.revoked_at.is_(None) & lasting


def _use(row: Any) -> ModelUse:
    return ModelUse(*row)


def _person_use(row: Any) -> PersonUse:
    return PersonUse(*row)


def _grouped(rows: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Rows by their first column."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for first, *rest in rows:
        found.setdefault(first, []).append(tuple(rest))
    return found
