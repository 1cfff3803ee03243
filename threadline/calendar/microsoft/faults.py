"""What Microsoft Graph says no with, as errors of the Calendar port (learn.microsoft.com/graph/errors)."""

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

TITLE = "Microsoft 365"
_NO_SUCH_THING = frozenset(("ErrorInvalidIdMalformed", "ErrorItemNotFound", "ErrorInvalidId"))
_NO_MAILBOX = frozenset(("MailboxNotEnabledForRESTAPI", "MailboxNotSupportedForRESTAPI"))
_CONFLICTS = frozenset(("ErrorIrresolvableConflict", "ErrorChangeKeyRequired"))
_MADE_ALREADY = "ErrorDuplicateTransactionId"
_SHORT_WAIT = 5.0


class TokenRefused(CalendarDenied):
    """The access token is not taken any more."""


class SyncExpired(CalendarRejected):
    """A token of changes is not taken any more: begin again."""


class MadeAlready(CalendarRejected):
    """Another event was created with this transaction id."""


def error_of(status: int, headers: Mapping[str, str], text: str) -> CalendarError:
    """The error for an answer."""
    code, message = _said(text)
    if status == 401:
        return TokenRefused(f"{TITLE} does not let Threadline in any more. Connect it again.")
    if code in _NO_MAILBOX:
        return CalendarDenied("This Microsoft account has no calendar that Threadline can reach.")
    if status == 429 or status >= 500:
        wait = seconds(headers.get("Retry-After"))
        if status == 429:
            wait = wait or _SHORT_WAIT
        return CalendarUnavailable(f"{TITLE} cannot be reached at the moment.", retry_after=wait)
    if status == 403:
        return CalendarDenied(
            f"{TITLE} did not allow this: the calendar is not yours to change, or the permission "
            "“Calendars.ReadWrite” is missing. In the second case connect it again."
        )
    if status == 410 or code.lower() in ("syncstatenotfound", "resyncrequired", "syncstateinvalid"):
        return SyncExpired("The changes cannot be followed any further.")
    if status == 404 or code in _NO_SUCH_THING:
        return EventNotFound("There is no such event or calendar.")
    if status == 412 or code in _CONFLICTS:
        return VersionConflict("The event changed since it was read.")
    if code == _MADE_ALREADY:
        return MadeAlready(f"{TITLE} has this event already.")
    return CalendarRejected(f"{TITLE} does not accept this: {message or f'HTTP {status}'}")


def _said(text: str) -> tuple[str, str]:
    """The code and the message of an error body."""
    try:
        error: Any = json.loads(text)["error"]
        return str(error.get("code", "")), str(error.get("message", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return "", ""
