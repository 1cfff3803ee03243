"""What lies on the fake mail server: the assistant's folders, and the inboxes of people."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


@dataclass(slots=True)
class StoredMail:
    """A mail in a folder, as IMAP knows it."""

    uid: int
    content: bytes
    arrived_at: datetime
    flags: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Folder:
    """A folder of the assistant's mailbox. UIDs rise and are never used again (RFC 9051, section 2.3.1.1)."""

    name: str
    uid_validity: int
    mails: list[StoredMail] = field(default_factory=list)
    next_uid: int = 1

    def add(self, content: bytes, arrived_at: datetime) -> StoredMail:
        """Put a mail in."""
        mail = StoredMail(self.next_uid, content, arrived_at)
        self.next_uid += 1
        self.mails.append(mail)
        return mail


@dataclass(frozen=True, slots=True)
class Received:
    """A mail in somebody's inbox. `sender` and `recipient` are the envelope's."""

    id: int
    sender: str
    recipient: str
    content: bytes
    at: datetime

    @property
    def message(self) -> EmailMessage:
        """The mail, parsed."""
        return BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(self.content)


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody with an inbox here. `reply_style` is the program whose answers to invitations theirs look like."""

    name: str
    address: str
    zone: str
    reply_style: str = "gmail"


class PostOffice:
    """Everything that lies there. `changed` is set anew whenever a mail arrives in a folder of the assistant's."""

    def __init__(self, address: str, password: str, residents: tuple[Resident, ...], clock: Clock = now) -> None:
        self.address = address
        self.password = password
        self.residents = {resident.address: resident for resident in residents}
        self.clock = clock
        self.folders: dict[str, Folder] = {}
        self.received: list[Received] = []
        self.changed = asyncio.Event()
        self._ids = itertools.count(1)
        self._validity = itertools.count(1000)
        self.folder("INBOX")

    def folder(self, name: str) -> Folder:
        """A folder, made if it is new."""
        key = "INBOX" if name.upper() == "INBOX" else name
        if key not in self.folders:
            self.folders[key] = Folder(key, next(self._validity))
        return self.folders[key]

    def deliver(self, content: bytes) -> StoredMail:
        """A mail for the assistant."""
        mail = self.folder("INBOX").add(content, self.clock())
        self._tell()
        return mail

    def take(self, sender: str, recipient: str, content: bytes) -> None:
        """A mail that the assistant hands in: for a resident, for itself, or for the world outside."""
        if recipient.lower() == self.address.lower():
            self.deliver(content)
            return
        self.received.append(Received(next(self._ids), sender, recipient.lower(), content, self.clock()))

    def inbox(self, address: str) -> list[Received]:
        """What somebody got, the oldest first."""
        return [mail for mail in self.received if mail.recipient == address.lower()]

    def move(self, source: Folder, uids: set[int], target: str) -> list[int]:
        """Move mails to another folder; answers with the places they had, the highest first."""
        places = [place for place, mail in enumerate(source.mails, 1) if mail.uid in uids]
        for place in places:
            mail = source.mails[place - 1]
            self.folder(target).add(mail.content, mail.arrived_at)
        source.mails = [mail for mail in source.mails if mail.uid not in uids]
        return sorted(places, reverse=True)

    def _tell(self) -> None:
        changed, self.changed = self.changed, asyncio.Event()
        changed.set()
