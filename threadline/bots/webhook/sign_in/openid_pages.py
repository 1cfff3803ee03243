"""Signing in with the team's own OpenID Connect provider: there, back, and into the console.

What ties the way back to the browser that set out is one secret in its cookie; state, nonce and PKCE's verifier are
all derived from it, so that any replica can receive whom another one sent. The cookie is `Lax`: the way back comes from
another site.

Whoever signs out here is signed out there as well: the browser itself keeps what the provider knows the sign-in by, so
that nothing of it is stored, and takes it there.
"""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

import structlog
from aiohttp import web

from threadline.bots.webhook.http.call import ROOM, Call
from threadline.bots.webhook.http.html_page import page
from threadline.bots.webhook.sign_in.browser_session import hand_over, open_session
from threadline.bots.webhook.sign_in.openid_provider import (
    Attempt,
    Identity,
    OpenIdProvider,
    ProviderRefused,
    ProviderUnreachable,
    SignInFailed,
)
from threadline.config import Settings
from threadline.config.sign_in import ANY_DOMAIN
from threadline.core.domain.message import Author
from threadline.core.domain.scopes import ALL_SCOPES, PERSONAL_SCOPES
from threadline.core.domain.time_zones import is_zone
from threadline.texts.messages import _

BEGIN = "/openid/begin"
CALLBACK = "/openid/callback"
LOGOUT = "/openid/logout"
COOKIE = "threadline_openid"
CHANNEL = "openid"
"""The channel under which a person's accounts at the provider are kept."""

OPENID: web.AppKey[OpenIdProvider | None] = web.AppKey("openid")

_COOKIE_SECONDS = 900
_COOKIE_BYTES = 32
_HINT = "threadline_openid_hint"
_LONGEST_HINT = 3_800  # what browsers keep of one cookie, less its name and attributes
_LIFETIME = timedelta(days=1)
"""Whoever has left the provider is out a day later at the most; everybody else comes in again by one click."""

log = structlog.get_logger()


class _NotAdmitted(Exception):
    """They are known there, and may not come in here."""


async def begin(request: web.Request) -> web.Response:
    """Send the browser to the provider."""
    provider = _provider(request)
    secret = token_urlsafe(_COOKIE_BYTES)
    attempt = _attempt(secret)
    challenge = urlsafe_b64encode(sha256(attempt.verifier.encode()).digest()).rstrip(b"=").decode()
    try:
        address = await provider.authorization_url(attempt, challenge=challenge, redirect_uri=_redirect_uri(request))
    except SignInFailed as error:
        return _failed(request, error)
    response = web.Response(status=303, headers={"Location": address})
    secure = Call(request).address.startswith("https://")
    response.set_cookie(
        COOKIE, secret, max_age=_COOKIE_SECONDS, path="/openid", httponly=True, samesite="Lax", secure=secure
    )
    return response


async def logout(request: web.Request) -> web.Response:
    """Lead a browser whose session here was ended to where it ends at the provider, and from there back.

    Another site cannot cause it: the cookie does not come with its links.
    """
    provider, token = _provider(request), request.cookies.get(_HINT, "")
    try:
        address = await provider.logout_url(token, return_to=f"{Call(request).address}/") if token else None
    except SignInFailed as error:  # the session here has ended in any case
        log.warning("not signed out at the provider", kind=type(error).__name__, reason=error.reason)
        address = None
    response = web.Response(status=303, headers={"Location": address or "/"})
    response.del_cookie(_HINT, path="/openid")
    return response


async def callback(request: web.Request) -> web.Response:
    """Back from the provider: sign in whoever it says has come, or say why not."""
    provider, room = _provider(request), request.app[ROOM]
    settings = room.services.settings
    secret = request.cookies.get(COOKIE, "")
    if not secret:
        return _page(403, _("This sign-in began in another browser, or too long ago."))
    try:
        who = await provider.identify(_attempt(secret), request.query, redirect_uri=_redirect_uri(request))
        person_id = await _person(request, who)
    except SignInFailed as error:
        return _failed(request, error)
    except _NotAdmitted:
        log.warning("sign-in not admitted", issuer=who.issuer, verified=who.address_verified)
        return _page(403, _not_admitted(settings, who))
    scopes = ALL_SCOPES if _administers(settings, who) else PERSONAL_SCOPES
    record, clear = await open_session(
        room, person_id, name=f"console, by {settings.openid_name}", scopes=scopes, lifetime=_LIFETIME
    )
    response = web.Response(status=303, headers={"Location": "/"})
    hand_over(room, response, record, clear)
    response.del_cookie(COOKIE, path="/openid")
    if len(who.id_token) <= _LONGEST_HINT:
        secure = Call(request).address.startswith("https://")
        seconds = round(_LIFETIME.total_seconds())
        response.set_cookie(
            _HINT, who.id_token, max_age=seconds, path="/openid", httponly=True, samesite="Strict", secure=secure
        )
    return response


async def _person(request: web.Request, who: Identity) -> str:
    """Whose account that is, made or linked by address if it is new. Raises `_NotAdmitted`."""
    settings, directory = request.app[ROOM].services.settings, request.app[ROOM].services.people.directory
    sure = who.address if who.address and (who.address_verified or settings.openid_addresses == "all") else None
    if not (ANY_DOMAIN in settings.sign_in_domains or (sure is not None and settings.admits(sure))):
        raise _NotAdmitted
    language = who.language[:2].lower()
    author = Author(
        who.account,
        name=who.name or (sure or "").partition("@")[0] or _("somebody"),
        email=sure,
        zone=who.zone if is_zone(who.zone) else None,
        language=language if language.isalpha() and len(language) == 2 else None,
    )
    return await directory.recognise(CHANNEL, author)


def _administers(settings: Settings, who: Identity) -> bool:
    """Whether they administer: by an address that is theirs for sure, or by a group."""
    sure = who.address_verified or settings.openid_addresses == "all"
    by_address = sure and bool(who.address) and who.address in settings.openid_admins
    return by_address or bool(settings.openid_admin_group and settings.openid_admin_group in who.groups)


def _attempt(secret: str) -> Attempt:
    def derived(purpose: str) -> str:
        return sha256(f"{purpose} {secret}".encode()).hexdigest()

    return Attempt(derived("state"), derived("nonce"), derived("verifier"))


def _not_admitted(settings: Settings, who: Identity) -> str:
    provider = settings.openid_name
    if not who.address:
        return _("{provider} did not say what your e-mail address is.", provider=provider)
    if not who.address_verified and settings.openid_addresses != "all":
        return _("{provider} has not verified the address {address}.", provider=provider, address=who.address)
    return _("{address} may not sign in here. Ask whoever runs Threadline to invite you.", address=who.address)


def _failed(request: web.Request, error: SignInFailed) -> web.Response:
    log.warning("sign-in failed", kind=type(error).__name__, reason=error.reason)
    provider = request.app[ROOM].services.settings.openid_name
    if isinstance(error, ProviderUnreachable):
        return _page(503, _("{provider} cannot be reached at the moment. Try again later.", provider=provider))
    if isinstance(error, ProviderRefused):
        return _page(403, _("{provider} did not sign you in.", provider=provider))
    return _page(403, _("What came back from {provider} did not fit. Try again.", provider=provider))


def _page(status: int, problem: str) -> web.Response:
    return page("signin_failed.html", status=status, problem=problem, again=BEGIN)


def _provider(request: web.Request) -> OpenIdProvider:
    provider = request.app[OPENID]
    if provider is None:
        raise web.HTTPNotFound
    return provider


def _redirect_uri(request: web.Request) -> str:
    return Call(request).address + CALLBACK
