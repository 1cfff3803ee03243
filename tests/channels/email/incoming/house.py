"""The whole service with mails handed in as if they had come from the mail server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select, update

from tests.support.mails import ARRIVED, BOT, MAILBOX, Zone, reading_mail
from threadline.app import Application
from threadline.backoff import Backoff
from threadline.bots.email.channel import EmailChannel
from threadline.bots.email.incoming.supervisor import Mailboxes
from threadline.bots.email.incoming.worker import Effort
from threadline.config import Settings
from threadline.core.domain.message import Message, Person
from threadline.core.services import Services
from threadline.providers.port import ScriptedProvider
from threadline.storage.mail import ArrivedMail, MailFolder, MailRecord, MailStore
from threadline.storage.outbox import OutboxRecord, OutboxStore
from threadline.storage.tables.core import MessageRow
from threadline.storage.tables.mail import MailRow
from threadline.storage.tables.outbox import OutboxRow

_QUICK = Backoff(first=0.01, longest=0.02)
_uids = count(1)


@dataclass
class House:
    """A running service that reads mails."""

    services: Services
    channel: EmailChannel
    mailboxes: Mailboxes
    store: MailStore
    zone: Zone
    provider: ScriptedProvider
    ana: Person

    async def rest(self) -> None:
        """As if nothing had happened yet."""
        async with self.services.storage.database.write() as connection:
            for table in (MailRow, OutboxRow):
                await connection.execute(delete(table))
            await connection.execute(update(MessageRow).values(channel="past"))
        self.zone.records.clear()
        self.zone.asked.clear()
        self.zone.silent = False

    async def take(
        self, mail: bytes, *, whole: bool = True, size: int | None = None, at: datetime = ARRIVED
    ) -> MailRecord:
        """Hand a mail in; answers with what became of it."""
        uid = await self.hand_in(mail, whole=whole, size=size, at=at)
        return await self.outcome(uid)

    async def hand_in(self, mail: bytes, *, whole: bool = True, size: int | None = None, at: datetime = ARRIVED) -> int:
        """Store a mail as a mailbox does."""
        uid = next(_uids)
        arrived = ArrivedMail(uid, mail, len(mail) if size is None else size, at, whole)
        await self.store.keep(MailFolder(BOT, "INBOX", 1), [arrived])
        self.mailboxes.receiver.news()
        return uid

    async def outcome(self, uid: int) -> MailRecord:
        """What became of a mail, when that is certain."""
        async with asyncio.timeout(30):
            while True:
                record = next(one for one in await self.store.latest(limit=200) if one.uid == uid)
                if record.state != "waiting":
                    return record
                await asyncio.sleep(0.01)

    async def asked(self, mail: bytes) -> Message:
        """Hand a mail in that is answered; the message the engine got."""
        record = await self.take(mail)
        assert (record.state, record.verdict) == ("done", "accepted"), record
        return (await self.messages())[-1]

    async def messages(self) -> list[Message]:
        """All messages, the oldest first."""
        order = (MessageRow.received_at, MessageRow.id)
        messages = select(MessageRow.body).where(MessageRow.channel == "email").order_by(*order)
        async with self.services.storage.database.read() as connection:
            bodies = await connection.scalars(messages)
            return [Message.from_json(body) for body in bodies]

    async def answer_to(self, message: Message) -> str:
        """The Message-ID of the answer to a message, when there is one."""
        mine = select(MessageRow.id).where(MessageRow.event_key == message.event_key).scalar_subquery()
        answer = select(OutboxRow.message_ref).where(OutboxRow.key == "reply-" + mine)
        async with asyncio.timeout(30):
            while True:
                async with self.services.storage.database.read() as connection:
                    if found := await connection.scalar(answer):
                        return str(found)
                await asyncio.sleep(0.01)

    async def told(self, address: str = "ana@example.com") -> list[OutboxRecord]:
        """What is to be sent to an address beside answers."""
        async with self.services.storage.database.read() as connection:
            keys = await connection.scalars(
                select(OutboxRow.key)
                .where(
                    OutboxRow.recipient == address, OutboxRow.key.not_like("reply-%"), OutboxRow.key.not_like("card-%")
                )
                .order_by(OutboxRow.number)
            )
            found = [await OutboxStore(self.services.storage.database).get(one) for one in keys.all()]
        return [one for one in found if one is not None]

    async def age(self, amount: timedelta) -> None:
        """As if every mail had been dealt with so much earlier."""
        async with self.services.storage.database.write() as connection:
            rows = (await connection.execute(select(MailRow.id, MailRow.finished_at))).all()
            for row_id, finished in rows:
                if finished is not None:
                    earlier = update(MailRow).where(MailRow.id == row_id).values(finished_at=finished - amount)
                    await connection.execute(earlier)


@asynccontextmanager
async def opened(directory: Path, **values: Any) -> AsyncIterator[House]:
    """A service with one mailbox, which is not watched: the tests hand mails in."""
    common: dict[str, Any] = {"data_dir": directory, "zone": "Europe/Vienna", "plugins": False, **MAILBOX}
    settings = Settings(_env_file=None, **(common | values))
    provider, zone = ScriptedProvider(), Zone()
    async with Application(settings, provider=provider, channels=[]) as application:
        services = application.services
        effort = Effort(again=_QUICK, dns=_QUICK, look=0.2)
        ana = await services.people.directory.ensure("ana@example.com", name="Ana", zone="Europe/Vienna")
        async with reading_mail(services, zone, effort) as (channel, mailboxes):
            yield House(services, channel, mailboxes, MailStore(services.storage.database), zone, provider, ana)
