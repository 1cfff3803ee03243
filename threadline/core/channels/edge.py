"""The edge to channels: what goes wrong there is an error of theirs, whoever wrote them."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from threadline.core.channels.errors import ChannelError, ChannelUnavailable
from threadline.storage.database.errors import StorageError

log = structlog.get_logger()


@contextmanager
def channel_edge(channel: str) -> Iterator[None]:
    """Inside, a fault of the channel's own becomes `ChannelUnavailable`, and is logged.

    For what must end well though a channel does not: a decision, a booking, a calendar that is read.
    """
    try:
        yield
    except (ChannelError, StorageError):
        raise
    except Exception as error:
        log.exception("a channel failed in a way of its own", channel=channel)
        raise ChannelUnavailable("The channel failed in a way of its own", channel=channel) from error
