"""The bytes of a mail (RFC 5322, MIME): nothing in a name, a subject or a text can add a header or break a line.

The same parts always give the same bytes, so a repeated mail is the same mail.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from hashlib import sha256

from threadline.bots.email.outbox.smtp import envelope_address
from threadline.core.domain.message import storable

_LONGEST_SUBJECT = 250
_LONGEST_NAME = 100
_LONGEST_ID = 400
_MOST_REFERENCES = 30
_MESSAGE_ID = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")  # printable ASCII without blanks and angle brackets
_REPLIED = re.compile(r"\s*(?:re|aw|antw|sv|vs|odp|ynt|ref|rif|res)\s*:\s*", re.IGNORECASE)
_ID_HEADERS = ("message-id", "in-reply-to", "references")


@dataclass(frozen=True, slots=True)
class Correspondent:
    """A name and an address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class CalendarObject:
    """An iTIP object, of one event, with its method."""

    text: str
    method: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What a mail is made of. `message_id`, `in_reply_to` and `references` are without angle brackets.

    `automatic` is the value of Auto-Submitted (RFC 3834).
    """

    sender: Correspondent
    to: Correspondent
    subject: str
    date: datetime
    message_id: str
    plain: str
    html: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    reply_to: Correspondent | None = None
    calendars: tuple[CalendarObject, ...] = ()
    automatic: str = "auto-replied"


class _MailPolicy(EmailPolicy):
    """The policy of mails on the wire, which folds message ids between them and never inside one (RFC 5322, 3.6.4).

    The standard library's takes a long one for text and encodes it, after which no program finds the thread.
    """

    def fold(self, name: str, value: str) -> str:
        """One header, with its line end."""
        if name.lower() in _ID_HEADERS:
            return f"{name}: {(self.linesep + ' ').join(str(value).split())}{self.linesep}"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: str) -> bytes:
        """One header as bytes."""
        return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii", "surrogateescape")


_POLICY = _MailPolicy(linesep=SMTP.linesep, cte_type="7bit")


def build(parts: Parts) -> bytes:
    """The mail as it goes over the wire. Raises `ValueError` for an address that cannot be written."""
    ascii_only = all(
        envelope_address(who.email).isascii() for who in (parts.sender, parts.to, parts.reply_to) if who is not None
    )
    message = EmailMessage(policy=_POLICY if ascii_only else _POLICY.clone(utf8=True))
    _add_headers(message, parts)
    message.set_content(_lines(parts.plain), charset="utf-8", cte="quoted-printable")
    message.add_alternative(_lines(parts.html), subtype="html", charset="utf-8", cte="quoted-printable")
    _add_calendars(message, parts.calendars)
    for part in message.walk():
        if part is not message:
            del part["MIME-Version"]
    message.set_boundary(f"=_{sha256(parts.message_id.encode()).hexdigest()[:40]}")
    return message.as_bytes()


def _add_calendars(message: EmailMessage, calendars: Sequence[CalendarObject]) -> None:
    """One is the last alternative, without a disposition: that is what mail programs show their buttons for.

    An object is about one event (RFC 5546, 3.2.2), and an alternative is one: several go as files (RFC 6047, 4.5).
    """
    for number, each in enumerate(calendars, 1):
        if len(calendars) == 1:
            add, name = message.add_alternative, None
        else:
            add, name = message.add_attachment, f"event-{number}.ics"
        add(each.text, subtype="calendar", charset="utf-8", cte="base64", params={"method": each.method}, filename=name)


def reply_subject(subject: str) -> str:
    """The subject of an answer: `Re:` once, whatever the languages of those who answered before."""
    text = one_line(subject, _LONGEST_SUBJECT)
    while match := _REPLIED.match(text):
        text = text[match.end() :]
    return f"Re: {text or '(no subject)'}"


def one_line(text: str, limit: int) -> str:
    """Text that fits into a header: no controls, no marks that turn the direction, at most `limit` characters."""
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in storable(text))
    visible = "".join(char for char in kept if unicodedata.category(char) != "Cf")
    return " ".join(visible.split())[:limit].strip()


def known_ids(ids: tuple[str, ...]) -> tuple[str, ...]:
    """The message ids that can be written; of a long thread the first and the newest, as RFC 5537 (3.4.4) trims."""
    sound = tuple(dict.fromkeys(one for one in ids if len(one) <= _LONGEST_ID and _MESSAGE_ID.fullmatch(one)))
    return sound if len(sound) <= _MOST_REFERENCES else (sound[0], *sound[1 - _MOST_REFERENCES :])


def _add_headers(message: EmailMessage, parts: Parts) -> None:
    message["From"] = _mailbox(parts.sender)
    message["To"] = _mailbox(parts.to)
    if parts.reply_to is not None:
        message["Reply-To"] = _mailbox(parts.reply_to)
    message["Subject"] = one_line(parts.subject, _LONGEST_SUBJECT)
    message["Date"] = format_datetime(parts.date)
    message["Message-ID"] = f"<{parts.message_id}>"
    if answered := known_ids((parts.in_reply_to,)):
        message["In-Reply-To"] = f"<{answered[0]}>"
    if references := known_ids(parts.references):
        message["References"] = " ".join(f"<{reference}>" for reference in references)
    message["Auto-Submitted"] = parts.automatic
    message["X-Auto-Response-Suppress"] = "All"


def _mailbox(who: Correspondent) -> Address:
    name = one_line(who.name, _LONGEST_NAME)
    address = envelope_address(who.email)
    local, _, domain = address.rpartition("@")
    return Address(display_name="" if name == address else name, username=local, domain=domain)


def _lines(text: str) -> str:
    """Text that encodings can carry: no NUL, no halves of characters, line ends of one kind."""
    return storable(text).replace("\r\n", "\n").replace("\r", "\n")
