"""Links in mails that lead to one proposal, for one person.

Whether a link was used is no fact of its own: it is good while the proposal waits, and the transaction that decides on
that is what uses it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import select

from threadline.storage.database.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import LinkRow

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """Where a link leads and whose it is."""

    proposal_id: str
    person_id: str
    created_at: datetime
    expires_at: datetime

    def is_over(self, now: datetime) -> bool:
        """Whether its time is over at that instant."""
        return now >= self.expires_at


_COLUMNS = tuple(getattr(LinkRow, name) for name in LinkRecord.__dataclass_fields__)


class LinkStore:
    """Makes links and finds them again. Only hashes are kept."""

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
        """Where a link leads, also once its time is over; None for one we do not know."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(LinkRow.token_hash == _hash(clear)))).first()
        return LinkRecord(*row) if row else None


def _hash(clear: str) -> str:
    return sha256(clear.encode("utf-8", "surrogatepass")).hexdigest()
