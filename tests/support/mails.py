"""Mails that come in: written, vouched for by our mail server, signed; and the mail channel that reads them."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import count
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import dkim  # type: ignore[import-untyped]
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from threadline.bots.email.authentication.dkim import LookupFailed, SignatureCheck
from threadline.bots.email.channel import EmailChannel
from threadline.bots.email.incoming.supervisor import Mailboxes
from threadline.bots.email.incoming.worker import Effort
from threadline.bots.email.wiring import assemble
from threadline.core.services import Services

BOT = "bot@example.com"
SERVER = "mx.example.com"
_uids = count(1)
MAILBOX: dict[str, Any] = {
    "mail_address": BOT,
    "mail_imap_host": "127.0.0.1",
    "mail_imap_port": 9,
    "mail_password": "x",
    "mail_tls": "none",
    "mail_authserv_ids": (SERVER,),
    "mail_per_sender_hour": 1_000,
}
"""The settings of a mailbox that is read, but not watched: tests hand mails in."""
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


def signed(mail: bytes, domain: str = "example.com", *, at: datetime = ARRIVED, **options: Any) -> bytes:
    """The mail with a DKIM signature of a domain, made at that time."""
    relaxed = (b"relaxed", b"relaxed")
    with patch.object(dkim, "time", SimpleNamespace(time=at.timestamp)):
        signature: bytes = dkim.sign(mail, b"s", domain.encode(), key()[0], canonicalize=relaxed, **options)
    return signature + mail


@asynccontextmanager
async def reading_mail(services: Services, zone: Zone, effort: Effort) -> AsyncIterator[tuple[EmailChannel, Mailboxes]]:
    """The mail channel of a service, which reads what is handed in; `zone` is its DNS."""
    channel = assemble(services, signatures=SignatureCheck(zone.lookup), effort=effort)
    services.channels.join(channel)
    mailboxes = channel._mailboxes
    assert isinstance(mailboxes, Mailboxes)
    reading = asyncio.create_task(mailboxes.receiver.run())
    try:
        yield channel, mailboxes
    finally:
        reading.cancel()
        with suppress(asyncio.CancelledError):
            await reading
        await channel.close()
