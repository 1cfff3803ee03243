"""What Google Calendar says no with, as errors of the Calendar port.

developers.google.com/workspace/calendar/api/guides/errors. The status alone does not tell: 403 is a rate limit, a
missing scope, or a calendar of somebody else.
"""

import json
from collections.abc import Mapping
from typing import Any

from threadline.calendar.oauth import seconds
from threadline.calendar.port import (
    CalendarDenied,
    CalendarError,
    CalendarRejected,
    CalendarUnavailable,
    EventNotFound,
    VersionConflict,
)
from threadline.texts.messages import _

TITLE = "Google Calendar"
_RATE_LIMITS = frozenset(
    ("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded", "limitExceeded")
)
_SHORT_WAIT = 5.0


class AlreadyThere(CalendarRejected):
    """The id is taken: this event was inserted before."""


class TokenRefused(CalendarDenied):
    """The access token is not taken any more."""


class ScopeMissing(CalendarDenied):
    """The person did not allow this."""

    def __init__(self, scope: str, title: str = TITLE) -> None:
        super().__init__(
            f"{title} did not allow this: the permission “{scope.rpartition('/')[2]}” is missing. Connect it again "
            "and leave every box ticked."
        )


def error_of(
    status: int, headers: Mapping[str, str], content: bytes, *, scope: str, title: str = TITLE
) -> CalendarError:
    """The error for an answer of what is called `title`. `scope` is what the call needed."""
    reason, message = _said(content)
    if status == 403:
        return _forbidden(reason, headers, scope, title)
    if status == 429 or status >= 500:
        return CalendarUnavailable(
            _("{title} cannot be reached at the moment.", title=title), retry_after=_wait(headers)
        )
    if status in (404, 410):
        return EventNotFound(_("There is no such event or calendar."))
    if status == 401:
        return TokenRefused(_("{title} no longer lets Threadline in. Connect it again.", title=title))
    if status == 409:
        return AlreadyThere(_("This event was booked before."))
    if status == 412:
        return VersionConflict(_("The event changed since it was read."))
    return CalendarRejected(
        _("{title} does not accept this: {answer}", title=title, answer=message or f"HTTP {status}")
    )


def _forbidden(reason: str, headers: Mapping[str, str], scope: str, title: str) -> CalendarError:
    if reason in _RATE_LIMITS:
        wait = _wait(headers) or _SHORT_WAIT
        return CalendarUnavailable(
            _("{title} is getting too many requests at the moment.", title=title), retry_after=wait
        )
    challenge = headers.get("www-authenticate", "")
    if reason in ("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT") or "insufficient_scope" in challenge:
        return ScopeMissing(scope, title)
    if reason == "accessNotConfigured":
        return CalendarUnavailable(
            _("{title} is not switched on for this service; whoever runs it has to enable it.", title=title)
        )
    return CalendarDenied(_("This calendar or event is not yours to change."))


def _said(content: bytes) -> tuple[str, str]:
    """The reason and the message of an error body."""
    try:
        error: Any = json.loads(content)["error"]
        first = (error.get("errors") or [{}])[0]
        return str(first.get("reason", "")), str(error.get("message", ""))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return "", ""


def _wait(headers: Mapping[str, str]) -> float | None:
    return seconds(headers.get("retry-after"))
