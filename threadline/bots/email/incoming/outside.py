"""Mails of people outside about a time: they are offered some where a mail's owner hands that over, and answered.

Written to are only those whom the owner's own mail was addressed to, each once for one mail, and never an address that
is a list's or that nobody reads. Who proves not to be one of them is not answered: then the owner is told.
"""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from threadline.bots.email.incoming.loops import plain_address
from threadline.bots.email.incoming.normalisation import Received, mail_key
from threadline.bots.email.mail.parsed_mail import ParsedMail
from threadline.bots.email.mail.stored_content import Notice
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.bots.email.outbox.outbox import Outbox
from threadline.calendar.acts import Venue
from threadline.calendar.event import Attendee, EventDraft, Identity
from threadline.core.channels.port import Inbox
from threadline.core.correspondence import letters
from threadline.core.correspondence.exchange import Came, Exchange, Step
from threadline.core.correspondence.exchanges import Asked, Exchanges, Said
from threadline.core.correspondence.finding_words import asked_to_find
from threadline.core.domain.invited_event import Heard, InvitedEvent
from threadline.core.domain.message import Author, Message, NamedPerson, Person, Source, Wishes
from threadline.core.people.directory import People
from threadline.core.scheduling.correspondents import meeting_title
from threadline.storage.exchanges import ExchangeRecord
from threadline.storage.persons import utc_now
from threadline.texts.messages import N_, _
from threadline.texts.speaking import speaking

_LANE = "exchange-"
_MOST_PEOPLE = 5
_LOOKED_AT = 10
_NO_TIME = N_(
    "I found no time at which all your calendars are known to be free, so I have offered none and written to nobody."
)
_TOO_MANY = N_("I offer times to up to {number} people at once, so I have written to nobody.")


