"""The durable functions themselves. Imported only when the service starts: DBOS takes a while to import."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from contextvars import Context
from datetime import datetime
from typing import Any

from dbos import DBOS, Serializer, SetWorkflowID

from threadline.core.runtime.draining import Draining
from threadline.core.runtime.work import Work

__all__ = ["DBOS", "JsonSerializer", "booking", "drain", "forget", "run", "start", "stepping", "turn", "undoing"]

_BATCH = 500

_work: Work | None = None
_running = Draining()


class JsonSerializer(Serializer):
    """Inputs and results as JSON: readable, and safe to load."""

    def serialize(self, data: Any) -> str:
        """To JSON."""
        return json.dumps(data, default=repr)

    def deserialize(self, serialized_data: str) -> Any:
        """From JSON."""
        return json.loads(serialized_data)

    def name(self) -> str:
        """The name under which rows remember their format."""
        return "threadline_json"


def run(work: Work) -> None:
    """From now on the durable functions do this work."""
    global _work
    _work = work


def _current() -> Work:
    if _work is None:
        raise RuntimeError("durable work was started before the engine")
    return _work


def _count_in() -> None:
    """Remember this task until it is over, what DBOS writes down at its end included."""
    # Counted by the function itself: what DBOS takes up at the launch was not started by us.
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - the durable functions are coroutines
    _running.count_in(task)


async def drain(patience: float) -> None:
    """Let what runs end for up to `patience` seconds. The rest is cancelled, which counts as unfinished."""
    global _running
    await _running.drain(patience)
    _running = Draining()  # whoever is launched next in this process begins anew


@DBOS.step(name="answer")
async def _answer(message_id: str) -> None:
    await _current().turn(message_id)


# Turns were begun as durable work once, and a version before this one may have left some.
@DBOS.workflow(name="turn")
async def turn(message_id: str) -> None:
    """Answer one message."""
    _count_in()
    await _answer(message_id)


@DBOS.step(name="book")
async def _book(proposal_id: str) -> None:
    await _current().booking(proposal_id)


@DBOS.workflow(name="booking")
async def booking(proposal_id: str) -> None:
    """Book one confirmed proposal."""
    _count_in()
    await _book(proposal_id)


@DBOS.step(name="undo")
async def _undo(proposal_id: str) -> None:
    await _current().undoing(proposal_id)


@DBOS.workflow(name="undoing")
async def undoing(proposal_id: str) -> None:
    """Undo one booking."""
    _count_in()
    await _undo(proposal_id)


@DBOS.step(name="advance")
async def _advance(workflow_id: str) -> None:
    await _current().advance(workflow_id)


@DBOS.workflow(name="stepping")
async def stepping(workflow_id: str) -> None:
    """Carry one workflow of a person's on."""
    _count_in()
    await _advance(workflow_id)


async def start(function: Callable[[str], Coroutine[Any, Any, None]], workflow_id: str, argument: str) -> None:
    """Start a durable function under its id; an id that is known already starts nothing.

    It starts in a context of its own: DBOS refuses to start work from within a step, and one turn starts the next.
    """

    async def begin() -> None:
        with SetWorkflowID(workflow_id):
            # By the id and not by the argument: work on the same thing for another occasion is other work.
            await DBOS.start_workflow_async(function, argument)

    await asyncio.create_task(begin(), context=Context())


async def forget(before: datetime) -> int:
    """Delete functions that had ended by then; answers how many."""
    total = 0
    while True:
        ended = await DBOS.list_workflows_async(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=before.isoformat(),
            limit=_BATCH,
            load_input=False,
            load_output=False,
        )
        if not ended:
            return total
        await DBOS.delete_workflows_async([workflow.workflow_id for workflow in ended])
        total += len(ended)
