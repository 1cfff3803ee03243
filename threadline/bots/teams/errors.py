"""What the Bot Connector answers, as the engine's error tree.

Sources: learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability (status codes from bot
conversational APIs) and …/bots/streaming-ux (error codes of streams).

ChannelError
├── TeamsRefused         any other answer; `status` and `code` have it
│   └── StreamRefused    this place takes no streams: post and edit instead
├── SurfaceGone          the conversation, the message or the bot's place in it is gone, or the person blocked the bot
├── SurfaceFull
│   ├── StreamOver       the stream ended: after two minutes, or it was completed
│   └── TextTooLong      the message takes no more text
├── ChannelUnavailable
│   └── AnswerLost       the connection ended before the answer: Teams may have taken what was sent, or not
├── ChannelThrottled, ChannelDenied, StoppedByPerson
"""

from collections.abc import Mapping

from threadline.core.channels.errors import (
    ChannelDenied,
    ChannelError,
    ChannelThrottled,
    ChannelUnavailable,
    StoppedByPerson,
    SurfaceFull,
    SurfaceGone,
)

NAME = "teams"
DEFAULT_PATIENCE = 5.0
_PASSING = frozenset({408, 412, 500, 502, 503, 504})


class TeamsRefused(ChannelError):
    """Teams said no, for a reason that has no class of its own."""

    def __init__(self, message: str, *, status: int, code: str = "") -> None:
        super().__init__(message, channel=NAME)
        self.status = status
        self.code = code


class StreamRefused(TeamsRefused):
    """No streams here."""


class StreamOver(SurfaceFull):
    """The stream has ended."""


class TextTooLong(SurfaceFull):
    """The message takes no more text."""


class AnswerLost(ChannelUnavailable):
    """The request went out and its answer did not come: Teams may have taken it, or not."""


def of_answer(status: int, body: object, *, retry_after: float | None = None) -> ChannelError:
    """The error for an answer that is none of success; `retry_after` is in seconds."""
    code, message = _error_of(body)
    told = f"Teams answered {status}" + (f" {code}" if code else "")
    if status == 429:
        wait = retry_after if retry_after is not None else DEFAULT_PATIENCE
        return ChannelThrottled(f"{told}: it asks for patience", channel=NAME, retry_after=wait)
    if status in _PASSING:
        return ChannelUnavailable(f"{told}: it is broken or busy", channel=NAME, retry_after=retry_after)
    if status == 401:
        return ChannelDenied(f"{told}: the app's credentials do not count", channel=NAME, missing="credentials")
    if status == 405:
        return StreamRefused(f"{told}: no streams here", status=status, code=code)
    if status == 413 or "size too" in message or code == "MessageSizeTooBig":
        return TextTooLong(f"{told}: the message takes no more text", channel=NAME)
    if status == 403:
        return _forbidden(told, code, message)
    if status in (404, 410) or code in ("ConversationNotFound", "ActivityNotFoundInConversation"):
        return SurfaceGone(f"{told}: nowhere to answer", channel=NAME)
    return TeamsRefused(told, status=status, code=code)


def _forbidden(told: str, code: str, message: str) -> ChannelError:
    """403 says many things; of streams only its message tells which."""
    if code == "ContentStreamNotAllowed":
        if "cancel" in message:
            return StoppedByPerson("Stopped in Teams", channel=NAME)
        if "exceeded streaming time" in message or "completed" in message:
            return StreamOver(f"{told}: the stream is over", channel=NAME)
        return StreamRefused(f"{told}: no streams here", status=403, code=code)
    return SurfaceGone(f"{told}: the bot was removed or blocked", channel=NAME)


def _error_of(body: object) -> tuple[str, str]:
    """The code and the message (in small letters) of an error body (`{"error": {"code", "message"}}`)."""
    error = body.get("error") if isinstance(body, Mapping) else None
    if not isinstance(error, Mapping):
        return "", ""
    return str(error.get("code") or ""), str(error.get("message") or "").lower()
