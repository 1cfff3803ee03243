"""User groups, such as @design, and who is in them (docs.slack.dev/reference/methods/usergroups.list).

A group that a message names stands for its members: whoever is to be invited is read from their addresses. One of which
Slack does not tell, or that is too large to be meant person by person, keeps its name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from threadline.bots.slack.profiles import Profile, Profiles
from threadline.bots.slack.workspaces import Workspace
from threadline.core.channels.errors import ChannelError

log = structlog.get_logger()

_KNOWN_SECONDS = 600.0
_MOST_MEMBERS = 40
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Group:
    """A group by its handle; `members` is empty where they are not told, or too many."""

    handle: str = ""
    members: tuple[Profile, ...] = ()

    def without(self, speaker: str) -> str:
        """How it stands in a text of one of its members': the others by their addresses, else its name."""
        if others := [member for member in self.members if member.user != speaker]:
            return ", ".join(member.email or member.name or "someone" for member in others)
        return f"@{self.handle}" if self.handle else ""

    def listed(self) -> str:
        """How it stands where somebody asks who is in it: by its name, with everybody; "" where they are not told."""
        names = ", ".join(_named(member) for member in self.members)
        return f"@{self.handle} ({names})" if names and self.handle else ""


def _named(member: Profile) -> str:
    if not member.email:
        return member.name or "someone"
    return f"{member.name} <{member.email}>" if member.name else member.email


@dataclass(slots=True)
class UserGroups:
    """Looks groups up, all of a workspace at once, and remembers them for ten minutes. `clock` is monotonic."""

    profiles: Profiles
    clock: Callable[[], float]
    _listed: dict[str, tuple[Mapping[str, tuple[str, Sequence[str]]], float]] = field(default_factory=dict)

    async def of(self, workspace: Workspace, group: str) -> Group:
        """A group by its id. Raises `ChannelThrottled`, `ChannelUnavailable` for people who are not known yet."""
        handle, users = (await self._groups(workspace)).get(group, ("", ()))
        others = [user for user in users if user != workspace.bot_user]
        if len(others) > _MOST_MEMBERS:
            return Group(handle)
        return Group(handle, tuple([await self.profiles.of(workspace, user) for user in others]))

    async def _groups(self, workspace: Workspace) -> Mapping[str, tuple[str, Sequence[str]]]:
        known, until = self._listed.get(workspace.team, ({}, float("-inf")))
        if self.clock() < until:
            return known
        team = workspace.team if workspace.enterprise else None
        try:
            answer = await workspace.calls.call("usergroups.list", include_users=True, team_id=team)
        except ChannelError as error:  # what was known stays; a name is no reason to answer later
            log.warning("user groups not read", missing=error.missing, error=str(error))
            answer = {}
        listed = {
            str(each.get("id")): (str(each.get("handle") or ""), tuple(map(str, each.get("users") or ())))
            for each in answer.get("usergroups") or ()
        }
        if len(self._listed) >= _MOST:
            self._listed.clear()
        self._listed[workspace.team] = (listed or known, self.clock() + _KNOWN_SECONDS)
        return listed or known
