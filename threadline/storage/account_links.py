"""Codes that prove an address, and what follows from a proof: the address is the person's, two persons become one.

A code is good for some minutes and few tries, and only for who asked for it. Only the newest of a person counts, and a
person gets only so many an hour.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest
from secrets import token_hex

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database.database import Database
from threadline.storage.person_lock import hold_owner
from threadline.storage.person_merge import merge_persons
from threadline.storage.persons import ADDRESS_CHANNEL, of_address, utc_now
from threadline.storage.secrets import SecretStore
from threadline.storage.tables.core import IdentityRow, PersonRow
from threadline.storage.tables.linking import LinkCodeRow

LIFETIME = timedelta(minutes=10)
MOST_ATTEMPTS = 5
MOST_SENT = 5
_WINDOW = timedelta(hours=1)


class Refusal(StrEnum):
    """Why a code proves nothing."""

    NONE_ASKED = "none_asked"
    OVER = "over"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a code, or of a channel's word: whose the address is now, and whether two became one for it."""

    person_id: str
    email: str
    merged: bool


class LinkingStore:
    """Keeps codes, and links persons by them."""

    def __init__(self, database: Database, secrets: SecretStore, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._secrets = secrets
        self._clock = clock

    async def issue(self, person_id: str, email: str, code: str) -> bool:
        """Keep a new code in the place of any earlier one; False if the person had too many within the hour.

        Raises `RecordNotFound` for an unknown person.
        """
        now, salt = self._clock(), token_hex(16)
        async with self._database.write() as connection:
            await hold_owner(connection, person_id)
            mine = LinkCodeRow.person_id == person_id
            known = (await connection.execute(select(LinkCodeRow.sent, LinkCodeRow.since).where(mine))).first()
            sent, since = known if known and known[1] > now - _WINDOW else (0, now)
            if sent >= MOST_SENT:
                return False
            values = {
                "email": email.lower(),
                "code_hash": _hash(salt, code),
                "salt": salt,
                "attempts": 0,
                "sent": sent + 1,
                "since": since,
                "expires_at": now + LIFETIME,
                "used_at": None,
            }
            insert = self._database.insert(LinkCodeRow).values(person_id=person_id, **values)
            await connection.execute(insert.on_conflict_do_update(index_elements=["person_id"], set_=values))
        return True

    async def prove(self, person_id: str, code: str) -> Proof | Refusal:
        """Use a code up: in one transaction the address becomes the person's, who becomes one with whoever had it.

        The older of the two stays. Using the same code again answers the same, while it is good.
        """
        async with self._database.write() as connection:
            taken = await self._take(connection, person_id, code)
            if isinstance(taken, Refusal):
                return taken
            return await self._link(connection, person_id, taken)

    async def adopt(self, person_id: str, email: str, *, former: str | None = None) -> Proof:
        """An address that a channel vouches for becomes the person's; `former`, which it was before, is theirs no more.

        Raises `RecordNotFound` for an unknown person.
        """
        async with self._database.write() as connection:
            await hold_owner(connection, person_id)
            if former is not None and former.lower() != email.lower():
                await self._give_up(connection, person_id, former.lower())
            return await self._link(connection, person_id, email.lower())

    async def _give_up(self, connection: AsyncConnection, person_id: str, email: str) -> None:
        first = (PersonRow.id == person_id) & (PersonRow.email == email)
        await connection.execute(update(PersonRow).where(first).values(email=None))
        further = (IdentityRow.channel == ADDRESS_CHANNEL) & (IdentityRow.external_id == email)
        await connection.execute(delete(IdentityRow).where(further & (IdentityRow.person_id == person_id)))

    async def _take(self, connection: AsyncConnection, person_id: str, code: str) -> str | Refusal:
        mine = LinkCodeRow.person_id == person_id
        found = select(
            LinkCodeRow.email, LinkCodeRow.salt, LinkCodeRow.code_hash, LinkCodeRow.attempts, LinkCodeRow.expires_at
        ).where(mine)
        row = (await connection.execute(found.with_for_update())).first()
        if row is None:
            return Refusal.NONE_ASKED
        email, salt, code_hash, attempts, expires_at = row
        if expires_at <= self._clock() or attempts >= MOST_ATTEMPTS:
            return Refusal.OVER
        if not compare_digest(code_hash, _hash(salt, code)):
            await connection.execute(update(LinkCodeRow).where(mine).values(attempts=attempts + 1))
            return Refusal.WRONG
        await connection.execute(update(LinkCodeRow).where(mine).values(used_at=self._clock()))
        return str(email)

    async def _link(self, connection: AsyncConnection, person_id: str, email: str) -> Proof:
        owner = await connection.scalar(select(PersonRow.id).where(of_address(email)))
        if owner is not None and owner != person_id:
            stays, goes = await self._in_order(connection, person_id, owner)
            addresses = list(await connection.scalars(select(PersonRow.email).where(PersonRow.id.in_((stays, goes)))))
            await merge_persons(connection, self._secrets, stays=stays, goes=goes)
            for address in {email, *(each for each in addresses if each)}:
                await self._add_address(connection, stays, address)
            return Proof(stays, email, merged=True)
        await self._add_address(connection, person_id, email)
        return Proof(person_id, email, merged=False)

    async def _in_order(self, connection: AsyncConnection, one: str, other: str) -> tuple[str, str]:
        oldest = select(PersonRow.id).where(PersonRow.id.in_((one, other))).order_by(PersonRow.created_at, PersonRow.id)
        first, second = list(await connection.scalars(oldest))
        return first, second

    async def _add_address(self, connection: AsyncConnection, person_id: str, email: str) -> None:
        """Their address where they have none, else a further one."""
        first = PersonRow.email.is_(None) & (PersonRow.id == person_id)
        if (await connection.execute(update(PersonRow).where(first).values(email=email))).rowcount:
            return
        values = {
            "channel": ADDRESS_CHANNEL,
            "external_id": email,
            "person_id": person_id,
            "created_at": self._clock(),
        }
        insert = self._database.insert(IdentityRow).values(values)
        await connection.execute(
            insert.on_conflict_do_update(index_elements=["channel", "external_id"], set_={"person_id": person_id})
        )


def _hash(salt: str, code: str) -> str:
    return sha256(f"{salt}:{code}".encode("utf-8", "surrogatepass")).hexdigest()
