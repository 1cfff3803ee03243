"""What a model noted of the pieces of a long text, so that a turn that begins again goes on behind them."""

from collections.abc import Sequence

from sqlalchemy import select

from threadline.storage.database.database import Database
from threadline.storage.tables.core import PieceRow


class PieceStore:
    """Keeps notes, as JSON of the room above. All calls raise `StorageError`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keep = database.insert(PieceRow).on_conflict_do_nothing()

    async def of(self, message_id: str) -> Sequence[str]:
        """The notes that were kept for a message, in the order of their pieces."""
        statement = select(PieceRow.body).where(PieceRow.message_id == message_id).order_by(PieceRow.ordinal)
        async with self._database.read() as connection:
            return list(await connection.scalars(statement))

    async def keep(self, message_id: str, ordinal: int, body: str) -> None:
        """Keep the notes of a piece; the first ones stay."""
        values = {"message_id": message_id, "ordinal": ordinal, "body": body}
        await self._database.transact(lambda connection: connection.execute(self._keep, values).rowcount)
