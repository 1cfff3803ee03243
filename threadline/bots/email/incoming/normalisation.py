"""Makes the message that the engine answers out of a mail that was taken apart.

What the person wrote is the message; what they forwarded is material, data that instructs nobody. Dates in a forward
are meant as its writer meant them: relative to the day and on the clock of the mail that was forwarded, unless the one
who forwards it names a time of their own.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from threadline.bots.email.incoming.calling import NAME, uncalled, without_asking
from threadline.bots.email.incoming.command_address import Request
from threadline.bots.email.incoming.handing_on import asks_for_an_event
from threadline.bots.email.incoming.invitation_words import events_in_words
from threadline.bots.email.incoming.invited_events import Invited, invited_events
from threadline.bots.email.incoming.loops import plain_address
from threadline.bots.email.incoming.mail_people import correspondents_of, others_of
from threadline.bots.email.incoming.offsets import zone_of
from threadline.bots.email.incoming.quoted_mails import agreed_mail
from threadline.bots.email.incoming.threads import MailThreads
from threadline.bots.email.mail.parsed_mail import Address, Forward, MailAttachment, ParsedMail
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.calendar.acts import Venue
from threadline.calendar.extract import extract
from threadline.core.documents.attachments import and_unread
from threadline.core.documents.document import DocumentError
from threadline.core.documents.reader import DocumentReader
from threadline.core.domain.message import Attachment, Author, Message, Person, Wishes
from threadline.texts.messages import _

CHANNEL = "email"
_MOST_MATERIAL = 200_000
_MOST_ADDRESSES = 20
_MOST_FILES = 10
_MOST_MAILS = 5
_MOST_BEFORE = 2_000
_MOST_LOOKED_UP = 5
_CLOCK_TOLERANCE = timedelta(hours=1)
_SAYING_NOTHING = frozenset(
    {"", "fyi", "fyi.", "see below", "see below.", "siehe unten", "voir ci-dessous", "zk", "zur info"}
)
_SUMMARY, _SCHEDULE = "email_summary", "schedule"


@dataclass(frozen=True, slots=True)
class Received:
    """A mail of somebody registered. `arrived_at` is the server's own time, `ours` are the assistant's addresses."""

    mail: ParsedMail
    person: Person
    mailbox: str
    request: Request
    arrived_at: datetime
    ours: frozenset[str] = frozenset()


class MessageMaker:
    """Makes messages; `documents` reads the files that came along."""

    def __init__(self, documents: DocumentReader, threads: MailThreads) -> None:
        self._documents = documents
        self._threads = threads

    async def messages(self, received: Received) -> tuple[Message, ...]:
        """The messages of a mail: one, or one for each of several attached mails that speaks of an event."""
        mail = received.mail
        if not mail.attached:
            return (await self.message(received),)
        zone = received.person.zone
        chosen = await asyncio.to_thread(_of_events, mail, zone)
        key = mail_key(mail)
        found = [replace(received, mail=_handing_on(mail, each)) for each in chosen or mail.attached[:1]]
        made = [await self.message(each) for each in found]
        return tuple(
            replace(each, event_key=key if number == 0 else f"{key}-{number}") for number, each in enumerate(made)
        )

    async def message(self, received: Received) -> Message:
        """The message of a mail that hands on one other at most."""
        key = mail_key(received.mail)
        answered = await self.answered(received.mail, received.person)
        if not answered and not _quotes_us(received):
            received = replace(received, mail=await asyncio.to_thread(_as_agreed, received))
        mail, person = received.mail, received.person
        sent_at, zone = await asyncio.to_thread(_said_when, received)
        events = await asyncio.to_thread(events_in_words, mail.calendars, zone or person.zone) if mail.calendars else ()
        invited = await asyncio.to_thread(_invited, received) if mail.calendars else Invited()
        address = person.email or (mail.sender.email if mail.sender else "")
        own = (person.email or "").lower()
        text, asked = await asyncio.to_thread(_said, received)
        wishes = _wishes(mail, received.request, events)
        return Message(
            channel=CHANNEL,
            event_key=key,
            conversation_key=answered or _thread_key(mail, person),
            author=Author(address.lower(), name=person.name, email=address, person_id=person.id),
            text=text,
            sent_at=sent_at,
            zone=zone,
            material=_material(mail, events),
            attachments=await self._attachments(mail.attachments),
            wishes=replace(wishes, template_id=_SCHEDULE) if asked and wishes.template_id is None else wishes,
            title=received.request.subject.strip(),
            address=MailPlace(
                received.mailbox,
                address,
                received.request.subject,
                mail.message_id,
                mail.references or mail.in_reply_to,
                person.name,
            ).to_json(),
            venue=Venue.MAIL,
            people=tuple(others_of(mail, own, received.ours)),
            before=(mail.history[:_MOST_BEFORE],) if mail.history.strip() and mail.in_reply_to else (),
            words_decide=mail.forward is None,
            invited=invited.events,
            correspondents=tuple(correspondents_of(mail, own, received.ours)),
            notes=tuple(dict.fromkeys((*(_(note) for note in mail.notes), *invited.notes))),
            assistant_names=tuple(sorted({NAME, *(each.partition("@")[0] for each in received.ours)})),
        )

    async def answered(self, mail: ParsedMail, person: Person) -> str | None:
        """The thread of a mail of ours that is answered; None where it answers none."""
        # Programs shorten References or leave them out, but most still name the mail of ours that is answered.
        for answered in dict.fromkeys((*mail.in_reply_to, *reversed(mail.references[-_MOST_LOOKED_UP:]))):
            if key := await self._threads.of_answer(answered, person):
                return key
        return None

    async def _attachments(self, files: Sequence[MailAttachment]) -> tuple[Attachment, ...]:
        read = [await self._attachment(file) for file in files[:_MOST_FILES]]
        return and_unread(read, len(files) - len(read))

    async def _attachment(self, file: MailAttachment) -> Attachment:
        if file.text or file.content is None:
            return Attachment(file.name, file.media_type, file.text, _(file.note) if file.note else "")
        try:
            document = await self._documents.read(file.name, file.media_type, file.content)
        except DocumentError as error:
            return Attachment(file.name, file.media_type, "", str(error))
        return Attachment(file.name, document.media_type, document.text, document.note)


def _thread_key(mail: ParsedMail, person: Person) -> str:
    """The thread, for this person alone: others who answer in it do not see what was said to them."""
    root = next(iter((*mail.references, *mail.in_reply_to)), "") or mail.message_id or mail_key(mail)
    return sha256(f"{person.id}\n{root}".encode()).hexdigest()


def _quotes_us(received: Received) -> bool:
    """Whether a mail answers one of ours by what it quotes: some programs drop the headers that say so."""
    quoted = received.mail.quoted
    return quoted is not None and quoted.sender is not None and plain_address(quoted.sender.email) in received.ours


def _as_agreed(received: Received) -> ParsedMail:
    """The mail with what it agrees to, as what it hands on."""
    mail, person = received.mail, received.person
    written = mail.sent_at or received.arrived_at
    return agreed_mail(mail, person.name, received.ours, written=written, zone=person.zone)


def _invited(received: Received) -> Invited:
    """The events of its calendar objects, unless its writer names another time than theirs."""
    mail, person = received.mail, received.person
    mine = {address for address in ((person.email or "").lower(), *received.ours) if address}
    found = invited_events(mail.calendars, person.zone, mine)
    written = mail.sent_at or received.arrived_at
    zone = ZoneInfo(person.zone)
    when = extract(mail.text, written.astimezone(zone), zone=zone).when if mail.text.strip() else None
    if when is None or any(each.draft.start == when.start for each in found.events):
        return found
    return Invited(notes=found.notes)


def _of_events(mail: ParsedMail, zone: str) -> tuple[Forward, ...]:
    """Those of the attached mails that name a time, as their writers meant it."""
    clock = ZoneInfo(zone)
    dated = (each for each in mail.attached if each.sent_at is not None and each.body.strip())
    found = [
        each for each in dated if each.sent_at and extract(each.body, each.sent_at.astimezone(clock), zone=clock).when
    ]
    return tuple(found[:_MOST_MAILS])


def _handing_on(mail: ParsedMail, chosen: Forward) -> ParsedMail:
    """The mail as if this one of the attached mails were the one that it forwards, the others being files."""
    others = tuple(each.as_file() for each in mail.attached if each is not chosen)
    return replace(mail, forward=chosen, attached=(), attachments=(*others, *mail.attachments))


def is_empty(mail: ParsedMail) -> bool:
    """Whether there is nothing to work on but what could not be read."""
    readable = mail.text.strip() or mail.forward or mail.calendars or mail.attachments or mail.history.strip()
    return not readable and bool(mail.notes)


def says_nothing(message: Message, mail: ParsedMail) -> bool:
    """Whether all that is left of a mail with a calendar file is that the file could not be read."""
    unread = bool(message.notes) and bool(mail.calendars) and not message.invited
    return unread and not mail.text.strip() and not message.material and not message.attachments


def mail_key(mail: ParsedMail) -> str:
    """The same for every copy of one mail, whichever way it came: by what its sender wrote, not by its Received lines.

    Several addresses of one mailbox, or a list and a copy beside it, bring one mail twice.
    """
    sender = mail.sender.email.lower() if mail.sender else ""
    sent_at = mail.sent_at.isoformat() if mail.sent_at else ""
    handed_on = mail.attached or ([mail.forward] if mail.forward else [])
    forwarded = "\n".join(one.body for outer in handed_on for one in outer.chain())
    files = "\n".join(
        f"{file.name} {sha256(file.content or file.text.encode()).hexdigest()}" for file in mail.attachments
    )
    calendars = "\n".join(part.text for part in mail.calendars)
    said = (sender, mail.message_id, sent_at, mail.subject, mail.text, mail.history, forwarded, files, calendars)
    return sha256("\0".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def own_text(mail: ParsedMail) -> str:
    """What the person wrote: of a mail that begins a thread its subject too, which often says what it is about."""
    text = mail.text.strip()
    begins = mail.forward is None and not mail.in_reply_to and not mail.references
    subject = mail.subject.strip()
    if begins and subject and not text.lower().startswith(subject.lower()):
        return f"{subject}\n\n{text}".strip()
    return text


def _said(received: Received) -> tuple[str, bool]:
    """What the person wrote, and whether the assistant was called to book it: then without the words that do so."""
    mail, text = received.mail, own_text(received.mail)
    rest = without_asking(text) if mail.forward is None else None
    if rest and _names_a_time(rest, mail.sent_at or received.arrived_at, received.person.zone):
        return rest, True
    return uncalled(text), False


def _said_when(received: Received) -> tuple[datetime, str | None]:
    """When the words were said that dates are relative to, and in which zone if not in the person's own."""
    mail, person = received.mail, received.person
    written = mail.sent_at or received.arrived_at
    if written > received.arrived_at + _CLOCK_TOLERANCE:  # a clock that is wrong; the server's is not
        written = received.arrived_at
    original = next((one for one in mail.forward.chain() if one.body.strip()), None) if mail.forward else None
    if original is None or original.sent_at is None or original.sent_at > written + timedelta(days=1):
        return written, None
    if _names_a_time(mail.text, written, person.zone):
        return written, None
    return original.sent_at, zone_of(original.sent_at, person.zone) if original.zone_given else None


