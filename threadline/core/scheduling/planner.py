"""What a message asks of the calendar, answered: an event to confirm, a change, free time, or what there is."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.extract import Intent
from threadline.calendar.port import CalendarError
from threadline.core.channels.offer_text import offer_facts
from threadline.core.domain.message import Source, Turn
from threadline.core.domain.open_question import Missing, OpenQuestion
from threadline.core.domain.proposal import Offer, Proposal
from threadline.core.domain.reading import Reading
from threadline.core.proposals.decisions import Decisions
from threadline.core.scheduling.calendar_queries import CalendarQueries
from threadline.core.scheduling.change_by_words import SAME, ChangeRequests, names_event
from threadline.core.scheduling.conditions import Conditions, read_condition
from threadline.core.scheduling.day_questions import asked_days
from threadline.core.scheduling.edited_messages import EditedMessages
from threadline.core.scheduling.event_questions import EventQuestions
from threadline.core.scheduling.group_view import GroupView
from threadline.core.scheduling.invited_events import InvitedEvents
from threadline.core.scheduling.meeting_finder import MeetingFinder, NoTime
from threadline.core.scheduling.search_turns import SearchTurns
from threadline.core.scheduling.unchecked_conditions import unchecked_condition
from threadline.core.scheduling.yes_or_no import YesOrNo
from threadline.storage.persons import utc_now
from threadline.texts import formats
from threadline.texts.messages import N_, _

UNREADABLE = N_(
    "I could not tell what should become of which event. For example “move it to 4”, “add Bo” or “cancel the design "
    "review”."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the answer says of the calendar, and what it proposes.

    `said`: the facts are the whole answer, in the words of code; no model phrases them. `shown` are cards that are
    there already and shown once more, `asked` is what the answer asks back.
    """

    facts: tuple[str, ...] = ()
    offer: Offer | None = None
    further: tuple[Offer, ...] = ()
    said: bool = False
    shown: tuple[Proposal, ...] = ()
    asked: OpenQuestion | None = None

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
        event_questions: EventQuestions,
        yes_or_no: YesOrNo,
        group_view: GroupView,
        searches: SearchTurns,
        conditions: Conditions,
        invited_events: InvitedEvents,
        edited_messages: EditedMessages,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._decisions = decisions
        self._change_requests = change_requests
        self._finding = finding
        self._calendar_queries = calendar_queries
        self._event_questions = event_questions
        self._yes_or_no = yes_or_no
        self._group_view = group_view
        self._searches = searches
        self._conditions = conditions
        self._invited_events = invited_events
        self._edited_messages = edited_messages
        self._clock = clock

    async def invited(self, turn: Turn) -> Plan:
        """What comes of the events that a message brought as calendar objects."""
        facts: tuple[str, ...] = ()
        offers: list[Offer] = []
        for each in turn.message.invited:
            made = await self._invited_events.offer(turn.person, each)
            if isinstance(made, str):
                facts = (*facts, made)
                continue
            told = await self._told(turn, facts, made)
            if told.offer is None:
                return told
            facts, offers = told.facts, [*offers, told.offer]
        return Plan(facts, offers[0] if offers else None, tuple(offers[1:]))

    async def own_days(self, turn: Turn) -> Plan:
        """What the calendar holds on days of their own that a person's words are about; empty where they are not."""
        message = turn.message
        if message.shared or message.material or message.attachments:
            return Plan()
        person = replace(turn.person, zone=message.zone or turn.person.zone)
        reading = await asyncio.to_thread(asked_days, message.text, now=message.sent_at, zone=person.zone)
        if reading is None:
            return Plan()
        return Plan(await self._calendar_queries.answer(person, reading, self._clock()))

    async def change(self, turn: Turn, intent: Intent) -> Plan | None:
        """What comes of a message that is about an event there is; None where it is about none."""
        refined = await self._searches.refined(turn)
        if refined is not None:
            return Plan(refined)
        outcome = await self._change_requests.answer(turn, intent)
        if outcome is None:
            return None
        if outcome.which:
            return Plan(outcome.facts, asked=_asked(Missing.WHICH, turn))
        return await self._told(turn, outcome.facts, outcome.offer)

    async def plan(self, turn: Turn, reading: Reading, *, event_wanted: bool = False) -> Plan:
        """What comes of any other message. `event_wanted`: one was asked for, so no hour is asked back."""
        condition = read_condition(turn.message.text)
        if condition is not None:
            told = await self._conditions.prevents(turn, condition)
            if told is not None:
                return Plan(told)
            turn, reading = await self._conditions.then(turn, condition.act)
        else:
            turn, reading = await self._with_condition(turn, reading)
        told = (
            await self._group_view.answer(turn)
            or await self._event_questions.answer(turn, reading)
            or await self._yes_or_no.answer(turn, reading)
        )
        if told is not None:
            return Plan(told)
        try:
            offer = await self._searches.found(turn, reading)
        except NoTime as error:
            return Plan((str(error),))
        if offer is not None:
            return await self._told(turn, (), offer)
        return await self._by_intent(turn, reading, event_wanted=event_wanted)

    async def _with_condition(self, turn: Turn, reading: Reading) -> tuple[Turn, Reading]:
        """What only the person can judge ("if it rains") is no part of the event, and shown as not checked."""
        message = turn.message
        condition = unchecked_condition(message.text) if not message.material else None
        if condition is None or reading.intent is not Intent.CREATE:
            return turn, reading
        if condition.leads:
            acting, read = await self._conditions.then(turn, condition.act)
            turn, reading = (acting, read) if read.intent is Intent.CREATE else (turn, reading)
        doubt = _("I cannot check “{condition}”: decide yourself whether it holds.", condition=condition.words)
        return turn, replace(reading, warnings=(doubt, *reading.warnings))

    async def _by_intent(self, turn: Turn, reading: Reading, *, event_wanted: bool) -> Plan:
        shared = turn.message.shared
        person = replace(turn.person, zone=turn.message.zone or turn.person.zone)  # as the message was read
        match reading.intent:
            case Intent.QUERY:
                return Plan(await self._calendar_queries.answer(person, reading, self._clock(), shared=shared))
            case Intent.FIND_TIME:
                return Plan(await self._calendar_queries.free(person, reading, self._clock()))
            case Intent.UPDATE | Intent.CANCEL if reading.start is not None or names_event(turn.message.text):
                return Plan((_(UNREADABLE),))
            case Intent.CREATE if lacks_hour(turn, reading) and not event_wanted:
                return hour_asked(turn, reading)
            case Intent.CREATE:
                return await self._created(turn, self._still_ahead(turn, reading))
            case _:
                return Plan()

    def _still_ahead(self, turn: Turn, reading: Reading) -> Reading:
        """What is read of a mail that was handed on: of two readings of its day, the one that is not over yet."""
        draft, now = reading.draft, self._clock()
        if turn.message.material is None or draft is None or draft.rrule or draft.start > now:
            return reading
        other = next((each for each in reading.alternatives if each.kind == "reading" and each.start > now), None)
        if other is None:
            return reading
        others = tuple(each for each in reading.alternatives if each is not other)
        return replace(reading, draft=replace(draft, start=other.start, end=other.end), alternatives=others)

    async def _created(self, turn: Turn, reading: Reading) -> Plan:
        """The event that was read, with the others of the message; a question where its time is missing."""
        booked = await self._edited_messages.booked(turn)
        if booked is not None and reading.draft is not None:
            with suppress(LookupError):
                return await self._anew(turn, booked, reading)
        offer = await self._decisions.offer(turn.person, reading)
        if offer is None and reading.question is None:
            return Plan((_("I could not read an event from this."),))
        if offer is None:
            return Plan((reading.question or "",), asked=_asked(Missing.TIME, turn))
        return await self._with_further(turn, await self._told(turn, (), offer), reading)

    async def _anew(self, turn: Turn, booked: Proposal, reading: Reading) -> Plan:
        """What comes of new words of a message whose event is booked. Raises `LookupError` where the event is gone."""
        changed = await self._edited_messages.change(turn, booked, reading)
        if changed is not None:
            return await self._with_further(turn, await self._told(turn, (), changed), reading)
        if not reading.drafts:
            return Plan((_(SAME),))
        first, *others = reading.drafts
        more = replace(reading, draft=first.draft, drafts=tuple(others), evidence=first.evidence)
        offer = await self._decisions.offer(turn.person, replace(more, warnings=first.warnings))
        return await self._with_further(turn, await self._told(turn, (), offer), more)

    async def _with_further(self, turn: Turn, plan: Plan, reading: Reading) -> Plan:
        """The plan with the other events of the message, each an offer of its own."""
        for each in reading.drafts:
            one = Reading(reading.intent, each.draft, each.evidence, each.alternatives, each.warnings)
            offer = await self._decisions.offer(turn.person, one)
            if offer is not None and plan.offer is not None:
                told = await self._told(turn, plan.facts, offer)
                plan = Plan(told.facts, plan.offer, (*plan.further, *told.offers))
        return plan

    async def _told(self, turn: Turn, facts: tuple[str, ...], offer: Offer | None) -> Plan:
        """The facts with what is offered; or only why nothing can be booked for the person, so that no card comes."""
        if offer is None:
            return Plan(facts)
        try:
            placed = await self._decisions.placed(turn.person, offer)
        except CalendarError as error:
            reason = _(
                "I cannot propose an event now: {reason} Connect the calendar again, then ask me once more.",
                reason=error,
            )
            return Plan((reason,))
        return Plan((*facts, *offer_facts(placed, turn.person.zone, shared=turn.message.shared)), placed)


def lacks_hour(turn: Turn, reading: Reading) -> bool:
    """Whether the hour is asked for before anything is proposed: where a question costs no mail there and back."""
    draft = reading.draft
    one = draft is not None and draft.rrule is None and not reading.drafts
    return one and reading.hourless and turn.message.wishes.source is not Source.EMAIL


def hour_asked(turn: Turn, reading: Reading) -> Plan:
    """The question for the hour of an event of which only the day was said. The reading has a draft."""
    draft = reading.draft
    assert draft is not None  # noqa: S101 - asked before
    day = formats.day(draft.start.astimezone(ZoneInfo(draft.zone)))
    question = _("At what time is **{title}** on {day}?", title=draft.title, day=day)
    return Plan((question,), asked=_asked(Missing.HOUR, turn))


def _asked(missing: Missing, turn: Turn) -> OpenQuestion:
    message = turn.message
    return OpenQuestion(missing, turn.person.id, message.text, message.sent_at, message.zone or turn.person.zone)
