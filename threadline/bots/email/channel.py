"""The e-mail channel: how the engine speaks in mails.

Nothing streams into a mail. An answer is stored when it is complete and goes out when its turn is over, or together
with the card of what it proposes, as one mail. All is in the outbox before anybody is told that it is done.
"""

import asyncio
from typing import Protocol

from threadline.bots.email.invitations.counter_refusals import CounterRefusals
from threadline.bots.email.invitations.guest_answers import GuestAnswers
from threadline.bots.email.invitations.invitations import Invitations, plain_words
from threadline.bots.email.mail.stored_content import Answer, Notice
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.bots.email.outbox.outbox import NAME, Outbox, conversation_lane, message_ref
from threadline.bots.email.outgoing import poll_mails
from threadline.bots.email.outgoing.proposal_updates import Telling, told_of
from threadline.bots.email.outgoing.retrying_delivery import Delivery
from threadline.calendar.event import Event
from threadline.calendar.ics_lines import is_address
from threadline.core.channels.errors import SurfaceGone
from threadline.core.channels.poll_view import PollView
from threadline.core.channels.port import Capabilities, ChannelHealth, InvitationAnswer, Method, PollVoter, Reply
from threadline.core.domain.message import Message, Person, Turn
from threadline.core.domain.proposal import Proposal
from threadline.storage.mail_cards import MailCards, NewCard
from threadline.texts.speaking import speech

_MAX_TEXT = 200_000


class Incoming(Protocol):
    """The mailboxes that mails come in by."""

    async def run(self) -> None:
        """Read them until cancelled."""
        ...

    async def close(self) -> None:
        """Let go of the connections."""
        ...

    def standing(self) -> ChannelHealth:
        """How they do."""
        ...


class MailReply:
    """The surface of one answer: a mail that is stored when it is complete."""

    bucket = "outbox"

    def __init__(self, outbox: Outbox, turn: Turn, place: MailPlace) -> None:
        self._outbox = outbox
        self._turn = turn
        self._place = place
        self._ref = message_ref(turn.key, outbox.account(place.mailbox))

    async def show(self, text: str) -> str | None:
        """Nothing is visible before the end; the answer's Message-ID is known already."""
        return self._ref

    async def finish(self, text: str) -> str | None:
        """Store the answer. Raises `SurfaceGone` where nobody can be written to, `StorageError`."""
        return await self._outbox.answer(self._turn, self._place, _with_notes(text, self._turn.message.notes))


