"""Finding what was posted before a crash: by the metadata that every message of ours carries.

A stream takes its metadata only when it is stopped. One that was left running is known by being ours, unfinished and
newer than the question: a conversation's turns run one after the other, so there is no other.

Where Slack does not let us look, nothing was found: an answer is rather there twice than not at all.
"""

from dataclasses import dataclass
from typing import Any

import structlog

from threadline.bots.slack.retrying_client import Calls
from threadline.bots.slack.thread_ref import Place
from threadline.core.channels.errors import ChannelError, ChannelThrottled, ChannelUnavailable

log = structlog.get_logger()

Json = dict[str, Any]

_MOST = 200


async def find_reply(calls: Calls, place: Place, key: str) -> list[str]:
    """The ids of the messages of one answer, the oldest first. Raises `ChannelError`."""
    return [str(message["ts"]) for message in await _ours(calls, place) if _is_part(message, key)]


@dataclass(frozen=True, slots=True)
class FoundCard:
    """The message that shows a card; `below` is the key of the answer whose message it is, "" for one of its own."""

    ts: str
    below: str


async def find_card(calls: Calls, place: Place, proposal_id: str) -> FoundCard | None:
    """Where a proposal's card stands, if it was posted. Raises `ChannelError`."""
    for message in await _ours(calls, place):
        payload = _payload(message)
        if payload.get("proposal") == proposal_id:
            return FoundCard(str(message["ts"]), str(payload.get("key") or ""))
    return None


async def find_posted(calls: Calls, channel: str, key: str) -> str | None:
    """The id of what was posted outside of threads under a key, if it stands there. Raises `ChannelError`."""
    answer = await _looked_up(calls, "conversations.history", channel=channel, limit=_MOST, include_all_metadata=True)
    found = (str(message["ts"]) for message in answer.get("messages", []) if _payload(message).get("key") == key)
    return next(found, None)


async def _ours(calls: Calls, place: Place) -> list[Json]:
    """The bot's messages in the thread since the question (docs.slack.dev/reference/methods/conversations.replies)."""
    answer = await _looked_up(
        calls,
        "conversations.replies",
        channel=place.channel,
        ts=place.thread_ts,
        oldest=place.ts,
        limit=_MOST,
        include_all_metadata=True,
    )
    return [message for message in answer.get("messages", []) if message.get("bot_id")]


async def _looked_up(calls: Calls, method: str, **arguments: Any) -> Json:
    try:
        return await calls.insist(method, **arguments)
    except (ChannelThrottled, ChannelUnavailable):
        raise
    except ChannelError as error:
        log.warning("not looked for", method=method, missing=error.missing, error=str(error))
        return {}


def _is_part(message: Json, key: str) -> bool:
    if message.get("metadata"):
        return _payload(message).get("key") == key
    return "streaming_state" in message


def _payload(message: Json) -> Json:
    return dict((message.get("metadata") or {}).get("event_payload") or {})
