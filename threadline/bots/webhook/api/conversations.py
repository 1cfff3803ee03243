"""Conversations, and the messages in them."""

import json
from collections.abc import Sequence

from aiohttp import web

from threadline.bots.webhook.api.answer_delivery import (
    LAST_EVENT_ID,
    PREFER,
    finished,
    has_all,
    proposals_of,
    stream_answer,
    stream_contents,
    task_address,
    wants_no_wait,
)
from threadline.bots.webhook.api.message_submission import Asked, Question, ask, message_wishes, own_conversation
from threadline.bots.webhook.api.model_choice import require_provider
from threadline.bots.webhook.api.sent_files import as_attachments, own_files
from threadline.bots.webhook.compatibility.named_answers import conversation_answer
from threadline.bots.webhook.http.authentication import require_scope
from threadline.bots.webhook.http.call import NAME, Call
from threadline.bots.webhook.http.cursors import cut, read_cursor, write_cursor
from threadline.bots.webhook.http.endpoint import Answer, Endpoints
from threadline.bots.webhook.http.errors import not_found, unprocessable
from threadline.bots.webhook.http.idempotency import IDEMPOTENCY_KEY
from threadline.bots.webhook.http.sse import EVENT_STREAM
from threadline.bots.webhook.schema.conversations import (
    ConversationAnswer,
    ConversationBody,
    ConversationChange,
    ConversationList,
    ConversationView,
)
from threadline.bots.webhook.schema.messages import (
    DeletedView,
    ExchangeView,
    MessageBody,
    MessageView,
)
from threadline.bots.webhook.schema.queries import ConversationQuery
from threadline.bots.webhook.views.conversation_text import MARKDOWN, conversation_text
from threadline.bots.webhook.views.message_views import (
    conversation_detail,
    conversation_view,
    exchange_view,
    message_view,
    reply_view,
)
from threadline.core.domain.message import TurnState
from threadline.core.domain.scopes import BOOK, READ, WRITE
from threadline.core.interactions.answers import feedback_of
from threadline.core.turns.engine import TurnNotFound
from threadline.storage.files import FileRecord
from threadline.storage.turns import TurnRecord

endpoints = Endpoints("Conversations")

_PATH = "/api/v1/conversations"
_LONGEST_TEXT = 10_000
"""So many messages of a conversation are read as text, the last ones."""


@endpoints.declare("GET", _PATH, scope=READ, errors=(422,))
async def list_all(call: Call, query: ConversationQuery) -> ConversationList:
    """List your conversations, the last active first."""
    before = read_cursor(query.page_token)
    records = await call.services.conversations.store.of_person(
        call.person.id, limit=query.limit + 1, before=before, archived=query.archived, pinned=query.pinned
    )
    page, last = cut(records, query.limit)
    return ConversationList(
        conversations=[conversation_view(record) for record in page],
        next_page=write_cursor((last.updated_at, last.id)) if last else None,
    )


@endpoints.declare("POST", _PATH, scope=WRITE, errors=(422,))
async def create(call: Call, body: ConversationBody) -> ConversationAnswer:
    """Open a conversation. Its `system_prompt` holds for all of its answers, its `metadata` is your own."""
    require_provider(call, body.provider)
    record = await call.services.conversations.store.create(
        channel=NAME,
        person_id=call.person.id,
        title=body.title,
        system_prompt=body.system_prompt,
        client_data=json.dumps(body.metadata),
        provider=body.provider,
    )
    return conversation_answer(conversation_detail(record, []))


@endpoints.declare("GET", _PATH + "/{conversation_id}", scope=READ)
async def get(call: Call, conversation_id: str) -> ConversationAnswer:
    """Read a conversation with its last 200 messages, the oldest first."""
    record = await own_conversation(call, conversation_id)
    turns = await call.services.conversations.turns.transcript(record.id)
    return conversation_answer(conversation_detail(record, await _lines(call, turns)))