class EmailChannel:
    """E-mail, in all configured mailboxes.

    `mailboxes` is what reads them, None where nothing is to be read. `invites`: invitations, and what guests answer to
    those of others, are mailed.
    """

    name = NAME
    # Nobody has seen anything before the mail goes, so an answer that breaks off may start over.
    capabilities = Capabilities(stream=False, replace=True, buttons=False, forms=False, files=True, max_text=_MAX_TEXT)

    def __init__(
        self,
        cards: MailCards,
        mailboxes: Incoming | None,
        outbox: Outbox,
        delivery: Delivery,
        *,
        guest_answers: GuestAnswers,
        refusals: CounterRefusals,
        invites: bool,
    ) -> None:
        self.outbox = outbox
        self._cards = cards
        self._mailboxes = mailboxes
        self._telling = Telling(outbox, cards)
        self._invitations = Invitations(outbox)
        self._guest_answers = guest_answers
        self._refusals = refusals
        self.invites = invites
        self._delivery = delivery

    async def open_reply(self, turn: Turn) -> Reply:
        """The mail of the turn's answer, the same one for every start of the turn."""
        return MailReply(self.outbox, turn, _place(turn))

    async def present(self, proposal: Proposal, turn: Turn) -> str | None:
        """Store the card, with the answer if that has not gone out; answers with the Message-ID of its mail."""
        place = _place(turn)
        account = self.outbox.account(place.mailbox)
        alone = self.outbox.mail(
            f"card-{proposal.id}",
            place,
            Answer(place, "", speech()),
            lane=conversation_lane(turn.conversation_id),
            person_id=turn.person.id,
        )
        target = proposal.offer.target
        new = NewCard(
            proposal_id=proposal.id,
            owner_id=proposal.owner_id,
            place=place.to_json(),
            told=told_of(proposal),
            event_id=target.event_id if target is not None else None,
        )
        card = await self._cards.present(new, answer_key=turn.key, alone=alone)
        self.outbox.wake()
        return message_ref(card.key, account)

    async def refresh(self, proposal: Proposal) -> None:
        """Mail what has become of it, where the person, their mail program or a guest must be told (see `telling`)."""
        if self.invites:
            await self._refusals.tell(proposal)
        await self._telling.refresh(proposal)

    async def notify(self, person: Person, text: str, *, key: str) -> bool:
        """Mail the person at their registered address, once per `key`. False where there is none."""
        if not is_address(person.email):
            return False
        place = MailPlace("", person.email or "", subject=_subject(text), name=person.name)
        await self.outbox.put(f"notice-{key}", Notice(place, text), person_id=person.id)
        return True

    async def invite(self, event: Event, organiser: Person, method: Method) -> None:
        """Mail an invitation to each attendee, unless the settings say that none are sent."""
        if self.invites:
            await self._invitations.invite(event, organiser, method)

    def carries_answers_to(self, address: str) -> bool:
        """As `AnswerCarrier` says; never where the settings say that no invitations are sent."""
        return self.invites and is_address(address)

    async def carry_answer(self, answer: InvitationAnswer, guest: Person, *, key: str) -> bool:
        """Mail a guest's answer to who organises the event, or tell them of it where the invitation is ours."""
        return self.invites and await self._guest_answers.carry(answer, guest, key=key)

    async def mail_poll(self, poll: PollView, asked: Message, voter: PollVoter) -> str | None:
        """Mail a poll to one of those who are asked."""
        return await poll_mails.ask(self.outbox, poll, asked, voter)

    async def run(self) -> None:
        """Read the mailboxes and send what is in the outbox."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._delivery.run())
            if self._mailboxes is not None:
                group.create_task(self._mailboxes.run())

    def standing(self) -> ChannelHealth:
        """How the mailboxes do, and whether mails wait for one that is not there any more."""
        standing = ChannelHealth(True, "sending") if self._mailboxes is None else self._mailboxes.standing()
        if not (stranded := self._delivery.stranded):
            return standing
        wait = f"mails wait for {', '.join(stranded)}, which the settings do not name"
        advice = "Configure the mailbox again under the same name, and its mails go out."
        return ChannelHealth(False, f"{standing.detail}; {wait}", " ".join(filter(None, (standing.advice, advice))))

    async def close(self) -> None:
        """Let go of the mailboxes."""
        if self._mailboxes is not None:
            await self._mailboxes.close()


def _place(turn: Turn) -> MailPlace:
    """Where the answer goes: to the person's registered address, whatever the mail asked for."""
    try:
        place = MailPlace.from_json(turn.message.address)
    except ValueError as error:
        raise SurfaceGone("The place of the mail cannot be read", channel=NAME) from error
    return MailPlace(
        place.mailbox,
        turn.person.email or place.to,
        place.subject,
        place.message_id,
        place.references,
        place.name or turn.person.name,
    )


def _with_notes(text: str, notes: tuple[str, ...]) -> str:
    """The answer, and below it what of the mail could not be read: said by code, whoever answered."""
    unsaid = [note for note in notes if note not in text]
    return "\n\n".join((text, *(f"_{plain_words(note)}_" for note in unsaid))).strip()


def _subject(text: str) -> str:
    """The first words of a notice."""
    first = next((line.strip("#* ") for line in text.splitlines() if line.strip("#* ")), "")
    return first if len(first) <= 80 else first[:79].rstrip() + "…"
