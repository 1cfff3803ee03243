"""The messages that channels have stored, as the engine answers them."""

from sqlalchemy import select

from threadline.core.domain.message import Message
from threadline.core.services import Services
from threadline.storage.tables.core import MessageRow


async def last_message(services: Services, channel: str) -> Message:
    """The message of a channel that came last."""
    newest = select(MessageRow.body).where(MessageRow.channel == channel)
    newest = newest.order_by(MessageRow.received_at.desc(), MessageRow.sequence.desc()).limit(1)
    async with services.storage.database.read() as connection:
        return Message.from_json((await connection.scalars(newest)).one())
