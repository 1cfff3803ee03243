"""What a channel could not do. One tree:

ChannelError
├── SurfaceGone        the thread, the message or the bot's access to it is gone: there is nowhere to answer
├── SurfaceFull        the surface takes no more text or time: go on in a further message
├── ChannelThrottled   asked too often; `retry_after` in seconds
├── ChannelDenied      a token or scope is missing; `missing` names it
├── StoppedByPerson    the person stopped the answer on the platform
└── ChannelUnavailable the platform cannot be reached or is broken
"""


class ChannelError(Exception):
    """Something a channel could not do."""

    def __init__(self, message: str, *, channel: str, retry_after: float | None = None, missing: str = "") -> None:
        super().__init__(message)
        self.channel = channel
        self.retry_after = retry_after
        self.missing = missing


class SurfaceGone(ChannelError):
    """There is nowhere to answer any more."""


class SurfaceFull(ChannelError):
    """The surface takes no more text, or its time is over."""


class ChannelThrottled(ChannelError):
    """The platform asks for patience."""


class ChannelDenied(ChannelError):
    """A token or a scope is missing."""


class StoppedByPerson(ChannelError):
    """The person pressed stop."""


class ChannelUnavailable(ChannelError):
    """The platform cannot be reached or is broken."""
