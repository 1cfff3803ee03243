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
from threadline.texts.messages import _

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
        return TokenRefused(_("{title} no longer lets Threadline in. Connect it again.", title=TITLE))
    if code in _NO_MAILBOX:
        return CalendarDenied(_("This Microsoft account has no calendar that Threadline can reach."))
    if status == 429 or status >= 500:
        wait = seconds(headers.get("Retry-After"))
        if status == 429:
            wait = wait or _SHORT_WAIT
        return CalendarUnavailable(_("{title} cannot be reached at the moment.", title=TITLE), retry_after=wait)
    if status == 403:
        return CalendarDenied(
            _(
                "{title} did not allow this: the calendar is not yours to change, or the permission "
                "“Calendars.ReadWrite” is missing. In the second case connect it again.",
                title=TITLE,
            )
        )
    if status == 410 or code.lower() in ("syncstatenotfound", "resyncrequired", "syncstateinvalid"):
        return SyncExpired(_("The changes cannot be followed any further."))
    if status == 404 or code in _NO_SUCH_THING:
        return EventNotFound(_("There is no such event or calendar."))
    if status == 412 or code in _CONFLICTS:
        return VersionConflict(_("The event changed since it was read."))
    if code == _MADE_ALREADY:
        return MadeAlready(_("{title} has this event already.", title=TITLE))
    return CalendarRejected(
        _("{title} does not accept this: {answer}", title=TITLE, answer=message or f"HTTP {status}")
    )


def _said(text: str) -> tuple[str, str]:
    """The code and the message of an error body."""
    try:
        error: Any = json.loads(text)["error"]
        return str(error.get("code", "")), str(error.get("message", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return "", ""
