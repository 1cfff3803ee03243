"""The header `Idempotency-Key`: the same key is the same request, however often it is sent.

The same key with another request drops nothing silently: it is refused, or it makes something of its own.
"""

import re
from hashlib import sha256

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import RequestHeader
from threadline.bots.webhook.http.errors import Problem, invalid
from threadline.storage.persons import new_id

_KEY_PATTERN = r"^[\x21-\x7e]{1,200}$"


IDEMPOTENCY_KEY = RequestHeader(
    "Idempotency-Key",
    "The same key is the same request however often it is sent: a retry does nothing twice. 1 to 200 characters.",
    "6f1c2a9e-invoice-4711",
    _KEY_PATTERN,
)


def read_key(call: Call) -> str | None:
    """The header `Idempotency-Key`. Raises `Problem` (400)."""
    key = call.request.headers.get(IDEMPOTENCY_KEY.name)
    if key is not None and re.match(_KEY_PATTERN, key) is None:
        raise invalid(IDEMPOTENCY_KEY.name, "A key is 1 to 200 visible ASCII characters")
    return key


def event_key(call: Call, request: str) -> str:
    """The key of an event of its own calendar, from what was sent; without the header a fresh one. Raises `Problem`."""
    key = read_key(call)
    return f"event-{new_id()}" if key is None else "event-" + _digest(key, request)


def proposal_key(call: Call, text: str) -> str:
    """The key of a proposal out of a text, the caller's own; without the header a fresh one. Raises `Problem`."""
    key = read_key(call)
    return f"text-{new_id()}" if key is None else "text-" + _digest(call.person.id, key, text)


def message_key(call: Call) -> str:
    """The key of a message, the caller's own; without the header a fresh one. Raises `Problem` (400)."""
    return f"{call.person.id}/{read_key(call) or new_id()}"


async def require_same(call: Call, message_id: str, *, text: str, conversation_id: str | None) -> None:
    """Refuse a message whose key was used for another. Raises `Problem` (422), `TurnNotFound`."""
    earlier = await call.services.engine.turn(call.person.id, message_id)
    if earlier.text != text or conversation_id not in (None, earlier.conversation_id):
        raise Problem(422, "This Idempotency-Key was used for another message.")


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
