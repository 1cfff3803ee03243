"""What is known before a model is asked: what the message wants, which template and model answer it, what they see."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from threadline.calendar.extract import Intent
from threadline.core.domain.message import Message, Turn
from threadline.core.domain.proposal import Offer
from threadline.core.domain.reading import Reading
from threadline.core.domain.template import Template
from threadline.core.people.account_linking import AccountLinking
from threadline.core.scheduling.model_quotes import Situation, ask_for_quotes
from threadline.core.scheduling.planner import Plan, Planner
from threadline.core.scheduling.reading_context import ReadingContexts
from threadline.core.templates.library import Rendered, TemplateLibrary, render
from threadline.core.templates.selection import choose_template
from threadline.core.turns.budgets import Budgets
from threadline.core.turns.history import bounded, material, spoken, with_summary
from threadline.core.turns.model_selection import Choice, ModelSelection
from threadline.providers.context_window import Windows, budget, fit
from threadline.providers.port import ChatMessage, Request, Task, Usage
from threadline.storage.turns import TurnRecord, TurnStore

HISTORY_TURNS = 200
_LONG_TEXT = 5_000
_THREAD_TURNS = 4
_TALK = (None, Task.CHAT)
_LONGEST_QUOTED = 40_000
_BELOW = "(the text below)"


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is needed to answer: whom to ask, what, the event that was read, and what reading it took of a model."""

    choice: Choice
    request: Request
    offer: Offer | None
    rendered: Rendered | None
    quoting: Usage | None
    further: tuple[Offer, ...] = ()


