"""Google Calendar as a back end: people connect by OAuth."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from threadline.calendar.backend import Account, Scope, Vault
from threadline.calendar.google.api import GoogleApi
from threadline.calendar.google.calendar import NAME, GoogleCalendar
from threadline.calendar.google.faults import TITLE
from threadline.calendar.google.scopes import CALENDARS, EVENTS, SCOPES
from threadline.calendar.oauth import OAuthApp, OAuthClient, SharedSession, Tokens, TokenSource, missing
from threadline.calendar.port import Calendar, CalendarDenied, CalendarError, CalendarUnavailable

API_URL = "https://www.googleapis.com"
AUTH_URL = "https://accounts.google.com/o/oauth2/v2/auth"
TOKEN_URL = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address


class GoogleBackend:
    """Google Calendar. `timeout` (seconds) bounds each call; `clock` tells seconds since 1970."""

    name = NAME
    title = TITLE

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        *,
        api_url: str = API_URL,
        auth_url: str = AUTH_URL,
        token_url: str = TOKEN_URL,
        timeout: float = 20.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._app = OAuthApp(
            title=TITLE,
            client_id=client_id,
            client_secret=client_secret,
            authorize_url=auth_url,
            token_url=token_url,
            revoke_url=f"{token_url.rpartition('/')[0]}/revoke",
            scopes=SCOPES,
            # Only a consent that is asked for anew comes with a refresh token.
            asked={"access_type": "offline", "prompt": "consent"},
        )
        self._session = SharedSession(timeout)
        self._client = OAuthClient(self._app, self._session, clock=clock)
        self._source = TokenSource(self._client, clock=clock)
        self._api = GoogleApi(api_url, timeout=timeout)

    @property
    def connector(self) -> "GoogleBackend":
        """It connects by OAuth."""
        return self

    @property
    def scopes(self) -> Sequence[Scope]:
        """What is asked for."""
        return self._app.scopes

    def authorization_url(self, *, state: str, challenge: str, redirect_uri: str, hint: str | None) -> str:
        """Google's consent page."""
        return self._client.authorization_url(state=state, challenge=challenge, redirect_uri=redirect_uri, hint=hint)

    async def exchange(self, *, code: str, verifier: str, redirect_uri: str) -> Account:
        """Credentials for a code. Raises `CalendarDenied`, also where the box for events was left empty."""
        tokens = await self._client.exchange(code=code, verifier=verifier, redirect_uri=redirect_uri)
        if missing(self._app, tokens.scopes, (EVENTS,)):
            raise CalendarDenied(
                f"{TITLE} was not allowed to see and change events. Connect it again and tick the box."
            )
        tokens = replace(tokens, account=await self._address(tokens))
        return Account(tokens.account, tokens.to_json())

    async def revoke(self, credentials: str) -> None:
        """Withdraw the grant at Google. Raises `CalendarUnavailable`."""
        try:
            tokens = Tokens.from_json(credentials)
        except ValueError:
            return
        await self._client.revoke(tokens)

    def calendar(self, person_id: str, vault: Vault) -> Calendar:
        """The person's Google calendars."""
        return GoogleCalendar(person_id, vault, api=self._api, source=self._source)

    async def close(self) -> None:
        """Let go of connections and threads."""
        await self._source.close()
        await self._session.close()
        self._api.close()

    async def _address(self, tokens: Tokens) -> str:
        """The account's address: it is the id of the primary calendar, and the name that calendar has at first."""
        allowed = not missing(self._app, tokens.scopes, (CALENDARS,))
        try:
            if allowed:
                found = await self._api.call(
                    lambda api: api.calendarList().get(calendarId="primary"), token=tokens.access, scope=CALENDARS
                )
                return str(found.get("id") or TITLE)
            found = await self._api.call(
                lambda api: api.events().list(calendarId="primary", maxResults=1), token=tokens.access, scope=EVENTS
            )
            return str(found.get("summary") or TITLE)
        except CalendarUnavailable:
            raise
        except CalendarError as error:
            raise CalendarDenied(str(error)) from error
