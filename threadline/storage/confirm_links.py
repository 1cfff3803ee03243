"""Links in mails that lead to one proposal, for one person, once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import select, update

from threadline.storage.database.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import LinkRow

_SECRET_BYTES = 32


class LinkState(StrEnum):
    """What a link is still good for."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """Where a link leads and whose it is."""

    proposal_id: str
    person_id: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None

    def state(self, now: datetime) -> LinkState:
        """What it is good for at that instant."""
        if self.used_at is not None:
            return LinkState.USED
        return LinkState.OPEN if now < self.expires_at else LinkState.EXPIRED


_COLUMNS = tuple(getattr(LinkRow, name) for name in LinkRecord.__dataclass_fields__)


class LinkStore:
    """Makes links and redeems them. Only hashes are kept."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def issue(self, *, proposal_id: str, person_id: str, lifetime: timedelta) -> str:
        """A new link's token (43 URL-safe characters), which is not to be had again."""
        clear, now = token_urlsafe(_SECRET_BYTES), self._clock()
        insert = self._database.insert(LinkRow).values(
            token_hash=_hash(clear),
            proposal_id=proposal_id,
            person_id=person_id,
            created_at=now,
            expires_at=now + lifetime,
        )
        async with self._database.write() as connection:
            await connection.execute(insert)
        return clear

    async def peek(self, clear: str) -> LinkRecord | None:
        """Where a link leads, whether it is still open (see `LinkRecord.state`) or not; None for one we do not know."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(LinkRow.token_hash == _hash(clear)))).first()
        return LinkRecord(*row) if row else None

    async def use(self, clear: str) -> LinkRecord | None:
        """Use a link up: the first caller gets it, everybody after that None, as for an expired one."""
        now = self._clock()
        is_open = (LinkRow.token_hash == _hash(clear)) & LinkRow.used_at.is_(None) & (LinkRow.expires_at > now)
        async with self._database.write() as connection:
            row = (
                await connection.execute(update(LinkRow).where(is_open).values(used_at=now).returning(*_COLUMNS))
            ).first()
        return LinkRecord(*row) if row else None


def _hash(clear: str) -> str:
    return sha256(clear.encode("utf-8", "surrogatepass")).hexdigest()
