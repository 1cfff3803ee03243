"""Work in several steps: begun, followed, submitted and corrected by people, cancelled and resumed."""

import re

from aiohttp import web

from threadline.bots.webhook.api.message_submission import read_zone
from threadline.bots.webhook.api.workflow_answers import failure_of, step_view, workflow_summary, workflow_view
from threadline.bots.webhook.compatibility.words import language_tag, parameters_of, source_of, task_of
from threadline.bots.webhook.http.call import NAME, REQUEST_ID, Call
from threadline.bots.webhook.http.cursors import cut, read_cursor, write_cursor
from threadline.bots.webhook.http.endpoint import Answer, Endpoints, RequestHeader
from threadline.bots.webhook.http.errors import Problem, not_found, unprocessable
from threadline.bots.webhook.http.idempotency import IDEMPOTENCY_KEY, message_key
from threadline.bots.webhook.http.sse import EVENT_STREAM, EventStream
from threadline.bots.webhook.schema.queries import PageQuery
from threadline.bots.webhook.schema.workflows import (
    OutputBody,
    StepBody,
    StepList,
    StepView,
    WorkflowBody,
    WorkflowList,
    WorkflowView,
)
from threadline.core.domain.message import Wishes
from threadline.core.domain.scopes import READ, WRITE
from threadline.core.templates.sandbox import RenderingFailed, names_in
from threadline.core.workflows.conductor import Workflow, WorkflowNotFound, WorkflowOver
from threadline.core.workflows.steps import NothingToSubmit, Plan, Step, StepClosed, StepNotFound, WorkflowState

endpoints = Endpoints("Workflows")

_PATH = "/api/v1/workflows"
_ONE = _PATH + "/{workflow_id}"
_CLOSED = "This step is not waiting: it has not begun yet, is being worked on, or its workflow was cancelled."
_VERSION = re.compile(r"^[0-9]{1,9}$")
LAST_VERSION = RequestHeader(
    "Last-Event-ID", "The `id` of the last event that was received: what is older is not told.", "4", _VERSION.pattern
)


@endpoints.declare(
    "POST",
    _PATH,
    scope=WRITE,
    answers={202: (WorkflowView,), 200: (WorkflowView,)},
    errors=(404, 422),
    headers=(IDEMPOTENCY_KEY,),
)
async def start(call: Call, body: WorkflowBody) -> Answer:
    """Begin work in several steps. It goes on whether anybody listens or not, and after a restart as well.

    The assistant does its steps one after the other; at a step of a person's, or one with `review`, the workflow is
    `waiting` until somebody submits it. The same `Idempotency-Key` begins it once: the answer is 200 then.
    """
    plan = await _plan(call, body)
    key = f"workflow/{message_key(call)}"
    flow, new = await call.services.conversations.workflows.start(call.person.id, key=key, title=body.title, plan=plan)
    if not new and _asked(flow.plan) != _asked(plan):
        raise Problem(422, "This Idempotency-Key was used for another workflow.")
    headers = {"Location": f"{call.address}{_PATH}/{flow.record.id}"}
    return Answer(workflow_view(flow), 202 if new else 200, headers)


@endpoints.declare("GET", _PATH, scope=READ, errors=(422,))
async def list_all(call: Call, query: PageQuery) -> WorkflowList:
    """List your workflows, the newest first."""
    before = read_cursor(query.page_token)
    flows = await call.services.conversations.workflows.of_person(call.person.id, limit=query.limit + 1, before=before)
    page, last = cut(flows, query.limit)
    return WorkflowList(
        workflows=[workflow_summary(flow) for flow in page],
        next_page=write_cursor((last.record.created_at, last.record.id)) if last else None,
    )


@endpoints.declare("GET", _ONE, scope=READ)
async def get(call: Call, workflow_id: str) -> WorkflowView:
    """How far a workflow is, with all of its steps."""
    return workflow_view(await _own(call, workflow_id))


