"""Handing mails over to the mail server of a mailbox (RFC 5321, submission RFC 6409).

DeliveryError
├── Deferred        not now: the server said 4xx or went away; the same mail is tried again
├── Refused         never: the server said 5xx to this mail, or it cannot be addressed
└── AccountBroken   the mailbox itself: wrong password, no TLS, sending not allowed; its mails wait
"""

import ssl
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

import aiosmtplib

from threadline.calendar.ics_lines import is_address

TIMEOUT_SECONDS = 30.0
_AUTHENTICATION = (530, 534, 535, 538)
_SERVER_BUSY = 421


class DeliveryError(Exception):
    """A mail could not be handed over; `str(error)` is the reason, for the operator."""


class Deferred(DeliveryError):
    """Not now."""


class Refused(DeliveryError):
    """Never."""


class AccountBroken(DeliveryError):
    """Nothing can be sent from this mailbox until somebody repairs it."""


class Security(StrEnum):
    """How the connection is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Tokens(Protocol):
    """OAuth access tokens of one mailbox."""

    async def token(self) -> str:
        """One that is good now. Raises `DeliveryError`."""
        ...

    def forget(self) -> None:
        """The server did not take it: get another one next time."""
        ...


@dataclass(frozen=True, slots=True)
class SmtpAccount:
    """Where and as whom a mailbox sends.

    `name` is the mailbox's, `address` its own address, `title` what stands before it. `tokens`
    (XOAUTH2) go before `password`. `context` replaces this machine's TLS settings.
    """

    name: str
    address: str
    host: str
    port: int
    security: Security = Security.TLS
    title: str = "Threadline"
    username: str = ""
    password: str = ""
    tokens: Tokens | None = None
    context: ssl.SSLContext | None = None

    def __repr__(self) -> str:
        return f"SmtpAccount({self.name!r}, {self.address!r})"

    @property
    def domain(self) -> str:
        """The domain of its address, as DNS has it."""
        return ascii_domain(self.address)


class SmtpConnection:
    """A connection to the server of one mailbox, for one mail after the other. An asynchronous context manager.

    Entering raises `Deferred` or `AccountBroken`. A connection over which a mail was deferred is not used again.
    """

    def __init__(self, account: SmtpAccount, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self._account = account
        self._client = aiosmtplib.SMTP(
            hostname=account.host,
            port=account.port,
            use_tls=account.security is Security.TLS,
            start_tls=account.security is Security.STARTTLS,
            local_hostname=account.domain,
            tls_context=account.context,
            timeout=timeout,
        )

    async def __aenter__(self) -> Self:
        try:
            await self._client.connect()
            await self._sign_in()
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            self._client.close()
            raise _connecting(error) from error
        except BaseException:
            self._client.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None and self._client.is_connected:
                await self._client.quit()
        except (aiosmtplib.SMTPException, OSError):
            return  # what was handed over was handed over
        finally:
            self._client.close()

    async def send(self, recipient: str, content: bytes) -> None:
        """Hand one mail over; when this returns the server has it. Raises `Deferred`, `Refused`, `AccountBroken`."""
        if not is_address(recipient):  # the library would take the first address it finds in it
            raise Refused("This is no address that can be written to")
        sender, to = envelope_address(self._account.address), envelope_address(recipient)
        options = [] if (sender + to).isascii() else ["SMTPUTF8"]
        try:
            await self._client.sendmail(sender, [to], content, mail_options=options)
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _answered(error.recipients[0]) from error
        except aiosmtplib.SMTPResponseException as error:
            raise _answered(error) from error
        except (aiosmtplib.SMTPNotSupported, ValueError) as error:
            raise Refused(f"The address cannot be written to: {error}") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Deferred(_said(error)) from error

    async def _sign_in(self) -> None:
        account = self._account
        user = account.username or account.address
        if account.tokens is not None:
            await self._show_token(account.tokens, user)
        elif account.password and await self._wants_sign_in():
            await self._client.login(user, account.password)

    async def _show_token(self, tokens: Tokens, user: str) -> None:
        await self._client.ehlo()
        if "xoauth2" not in self._client.server_auth_methods:
            raise AccountBroken(f"{self._account.host} does not take OAuth (XOAUTH2) for sending")
        try:
            await self._client.auth_xoauth2(user, await tokens.token())
        except aiosmtplib.SMTPAuthenticationError:
            tokens.forget()
            raise

    async def _wants_sign_in(self) -> bool:
        """A server on this machine that offers no sign-in needs none; any other must offer it."""
        await self._client.ehlo()
        return self._account.security is not Security.NONE or self._client.supports_extension("auth")


def ascii_domain(address: str) -> str:
    """The domain of an address as DNS has it (RFC 5891)."""
    domain = address.rpartition("@")[2]
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def envelope_address(address: str) -> str:
    """The address with its domain as DNS has it: only a local part in other letters needs SMTPUTF8 (RFC 6531)."""
    return f"{address.rpartition('@')[0]}@{ascii_domain(address)}"


def _connecting(error: Exception) -> DeliveryError:
    """What went wrong before any mail was spoken of is never a mail's fault."""
    if isinstance(error, aiosmtplib.SMTPAuthenticationError) and error.code >= 500:
        return AccountBroken(f"The mail server does not accept the sign-in: {_said(error)}")
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return AccountBroken(f"The mail server's TLS is not to be trusted: {error}")
    known = aiosmtplib.SMTPResponseException | aiosmtplib.SMTPServerDisconnected | aiosmtplib.SMTPTimeoutError
    if isinstance(error, known | aiosmtplib.SMTPConnectError | OSError):
        return Deferred(_said(error))
    return AccountBroken(_said(error))


def _answered(error: aiosmtplib.SMTPResponseException) -> DeliveryError:
    if error.code in _AUTHENTICATION:
        return AccountBroken(_said(error))
    return Refused(_said(error)) if 500 <= error.code < 600 else Deferred(_said(error))


def _said(error: Exception) -> str:
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"{error.code} {error.message}"
    return str(error) or type(error).__name__
