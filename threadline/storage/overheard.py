"""What people said to each other in threads, until the assistant is asked there: kept for a week, then forgotten."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from threadline.storage.database.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import ConversationRow, MessageRow
from threadline.storage.tables.threads import OverheardRow

_KEPT = timedelta(days=7)
_MOST = 100
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class OverheardLine:
    """A line of a thread: `event_key` is the message's own id, `account` its writer's, `text` CommonMark.

    `speaker` and `email` are "" and `zone` (IANA) is None where the channel does not know them.
    """

    channel: str
    event_key: str
    conversation_key: str
    account: str
    speaker: str
    email: str
    zone: str | None
    text: str
    said_at: datetime


_COLUMNS = tuple(getattr(OverheardRow, name) for name in OverheardLine.__dataclass_fields__)


class OverheardStore:
    """Keeps what was overheard. Every method raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def keep(self, *lines: OverheardLine) -> None:
        """Keep lines, or their new words where they were edited."""
        values = [
            {name: getattr(line, name) for name in OverheardLine.__dataclass_fields__} | {"text": line.text[:_LONGEST]}
            for line in lines
        ]
        insert = self._database.insert(OverheardRow)
        upsert = insert.on_conflict_do_update(
            index_elements=["channel", "event_key"], set_={"text": insert.excluded.text}
        )
        async with self._database.write() as connection:
            await connection.execute(upsert, values)

    async def forget_old(self) -> None:
        """What is older than a week goes, in every thread."""
        async with self._database.write() as connection:
            await connection.execute(delete(OverheardRow).where(OverheardRow.said_at < self._clock() - _KEPT))

    async def has(self, channel: str, event_key: str) -> bool:
        """Whether there is a line under this key."""
        same = (OverheardRow.channel == channel) & (OverheardRow.event_key == event_key)
        async with self._database.read() as connection:
            return await connection.scalar(select(OverheardRow.channel).where(same)) is not None

    async def forget(self, channel: str, event_key: str) -> None:
        """A line was deleted where it stood."""
        same = (OverheardRow.channel == channel) & (OverheardRow.event_key == event_key)
        async with self._database.write() as connection:
            await connection.execute(delete(OverheardRow).where(same))

    async def of_thread(
        self, channel: str, conversation_key: str, *, until: datetime, whole: bool
    ) -> Sequence[OverheardLine]:
        """What was said in a thread since the assistant was last asked there, the last hundred, the oldest first.

        `whole`: also what was said before that.
        """
        asked = (
            select(func.max(MessageRow.sent_at))
            .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
            .where(
                (ConversationRow.channel == channel)
                & (ConversationRow.external_key == conversation_key)
                & (MessageRow.sent_at < until)
            )
        )
        here = (OverheardRow.channel == channel) & (OverheardRow.conversation_key == conversation_key)
        async with self._database.read() as connection:
            last = await connection.scalar(asked) if not whole else None
            new = here & (OverheardRow.said_at < until)
            if last is not None:
                new &= OverheardRow.said_at > last
            newest = select(*_COLUMNS).where(new).order_by(OverheardRow.said_at.desc()).limit(_MOST)
            return [OverheardLine(*row) for row in await connection.execute(newest)][::-1]
