"""The whole service with mails handed in as if they had come from the mail server."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import dkim  # type: ignore[import-untyped]
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy import delete, select, update

from threadline.app import Application
from threadline.backoff import Backoff
from threadline.bots.email.authentication.dkim import LookupFailed, SignatureCheck
from threadline.bots.email.channel import EmailChannel
from threadline.bots.email.incoming.supervisor import Mailboxes
from threadline.bots.email.incoming.worker import Effort
from threadline.bots.email.wiring import assemble
from threadline.config import Settings
from threadline.core.domain.message import Message, Person
from threadline.core.services import Services
from threadline.providers.port import ScriptedProvider
from threadline.storage.mail import ArrivedMail, MailFolder, MailRecord, MailStore
from threadline.storage.outbox import OutboxRecord, OutboxStore
from threadline.storage.tables.core import MessageRow
from threadline.storage.tables.mail import MailRow
from threadline.storage.tables.outbox import OutboxRow

BOT = "bot@example.com"
SERVER = "mx.example.com"
_QUICK = Backoff(first=0.01, longest=0.02)
_uids = count(1)
ARRIVED = datetime(2026, 11, 20, 12, tzinfo=UTC)


def passed(address: str = "ana@example.com", *, server: str = SERVER, result: str = "pass") -> str:
    """What our mail server says of a sender."""
    return f"{server}; spf=pass smtp.mailfrom={address}; dmarc={result} header.from={address.partition('@')[2]}"


def written(text: str = "Hello.", **headers: str | None) -> bytes:
    """A mail of Ana's to the bot, vouched for by our mail server; None leaves a header out."""
    number = next(_uids)
    lines: dict[str, str | None] = {
        "Authentication-Results": passed(),
        "From": "Ana <ana@example.com>",
        "To": BOT,
        "Subject": "Question",
        "Message-ID": f"<m{number}@mail.example.com>",
        "Date": "Fri, 20 Nov 2026 10:00:00 +0100",
    }
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "\r\n".join(f"{name}: {value}" for name, value in lines.items() if value is not None)
    return f"{head}\r\n\r\n{text}".replace("\r\n", "\n").replace("\n", "\r\n").encode() + b"\r\n"


@dataclass
class Zone:
    """The DNS as the service sees it."""

    records: dict[str, bytes] = field(default_factory=dict)
    silent: bool = False
    asked: list[str] = field(default_factory=list)

    def lookup(self, name: str) -> bytes | None:
        self.asked.append(name)
        if self.silent:
            raise LookupFailed("The DNS does not answer")
        return self.records.get(name)

    def publish(self, domain: str) -> None:
        self.records[f"s._domainkey.{domain}"] = key()[1]


@cache
def key() -> tuple[bytes, bytes]:
    """A private key (PEM) and the TXT record of its public one."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


def signed(mail: bytes, domain: str = "example.com", **options: Any) -> bytes:
    """The mail with a DKIM signature of a domain."""
    relaxed = (b"relaxed", b"relaxed")
    signature: bytes = dkim.sign(mail, b"s", domain.encode(), key()[0], canonicalize=relaxed, **options)
    return signature + mail


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

    async def take(self, mail: bytes, *, whole: bool = True, size: int | None = None) -> MailRecord:
        """Hand a mail in; answers with what became of it."""
        uid = await self.hand_in(mail, whole=whole, size=size)
        return await self.outcome(uid)

    async def hand_in(self, mail: bytes, *, whole: bool = True, size: int | None = None) -> int:
        """Store a mail as a mailbox does."""
        uid = next(_uids)
        arrived = ArrivedMail(uid, mail, len(mail) if size is None else size, ARRIVED, whole)
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
    common: dict[str, Any] = {
        "data_dir": directory,
        "zone": "Europe/Vienna",
        "plugins": False,
        "mail_address": BOT,
        "mail_imap_host": "127.0.0.1",
        "mail_imap_port": 9,
        "mail_password": "x",
        "mail_tls": "none",
        "mail_authserv_ids": (SERVER,),
        "mail_per_sender_hour": 1_000,
    }
    settings = Settings(_env_file=None, **(common | values))
    provider, zone = ScriptedProvider(), Zone()
    async with Application(settings, provider=provider, channels=[]) as application:
        services = application.services
        effort = Effort(again=_QUICK, dns=_QUICK, look=0.2)
        channel = assemble(services, signatures=SignatureCheck(zone.lookup), effort=effort)
        services.channels.join(channel)
        mailboxes = channel._mailboxes
        assert isinstance(mailboxes, Mailboxes)
        reading = asyncio.create_task(mailboxes.receiver.run())
        ana = await services.people.directory.ensure("ana@example.com", name="Ana", zone="Europe/Vienna")
        try:
            yield House(services, channel, mailboxes, MailStore(services.storage.database), zone, provider, ana)
        finally:
            reading.cancel()
            with suppress(asyncio.CancelledError):
                await reading
            await channel.close()