class Outside:
    """Offers times to people outside, and hears what they answer."""

    def __init__(self, exchanges: Exchanges, outbox: Outbox, people: People, inbox: Inbox) -> None:
        self._exchanges = exchanges
        self._outbox = outbox
        self._people = people
        self._inbox = inbox

    async def begin(self, received: Received, message: Message) -> bool:
        """Offer times, where a mail hands that over to us; False where it does not. Raises `StorageError`."""
        mail, owner = received.mail, received.person
        words = asked_to_find(mail.text, message.assistant_names) if mail.forward is None else None
        people = _addressed(message, mail)
        if words is None or not people:
            return False
        if len(people) > _MOST_PEOPLE:
            await self._tell(owner, message.address, _TOO_MANY, f"{_LANE}{mail_key(mail)}-many", number=_MOST_PEOPLE)
            return True
        with speaking(mail.language, owner.speech) as language:
            exchange = await self._exchanges.begin(owner, _asked(message, mail, words, people, language))
            if exchange is None:
                await self._tell(owner, message.address, _NO_TIME, f"{_LANE}{mail_key(mail)}-none")
                return True
            for each in exchange.people:
                text = letters.offer_letter(exchange, owner, each)
                await self._write(exchange, mail, received.mailbox, each, text, exchange.id)
        with speaking(owner.speech):
            await self._told(exchange, owner, letters.told_of_offer(exchange), "told")
        return True

    async def answered(self, mail: ParsedMail) -> ExchangeRecord | None:
        """The exchange that a mail belongs to, by what it answers and who it says it is from. Raises `StorageError`."""
        sender = mail.sender.email.lower() if mail.sender and len(mail.senders) == 1 else ""
        refs = tuple(dict.fromkeys((*mail.in_reply_to, *reversed(mail.references[-_LOOKED_AT:]))))
        if not sender or not refs or mail.forward is not None:
            return None
        sent = await self._outbox.store.of_refs(refs)
        ours = [each for each in sent if each.lane.startswith(_LANE) and each.recipient.lower() == sender]
        return await self._exchanges.answered(ours[-1].lane.removeprefix(_LANE) if ours else None, refs, sender)

    async def hear(
        self, record: ExchangeRecord, mail: ParsedMail, mailbox: str, arrived: datetime, *, proved: bool
    ) -> None:
        """Take what somebody outside says further. Raises `StorageError`."""
        owner = await self._people.get(record.person_id)
        assert mail.sender is not None  # noqa: S101 - whom the exchange is with
        said = Said(
            mail_key(mail), mail.sender.email.lower(), mail.text, _written(mail, arrived), mail.language or "", proved
        )
        if not proved:  # nobody is written to, and nothing counts as said, on a stranger's word
            exchange = Exchange.from_json(record.body)
            await self._pass_on(exchange, owner, Step(said.key, said.by, Came.UNCLEAR, said.text), proved=False)
            return
        stepped = await self._exchanges.hear(record, owner, said)
        if stepped is not None and stepped.last is not None:
            await self._carry_out(stepped, stepped.last, mail, mailbox, owner)

    async def _carry_out(self, exchange: Exchange, step: Step, mail: ParsedMail, mailbox: str, owner: Person) -> None:
        reader = exchange.person(step.by)
        with speaking(exchange.language, owner.speech):
            if reader is not None and step.came is Came.OFFERED:
                text = letters.offer_letter(exchange, owner, reader, step)
                await self._write(exchange, mail, mailbox, reader, text, step.key)
            elif reader is not None and step.came is Came.CHOSEN and step.start is not None:
                text = letters.chosen_letter(exchange, owner, reader, step.start)
                await self._write(exchange, mail, mailbox, reader, text, step.key)
        if step.came is Came.CHOSEN:
            await self._show_card(exchange, owner, step)
        elif step.came in (Came.UNCLEAR, Came.DECLINED):
            await self._pass_on(exchange, owner, step, proved=True)

    async def _show_card(self, exchange: Exchange, owner: Person, step: Step) -> None:
        """The card of the time that was chosen, in the owner's own thread."""
        assert step.start is not None  # noqa: S101 - chosen
        start = step.start.astimezone(ZoneInfo(owner.zone))
        guests = tuple(Attendee(each.name, each.email) for each in exchange.people)
        draft = EventDraft(exchange.title, start, start + exchange.terms.length, owner.zone, attendees=guests)
        by = exchange.person(step.by)
        called = letters.names_of([by]) if by is not None else step.by
        chosen = InvitedEvent(draft, Identity(""), heard=Heard.CHOSEN, notes=(step.words[:500],), by=called)
        place = MailPlace.from_json(exchange.place)
        await self._inbox.receive(
            Message(
                channel="email",
                event_key=f"{_LANE}{sha256(f'{exchange.id} {step.key}'.encode()).hexdigest()}",
                conversation_key=exchange.conversation_key,
                author=Author(place.to.lower(), name=owner.name, email=owner.email, person_id=owner.id),
                text="",
                material=letters.quoted(step.words) or called,
                sent_at=utc_now(),
                wishes=Wishes(source=Source.EMAIL, template_id="schedule"),
                title=place.subject,
                address=exchange.place,
                venue=Venue.MAIL,
                invited=(chosen,),
            )
        )

    async def _pass_on(self, exchange: Exchange, owner: Person, step: Step, *, proved: bool) -> None:
        with speaking(owner.speech):
            await self._told(exchange, owner, letters.told_of_answer(exchange, step, proved=proved), step.key[:40])

    async def _told(self, exchange: Exchange, owner: Person, text: str, key: str) -> None:
        place = MailPlace.from_json(exchange.place)
        notice = Notice(place, text, replied=True, language=owner.speech)
        await self._outbox.put(f"{_LANE}{exchange.id}-{key}", notice, person_id=owner.id)

    async def _tell(self, owner: Person, place: str, text: str, key: str, **values: int) -> None:
        with speaking(owner.speech):
            notice = Notice(MailPlace.from_json(place), _(text, **values), replied=True, language=owner.speech)
            await self._outbox.put(key, notice, person_id=owner.id)

    async def _write(
        self, exchange: Exchange, mail: ParsedMail, mailbox: str, reader: NamedPerson, text: str, key: str
    ) -> None:
        """Write to one of the exchange's people, once for each mail."""
        references = mail.references or mail.in_reply_to
        place = MailPlace(mailbox, reader.email or "", mail.subject, mail.message_id, references, reader.name)
        digest = sha256(f"{key} {reader.email}".encode()).hexdigest()[:40]
        notice = Notice(place, text, replied=True, language=exchange.language)
        lane = f"{_LANE}{exchange.id}"
        await self._outbox.put(f"{lane}-{digest}", notice, person_id=exchange.owner_id, lane=lane)


def _addressed(message: Message, mail: ParsedMail) -> tuple[NamedPerson, ...]:
    """Those whom the mail is written to; where that is the assistant alone, those who get a copy."""
    to: Collection[str] = {plain_address(each.email) for each in mail.to}
    people = [each for each in message.correspondents if each.email]
    return tuple(each for each in people if plain_address(each.email or "") in to) or tuple(people)


def _asked(message: Message, mail: ParsedMail, words: str, people: tuple[NamedPerson, ...], language: str) -> Asked:
    names = " / ".join(dict.fromkeys((message.author.name, *(each.name or each.email or "" for each in people))))
    return Asked(
        key=mail_key(mail),
        message_ref=mail.message_id,
        words=words,
        text=mail.text,
        title=meeting_title(names, message.title),
        people=people,
        said_at=message.sent_at,
        language=language,
        place=message.address,
        conversation_key=message.conversation_key,
    )


def _written(mail: ParsedMail, arrived: datetime) -> datetime:
    """When a mail was written; never after it came."""
    return min(mail.sent_at or arrived, arrived)