@endpoints.declare("PATCH", _PATH + "/{conversation_id}", scope=WRITE, errors=(422,))
async def change(call: Call, conversation_id: str, body: ConversationChange) -> ConversationView:
    """Rename, pin or archive a conversation, or choose who answers in it.

    Its place in the list stays: nothing was said.
    """
    record = await own_conversation(call, conversation_id)
    require_provider(call, body.provider)
    values = _changes(body)
    if values:
        await call.services.conversations.store.change(record.id, **values)
    return conversation_view(await own_conversation(call, record.id))


@endpoints.declare("GET", _PATH + "/{conversation_id}/text", scope=READ, answers={200: (MARKDOWN,)})
async def text(call: Call, conversation_id: str) -> web.Response:
    """Read a conversation as text, to keep it or to pass it on.

    It is Markdown: who said what and when, and what became of the events that were proposed.
    """
    record = await own_conversation(call, conversation_id)
    turns = await call.services.conversations.turns.transcript(record.id, limit=_LONGEST_TEXT)
    turns = [turn for turn in turns if turn.replaced_by is None]
    found = await call.services.proposals.repository.of_messages([turn.message_id for turn in turns])
    files = await call.services.conversations.files.of_messages([turn.message_id for turn in turns])
    told = conversation_text(record, turns, found, files, call.person)
    return web.Response(text=told, content_type=MARKDOWN, charset="utf-8")


@endpoints.declare("DELETE", _PATH + "/{conversation_id}", scope=WRITE)
async def delete(call: Call, conversation_id: str) -> DeletedView:
    """Delete a conversation with all that was said in it.

    Answers that are under way are stopped. Events that were booked stay in their calendar.
    """
    record = await own_conversation(call, conversation_id)
    for turn in await call.services.conversations.turns.transcript(record.id):
        if not TurnState(turn.state).over:
            await call.services.engine.stop(call.person.id, turn.message_id)
    await call.services.conversations.store.delete(record.id)
    return DeletedView(message="The conversation is deleted.")


@endpoints.declare(
    "POST",
    _PATH + "/{conversation_id}/messages",
    scope=WRITE,
    answers={200: (ExchangeView, EVENT_STREAM), 202: (ExchangeView,)},
    errors=(409, 413, 422, 502, 503, 504),
    headers=(IDEMPOTENCY_KEY, PREFER, LAST_EVENT_ID),
)
async def send(call: Call, conversation_id: str, body: MessageBody) -> Answer | ExchangeView | web.StreamResponse:
    """Send a message and get its answer.

    The answer is waited for; with `stream` it comes as server-sent events while it is written (see `POST /stream`).
    """
    if body.template_id:
        await call.services.conversations.templates.get(call.person.id, body.template_id)
    if body.words_decide:
        require_scope(call.caller, BOOK)
    text = body.text or body.content or ""
    files = await own_files(call, body.files, conversation_id)
    question = Question(
        text,
        message_wishes(body),
        conversation_id,
        body.timezone,
        attachments=await as_attachments(call, files),
        words_decide=body.words_decide,
    )
    asked = await ask(call, question)
    await call.services.conversations.files.send(asked.message_id, asked.conversation_id, body.files)
    if body.stream:
        if body.content is not None:
            return (await stream_contents(call, asked)).response
        return (await stream_answer(call, asked, accepted=True)).response
    return await exchange(call, asked)


@endpoints.declare("GET", _PATH + "/{conversation_id}/messages/{message_id}", scope=READ)
async def get_message(call: Call, conversation_id: str, message_id: str) -> ExchangeView:
    """Read one message and its answer, as far as it is."""
    turn = await own_turn(call, conversation_id, message_id)
    thought = await feedback_of(call.services.storage.audit, call.person, [message_id])
    return exchange_view(
        turn,
        await proposals_of(call, message_id),
        call.zone,
        feedback=thought.get(message_id),
        files=await _files_of(call, message_id),
    )


