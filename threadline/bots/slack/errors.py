"""Slack's error codes as the engine's error tree (docs.slack.dev/reference/methods, the table of each method).

ChannelError
├── SlackRefused         any other code; `code` has it
│   └── StreamRefused    this place or workspace takes no streams: post and edit instead
├── SurfaceGone
├── SurfaceFull
│   ├── StreamOver       the stream ended: after five minutes, or lost
│   └── TextTooLong      the message takes no more text
├── ChannelThrottled, ChannelDenied, StoppedByPerson, ChannelUnavailable
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

NAME = "slack"
DEFAULT_PATIENCE = 30.0


class SlackRefused(ChannelError):
    """Slack said no, for a reason that has no class of its own."""

    def __init__(self, code: str, method: str) -> None:
        super().__init__(f"Slack refused {method}: {code}", channel=NAME)
        self.code = code


class StreamRefused(SlackRefused):
    """No streams here."""


class StreamOver(SurfaceFull):
    """The stream has ended."""


class TextTooLong(SurfaceFull):
    """The message takes no more text."""


_GONE = frozenset(
    [
        "channel_not_found",
        "channel_is_archived",
        "is_archived",
        "is_inactive",
        "not_in_channel",
        "message_not_found",
        "thread_not_found",
        "restricted_action",
        "restricted_action_thread_locked",
        "user_not_in_channel",
        "user_not_found",
        "cannot_dm_bot",
        "team_not_found",
    ]
)
_DENIED = frozenset(
    [
        "missing_scope",
        "not_allowed_token_type",
        "token_revoked",
        "token_expired",
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "no_permission",
        "access_denied",
        "ekm_access_denied",
        "org_login_required",
        "team_access_not_granted",
    ]
)
REVOKED = frozenset({"token_revoked", "token_expired", "invalid_auth", "account_inactive"})
_NO_STREAMS = frozenset(
    [
        "feature_not_enabled",
        "unknown_method",
        "method_deprecated",
        "method_not_supported_for_channel_type",
        "not_supported",
        "channel_type_not_supported",
        "streaming_not_supported",
        "missing_recipient_user_id",
        "missing_recipient_team_id",
        "invalid_recipient_user_id",
    ]
)
_TOO_LONG = frozenset({"msg_too_long", "msg_blocks_too_long", "markdown_text_too_long"})
_BROKEN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})


def of_code(code: str, method: str, *, body: Mapping[str, object], retry_after: float | None) -> ChannelError:
    """The error for a refused call; `retry_after` is in seconds."""
    if code in ("ratelimited", "rate_limited"):
        wait = retry_after if retry_after is not None else DEFAULT_PATIENCE
        return ChannelThrottled(f"Slack asks for patience with {method}", channel=NAME, retry_after=wait)
    if code in _DENIED:
        missing = str(body.get("needed") or code)
        return ChannelDenied(f"Slack does not allow {method}: {code} ({missing})", channel=NAME, missing=missing)
    if code in _GONE:
        return SurfaceGone(f"Nowhere to answer in Slack: {code}", channel=NAME)
    if code == "stopped_by_user":
        return StoppedByPerson("Stopped in Slack", channel=NAME)
    if code == "message_not_in_streaming_state":
        return StreamOver("The stream is over", channel=NAME)
    if code in _TOO_LONG:
        return TextTooLong("The message takes no more text", channel=NAME)
    if code in _BROKEN:
        return ChannelUnavailable(f"Slack is broken: {code}", channel=NAME)
    return StreamRefused(code, method) if code in _NO_STREAMS else SlackRefused(code, method)
