"""Telling somebody something that they did not just ask for: a direct message, once per key."""

from dataclasses import dataclass
from typing import Any

import structlog

from threadline.bots.slack.errors import NAME
from threadline.bots.slack.mrkdwn import mrkdwn
from threadline.bots.slack.recovery import find_posted
from threadline.bots.slack.workspaces import Workspace, Workspaces
from threadline.core.channels.errors import ChannelDenied, SurfaceGone
from threadline.core.people.directory import People

Json = dict[str, Any]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Notices:
    """Writes direct messages to people whom Slack knows."""

    workspaces: Workspaces
    people: People

    async def tell(self, person_id: str, text: str, *, key: str) -> bool:
        """Tell them; False where Slack does not know them or does not let us.

        Raises `ChannelError` for trouble that may pass: it may be told by then, and the key tells.
        """
        for account in await self.people.accounts(NAME, person_id):
            home, _, user = account.partition(":")
            try:
                await self._post(await self._workspace(home), user, text, key)
            except (ChannelDenied, SurfaceGone) as error:
                log.info("person not reached", error=str(error))
            else:
                return True
        return False

    async def _workspace(self, home: str) -> Workspace:
        """The workspace of a person; `home` is a team, or the enterprise of an organisation."""
        return await (self.workspaces.of("", home) if home.startswith("E") else self.workspaces.of(home))

    async def _post(self, workspace: Workspace, user: str, text: str, key: str) -> None:
        opened = await workspace.calls.insist("conversations.open", users=user)
        channel = str(opened["channel"]["id"])
        # Whoever told it before may have died right after: Slack keeps no key of ours but the message's metadata.
        if await find_posted(workspace.calls, channel, key):
            return
        metadata = {"event_type": "threadline_notice", "event_payload": {"key": key}}
        await workspace.calls.call("chat.postMessage", channel=channel, text=mrkdwn(text), metadata=metadata)