@endpoints.declare(
    "GET",
    _PATH + "/{conversation_id}/messages/{message_id}/stream",
    scope=READ,
    answers={200: (EVENT_STREAM,), 204: (None,)},
    headers=(LAST_EVENT_ID,),
)
async def follow(call: Call, conversation_id: str, message_id: str) -> web.StreamResponse:
    """Follow an answer as it grows, from its beginning or from where a stream broke off.

    Whoever comes back with the id of its end is answered 204, at which browsers stop coming back.
    """
    turn = await own_turn(call, conversation_id, message_id)
    if has_all(call, turn):
        return web.Response(status=204)
    return (await stream_answer(call, Asked(turn.message_id, turn.conversation_id), accepted=False)).response


@endpoints.declare(
    "POST", _PATH + "/{conversation_id}/messages/{message_id}/stop", scope=WRITE, answers={202: (ExchangeView,)}
)
async def stop(call: Call, conversation_id: str, message_id: str) -> ExchangeView:
    """Stop an answer. What was said so far stays; an answer that is over is left as it is."""
    await own_turn(call, conversation_id, message_id)
    await call.services.engine.stop(call.person.id, message_id)
    return await get_message(call, conversation_id, message_id)


async def exchange(call: Call, asked: Asked) -> Answer | ExchangeView:
    """A message with its answer: waited for, or not if the caller prefers that."""
    if wants_no_wait(call):
        turn = await call.services.engine.turn(call.person.id, asked.message_id)
        headers = {
            "Location": task_address(call, asked.message_id),
            "Retry-After": "2",
            "Preference-Applied": "respond-async",
        }
        files = await _files_of(call, asked.message_id)
        return Answer(exchange_view(turn, (), call.zone, files=files), 202, headers)
    turn = await finished(call, asked)
    files = await _files_of(call, asked.message_id)
    return exchange_view(turn, await proposals_of(call, asked.message_id), call.zone, files=files)


async def _files_of(call: Call, message_id: str) -> Sequence[FileRecord]:
    return (await call.services.conversations.files.of_messages([message_id])).get(message_id, ())


def _changes(body: ConversationChange) -> dict[str, str | bool | None]:
    """What was sent; of it only a provider is taken away by null. Raises `Problem` (422)."""
    given = {name: getattr(body, name) for name in body.model_fields_set}
    values = {name: value for name, value in given.items() if value is not None or name == "provider"}
    if body.title is not None:
        values["title"] = " ".join(body.title.split())
        if not values["title"]:
            raise unprocessable("title", "A title says something.")
    return values


async def own_turn(call: Call, conversation_id: str, message_id: str) -> TurnRecord:
    """A message of the caller's in this conversation, and its answer. Raises `Problem` (404)."""
    try:
        turn = await call.services.engine.turn(call.person.id, message_id)
    except TurnNotFound:
        raise not_found("message", message_id) from None
    if turn.conversation_id != conversation_id:
        raise not_found("message", message_id)
    return turn


async def _lines(call: Call, turns: Sequence[TurnRecord]) -> list[MessageView]:
    """What was said, without what was asked for anew: that stands with the answer that replaced it."""
    ids = [turn.message_id for turn in turns]
    found = await call.services.proposals.repository.of_messages(ids)
    files = await call.services.conversations.files.of_messages(ids)
    thought = await feedback_of(call.services.storage.audit, call.person, ids)
    earlier: dict[str, list[TurnRecord]] = {}
    lines: list[MessageView] = []
    for turn in turns:
        key, replaced = turn.message_id, earlier.get(turn.message_id, [])
        if turn.replaced_by is not None:
            earlier[turn.replaced_by] = [*replaced, turn]
            continue
        about = reply_view(turn, found.get(key, []), call.zone, feedback=thought.get(key), earlier=replaced)
        lines += [message_view(turn, files.get(key, ())), about]
    return lines
