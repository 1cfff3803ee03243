"""Carrying workflows on: durable work, which may be started as often as one likes and by whomever.

Each step of the assistant's is a message of its own whose key is that of the step and of the version it was asked at,
so that it is asked once, whatever is killed when. Whoever carries a workflow on writes only over what they have seen;
where somebody was faster they look again.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from threadline.core.domain.message import Receipt, TurnState
from threadline.core.runtime.durable import Durable
from threadline.core.templates.sandbox import RenderingFailed, fill
from threadline.core.turns.engine import Engine, TurnNotFound
from threadline.core.workflows.questions import question_of
from threadline.core.workflows.steps import (
    DELETED,
    EMPTY,
    STOPPED,
    UNFINISHED,
    Plan,
    Step,
    StepClosed,
    StepState,
    WorkflowState,
)
from threadline.storage.database.errors import RecordChanged, StorageError
from threadline.storage.persons import utc_now
from threadline.storage.workflows import WorkflowRecord, WorkflowStore

log = structlog.get_logger()

_LOOK_SECONDS = 0.5  # what another replica does wakes nobody here
_BEAT_SECONDS = 10.0
_REPAIR_SECONDS = 30


class WorkflowNotFound(Exception):
    """No such workflow, or not this person's."""


class WorkflowOver(Exception):
    """It is completed: there is nothing to resume."""


@dataclass(frozen=True, slots=True)
class Workflow:
    """A workflow as it stands; a change of it makes a higher `version`."""

    record: WorkflowRecord
    plan: Plan

    @property
    def state(self) -> WorkflowState:
        """How far it is."""
        return WorkflowState(self.record.state)


