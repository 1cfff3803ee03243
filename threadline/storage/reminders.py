"""What people are to be told unasked: planned again and again, claimed by one process, told once.

planned ── claim ──► telling ── told ──► told
   ▲  │                 │
   │  └── not wanted ───┴── no longer true, too late ──► dropped ── planned anew ──► planned
   └── later ───────────┘   (a lease that has run out can be claimed again)
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update

from threadline.storage.database.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import MessageRow, PreferenceRow
from threadline.storage.tables.reminders import ReminderRow

PLANNED, TELLING, TOLD, DROPPED = "planned", "telling", "told", "dropped"


@dataclass(frozen=True, slots=True)
class NewReminder:
    """What is to be told; `id` says once for what."""

    id: str
    person_id: str
    kind: str
    body: str
    due_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ReminderRecord:
    """A reminder that this process has claimed."""

    id: str
    person_id: str
    kind: str
    body: str
    channel: str | None
    claim: int
    due_at: datetime
    expires_at: datetime


_COLUMNS = tuple(getattr(ReminderRow, name) for name in ReminderRecord.__dataclass_fields__)


class ReminderStore:
    """Keeps reminders."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def wanting(self, keys: Collection[str]) -> Sequence[str]:
        """The persons who have set one of these preferences."""
        statement = select(PreferenceRow.person_id).where(PreferenceRow.key.in_(keys)).distinct()
        async with self._database.read() as connection:
            return [row.person_id for row in await connection.execute(statement.order_by(PreferenceRow.person_id))]

    async def last_channel(self, person_id: str) -> str | None:
        """The channel on which a person wrote last."""
        mine = select(MessageRow.channel).where(MessageRow.person_id == person_id)
        async with self._database.read() as connection:
            return await connection.scalar(mine.order_by(MessageRow.received_at.desc()).limit(1))

    async def plan(self, reminders: Sequence[NewReminder], *, state: str = PLANNED) -> None:
        """Keep them; those that were told, or are being told, stay as they are."""
        now = self._clock()
        async with self._database.write() as connection:
            for each in reminders:
                values = {name: getattr(each, name) for name in NewReminder.__dataclass_fields__}
                insert = self._database.insert(ReminderRow).values(**values, state=state, claim=0, updated_at=now)
                later = insert.on_conflict_do_update(
                    index_elements=["id"],
                    set_={"state": PLANNED, "body": each.body, "due_at": each.due_at, "expires_at": each.expires_at},
                    where=(ReminderRow.state == DROPPED) | ((ReminderRow.state == PLANNED) & (ReminderRow.claim == 0)),
                )
                await connection.execute(later)

    async def keep_only(self, person_id: str, kind: str, ids: Collection[str]) -> None:
        """Drop what was planned of this kind and is not among these: the event has moved, or is gone."""
        gone = (ReminderRow.person_id == person_id) & (ReminderRow.kind == kind) & (ReminderRow.state == PLANNED)
        statement = update(ReminderRow).where(gone, ReminderRow.id.not_in(ids))
        async with self._database.write() as connection:
            await connection.execute(statement.values(state=DROPPED, updated_at=self._clock()))

    async def knows(self, reminder_id: str) -> bool:
        """Whether there is one of this id."""
        async with self._database.read() as connection:
            found = select(ReminderRow.id).where(ReminderRow.id == reminder_id)
            return await connection.scalar(found) is not None

    async def take(self, *, lease: timedelta) -> ReminderRecord | None:
        """Claim the reminder that has been due for longest; None if none is due."""
        now = self._clock()
        ready = (ReminderRow.state == PLANNED) & (ReminderRow.due_at <= now)
        abandoned = (ReminderRow.state == TELLING) & (ReminderRow.leased_until <= now)
        due = select(ReminderRow.id, ReminderRow.claim).where(or_(ready, abandoned)).order_by(ReminderRow.due_at)
        async with self._database.read() as connection:
            candidates = (await connection.execute(due.limit(10))).all()
        taken = {"state": TELLING, "leased_until": now + lease, "updated_at": now}
        for row in candidates:
            same = (ReminderRow.id == row.id) & (ReminderRow.claim == row.claim) & or_(ready, abandoned)
            one = update(ReminderRow).where(same).values(**taken, claim=row.claim + 1).returning(*_COLUMNS)
            async with self._database.write() as connection:
                if (mine := (await connection.execute(one)).first()) is not None:
                    return ReminderRecord(*mine)
        return None

    async def choose(self, reminder: ReminderRecord, channel: str) -> bool:
        """Keep where it is told, before it is. False if the claim is another's by now."""
        return await self._set(reminder, channel=channel)

    async def told(self, reminder: ReminderRecord) -> bool:
        """It was told. False if the claim is another's by now."""
        return await self._set(reminder, state=TOLD, leased_until=None, body="")

    async def drop(self, reminder: ReminderRecord) -> bool:
        """It is not told. False if the claim is another's by now."""
        return await self._set(reminder, state=DROPPED, leased_until=None)

    async def defer(self, reminder: ReminderRecord, until: datetime) -> bool:
        """It is told later. False if the claim is another's by now."""
        return await self._set(reminder, state=PLANNED, due_at=until, leased_until=None)

    async def forget(self, before: datetime) -> None:
        """Delete what was over by then."""
        over = ReminderRow.state.in_((TOLD, DROPPED)) & (ReminderRow.expires_at < before)
        async with self._database.write() as connection:
            await connection.execute(delete(ReminderRow).where(over))

    async def _set(self, reminder: ReminderRecord, **values: Any) -> bool:
        mine = (ReminderRow.id == reminder.id) & (ReminderRow.claim == reminder.claim) & (ReminderRow.state == TELLING)
        statement = update(ReminderRow).where(mine).values(**values, updated_at=self._clock())
        async with self._database.write() as connection:
            return (await connection.execute(statement)).rowcount > 0