class Preparation:
    """Gathers what an answer needs. `history_tokens` bounds what a model sees of the conversation."""

    def __init__(
        self,
        *,
        turns: TurnStore,
        library: TemplateLibrary,
        planner: Planner,
        contexts: ReadingContexts,
        account_linking: AccountLinking,
        models: ModelSelection,
        budgets: Budgets,
        windows: Windows,
        history_tokens: int,
    ) -> None:
        self._turns = turns
        self._library = library
        self._planner = planner
        self._contexts = contexts
        self._account_linking = account_linking
        self._models = models
        self._budgets = budgets
        self._windows = windows
        self._history_tokens = history_tokens

    async def prepare(self, turn: Turn, *, replaceable: bool) -> Prepared:
        """Understand a message and put together what answers it.

        Raises `LimitReached`, `TemplateError`, `CalendarError`, `ContextTooLong`.
        """
        message, person = turn.message, turn.person
        await self._budgets.check(person, message.channel)
        priced_only = self._budgets.counts_money(message.channel)
        choice = await self._models.choose(person, message.channel, priced_only=priced_only)
        template = await choose_template(self._library, person.id, message)
        event_wanted = template is not None and template.task is Task.CALENDAR_EVENT
        reading, quoting = await self._read(turn, choice, event_wanted=event_wanted)
        plan = await self._plan(turn, template, reading)
        if template is None and not plan.empty:
            template = await self._library.get(person.id, "schedule")
        rendered, about = _put(message, template)
        request = Request(
            messages=(ChatMessage("user", rendered.prompt if rendered else message.text),),
            system=_instructions(rendered, choice),
            task=template.task if template else message.wishes.task or Task.CHAT,
            facts=plan.facts,
            material=about,
            language=message.wishes.language or person.language,
            parameters=choice.parameters(message.wishes.parameters),
            replaceable=replaceable,
        )
        return Prepared(
            choice, await self._with_history(turn, request, choice), plan.offer, rendered, quoting, plan.further
        )

    async def _plan(self, turn: Turn, template: Template | None, reading: Reading) -> Plan:
        """What the service does about the message itself. Where another task was asked for, no event changes."""
        if template is None:
            linked = await self._account_linking.answer(turn.person, turn.message.text, shared=turn.message.shared)
            if linked is not None:
                return Plan((linked,))
        asked = turn.message.wishes.task in _TALK if template is None else template.task is Task.CALENDAR_EVENT
        if asked and (template is None or reading.intent in (Intent.UPDATE, Intent.CANCEL)):
            plan = await self._planner.change(turn, reading.intent)
            if plan is not None:
                return plan
        return await self._planner.plan(turn, reading)

    async def _with_history(self, turn: Turn, request: Request, choice: Choice) -> Request:
        """The request with the conversation before it, within our own bound and the model's window."""
        if turn.sequence == 1 and choice.model is None:
            return request
        earlier: Sequence[TurnRecord] = ()
        if turn.sequence > 1:
            earlier = await self._turns.transcript(turn.conversation_id, before=turn.message_id, limit=HISTORY_TURNS)
        return await asyncio.to_thread(self._fitted, request, spoken(earlier), choice.model)

    def _fitted(self, request: Request, earlier: tuple[ChatMessage, ...], model: str | None) -> Request:
        kept, fallen = bounded((*earlier, *request.messages), tokens=self._history_tokens)
        request = replace(request, messages=kept)
        if model is not None:
            fitted = fit(request, budget(self._windows.of(model), request))
            request, fallen = fitted.request, (*fallen, *fitted.fallen)
        return with_summary(request, fallen)

    async def _read(self, turn: Turn, choice: Choice, *, event_wanted: bool) -> tuple[Reading, Usage | None]:
        """What the message asks of the calendar. Where the grammar is not sure, a model may quote the words."""
        message = turn.message
        if message.wishes.task not in (*_TALK, Task.CALENDAR_EVENT) and not event_wanted:
            return Reading(Intent.NONE), None
        text = message.text if not message.material else f"{message.text}\n\n{message.material}"
        context = await self._contexts.of_turn(turn, text)
        read = partial(context.read, event_wanted=event_wanted)
        reading = await asyncio.to_thread(read) if len(text) > _LONG_TEXT else read()
        if choice.model is None or not _unsure(reading, text):
            return reading, None
        asked = await ask_for_quotes(
            choice.provider,
            text[:_LONGEST_QUOTED],
            Situation(message.sent_at, context.zone, await self._thread(turn), reading),
        )
        if asked.quotes is None:
            return reading, asked.usage
        if reading.unsure and asked.quotes.wanted is False and not event_wanted:
            return Reading(Intent.NONE), asked.usage
        if reading.intent is not Intent.CREATE and not asked.quotes.wanted:
            return reading, asked.usage
        return await asyncio.to_thread(partial(read, quoted=asked.quotes, event_wanted=True)), asked.usage

    async def _thread(self, turn: Turn) -> tuple[ChatMessage, ...]:
        """What was said last before the message, for a model that has to understand an answer."""
        if turn.sequence == 1:
            return ()
        return spoken(await self._turns.transcript(turn.conversation_id, before=turn.message_id, limit=_THREAD_TURNS))


def _unsure(reading: Reading, text: str) -> bool:
    """Whether a second reader is worth its price: what is wanted is in doubt, or of a wanted event the time."""
    if reading.unsure:
        return True
    times = sum(alternative.kind == "reading" for alternative in reading.alternatives)
    return reading.intent is Intent.CREATE and (reading.draft is None or times > 1 or len(text) > _LONG_TEXT)


def _put(message: Message, template: Template | None) -> tuple[Rendered | None, str | None]:
    """The template filled in, and the text to work on.

    That text never stands within the instructions, where it could pass for some: a template's `{{ text }}` points to
    it. Only when scheduling are the person's own words the message.
    """
    values = dict(message.wishes.variables)
    work = material(message.material, message.attachments)
    if template is None:
        return None, work
    about = work or values.get("text") or (None if template.task is Task.CALENDAR_EVENT else message.text)
    rendered = render(template, {**values, "text": _BELOW if about else message.text})
    if about and rendered.prompt == _BELOW:  # no words around it: then the text is the message
        return render(template, {**values, "text": about}), work
    return rendered, about


def _instructions(rendered: Rendered | None, choice: Choice) -> str:
    """The template's instructions, then how the person wants to be answered."""
    return "\n\n".join(
        part for part in (rendered.system_prompt if rendered else "", choice.settings.system_prompt) if part
    )
