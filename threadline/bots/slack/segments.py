"""One stream of an answer that may be made of several: what it holds, what is listed in it, how it ends."""

from dataclasses import dataclass

import structlog

from threadline.bots.slack.errors import StreamOver
from threadline.bots.slack.posted_reply import reply_metadata
from threadline.bots.slack.retrying_client import Calls
from threadline.bots.slack.thread_ref import Place
from threadline.core.channels.errors import ChannelError, ChannelThrottled, ChannelUnavailable, StoppedByPerson

log = structlog.get_logger()


@dataclass(slots=True)
class Segment:
    """A stream that is open: `text` is all of it, `started` a monotonic second."""

    ts: str
    started: float
    text: str


def task(task_id: str, title: str, status: str) -> dict[str, str]:
    """A step of the work, as a stream lists it."""
    return {"type": "task_update", "id": task_id, "title": title, "status": status}


async def close_stream(calls: Calls, place: Place, ts: str, key: str) -> None:
    """End a stream that may be open, so that its message can be edited. Raises `ChannelError`."""
    # A refusal may be about what comes with it, or pass: what stays open says for ever that something is being written.
    for metadata in (reply_metadata(key), None, None):
        try:
            await calls.insist("chat.stopStream", channel=place.channel, ts=ts, metadata=metadata)
        except (StreamOver, StoppedByPerson):
            return  # it is closed
        except (ChannelThrottled, ChannelUnavailable):
            raise
        except ChannelError as error:
            log.debug("stream not closed", error=str(error))
        else:
            return
