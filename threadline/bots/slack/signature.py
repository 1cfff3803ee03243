"""Whether a request is Slack's (docs.slack.dev/authentication/verifying-requests-from-slack).

Checked by ourselves, on the bytes, before anything is parsed: Bolt parses first, and fails on a timestamp that is no
number.
"""

import hashlib
import hmac

WINDOW_SECONDS = 300
_LONGEST_TIMESTAMP = 12


def is_slacks(secret: bytes, body: bytes, *, timestamp: str, signature: str, now: float) -> bool:
    """Whether the signature fits the body and is not older, or younger, than five minutes; `now` in seconds."""
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > _LONGEST_TIMESTAMP:
        return False
    if abs(now - int(timestamp)) > WINDOW_SECONDS:
        return False
    digest = hmac.new(secret, b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"v0={digest}".encode(), signature.encode("utf-8", "surrogateescape"))
