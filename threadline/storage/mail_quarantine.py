"""Mails that were put aside, once they lie in their quarantine folder: taken off the list, or asked back to be read.

Asking is a mark on the row: whoever watches the mailbox finds the mail by its bytes, moves it back and says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, update

from threadline.storage.database.database import Database
from threadline.storage.mail import MailState
from threadline.storage.tables.mail import MailRow


@dataclass(frozen=True, slots=True)
class AskedBack:
    """A mail that is to be read again: its size in bytes and the SHA-256 of them, in hexadecimal digits."""

    id: int
    mailbox: str
    size: int
    digest: str


_ASKED = tuple(getattr(MailRow, name) for name in AskedBack.__dataclass_fields__)


class MailQuarantine:
    """What an operator does about mails that were put aside. Every method raises `StorageUnavailable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settle(self, mail_id: int) -> bool:
        """Take a mail off the list: somebody has dealt with it. False if it is not in its folder."""
        return await self._mark(_aside(mail_id), MailState.DONE)

    async def ask_back(self, mail_id: int) -> bool:
        """Have a mail read again. False if it is not in its folder, or is too large to be read at all."""
        return await self._mark(_aside(mail_id) & MailRow.whole.is_(True), MailState.RETURNING)

    async def asked_back(self, mailboxes: Collection[str]) -> Sequence[AskedBack]:
        """Those of these mailboxes that wait to be moved back, the oldest first."""
        waiting = (MailRow.state == MailState.RETURNING) & MailRow.mailbox.in_(mailboxes)
        async with self._database.read() as connection:
            found = await connection.execute(select(*_ASKED).where(waiting).order_by(MailRow.id))
            return [AskedBack(*row) for row in found]

    async def brought_back(self, mail_id: int) -> None:
        """It lies where new mails lie, and is one of them now."""
        await self._mark(MailRow.id == mail_id, MailState.DONE)

    async def not_found(self, mail_id: int) -> None:
        """It is not in the quarantine: say so in the list. One that another process has just brought back is let be."""
        waiting = (MailRow.id == mail_id) & (MailRow.state == MailState.RETURNING)
        await self._mark(waiting, MailState.QUARANTINED, reason="It is not in the quarantine folder any more.")

    async def _mark(self, which: ColumnElement[bool], state: MailState, **values: str) -> bool:
        async with self._database.write() as connection:
            marked = update(MailRow).where(which).values(state=state, **values)
            return (await connection.execute(marked)).rowcount > 0


def _aside(mail_id: int) -> ColumnElement[bool]:
    return (MailRow.id == mail_id) & (MailRow.state == MailState.QUARANTINED) & MailRow.moved_at.is_not(None)
