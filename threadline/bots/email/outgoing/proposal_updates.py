"""What a person is mailed about a proposal after its first mail, and what not.

A mail program holds the invitation as an entry in a calendar, so what becomes of the proposal must reach it. A person
wants no mail about what they just did there, and at most one about everything else:

    booked     by Yes in the mail program: nothing, the entry is right as it is
               elsewhere (confirm page, console): an update that they are asked nothing about (PARTSTAT=ACCEPTED)
    edited     an update with the new data, which asks again
    dismissed, by No in the mail program: nothing
    undone     elsewhere: CANCEL, so that the entry goes
    expired    CANCEL while the event is ahead; nothing once it is over
    failed     the reason, with the invitation and the link for another try
    conflict   that came up since: told to whoever said Yes in the mail program; the confirm page tells it itself
    changed,   of an event whose entry the mail program holds: an update or CANCEL of that entry, and where it was not
    cancelled  to be after all, an update with what stands; without such an entry nothing, the page has told it

What words did, in a mail that is being answered, goes with the answer: the card as it is then, in one mail.

Every mail has a SEQUENCE higher than the one before, and is stored once for what it tells. While the first mail was not
tried yet no other is needed: it is made when it goes out, and then says what is true.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from json import dumps

from threadline.bots.email.invitations.calendar_entries import Entry, entry_of
from threadline.bots.email.mail.stored_content import Update
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.bots.email.outbox.outbox import Outbox, conversation_lane
from threadline.core.channels.port import Method
from threadline.core.domain.proposal import Proposal, State
from threadline.storage.mail_cards import CardRecord, MailCards
from threadline.storage.outbox import NewMail
from threadline.storage.persons import utc_now
from threadline.texts.messages import _

ACCEPTED, DECLINED = "accepted", "declined"


class Telling:
    """Stores the mails that keep cards true."""

    def __init__(self, outbox: Outbox, cards: MailCards, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._outbox = outbox
        self._cards = cards
        self._clock = clock

    async def refresh(self, proposal: Proposal) -> None:
        """Tell what has become of a proposal, if that must be told. Raises `StorageError`."""
        card = await self._cards.get(proposal.id)
        if card is None or _is_in_work(proposal) or _is_only_doubted(proposal, card):
            return
        entry = entry_of(proposal, shared=card.shared)
        if self._is_known(proposal, card, entry):
            told, where = told_of(proposal), proposal.conversation_id
            await self._cards.tell(proposal.id, told=told, asks=False, mail=None, conversation_id=where)
        else:
            await self._tell(proposal, entry)

    async def collided(self, proposal: Proposal, reason: str) -> None:
        """Tell somebody who said Yes in the mail program that something else has come to stand at that time."""
        said = _(
            "{reason}, so nothing has been booked yet. Say Yes again, or confirm, if you want it anyway.",
            reason=reason,
        )
        await self._tell(proposal, await self._entry(proposal), said=said)

    async def too_late(self, proposal: Proposal, reason: str) -> None:
        """Tell somebody who answered in the mail program that this changes nothing any more, and make it true there."""
        await self._tell(proposal, await self._entry(proposal), said=reason, occasion="late")

    async def _entry(self, proposal: Proposal) -> Entry | None:
        card = await self._cards.get(proposal.id)
        return entry_of(proposal, shared=card.shared) if card is not None else None

    def _is_known(self, proposal: Proposal, card: CardRecord, entry: Entry | None) -> bool:
        """Whether the person and the mail program know already, or need not know."""
        match proposal.state:
            case State.FAILED:
                return False
            case State.BOOKED if proposal.reason:
                return False
            case State.BOOKED:
                return entry is None or (entry.method is Method.REQUEST and card.reply == ACCEPTED)
            case State.EXPIRED if proposal.offer.draft.end <= self._clock():
                return True
            case _:
                return entry is None or (entry.method is Method.CANCEL and card.reply == DECLINED)

    async def _tell(self, proposal: Proposal, entry: Entry | None, *, said: str = "", occasion: str = "") -> None:
        lane = conversation_lane(proposal.conversation_id) if proposal.conversation_id else f"proposal-{proposal.id}"

        def mail(card: CardRecord) -> NewMail:
            letter = Update(MailPlace.from_json(card.place), proposal.id, said, card.sequence)
            key = f"card-{proposal.id}-{card.sequence}"
            return self._outbox.mail(key, letter.place, letter, lane=lane, person_id=proposal.owner_id)

        asks = entry is not None and entry.asks
        told, where = told_of(proposal, occasion), proposal.conversation_id
        await self._cards.tell(proposal.id, told=told, asks=asks, mail=mail, conversation_id=where)
        self._outbox.wake()


def told_of(proposal: Proposal, occasion: str = "") -> str:
    """What a card says, in brief: equal for two proposals whose cards look the same."""
    offer = proposal.offer
    event = _digest(asdict(offer.draft))
    rest = _digest([[asdict(conflict) for conflict in offer.conflicts], offer.unknown_calendars, proposal.reason])
    return ":".join((occasion or proposal.state.value, event, rest))


def _is_in_work(proposal: Proposal) -> bool:
    """Whether it is being carried out: how that ends will be told."""
    undoing = proposal.state is State.UNDONE and proposal.event_id is not None
    return proposal.state is State.BOOKING or undoing


def _is_only_doubted(proposal: Proposal, card: CardRecord) -> bool:
    """Whether all that is new of an open proposal speaks against it: whoever wanted to confirm it is told there."""
    state, event, _rest = card.told.split(":")
    return proposal.state is State.PROPOSED and told_of(proposal).startswith(f"{state}:{event}:")


def _digest(value: object) -> str:
    return sha256(dumps(value, default=str, sort_keys=True).encode()).hexdigest()[:32]
