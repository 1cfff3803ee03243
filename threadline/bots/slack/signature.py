"""Whether a request is Slack's (docs.slack.dev/authentication/verifying-requests-from-slack).

Checked by ourselves, on the bytes, before anything is parsed: Bolt parses first, and fails on a timestamp that is no
number.
"""

import hmac

WINDOW_SECONDS = 300
_LONGEST_TIMESTAMP = 12


def is_slacks(secret: bytes, body: bytes, *, timestamp: str, signature: str, now: float) -> bool:
    """Whether the signature fits the body and is not older, or younger, than five minutes; `now` in seconds."""
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > _LONGEST_TIMESTAMP:
        return False
    if abs(now - int(timestamp)) > WINDOW_SECONDS:
        return False
    # In one go: an object that could take more of the message costs five times as much.
    digest = hmac.digest(secret, b"v0:" + timestamp.encode() + b":" + body, "sha256").hex()
    return hmac.compare_digest(f"v0={digest}".encode(), signature.encode("utf-8", "surrogateescape"))