@endpoints.declare("DELETE", _ONE, scope=WRITE, answers={202: (WorkflowView,)})
async def delete(call: Call, workflow_id: str) -> WorkflowView:
    """Cancel a workflow, as `POST /workflows/{id}/cancel`."""
    return await cancel(call, workflow_id)


@endpoints.declare("POST", _ONE + "/cancel", scope=WRITE, answers={202: (WorkflowView,)})
async def cancel(call: Call, workflow_id: str) -> WorkflowView:
    """Cancel a workflow. What is done stays, and it can be resumed; one that is over is left as it is."""
    try:
        return workflow_view(await call.services.conversations.workflows.cancel(call.person.id, workflow_id))
    except WorkflowNotFound:
        raise not_found("workflow", workflow_id) from None


@endpoints.declare("POST", _ONE + "/resume", scope=WRITE, answers={202: (WorkflowView,)}, errors=(409,))
async def resume(call: Call, workflow_id: str) -> WorkflowView:
    """Go on with a workflow that was cancelled or has failed, at the step where it stopped."""
    try:
        return workflow_view(await call.services.conversations.workflows.resume(call.person.id, workflow_id))
    except WorkflowNotFound:
        raise not_found("workflow", workflow_id) from None
    except WorkflowOver:
        raise Problem(409, "This workflow is completed. Correct a step to have the later ones done anew.") from None


@endpoints.declare("GET", _ONE + "/steps", scope=READ)
async def steps(call: Call, workflow_id: str) -> StepList:
    """The steps of a workflow, in their order."""
    return StepList(steps=[step_view(step) for step in (await _own(call, workflow_id)).plan.steps])


@endpoints.declare("GET", _ONE + "/steps/{step_id}", scope=READ)
async def step(call: Call, workflow_id: str, step_id: str) -> StepView:
    """One step of a workflow."""
    try:
        return step_view((await _own(call, workflow_id)).plan.step(step_id))
    except StepNotFound:
        raise not_found("step", step_id) from None


@endpoints.declare("PUT", _ONE + "/steps/{step_id}", scope=WRITE, answers={202: (WorkflowView,)}, errors=(409, 422))
async def submit(call: Call, workflow_id: str, step_id: str, body: OutputBody) -> WorkflowView:
    """Submit a step that waits for you, or correct one that is done or has failed.

    The steps after it are done anew with what you say. A step that nobody has come to yet, or that is being worked on,
    cannot be submitted (409), nor one of a workflow that was cancelled: resume it first.
    """
    try:
        flow = await call.services.conversations.workflows.submit(call.person.id, workflow_id, step_id, body.output)
    except WorkflowNotFound:
        raise not_found("workflow", workflow_id) from None
    except StepNotFound:
        raise not_found("step", step_id) from None
    except StepClosed:
        raise Problem(409, _CLOSED) from None
    except NothingToSubmit:
        raise unprocessable("output", "There is no draft to agree to: say what comes of this step.") from None
    return workflow_view(flow)


@endpoints.declare(
    "GET", _ONE + "/stream", scope=READ, answers={200: (EVENT_STREAM,), 204: (None,)}, headers=(LAST_VERSION,)
)
async def follow(call: Call, workflow_id: str) -> web.StreamResponse:
    """Follow a workflow as server-sent events.

    First `event: connected` with its `id`; then `event: status` with `status` and `progress` whenever that is another,
    and `event: step_change` with the step whenever one is; at the end `event: completed` with the workflow, also if it
    was cancelled, or `event: error` with an error of the usual shape. Each event's id is the workflow's version: with
    it as `Last-Event-ID`, as browsers send it by themselves, what was told is not told again, and nothing more to tell
    is 204, at which they stop coming back.
    """
    flow, told = await _own(call, workflow_id), _last(call)
    if flow.state.over and told == flow.record.version:
        return web.Response(status=204)
    stream = EventStream(call.request, call.room.streams)
    async with stream:
        await stream.send({"id": workflow_id}, event="connected")
        seen: Workflow | None = None
        async for now in call.services.conversations.workflows.watch(workflow_id):
            if seen is not None or now.record.version != told:
                await _tell(stream, seen, now)
            seen = now
            if now.state.over:
                await _conclude(call, stream, now)
    return stream.response


