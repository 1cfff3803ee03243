"""One prompt, one answer: what scripts and flows call."""

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
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Answer, Endpoints
from threadline.bots.webhook.http.idempotency import IDEMPOTENCY_KEY
from threadline.bots.webhook.http.sse import EVENT_STREAM
from threadline.bots.webhook.schema.messages import AnswerView, ExchangeView, PromptBody
from threadline.bots.webhook.views.message_views import answer_view
from threadline.core.domain.scopes import WRITE

endpoints = Endpoints("Prompts")


@endpoints.declare(
    "POST",
    "/api/v1/webhook",
    scope=WRITE,
    answers={200: (AnswerView,), 202: (ExchangeView,)},
    errors=(404, 409, 413, 422, 502, 503, 504),
    headers=(IDEMPOTENCY_KEY, PREFER),
)
async def webhook(call: Call, body: PromptBody) -> AnswerView | Answer | ExchangeView:
    """Ask, and wait for the answer.

    `summary` holds the answer whatever its `type`. With `type: calendar_event`, and wherever the prompt asks for an
    event, `proposal` is the event that was read: confirm it with `POST /api/v1/proposals/{id}/confirm`.
    """
    return await answer(call, await _ask(call, body))


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


async def answer(call: Call, asked: Asked) -> AnswerView | Answer | ExchangeView:
    """The answer to a prompt: waited for, or not if the caller prefers that."""
    if wants_no_wait(call):
        return await exchange(call, asked)
    turn = await finished(call, asked)
    return answer_view(turn, await proposals_of(call, asked.message_id), call.zone)


async def _ask(call: Call, body: PromptBody) -> Asked:
    if body.template_id:
        await call.services.conversations.templates.get(call.person.id, body.template_id)
    return await ask(call, Question(body.prompt, prompt_wishes(body), body.conversation_id, body.timezone))
