"""What is known before a model is asked: what the message wants, which template and model answer it, what they see."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from threadline.calendar.extract import Intent
from threadline.calendar.port import CalendarError, CalendarRejected
from threadline.config.reading import ReadingLimits
from threadline.core.dialogue.dialogue import Dialogue
from threadline.core.dialogue.heard import Heard
from threadline.core.dialogue.several_acts import acts_of
from threadline.core.documents.pieces import Measure
from threadline.core.domain.message import Message, Turn
from threadline.core.domain.open_question import OpenQuestion
from threadline.core.domain.proposal import Offer, Proposal
from threadline.core.domain.reading import Reading
from threadline.core.domain.template import Template
from threadline.core.people.account_linking import AccountLinking
from threadline.core.scheduling.planner import Plan, Planner, hour_asked, lacks_hour
from threadline.core.scheduling.reading_context import ReadingContext, ReadingContexts
from threadline.core.templates.library import Rendered, TemplateLibrary
from threadline.core.templates.selection import choose_template
from threadline.core.tools.scene import Scene
from threadline.core.tools.toolbox import Toolbox
from threadline.core.turns.budgets import Budgets
from threadline.core.turns.fitting import fitted
from threadline.core.turns.history import (
    Transcript,
    beside_later,
    bounded,
    overheard,
    sources_of,
    spoken,
    tainted_by,
)
from threadline.core.turns.message_reading import TALK, MessageReader
from threadline.core.turns.model_selection import Choice, ModelSelection
from threadline.core.turns.reading_in_pieces import LongText, room_for_pieces
from threadline.core.turns.situation import Situations
from threadline.core.turns.spending import within_budget
from threadline.core.turns.template_prompt import filled_in, instructions_of, language_of
from threadline.providers.attempts import Meter
from threadline.providers.context_window import Windows, budget
from threadline.providers.port import ChatMessage, Request, Task, Usage
from threadline.storage.persons import utc_now
from threadline.storage.turns import TurnRecord, TurnStore

HISTORY_TURNS = 200
_FALLING_OUT = 50
"""So many of the oldest turns are forgotten at once; so long the transcript begins with the same (prompt caches)."""
_CHANGES = frozenset({Intent.UPDATE, Intent.CANCEL})
_QUESTIONS = frozenset({Intent.QUERY, Intent.FIND_TIME, Intent.NONE})
_ACTS = _CHANGES | {Intent.CREATE}


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is needed to answer: whom to ask, what, the events that were read, and what reading took of a model.

    `scene` is where tools play, None where the model has none. `unsure_offers` are those that a model with tools is to
    judge; they count where it could not be asked. `about_calendar`: the message or what comes of it is. `shown` are
    cards that are shown once more, `asked` is what the answer asks back, `beside` what later turns show beside the
    message. `whole` is the request before it was made to fit, `long` its material where that is to be read in pieces,
    `measure` what people count it in. `without_model` tells what code alone makes of the message, for when no model can
    be reached: None for what only a model can do.
    """

    choice: Choice
    request: Request
    offers: tuple[Offer, ...]
    rendered: Rendered | None
    quoting: Usage | None
    scene: Scene | None = None
    unsure_offers: tuple[Offer, ...] = ()
    about_calendar: bool = False
    shown: tuple[Proposal, ...] = ()
    asked: OpenQuestion | None = None
    beside: str = ""
    whole: Request | None = None
    measure: Measure | None = None
    long: LongText | None = None
    without_model: Callable[[], Awaitable[Plan | None]] | None = None


