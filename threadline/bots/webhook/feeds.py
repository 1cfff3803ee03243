"""The secret address of a person's calendar feed.

Only a token's hash is stored, so its address is shown again only where it can be kept: encrypted, if there is a key,
and as long as this process runs. Otherwise a new address is made; earlier ones go on working until they are revoked.
"""

from threadline.storage.secrets import SecretStore
from threadline.storage.tokens import TokenKind, TokenStore

_SECRET_NAME = "calendar-feed"  # noqa: S105 - a name, not a secret
_REMEMBERED = 10_000


class Feeds:
    """Finds and makes feed tokens."""

    def __init__(self, tokens: TokenStore, secrets: SecretStore) -> None:
        self._tokens = tokens
        self._secrets = secrets
        self._known: dict[str, str] = {}

    async def token(self, person_id: str) -> str:
        """A valid feed token of the person, made if there is none that could be shown. Raises `StorageError`."""
        clear = self._known.get(person_id) or await self._secrets.get(person_id, _SECRET_NAME)
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

    async def _make(self, person_id: str) -> str:
        _, clear = await self._tokens.create(person_id, kind=TokenKind.FEED, name="calendar feed", lifetime=None)
        if self._secrets.has_key:
            await self._secrets.put(person_id, _SECRET_NAME, clear)
        return clear
