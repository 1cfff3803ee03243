"""How the fake Slack says no."""

from typing import Any


class SlackFault(Exception):
    """An `{"ok": false}` answer: Slack's error code, with further fields of the answer and of its HTTP form."""

    def __init__(self, error: str, *, status: int = 200, retry_after: int | None = None, **fields: Any) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.retry_after = retry_after
        self.fields = fields


def rate_limited(seconds: int) -> SlackFault:
    """HTTP 429 with Retry-After in seconds (docs.slack.dev/apis/web-api/rate-limits)."""
    return SlackFault("ratelimited", status=429, retry_after=seconds)
