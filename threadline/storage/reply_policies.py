"""When the assistant answers in rooms and threads of the channels, where somebody has said so."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from threadline.storage.database.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables.threads import ReplyPolicyRow


class ReplyPolicyStore:
    """Keeps a word for each place. Every method raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def of(self, channel: str, places: tuple[str, ...]) -> str | None:
        """What holds in the first of these places for which something was said."""
        here = (ReplyPolicyRow.channel == channel) & ReplyPolicyRow.place.in_(places)
        async with self._database.read() as connection:
            rows = await connection.execute(select(ReplyPolicyRow.place, ReplyPolicyRow.policy).where(here))
            said = {row.place: row.policy for row in rows}
        return next((said[place] for place in places if place in said), None)

    async def set(self, channel: str, place: str, policy: str) -> None:
        """From now on this holds there."""
        values = {"channel": channel, "place": place, "policy": policy, "set_at": self._clock()}
        insert = self._database.insert(ReplyPolicyRow).values(values)
        upsert = insert.on_conflict_do_update(
            index_elements=["channel", "place"], set_={"policy": policy, "set_at": values["set_at"]}
        )
        async with self._database.write() as connection:
            await connection.execute(upsert)
