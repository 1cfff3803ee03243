"""Long work as tasks: a message that is being answered can be asked after, followed and cancelled by its id."""

from aiohttp import web

from threadline.bots.webhook.api.answer_delivery import failure, proposals_of, task_address
from threadline.bots.webhook.api.prompts import finished_answer
from threadline.bots.webhook.http.call import REQUEST_ID, Call
from threadline.bots.webhook.http.endpoint import Answer, Endpoints, RequestHeader
from threadline.bots.webhook.http.errors import not_found
from threadline.bots.webhook.http.sse import EVENT_STREAM, EventStream
from threadline.bots.webhook.schema.messages import AnswerView, EventAnswerView
from threadline.bots.webhook.schema.tasks import TaskStatus, TaskStep, TaskView
from threadline.bots.webhook.views.message_views import reply_view
from threadline.core.domain.message import TurnState
from threadline.core.domain.scopes import READ, WRITE
from threadline.core.turns.engine import TurnNotFound
from threadline.core.turns.live_updates import Progress
from threadline.storage.turns import TurnRecord

endpoints = Endpoints("Tasks")

_PATH = "/api/v1/tasks/{task_id}"
_ASK_AGAIN_SECONDS = 2
_OVER = "over"
LAST_EVENT_ID = RequestHeader("Last-Event-ID", "The `id` of the last event that was received.", _OVER)
_STATUSES: dict[TurnState, TaskStatus] = {
    TurnState.QUEUED: "queued",
    TurnState.ANSWERING: "running",
    TurnState.ANSWERED: "completed",
    TurnState.STOPPED: "cancelled",
    TurnState.FAILED: "failed",
    TurnState.PARKED: "failed",
}


@endpoints.declare("GET", _PATH, scope=READ)
async def get(call: Call, task_id: str) -> TaskView:
    """How far a task is.

    The id of a message is the id of its task: with `Prefer: respond-async` a message is answered at once with its id.
    """
    return await _view(call, await _own(call, task_id))


@endpoints.declare("DELETE", _PATH, scope=WRITE, answers={202: (TaskView,)})
async def cancel(call: Call, task_id: str) -> TaskView:
    """Cancel a task. What was written so far stays; one that is over is left as it is."""
    await _own(call, task_id)
    await call.services.engine.stop(call.person.id, task_id)
    return await get(call, task_id)


@endpoints.declare(
    "GET", _PATH + "/stream", scope=READ, answers={200: (EVENT_STREAM,), 204: (None,)}, headers=(LAST_EVENT_ID,)
)
async def follow(call: Call, task_id: str) -> web.StreamResponse:
    """Follow a task as server-sent events.

    First `event: connected` with the task's `id`; then `event: status` whenever its status is another, and
    `event: step_change` whenever its step is; at the end `event: completed` with the task, also if it was cancelled, or
    `event: error` with an error of the usual shape. Whoever comes back is told how it stands now, and with that of the
    last event (`Last-Event-ID`, which browsers send by themselves) 204: there is nothing more to tell.
    """
    record = await _own(call, task_id)
    if call.request.headers.get(LAST_EVENT_ID.name) == _OVER and TurnState(record.state).over:
        return web.Response(status=204)
    stream = EventStream(call.request, call.room.streams)
    async with stream:
        await stream.send({"id": task_id}, event="connected")
        status, step = "", ""
        async for progress in call.services.engine.watch(task_id):
            now, stage = _STATUSES[progress.state], _step(progress)
            if now != status:
                await stream.send({"id": task_id, "status": now}, event="status")
            if stage != step:
                told = {"id": task_id, "step": stage, "characters": len(progress.text)}
                await stream.send(told, event="step_change")
            status, step = now, stage
        await _conclude(call, task_id, stream)
    return stream.response


@endpoints.declare(
    "GET",
    _PATH + "/result",
    scope=READ,
    answers={200: (AnswerView, EventAnswerView), 202: (TaskView,)},
    errors=(413, 422, 429, 502, 503, 504),
)
async def result(call: Call, task_id: str) -> Answer | AnswerView | EventAnswerView:
    """The answer of a task: 202 with `Retry-After` until it is there, then what `POST /webhook` answers.

    Where it failed, the error is answered that waiting for it would have led to. The `Location` of an answer that is
    not waited for leads here.
    """
    record = await _own(call, task_id)
    if not TurnState(record.state).over:
        headers = {"Retry-After": str(_ASK_AGAIN_SECONDS), "Location": task_address(call, task_id)}
        return Answer(await _view(call, record), 202, headers)
    if problem := await failure(call, record):
        raise problem
    return await finished_answer(call, record, event_wanted=record.outcome.template_id == "schedule")


async def _own(call: Call, task_id: str) -> TurnRecord:
    """A task of the caller. Raises `Problem` (404)."""
    try:
        return await call.services.engine.turn(call.person.id, task_id)
    except TurnNotFound:
        raise not_found("task", task_id) from None


async def _conclude(call: Call, task_id: str, stream: EventStream) -> None:
    record = await call.services.engine.turn(call.person.id, task_id)
    if not TurnState(record.state).over:
        return  # the process is about to end: whoever comes back is told how it stands then
    view = await _view(call, record)
    if view.error is not None:
        await stream.send(view.error.model_dump(mode="json"), event="error", event_id=_OVER)
    else:
        await stream.send(view.model_dump(mode="json"), event="completed", event_id=_OVER)


async def _view(call: Call, record: TurnRecord) -> TaskView:
    state = TurnState(record.state)
    progress = Progress(record.epoch, record.reply, state)
    problem = await failure(call, record)
    result = reply_view(record, await proposals_of(call, record.message_id), call.zone) if state.over else None
    return TaskView(
        id=record.message_id,
        status=_STATUSES[state],
        step=_step(progress),
        characters=len(record.reply),
        conversation_id=record.conversation_id,
        created_at=record.received_at,
        finished_at=record.finished_at,
        result=result,
        error=problem.body(call.request[REQUEST_ID]) if problem else None,
    )


def _step(progress: Progress) -> TaskStep:
    if progress.state.over:
        return "done"
    if progress.state is TurnState.QUEUED:
        return "waiting"
    return "writing" if progress.text else "reading"