@dataclass(frozen=True, slots=True)
class _Planned:
    """What the service does about a message, and how it was read; `unsure` as in `Prepared`."""

    plan: Plan
    reading: Reading = Reading(Intent.NONE)  # noqa: RUF009 - immutable
    quoting: Usage | None = None
    context: ReadingContext | None = None
    unsure: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be answered: the message as it has to be taken, by which model, in which form, and what is planned."""

    turn: Turn
    choice: Choice
    template: Template | None
    tools: Toolbox | None
    planned: _Planned


class Preparation:
    """Gathers what an answer needs.

    `history_tokens` bounds what a model sees of the conversation, `material_tokens` what it sees again of its files and
    mails.
    """

    def __init__(
        self,
        *,
        turns: TurnStore,
        library: TemplateLibrary,
        planner: Planner,
        dialogue: Dialogue,
        contexts: ReadingContexts,
        account_linking: AccountLinking,
        models: ModelSelection,
        budgets: Budgets,
        windows: Windows,
        history_tokens: int,
        material_tokens: int,
        reading: ReadingLimits,
        situations: Situations,
        toolbox: Toolbox | None,
    ) -> None:
        self._turns = turns
        self._library = library
        self._planner = planner
        self._dialogue = dialogue
        self._contexts = contexts
        self._reader = MessageReader(contexts, turns)
        self._account_linking = account_linking
        self._models = models
        self._budgets = budgets
        self._windows = windows
        self._history_tokens = history_tokens
        self._material_tokens = material_tokens
        self._reading = reading
        self._situations = situations
        self._toolbox = toolbox

    async def prepare(self, turn: Turn, *, replaceable: bool, meter: Meter | None = None) -> Prepared:
        """Understand a message and put together what answers it; `meter` learns of every attempt at a model.

        Raises `LimitReached`, `TemplateError`, `CalendarError`, `ContextTooLong`.
        """
        wanted = await self._wanted(turn, meter if meter is not None else Meter())
        message, choice, planned = wanted.turn.message, wanted.choice, wanted.planned
        rendered, about = filled_in(message, wanted.template)
        newest = ChatMessage("user", rendered.prompt if rendered else message.text)
        earlier = await self._earlier(wanted.turn)
        transcript = self._history(message, earlier, newest)
        scene = _scene(wanted, earlier, tainted_by(message, transcript.shown))
        request = replace(
            await self._request(wanted, transcript, scene),
            directions=_directions(choice, rendered),
            material=about,
            replaceable=replaceable,
        )
        names = tuple(file.name for file in message.attachments) if not message.material else ()
        whole, request = await asyncio.to_thread(fitted, self._windows, request, transcript.fallen, choice.model)
        return Prepared(
            choice,
            request,
            planned.plan.offers,
            rendered,
            planned.quoting,
            scene,
            planned.unsure,
            about_calendar=planned.reading.intent is not Intent.NONE or not planned.plan.empty,
            shown=planned.plan.shown,
            asked=planned.plan.asked,
            whole=whole,
            measure=Measure.of(whole.material, names) if whole.material is not None else None,
            long=self._long(whole, request, names, choice),
            beside=beside_later(whole, material_tokens=self._material_tokens) if choice.is_model else "",
            without_model=partial(self._without_model, turn, choice) if _may_do_without(wanted) else None,
        )

    async def _without_model(self, turn: Turn, choice: Choice) -> Plan | None:
        heard, template = await self._heard(turn, choice.by_code())
        if template is not None:
            return None
        try:
            planned = await self._planned(heard, None, choice.by_code(), None, in_place=True)
        except CalendarError:
            return None
        return planned.plan if planned.plan.facts else None

    async def _wanted(self, turn: Turn, meter: Meter) -> _Wanted:
        """What is to be answered, and by whom."""
        choice = await self._chosen(turn, meter)
        heard, template = await self._heard(turn, choice)
        tools = self._tools(choice, heard.turn.message, template)
        planned = await self._planned(heard, template, choice, tools)
        if planned.plan.said:
            choice, tools = choice.by_code(), None
        elif template is None and not planned.plan.empty:
            template = await self._library.get(turn.person.id, "schedule")
        return _Wanted(heard.turn, choice, template, tools, planned)

    async def _chosen(self, turn: Turn, meter: Meter) -> Choice:
        """The model that answers, within what it may cost. Raises `LimitReached`."""
        person, channel = turn.person, turn.message.channel
        await self._budgets.check(person, channel)
        priced_only = self._budgets.counts_money(channel)
        wishes = turn.message.wishes
        choice = await self._models.choose(
            person, channel, wished=wishes.provider, anew=wishes.anew, priced_only=priced_only, meter=meter
        )
        return within_budget(choice, self._budgets, turn, meter) if priced_only else choice

    async def _request(self, wanted: _Wanted, transcript: Transcript, scene: Scene | None) -> Request:
        """What the model is asked, but for what a template and its material say."""
        choice, template, message = wanted.choice, wanted.template, wanted.turn.message
        situation = ""
        if choice.is_model:
            notes = scene.notes if scene else None
            situation = await self._situations.of(wanted.turn, wanted.planned.reading, notes, told=transcript.shown)
        return Request(
            messages=transcript.shown,
            opening=transcript.opening,
            system=instructions_of(choice, message, tools=wanted.tools is not None),
            situation=situation,
            task=template.task if template else message.wishes.task or Task.CHAT,
            facts=wanted.planned.plan.facts,
            language=language_of(message, template, wanted.turn.person),
            parameters=choice.parameters(message.wishes.parameters),
            tools=wanted.tools.specs if wanted.tools is not None else (),
        )

    async def _heard(self, turn: Turn, choice: Choice) -> tuple[Heard, Template | None]:
        """The message as its thread has it to be taken, and the template that answers it."""
        template = await choose_template(self._library, turn.person.id, turn.message)
        if template is not None or turn.message.wishes.task not in TALK:
            return Heard(turn), template
        linked = await self._account_linking.answer(turn.person, turn.message.text, shared=turn.message.shared)
        if linked is not None:
            return Heard(turn, plan=Plan((linked,))), None
        heard = await self._dialogue.hear(turn, model=choice.is_model)
        return heard, await choose_template(self._library, turn.person.id, heard.turn.message)

    async def _planned(
        self,
        heard: Heard,
        template: Template | None,
        choice: Choice,
        tools: Toolbox | None,
        *,
        in_place: bool = False,
    ) -> _Planned:
        """What the service does about the message, as far as that does not stand already.

        `in_place` of a model that cannot be reached, it does not say that none is connected.
        """
        if heard.plan is not None:
            return _Planned(heard.plan)
        turn, event_wanted = heard.turn, heard.event_wanted or _wants_event(template)
        if turn.message.invited and (template is None or event_wanted):
            return _Planned(await self._planner.invited(turn), Reading(Intent.CREATE))
        if heard.reading is not None:
            return _Planned(await self._planner.plan(turn, heard.reading, event_wanted=True), heard.reading)
        reading, quoting, context = await self._reader.read(
            turn, choice, event_wanted=event_wanted, quotes=tools is None
        )
        if reading.intent is Intent.CREATE and reading.question is not None:
            reading = await self._dialogue.agreed(turn) or reading
        plan = await self._each_act(turn, template, choice) if reading.intent is not Intent.NONE else None
        if plan is None and template is None and not choice.is_model:
            plan = await self._dialogue.asks_time(turn, reading)
        if plan is None and heard.open_hour and lacks_hour(turn, reading):
            plan = hour_asked(turn, reading)
        plan = plan or await self._possible(turn, template, reading, event_wanted=event_wanted)
        if plan.empty and template is None and not choice.is_model and not in_place:
            plan = await self._dialogue.speak(heard, reading)
        if plan.empty and template is None and choice.is_model:
            plan = await self._planner.own_days(turn)
        if heard.open_question is not None and plan.facts and reading.intent in _QUESTIONS and plan.asked is None:
            plan = replace(plan, asked=heard.open_question)  # what was asked before waits while another is answered
        if tools is not None and reading.unsure and not event_wanted and plan.offers:  # it judges whether one is wanted
            return _Planned(Plan(), reading, quoting, context, unsure=plan.offers)
        return _Planned(plan, reading, quoting, context)

    def _tools(self, choice: Choice, message: Message, template: Template | None) -> Toolbox | None:
        """The tools, where the model calls them and the person talks: other tasks work on a text and need none."""
        task = template.task if template is not None else message.wishes.task or Task.CHAT
        talks = task in (Task.CHAT, Task.CALENDAR_EVENT) and (template is None or template.builtin)
        return self._toolbox if choice.is_model and choice.calls_tools and talks else None

    async def _each_act(self, turn: Turn, template: Template | None, choice: Choice) -> Plan | None:
        """What comes of a message with several acts, a change among them: each is planned alone. None for one act."""
        parts = acts_of(turn.message.text)
        if len(parts) == 1 or template is not None or choice.is_model or turn.message.material:
            return None
        turns = [
            replace(turn, message=replace(turn.message, text=part), act=number) for number, part in enumerate(parts)
        ]
        readings = [(await self._contexts.of_turn(each, each.message.text)).read(event_wanted=False) for each in turns]
        intents = {reading.intent for reading in readings}
        if not intents <= _ACTS or not intents & _CHANGES:
            return None
        plans = [
            await self._plan(each, None, one, event_wanted=False) for each, one in zip(turns, readings, strict=True)
        ]
        offers = [offer for plan in plans for offer in plan.offers]
        facts = tuple(fact for plan in plans for fact in plan.facts)
        return Plan(facts, next(iter(offers), None), tuple(offers[1:]))

    async def _possible(self, turn: Turn, template: Template | None, reading: Reading, *, event_wanted: bool) -> Plan:
        """The plan; a text from outside that speaks of what no calendar takes keeps nobody from an answer about it."""
        try:
            return await self._plan(turn, template, reading, event_wanted=event_wanted)
        except CalendarRejected:
            if not turn.message.material or event_wanted:
                raise
            return Plan()

    async def _plan(self, turn: Turn, template: Template | None, reading: Reading, *, event_wanted: bool) -> Plan:
        """What the calendar has to do with it. Where another task was asked for, no event changes."""
        asked = turn.message.wishes.task in TALK if template is None else template.task is Task.CALENDAR_EVENT
        changes = reading.intent in _CHANGES
        changing = asked and (changes or (template is None and not event_wanted))
        if changing and not await self._dialogue.means_passed_on(turn):
            plan = await self._planner.change(turn, reading.intent)
            if plan is not None:
                return plan
        return await self._planner.plan(turn, reading, event_wanted=event_wanted)

    async def _earlier(self, turn: Turn) -> Sequence[TurnRecord]:
        """The conversation before the message."""
        if turn.sequence == 1:
            return ()
        limit = looked_back(turn.sequence)
        return await self._turns.transcript(turn.conversation_id, before=turn.message_id, limit=limit)

    def _long(self, whole: Request, kept: Request, names: tuple[str, ...], choice: Choice) -> LongText | None:
        """The material, where it does not fit and is to be read in pieces."""
        if whole.material is None or whole.material == kept.material or choice.model is None:
            return None
        tokens = budget(self._windows.of(choice.model), whole)
        room = room_for_pieces(kept, tokens, self._reading)
        return LongText(whole.material, names, room) if room and self._reading.pieces else None

    def _history(self, message: Message, earlier: Sequence[TurnRecord], newest: ChatMessage) -> Transcript:
        """The conversation up to the message within our own bounds."""
        before = spoken(earlier, material_tokens=self._material_tokens)
        return bounded((*before, *overheard(message), newest), tokens=self._history_tokens)


def _may_do_without(wanted: _Wanted) -> bool:
    """Whether code alone may answer in the place of a model: where the person talks, and no task was asked for."""
    return wanted.choice.is_model and wanted.template is None and wanted.turn.message.wishes.task in TALK


def looked_back(sequence: int) -> int:
    """How many turns before this one a model may be shown."""
    return min(sequence - 1, HISTORY_TURNS + sequence % _FALLING_OUT)


def _scene(wanted: _Wanted, earlier: Sequence[TurnRecord], tainted: str) -> Scene | None:
    """Where the tools of the turn play; what code proposes is there already. None where the model has none."""
    context, offers = wanted.planned.context, wanted.planned.plan.offers
    if wanted.tools is None or context is None:
        return None
    scene = Scene(wanted.turn, utc_now(), sources_of(wanted.turn, earlier), context)
    scene.notes.offers.extend(offers)
    scene.notes.by_code = len(offers)
    scene.notes.tainted = tainted
    return scene


def _wants_event(template: Template | None) -> bool:
    return template is not None and template.task is Task.CALENDAR_EVENT


def _directions(choice: Choice, rendered: Rendered | None) -> str:
    """What a template says about its answer. Of our own for events the instructions say it already, in every turn."""
    if rendered is None:
        return ""
    if choice.is_model and rendered.template.builtin and rendered.template.task is Task.CALENDAR_EVENT:
        return ""
    return rendered.system_prompt
