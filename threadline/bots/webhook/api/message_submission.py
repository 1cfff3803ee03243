"""Putting a person's words to the engine, from any endpoint that takes them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from threadline.bots.webhook.compatibility.words import (
    language_tag,
    message_task,
    parameters_of,
    source_of,
    task_of,
)
from threadline.bots.webhook.http.call import NAME, Call
from threadline.bots.webhook.http.errors import Problem, not_found, unprocessable
from threadline.bots.webhook.http.idempotency import message_key, require_same
from threadline.bots.webhook.schema.messages import MessageBody, PromptBody
from threadline.core.domain.message import Attachment, Author, Message, Wishes
from threadline.storage.conversations import ConversationRecord
from threadline.storage.persons import new_id


@dataclass(frozen=True, slots=True)
class Question:
    """What is put to the engine, in a conversation of the caller or, without one, in a new one."""

    text: str
    wishes: Wishes
    conversation_id: str | None = None
    zone: str | None = None
    attachments: tuple[Attachment, ...] = ()
    words_decide: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question was stored, and is being answered."""

    message_id: str
    conversation_id: str


async def ask(call: Call, question: Question) -> Asked:
    """Store a question durably. Under an idempotency key that was used before, it is the question of then.

    Raises `Problem` (404 and 409 for the conversation, 422 if the earlier question was another), `StorageError`.
    """
    if not question.text.strip() and not question.attachments:
        raise unprocessable("text", "There is nothing to answer: the text is empty.")
    key, place = message_key(call), await _place(call, question.conversation_id)
    message = Message(
        channel=NAME,
        event_key=key,
        conversation_key=place.key,
        author=Author(call.person.id, person_id=call.person.id),
        text=question.text,
        sent_at=datetime.now(UTC),
        zone=read_zone(question.zone),
        attachments=question.attachments,
        wishes=replace(question.wishes, instructions=place.instructions, provider=place.provider),
        words_decide=question.words_decide,
    )
    receipt = await call.services.engine.receive(message)
    if receipt.duplicate:
        await require_same(call, receipt.message_id, text=question.text, conversation_id=question.conversation_id)
    return Asked(receipt.message_id, receipt.conversation_id)


async def own_conversation(call: Call, conversation_id: str) -> ConversationRecord:
    """A conversation of the caller. Raises `Problem` (404)."""
    record = await call.services.conversations.store.get(conversation_id)
    if record is None or record.person_id != call.person.id:
        raise not_found("conversation", conversation_id)
    return record


def read_zone(name: str | None) -> str | None:
    """A zone that is known (IANA). Raises `Problem` (422)."""
    try:
        return ZoneInfo(name).key if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise unprocessable("timezone", "This is no IANA time zone (an example is Europe/Vienna).") from None


def prompt_wishes(body: PromptBody) -> Wishes:
    """How a prompt is to be answered."""
    return Wishes(
        task=task_of(body.type),
        source=source_of(body.source),
        template_id=body.template_id,
        language=language_tag(body.language),
        parameters=parameters_of(body.parameters, max_tokens=body.max_tokens, temperature=body.temperature),
    )


def message_wishes(body: MessageBody) -> Wishes:
    """How a message of a conversation is to be answered; plain chat leaves the choice to the engine."""
    return Wishes(
        task=message_task(body.type),
        source=source_of(body.source),
        template_id=body.template_id,
        language=language_tag(body.language),
        parameters=parameters_of(body.parameters),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a question is put: the key of its conversation, and how the answers there are to be."""

    key: str
    instructions: str = ""
    provider: str | None = None


async def _place(call: Call, conversation_id: str | None) -> _Place:
    """A conversation of the caller that can be continued here, or a new one."""
    if conversation_id is None:
        return _Place(new_id())
    record = await own_conversation(call, conversation_id)
    if record.channel != NAME:
        raise Problem(409, f"This conversation is on {record.channel}: answer there.")
    return _Place(record.external_key, record.system_prompt, record.provider)
