"""Answers by posting and editing: where streams are refused, and wherever something stands already.

An answer longer than a message takes goes on in further messages of the thread. Each carries the turn's key in its
metadata (docs.slack.dev/messaging/message-metadata), so that a process that comes later finds them again.
"""

from dataclasses import dataclass
from typing import Any

import structlog

from threadline.bots.slack.agent_session import Session
from threadline.bots.slack.errors import SlackRefused
from threadline.bots.slack.mrkdwn import mrkdwn
from threadline.bots.slack.recovery import find_reply
from threadline.bots.slack.rendering import markdown, split
from threadline.bots.slack.retrying_client import Calls
from threadline.bots.slack.thread_ref import Place
from threadline.core.channels.errors import SurfaceGone
from threadline.core.channels.posted_parts import PostedParts
from threadline.texts.messages import _

log = structlog.get_logger()

Json = dict[str, Any]

ROOM = 9_500
"""Characters a message of ours holds: well under the 12,000 at which Slack refuses."""

REPLY_EVENT = "threadline_reply"
_NOTICE = 3_000


def reply_metadata(key: str) -> Json:
    """What makes a message known as part of one answer."""
    return {"event_type": REPLY_EVENT, "event_payload": {"key": key}}


def feedback(message_id: str) -> Json:
    """The two buttons below an answer."""
    up = {"text": {"type": "plain_text", "text": _("Good answer")}, "value": f"good:{message_id}"}
    down = {"text": {"type": "plain_text", "text": _("Bad answer")}, "value": f"bad:{message_id}"}
    buttons = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": up,
        "negative_button": down,
    }
    return {"type": "context_actions", "elements": [buttons]}


@dataclass(frozen=True, slots=True)
class _Messages:
    """The messages of one answer in Slack; the one that ends it has the feedback buttons."""

    calls: Calls
    place: Place
    key: str
    message_id: str

    async def post(self, part: str, *, last: bool) -> str:
        here = {"channel": self.place.channel, "thread_ts": self.place.thread_ts}
        try:
            return str((await self._said("chat.postMessage", part, last=last, **here))["ts"])
        except SurfaceGone:
            if self.place.direct:
                raise
        channel = await open_direct(self.calls, self.place)
        told = _("I cannot write in {channel}, so I answer you here.", channel=f"<#{self.place.channel}>")
        await self.calls.call("chat.postMessage", channel=channel, text=told)
        return f"{channel}/{(await self._said('chat.postMessage', part, last=last, channel=channel))['ts']}"

    async def note(self, number: int, ref: str) -> None:
        """Slack finds it by its metadata."""

    async def edit(self, ref: str, part: str, *, last: bool) -> None:
        channel, ts = self._where(ref)
        await self._said("chat.update", part, last=last, channel=channel, ts=ts)

    async def remove(self, ref: str) -> None:
        channel, ts = self._where(ref)
        await self.calls.insist("chat.delete", channel=channel, ts=ts)

    async def standing(self) -> list[str]:
        return await find_reply(self.calls, self.place, self.key)

    async def _said(self, method: str, part: str, *, last: bool, **where: str) -> Json:
        """Say it in full; where Slack takes no such blocks or metadata, in plain words."""
        plain: Json = {"text": mrkdwn(part)}
        full = {
            "text": plain["text"][:_NOTICE],
            "blocks": [{"type": "markdown", "text": part}, *([feedback(self.message_id)] if last else [])],
            "metadata": reply_metadata(self.key),
        }
        try:
            return await self.calls.call(method, **where, **full)
        except SlackRefused as error:
            log.warning("said in plain words", method=method, code=error.code)
            return await self.calls.call(method, **where, **plain)

    def _where(self, ref: str) -> tuple[str, str]:
        """The channel and the message: one that had to be posted elsewhere names its channel."""
        channel, slash, ts = ref.rpartition("/")
        return (channel, ts) if slash else (self.place.channel, ts)


async def open_direct(calls: Calls, place: Place) -> str:
    """The direct messages with the one who asked, where the place itself takes nothing. Raises `ChannelError`."""
    opened = await calls.call("conversations.open", users=place.user)
    return str(opened["channel"]["id"])


class EditedReply:
    """One answer as messages that are posted and then edited. `refs` are the ids of those that stand already."""

    def __init__(
        self,
        calls: Calls,
        place: Place,
        key: str,
        message_id: str,
        session: Session,
        *,
        refs: list[str] | None = None,
    ) -> None:
        self._session = session
        self._parts = PostedParts(_Messages(calls, place, key, message_id), refs if refs is not None else [])
        self.bucket = f"{place.team}/chat.update"
        """Edits share their workspace's limit."""

    async def show(self, text: str) -> str | None:
        """Post or edit until the text so far stands there. Raises `ChannelError`."""
        await self._session.begun()
        return await self._parts.show(split(markdown(text), ROOM))

    async def finish(self, text: str) -> str | None:
        """Make the final text stand there, with the feedback buttons, and nothing besides it."""
        await self._session.begun()
        try:
            return await self._parts.finish(split(markdown(text), ROOM))
        finally:
            await self._session.end()
