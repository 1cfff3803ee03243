"""Who somebody is in Slack: name, address, zone, language (docs.slack.dev/reference/methods/users.info)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

from threadline.bots.slack.workspaces import Workspace
from threadline.core.channels.errors import ChannelError, ChannelThrottled, ChannelUnavailable
from threadline.core.domain.message import Author
from threadline.core.domain.time_zones import is_zone

log = structlog.get_logger()

_KNOWN_SECONDS = 3_600.0
_UNKNOWN_SECONDS = 60.0
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as Slack tells. `email` is the one Slack knows; whether it identifies them is for `Profiles` to say."""

    user: str
    name: str = ""
    email: str | None = None
    zone: str | None = None
    language: str | None = None
    stranger: bool = False


@dataclass(slots=True)
class Profiles:
    """Looks people up, and remembers them for an hour.

    `trusts` says of an address whether it identifies its person across channels: the administrators of a workspace can
    give their people any address.
    """

    trusts: Callable[[str], bool]
    clock: Callable[[], float]
    _known: dict[tuple[str, str], tuple[Profile, float]] = field(default_factory=dict)

    async def of(self, workspace: Workspace, user: str) -> Profile:
        """What Slack tells of a person; only the id where it may not tell.

        Raises `ChannelThrottled` and `ChannelUnavailable` for somebody new: taken for a stranger now, they would stay
        one.
        """
        profile, until = self._known.get((workspace.team, user), (None, 0.0))
        if profile is not None and self.clock() < until:
            return profile
        try:
            answer = await workspace.calls.call("users.info", user=user, include_locale=True)
        except (ChannelThrottled, ChannelUnavailable):
            if profile is None:
                raise
            return self._keep(workspace, profile, _UNKNOWN_SECONDS)
        except ChannelError as error:
            log.warning("person not looked up", missing=error.missing, error=str(error))
            return self._keep(workspace, profile or Profile(user), _UNKNOWN_SECONDS)
        return self._keep(workspace, profile_of({"id": user} | (answer.get("user") or {}), workspace), _KNOWN_SECONDS)

    async def author(self, workspace: Workspace, user: str) -> Author:
        """The person as the engine takes them.

        They are known by the organisation, or the workspace, that the app serves: which team an event names for them
        differs between events and interactions.
        """
        profile = await self.of(workspace, user)
        identifies = profile.email is not None and not profile.stranger and self.trusts(profile.email)
        return Author(
            external_id=account_of(workspace, user),
            name=profile.name,
            email=profile.email if identifies else None,
            zone=profile.zone,
            language=profile.language,
        )

    def _keep(self, workspace: Workspace, profile: Profile, seconds: float) -> Profile:
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[workspace.team, profile.user] = (profile, self.clock() + seconds)
        return profile


def account_of(workspace: Workspace, user: str) -> str:
    """What a person is called across the workspaces of one organisation, or in one workspace."""
    return f"{workspace.enterprise or workspace.team}:{user}"


def profile_of(answer: dict[str, Any], workspace: Workspace) -> Profile:
    """A person as `users.info` and `users.list` tell."""
    shown, zone = answer.get("profile") or {}, answer.get("tz")
    team = answer.get("team_id") or workspace.team
    return Profile(
        user=str(answer.get("id") or ""),
        name=str(shown.get("display_name") or shown.get("real_name") or answer.get("name") or ""),
        email=shown.get("email") or None,
        zone=zone if zone and is_zone(zone) else None,
        language=str(answer.get("locale") or "")[:2] or None,
        stranger=bool(answer.get("is_stranger"))
        or answer.get("is_email_confirmed") is False
        or (team != workspace.team and not workspace.enterprise),
    )
