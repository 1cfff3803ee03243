"""Secrets of persons and of the service, encrypted at rest.

Several keys may be configured: the first encrypts, all decrypt, so a key is replaced by putting the new one first,
rotating, and taking the old one away. Owner and name are sealed in with the value: a row copied over another one is
refused.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database.database import Database
from threadline.storage.database.errors import NoSecretKey, SecretUnreadable
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import SecretRow

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did: how many secrets the first key encrypts now, and the (owner, name) of those no key opens."""

    rotated: int
    unreadable: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeyUse:
    """How many secrets each key opens, by the key's fingerprint, and the (owner, name) of those that none opens."""

    by_key: Mapping[str, int]
    unreadable: tuple[tuple[str, str], ...]


class SecretStore:
    """Keeps secrets under an owner (a person's id, or a name of the service's own) and a name.

    `keys` are Fernet keys (32 bytes, URL-safe base64), the newest first. Without keys nothing is stored and nothing is
    found. Raises `ValueError` for a key that is none.
    """

    def __init__(
        self, database: Database, *, keys: Sequence[str] = (), clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._database = database
        self._clock = clock
        self._keys = tuple(keys)
        self._fernet = _fernet(keys) if keys else None

    @property
    def has_key(self) -> bool:
        """Whether secrets can be kept."""
        return self._fernet is not None

    async def put(self, owner: str, name: str, value: str) -> None:
        """Store a secret in the place of any earlier one. Raises `NoSecretKey`."""
        values = {"ciphertext": _seal(self._key(), owner, name, value), "updated_at": self._clock()}
        insert = self._database.insert(SecretRow).values(owner=owner, name=name, **values)
        async with self._database.write() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=["owner", "name"], set_=values))

    async def get(self, owner: str, name: str) -> str | None:
        """A secret, or None if there is none or no key. Raises `SecretUnreadable`."""
        if self._fernet is None:
            return None
        async with self._database.read() as connection:
            ciphertext = await connection.scalar(select(SecretRow.ciphertext).where(_named(owner, name)))
        return None if ciphertext is None else _open(self._fernet, owner, name, ciphertext)

    async def delete(self, owner: str, name: str) -> bool:
        """Forget a secret; False if there was none. Needs no key."""
        async with self._database.write() as connection:
            return (await connection.execute(delete(SecretRow).where(_named(owner, name)))).rowcount > 0

    async def move(self, connection: AsyncConnection, owner: str, new_owner: str) -> None:
        """Hand all secrets of an owner to another one, in a transaction of the caller's.

        What the new owner has already stays; what no key opens is deleted, as nobody could use it.
        """
        theirs = select(SecretRow.name).where(SecretRow.owner == new_owner)
        rows = await connection.execute(select(SecretRow.name, SecretRow.ciphertext).where(SecretRow.owner == owner))
        taken = set(await connection.scalars(theirs))
        for name, ciphertext in rows.all():
            try:
                value = _open(self._key(), owner, name, ciphertext) if name not in taken else None
            except (SecretUnreadable, NoSecretKey):
                value = None
            if value is None:
                await connection.execute(delete(SecretRow).where(_named(owner, name)))
            else:
                sealed = _seal(self._key(), new_owner, name, value)
                values = {"owner": new_owner, "ciphertext": sealed, "updated_at": self._clock()}
                await connection.execute(update(SecretRow).where(_named(owner, name)).values(values))

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The keys this process knows, as far as that can be shown: the first eight digits of their SHA-256."""
        return tuple(sha256(key.encode()).hexdigest()[:8] for key in self._keys)

    async def key_use(self) -> KeyUse:
        """Which keys are still needed, and what is lost."""
        single = dict(zip(self.fingerprints, (_fernet([key]) for key in self._keys), strict=True))
        counts, unreadable = dict.fromkeys(single, 0), []
        every = select(SecretRow.owner, SecretRow.name, SecretRow.ciphertext).order_by(SecretRow.owner, SecretRow.name)
        async with self._database.read() as connection:
            for owner, name, ciphertext in await connection.execute(every):
                opens = next((mark for mark, key in single.items() if _opens(key, owner, name, ciphertext)), None)
                if opens is None:
                    unreadable.append((owner, name))
                else:
                    counts[opens] += 1
        return KeyUse(counts, tuple(unreadable))

    async def rotate(self) -> Rotation:
        """Encrypt every secret anew with the first key, in one transaction. Raises `NoSecretKey`."""
        fernet, rotated, unreadable = self._key(), 0, []
        every = select(SecretRow.owner, SecretRow.name, SecretRow.ciphertext).order_by(SecretRow.owner, SecretRow.name)
        async with self._database.write() as connection:
            for owner, name, ciphertext in (await connection.execute(every.with_for_update())).all():
                try:
                    value = _open(fernet, owner, name, ciphertext)
                except SecretUnreadable:
                    unreadable.append((owner, name))
                    continue
                sealed = _seal(fernet, owner, name, value)
                await connection.execute(update(SecretRow).where(_named(owner, name)).values(ciphertext=sealed))
                rotated += 1
        return Rotation(rotated, tuple(unreadable))

    def _key(self) -> "MultiFernet":
        if self._fernet is None:
            raise NoSecretKey("No secret is stored without a key: set THREADLINE_SECRET_KEYS.")
        return self._fernet


def _fernet(keys: Sequence[str]) -> "MultiFernet":
    from cryptography.fernet import Fernet, MultiFernet  # only who has keys pays for loading it

    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise ValueError("a secret key is 32 random bytes in URL-safe base64") from error


def _seal(fernet: "MultiFernet", owner: str, name: str, value: str) -> bytes:
    return fernet.encrypt(json.dumps([owner, name, value]).encode())


def _open(fernet: "MultiFernet", owner: str, name: str, ciphertext: bytes) -> str:
    from cryptography.fernet import InvalidToken

    try:
        sealed_owner, sealed_name, value = json.loads(fernet.decrypt(ciphertext))
    except InvalidToken as error:
        raise SecretUnreadable(
            f"The secret {name!r} of {owner!r} fits none of the keys: bring back the key it was stored with, "
            "or delete it and connect again."
        ) from error
    if (sealed_owner, sealed_name) != (owner, name):
        raise SecretUnreadable(f"The secret {name!r} of {owner!r} was stored as another one: delete it.")
    return str(value)


def _opens(fernet: "MultiFernet", owner: str, name: str, ciphertext: bytes) -> bool:
    try:
        _open(fernet, owner, name, ciphertext)
    except SecretUnreadable:
        return False
    return True


def _named(owner: str, name: str) -> ColumnElement[bool]:
    return (SecretRow.owner == owner) & (SecretRow.name == name)
