"""Who may ask by mail: people who are registered with the address they write from, once that is proved."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from threadline.bots.email.authentication.sender_authentication import Authentication
from threadline.bots.email.mail.parsed_mail import ParsedMail
from threadline.config.mailbox import MailboxSettings
from threadline.core.domain.message import Person
from threadline.core.people.directory import People


class Standing(StrEnum):
    """What a sender is to us: somebody registered, a proved stranger, nobody certain, or not known yet."""

    REGISTERED = "registered"
    STRANGER = "stranger"
    UNVERIFIED = "unverified"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote a mail. `address` is in lower case; `claims_person`: it is that of somebody registered."""

    address: str
    standing: Standing
    person: Person | None = None
    reason: str = ""
    claims_person: bool = False


class Senders:
    """Tells who wrote. Strangers are looked into only if they are answered at all, or what they say counts."""

    def __init__(self, people: People, authentication: Authentication, *, answers_strangers: bool) -> None:
        self._people = people
        self._authentication = authentication
        self.answers_strangers = answers_strangers

    async def of(
        self,
        mail: ParsedMail,
        raw: bytes,
        mailbox: MailboxSettings,
        *,
        whole: bool = True,
        prove: bool = False,
        arrived_at: datetime | None = None,
    ) -> Sender:
        """Who wrote this mail, which came at that time; `prove`: look into it whoever it is."""
        address = mail.sender.email.lower() if mail.sender else ""
        person = await self._people.by_email(address) if len(mail.senders) == 1 and address else None
        if person is None and not (prove or self.answers_strangers):
            return Sender(address, Standing.STRANGER)
        identity = await self._authentication.identify(mail, raw, mailbox, whole=whole, arrived_at=arrived_at)
        claims = person is not None
        if identity.undecided:
            return Sender(address, Standing.UNDECIDED, reason=identity.reason, claims_person=claims)
        if not identity.verified:
            return Sender(address, Standing.UNVERIFIED, reason=identity.reason, claims_person=claims)
        return Sender(address, Standing.REGISTERED if claims else Standing.STRANGER, person, claims_person=claims)
