"""What is done with an answer that is there: it is asked for anew, or judged."""

from dataclasses import replace

from aiohttp import web

from threadline.bots.webhook.api.answer_delivery import LAST_EVENT_ID, PREFER, stream_answer
from threadline.bots.webhook.api.conversations import exchange, own_turn
from threadline.bots.webhook.api.message_submission import Asked, own_conversation
from threadline.bots.webhook.http.call import NAME, Call
from threadline.bots.webhook.http.endpoint import Answer, Endpoints
from threadline.bots.webhook.http.errors import Problem
from threadline.bots.webhook.http.idempotency import IDEMPOTENCY_KEY, message_key
from threadline.bots.webhook.http.sse import EVENT_STREAM
from threadline.bots.webhook.schema.answers import FeedbackBody, FeedbackView, RegenerationBody
from threadline.bots.webhook.schema.messages import ExchangeView
from threadline.core.domain.message import Message, TurnState
from threadline.core.domain.proposal import OPEN, DecisionError, State
from threadline.core.domain.scopes import WRITE
from threadline.core.interactions.answers import NO_VERDICT, keep_feedback
from threadline.storage.replacements import NotTheLast

endpoints = Endpoints("Conversations")

_PATH = "/api/v1/conversations/{conversation_id}/messages/{message_id}"
_MOST_CARDS = 200


@endpoints.declare(
    "POST",
    _PATH + "/regenerate",
    scope=WRITE,
    answers={200: (ExchangeView, EVENT_STREAM), 202: (ExchangeView,)},
    errors=(409, 413, 422, 502, 503, 504),
    headers=(IDEMPOTENCY_KEY, PREFER, LAST_EVENT_ID),
)
async def regenerate(
    call: Call, conversation_id: str, message_id: str, body: RegenerationBody
) -> Answer | ExchangeView | web.StreamResponse:
    """Have the last message of a conversation answered once more.

    The same is asked under a new id. The earlier answer stays readable among the `earlier` ones of the new, and is no
    part of the conversation any more; what it proposed is dismissed. Where that is booked, or where the message decided
    on or changed what was there before, it is refused (409): undo that first.
    """
    asked = await _ask_anew(call, conversation_id, message_id)
    if body.stream:
        return (await stream_answer(call, asked, accepted=True)).response
    return await exchange(call, asked)


@endpoints.declare("PUT", _PATH + "/feedback", scope=WRITE)
async def judge(call: Call, conversation_id: str, message_id: str, body: FeedbackBody) -> FeedbackView:
    """Say what you think of an answer.

    It is kept with what you did, without what was said, as the buttons below answers in Slack and Teams are.
    """
    turn = await own_turn(call, conversation_id, message_id)
    await keep_feedback(call.services.storage.audit, call.person, turn.message_id, body.verdict or NO_VERDICT)
    return FeedbackView(verdict=body.verdict)


async def _ask_anew(call: Call, conversation_id: str, message_id: str) -> Asked:
    """Under an idempotency key that was used before it is the message of then. Raises `Problem` (404, 409)."""
    place, key = await own_conversation(call, conversation_id), message_key(call)
    turn = await own_turn(call, conversation_id, message_id)
    if place.channel != NAME:
        raise Problem(409, f"This conversation is on {place.channel}: ask there.")
    message = await _stored(call, turn.message_id)
    again = replace(message, event_key=key, wishes=replace(message.wishes, provider=place.provider, anew=True))
    turns = call.services.conversations.turns
    if not await turns.has(NAME, key):
        [last] = await turns.transcript(conversation_id, limit=1)
        if last.message_id != message_id or not TurnState(turn.state).over:
            raise _not_the_last()
        await _take_back(call, conversation_id, message_id)
    try:
        receipt = await call.services.engine.receive(again, replaces=message_id)
    except NotTheLast:  # somebody said something meanwhile
        raise _not_the_last() from None
    files = call.services.conversations.files
    came = (await files.of_messages([message_id])).get(message_id, ())
    await files.send(receipt.message_id, receipt.conversation_id, [file.id for file in came])
    return Asked(receipt.message_id, receipt.conversation_id)


def _not_the_last() -> Problem:
    return Problem(409, "Only the last answer of a conversation can be asked for anew, once it is over.")


async def _stored(call: Call, message_id: str) -> Message:
    body = await call.services.conversations.store.message_body(message_id)
    message = Message.from_json(body or "{}")
    if message.words_decide:
        raise Problem(409, "This message may have decided on a card: say anew what you want.")
    return message


async def _take_back(call: Call, conversation_id: str, message_id: str) -> None:
    """Let go of what the answer proposed or wrote down. Raises `Problem` (409)."""
    proposals = call.services.proposals
    for card in await proposals.repository.of_conversation(conversation_id, limit=_MOST_CARDS):
        mark = (card.offer.edited_by or "").partition("/")[0]
        if card.state in OPEN and mark == message_id:
            raise Problem(409, "This message changed a card that is still open: say anew how you want it.")
    found = (await proposals.repository.of_messages([message_id])).get(message_id, [])
    if any(card.state in (State.BOOKING, State.BOOKED) for card in found):
        raise Problem(409, "What this answer proposed is booked. Undo that first.")
    for card in found:
        if card.state in OPEN:
            try:
                await proposals.decisions.dismiss(call.person, card.id, version=card.version)
            except DecisionError:
                raise Problem(409, "What this answer proposed has just been decided on.") from None
    await call.services.people.todos.take_back(call.person.id, message_id)
