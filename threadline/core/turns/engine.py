"""The engine: takes messages in, sees to it that each is answered once, and passes decisions on.

A message's own row carries its turn through crashes: who is at it, since when, and under which epoch. So the turn is a
plain task of this process, and needs no second record of durable work.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from threadline.core.domain.message import Message, Receipt
from threadline.core.people.directory import People
from threadline.core.proposals.decisions import Decisions
from threadline.core.runtime.draining import Draining
from threadline.core.runtime.durable import Durable
from threadline.core.runtime.work import SteppedWork, Work
from threadline.core.turns.admission import Admission
from threadline.core.turns.crash_recovery import STRANDED, Recovery
from threadline.core.turns.live_updates import LiveUpdates, Progress
from threadline.core.turns.runner import TurnRunner
from threadline.storage.database.errors import StorageError
from threadline.storage.interruptions import Interruptions
from threadline.storage.persons import utc_now
from threadline.storage.presence import Presence
from threadline.storage.turns import Started, TurnRecord, TurnStore

log = structlog.get_logger()

_TAKE_UP_SECONDS = 1.0
_HEAL_SECONDS = 10.0
_CARE_SECONDS = 60.0  # longer than any of it takes: what hangs must not hang for ever
_TITLE_LENGTH = 80
DRAIN_SECONDS = 10.0
_WAITERS_SHARE = 0.8  # so that each can be told where the answer is to be found


class TurnNotFound(Exception):
    """No such message, or not this person's."""


@dataclass(frozen=True, slots=True)
class EngineParts:
    """What the engine is made of. `counted`: what is being answered counts against limits before it is over."""

    turns: TurnStore
    interruptions: Interruptions
    presence: Presence
    people: People
    runner: TurnRunner
    decisions: Decisions
    durable: Durable
    live: LiveUpdates
    admission: Admission
    counted: bool


