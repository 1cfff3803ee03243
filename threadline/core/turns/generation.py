"""Speaking: a model's words onto a surface, with a sign of life every second, until the end, a stop or a loss."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog

from threadline.core.channels.errors import ChannelError, StoppedByPerson
from threadline.core.channels.pacer import Pacer
from threadline.core.channels.port import Channel, Reply
from threadline.core.channels.rate_limit import Buckets
from threadline.core.domain.message import Turn, TurnState, storable
from threadline.core.templates.library import Rendered
from threadline.core.turns.preparation import Prepared
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
from threadline.providers.tokens import estimate_request, estimate_tokens
from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.turns import TurnStore

log = structlog.get_logger()

CHECKPOINT_SECONDS = 1.0
DOUBT_SECONDS = 5.0  # so long without a checkpoint, and the turn may be another's by now


class OwnershipLost(Exception):
    """The turn was taken over by a later start: whatever this one still wants to say is void."""


@dataclass(slots=True)
class GeneratedAnswer:
    """An answer in the making. `stop` is set when the person wants no more, `lost` when the turn is another's."""

    text: str = ""
    usage: Usage | None = None
    quoting: Usage | None = None
    finish: Finish | None = None
    surface_ref: str | None = None
    error: ProviderError | None = None
    code: str | None = None
    reason: str | None = None
    rendered: Rendered | None = None
    checked: float = 0.0
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    lost: asyncio.Event = field(default_factory=asyncio.Event)


class Generation:
    """Streams answers. All replies of one workspace share its pace."""

    def __init__(self, turns: TurnStore) -> None:
        self._turns = turns
        self._buckets = Buckets()

    @asynccontextmanager
    async def alive(self, turn: Turn, answer: GeneratedAnswer) -> AsyncIterator[None]:
        """From the first moment of a turn to its last: one that gives no sign of life is taken over."""
        beating = asyncio.create_task(self._beat(turn, answer))
        try:
            yield
        finally:
            beating.cancel()
            await asyncio.wait([beating])
            _retrieve(beating)

    async def speak(
        self, turn: Turn, channel: Channel, reply: Reply, prepared: Prepared, answer: GeneratedAnswer
    ) -> TurnState:
        """Let the model speak onto the surface until it is done, stopped or fails. Raises `OwnershipLost`."""

        async def keep_ref(ref: str) -> None:
            answer.surface_ref = ref
            await self._checkpoint(turn, answer)

        bucket = self._buckets.of(channel.name, reply.bucket, channel.capabilities)
        pacer = Pacer(reply, channel.capabilities, bucket, on_ref=keep_ref)
        try:
            if not answer.stop.is_set():
                await self._race(prepared, answer, pacer)
            answer.usage = answer.usage or _estimated(prepared, answer)
            # The last moment to notice it: the final text of a turn that is another's would stand over the other's.
            await self._make_sure(turn, answer)
            state = _state(answer, pacer)
            answer.text = _final_text(answer, state)
            if not isinstance(pacer.failure, StoppedByPerson):  # who stopped it on the platform closed it there, too
                await pacer.finish(answer.text)
        except ChannelError as error:
            log.warning("answer could not be shown", message=turn.message_id, error=type(error).__name__)
            answer.code, answer.reason = "channel", f"{type(error).__name__}: {error}"
            state = TurnState.FAILED
        finally:
            await pacer.abandon()
        return state

    async def _race(self, prepared: Prepared, answer: GeneratedAnswer, pacer: Pacer) -> None:
        """Consume the model's answer until the first of: its end, a stop, a lost surface, a lost turn."""
        tasks = [
            asyncio.create_task(_consume(prepared.choice.provider, prepared.request, answer, pacer)),
            asyncio.create_task(answer.stop.wait()),
            asyncio.create_task(pacer.failed.wait()),
            asyncio.create_task(answer.lost.wait()),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            for task in tasks:
                _retrieve(task)

    async def _beat(self, turn: Turn, answer: GeneratedAnswer) -> None:
        while not answer.lost.is_set():
            await asyncio.sleep(CHECKPOINT_SECONDS)
            try:
                await self._checkpoint(turn, answer)
            except StorageUnavailable as error:
                log.warning("no sign of life could be given", message=turn.message_id, error=str(error))

    async def _checkpoint(self, turn: Turn, answer: GeneratedAnswer) -> None:
        stopped = await self._turns.checkpoint(
            turn.message_id, turn.epoch, text=answer.text, surface_ref=answer.surface_ref
        )
        answer.checked = asyncio.get_running_loop().time()
        if stopped is None:
            answer.lost.set()
        elif stopped:
            answer.stop.set()

    async def _make_sure(self, turn: Turn, answer: GeneratedAnswer) -> None:
        """Before the last word: is the turn still ours? A process that was frozen for a while may have lost it."""
        if asyncio.get_running_loop().time() - answer.checked > DOUBT_SECONDS:
            await self._checkpoint(turn, answer)
        if answer.lost.is_set():
            raise OwnershipLost(turn.message_id)


async def _consume(provider: Provider, request: Request, answer: GeneratedAnswer, pacer: Pacer) -> None:
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


async def _take_in(provider: Provider, request: Request, answer: GeneratedAnswer, pacer: Pacer) -> None:
    async for delta in provider.stream(request):
        match delta:
            case Text():
                answer.text += storable(delta.text)
                pacer.push(answer.text)
            case Restart():
                answer.text = f"*{delta.reason}*\n\n"
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


def _retrieve(task: "asyncio.Task[Any]") -> None:
    """Look at how an ended task ended, or asyncio complains that nobody did."""
    if not task.cancelled():
        task.exception()


def _state(answer: GeneratedAnswer, pacer: Pacer) -> TurnState:
    if isinstance(pacer.failure, StoppedByPerson):
        return TurnState.STOPPED
    if answer.finish is not None:  # also where a stop came as the last word was said: it is all there
        return TurnState.ANSWERED
    if answer.stop.is_set():
        return TurnState.STOPPED
    return TurnState.FAILED


def _final_text(answer: GeneratedAnswer, state: TurnState) -> str:
    if state is TurnState.STOPPED:
        return f"{answer.text}\n\n*Stopped.*".strip()
    if state is TurnState.ANSWERED and answer.finish is not None and answer.finish.reason == "length":
        return f"{answer.text}\n\n*The answer ends here because it reached its length limit.*"
    if answer.error is not None:
        return f"{answer.text}\n\n**I could not finish this answer.** {answer.error.advice}".strip()
    return answer.text
