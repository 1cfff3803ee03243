"""Speaking: a model's words onto a surface, until their end or until they are stopped."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from contextvars import copy_context
from dataclasses import replace

import structlog

from threadline.core.channels.errors import ChannelError, StoppedByPerson
from threadline.core.channels.pacer import Pacer
from threadline.core.channels.port import Channel, Reply, Step, StepState
from threadline.core.channels.rate_limit import Buckets
from threadline.core.domain.message import Turn, TurnState, storable
from threadline.core.turns.admission import Admission, Told
from threadline.core.turns.claims import Grounds, Truth
from threadline.core.turns.generated_answer import GeneratedAnswer
from threadline.core.turns.loop import Asking, Show, ToolLoop
from threadline.core.turns.preparation import Prepared
from threadline.core.turns.reading_in_pieces import PieceReader, read_so_far
from threadline.core.turns.stopping import Checkpoints, until_stopped
from threadline.providers.context_window import shrink
from threadline.providers.last_resort import stand_in
from threadline.providers.pool import LAST_RESORT
from threadline.providers.port import (
    ContextTooLong,
    Crowded,
    CutOff,
    Finish,
    OverBudget,
    Provider,
    ProviderError,
    Refused,
    Request,
    Restart,
    Task,
    Text,
    Usage,
)
from threadline.providers.tokens import estimate_request, estimate_tokens
from threadline.storage.turns import TurnStore
from threadline.texts.messages import N_, _

log = structlog.get_logger()

_LINE = "line"
BeforeEnd = Callable[[TurnState], Awaitable[None]]
CARD_BELOW = N_("Please look at the card below: nothing is booked or changed before you confirm it.")


class Generation:
    """Streams answers. All replies of one workspace share its pace."""

    def __init__(self, turns: TurnStore, loop: ToolLoop, admission: Admission, reader: PieceReader) -> None:
        self._checkpoints = Checkpoints(turns)
        self._loop = loop
        self._admission = admission
        self._reader = reader
        self._buckets = Buckets()

    def alive(self, turn: Turn, answer: GeneratedAnswer) -> AbstractAsyncContextManager[None]:
        """From the first moment of a turn to its last: one that gives no sign of life is taken over."""
        return self._checkpoints.alive(turn, answer)

    async def speak(
        self,
        turn: Turn,
        channel: Channel,
        reply: Reply,
        prepared: Prepared,
        answer: GeneratedAnswer,
        *,
        before_end: BeforeEnd,
    ) -> TurnState:
        """Let the model speak onto the surface until it is done, stopped or fails. Raises `OwnershipLost`.

        `before_end` is awaited when all is said but the last word is not shown yet.
        """

        async def keep_ref(ref: str) -> None:
            answer.surface_ref = ref
            await self._checkpoints.check(turn, answer)

        bucket = self._buckets.of(channel.name, reply.bucket, channel.capabilities)
        pacer = Pacer(reply, channel.capabilities, bucket, on_ref=keep_ref)
        answer.measure = prepared.measure
        answer.was_cut(prepared.whole or prepared.request, prepared.request)
        truth = _truth(prepared)
        answer.shown = "" if truth is not None else None
        try:
            if not answer.stop.is_set():
                await until_stopped(self._answering(turn, prepared, answer, pacer, truth), answer, pacer.failed)
            answer.usage = answer.usage or _estimated(prepared, answer)
            # The last moment to notice it: the final text of a turn that is another's would stand over the other's.
            await self._checkpoints.make_sure(turn, answer)
            state = _state(answer, pacer)
            _settle(prepared, answer)
            answer.text, answer.shown = _final_text(answer, state, truth), None
            if pacer.failure is None:
                await before_end(state)
            if not isinstance(pacer.failure, StoppedByPerson):  # who stopped it on the platform closed it there, too
                await pacer.finish(answer.text)
        except ChannelError as error:
            log.warning("answer could not be shown", message=turn.message_id, error=type(error).__name__)
            answer.code, answer.reason = "channel", f"{type(error).__name__}: {error}"
            state = TurnState.FAILED
        finally:
            answer.steps = tuple(step for step in pacer.steps if step.id != _LINE)
            await pacer.abandon()
        return state

    async def _answering(
        self, turn: Turn, prepared: Prepared, answer: GeneratedAnswer, pacer: Pacer, truth: Truth | None
    ) -> None:
        choice = prepared.choice
        if not choice.is_model:
            await self._seated(turn, prepared, answer, pacer, truth)
            return
        # With a key of their own nobody takes a seat of the workspace's.
        provider = None if choice.own_key else choice.first
        try:
            async with self._admission.seat(turn.person.id, provider, _told_by(pacer)):
                await self._seated(turn, prepared, answer, pacer, truth)
        except (OverBudget, Crowded) as error:  # there is no place in line
            answer.error = error

    async def _seated(
        self, turn: Turn, prepared: Prepared, answer: GeneratedAnswer, pacer: Pacer, truth: Truth | None
    ) -> None:
        provider, request, scene = prepared.choice.provider, prepared.request, prepared.scene
        if prepared.long is not None:
            request = await self._reader.read(turn, provider, request, prepared.long, answer, pacer)

        def show(text: str) -> None:
            visible = text
            if truth is not None:
                visible = answer.shown = truth.so_far(text)
            if visible:
                pacer.push(visible)

        if scene is None:
            await _consume(provider, request, answer, pacer, show)
        else:
            try:
                await self._loop.run(Asking(turn, provider, request, scene), answer, pacer, show)
            except ProviderError as error:
                answer.error = error
        await _without_model(prepared, request, answer)


async def _without_model(prepared: Prepared, request: Request, answer: GeneratedAnswer) -> None:
    """What code alone can answer, where no model could be reached and nothing was said or done yet."""
    error, scene = answer.error, prepared.scene
    begun = answer.text.strip() or (scene is not None and (scene.notes.offers or scene.notes.edits))
    if error is None or begun or prepared.without_model is None:
        return
    if isinstance(error, Refused | OverBudget | ContextTooLong) or (plan := await prepared.without_model()) is None:
        return
    answer.error, answer.instead = None, plan
    asked = replace(request, facts=plan.facts, task=Task.CHAT, tools=())
    async for delta in stand_in(prepared.choice.by_code().provider, asked, error, meter=answer.meter):
        match delta:
            case Text():
                answer.text += storable(delta.text)
            case Usage():
                answer.usage = delta
            case Finish():
                answer.finish = delta


def _told_by(pacer: Pacer) -> Told:
    """Shows a place in line, in the language of who waits: places change while another's answer ends."""
    here = copy_context()

    def show(place: int) -> None:
        if place == 0:
            pacer.work(Step(_LINE, _("It is your turn"), StepState.DONE))
        elif place == 1:
            pacer.work(Step(_LINE, _("You are next in line…")))
        else:
            pacer.work(Step(_LINE, _("You are number {place} in line…", place=place)))

    return lambda place: here.run(show, place)


