"""One turn: understand, gather, ask the provider, stream the reply, propose.

A turn may be started again after a crash. Everything it does outside is recognised by its key: the reply is found by
the turn's key or its saved platform id, the proposal by the message's id. A turn that fails unexpectedly is tried
again; after `MAX_ATTEMPTS` it is parked with its reason, so a poison message never blocks its conversation.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from threadline.calendar.port import CalendarError
from threadline.core.channel import (
    Channel,
    ChannelError,
    ChannelThrottled,
    ChannelUnavailable,
    Reply,
    StoppedByPerson,
)
from threadline.core.decisions import Decisions
from threadline.core.live import Live
from threadline.core.message import Message, Turn, TurnState
from threadline.core.models import Models
from threadline.core.pacer import Buckets, Pacer
from threadline.core.people import person_of
from threadline.core.preparing import Prepared, Preparing
from threadline.core.proposal import Offer
from threadline.core.spending import LimitReached
from threadline.core.templates import Rendered, TemplateError
from threadline.providers.context_window import shrink
from threadline.providers.port import (
    ContextTooLong,
    CutOff,
    Finish,
    Provider,
    ProviderError,
    Request,
    Restart,
    Text,
    Usage,
)
from threadline.storage.errors import StorageUnavailable
from threadline.storage.turns import Started, TurnOutcome, TurnStore

log = structlog.get_logger()

MAX_ATTEMPTS = 5
CHECKPOINT_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 10.0  # well under the time after which another replica takes a silent turn over
DOUBT_SECONDS = 5.0  # so long without a checkpoint, and the turn may be another's by now
_PASSING = (ChannelThrottled, ChannelUnavailable)


class OwnershipLost(Exception):
    """The turn was taken over by a later start: whatever this one still wants to say is void."""


@dataclass(slots=True)
class _Answer:
    """An answer in the making."""

    text: str = ""
    usage: Usage | None = None
    finish: Finish | None = None
    surface_ref: str | None = None
    error: ProviderError | None = None
    code: str | None = None
    reason: str | None = None
    rendered: Rendered | None = None
    checked: float = 0.0
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    lost: asyncio.Event = field(default_factory=asyncio.Event)


class Answering:
    """Runs turns."""

    def __init__(
        self,
        *,
        turns: TurnStore,
        channels: Mapping[str, Channel],
        preparing: Preparing,
        models: Models,
        decisions: Decisions,
        live: Live,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._turns = turns
        self._channels = channels
        self._preparing = preparing
        self._models = models
        self._decisions = decisions
        self._live = live
        self._sleep = sleep
        self._buckets = Buckets()
        self._stops: dict[str, asyncio.Event] = {}
        self._running: set[str] = set()

    def stop(self, message_id: str) -> None:
        """Stop a turn that runs in this process."""
        if message_id in self._stops:
            self._stops[message_id].set()

    def is_running(self, message_id: str) -> bool:
        """Whether this process is at it, waiting before another attempt included."""
        return message_id in self._running

    async def run(self, message_id: str) -> str | None:
        """Answer a message, however often it takes; answers with the conversation's next message, if one waits."""
        self._running.add(message_id)
        try:
            return await self._insist(message_id)
        finally:
            self._running.discard(message_id)

    async def _insist(self, message_id: str) -> str | None:
        attempt = 0
        while True:
            wait = _pause(attempt + 1)
            try:
                started = await self._turns.start(message_id)
                if started is None:
                    return None
                return await self._attempt(started)
            except OwnershipLost:
                log.warning("turn was taken over", message=message_id)
                return None
            except StorageUnavailable as error:
                log.error("storage unavailable, the turn waits", message=message_id, error=str(error))
            except _PASSING as error:
                log.warning("channel unavailable, the turn waits", message=message_id, error=type(error).__name__)
                wait = _pause(attempt + 1, error)
            except Exception:  # the edge of a turn: logged, tried again, parked in the end
                log.exception("turn failed", message=message_id, attempt=attempt)
            attempt += 1
            await self._sleep(wait)

    async def _attempt(self, started: Started) -> str | None:
        try:
            message = Message.from_json(started.body)
        except ValueError:  # what pydantic says of it would be content
            return await self._park(started, "The stored message cannot be read")
        channel = self._channels.get(message.channel)
        if channel is None:
            return await self._park(started, f"The channel {message.channel!r} is not installed any more")
        turn = Turn(
            started.message_id,
            started.conversation_id,
            started.sequence,
            message,
            person_of(started.person),
            started.epoch,
            surface_ref=started.surface_ref,
        )
        if started.attempts > MAX_ATTEMPTS:
            await self._apologise(turn, channel)
            return await self._park(started, f"It failed {MAX_ATTEMPTS} times")
        self._live.begin(turn.message_id, turn.epoch)
        try:
            return await self._answer(started, turn, channel)
        except _PASSING:
            raise
        except ChannelError as error:
            log.warning("nowhere to answer", message=turn.message_id, error=type(error).__name__)
            return await self._end(turn, TurnOutcome("failed", "", code="channel", reason=_reason(error)))
        finally:
            self._live.end(turn.message_id)

    async def _apologise(self, turn: Turn, channel: Channel) -> None:
        """Tell the person that there will be no answer, if that can be told."""
        try:
            reply = await channel.open_reply(turn)
            await reply.finish("Sorry, I could not answer this. It is kept, and somebody will have to look at it.")
        except Exception:  # nothing may keep a poison message from being parked
            log.exception("apology not shown", message=turn.message_id)

    async def _answer(self, started: Started, turn: Turn, channel: Channel) -> str | None:
        answer = _Answer(
            surface_ref=turn.surface_ref,
            checked=asyncio.get_running_loop().time(),
            stop=self._stops.setdefault(turn.message_id, asyncio.Event()),
        )
        if started.stop_requested:
            answer.stop.set()
        # From the first moment to the last: a turn that gives no sign of life is taken over.
        alive = asyncio.create_task(self._keep_checkpoints(turn, answer))
        try:
            reply = await channel.open_reply(turn)
            state = await self._say(turn, channel, reply, answer, alive)
        finally:
            self._stops.pop(turn.message_id, None)
            alive.cancel()
            await asyncio.wait([alive])
            _retrieve(alive)
        return await self._end(turn, self._outcome(state, answer))

    async def _say(
        self, turn: Turn, channel: Channel, reply: Reply, answer: _Answer, alive: "asyncio.Task[None]"
    ) -> TurnState:
        """The answer, and the card of what it proposes."""
        try:
            prepared = await self._preparing.prepare(turn, replaceable=channel.capabilities.replace)
        except (LimitReached, TemplateError, CalendarError, ContextTooLong) as error:
            answer.text = answer.reason = str(error)
            answer.code = _code(error)
            await reply.finish(answer.text)
            return TurnState.FAILED
        answer.rendered = prepared.rendered
        state = await self._stream(turn, channel, reply, prepared, answer, alive)
        if prepared.offer is not None and state is TurnState.ANSWERED:
            try:
                await self._propose(turn, prepared.offer)
            except (CalendarError, ChannelError) as error:
                log.warning("card not shown", message=turn.message_id, error=type(error).__name__)
                answer.reason = f"The event could not be proposed: {_reason(error)}"
        return state

    async def _stream(
        self,
        turn: Turn,
        channel: Channel,
        reply: Reply,
        prepared: Prepared,
        answer: _Answer,
        alive: "asyncio.Task[None]",
    ) -> TurnState:
        """Let the model speak onto the surface until it is done, stopped or fails."""

        async def keep_ref(ref: str) -> None:
            answer.surface_ref = ref
            await self._checkpoint(turn, answer)

        bucket = self._buckets.of(channel.name, reply.bucket, channel.capabilities)
        pacer = Pacer(reply, channel.capabilities, bucket, on_ref=keep_ref)
        try:
            if not answer.stop.is_set():
                await self._race(prepared, answer, pacer, alive)
            await self._make_sure(turn, answer)
            state = _state(answer, pacer)
            answer.text = _final_text(answer, state)
            if not isinstance(pacer.failure, StoppedByPerson):
                await pacer.finish(answer.text)
        except ChannelError as error:
            log.warning("answer could not be shown", message=turn.message_id, error=type(error).__name__)
            answer.code, answer.reason = "channel", _reason(error)
            state = TurnState.FAILED
        finally:
            await pacer.abandon()
        return state

    async def _race(self, prepared: Prepared, answer: _Answer, pacer: Pacer, alive: "asyncio.Task[None]") -> None:
        """Consume the model's answer until the first of: its end, a stop, a lost surface, a lost turn."""
        tasks = [
            asyncio.create_task(_consume(prepared.choice.provider, prepared.request, answer, pacer)),
            asyncio.create_task(answer.stop.wait()),
            asyncio.create_task(pacer.failed.wait()),
        ]
        try:
            done, _ = await asyncio.wait([*tasks, alive], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            for task in tasks:
                _retrieve(task)

    async def _keep_checkpoints(self, turn: Turn, answer: _Answer) -> None:
        while not answer.lost.is_set():
            await asyncio.sleep(CHECKPOINT_SECONDS)
            await self._checkpoint(turn, answer)

    async def _checkpoint(self, turn: Turn, answer: _Answer) -> None:
        stopped = await self._turns.checkpoint(
            turn.message_id, turn.epoch, text=answer.text, surface_ref=answer.surface_ref
        )
        answer.checked = asyncio.get_running_loop().time()
        if stopped is None:
            answer.lost.set()
        elif stopped:
            answer.stop.set()

    async def _make_sure(self, turn: Turn, answer: _Answer) -> None:
        """Before the last word: is the turn still ours? A process that was frozen for a while may have lost it."""
        if asyncio.get_running_loop().time() - answer.checked > DOUBT_SECONDS:
            await self._checkpoint(turn, answer)
        if answer.lost.is_set():
            raise OwnershipLost(turn.message_id)

    async def _propose(self, turn: Turn, offer: Offer) -> None:
        proposal = await self._decisions.propose(
            turn.person,
            offer,
            key=turn.message_id,
            channel=turn.message.channel,
            conversation_id=turn.conversation_id,
            message_id=turn.message_id,
        )
        for attempt in range(MAX_ATTEMPTS):
            try:
                return await self._decisions.present(proposal, turn)
            except _PASSING as error:
                log.warning("card not shown yet", message=turn.message_id, error=type(error).__name__)
                await self._sleep(_pause(attempt, error))
        return await self._decisions.present(proposal, turn)

    def _outcome(self, state: TurnState, answer: _Answer) -> TurnOutcome:
        outcome = TurnOutcome(
            state.value,
            answer.text,
            template_id=answer.rendered.template.id if answer.rendered else None,
            template_version=answer.rendered.template.version if answer.rendered else None,
            code="provider" if answer.error else answer.code,
            reason=str(answer.error) if answer.error else answer.reason,
        )
        usage = answer.usage
        if usage is None:
            return outcome
        return replace(
            outcome,
            provider=usage.provider,
            model=usage.model,
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            estimated=usage.estimated,
            cost_usd=self._models.price(usage),
            dropped=",".join(usage.dropped) or None,
        )

    async def _end(self, turn: Turn, outcome: TurnOutcome) -> str | None:
        return await self._turns.finish(turn.message_id, turn.epoch, outcome)

    async def _park(self, started: Started, reason: str) -> str | None:
        log.error("message parked", message=started.message_id, reason=reason)
        return await self._turns.finish(
            started.message_id, started.epoch, TurnOutcome("parked", "", code="parked", reason=reason)
        )


async def _consume(provider: Provider, request: Request, answer: _Answer, pacer: Pacer) -> None:
    """Take in what the model says. A request that was too long for it is asked once more, at half the length."""
    try:
        try:
            await _take_in(provider, request, answer, pacer)
        except ContextTooLong:
            if answer.text:
                raise
            await _take_in(provider, shrink(request), answer, pacer)
        if answer.finish is None:
            raise CutOff("The stream ended without an end", provider=provider.name)
    except ProviderError as error:
        answer.error = error


async def _take_in(provider: Provider, request: Request, answer: _Answer, pacer: Pacer) -> None:
    async for delta in provider.stream(request):
        match delta:
            case Text():
                answer.text += delta.text
                pacer.push(answer.text)
            case Restart():
                answer.text = ""
            case Usage():
                answer.usage = delta
            case Finish():
                answer.finish = delta


def _pause(attempt: int, error: ChannelError | None = None) -> float:
    """How long to wait before another attempt: as the platform said, or longer each time."""
    wished = error.retry_after if error is not None else None
    return min(LONGEST_PAUSE_SECONDS, 0.25 * 2.0**attempt if wished is None else wished)


def _code(error: Exception) -> str:
    match error:
        case LimitReached():
            return "limit"
        case TemplateError():
            return "template"
        case CalendarError():
            return "calendar"
        case _:
            return "provider"


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _retrieve(task: "asyncio.Task[Any]") -> None:
    """Look at how an ended task ended, or asyncio complains that nobody did."""
    if not task.cancelled():
        task.exception()


def _state(answer: _Answer, pacer: Pacer) -> TurnState:
    if isinstance(pacer.failure, StoppedByPerson):
        return TurnState.STOPPED
    if answer.finish is not None:
        return TurnState.ANSWERED
    if answer.stop.is_set():
        return TurnState.STOPPED
    return TurnState.FAILED


def _final_text(answer: _Answer, state: TurnState) -> str:
    if state is TurnState.STOPPED:
        return f"{answer.text}\n\n*Stopped.*".strip()
    if state is TurnState.ANSWERED and answer.finish is not None and answer.finish.reason == "length":
        return f"{answer.text}\n\n*The answer ends here because it reached its length limit.*"
    if answer.error is not None:
        return f"{answer.text}\n\n**I could not finish this answer.** {answer.error.advice}".strip()
    return answer.text
