"""Answers given in the mail program: Yes books, No lets go, Maybe leaves it open. Nobody is answered but where a
conflict or a failure must be told.
"""

from collections.abc import Sequence

import structlog

from threadline.bots.email.invitations.imip import CalendarReply, read_replies
from threadline.bots.email.mail.parsed_mail import CalendarPart, ParsedMail
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.bots.email.outbox.outbox import Outbox
from threadline.bots.email.outgoing.proposal_updates import ACCEPTED, DECLINED, Telling, told_of
from threadline.calendar.port import CalendarError
from threadline.core.channels.card_status import state_of
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import OPEN, AlreadyDecided, Conflicting, Proposal, ProposalNotFound, State
from threadline.core.interactions.refusals import refusal
from threadline.core.proposals.decisions import Decisions
from threadline.storage.mail_cards import CardRecord, MailCards
from threadline.texts.messages import _

log = structlog.get_logger()

_TENTATIVE = "tentative"
_OVER = (State.DISMISSED, State.EXPIRED, State.UNDONE)


class ReplyDesk:
    """Carries out what people answer to invitations of ours."""

    def __init__(self, decisions: Decisions, cards: MailCards, outbox: Outbox) -> None:
        self._decisions = decisions
        self._cards = cards
        self._telling = Telling(outbox, cards)

    async def decide(self, mail: ParsedMail, calendar: CalendarPart, person: Person) -> bool:
        """Carry out a REPLY (RFC 5546, 3.2.3); `person` sent the mail, which was authenticated.

        An answer counts only where its UID is that of a card of ours, secret included, the attendee it speaks for is
        the one who was invited, and the proposal is the person's own. True if it answered a card of ours, whether it
        changed anything or not; False for every other calendar object. Raises `StorageError`: then it may be handed in
        again, deciding twice is deciding once.
        """
        if calendar.method.upper() not in ("REPLY", ""):
            return False
        ours = False
        for reply in (each for each in read_replies(calendar.text) if each.proposed is None):
            cards = await self._cards.of_uid(reply.uid)
            ours = ours or bool(cards)
            if cards and not reply.occurrence and _speaks_for(reply, cards[0], person):
                await self._answered(reply, cards, person)
            elif cards:
                log.warning("an answer to an invitation does not count", mail=mail.message_id, person=person.id)
        return ours

    async def _answered(self, reply: CalendarReply, cards: Sequence[CardRecord], person: Person) -> None:
        found = await self._meant(cards, person)
        if found is None:
            return
        card, proposal = found
        if reply.sequence is not None and reply.sequence < card.asked:
            log.info("an answer to an older invitation was left aside", proposal=proposal.id)
            return
        match reply.status:
            case "accepted":
                await self._cards.note_reply(proposal.id, ACCEPTED)
                await self._accept(person, proposal, card, reply)
            case "declined":
                await self._cards.note_reply(proposal.id, DECLINED)
                await self._decline(person, proposal)
            case "tentative":
                await self._cards.note_reply(proposal.id, _TENTATIVE)

    async def _meant(self, cards: Sequence[CardRecord], person: Person) -> tuple[CardRecord, Proposal] | None:
        """The newest proposal behind an entry that is still open or stands; the newest of all if there is none."""
        newest: tuple[CardRecord, Proposal] | None = None
        for card in cards:
            try:
                proposal = await self._decisions.get(person.id, card.proposal_id)
            except ProposalNotFound:
                continue
            if proposal.state not in _OVER:
                return card, proposal
            newest = newest or (card, proposal)
        return newest

    async def _accept(self, person: Person, proposal: Proposal, card: CardRecord, reply: CalendarReply) -> None:
        if proposal.state in _OVER:
            await self._telling.too_late(
                proposal, _("This was {state} before your answer came: it is not booked.", state=state_of(proposal))
            )
            return
        # Who answers the newest mail has seen what it shows, conflicts included.
        seen = reply.sequence is not None and reply.sequence >= card.asked and card.told == told_of(proposal)
        try:
            version = proposal.version if seen and proposal.state in OPEN else None
            await self._decisions.confirm(person, proposal.id, version=version)
        except Conflicting as error:
            await self._telling.collided(error.proposal, str(error))
        except AlreadyDecided as error:
            await self._telling.refresh(error.proposal)
        except CalendarError as error:
            await self._telling.too_late(proposal, _("That could not be done. {reason}", reason=refusal(error)))

    async def _decline(self, person: Person, proposal: Proposal) -> None:
        try:
            if proposal.state in OPEN:
                await self._decisions.dismiss(person, proposal.id)
            elif proposal.state in (State.BOOKED, State.BOOKING):
                await self._decisions.undo(person, proposal.id)
        except AlreadyDecided as error:
            await self._telling.too_late(error.proposal, refusal(error))


def _speaks_for(reply: CalendarReply, card: CardRecord, person: Person) -> bool:
    invited = MailPlace.from_json(card.place).to.lower()
    return reply.attendees == (invited,) and invited == (person.email or "").lower()
