"""Mails that came in: each is stored once, dealt with once, and known again wherever it turns up.

A row is the mail and the job to read it in one, so both are there or neither. The server's own name of a mail keeps it
from being stored twice; the hash of its bytes tells copies of one that is waiting or was answered. A claim counts the
attempt before anything is read, and is given back by `finish` or `postpone`, or by its lease running out. Where its
process died it is put back by `Interruptions`, and the attempt says nothing of the mail.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, func, select, update
from sqlalchemy.orm import aliased

from threadline.storage.database.database import Database
from threadline.storage.interruptions import SUSPECT
from threadline.storage.persons import utc_now
from threadline.storage.tables.mail import MailRow
from threadline.storage.tables.outbox import OutboxRow

_UIDS_AT_ONCE = 500
_LANE = "conversation-"


class MailState(StrEnum):
    """How far a mail is: waiting to be read, done, put aside for an operator with the reason, or asked back by one."""

    WAITING = "waiting"
    DONE = "done"
    QUARANTINED = "quarantined"
    RETURNING = "returning"


ACCEPTED, DUPLICATE = "accepted", "duplicate"
"""Verdicts that decide what a copy is: one of a mail that was accepted is a duplicate."""


@dataclass(frozen=True, slots=True)
class MailFolder:
    """A folder as its server knows it: its UIDs mean something only together with the UIDVALIDITY."""

    mailbox: str
    folder: str
    uid_validity: int

    def conditions(self) -> ColumnElement[bool]:
        """The rows of this folder."""
        here = (MailRow.mailbox == self.mailbox) & (MailRow.folder == self.folder)
        return here & (MailRow.uid_validity == self.uid_validity)


@dataclass(frozen=True, slots=True)
class ArrivedMail:
    """A mail as the server handed it out, in bytes; `whole` is False where it is too large and `raw` only its head."""

    uid: int
    raw: bytes
    size: int
    arrived_at: datetime
    whole: bool = True


@dataclass(frozen=True, slots=True)
class ClaimedMail:
    """A mail to be read now. `whole` is False where only its head was fetched, because it is too large."""

    id: int
    mailbox: str
    raw: bytes
    size: int
    whole: bool
    arrived_at: datetime
    attempts: int
    claims: int
    deaths: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a mail. `sender` is the address it is counted for, in lower case."""

    state: MailState
    verdict: str
    reason: str = ""
    sender: str | None = None


@dataclass(frozen=True, slots=True)
class MailRecord:
    """A mail as it is known, for operators."""

    id: int
    mailbox: str
    uid: int
    state: str
    verdict: str | None
    reason: str | None
    sender: str | None
    attempts: int
    arrived_at: datetime
    finished_at: datetime | None
    moved_at: datetime | None


_CLAIMED = tuple(getattr(MailRow, name) for name in ClaimedMail.__dataclass_fields__)
_OTHER = aliased(MailRow)
_RECORD = tuple(getattr(MailRow, name) for name in MailRecord.__dataclass_fields__)


