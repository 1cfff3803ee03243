"""A real SMTP server on loopback that keeps what it is given and fails as it is told to."""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DROP = "drop"
"""Instead of an answer: take the mail, then hang up."""


@dataclass
class Delivered:
    """One mail as it came."""

    sender: str
    recipient: str
    content: bytes
    options: tuple[str, ...] = ()

    @property
    def mail(self) -> EmailMessage:
        parsed = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    def part(self, media_type: str) -> str:
        """The text of the only part of this type."""
        (found,) = [part for part in self.mail.walk() if part.get_content_type() == media_type]
        return str(found.get_content()).replace("\r\n", "\n")


@dataclass
class Sink:
    """What came in, and what is answered next: to RCPT, to DATA. Entries are used up in order."""

    port: int = 0
    mails: list[Delivered] = field(default_factory=list)
    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    mail_from: list[str] = field(default_factory=list)
    hang: asyncio.Event | None = None
    connections: int = 0
    signed_in: list[str] = field(default_factory=list)
    good_token: str = "good"
    password: str = "right"

    async def handle_MAIL(  # noqa: N802 - the library's own names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.mail_from:
            return self.mail_from.pop(0)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library's own names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.rcpt:
            return self.rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's own names
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = self.data.pop(0) if self.data else "250 OK"
        if answer.startswith("250") or answer == DROP:
            assert isinstance(envelope.content, bytes)
            options = tuple(str(option) for option in envelope.mail_options)
            self.mails.append(Delivered(envelope.mail_from or "", envelope.rcpt_tos[0], envelope.content, options))
        if self.hang is not None:
            await self.hang.wait()
        if answer == DROP:
            assert server.transport is not None
            server.transport.abort()  # type: ignore[attr-defined]
        return answer if answer != DROP else "250 OK"

    async def auth_XOAUTH2(  # noqa: N802 - the library's own names
        self, server: SMTP, args: list[str]
    ) -> AuthResult:
        said = base64.b64decode(args[1]).decode()
        user, _, rest = said.removeprefix("user=").partition("\x01")
        if rest == f"auth=Bearer {self.good_token}\x01\x01":
            self.signed_in.append(user)
            return AuthResult(success=True)
        return AuthResult(success=False, handled=False)

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, kind: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        if given.password.decode() != self.password:
            return AuthResult(success=False, handled=False)
        self.signed_in.append(given.login.decode())
        return AuthResult(success=True)

    def forget(self) -> None:
        """As if it had just been started."""
        for kept in (self.mails, self.rcpt, self.data, self.mail_from, self.signed_in):
            kept.clear()
        self.hang = None

    def of(self, recipient: str) -> list[Delivered]:
        return [mail for mail in self.mails if mail.recipient == recipient]


@asynccontextmanager
async def sinking(**options: Any) -> AsyncIterator[Sink]:
    """A running sink. `tls`: the context of implicit TLS; other options are those of aiosmtpd."""
    sink = Sink()
    tls = options.pop("tls", None)
    loop = asyncio.get_running_loop()

    def serve() -> SMTP:
        sink.connections += 1
        return SMTP(sink, hostname="sink.test", authenticator=sink.authenticate, loop=loop, **options)

    server = await loop.create_server(serve, "127.0.0.1", 0, ssl=tls)
    sink.port = server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        if sink.hang is not None:
            sink.hang.set()
        server.close()
        await server.wait_closed()


@dataclass(frozen=True)
class Certificate:
    """TLS for the sink, and for a client that trusts it."""

    server: Callable[[], ssl.SSLContext]
    client: Callable[[], ssl.SSLContext]


def certificate(folder: Path) -> Certificate:
    """A certificate for 127.0.0.1 that nobody else trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sink.test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "sink.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)

    def server() -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    return Certificate(server, lambda: ssl.create_default_context(cafile=str(file)))
