"""From what is stored to the mail that goes out, made when it goes: it says what is true by then."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from threadline.bots.email.invitations.calendar_entries import Entry, entry_of
from threadline.bots.email.invitations.counter_refusals import refusal_card, refusal_text
from threadline.bots.email.invitations.guest_answers import answer_card, answer_text
from threadline.bots.email.invitations.imip import address_of, for_one, write_answer, write_object, write_refusal
from threadline.bots.email.invitations.invitations import invitation_card, invitation_text
from threadline.bots.email.mail.stored_content import (
    Answer,
    CounterRefusal,
    GuestAnswer,
    Invitation,
    Notice,
    Update,
    letter_from_json,
)
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.bots.email.outbox.outbox import Outbox
from threadline.bots.email.outbox.smtp import SmtpAccount
from threadline.bots.email.outgoing.confirm_links import ConfirmLinks
from threadline.bots.email.rendering.card import Card, card_of
from threadline.bots.email.rendering.html import to_html
from threadline.bots.email.rendering.html_page import page, plain_card
from threadline.bots.email.rendering.mime import CalendarObject, Correspondent, Parts, build, one_line, reply_subject
from threadline.bots.email.rendering.plain_text import to_plain
from threadline.calendar.event import Attendee, Event
from threadline.core.channels.offer_text import offer_facts
from threadline.core.channels.port import Method
from threadline.core.domain.proposal import Proposal
from threadline.core.people.directory import People, PersonNotFound
from threadline.core.proposals.repository import ProposalRepository
from threadline.storage.mail_cards import CardRecord, MailCards
from threadline.storage.outbox import OutboxRecord
from threadline.texts.messages import N_, _
from threadline.texts.speaking import speaking

_FOOTER = N_("Sent by Threadline. Answer this mail to go on.")
_TITLE = "Threadline"
_BETWEEN_CARDS = "\n\n\n"
_BLANKS = re.compile(r"\n\s*\n\s*")


class NothingToSay(Exception):
    """What a mail was to tell of is not there any more."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A card as a mail shows it, with the calendar object that goes with it."""

    card: Card
    calendar: CalendarObject | None = None


class Composer:
    """Makes mails of what is stored. Raises `NothingToSay`, `ValueError` for what cannot be a mail, `StorageError`."""

    def __init__(
        self, outbox: Outbox, *, cards: MailCards, proposals: ProposalRepository, people: People, links: ConfirmLinks
    ) -> None:
        self._outbox = outbox
        self._cards = cards
        self._proposals = proposals
        self._people = people
        self._links = links

    async def compose(self, mail: OutboxRecord) -> bytes:
        """The mail as it goes over the wire."""
        account = self._outbox.account(mail.mailbox)
        match letter_from_json(mail.body):
            case Answer() as answer:
                parts = await self._answer(mail, account, answer)
            case Update() as update:
                parts = await self._update(mail, account, update)
            case Notice() as notice:
                with speaking(notice.language):
                    parts = _notice(mail, account, notice)
            case Invitation() as invitation:
                with speaking(invitation.language):
                    parts = _invitation(mail, account, invitation)
            case GuestAnswer() as given:
                with speaking(given.language):
                    parts = _guest_answer(mail, account, given)
            case CounterRefusal() as refusal:
                with speaking(refusal.language):
                    parts = _counter_refusal(mail, account, refusal)
        return build(parts)

    async def _answer(self, mail: OutboxRecord, account: SmtpAccount, answer: Answer) -> Parts:
        found = [(card, await self._proposals.find(card.proposal_id)) for card in await self._cards.of_mail(mail.key)]
        there = [(card, proposal) for card, proposal in found if proposal is not None]
        alone = len(there) == 1
        shown = [
            await self._shown(proposal, answer.place, mail, card, card.sequence, alone=alone)
            for card, proposal in there
        ]
        if not shown and not answer.text.strip():
            raise NothingToSay("The answer is empty")
        with speaking(answer.language):
            text = await self._beside(answer.text, [proposal for _card, proposal in there])
            return _in_thread(mail, account, answer.place, text, shown)

    async def _beside(self, text: str, proposals: Sequence[Proposal]) -> str:
        """What an answer says besides the cards below it: the sentences that tell what cards show are left out."""
        told = set[str]()
        for each in proposals:
            person = await self._people.get(each.owner_id)
            told |= {fact.strip() for fact in offer_facts(each.offer, person.zone)}
        if not told:
            return text
        kept = [line for line in text.splitlines() if line.strip() not in told]
        return _BLANKS.sub("\n\n", "\n".join(kept)).strip()

    async def _update(self, mail: OutboxRecord, account: SmtpAccount, update: Update) -> Parts:
        card = await self._cards.get(update.proposal_id)
        proposal = await self._proposals.find(update.proposal_id)
        if card is None or proposal is None:
            raise NothingToSay("The proposal is not there any more")
        shown = await self._shown(proposal, update.place, mail, card, update.sequence)
        with speaking(proposal.offer.language):
            return _in_thread(mail, account, update.place, update.said, [shown])

    async def _shown(
        self,
        proposal: Proposal,
        place: MailPlace,
        mail: OutboxRecord,
        record: CardRecord,
        sequence: int,
        *,
        alone: bool = True,
    ) -> _Shown:
        """The card; only one that is `alone` in its mail has the buttons of the mail program."""
        try:
            person = await self._people.get(proposal.owner_id)
        except PersonNotFound as error:
            raise NothingToSay("The person is not there any more") from error
        entry = entry_of(proposal, shared=record.shared)
        link = await self._links.make(proposal)
        with speaking(proposal.offer.language):
            answerable = alone and entry is not None and entry.asks
            card = card_of(proposal, zone=person.zone, link=link, answerable=answerable)
        if entry is None:
            return _Shown(card)
        reader = Attendee(one_line(person.name or place.name, 100), place.to)
        account = self._outbox.account(mail.mailbox)
        text = _object(entry, record.uid, sequence, reader, account, mail)
        return _Shown(card, CalendarObject(text, entry.method.value))