class MailStore:
    """Keeps the mails of all mailboxes. Every method raises `StorageUnavailable` without a database."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def known(self, folder: MailFolder, uids: Sequence[int]) -> set[int]:
        """Those of the UIDs that are stored already."""
        found: set[int] = set()
        async with self._database.read() as connection:
            for start in range(0, len(uids), _UIDS_AT_ONCE):
                part = MailRow.uid.in_(uids[start : start + _UIDS_AT_ONCE])
                found.update(await connection.scalars(select(MailRow.uid).where(folder.conditions(), part)))
        return found

    async def keep(self, folder: MailFolder, mails: Sequence[ArrivedMail]) -> int:
        """Store mails, each with the job to read it, all or none; how many of them were not stored before.

        A copy of one that waits or was answered is stored as dealt with.
        """
        now = self._clock()

        def insert(connection: Connection) -> int:
            return sum(self._insert(connection, folder, mail, now) for mail in mails)

        return await self._database.transact(insert)

    def _insert(self, connection: Connection, folder: MailFolder, mail: ArrivedMail, now: datetime) -> bool:
        digest = sha256(mail.raw).hexdigest()
        values: dict[str, Any] = {
            "mailbox": folder.mailbox,
            "folder": folder.folder,
            "uid_validity": folder.uid_validity,
            "uid": mail.uid,
            "digest": digest,
            "size": mail.size,
            "whole": mail.whole,
            "attempts": 0,
            "due_at": now,
            "arrived_at": mail.arrived_at,
        }
        # What the server did not hand out is empty, and all that is empty looks alike.
        if mail.raw and self._is_copy(connection, folder, digest):
            values |= {"state": MailState.DONE, "verdict": DUPLICATE, "finished_at": now}
        else:
            values |= {"state": MailState.WAITING, "raw": mail.raw}
        statement = self._database.insert(MailRow).values(values).on_conflict_do_nothing()
        return connection.execute(statement.returning(MailRow.id)).first() is not None

    def _is_copy(self, connection: Connection, folder: MailFolder, digest: str) -> bool:
        # One that was put aside counts for nothing: sent again, it may be read this time.
        counts = (MailRow.state == MailState.WAITING) | (MailRow.verdict == ACCEPTED)
        copies = select(MailRow.id).where(MailRow.mailbox == folder.mailbox, MailRow.digest == digest, counts).limit(1)
        return connection.execute(copies).first() is not None

    async def claim(self, mailboxes: Collection[str], *, lease: timedelta, limit: int) -> Sequence[ClaimedMail]:
        """Take mails that are due, the oldest first; each is nobody else's until the lease is over."""
        now = self._clock()
        due = (MailRow.state == MailState.WAITING) & (MailRow.due_at <= now) & MailRow.mailbox.in_(mailboxes)
        # A mail under suspicion of having killed its reader is read while no other suspect is, so it alone is blamed.
        due &= (MailRow.deaths < SUSPECT) | ~exists().where(_OTHER.deaths >= SUSPECT, _OTHER.process.is_not(None))
        # Only Postgres takes the lock; SQLite has one writer at a time and needs none.
        chosen = select(MailRow.id).where(due).order_by(MailRow.id).limit(limit).with_for_update(skip_locked=True)
        taken = (
            update(MailRow)
            .where(MailRow.id.in_(chosen.scalar_subquery()))
            .values(
                due_at=now + lease,
                attempts=MailRow.attempts + 1,
                claims=MailRow.claims + 1,
                process=self._database.process,
            )
            .returning(*_CLAIMED)
        )

        def take(connection: Connection) -> list[ClaimedMail]:
            return [ClaimedMail(*row) for row in connection.execute(taken)]

        # RETURNING keeps no order, and what came first is read first.
        return sorted(await self._database.transact(take, flush=False), key=lambda mail: mail.id)

    async def finish(self, mail: ClaimedMail, outcome: Finished) -> bool:
        """Say what became of a mail. False if its lease was over and somebody else has it."""
        values = {
            "state": outcome.state,
            "verdict": outcome.verdict,
            "reason": outcome.reason or None,
            "sender": outcome.sender,
            "finished_at": self._clock(),
            "raw": None,
            "process": None,
        }
        ended = update(MailRow).where(self._held(mail)).values(values)
        # Not flushed: what a power cut takes back is dealt with again, which changes nothing.
        return await self._database.transact(lambda connection: connection.execute(ended).rowcount > 0, flush=False)

    async def postpone(self, mail: ClaimedMail, *, until: datetime, reason: str, counted: bool = True) -> bool:
        """Give a mail back for later. `counted` is False where the attempt says nothing about the mail."""
        attempts = mail.attempts if counted else mail.attempts - 1
        values = {"due_at": until, "reason": reason, "attempts": attempts, "process": None}
        async with self._database.write() as connection:
            return (await connection.execute(update(MailRow).where(self._held(mail)).values(values))).rowcount > 0

    def _held(self, mail: ClaimedMail) -> ColumnElement[bool]:
        """The row, as long as this claim is the newest and was not taken from us."""
        ours = (MailRow.claims == mail.claims) & (MailRow.process == self._database.process)
        return (MailRow.id == mail.id) & ours & (MailRow.state == MailState.WAITING)

    async def to_move(self, folder: MailFolder, *, limit: int) -> dict[MailState, list[tuple[int, int]]]:
        """The (id, UID) of mails that were dealt with and still lie in their folder, by where they belong."""
        over = (MailRow.state != MailState.WAITING) & MailRow.moved_at.is_(None)
        statement = select(MailRow.state, MailRow.id, MailRow.uid).where(folder.conditions(), over)
        found: dict[MailState, list[tuple[int, int]]] = {}
        async with self._database.read() as connection:
            for state, row_id, uid in await connection.execute(statement.order_by(MailRow.id).limit(limit)):
                found.setdefault(MailState(state), []).append((row_id, uid))
        return found

    async def moved(self, ids: Collection[int]) -> None:
        """Remember that mails no longer lie in their folder."""
        async with self._database.write() as connection:
            await connection.execute(update(MailRow).where(MailRow.id.in_(ids)).values(moved_at=self._clock()))

    async def renumbered(self, folder: MailFolder) -> int:
        """Let go of the UIDs of earlier UIDVALIDITYs, which name other mails now, or none; how many there were."""
        older = (MailRow.mailbox == folder.mailbox) & (MailRow.folder == folder.folder)
        older &= (MailRow.uid_validity != folder.uid_validity) & MailRow.moved_at.is_(None)
        async with self._database.write() as connection:
            return (await connection.execute(update(MailRow).where(older).values(moved_at=self._clock()))).rowcount

    async def waiting(self, mailboxes: Collection[str]) -> int:
        """How many mails wait to be read."""
        waits = (MailRow.state == MailState.WAITING) & MailRow.mailbox.in_(mailboxes)
        async with self._database.read() as connection:
            return int(await connection.scalar(select(func.count()).where(waits)) or 0)

    async def next_due(self, mailboxes: Collection[str]) -> datetime | None:
        """When the next mail is to be read; None if none waits."""
        waits = (MailRow.state == MailState.WAITING) & MailRow.mailbox.in_(mailboxes)
        async with self._database.read() as connection:
            due: datetime | None = await connection.scalar(select(func.min(MailRow.due_at)).where(waits))
        return due

    async def count(self, sender: str, verdict: str, *, within: timedelta) -> int:
        """How many mails of a sender ended so, lately."""
        mine = (MailRow.sender == sender) & (MailRow.verdict == verdict)
        statement = select(func.count()).where(mine, MailRow.finished_at > self._clock() - within)
        async with self._database.read() as connection:
            return int(await connection.scalar(statement) or 0)

    async def take_back(self, mailboxes: Collection[str]) -> None:
        """Make due what an earlier process of this kind had claimed; only where no other one reads these mailboxes."""
        now = self._clock()
        claimed = (MailRow.state == MailState.WAITING) & MailRow.mailbox.in_(mailboxes) & (MailRow.due_at > now)
        claimed &= MailRow.deaths < SUSPECT  # such a mail rests
        async with self._database.write() as connection:
            await connection.execute(update(MailRow).where(claimed).values(due_at=now, process=None))

    async def conversation_of(self, message_id: str, person_id: str) -> str | None:
        """The id of the conversation that a mail we sent to this person belongs to."""
        ours = (OutboxRow.message_ref == message_id) & (OutboxRow.person_id == person_id)
        async with self._database.read() as connection:
            lane: str | None = await connection.scalar(select(OutboxRow.lane).where(ours).limit(1))
        return lane.removeprefix(_LANE) if lane and lane.startswith(_LANE) else None

    async def latest(self, *, state: MailState | None = None, limit: int = 100) -> Sequence[MailRecord]:
        """The last mails, the newest first; of one state, if named."""
        statement = select(*_RECORD).order_by(MailRow.id.desc()).limit(limit)
        if state is not None:
            statement = statement.where(MailRow.state == state)
        async with self._database.read() as connection:
            return [MailRecord(*row) for row in await connection.execute(statement)]

    async def forget(self, *, older_than: timedelta) -> int:
        """Delete the rows of mails that were dealt with and moved that long ago; how many there were."""
        gone = (MailRow.finished_at < self._clock() - older_than) & MailRow.moved_at.is_not(None)
        async with self._database.write() as connection:
            return (await connection.execute(delete(MailRow).where(gone))).rowcount