def _names_a_time(text: str, sent_at: datetime, zone: str) -> bool:
    return (
        bool(text.strip()) and extract(text, sent_at.astimezone(ZoneInfo(zone)), zone=ZoneInfo(zone)).when is not None
    )


def _wishes(mail: ParsedMail, request: Request, events: Sequence[str]) -> Wishes:
    """What was asked for; a calendar file is to become an event, and a mail handed on without a word a summary."""
    wishes = request.wishes
    if wishes.template_id is not None:
        return wishes
    if events:
        return replace(wishes, template_id=_SCHEDULE)
    agreed = mail.forward is not None and mail.quoted is not None
    if agreed or (mail.forward is not None and asks_for_an_event(mail.text)):
        return replace(wishes, template_id=_SCHEDULE)
    without_a_word = mail.text.strip().lower() in _SAYING_NOTHING
    return replace(wishes, template_id=_SUMMARY) if mail.forward is not None and without_a_word else wishes


def _material(mail: ParsedMail, events: Sequence[str]) -> str | None:
    """What came along as data; None where nothing did."""
    parts = list(events)
    if mail.forward is not None:
        parts += [_shown(one) for one in mail.forward.chain()]
    elif mail.history.strip() and not mail.in_reply_to:
        parts.append(mail.history.strip())
    return "\n\n".join(parts)[:_MOST_MATERIAL] or None


def _shown(forward: Forward) -> str:
    """A forwarded mail as data, its headers above it."""
    return "\n".join((*_headers(forward), "", forward.body.strip()))


def _headers(forward: Forward) -> Iterator[str]:
    if forward.sender is not None:
        yield f"From: {_line(str(forward.sender))}"
    for name, addresses in (("To", forward.to), ("Cc", forward.cc)):
        if addresses:
            yield f"{name}: {_listed(addresses)}"
    if forward.sent_at is not None:
        yield f"Date: {format_datetime(forward.sent_at)}"
    if forward.subject:
        yield f"Subject: {_line(forward.subject)}"


def _listed(addresses: Sequence[Address]) -> str:
    more = f" and {len(addresses) - _MOST_ADDRESSES} more" if len(addresses) > _MOST_ADDRESSES else ""
    return ", ".join(_line(str(address)) for address in addresses[:_MOST_ADDRESSES]) + more


def _line(text: str) -> str:
    return " ".join(text.split())
