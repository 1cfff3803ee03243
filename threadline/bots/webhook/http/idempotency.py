"""The header `Idempotency-Key`: the same key is the same request, however often it is sent."""

import re

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import RequestHeader
from threadline.bots.webhook.http.errors import invalid

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
