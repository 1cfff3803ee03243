"""One prompt, one answer: what scripts and flows call."""

from typing import Any

from aiohttp import web

from threadline.bots.webhook.api.answer_delivery import (
    LAST_EVENT_ID,
    PREFER,
    finished,
    proposals_of,
    stream_answer,
    wants_no_wait,
)
from threadline.bots.webhook.api.conversations import exchange
from threadline.bots.webhook.api.message_submission import Asked, Question, ask, prompt_wishes
from threadline.bots.webhook.api.process_text import processed
from threadline.bots.webhook.compatibility.words import task_of
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Answer, Endpoints
from threadline.bots.webhook.http.idempotency import IDEMPOTENCY_KEY
from threadline.bots.webhook.http.sse import EVENT_STREAM
from threadline.bots.webhook.schema.messages import AnswerView, EventAnswerView, ExchangeView, PromptBody, ResultView
from threadline.bots.webhook.views.message_views import answer_view
from threadline.core.domain.scopes import WRITE
from threadline.providers.port import Task
from threadline.storage.turns import TurnRecord

endpoints = Endpoints("Prompts")


@endpoints.declare(
    "POST",
    "/api/v1/webhook",
    scope=WRITE,
    answers={200: (AnswerView, EventAnswerView), 202: (ExchangeView,)},
    errors=(404, 409, 413, 422, 502, 503, 504),
    headers=(IDEMPOTENCY_KEY, PREFER),
)
async def webhook(call: Call, body: PromptBody) -> AnswerView | EventAnswerView | Answer | ExchangeView:
    """Ask, and wait for the answer.

    `summary` holds the answer whatever its `type`. Where the prompt asks for an event, `proposal` is the event that was
    read: confirm it with `POST /api/v1/proposals/{id}/confirm`. With `type: calendar_event` all that `process-text`
    answers is there as well: `event`, `created`, `proposal_id`, `evidence`, `alternatives` and `warnings`.
    """
    asked = await _ask(call, body)
    return await answer(call, asked, event_wanted=task_of(body.type) is Task.CALENDAR_EVENT)


@endpoints.declare(
    "POST",
    "/api/v1/stream",
    scope=WRITE,
    answers={200: (EVENT_STREAM,)},
    errors=(404, 409, 422),
    headers=(IDEMPOTENCY_KEY, LAST_EVENT_ID),
)
async def stream(call: Call, body: PromptBody) -> web.StreamResponse:
    """Ask, and get the answer as server-sent events while it is written.

    First `event: accepted` with `message_id`, `reply_id` and `conversation_id`; then `data: {"chunk": …}` for each
    piece; `event: step` with `{"id": …, "title": …, "state": …}` for what is done meanwhile; `event: replace` with
    `{"text": …}` where all that came before is void; `event: proposal` for an event that was read; `event: error` with
    an error of the usual shape if the answer failed; `data: [DONE]` at the end.

    A stream that broke off is resumed with the header `Last-Event-ID`: by the same request with the same
    `Idempotency-Key`, or by `GET /api/v1/conversations/{conversation_id}/messages/{message_id}/stream`. The answer goes
    on being written whether anybody listens or not.
    """
    return (await stream_answer(call, await _ask(call, body), accepted=True)).response


async def answer(
    call: Call, asked: Asked, *, event_wanted: bool = False
) -> AnswerView | EventAnswerView | Answer | ExchangeView:
    """The answer to a prompt: waited for, or not if the caller prefers that."""
    if wants_no_wait(call):
        return await exchange(call, asked)
    return await finished_answer(call, await finished(call, asked), event_wanted=event_wanted)


async def finished_answer(call: Call, turn: TurnRecord, *, event_wanted: bool) -> AnswerView | EventAnswerView:
    """The answer of a turn that is over, with its event where one was asked for."""
    proposals = await proposals_of(call, turn.message_id)
    view = answer_view(turn, proposals, call.zone)
    if not event_wanted:
        return view
    if not proposals:
        return EventAnswerView(**dict(view), event=None, created=False, proposal_id=None, warnings=[turn.reply])
    read = processed(proposals[0], call.zone)
    return EventAnswerView(**dict(view), **dict(read))


async def result(
    call: Call, asked: Asked, *, metadata: dict[str, Any] | None = None
) -> ResultView | Answer | ExchangeView:
    """As `answer`, for what is done with a file or a template."""
    given = await answer(call, asked)
    if not isinstance(given, AnswerView):
        return given
    own = {name: getattr(given, name) for name in AnswerView.model_fields}
    return ResultView(**own, metadata=metadata)


async def _ask(call: Call, body: PromptBody) -> Asked:
    if body.template_id:
        await call.services.conversations.templates.get(call.person.id, body.template_id)
    return await ask(call, Question(body.prompt, prompt_wishes(body), body.conversation_id, body.timezone))
