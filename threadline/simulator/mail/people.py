"""What people do with mail: they write, forward what others wrote, and answer invitations as their programs do."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress

from threadline.simulator.mail.model import PostOffice, Received, Resident

AUTHSERV = "mx.simulator.example"
"""Under which name the fake server writes what it knows of a sender (RFC 8601)."""

_ANSWERS = {"ACCEPTED": "Accepted", "TENTATIVE": "Tentative", "DECLINED": "Declined"}


@dataclass(frozen=True, slots=True)
class Original:
    """A mail that somebody else wrote to a person, for them to forward."""

    sender: str
    address: str
    subject: str
    text: str
    sent_at: datetime


class Hand:
    """Acts for one resident."""

    def __init__(self, office: PostOffice, resident: Resident) -> None:
        self._office = office
        self._resident = resident

    def write(
        self, subject: str, text: str, *, tag: str = "", answering: Received | None = None, genuine: bool = True
    ) -> str:
        """Write to the assistant, or answer it; `tag` goes behind a plus into its address.

        A mail that is not `genuine` only claims to be from this person. Answers with its Message-ID.
        """
        message = self._message(subject, tag=tag, genuine=genuine)
        if answering is not None:
            _thread(message, answering.message)
        message.set_content(text)
        return self._send(message)

    def forward(self, original: Original, comment: str = "") -> str:
        """Forward a mail as Gmail does, with a few words above it. Answers with its Message-ID."""
        message = self._message(f"Fwd: {original.subject}")
        there = original.sent_at.astimezone(ZoneInfo(self._resident.zone))
        head = (
            "---------- Forwarded message ---------",
            f"From: {original.sender} <{original.address}>",
            f"Date: {there:%a, %b} {there.day}, {there.year} at {there:%I:%M %p}".replace(" 0", " "),
            f"Subject: {original.subject}",
            f"To: {self._resident.name} <{self._resident.address}>",
        )
        message.set_content("\n".join((comment, "", *head, "", "", original.text)).lstrip("\n"))
        return self._send(message)

    def answer(self, mail: Received, decision: str) -> str:
        """Press Yes, Maybe or No (ACCEPTED, TENTATIVE, DECLINED) on an invitation (RFC 5546, section 3.2.3)."""
        invitation = _invitation(mail)
        if invitation is None:
            raise LookupError("this mail holds no invitation")
        data = _reply(invitation, self._resident, decision, self._office.clock())
        title = str(next(iter(invitation.walk("VEVENT"))).get("SUMMARY", ""))
        message = self._message(f"{_ANSWERS[decision]}: {title}")
        _thread(message, mail.message)
        message.set_content(f"{self._resident.name} has answered: {_ANSWERS[decision]}.")
        message.add_alternative(data, subtype="calendar", params={"method": "REPLY"})
        if self._resident.reply_style == "gmail":  # nests it, and hangs the same file on once more
            message.add_attachment(data.encode(), maintype="application", subtype="ics", filename="invite.ics")
        return self._send(message)

    def _message(self, subject: str, *, tag: str = "", genuine: bool = True) -> EmailMessage:
        name, _, domain = self._office.address.partition("@")
        own = self._resident.address.partition("@")[2]
        message = EmailMessage()
        verdict = "pass" if genuine else "fail"
        message["Authentication-Results"] = f"{AUTHSERV}; dmarc={verdict} header.from={own}"
        message["From"] = f"{self._resident.name} <{self._resident.address}>"
        message["To"] = f"{name}{f'+{tag}' if tag else ''}@{domain}"
        message["Subject"] = subject
        message["Date"] = format_datetime(self._office.clock().astimezone(ZoneInfo(self._resident.zone)))
        message["Message-ID"] = make_msgid(domain=own)
        return message

    def _send(self, message: EmailMessage) -> str:
        self._office.deliver(message.as_bytes(policy=message.policy.clone(linesep="\r\n")))
        return str(message["Message-ID"])


def invitation_title(mail: Received) -> str | None:
    """What a mail invites to; None where it does not."""
    invitation = _invitation(mail)
    if invitation is None or str(invitation.get("METHOD", "")).upper() != "REQUEST":
        return None
    return str(next(iter(invitation.walk("VEVENT"))).get("SUMMARY", ""))


def _invitation(mail: Received) -> Calendar | None:
    for part in mail.message.walk():
        if part.get_content_type() == "text/calendar":
            payload = part.get_payload(decode=True)
            return Calendar.from_ical(payload if isinstance(payload, bytes) else b"")
    return None


def _thread(message: EmailMessage, earlier: EmailMessage) -> None:
    before = str(earlier["Message-ID"] or "").strip()
    message["In-Reply-To"] = before
    message["References"] = " ".join((*str(earlier["References"] or "").split(), before))


def _reply(invitation: Calendar, resident: Resident, decision: str, at: datetime) -> str:
    asked = next(iter(invitation.walk("VEVENT")))
    reply, event = Calendar(), Event()
    reply.add("prodid", "-//Simulator//Mail//EN")
    reply.add("version", "2.0")
    reply.add("method", "REPLY")
    for name in ("UID", "SEQUENCE", "DTSTART", "DTEND", "RECURRENCE-ID", "SUMMARY"):
        if name in asked:
            event[name] = asked[name]
    if "ORGANIZER" in asked and resident.reply_style != "outlook":  # Outlook.com leaves it out
        event["ORGANIZER"] = asked["ORGANIZER"]
    event.add("dtstamp", at)
    attendee = vCalAddress(f"mailto:{resident.address}")
    attendee.params["PARTSTAT"] = decision
    event.add("attendee", attendee)
    reply.add_component(event)
    data: bytes = reply.to_ical()
    return data.decode()
