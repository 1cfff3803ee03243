"""Which mailboxes are read and answered, and within which bounds."""

from typing import Literal, Self

from pydantic import BaseModel, Field, SecretStr, model_validator

from threadline.config.comma_separated import CommaSeparated
from threadline.config.mailbox import MailboxSettings, MailOAuth


class MailSettings(BaseModel):
    """One mailbox by simple settings, more of them as JSON, and what holds for all."""

    mail_address: str | None = Field(
        default=None,
        description="The address of the mailbox that mails are forwarded to; with it they are read and answered",
        examples=["assistant@example.com"],
    )
    mail_imap_host: str | None = Field(
        default=None,
        description="The server that mails are read from; known for Google's and Microsoft's OAuth",
        examples=["imap.example.com"],
    )
    mail_imap_port: int | None = Field(default=None, ge=1, le=65535, description="Its port; 993, without TLS 143")
    mail_smtp_host: str | None = Field(
        default=None, description="The server that answers go out by; the one that mails are read from if unset"
    )
    mail_smtp_port: int | None = Field(default=None, ge=1, le=65535, description="Its port; 465, without TLS 587")
    mail_tls: Literal["implicit", "starttls", "none"] = Field(
        default="implicit",
        description="How both connections are protected (port 587 begins in the clear); `none` only on this machine",
    )
    mail_username: str | None = Field(default=None, description="Who signs in to the mailbox; its address if unset")
    mail_password: SecretStr | None = Field(default=None, description="The mailbox's password")
    mail_oauth: MailOAuth | None = Field(
        default=None,
        description="Instead of a password, what OAuth tokens are got with, as JSON; Gmail and Microsoft 365 need it",
        examples=[
            '{"provider": "google", "client_id": "123-abc.apps.googleusercontent.com", "client_secret": "…", '
            '"refresh_token": "…"}'
        ],
    )
    mail_authserv_ids: CommaSeparated[str] = Field(
        default=(),
        description="The names under which the mailbox's own servers write Authentication-Results, separated by "
        "commas; without them each mail's DKIM signature is checked here",
        examples=["mx.example.com"],
    )
    mailboxes: tuple[MailboxSettings, ...] = Field(
        default=(),
        description="More mailboxes, as JSON",
        examples=[
            '[{"address": "sales@example.com", "imap_host": "imap.example.com", "password": "…", '
            '"authserv_ids": ["mx.example.com"]}]'
        ],
    )
    mail_strangers: Literal["answer", "ignore"] = Field(
        default="answer",
        description="Whether somebody who is not registered gets one polite answer a week, or none",
    )
    mail_max_bytes: int = Field(
        default=25_000_000, ge=10_000, le=40_000_000, description="The largest mail that is read"
    )
    mail_per_sender_hour: int = Field(
        default=60, ge=1, description="How many mails of one sender are answered in an hour; the rest is quarantined"
    )
    mail_per_minute: int = Field(
        default=30, ge=1, description="How many mails a mailbox sends in a minute; the rest waits (Microsoft allows 30)"
    )
    mail_invite: bool = Field(
        default=True,
        description="Whether attendees are mailed an invitation to what was confirmed, where the calendar sends none",
    )

    @model_validator(mode="after")
    def _mailboxes_are_complete(self) -> Self:
        if self.mail_address is None and (self.mail_imap_host or self.mail_password or self.mail_oauth):
            raise ValueError("e-mail needs THREADLINE_MAIL_ADDRESS, the address of the mailbox")
        keys = [mailbox.key for mailbox in self.all_mailboxes()]
        if len(set(keys)) < len(keys):
            raise ValueError("THREADLINE_MAILBOXES: each mailbox needs a name of its own")
        return self

    def all_mailboxes(self) -> tuple[MailboxSettings, ...]:
        """Every mailbox that is configured, that of the simple settings first. Raises `ValueError`."""
        if self.mail_address is None:
            return self.mailboxes
        if self.mail_imap_host is None and (self.mail_oauth is None or self.mail_oauth.provider == "other"):
            raise ValueError("THREADLINE_MAIL_ADDRESS needs THREADLINE_MAIL_IMAP_HOST: the server mails are read from")
        values = {
            "address": self.mail_address,
            "imap_host": self.mail_imap_host,
            "imap_port": self.mail_imap_port,
            "smtp_host": self.mail_smtp_host,
            "smtp_port": self.mail_smtp_port,
            "username": self.mail_username,
            "password": self.mail_password,
            "oauth": self.mail_oauth,
            "tls": self.mail_tls,
            "authserv_ids": self.mail_authserv_ids,
        }
        return (MailboxSettings.model_validate(values), *self.mailboxes)