class Engine:
    """The conversation engine of one process."""

    def __init__(
        self,
        parts: EngineParts,
        *,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._turns = parts.turns
        self._people = parts.people
        self._runner = parts.runner
        self._durable = parts.durable
        self._live = parts.live
        self._answering = Draining()
        jobs = parts.decisions.booking_jobs
        self._presence = parts.presence
        self._recovery = Recovery(
            parts.turns,
            parts.interruptions,
            parts.presence,
            parts.runner,
            self._begin,
            jobs,
            parts.admission,
            clock=clock,
        )
        self._sleep = sleep
        self._counted = parts.counted
        self._drained_at: float | None = None
        self._stepped: SteppedWork | None = None
        self.decisions = parts.decisions

    def take_on(self, stepped: SteppedWork) -> None:
        """Carry this work in steps on as well; before the start. It asks the engine, so it comes after it."""
        self._stepped = stepped

    async def start(self) -> None:
        """Be ready for work, and take up what an earlier process left."""
        await self._recovery.enter()
        await self._durable.open(
            Work(
                turn=self._turn,
                booking=self.decisions.booking_jobs.book,
                undoing=self.decisions.booking_jobs.unbook,
                advance=self._advance,
            )
        )
        await self._recovery.resume()
        await self._take_up_steps(timedelta(0))

    async def run(self) -> None:
        """Look after what got stuck and what expired, until cancelled. None of it waits for the other."""
        async with asyncio.TaskGroup() as cares:
            cares.create_task(self._care(self._recovery.take_up, every=_TAKE_UP_SECONDS))
            cares.create_task(self._care(self._recovery.heal, every=_HEAL_SECONDS))
            cares.create_task(self._care(self._take_up_steps, every=_HEAL_SECONDS))
            cares.create_task(self._care(self.decisions.expire, every=_HEAL_SECONDS))

    async def _care(self, care: Callable[[], Awaitable[None]], *, every: float) -> None:
        while True:
            await self._sleep(every)
            try:
                async with asyncio.timeout(_CARE_SECONDS):
                    await care()
            except StorageError as error:
                log.error("storage unavailable", error=str(error))
            except TimeoutError:
                log.error("looking after took too long, it begins again")
            except Exception:  # whatever it was, those who come after must not wait for ever
                log.exception("looking after failed")

    def drain(self, patience: float) -> None:
        """The process is about to end: running turns have `patience` seconds for that, and whoever waits a bit less."""
        loop = asyncio.get_running_loop()
        self._drained_at = loop.time() + patience
        loop.call_later(patience * _WAITERS_SHARE, self._live.retire)

    @property
    def silence(self) -> float:
        """Seconds since the database last took a sign of life of ours."""
        return self._presence.silence

    @property
    def draining(self) -> bool:
        """Whether the process is about to end: no requests should be sent here."""
        return self._drained_at is not None

    async def close(self, *, patience: float = DRAIN_SECONDS) -> None:
        """Let running turns end for up to `patience` seconds; the rest is put back, for other replicas or a restart."""
        if not self._durable.running:
            return
        if self._drained_at is not None:
            patience = min(patience, max(0.0, self._drained_at - asyncio.get_running_loop().time()))
        until = asyncio.get_running_loop().time() + patience
        await self._answering.drain(patience)
        await self._durable.close(patience=max(0.0, until - asyncio.get_running_loop().time()))
        try:
            await self._recovery.leave()
        except StorageError as error:
            log.error("storage unavailable, what was open is taken up later", error=str(error))

    @property
    def running(self) -> bool:
        """Whether durable work is done here."""
        return self._durable.running

    async def receive(self, message: Message, *, replaces: str | None = None) -> Receipt:
        """Store a message durably and start answering it. When this returns, the platform may be told so.

        `replaces` is the last message of its conversation, which it is once more; raises `NotTheLast`. Raises
        `StorageError`: the message is not stored, and the platform should send it again.
        """
        message = message.storable()
        person_id = await self._people.recognise(message.channel, message.author)
        accepted = await self._turns.accept(
            channel=message.channel,
            event_key=message.event_key,
            conversation_key=message.conversation_key,
            person_id=person_id,
            text=message.text,
            body=message.to_json(),
            title=message.title or _title(message.text),
            sent_at=message.sent_at,
            begin=self._durable.running and not self.draining,
            count=self._counted,
            replaces=replaces,
        )
        # Where the turn before is not over, it starts this one when it ends: so answers come in order.
        if accepted.start is not None:
            self._begin(accepted.start, accepted.begun)
        return Receipt(accepted.message_id, accepted.conversation_id, accepted.duplicate)

    async def turn(self, person_id: str, message_id: str) -> TurnRecord:
        """One message of the person with its answer. Raises `TurnNotFound`."""
        record = await self._turns.get(message_id)
        if record is None or record.person_id != person_id:
            raise TurnNotFound("There is no such message")
        return record

    def watch(self, message_id: str) -> AsyncIterator[Progress]:
        """Follow an answer as it grows, until it is over."""
        return self._live.watch(message_id)

    async def stop(self, person_id: str, message_id: str) -> None:
        """Stop an answer, on whatever replica it runs. Raises `TurnNotFound`."""
        await self.turn(person_id, message_id)
        await self._turns.request_stop(message_id)
        self._runner.stop(message_id)

    def _begin(self, message_id: str, begun: Started | None = None) -> None:
        """Answer a message that is stored, beside everything else. What is lost here is taken up as a stranded turn."""
        if self._durable.running:
            self._answering.start(self._turn(message_id, begun))

    async def _turn(self, message_id: str, begun: Started | None = None) -> None:
        following = await self._runner.run(message_id, begun)
        if following is not None:
            self._begin(following)

    async def _advance(self, workflow_id: str) -> None:
        if self._stepped is not None:
            await self._stepped.advance(workflow_id)

    async def _take_up_steps(self, older_than: timedelta = STRANDED) -> None:
        if self._stepped is not None:
            await self._stepped.take_up(older_than)


def _title(text: str) -> str:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return first if len(first) <= _TITLE_LENGTH else first[: _TITLE_LENGTH - 1].rstrip() + "…"
