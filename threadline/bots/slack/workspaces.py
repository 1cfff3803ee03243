"""The workspaces this service answers in, each with its Web API: one by a token, or many by installation."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog

from threadline.bots.slack.errors import NAME
from threadline.bots.slack.installations import Installation, InstallationStore
from threadline.bots.slack.rate_limits import Limits
from threadline.bots.slack.retrying_client import Calls
from threadline.core.channels.errors import ChannelDenied, ChannelUnavailable
from threadline.storage.persons import utc_now

if TYPE_CHECKING:
    import aiohttp
    from slack_sdk.web.async_client import AsyncWebClient

log = structlog.get_logger()

DEFAULT_API = "https://slack.com/api/"
_KNOWN_SECONDS = 300.0
_TIMEOUT_SECONDS = 10
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace and how to speak in it."""

    team: str
    enterprise: str
    bot_user: str
    calls: Calls

    @property
    def token(self) -> str:
        """The bot's token."""
        return str(self.calls.client.token)


@dataclass(frozen=True, slots=True)
class AppCredentials:
    """What identifies the app itself; `token` is set where it serves one workspace only."""

    token: str | None = None
    client_id: str | None = None
    client_secret: str | None = None
    api_url: str = DEFAULT_API


@dataclass(slots=True)
class _Known:
    workspace: Workspace
    installation: Installation | None
    until: float


@dataclass(slots=True)
class Workspaces:
    """Finds workspaces. What was found is known for five minutes, or until it is forgotten."""

    credentials: AppCredentials
    store: InstallationStore
    limits: Limits
    clock: Callable[[], datetime] = utc_now
    _known: dict[tuple[str, str], _Known] = field(default_factory=dict)
    _only: Workspace | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _session: "aiohttp.ClientSession | None" = None

    async def of(self, team: str, enterprise: str = "") -> Workspace:
        """The workspace of a team. Raises `ChannelDenied` if the app is not installed there, `ChannelUnavailable`."""
        if self.credentials.token:
            return await self._single(team)
        known = self._known.get((team, enterprise))
        if known is not None and self._is_fresh(known):
            return known.workspace
        async with self._lock:
            known = self._known.get((team, enterprise))
            if known is None or not self._is_fresh(known):
                known = self._known[team, enterprise] = await self._load(team, enterprise)
            return known.workspace

    async def warm_up(self) -> None:
        """Learn whose the one token is. Raises `ChannelError`."""
        await self._introduce()

    async def install(self, code: str, redirect_uri: str) -> Installation:
        """Exchange the code of an installation and keep its token. Raises `ChannelError`, `NoSecretKey`."""
        answer = await self._access(code=code, redirect_uri=redirect_uri)
        installation = Installation.of_answer(answer, self.clock())
        await self.store.save(installation)
        self._forget_cached(installation.team, installation.enterprise)
        return installation

    async def uninstall(self, team: str, enterprise: str, *, at: datetime) -> None:
        """Forget a workspace that removed the app then. Slack may tell late, when it has been installed again."""
        installation = await self.store.find(team, enterprise)
        installed_at = installation.installed_at if installation is not None else None
        if installed_at is not None and installed_at >= at + _SECOND:  # Slack's times are whole seconds, cut off
            return
        await self.store.forget(team, enterprise)
        self._forget_cached(team, enterprise)

    def access_changed(self, teams: Sequence[str], enterprise: str) -> None:
        """An organisation gave workspaces the app, or took it from them: what is known of them is asked anew."""
        for team in teams:
            self._forget_cached(team, enterprise)

    def client(self, token: str | None = None) -> "AsyncWebClient":
        """A client that leaves retrying to us: the SDK would post twice when an answer is lost."""
        import aiohttp
        from slack_sdk.web.async_client import AsyncWebClient

        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession()
        return AsyncWebClient(
            token=token,
            base_url=self.credentials.api_url,
            timeout=_TIMEOUT_SECONDS,
            session=self._session,
            retry_handlers=[],
        )

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def _single(self, team: str) -> Workspace:
        workspace = self._only or await self._introduce()
        if team != workspace.team and not workspace.enterprise:
            raise _not_installed(team)
        return workspace

    async def _introduce(self) -> Workspace:
        async with self._lock:
            known = self._only
            if known is None:
                known = self._only = await self._whose(self.credentials.token or "")
            return known

    async def _whose(self, token: str) -> Workspace:
        """Ask Slack whose token it is (docs.slack.dev/reference/methods/auth.test)."""
        calls = Calls(self.client(token), "", self.limits)
        me = await calls.insist("auth.test")
        team = str(me["team_id"])
        calls = Calls(calls.client, team, self.limits)
        return Workspace(team, str(me.get("enterprise_id") or ""), str(me["user_id"]), calls)

    def _is_fresh(self, known: _Known) -> bool:
        due = known.installation is not None and known.installation.is_due(self.clock())
        return self.limits.clock() < known.until and not due

    async def _load(self, team: str, enterprise: str) -> _Known:
        installation = await self.store.find(team, enterprise)
        if installation is None:
            raise _not_installed(team)
        if installation.is_due(self.clock()) and installation.refresh_token:
            installation = await self._refresh(installation)
        calls = Calls(
            self.client(installation.token),
            team,
            self.limits,
            on_revoked=lambda: self._forget_cached(team, enterprise),
        )
        workspace = Workspace(team, installation.enterprise or enterprise, installation.bot_user, calls)
        return _Known(workspace, installation, self.limits.clock() + _KNOWN_SECONDS)

    async def _refresh(self, installation: Installation) -> Installation:
        try:
            answer = await self._access(grant_type="refresh_token", refresh_token=installation.refresh_token)
        except ChannelUnavailable as error:
            log.warning("token not refreshed, the old one is used on", team=installation.team, error=str(error))
            return installation
        refreshed = installation.refreshed(answer, self.clock())
        await self.store.save(refreshed)
        return refreshed

    async def _access(self, **arguments: Any) -> dict[str, Any]:
        """`oauth.v2.access` (docs.slack.dev/reference/methods/oauth.v2.access)."""
        calls = Calls(self.client(), "", self.limits)
        secrets = {"client_id": self.credentials.client_id, "client_secret": self.credentials.client_secret}
        return await calls.call("oauth.v2.access", **secrets, **arguments)

    def _forget_cached(self, team: str, enterprise: str) -> None:
        for key in [key for key in self._known if key[0] == team or (enterprise and key[1] == enterprise)]:
            del self._known[key]


def _not_installed(team: str) -> ChannelDenied:
    return ChannelDenied(f"The app is not installed in the workspace {team}", channel=NAME, missing="installation")
