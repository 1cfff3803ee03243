"""What a mail says, taken apart: plain values that every other part of the channel reads.

Everything here was written by somebody else. It is data: it picks no tool, no recipient and no template.

    MailUnreadable   the mail could not be taken apart within its bounds; `str(error)` is a sentence for the person
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime


class MailUnreadable(Exception):
    """A mail that could not be taken apart: it took too long, too much memory, or broke its reader.

    `reason` is a sentence for the person and for the record of the quarantine.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox (RFC 5322 `mailbox`): the name as shown, and the address as written (local part not folded).

    Either may be empty: clients leave the address out of the mails they forward.
    """

    name: str
    email: str

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name and self.email else self.name or self.email


@dataclass(frozen=True, slots=True)
class Forward:
    """A mail inside a mail. Its sender is what the text claims: nothing vouches for it.

    `comment` is what the person who forwarded it wrote above it. `sent_at` is aware: `zone_given` tells whether the
    mail named its offset; otherwise it is that of the mail around it, for clients print the original's date in the
    clock of the one who forwards. `body` is plain text down to the mail that it forwards itself, which is `nested`.
    """

    comment: str
    sender: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    sent_at: datetime | None
    body: str
    nested: "Forward | None" = None
    zone_given: bool = False

    def chain(self) -> Iterator["Forward"]:
        """This mail and the ones inside it, the outermost first."""
        here: Forward | None = self
        while here is not None:
            yield here
            here = here.nested

    def as_file(self, name: str = "") -> "MailAttachment":
        """This mail as the text of a file."""
        lines = [f"From: {self.sender or ''}", f"Date: {self.sent_at or ''}", f"Subject: {self.subject}", "", self.body]
        return MailAttachment(name or "mail.eml", "message/rfc822", "\n".join(lines), "")


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A file of a mail. `text` is what was read from it already (plain text), "" where that is left to others.

    `content` are its bytes, for a document reader; None where `text` says all or the file is beyond the limits.
    `note` is a sentence on what was not read.
    """

    name: str
    media_type: str
    text: str
    note: str
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A calendar object of a mail (RFC 6047): its text as RFC 5545 has it, and its method in capitals, "" if none."""

    method: str
    text: str


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """A mail taken apart.

    `message_id`, `in_reply_to` and `references` are without angle brackets ("" or empty where absent). `senders` are
    all addresses of all From fields, `sender` the only or first one. `sent_at` is aware, None without a readable Date;
    its offset is the sender's clock. `headers` maps names in lower case to their unfolded, undecoded values in the
    order of the mail, the topmost first, within limits.

    `text` is what the sender wrote now (plain text): without signature, quoted history and forwarded mail. `history` is
    the quoted mail under it, for whoever is asked about it, `quoted` what was read of that. `notes` are sentences about
    what was not read (encrypted, too large). `language` is an ISO 639-1 code, None where the words do not tell.
    `media_type` is that of the whole mail, such as `multipart/report`.
    """

    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sender: Address | None
    senders: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str
    sent_at: datetime | None
    headers: Mapping[str, tuple[str, ...]]
    text: str
    forward: Forward | None
    attachments: tuple[MailAttachment, ...]
    calendars: tuple[CalendarPart, ...]
    notes: tuple[str, ...]
    language: str | None
    history: str = ""
    media_type: str = "text/plain"
    attached: tuple[Forward, ...] = ()
    quoted: Forward | None = None

    def header(self, name: str) -> str | None:
        """The topmost value of a header, or None."""
        values = self.headers.get(name.lower())
        return values[0] if values else None
