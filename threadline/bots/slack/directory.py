"""Everybody in a workspace, so that a name is known without a mention (docs.slack.dev/reference/methods/users.list)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from threadline.bots.slack.profiles import Profile, profile_of
from threadline.bots.slack.workspaces import Workspace
from threadline.core.channels.errors import ChannelError
from threadline.core.runtime.background_tasks import BackgroundTasks

log = structlog.get_logger()

_KNOWN_SECONDS = 3_600.0
_FAILED_SECONDS = 600.0
_PATIENCE = 1.0  # a message waits no longer for it to be read: Slack wants its acknowledgement within three seconds
_PAGE, _MOST_PAGES = 200, 20  # Slack recommends pages of 200; the method is allowed 20 times a minute
_SLACKBOT = "USLACKBOT"


@dataclass(slots=True)
class _Listed:
    people: tuple[Profile, ...] = ()
    until: float = 0.0
    reading: asyncio.Task[None] | None = None


@dataclass(slots=True)
class Directory:
    """The people of workspaces, read in the background and remembered for an hour. Bots and those who left are none."""

    background: BackgroundTasks
    clock: Callable[[], float]
    _known: dict[str, _Listed] = field(default_factory=dict)

    async def of(self, workspace: Workspace) -> tuple[Profile, ...]:
        """Those who are known by now; of 4,000 and more the first. Nobody where Slack does not tell in time."""
        listed = self._known.setdefault(workspace.team, _Listed())
        if listed.reading is None and self.clock() >= listed.until:
            listed.reading = self.background.start(self._read(workspace, listed))
        if listed.reading is not None:
            await asyncio.wait({listed.reading}, timeout=_PATIENCE)
        return listed.people

    async def _read(self, workspace: Workspace, listed: _Listed) -> None:
        found: list[Profile] = []
        cursor, seconds = "", _KNOWN_SECONDS
        try:
            for _ in range(_MOST_PAGES):
                answer = await workspace.calls.call("users.list", limit=_PAGE, cursor=cursor)
                members = (each for each in answer.get("members") or () if not each.get("deleted"))
                found += [profile_of(each, workspace) for each in members if not each.get("is_bot")]
                cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
                if not cursor:
                    break
        except ChannelError as error:
            log.warning("people of the workspace not read", missing=error.missing, error=str(error))
            seconds = _FAILED_SECONDS
        finally:
            listed.reading = None
        listed.people = tuple(each for each in found if each.user != _SLACKBOT) or listed.people
        listed.until = self.clock() + seconds
