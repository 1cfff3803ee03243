"""Telling whoever invited people what became of an invitation, at their registered address."""

from contextlib import suppress
from dataclasses import replace

from threadline.bots.email.invitations.invitations import invitation_lane, plain_words
from threadline.bots.email.mail.stored_content import Notice
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.bots.email.outbox.outbox import Outbox
from threadline.calendar.event import EventDraft, Response
from threadline.core.calendars.guest_answers import GuestAnswers, answered_by
from threadline.core.channels.formatting import when_label
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import AlreadyDecided, Proposal, State
from threadline.core.people.directory import People, PersonNotFound
from threadline.core.proposals.repository import ProposalRepository
from threadline.storage.outbox import OutboxRecord
from threadline.storage.persons import ADDRESS_CHANNEL
from threadline.texts.messages import _
from threadline.texts.speaking import language

_LOOKED_AT = 500


class Organisers:
    """Tells organisers. Raises `StorageError`."""

    def __init__(self, outbox: Outbox, people: People, proposals: ProposalRepository, answers: GuestAnswers) -> None:
        self.outbox = outbox
        self._people = people
        self._proposals = proposals
        self._answers = answers

    async def of(self, invitation: OutboxRecord) -> Person | None:
        """Who organises what an invitation is to; None where they are gone."""
        if invitation.person_id is None:
            return None
        try:
            return await self._people.get(invitation.person_id)
        except PersonNotFound:
            return None

    async def addresses_of(self, address: str) -> tuple[str, ...]:
        """That address, and the others of the person whose it is, in small letters."""
        person = await self._people.by_email(address)
        if person is None:
            return (address,)
        further = await self._people.accounts(ADDRESS_CHANNEL, person.id)
        named = (address, *([person.email] if person.email else []), *further)
        return tuple(dict.fromkeys(each.lower() for each in named))

    async def answered(self, invitation: OutboxRecord, uid: str, address: str, response: Response) -> None:
        """Keep a guest's answer in the event and on its card, in whichever channel that stands."""
        person = await self.of(invitation)
        if person is None:
            return
        await self._answers.keep(person, uid, address, response)
        page = await self._proposals.of_person(person.id, states=[State.BOOKED], limit=_LOOKED_AT)
        for proposal in (one for one in page if _is_about(one, invitation)):
            offer = replace(proposal.offer, draft=answered_by(proposal.offer.draft, address, response))
            if offer != proposal.offer:
                with suppress(AlreadyDecided):  # undone at this moment: then nobody's answer matters any more
                    states = (State.BOOKED,)
                    changed = await self._proposals.change(proposal, states=states, body=offer.to_json())
                    await self._proposals.refresh(changed)

    async def tell(self, invitation: OutboxRecord, subject: str, text: str, *, key: str, lane: str) -> bool:
        """Mail the organiser of an invitation, once per `key`; where `{event}` stands, which event it is about.

        `text` is CommonMark. False where nobody can be told, or that was told before.
        """
        person = await self.of(invitation)
        if person is None:
            return False
        draft = await self._draft(invitation, person.id)
        title = draft.title if draft else _("an event")
        when = f"“{plain_words(draft.title)}”, {when_label(draft, person.zone)}" if draft else _("an event")
        place = MailPlace(invitation.mailbox, person.email or "", f"{subject}: {title}", name=person.name)
        notice = Notice(place, text.replace("{event}", when), language=language())
        return await self.outbox.put(key, notice, person_id=person.id, lane=lane)

    async def _draft(self, invitation: OutboxRecord, person_id: str) -> EventDraft | None:
        """The event as it is booked; None for one that was not booked from a conversation.

        What an invitation said is not kept once it is sent, and what an answer says of the event is its sender's word.
        """
        page = await self._proposals.of_person(person_id, states=[State.BOOKED], limit=_LOOKED_AT)
        return next((one.offer.draft for one in page if _is_about(one, invitation)), None)


def _is_about(proposal: Proposal, invitation: OutboxRecord) -> bool:
    uid = f"{proposal.event_id}@threadline"
    return proposal.event_id is not None and invitation_lane(uid, invitation.recipient) == invitation.lane
