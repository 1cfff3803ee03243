"""How the fake Teams says no: the Connector's error form, `{"error": {"code", "message"}}`.

Codes and messages: learn.microsoft.com/microsoftteams/platform, "Conversation basics", "Rate limiting" and
"Stream bot messages".
"""

from typing import Any


class TeamsFault(Exception):
    """A refusal: the HTTP status, the Connector's code, its message, and when to come again (seconds)."""

    def __init__(self, status: int, code: str, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after

    @property
    def body(self) -> dict[str, Any]:
        """What the Connector answers."""
        if self.status == 401:
            return {"message": self.message}
        return {"error": {"code": self.code, "message": self.message}}


def throttled(seconds: int) -> TeamsFault:
    """HTTP 429 with Retry-After in seconds."""
    return TeamsFault(429, "Throttled", "API calls quota exceeded! Try again later.", retry_after=seconds)


def precondition_failed() -> TeamsFault:
    """HTTP 412: another operation was at the conversation; the same request may be sent again."""
    return TeamsFault(412, "PreconditionFailed", "Precondition failed, please try again.")


def bad_gateway() -> TeamsFault:
    """HTTP 502: the service behind the Connector did not answer; the same request may be sent again."""
    return TeamsFault(502, "ServiceError", "Service failed to process the request.")


def gateway_timeout() -> TeamsFault:
    """HTTP 504: the service behind the Connector took too long; the same request may be sent again."""
    return TeamsFault(504, "ServiceError", "Service did not answer in time.")


def unauthorised() -> TeamsFault:
    """HTTP 401: no access token, an unknown one or one that has expired."""
    return TeamsFault(401, "Unauthorized", "Authorization has been denied for this request.")


def blocked() -> TeamsFault:
    """HTTP 403: the person blocked the bot, or may not be written to."""
    return TeamsFault(403, "MessageWritesBlocked", "Message writes are blocked in this conversation.")


def not_in_roster() -> TeamsFault:
    """HTTP 403: the bot was removed from the conversation, or never was in it."""
    return TeamsFault(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")


def no_conversation() -> TeamsFault:
    """HTTP 404: there is no such conversation, or it was deleted."""
    return TeamsFault(404, "ConversationNotFound", "Conversation not found.")


def no_activity() -> TeamsFault:
    """HTTP 404: there is no such message in the conversation."""
    return TeamsFault(404, "ActivityNotFoundInConversation", "The activity was not found in the conversation.")


def no_member() -> TeamsFault:
    """HTTP 404: nobody of that id is in the conversation."""
    return TeamsFault(404, "MemberNotFoundInConversation", "Member not found in conversation.")


def too_large() -> TeamsFault:
    """HTTP 413: the message is beyond 100 KB as UTF-16."""
    return TeamsFault(413, "MessageSizeTooBig", "Message size too large.")


def bad_syntax(message: str) -> TeamsFault:
    """HTTP 400: the payload is not what it must be."""
    return TeamsFault(400, "BadSyntax", message)


def stream_not_allowed(message: str) -> TeamsFault:
    """HTTP 403 `ContentStreamNotAllowed`; what it means is in the message."""
    return TeamsFault(403, "ContentStreamNotAllowed", message)


def bad_stream(message: str) -> TeamsFault:
    """HTTP 400: a streaming request that breaks the protocol."""
    return TeamsFault(400, "BadRequest", message)


def no_streams_here() -> TeamsFault:
    """HTTP 405: groups and channels have no streaming."""
    return TeamsFault(405, "MethodNotAllowed", "Streaming is supported in one-on-one chats only.")
