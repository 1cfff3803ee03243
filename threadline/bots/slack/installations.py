"""Workspaces that installed the app: their tokens, encrypted at rest, cached, refreshed before they expire.

Rotation: docs.slack.dev/authentication/using-token-rotation. An installation into a whole organisation has no team of
its own and serves every team of it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self

from pydantic import TypeAdapter

from threadline.storage.secrets import SecretStore

Json = dict[str, Any]

_OWNER = "slack"
REFRESH_BEFORE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation. `team` is empty for one into a whole organisation; `expires_at` is None without rotation."""

    team: str
    enterprise: str
    token: str
    bot_user: str
    scopes: tuple[str, ...] = ()
    refresh_token: str | None = None
    expires_at: datetime | None = None
    installed_at: datetime | None = None

    @classmethod
    def of_answer(cls, answer: Json, now: datetime) -> Self:
        """From what `oauth.v2.access` answered."""
        lifetime = answer.get("expires_in")
        wide = bool(answer.get("is_enterprise_install"))
        return cls(
            team="" if wide else str((answer.get("team") or {}).get("id", "")),
            enterprise=str((answer.get("enterprise") or {}).get("id", "")),
            token=str(answer["access_token"]),
            bot_user=str(answer.get("bot_user_id", "")),
            scopes=tuple(filter(None, str(answer.get("scope", "")).split(","))),
            refresh_token=answer.get("refresh_token"),
            expires_at=now + timedelta(seconds=int(lifetime)) if lifetime else None,
            installed_at=now,
        )

    def refreshed(self, answer: Json, now: datetime) -> Self:
        """The same installation with the new token of an answer."""
        new = self.of_answer(answer, now)
        return replace(self, token=new.token, refresh_token=new.refresh_token, expires_at=new.expires_at)

    def is_due(self, now: datetime) -> bool:
        """Whether the token should be refreshed."""
        return self.expires_at is not None and self.expires_at - now < REFRESH_BEFORE


_INSTALLATION = TypeAdapter(Installation)


class InstallationStore:
    """Keeps installations among the service's secrets."""

    def __init__(self, secrets: SecretStore) -> None:
        self._secrets = secrets

    @property
    def can_keep(self) -> bool:
        """Whether there is a key to encrypt tokens with."""
        return self._secrets.has_key

    async def save(self, installation: Installation) -> None:
        """Keep an installation in the place of an earlier one. Raises `NoSecretKey`."""
        name = _name(installation.team, installation.enterprise)
        await self._secrets.put(_OWNER, name, _INSTALLATION.dump_json(installation).decode())

    async def find(self, team: str, enterprise: str) -> Installation | None:
        """The installation that serves a team: its own, or its organisation's. Raises `SecretUnreadable`."""
        for name in (_name(team, enterprise), _name(team, ""), _name("", enterprise)):
            if (stored := await self._secrets.get(_OWNER, name)) is not None:
                return _INSTALLATION.validate_json(stored)
        return None

    async def forget(self, team: str, enterprise: str) -> None:
        """Delete what is kept of a team or, without one, of an organisation."""
        for name in {_name(team, enterprise), _name(team, "")} - {_name("", "")}:
            await self._secrets.delete(_OWNER, name)


def _name(team: str, enterprise: str) -> str:
    return f"installation:{enterprise}:{team}"