def _settle(prepared: Prepared, answer: GeneratedAnswer) -> None:
    """What is to become cards; and words of code where the model had none."""
    if answer.instead is not None:
        answer.offers, answer.edits, answer.asked = answer.instead.offers, (), answer.instead.asked
        return
    answer.offers, answer.edits = prepared.offers, ()
    # Of a model that failed nothing counts. What code has read becomes a card all the same, as it does without a model.
    if answer.error is not None:
        answer.offers = answer.offers or prepared.unsure_offers
        return
    if prepared.scene is None:
        return
    notes = prepared.scene.notes
    answer.edits = tuple(notes.edits)
    if notes.asked is not None and answer.finish is not None:
        answer.asked, answer.question = notes.asked, notes.question or ""
    answer.offers = tuple(notes.offers)
    if answer.usage is not None and answer.usage.provider == LAST_RESORT.name:
        answer.offers = answer.offers or prepared.unsure_offers
    if answer.finish is not None and not (answer.text.strip() or answer.question):
        stands = notes.offers == list(prepared.offers) and not notes.edits
        answer.text = "\n\n".join(prepared.request.facts if stands else ()) or _(CARD_BELOW)


def _truth(prepared: Prepared) -> Truth | None:
    """What watches over the answer: a model that talks may claim what it did not do."""
    if not prepared.choice.is_model or prepared.request.task not in (Task.CHAT, Task.CALENDAR_EVENT):
        return None
    facts = "\n".join(prepared.request.facts)

    def grounds() -> Grounds:
        notes = prepared.scene.notes if prepared.scene is not None else None
        return Grounds(
            cards=bool(prepared.offers or (notes and (notes.offers or notes.edits))),
            calendar=prepared.about_calendar or bool(notes and notes.touched),
            events=bool(facts and not prepared.offers) or bool(notes and notes.events),
            booked=bool(notes and any(each.target is not None for each in notes.events.values())),
            facts=facts,
        )

    language = (prepared.request.language or "en").partition("-")[0]
    return Truth(grounds, (language,))


