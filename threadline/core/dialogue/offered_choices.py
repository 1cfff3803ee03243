"""Words that choose one of the times of an offer: by a link, only whoever it was sent to chooses.

Where a card has times to choose from, its choice is meant, and is made elsewhere.
"""

from dataclasses import dataclass

from threadline.calendar.acts import Venue
from threadline.core.appointments.booking_link import BookingLink
from threadline.core.channels.formatting import span_label
from threadline.core.dialogue.assent import Assent
from threadline.core.dialogue.choices import Choice, read_choice
from threadline.core.dialogue.open_cards import CardTable
from threadline.core.dialogue.thread_offers import ThreadOffers
from threadline.core.domain.message import Turn
from threadline.core.domain.open_question import OpenQuestion
from threadline.core.scheduling.planner import Plan
from threadline.texts.messages import _


@dataclass(frozen=True, slots=True)
class OfferedChoices:
    """Says so, with the link."""

    offers: ThreadOffers
    cards: CardTable

    async def answer(self, turn: Turn, question: OpenQuestion | None, _assent: Assent | None) -> Plan | None:
        """What is said of a choice among the times that the thread offers by a link; None for all else."""
        message = turn.message
        if question is not None or message.venue is Venue.OVERHEARD or message.material or message.attachments:
            return None
        choice = read_choice(message.text)
        if choice is None or not choice.marked or (link := await self.offers.at_hand(turn)) is None:
            return None
        if any(each.offer.alternatives for each in (await self.cards.of(turn)).mine):
            return None
        return _told(turn, choice, link)


def _told(turn: Turn, choice: Choice, link: BookingLink) -> Plan | None:
    zone, length, starts = turn.message.zone or turn.person.zone, link.terms.length, link.terms.starts
    chosen = choice.of([(start, start) for start in starts], sent_at=turn.message.sent_at, zone=zone)
    if chosen is not None:
        told = _(
            "Only whoever has the link can choose one of these times. {time} is booked as soon as they choose it: "
            "{link}",
            time=span_label(chosen, chosen + length, zone),
            link=f"<{link.address}>",
        )
        return Plan((told,), said=True)
    if choice.pick is None:
        return None
    lines = (f"- {span_label(start, start + length, zone)}" for start in starts)
    return Plan((_("There are not that many times to choose from:"), *lines), said=True)
