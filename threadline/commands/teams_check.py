"""Whether Teams can be had: the app's secret, the keys that Teams signs with, and the address that it calls."""

import time
from dataclasses import dataclass

import aiohttp

from threadline.bots.teams.credentials import ClientSecret, issuer_of
from threadline.bots.teams.routes import PATH
from threadline.bots.teams.signing_keys import KeyRing
from threadline.config import Settings
from threadline.core.channels.errors import ChannelError

_GRAPH = "https://graph.microsoft.com"
_TIMEOUT = aiohttp.ClientTimeout(total=15)


@dataclass(frozen=True, slots=True)
class TeamsCheck:
    """One thing that was tried; `advice` says what to do where it did not work."""

    part: str
    ok: bool
    detail: str
    advice: str = ""


async def check_teams(settings: Settings) -> list[TeamsCheck]:
    """Ask Microsoft for a token and for its keys, and the service at its public address; nothing where Teams is off."""
    if settings.teams_app_id is None:
        return []
    async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
        return [
            await _secret(settings, session),
            await _keys(settings, session),
            await _address(settings, session),
            *([await _outlook(settings, session)] if settings.teams_sso_resource else []),
        ]


async def _secret(settings: Settings, session: aiohttp.ClientSession) -> TeamsCheck:
    try:
        token = await issuer_of(settings).issue(session)
    except ChannelError as error:
        return TeamsCheck("Teams secret", ok=False, detail=str(error))
    return TeamsCheck("Teams secret", ok=True, detail=f"a token that lasts {token.seconds / 60:.0f} minutes was issued")


async def _keys(settings: Settings, session: aiohttp.ClientSession) -> TeamsCheck:
    url = settings.teams_endpoints.openid_url
    if await KeyRing(lambda: session, url, clock=time.monotonic).fetch():
        return TeamsCheck("Teams keys", ok=True, detail="the keys that Teams signs with were fetched")
    advice = "Let the service reach it, and check THREADLINE_TEAMS_CLOUD."
    return TeamsCheck("Teams keys", ok=False, detail=f"{url} does not tell the keys", advice=advice)


async def _address(settings: Settings, session: aiohttp.ClientSession) -> TeamsCheck:
    """An activity that nobody signed has to be refused at the public address, by the service and by no proxy."""
    if settings.base_url is None:
        return TeamsCheck("Teams address", ok=False, detail="nobody can call it", advice="Set THREADLINE_BASE_URL.")
    url = f"{settings.base_url}{PATH}"
    try:
        async with session.post(url, json=_UNSIGNED, allow_redirects=False) as response:
            refused = response.status == 401 and "UNAUTHORIZED" in await response.text()
            told = f"{url} answered {response.status}"
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        refused, told = False, f"{url} cannot be reached: {type(error).__name__}"
    if refused:
        return TeamsCheck("Teams address", ok=True, detail=f"{url} is answered by the service")
    advice = (
        "Is the service running, and does the proxy pass this address on? The bot's messaging endpoint is the same."
    )
    return TeamsCheck("Teams address", ok=False, detail=told, advice=advice)


async def _outlook(settings: Settings, session: aiohttp.ClientSession) -> TeamsCheck:
    """The secret of the app that tokens are exchanged by; whether the app exposes its scope only a client can tell."""
    part, secret = "Outlook in Teams", settings.microsoft_client_secret
    issuer = ClientSecret(
        settings.microsoft_client_id or "",
        secret.get_secret_value() if secret is not None else "",
        settings.teams_tenant_id or "",
        settings.microsoft_login_url,
        _GRAPH,
    )
    try:
        await issuer.issue(session)
    except ChannelError as error:
        advice = "Check THREADLINE_MICROSOFT_CLIENT_ID and THREADLINE_MICROSOFT_CLIENT_SECRET."
        return TeamsCheck(part, ok=False, detail=str(error), advice=advice)
    return TeamsCheck(part, ok=True, detail="the app of single sign-on has a good secret")


_UNSIGNED = {
    "type": "typing",
    "serviceUrl": "https://smba.trafficmanager.net/emea/",
    "channelId": "msteams",
    "from": {"id": "29:nobody"},
    "recipient": {"id": "28:nobody"},
    "conversation": {"id": "a:nobody"},
}
