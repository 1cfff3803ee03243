"""Tokens of our own: API access, browser sessions, one-time sign-ins, feeds.

A token is shown once, when it is made. Only its SHA-256 is kept: with 256 random bits nothing slower is needed, and one
lookup by hash takes as long for a wrong token as for a right one.
"""

import json
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import ColumnElement, Row, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordNotFound, StorageUnavailable
from threadline.storage.persons import new_id, utc_now
from threadline.storage.tables.core import TokenRow

_SECRET_BYTES = 32
_CACHE_SECONDS = 5.0
_CACHED_TOKENS = 10_000
_USE_NOTED_EVERY = timedelta(minutes=1)


class TokenKind(StrEnum):
    """What a token is for; part of its text, so that a leaked one can be told by its looks."""

    API = "api"
    SESSION = "session"
    SIGNIN = "signin"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class TokenRecord:
    """What is known of a token. `expires_at` is None for one that does not expire by itself.

    `parent_id` is the token it was made with: it ends with that one.
    """

    id: str
    kind: TokenKind
    person_id: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    used_at: datetime | None
    parent_id: str | None = None

    def is_valid(self, now: datetime) -> bool:
        """Whether it opens anything at that instant."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


_COLUMNS = tuple(getattr(TokenRow, name) for name in TokenRecord.__dataclass_fields__)


class TokenStore:
    """Makes tokens and recognises them.

    A token that was just recognised is known for a few seconds without asking the database; this process forgets it as
    soon as it revokes it, other processes after those seconds at the latest.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._clock = clock
        self._monotonic = monotonic
        self._known: dict[str, tuple[TokenRecord, float]] = {}
        self._generation = 0

    async def create(
        self,
        person_id: str,
        *,
        kind: TokenKind,
        name: str,
        scopes: Sequence[str] = (),
        lifetime: timedelta | None,
        parent: str | None = None,
        secret: str | None = None,
    ) -> tuple[TokenRecord, str]:
        """A new token of a person and its clear text, which is not to be had again. None lives until it is revoked.

        `parent` is the id of the token it is made with; `secret` is what its text ends with, random if None.
        """
        now = self._clock()
        expires_at = now + lifetime if lifetime is not None else None
        record = TokenRecord(new_id(), kind, person_id, name, tuple(scopes), now, expires_at, None, None, parent)
        async with self._database.write() as connection:
            return record, await self._insert(connection, record, secret)

    async def authenticate(self, clear: str, *, kinds: Collection[TokenKind]) -> TokenRecord | None:
        """The token with this text if it is of one of these kinds and valid, else None. Raises `StorageUnavailable`."""
        token_hash, generation = _hash(clear), self._generation
        known = self._recall(token_hash)
        record = known or await self._find(TokenRow.token_hash == token_hash)
        if record is None or record.kind not in kinds or not record.is_valid(self._clock()):
            return None
        if known is None:
            record = await self._note_use(record)
            self._remember(token_hash, record, generation)
        return record

    async def peek(self, clear: str, *, kind: TokenKind) -> TokenRecord | None:
        """A token of this kind that is still valid, without using it up. Raises `StorageUnavailable`."""
        mine = (TokenRow.token_hash == _hash(clear)) & (TokenRow.kind == kind) & _valid(self._clock())
        return await self._find(mine)

    async def opens(self) -> bool:
        """Whether somebody can come in already: there is a valid session or API token. Raises `StorageUnavailable`."""
        kinds = TokenRow.kind.in_((TokenKind.API, TokenKind.SESSION))
        return await self._find(kinds & _valid(self._clock())) is not None

    async def consume(self, clear: str, *, kind: TokenKind) -> TokenRecord | None:
        """Use a token up: the first caller gets it, everybody after that None."""
        now = self._clock()
        mine = (TokenRow.token_hash == _hash(clear)) & (TokenRow.kind == kind) & _valid(now)
        if await self._find(mine) is None:
            return None  # guessing does not keep writers busy
        statement = update(TokenRow).where(mine).values(revoked_at=now, used_at=now).returning(*_COLUMNS)
        async with self._database.write() as connection:
            row = (await connection.execute(statement)).first()
        self._forget()
        return _record(row) if row else None

    async def rotate(self, token_id: str, *, overlap: timedelta) -> tuple[TokenRecord, str]:
        """A new token in the place of a valid one, with its name, scopes and lifetime.

        The old one lives on for `overlap`, so that its users can be moved without a gap; what was made with it goes on
        with the new one. Raises `RecordNotFound` if there is no such token, or none that is still valid.
        """
        now = self._clock()
        async with self._database.write() as connection:
            mine = (TokenRow.id == token_id) & _valid(now)
            row = (await connection.execute(select(*_COLUMNS).where(mine).with_for_update())).first()
            if row is None:
                raise RecordNotFound(f"There is no valid token {token_id}.")
            old = _record(row)
            ends = now + overlap if old.expires_at is None else min(now + overlap, old.expires_at)
            await connection.execute(update(TokenRow).where(TokenRow.id == token_id).values(expires_at=ends))
            lifetime = old.expires_at - old.created_at if old.expires_at else None
            new = replace(
                old, id=new_id(), created_at=now, expires_at=now + lifetime if lifetime else None, used_at=None
            )
            clear = await self._insert(connection, new)
            made_with_it = TokenRow.parent_id == token_id
            await connection.execute(update(TokenRow).where(made_with_it).values(parent_id=new.id))
        self._forget()
        return new, clear

    async def revoke(self, token_id: str, *, person_id: str | None = None) -> bool:
        """End a token, of this person only if one is given, and what was made with it.

        False if there was no unrevoked one.
        """
        mine = (TokenRow.id == token_id) & TokenRow.revoked_at.is_(None)
        if person_id is not None:
            mine &= TokenRow.person_id == person_id
        async with self._database.write() as connection:
            found = (await connection.execute(update(TokenRow).where(mine).values(revoked_at=self._clock()))).rowcount
            made_with_it = (TokenRow.parent_id == token_id) & TokenRow.revoked_at.is_(None)
            if found:
                await connection.execute(update(TokenRow).where(made_with_it).values(revoked_at=self._clock()))
        self._forget()
        return found > 0

    async def list(self, person_id: str) -> Sequence[TokenRecord]:
        """All tokens of a person, also those that ended, the newest first."""
        statement = select(*_COLUMNS).where(TokenRow.person_id == person_id)
        async with self._database.read() as connection:
            rows = (await connection.execute(statement.order_by(TokenRow.created_at.desc(), TokenRow.id))).all()
        return [_record(row) for row in rows]

    def forget_known(self) -> None:
        """Ask the database anew what is valid: something was ended beside this store."""
        self._forget()

    def _recall(self, token_hash: str) -> TokenRecord | None:
        record, until = self._known.get(token_hash, (None, 0.0))
        return record if self._monotonic() < until else None

    async def _find(self, condition: ColumnElement[bool]) -> TokenRecord | None:
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(condition))).first()
        return _record(row) if row else None

    async def _note_use(self, record: TokenRecord) -> TokenRecord:
        now = self._clock()
        if record.used_at is not None and now - record.used_at < _USE_NOTED_EVERY:
            return record
        # A database that cannot be written does not lock anybody out who may only want to read.
        with suppress(StorageUnavailable):
            async with self._database.write() as connection:
                await connection.execute(update(TokenRow).where(TokenRow.id == record.id).values(used_at=now))
        return replace(record, used_at=now)

    def _remember(self, token_hash: str, record: TokenRecord, generation: int) -> None:
        if generation != self._generation:
            return  # something was revoked since the row was read: it may have been this one
        if len(self._known) >= _CACHED_TOKENS:
            self._known.clear()
        self._known[token_hash] = (record, self._monotonic() + _CACHE_SECONDS)

    def _forget(self) -> None:
        self._generation += 1
        self._known.clear()

    async def _insert(self, connection: AsyncConnection, record: TokenRecord, secret: str | None = None) -> str:
        clear = f"tl_{record.kind}_{secret or token_urlsafe(_SECRET_BYTES)}"
        values = {name: getattr(record, name) for name in TokenRecord.__dataclass_fields__}
        values |= {"token_hash": _hash(clear), "scopes": json.dumps(record.scopes)}
        await connection.execute(self._database.insert(TokenRow).values(values))
        return clear


def _hash(clear: str) -> str:
    # What comes in a header need not be text: stray surrogates must not fail here, only match nothing.
    return sha256(clear.encode("utf-8", "surrogatepass")).hexdigest()


def _valid(now: datetime) -> ColumnElement[bool]:
    return TokenRow.revoked_at.is_(None) & or_(TokenRow.expires_at.is_(None), TokenRow.expires_at > now)


def _record(row: Row[tuple[object, ...]]) -> TokenRecord:
    values = row._asdict()
    return TokenRecord(**values | {"kind": TokenKind(row.kind), "scopes": tuple(json.loads(row.scopes))})
