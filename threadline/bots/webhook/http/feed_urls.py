"""The secret address of a person's calendar feed.

Only a token's hash is stored, so its address is shown again only where it can be had again: encrypted, if there is a
secret key. Without one it is worked out anew (HMAC-SHA-256) from a key in a file of the data directory, which nobody
but the service's user can read, and a number in the token's name; the database alone does not tell it. Where neither
leads to it, as on another replica, a new address is made; earlier ones go on working until they are revoked.
"""

import asyncio
import os
from contextlib import suppress
from hashlib import sha256
from hmac import new as hmac
from pathlib import Path
from secrets import token_bytes, token_hex

from threadline.storage.secrets import SecretStore
from threadline.storage.tokens import TokenKind, TokenStore

KEY_FILE = "feed.key"

_SECRET_NAME = "calendar-feed"  # noqa: S105 - a name, not a secret
_TOKEN_NAME = "calendar feed"  # noqa: S105 - as above
_REMEMBERED = 10_000
_KEY_BYTES = 32


class Feeds:
    """Finds and makes feed tokens. `directory` is where the key lies that they are worked out from."""

    def __init__(self, tokens: TokenStore, secrets: SecretStore, directory: Path) -> None:
        self._tokens = tokens
        self._secrets = secrets
        self._file = directory / KEY_FILE
        self._known: dict[str, str] = {}

    async def token(self, person_id: str) -> str:
        """A valid feed token of the person, made if there is none that could be shown. Raises `StorageError`."""
        clear = self._known.get(person_id) or await self._kept(person_id)
        if clear is None or await self.person(clear) != person_id:
            clear = await self._make(person_id)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[person_id] = clear
        return clear

    async def person(self, clear: str) -> str | None:
        """Whose feed this token opens, or None."""
        record = await self._tokens.authenticate(clear, kinds=(TokenKind.FEED,))
        return record.person_id if record else None

    async def revoke(self, person_id: str) -> None:
        """Close all feeds of the person."""
        self._known.pop(person_id, None)
        await self._secrets.delete(person_id, _SECRET_NAME)
        for record in await self._tokens.list(person_id):
            if record.kind is TokenKind.FEED and record.revoked_at is None:
                await self._tokens.revoke(record.id, person_id=person_id)

    async def _kept(self, person_id: str) -> str | None:
        """The token as it was kept, or as it can be worked out: that of the newest feed which is open."""
        clear = await self._secrets.get(person_id, _SECRET_NAME)
        if clear is not None:
            return clear
        for record in await self._tokens.list(person_id):
            number = record.name.removeprefix(f"{_TOKEN_NAME} ")
            if record.kind is TokenKind.FEED and record.revoked_at is None and number != record.name:
                return f"tl_{TokenKind.FEED}_{await self._worked_out(person_id, number)}"
        return None

    async def _make(self, person_id: str) -> str:
        number = token_hex(8)
        _, clear = await self._tokens.create(
            person_id,
            kind=TokenKind.FEED,
            name=_TOKEN_NAME if self._secrets.has_key else f"{_TOKEN_NAME} {number}",
            lifetime=None,
            secret=None if self._secrets.has_key else await self._worked_out(person_id, number),
        )
        if self._secrets.has_key:
            await self._secrets.put(person_id, _SECRET_NAME, clear)
        return clear

    async def _worked_out(self, person_id: str, number: str) -> str:
        key = await asyncio.to_thread(_read_key, self._file)
        return hmac(key, f"{person_id} {number}".encode(), sha256).hexdigest()


def _read_key(file: Path) -> bytes:
    """The key in the file, which is made if it is not there. It is never there in part. Raises `OSError`."""
    with suppress(FileNotFoundError):
        return file.read_bytes()
    fresh = file.with_name(f"{file.name}.{token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(token_bytes(_KEY_BYTES))
    fresh.replace(file)
    return file.read_bytes()
