"""What a message means in its thread, and what is answered where no model is there to ask.

Before anything is read: a task in the person's own words, a yes or no to an open card, the answer to what was asked,
what people agreed on. In the end, without a model: a question of the clock, a remark, or that this cannot be done here.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.acts import Venue
from threadline.calendar.extract.changes.reader import read_change
from threadline.calendar.when.languages.detection import detect
from threadline.core.channels.reply_policy import SET, reply_policy_in
from threadline.core.dialogue.agreed_events import AgreedEvents
from threadline.core.dialogue.almanac import almanac_answer
from threadline.core.dialogue.almanac_follow_ups import almanac_follow_up
from threadline.core.dialogue.assent import Assent, Verdict, read_assent
from threadline.core.dialogue.bare_wishes import wants_nothing
from threadline.core.dialogue.card_answers import CardAnswers, explains
from threadline.core.dialogue.card_remarks import CardRemarks
from threadline.core.dialogue.card_wishes import read_wish
from threadline.core.dialogue.choices import read_choice
from threadline.core.dialogue.event_names import names_an_event
from threadline.core.dialogue.heard import Heard, Listener
from threadline.core.dialogue.joined_words import clock_alone, joined
from threadline.core.dialogue.open_cards import CardTable
from threadline.core.dialogue.pauses import after_pause, is_pause
from threadline.core.dialogue.remark_words import Remark
from threadline.core.dialogue.repetitions import Repetitions
from threadline.core.dialogue.replacements import Replacements
from threadline.core.dialogue.small_talk import LIMITS, NOT_UNDERSTOOD, answers_to, remark_of, wants_work
from threadline.core.dialogue.tasks import asked_for, task_of, with_task
from threadline.core.dialogue.todo_lists import TodoLists
from threadline.core.dialogue.variety import unsaid
from threadline.core.domain.message import Turn
from threadline.core.domain.open_question import Missing, OpenQuestion
from threadline.core.domain.proposal import Action, Proposal
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.drafting import WHEN_QUESTION
from threadline.core.scheduling.planner import Plan, hour_asked
from threadline.core.scheduling.reading_context import ReadingContexts
from threadline.core.scheduling.search_words import LATER
from threadline.storage.turns import TurnRecord, TurnStore
from threadline.texts.messages import N_, _

_LOOKED_BACK = 20
_ACTION_ITEMS = "action_items"
_LONG = 280  # what is longer is told in short, not answered as a remark
_STALE = timedelta(days=7)
_LATER = regex.compile(
    rf"(?:(?:a bit|etwas|ein bisschen|un peu|un poco|un po'|um pouco|iets) )?(?:{LATER})", re.IGNORECASE
)
_IT_WAITS = N_("All right, the card waits: nothing happens until you decide.")
_NO_HURRY = N_("All right, there is no hurry.")
_NOTHING_PLANNED = N_("All right: nothing is planned unless you confirm it. To keep a time free, say “block Friday”.")
_LET_GO = N_("All right, I will leave that.")


class Dialogue:
    """The dialogue of all threads; it keeps nothing itself: what was asked stands with the turn that asked it."""

    def __init__(
        self,
        *,
        turns: TurnStore,
        contexts: ReadingContexts,
        cards: CardTable,
        card_answers: CardAnswers,
        card_remarks: CardRemarks,
        repetitions: Repetitions,
        replacements: Replacements,
        todo_lists: TodoLists,
        listeners: Sequence[Listener],
    ) -> None:
        self._turns = turns
        self._contexts = contexts
        self._agreed_events = AgreedEvents(contexts)
        self._cards = cards
        self._card_answers = card_answers
        self._card_remarks = card_remarks
        self._repetitions = repetitions
        self._replacements = replacements
        self._todo_lists = todo_lists
        self._listeners = listeners

    async def hear(self, turn: Turn, *, model: bool) -> Heard:
        """How a message is to be taken. With a `model`, mere talk and tasks in plain words are left to it."""
        if (told := _reply_policy(turn)) is not None:
            return Heard(turn, plan=told)
        earlier = await self._earlier(turn)
        replies = tuple(each.reply for each in earlier if each.reply)
        question = _question_of(earlier, turn)
        before = tuple(each.text for each in earlier if each.person_id == turn.person.id)
        heard = Heard(turn, open_question=question, replies=replies, before=before)
        # A model does what it is asked with the house's instructions and tools: another prompt would lose its cache.
        if not model and (task := task_of(turn, question, earlier)) is not None:
            # A list of what is to be done is plain without a model; all else that the task may be needs one.
            listed = await self._todo_lists.listed(turn) if task.template_id == _ACTION_ITEMS else None
            return replace(heard, plan=listed) if listed is not None else with_task(heard, task)
        assent = read_assent(after_pause(turn.message.text), name=turn.person.name)
        for listener in self._listeners:
            if (told := await listener.answer(turn, question, assent)) is not None:
                return replace(heard, plan=told, open_question=None)
        if not model and (paused := await self._paused(heard)) is not None:
            return replace(heard, plan=paused)
        if not model and (remarked := await self._about_card(heard)) is not None:
            return replace(heard, plan=remarked)
        if (chosen := await self._chosen(heard)) is not None:
            return replace(heard, plan=chosen, open_question=None)
        if (wished := await self._wished(heard)) is not None:
            return replace(heard, plan=wished, open_question=None)
        if assent is not None and (answer := await self._assented(heard, assent)) is not None:
            return answer
        if question is not None and (answered := _answer_to(question, heard)) is not None:
            return answered
        plan = None if model else self._talk(heard)
        return replace(heard, plan=plan) if plan is not None else heard

    async def _earlier(self, turn: Turn) -> list[TurnRecord]:
        if turn.sequence == 1:
            return []
        return list(await self._turns.transcript(turn.conversation_id, before=turn.message_id, limit=_LOOKED_BACK))

    async def _paused(self, heard: Heard) -> Plan | None:
        """The answer to words that put off the decision on a card, or what was asked: both stay."""
        if not is_pause(heard.turn.message.text):
            return None
        cards = (await self._cards.of(heard.turn)).mine
        if cards and _chooses_further(heard.turn.message.text, cards[0]):
            return None
        if cards and cards[0].offer.action.response is None:
            return Plan((_(_IT_WAITS),), said=True, asked=heard.open_question)
        return Plan((_(_NO_HURRY),), said=True, asked=heard.open_question) if heard.open_question else None

    async def _about_card(self, heard: Heard) -> Plan | None:
        """What comes of words about the card at hand, or the question of the clock, whatever was asked before."""
        turn = heard.turn
        message = turn.message
        if message.material or message.attachments or message.venue is Venue.OVERHEARD:
            return None
        if heard.open_question is not None and (told := _clock_answer(heard)) is not None:
            return Plan((told,), said=True, asked=heard.open_question)
        if turn.sequence == 1 or len(message.text) > _LONG:
            return None
        cards = await self._cards.of(turn)
        if not cards.mine and cards.decided is None:
            return None
        if (answered := await self._card_remarks.answer(turn, cards)) is not None:
            return answered
        context = await self._contexts.of_turn(turn, message.text)
        if (repeated := await self._repetitions.answer(turn, cards, context)) is not None:
            return repeated
        if (ended := await self._card_answers.bounded(turn, cards)) is not None:
            return ended
        return await self._replacements.answer(turn, cards, context)

    async def _chosen(self, heard: Heard) -> Plan | None:
        """What comes of words that choose one of the times of a card, or of the events that it was asked about."""
        turn, question = heard.turn, heard.open_question
        choice = read_choice(turn.message.text)
        if question is not None and question.missing is Missing.WHICH:
            return await self._card_answers.event_chosen(turn, choice, question)
        if choice is None:
            return None
        if not choice.marked and (question is not None or clock_alone(choice.said)):
            return None
        return await self._card_answers.chosen(turn, choice, await self._cards.of(turn))

    async def _wished(self, heard: Heard) -> Plan | None:
        """What comes of the few words of a mail that answers a card: they are about that card and nothing else."""
        turn, message = heard.turn, heard.turn.message
        if message.venue is not Venue.MAIL or turn.sequence == 1 or message.material or message.attachments:
            return None
        if heard.open_question is not None and heard.open_question.missing is not Missing.CONSENT:
            return None
        return await self._wish(heard)

    async def _wish(self, heard: Heard) -> Plan | None:
        """The card as a few words want it, that say nothing else: "sorry, I meant Friday", "an hour is enough"."""
        turn, message = heard.turn, heard.turn.message
        zone = message.zone or turn.person.zone
        wish = read_wish(message.text, sent_at=message.sent_at, zone=zone, name=turn.person.name)
        if wish is None:
            return None
        context = await self._contexts.of_turn(turn, message.text)
        return await self._card_answers.wished(turn, wish, await self._cards.of(turn), context)

    async def _assented(self, heard: Heard, assent: Assent) -> Heard | None:
        """A yes or a no: to a card that is open, to what was asked, or to what people agreed on before."""
        turn, question = heard.turn, heard.open_question
        cards = await self._cards.of(turn)
        if (
            assent.verdict is Verdict.YES
            and not assent.rest
            and (passed_on := await self._agreed_events.passed_on(turn, cards.mine))
        ):
            return replace(heard, reading=passed_on, open_question=None)
        asked_later = question is not None and question.missing in (Missing.TIME, Missing.HOUR)
        if not asked_later or (cards.mine and assent.rest):
            plan = await self._card_answers.answer(turn, assent, cards, question)
            if plan is not None:
                return replace(heard, plan=plan)
        over = assent.lets_go and explains(assent.rest, turn)
        if assent.rest and not (over and asked_later):
            return None  # what it says besides changes nothing: it is read as it is, and the card stays
        if asked_later and assent.verdict is Verdict.NO:
            return replace(heard, plan=Plan((_(_LET_GO),), said=True), open_question=None)
        if question is not None and question.missing is Missing.HOUR:  # the hour that was named as the usual one
            words = replace(turn, message=replace(turn.message, text=question.words, sent_at=question.said_at))
            return replace(heard, turn=words, event_wanted=True, open_question=None)
        if assent.verdict is Verdict.YES and not cards.mine and (turn.message.before or turn.message.material):
            agreed = await self._agreed_events.of(turn, passed_on=True)
            return replace(heard, reading=agreed) if agreed is not None else None
        return None

    async def means_passed_on(self, turn: Turn) -> bool:
        """Whether "make it 4" is said of what was forwarded or quoted with it, and not of a card that waits."""
        if not turn.message.material or not _moves_unnamed(turn):
            return False
        cards = await self._cards.of(turn)
        found = await self._agreed_events.passed_on(turn, cards.mine)
        if found is None or found.draft is None:
            return False
        return cards.decided is None or cards.decided.offer.draft.start != found.draft.start

    async def agreed(self, turn: Turn) -> Reading | None:
        """The event that the thread before the message came to, for a message that wants it and says no time."""
        return await self._agreed_events.of(turn)

    def _talk(self, heard: Heard) -> Plan | None:
        """The answer to a question of the clock or to a remark; what was asked before stays asked."""
        message = heard.turn.message
        answer = _clock_answer(heard)
        if answer is None and (remark := remark_of(message.text)) is not None:
            answer = self._said(heard, tuple(_(text) for text in answers_to(remark)))
            if remark is Remark.ANSWER and (heard.open_question is not None or _cancels(heard)):
                return None
        return Plan((answer,), said=True, asked=heard.open_question) if answer is not None else None

    async def asks_time(self, turn: Turn, reading: Reading) -> Plan | None:
        """The question for the time of a message that is nothing but an event: "call with Bo", "Termin mit Petra"."""
        if reading.draft is not None or reading.seeks_time or len(turn.message.text) > _LONG:
            return None
        if wants_nothing(turn.message.text):
            return Plan((_(_NOTHING_PLANNED),), said=True)
        context = await self._contexts.of_turn(turn, turn.message.text)
        if not names_an_event(context.extract(turn.message.text), turn.message.text):
            return None
        return Plan((_(WHEN_QUESTION),), said=True, asked=asked_for(Missing.TIME, turn))

    async def speak(self, heard: Heard, reading: Reading) -> Plan:
        """What is said where the message was understood as nothing else and no model can be asked."""
        message = heard.turn.message
        if len(message.text) > _LONG or message.material:
            return Plan()
        if message.venue is Venue.ASSISTANT and (wished := await self._wish(heard)) is not None:
            return wished
        if (asked := await self._perhaps_an_event(heard.turn, reading)) is not None:
            return asked
        if is_pause(message.text):
            return Plan((_(_NO_HURRY),), said=True, asked=heard.open_question)
        remark = remark_of(message.text)
        beyond = LIMITS if wants_work(message.text) else NOT_UNDERSTOOD
        limits = tuple(_(text) for text in (answers_to(remark) if remark is not None else beyond))
        return Plan((self._said(heard, limits),), said=True, asked=heard.open_question)

    async def _perhaps_an_event(self, turn: Turn, reading: Reading) -> Plan | None:
        """The question for the hour of what may be a plan, said to the assistant: "I need to see Jo on Thursday"."""
        text = turn.message.text
        if not reading.unsure or reading.start is None or turn.message.venue is not Venue.ASSISTANT or "?" in text:
            return None
        read = (await self._contexts.of_turn(turn, text)).read(event_wanted=True)
        one = read.draft is not None and read.draft.rrule is None and not read.drafts and not read.warnings
        return hour_asked(turn, read) if one and read.hourless else None

    def _said(self, heard: Heard, variants: tuple[str, ...]) -> str:
        return unsaid(variants, heard.replies)


def _clock_answer(heard: Heard) -> str | None:
    """The answer to a question of the clock, or to what goes on from one: "and in London?"."""
    message = heard.turn.message
    text, now, zone, language = (
        message.text,
        message.sent_at,
        message.zone or heard.turn.person.zone,
        detect(message.text),
    )
    told = almanac_answer(text, now=now, zone=zone, language=language)
    return told or almanac_follow_up(text, heard.before, now=now, zone=zone, language=language)


def _chooses_further(text: str, card: Proposal) -> bool:
    """Whether words that may put a decision off ask for a later one of the times that a search found."""
    return (
        card.offer.action is Action.BOOK
        and any(each.kind == "free" for each in card.offer.alternatives)
        and (_LATER.fullmatch(text.strip(" .!")) is not None)
    )


def _cancels(heard: Heard) -> bool:
    """Whether a no is a command as well: "cancel it", "decline it" is about the event that was told or booked last."""
    message, person = heard.turn.message, heard.turn.person
    zone = ZoneInfo(message.zone or person.zone)
    change = read_change(message.text, message.sent_at.astimezone(zone), zone=zone, languages=())
    return change is not None and (change.cancel or change.answer is not None)


def _moves_unnamed(turn: Turn) -> bool:
    """Whether the words put something at another time that they do not name: "make it 4"."""
    message = turn.message
    zone = ZoneInfo(message.zone or turn.person.zone)
    change = read_change(message.text, message.sent_at.astimezone(zone), zone=zone, languages=())
    if change is None or change.about is not None or change.cancel or change.copy or change.answer is not None:
        return False
    return bool(change.tails) and not (change.add or change.remove)


def _question_of(earlier: list[TurnRecord], turn: Turn) -> OpenQuestion | None:
    """What the last answer in the thread asked this person, if it is not long ago."""
    if not earlier or earlier[-1].person_id != turn.person.id or earlier[-1].outcome.asked is None:
        return None
    try:
        question = OpenQuestion.from_json(earlier[-1].outcome.asked)
    except ValueError:  # of a version that asked otherwise
        return None
    return question if turn.message.sent_at - question.said_at < _STALE else None


def _reply_policy(turn: Turn) -> Plan | None:
    """What is said to words about when to answer in a place; its channel has made them hold before."""
    policy = reply_policy_in(turn.message.text, turn.message.venue)
    return Plan((_(SET[policy]),), said=True) if policy is not None else None


def _answer_to(question: OpenQuestion, heard: Heard) -> Heard | None:
    """The message as an answer to what was asked, where it is one."""
    if question.missing not in (Missing.TIME, Missing.HOUR):
        return None
    message = heard.turn.message
    both = joined(question, message.text, sent_at=message.sent_at, zone=question.zone)
    if both is None:
        return None
    together = replace(message, text=both.words, sent_at=both.said_at)
    open_hour = question.missing is Missing.TIME
    turn = replace(heard.turn, message=together)
    return replace(heard, turn=turn, event_wanted=True, open_question=None, open_hour=open_hour)