def _object(entry: Entry, uid: str, sequence: int, reader: Attendee, account: SmtpAccount, mail: OutboxRecord) -> str:
    """The proposal as an invitation of one person, by us."""
    event = for_one(Event(uid, "", entry.draft, "", sequence=sequence), reader)
    return write_object(
        event,
        method=entry.method,
        organizer=Attendee(account.title, account.address),
        stamp=mail.created_at,
        agreed=() if entry.asks else (address_of(reader.email or ""),),
    )


def _in_thread(mail: OutboxRecord, account: SmtpAccount, place: MailPlace, text: str, shown: Sequence[_Shown]) -> Parts:
    cards = [each.card for each in shown]
    plain = "\n\n".join(part for part in (to_plain(text), _BETWEEN_CARDS.join(map(plain_card, cards))) if part)
    return Parts(
        sender=Correspondent(account.title, account.address),
        to=Correspondent(place.name, mail.recipient),
        subject=reply_subject(place.subject),
        date=mail.created_at,
        message_id=mail.message_ref,
        in_reply_to=place.message_id,
        references=place.thread,
        plain=f"{plain}\n\n-- \n{_(_FOOTER)}\n",
        html=page(title=_TITLE, answer_html=to_html(text) if text else "", cards=cards, footer=_(_FOOTER)),
        calendars=tuple(each.calendar for each in shown if each.calendar is not None),
    )


def _notice(mail: OutboxRecord, account: SmtpAccount, notice: Notice) -> Parts:
    place = notice.place
    return Parts(
        sender=Correspondent(account.title, account.address),
        to=Correspondent(place.name, mail.recipient),
        subject=reply_subject(place.subject) if notice.replied else place.subject or _TITLE,
        date=mail.created_at,
        message_id=mail.message_ref,
        in_reply_to=place.message_id,
        references=place.thread,
        plain=f"{to_plain(notice.text)}\n",
        html=page(title=_TITLE, answer_html=to_html(notice.text)),
        automatic="auto-replied" if notice.replied else "auto-generated",
    )


def _invitation(mail: OutboxRecord, account: SmtpAccount, invitation: Invitation) -> Parts:
    organiser = Correspondent(
        one_line(invitation.organiser_name, 80) or invitation.organiser_email, invitation.organiser_email
    )
    title = f"{organiser.name} via {account.title}"
    event = invitation.event
    present = {address_of(attendee.email or "") for attendee in event.draft.attendees}
    if address_of(organiser.email) not in present:
        attendees = (Attendee(organiser.name, organiser.email), *event.draft.attendees)
        event = replace(event, draft=replace(event.draft, attendees=attendees))
    card, text = invitation_card(invitation), invitation_text(invitation)
    written = write_object(
        event,
        method=Method(invitation.method),
        organizer=Attendee(title, account.address),
        stamp=mail.created_at,
        agreed=(address_of(organiser.email),),
    )
    sent = CalendarObject(written, invitation.method.value)
    return _letter(mail, account, title, organiser, invitation.place, (text, card, sent))


def _guest_answer(mail: OutboxRecord, account: SmtpAccount, given: GuestAnswer) -> Parts:
    guest = Correspondent(one_line(given.guest_name, 80) or given.guest_email, given.guest_email)
    card, text = answer_card(given), answer_text(given)
    method = "REPLY" if given.proposed is None else "COUNTER"
    written = write_answer(
        given.event,
        Attendee(guest.name, guest.email, given.response),
        proposed=given.proposed,
        sent_by=account.address,
        stamp=mail.created_at,
    )
    shown = text, card, CalendarObject(written, method)
    return _letter(mail, account, f"{guest.name} via {account.title}", guest, given.place, shown)


def _counter_refusal(mail: OutboxRecord, account: SmtpAccount, refusal: CounterRefusal) -> Parts:
    organiser = Correspondent(one_line(refusal.organiser_name, 80) or refusal.organiser_email, refusal.organiser_email)
    title = f"{organiser.name} via {account.title}"
    guest = Attendee(refusal.place.name, refusal.place.to)
    card, text = refusal_card(refusal), refusal_text(refusal)
    written = write_refusal(
        for_one(refusal.event, guest), organizer=Attendee(title, account.address), stamp=mail.created_at
    )
    shown = text, card, CalendarObject(written, "DECLINECOUNTER")
    return _letter(mail, account, title, organiser, refusal.place, shown)


def _letter(
    mail: OutboxRecord,
    account: SmtpAccount,
    title: str,
    reply_to: Correspondent,
    place: MailPlace,
    shown: tuple[str, Card, CalendarObject],
) -> Parts:
    """A mail between people about an event: its words (CommonMark), its card, and what calendar programs read."""
    text, card, calendar = shown
    return Parts(
        sender=Correspondent(title, account.address),
        to=Correspondent(place.name, mail.recipient),
        reply_to=reply_to,
        subject=place.subject,
        date=mail.created_at,
        message_id=mail.message_ref,
        references=place.thread,
        in_reply_to=place.message_id,
        plain=f"{to_plain(text)}\n\n{plain_card(card)}\n",
        html=page(title=_TITLE, answer_html=to_html(text), cards=[card]),
        calendars=(calendar,),
        automatic="auto-generated",
    )
