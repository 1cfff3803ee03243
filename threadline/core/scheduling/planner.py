"""What a message asks of the calendar, answered: an event to confirm, a change, free time, or what there is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from threadline.calendar.extract import Intent
from threadline.core.channels.offer_text import offer_facts
from threadline.core.domain.message import Turn
from threadline.core.domain.proposal import Offer
from threadline.core.domain.reading import Reading
from threadline.core.proposals.decisions import Decisions
from threadline.core.scheduling.calendar_queries import CalendarQueries
from threadline.core.scheduling.change_by_words import ChangeRequests, names_event
from threadline.core.scheduling.meeting_finder import MeetingFinder, NoTime
from threadline.storage.persons import utc_now

UNREADABLE = (
    "I could not tell what should become of which event. For example “move it to 4”, “add Bo” or “cancel the design "
    "review”."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the answer says of the calendar, and what it proposes."""

    facts: tuple[str, ...] = ()
    offer: Offer | None = None
    further: tuple[Offer, ...] = ()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """All that it proposes."""
        return (self.offer, *self.further) if self.offer is not None else ()

    @property
    def empty(self) -> bool:
        """The calendar has no part in it."""
        return not self.facts and self.offer is None


class Planner:
    """Answers what messages ask of the calendar."""

    def __init__(
        self,
        *,
        decisions: Decisions,
        change_requests: ChangeRequests,
        finding: MeetingFinder,
        calendar_queries: CalendarQueries,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._decisions = decisions
        self._change_requests = change_requests
        self._finding = finding
        self._calendar_queries = calendar_queries
        self._clock = clock

    async def change(self, turn: Turn, intent: Intent) -> Plan | None:
        """What comes of a message that is about an event there is; None where it is about none."""
        outcome = await self._change_requests.answer(turn, intent)
        if outcome is None:
            return None
        return self._told(turn, outcome.facts, outcome.offer)

    async def plan(self, turn: Turn, reading: Reading) -> Plan:
        """What comes of any other message."""
        person, shared = turn.person, turn.message.shared
        if reading.seeks_time:
            try:
                offer = await self._finding.offer(person, reading, self._clock(), conversation_id=turn.conversation_id)
            except NoTime as error:
                return Plan((str(error),))
            return self._told(turn, (), offer)
        match reading.intent:
            case Intent.QUERY:
                return Plan(await self._calendar_queries.answer(person, reading, self._clock(), shared=shared))
            case Intent.FIND_TIME:
                return Plan(await self._calendar_queries.free(person, reading, self._clock()))
            case Intent.UPDATE | Intent.CANCEL if reading.start is not None or names_event(turn.message.text):
                return Plan((UNREADABLE,))
            case Intent.CREATE:
                created = await self._decisions.offer(person, reading)
                if created is None:
                    return Plan((reading.question or "I could not read an event from this.",))
                return await self._with_further(turn, self._told(turn, (), created), reading)
            case _:
                return Plan()

    async def _with_further(self, turn: Turn, plan: Plan, reading: Reading) -> Plan:
        """The plan with the other events of the message, each an offer of its own."""
        for each in reading.drafts:
            one = Reading(reading.intent, each.draft, each.evidence, each.alternatives, each.warnings)
            offer = await self._decisions.offer(turn.person, one)
            if offer is not None:
                told = self._told(turn, plan.facts, offer)
                plan = Plan(told.facts, plan.offer, (*plan.further, offer))
        return plan

    def _told(self, turn: Turn, facts: tuple[str, ...], offer: Offer | None) -> Plan:
        if offer is None:
            return Plan(facts)
        return Plan((*facts, *offer_facts(offer, turn.person.zone, shared=turn.message.shared)), offer)