async def _consume(provider: Provider, request: Request, answer: GeneratedAnswer, pacer: Pacer, show: Show) -> None:
    """Take in what the model says. A request that was too long for it is asked once more, at half the length."""
    try:
        try:
            await _take_in(provider, request, answer, pacer, show)
        except ContextTooLong:
            if answer.text:
                raise
            shorter = shrink(request)
            answer.was_cut(request, shorter)
            await _take_in(provider, shorter, answer, pacer, show)
        if answer.finish is None:
            raise CutOff("The stream ended without an end", provider=provider.name)
    except ProviderError as error:
        answer.error = error


async def _take_in(provider: Provider, request: Request, answer: GeneratedAnswer, pacer: Pacer, show: Show) -> None:
    async for delta in provider.stream(request):
        match delta:
            case Text():
                answer.text += storable(delta.text)
                show(answer.text)
            case Restart():
                answer.text = answer.broke_off(delta, seen=pacer.shown)
            case Usage():
                answer.usage = delta
            case Finish():
                answer.finish = delta


def _estimated(prepared: Prepared, answer: GeneratedAnswer) -> Usage | None:
    """What an answer took that ended before its provider could say: nothing that was spoken is free."""
    if not answer.text:
        return None
    return Usage(
        prepared.choice.model or prepared.choice.first,
        estimate_request(prepared.request),
        estimate_tokens(answer.text),
        estimated=True,
        provider=prepared.choice.first,
    )


def _state(answer: GeneratedAnswer, pacer: Pacer) -> TurnState:
    if isinstance(pacer.failure, StoppedByPerson):
        return TurnState.STOPPED
    if answer.finish is not None:  # also where a stop came as the last word was said: it is all there
        return TurnState.ANSWERED
    if answer.stop.is_set():
        return TurnState.STOPPED
    return TurnState.FAILED


def _by_model(answer: GeneratedAnswer) -> bool:
    return answer.usage is None or answer.usage.provider != LAST_RESORT.name


def _how_far(answer: GeneratedAnswer) -> str:
    """How much of a text was read, where that is not all."""
    if answer.part is not None:
        return read_so_far(answer.part)
    if answer.read is None:
        return ""
    share = answer.read
    return _(
        "This was too long for the model: it read the beginning and the end, about {percent} % of the text.",
        percent=max(1, round(share * 100)),
    )


def _final_text(answer: GeneratedAnswer, state: TurnState, truth: Truth | None) -> str:
    answer.forget_what_broke_off()
    if truth is not None and (answer.usage is None or answer.usage.provider != LAST_RESORT.name):
        answer.text = truth.final(answer.text)
    if answer.question and state is TurnState.ANSWERED:
        answer.text = f"{answer.text}\n\n{answer.question}".strip()
    if state is TurnState.STOPPED:
        return (f"{answer.text}\n\n" + _("*Stopped.*")).strip()
    if state is TurnState.ANSWERED and _by_model(answer) and (told := _how_far(answer)):
        answer.text = f"{answer.text}\n\n*{told}*"
    if state is TurnState.ANSWERED and answer.finish is not None and answer.finish.reason == "length":
        return f"{answer.text}\n\n" + _("*The answer ends here because it reached its length limit.*")
    if answer.error is not None:
        told = _("I could not finish this answer.") if answer.text.strip() else _("I could not answer this.")
        below = f"\n\n{_(CARD_BELOW)}" if answer.offers else ""
        return f"{answer.text}\n\n**{told}** {answer.error.advice}{below}".strip()
    return answer.text
