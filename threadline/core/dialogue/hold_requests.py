"""Offered times that are to be kept free until somebody has chosen, or let go: by their owner's own words.

Which times are meant is what stands in the thread: those of the card that is open, or of the link that was made last.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from threadline.calendar.acts import Venue
from threadline.calendar.port import CalendarError
from threadline.core.appointments.booking_link import BookingLink
from threadline.core.appointments.booking_links import BookingLinks, LinkChanged, LinkNotFound
from threadline.core.appointments.holds import Holds
from threadline.core.channels.formatting import and_list, span_label
from threadline.core.dialogue.assent import Assent, Verdict
from threadline.core.dialogue.assent_words import letting_go
from threadline.core.dialogue.hold_words import HoldWish, hold_wish, speaks_of_holds
from threadline.core.dialogue.open_cards import CardTable
from threadline.core.dialogue.thread_offers import ThreadOffers
from threadline.core.domain.message import Turn
from threadline.core.domain.open_question import Missing, OpenQuestion
from threadline.core.domain.proposal import Action, DecisionError, Proposal
from threadline.core.proposals.decisions import Decisions
from threadline.core.scheduling.planner import Plan
from threadline.storage.holds import HeldOfferRecord
from threadline.texts.messages import _, ngettext

_MOST = 6
Stretch = tuple[datetime, datetime]


class HoldRequests:
    """Answers what people say of holding times."""

    def __init__(
        self,
        links: BookingLinks,
        holds: Holds,
        decisions: Decisions,
        cards: CardTable,
        offers: ThreadOffers,
    ) -> None:
        self._links = links
        self._holds = holds
        self._decisions = decisions
        self._cards = cards
        self._offers = offers

    async def answer(self, turn: Turn, question: OpenQuestion | None, assent: Assent | None) -> Plan | None:
        """The answer to words about holding the times that stand in the thread; None for all else."""
        message = turn.message
        if question is not None and question.missing is Missing.HOLD and assent is not None and not assent.rest:
            if assent.verdict is Verdict.NO:
                return Plan((_("All right, I leave everything as it was."),), said=True)
            return await self._held(turn)
        if message.venue is Venue.OVERHEARD or message.material or message.attachments:
            return None
        match hold_wish(message.text):
            case HoldWish.HOLD:
                return await self._held(turn)
            case HoldWish.RELEASE:
                return await self._released(turn)
            case HoldWish.NONE:
                return await self._over(turn) or (await self._refused(turn) if question is None else None)
        if question is None and message.text.strip(" .!").lower() in letting_go():
            return await self._over(turn)
        return None

    async def proposed(self, turn: Turn) -> Plan | None:
        """The question whether to hold what stands in the thread; None where no times do."""
        if await self._card(turn) is None and await self._offers.latest(turn.person.id) is None:
            return None
        message, zone = turn.message, turn.message.zone or turn.person.zone
        asked = OpenQuestion(Missing.HOLD, turn.person.id, message.text, message.sent_at, zone)
        question = _("Shall I keep these times free in your calendar until one of them is chosen?")
        return Plan((question,), said=True, asked=asked)

    async def _held(self, turn: Turn) -> Plan | None:
        card = await self._card(turn)
        if card is not None:
            return await self._of_card(turn, card)
        link = await self._offers.latest(turn.person.id)
        return await self._of_link(turn, link) if link is not None else None

    async def _card(self, turn: Turn) -> Proposal | None:
        """The card whose times are meant: the writer's newest that books something."""
        cards = (await self._cards.of(turn)).mine
        return next((each for each in cards if each.offer.action is Action.BOOK and not each.offer.draft.rrule), None)

    async def _of_card(self, turn: Turn, card: Proposal) -> Plan:
        if card.offer.held and any(each.proposal_id == card.id for each in await self._of_thread(turn)):
            return Plan((_("I hold these times already."),), said=True, shown=(card,))
        try:
            offer = await self._holds.plan(
                turn.person,
                times_of(card)[:_MOST],
                key=f"message:{turn.edit_mark}",
                title=card.offer.draft.title,
                expires_at=card.expires_at,
                conversation_id=turn.conversation_id,
                proposal_id=card.id,
            )
            # First the card knows of them, so that they never speak against it.
            card = await self._decisions.proposals.keep_free(card, [each.id for each in offer.times])
            await self._holds.place(turn.person, offer)
        except (CalendarError, DecisionError) as error:
            return Plan((not_held(error),), said=True, shown=(card,))
        return Plan((held_words(offer, turn.person.zone),), said=True, shown=(card,))

    async def _of_link(self, turn: Turn, link: BookingLink) -> Plan:
        title = link.terms.title or await self._offers.recipient(turn, link) or unnamed()
        try:
            offer = await self._links.hold(link, turn.person, title=title, conversation_id=turn.conversation_id)
        except CalendarError as error:
            return Plan((not_held(error),), said=True)
        return Plan((held_words(offer, turn.person.zone),), said=True)

    async def _of_thread(self, turn: Turn) -> Sequence[HeldOfferRecord]:
        return await self._holds.of_conversation(turn.person.id, turn.conversation_id)

    async def _released(self, turn: Turn) -> Plan | None:
        """The times are held no more; what offers them stays."""
        offers = await self._of_thread(turn)
        for offer in offers:
            await self._holds.let_go(offer)
        if not offers:
            none = _("I hold no times in this conversation.")
            return Plan((none,), said=True) if speaks_of_holds(turn.message.text) else None
        told = [_("All right, I hold these times no longer.")]
        if any(offer.link_id is not None for offer in offers):
            told.append(_("The link that offers them can still be used, as long as they are free."))
        return Plan((" ".join(told),), said=True)

    async def _over(self, turn: Turn) -> Plan | None:
        """None of them suits: what offered them is over, and so they are held no more."""
        offers = await self._of_thread(turn)
        if not offers:
            return None
        for offer in offers:
            if offer.link_id is not None:
                await self._closed(turn, offer.link_id)
            if offer.proposal_id is not None:
                await self._dismissed(turn, offer.proposal_id)
            await self._holds.let_go(offer)
        return Plan((_("All right, these times are free again, and nobody can choose them any more."),), said=True)

    async def _refused(self, turn: Turn) -> Plan | None:
        """The same where nothing is held: of the card with several times, or else the link, that is at hand."""
        cards = (await self._cards.of(turn)).mine
        if cards and (cards[0].offer.action is not Action.BOOK or not cards[0].offer.alternatives):
            return None
        if cards:
            try:
                await self._decisions.dismiss(turn.person, cards[0].id)
            except DecisionError as error:
                return Plan((str(error),), said=True)
            return Plan((_("All right, I let go of these times. Nothing is booked."),), said=True)
        if (link := await self._offers.at_hand(turn)) is None:
            return None
        await self._closed(turn, link.id)
        return Plan((_("All right, nobody can choose these times any more: I closed their link."),), said=True)

    async def _closed(self, turn: Turn, link_id: str) -> None:
        with suppress(LinkNotFound, LinkChanged):  # it is gone, or was changed this moment: it offers what is free
            await self._links.close(await self._links.get(turn.person.id, link_id))

    async def _dismissed(self, turn: Turn, proposal_id: str) -> None:
        with suppress(DecisionError):  # it is decided: then there is nothing to let go of
            await self._decisions.dismiss(turn.person, proposal_id)


def times_of(card: Proposal) -> list[Stretch]:
    """The time of a card, and the free ones that can be chosen in its place."""
    draft = card.offer.draft
    free = [(each.start, each.end) for each in card.offer.alternatives if each.kind == "free"]
    return sorted({(draft.start, draft.end), *free})


def held_words(offer: HeldOfferRecord, zone: str) -> str:
    """What is told of times that are held."""
    times = and_list([span_label(each.start, each.end, zone) for each in offer.times])
    return ngettext(
        "I keep this time free in your calendar, as “{title}”, until it is decided: {times}.",
        "I keep these {count} times free in your calendar, as “{title}”, until one is chosen: {times}.",
        len(offer.times),
        title=offer.title,
        times=times,
    )


def not_held(error: Exception) -> str:
    """What is told where a calendar does not take them."""
    return _("I could not keep these times free: {reason}", reason=str(error))


def unnamed() -> str:
    """What is held, where it has no name."""
    return _("offered time")