class Workflows:
    """The workflows of people. Every method may raise `StorageError`."""

    def __init__(
        self, store: WorkflowStore, engine: Engine, durable: Durable, *, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._store = store
        self._engine = engine
        self._durable = durable
        self._clock = clock
        self._again: dict[str, bool] = {}
        self._news = asyncio.Event()

    async def start(self, person_id: str, *, key: str, title: str, plan: Plan) -> tuple[Workflow, bool]:
        """Begin one, and say that it is new; of the same key there is one alone, which is answered as it stands."""
        record, new = await self._store.add(
            person_id, key=key, title=title, state=WorkflowState.RUNNING, body=plan.to_json()
        )
        if new:
            await self._go_on(record)
        return _workflow(record), new

    async def get(self, person_id: str, workflow_id: str) -> Workflow:
        """One of the person's. Raises `WorkflowNotFound`."""
        record = await self._store.get(workflow_id)
        if record is None or record.person_id != person_id:
            raise WorkflowNotFound(workflow_id)
        return _workflow(record)

    async def of_person(
        self, person_id: str, *, limit: int, before: tuple[datetime, str] | None = None
    ) -> Sequence[Workflow]:
        """The person's, the newest first; `before` is (created_at, id) of the last one seen."""
        return [_workflow(record) for record in await self._store.of_person(person_id, limit=limit, before=before)]

    async def submit(self, person_id: str, workflow_id: str, step_id: str, output: str | None) -> Workflow:
        """A person submits or corrects a step; what comes after it is done anew.

        Raises `WorkflowNotFound`, and what `Plan.submitted` raises.
        """

        def submitted(flow: Workflow) -> Plan:
            if flow.state is WorkflowState.CANCELLED:
                raise StepClosed(step_id)
            return flow.plan.submitted(step_id, output)

        return await self._decide(person_id, workflow_id, submitted)

    async def resume(self, person_id: str, workflow_id: str) -> Workflow:
        """Go on with one that was cancelled or has failed. Raises `WorkflowNotFound`, `WorkflowOver`."""

        def reopened(flow: Workflow) -> Plan:
            if flow.state is WorkflowState.COMPLETED:
                raise WorkflowOver(workflow_id)
            return flow.plan.reopened() if flow.state.over else flow.plan

        return await self._decide(person_id, workflow_id, reopened)

    async def cancel(self, person_id: str, workflow_id: str) -> Workflow:
        """Stop one where it is; one that is over is left as it is. Raises `WorkflowNotFound`."""
        while True:
            flow = await self.get(person_id, workflow_id)
            if flow.state.over:
                return flow
            with suppress(RecordChanged):
                changed = await self._change(flow.record, flow.plan.reopened(), WorkflowState.CANCELLED)
                await self._stop(flow.plan, person_id)
                return _workflow(changed)

    async def watch(self, workflow_id: str) -> AsyncIterator[Workflow]:
        """Follow one until it is over; unknown ids yield nothing."""
        seen = 0
        while True:
            news = self._news  # taken before the look, so that what changes meanwhile is not missed
            record = await self._store.get(workflow_id)
            if record is None:
                return
            flow = _workflow(record)
            if record.version != seen:
                seen = record.version
                yield flow
            if flow.state.over:
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_SECONDS):  # wait_for of Python 3.11 may lose a cancellation
                    await news.wait()

    async def take_up(self, older_than: timedelta) -> None:
        """Begin again what nobody has been at for so long: whoever was at it died."""
        for record in await self._store.unattended(older_than):
            if record.id not in self._again:
                slot = int(self._clock().timestamp() // _REPAIR_SECONDS)
                await self._durable.start_workflow(record.id, f"{record.version}-repair-{slot}")

    async def advance(self, workflow_id: str) -> None:
        """Durable work: carry one on for as long as it needs nobody. Repeatable."""
        if workflow_id in self._again:  # whoever is at it here looks once more before they end
            self._again[workflow_id] = True
            return
        self._again[workflow_id] = True
        try:
            while self._again[workflow_id]:
                self._again[workflow_id] = False
                while await self._step(workflow_id):
                    pass
        finally:
            del self._again[workflow_id]

    async def _decide(self, person_id: str, workflow_id: str, decided: Callable[[Workflow], Plan]) -> Workflow:
        """Change a plan by a person's word, and go on with it."""
        while True:
            flow = await self.get(person_id, workflow_id)
            plan = decided(flow)
            if plan == flow.plan and not flow.state.over:
                return flow
            if plan == flow.plan and flow.state is WorkflowState.COMPLETED:
                return flow
            with suppress(RecordChanged):
                record = await self._change(flow.record, plan, WorkflowState.RUNNING)
                await self._stop(flow.plan, person_id)
                await self._go_on(record)
                return _workflow(record)

    async def _stop(self, plan: Plan, person_id: str) -> None:
        for message_id in plan.running:
            await self._engine.stop(person_id, message_id)

    async def _go_on(self, record: WorkflowRecord) -> None:
        try:
            await self._durable.start_workflow(record.id, str(record.version))
        except Exception:  # it is stored, so it will be taken up
            log.exception("workflow not started, it waits", workflow=record.id)

    async def _step(self, workflow_id: str) -> bool:
        """Do what is next; False where nothing is, or somebody has to come."""
        record = await self._store.get(workflow_id)
        if record is None or record.state != WorkflowState.RUNNING:
            return False
        plan = Plan.from_json(record.body)
        step = plan.current
        try:
            if step is None:
                await self._change(record, plan, WorkflowState.COMPLETED)
            elif step.by_person or step.state is StepState.WAITING:
                await self._change(
                    record, plan.with_step(replace(step, state=StepState.WAITING)), WorkflowState.WAITING
                )
            elif step.message_id is None:
                await self._ask(record, plan, step)
            else:
                return await self._follow(record, plan, step)
        except RecordChanged:
            log.info("somebody was faster with a workflow", workflow=workflow_id)
        return True

    async def _ask(self, record: WorkflowRecord, plan: Plan, step: Step) -> None:
        """Put a step to the assistant. Raises `RecordChanged`."""
        try:
            text = fill(step.prompt, plan.values)
        except RenderingFailed as error:
            return await self._fail(record, plan, step, str(error))
        if not text:
            return await self._fail(record, plan, step, EMPTY)
        receipt = await self._engine.receive(question_of(record, plan, step, text, self._clock()))
        running = replace(
            step,
            state=StepState.RUNNING,
            attempt=step.attempt + 1,
            message_id=receipt.message_id,
            conversation_id=receipt.conversation_id,
        )
        try:
            await self._change(record, plan.with_step(running), WorkflowState.RUNNING)
        except RecordChanged:
            await self._drop(record, receipt)
            raise
        return None

    async def _drop(self, record: WorkflowRecord, receipt: Receipt) -> None:
        """A step was put to the assistant that nobody wants any more, unless another has put the same."""
        now = await self._store.get(record.id)
        if now is None or receipt.message_id not in Plan.from_json(now.body).running:
            await self._engine.stop(record.person_id, receipt.message_id)

    async def _follow(self, record: WorkflowRecord, plan: Plan, step: Step) -> bool:
        """Wait for the assistant; False where the process is about to end before it. Raises `RecordChanged`."""
        assert step.message_id is not None  # noqa: S101 - it was asked
        async with self._attended(record.id):
            async for _ in self._engine.watch(step.message_id):
                pass
        try:
            turn = await self._engine.turn(record.person_id, step.message_id)
        except TurnNotFound:
            await self._fail(record, plan, step, DELETED)
            return True
        state = TurnState(turn.state)
        if not state.over:
            return False
        if state is not TurnState.ANSWERED:
            reason = STOPPED if state is TurnState.STOPPED else turn.outcome.degraded or turn.reply
            await self._fail(record, plan, step, reason or UNFINISHED)
        elif step.review:
            waiting = replace(step, state=StepState.WAITING, draft=turn.reply)
            await self._change(record, plan.with_step(waiting), WorkflowState.WAITING)
        else:
            done = replace(step, state=StepState.DONE, output=turn.reply)
            await self._change(record, plan.with_step(done), WorkflowState.RUNNING)
        return True

    async def _fail(self, record: WorkflowRecord, plan: Plan, step: Step, reason: str) -> None:
        failed = replace(step, state=StepState.FAILED, reason=reason)
        await self._change(record, plan.with_step(failed), WorkflowState.FAILED)

    async def _change(self, record: WorkflowRecord, plan: Plan, state: WorkflowState) -> WorkflowRecord:
        changed = await self._store.change(record, state=state, body=plan.to_json(), over=state.over)
        self._news.set()
        self._news = asyncio.Event()  # a new one instead of clearing it: each who waits holds the one they wait for
        return changed

    @asynccontextmanager
    async def _attended(self, workflow_id: str) -> AsyncIterator[None]:
        """Show a sign of life meanwhile, so that nobody else takes it up."""

        async def beat() -> None:
            while True:
                await asyncio.sleep(_BEAT_SECONDS)
                with suppress(StorageError):
                    await self._store.touch(workflow_id)

        beating = asyncio.create_task(beat())
        try:
            yield
        finally:
            beating.cancel()


def _workflow(record: WorkflowRecord) -> Workflow:
    return Workflow(record, Plan.from_json(record.body))