async def _tell(stream: EventStream, seen: Workflow | None, now: Workflow) -> None:
    version = str(now.record.version)
    view = workflow_view(now)
    before = {step.id: step for step in seen.plan.steps} if seen else {}
    if seen is None or (seen.state, seen.plan.current) != (now.state, now.plan.current):
        told = {"id": view.id, "status": view.status, "progress": view.progress, "step": view.step}
        await stream.send(told, event="status")
    changed = [each for each in now.plan.steps if before.get(each.id) != each]
    for each in changed:
        # Only the last of a version has its id: whoever is cut off before gets all of it again.
        is_last = each is changed[-1] and not now.state.over
        shown = step_view(each).model_dump(mode="json")
        await stream.send(shown, event="step_change", event_id=version if is_last else None)


async def _conclude(call: Call, stream: EventStream, flow: Workflow) -> None:
    version = str(flow.record.version)
    if flow.state is WorkflowState.FAILED and flow.plan.current is not None:
        problem = Problem(
            502, failure_of(flow.plan.current) or "A step failed.", details=f"step: {flow.plan.current.id}"
        )
        body = problem.body(call.request[REQUEST_ID])
        await stream.send(body.model_dump(mode="json"), event="error", event_id=version)
    else:
        await stream.send(workflow_view(flow).model_dump(mode="json"), event="completed", event_id=version)


async def _own(call: Call, workflow_id: str) -> Workflow:
    """A workflow of the caller's. Raises `Problem` (404)."""
    try:
        return await call.services.conversations.workflows.get(call.person.id, workflow_id)
    except WorkflowNotFound:
        raise not_found("workflow", workflow_id) from None


async def _plan(call: Call, body: WorkflowBody) -> Plan:
    """The plan that was asked for. Raises `Problem` (422), `TemplateNotFound`."""
    known, made = set(body.input), list[Step]()
    for number, asked in enumerate(body.steps):
        if asked.id in known:
            raise unprocessable(f"steps.{number}.id", f"“{asked.id}” is the name of something else already.")
        _check_prompt(f"steps.{number}.prompt", asked, known)
        if asked.template_id:
            await call.services.conversations.templates.get(call.person.id, asked.template_id)
        known.add(asked.id)
        made.append(_step(asked))
    return Plan(NAME, tuple(made), tuple(body.input.items()), read_zone(body.timezone))


def _check_prompt(place: str, asked: StepBody, known: set[str]) -> None:
    if asked.by == "person":
        return
    if asked.prompt is None or not asked.prompt.strip():
        raise unprocessable(place, f"The step “{asked.id}” of the assistant needs a prompt.")
    try:
        unknown = names_in(asked.prompt) - known
    except RenderingFailed as error:
        raise unprocessable(place, str(error)) from None
    if unknown:
        names = ", ".join(sorted(unknown))
        raise unprocessable(place, f"Neither the input nor an earlier step gives a value for: {names}")


def _step(asked: StepBody) -> Step:
    wishes = Wishes(
        task=task_of(asked.type),
        source=source_of(asked.source),
        template_id=asked.template_id,
        language=language_tag(asked.language),
        parameters=parameters_of(asked.parameters),
    )
    by_person = asked.by == "person"
    return Step(asked.id, asked.title, by_person, asked.review and not by_person, asked.prompt or "", wishes)


def _asked(plan: Plan) -> tuple[object, ...]:
    """What was asked for in a plan, whatever has come of it since."""
    steps = tuple((each.id, each.title, each.by_person, each.review, each.prompt, each.wishes) for each in plan.steps)
    return (steps, plan.given, plan.zone)


def _last(call: Call) -> int | None:
    given = call.request.headers.get(LAST_VERSION.name, "")
    return int(given) if _VERSION.match(given) else None
