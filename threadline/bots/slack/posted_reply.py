"""Answers by posting and editing: where streams are refused, and wherever something stands already.

An answer longer than a message takes goes on in further messages of the thread. Each carries the turn's key in its
metadata (docs.slack.dev/messaging/message-metadata), so that a process that comes later finds them again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from threadline.bots.slack.agent_session import Session
from threadline.bots.slack.mrkdwn import mrkdwn
from threadline.bots.slack.recovery import find_reply
from threadline.bots.slack.rendering import markdown, split
from threadline.bots.slack.thread_ref import Place
from threadline.bots.slack.web_client import Calls
from threadline.core.channels.errors import ChannelUnavailable, SurfaceGone

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
    up = {"text": {"type": "plain_text", "text": "Good answer"}, "value": f"good:{message_id}"}
    down = {"text": {"type": "plain_text", "text": "Bad answer"}, "value": f"bad:{message_id}"}
    buttons = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": up,
        "negative_button": down,
    }
    return {"type": "context_actions", "elements": [buttons]}


@dataclass(slots=True)
class EditedReply:
    """One answer as messages that are posted and then edited. `refs` are the ids of those that stand already."""

    calls: Calls
    place: Place
    key: str
    message_id: str
    session: Session
    refs: list[str] = field(default_factory=list)
    _shown: list[str] = field(default_factory=list)
    _doubtful: bool = False

    @property
    def bucket(self) -> str:
        """Edits share their workspace's limit."""
        return f"{self.place.team}/chat.update"

    async def show(self, text: str) -> str | None:
        """Post or edit until the text so far stands there. Raises `ChannelError`."""
        await self.session.begun()
        return await self._show(split(markdown(text), ROOM), last=())

    async def finish(self, text: str) -> str | None:
        """Make the final text stand there, with the feedback buttons, and nothing besides it."""
        await self.session.begun()
        parts = split(markdown(text), ROOM)
        ref = await self._show(parts, last=(feedback(self.message_id),))
        while len(self.refs) > len(parts):
            await self._remove(self.refs[-1])
            self.refs.pop()
        await self.session.end()
        return ref

    async def _show(self, parts: Sequence[str], *, last: Sequence[Json]) -> str | None:
        for number, part in enumerate(parts):
            extra = last if number == len(parts) - 1 else ()
            if number < len(self._shown) and self._shown[number] == part and not extra:
                continue
            await self._put(number, part, extra)
            self._shown[number:] = [part]
        return ",".join(self.refs) or None

    async def _put(self, number: int, part: str, extra: Sequence[Json]) -> None:
        if not part.strip():
            return
        message = {
            "channel": self.place.channel,
            "text": mrkdwn(part)[:_NOTICE],
            "blocks": [{"type": "markdown", "text": part}, *extra],
            "metadata": reply_metadata(self.key),
        }
        if self._doubtful:
            found = await find_reply(self.calls, self.place, self.key)
            self.refs.extend(ts for ts in found if ts not in self.refs)
            self._doubtful = False
        if number < len(self.refs):
            await self.calls.call("chat.update", ts=self.refs[number], **message)
            return
        try:
            posted = await self.calls.call("chat.postMessage", thread_ts=self.place.thread_ts, **message)
        except ChannelUnavailable:
            self._doubtful = True  # it may stand there all the same
            raise
        self.refs.append(str(posted["ts"]))

    async def _remove(self, ts: str) -> None:
        try:
            await self.calls.insist("chat.delete", channel=self.place.channel, ts=ts)
        except SurfaceGone:
            return
