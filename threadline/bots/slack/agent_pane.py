"""The agent pane: what a person looks at beside it (docs.slack.dev/reference/events/app_context_changed)."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from threadline.bots.slack.inbound import Intake, Said
from threadline.bots.slack.retrying_client import within
from threadline.bots.slack.transcripts import as_text
from threadline.bots.slack.workspaces import Workspace
from threadline.core.channels.errors import ChannelError

log = structlog.get_logger()

Json = dict[str, Any]

_MOST = 10_000
_READ_SECONDS = 20.0
_CHANNEL = "slack#/types/channel_id"
_ABOUT_THE_CHANNEL = re.compile(r"\b(this|the) (channel|conversation|discussion)\b", re.IGNORECASE)


@dataclass(slots=True)
class Pane:
    """Remembers which channel each person looks at, and reads it when they ask about it."""

    intake: Intake
    _looking: dict[str, str] = field(default_factory=dict)

    def look(self, user: str, event: Json) -> None:
        """Note what an event says the person looks at."""
        context = event.get("app_context") or event.get("context")
        entities = (context or {}).get("entities") or []
        channels = [str(entity.get("value")) for entity in entities if entity.get("type") == _CHANNEL]
        if len(self._looking) >= _MOST:
            self._looking.clear()
        if channels:
            self._looking[user] = channels[0]
        elif context is not None:
            self._looking.pop(user, None)

    async def beside(self, workspace: Workspace, said: Said, event: Json) -> Said:
        """The message with the channel's last words as material, where it asks about the channel beside the pane."""
        self.look(said.place.user, event)
        channel = self._looking.get(said.place.user)
        if channel is None or not _ABOUT_THE_CHANNEL.search(said.text):
            return said
        return replace(said, material=await within(_READ_SECONDS, self._last_words(workspace, channel)))

    async def _last_words(self, workspace: Workspace, channel: str) -> str | None:
        try:
            answer = await workspace.calls.call("conversations.history", channel=channel, limit=50)
        except ChannelError as error:
            log.warning("channel not read", missing=error.missing, error=str(error))
            return None
        return as_text(await self.intake.transcripts.of(workspace, channel, answer.get("messages", [])[::-1]))
