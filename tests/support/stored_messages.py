"""The messages that channels have stored, as the engine answers them."""

from datetime import datetime

from sqlalchemy import select

from threadline.core.domain.message import Message
from threadline.core.services import Services
from threadline.storage.database.database import Database
from threadline.storage.persons import new_id
from threadline.storage.tables.core import MessageRow
from threadline.storage.turns import TurnOutcome, TurnStore


async def last_message(services: Services, channel: str) -> Message:
    """The message of a channel that came last."""
    newest = select(MessageRow.body).where(MessageRow.channel == channel)
    newest = newest.order_by(MessageRow.received_at.desc(), MessageRow.sequence.desc()).limit(1)
    async with services.storage.database.read() as connection:
        return Message.from_json((await connection.scalars(newest)).one())


async def answered(database: Database, person: str, asked: str, answer: str, *, title: str, at: datetime) -> str:
    """Store a message of a conversation of its own, with its answer; gives the message's id."""
    turns = TurnStore(database, clock=lambda: at)
    accepted = await turns.accept(
        channel="webhook",
        event_key=new_id(),
        conversation_key=new_id(),
        person_id=person,
        text=asked,
        body="{}",
        title=title,
        sent_at=at,
    )
    started = await turns.start(accepted.message_id)
    assert started is not None
    await turns.finish(accepted.message_id, started.epoch, TurnOutcome("answered", answer))
    return accepted.message_id
