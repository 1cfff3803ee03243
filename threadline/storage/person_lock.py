"""Taking turns: what numbers the rows of one person lets one transaction after the other do so."""

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database.errors import RecordNotFound
from threadline.storage.tables.core import PersonRow


async def hold_owner(connection: AsyncConnection, owner_id: str) -> None:
    """Make other transactions that hold this person wait until this one ends. Raises `RecordNotFound`.

    On SQLite a write transaction is alone anyway, and the clause is left out there.
    """
    await connection.run_sync(hold, owner_id)


def hold(connection: Connection, owner_id: str) -> None:
    """The same within a transaction that runs in one go."""
    if connection.scalar(_PERSON, {"person": owner_id}) is None:
        raise RecordNotFound(f"There is no person {owner_id}.")


_PERSON = select(PersonRow.id).where(PersonRow.id == bindparam("person")).with_for_update(key_share=True)
