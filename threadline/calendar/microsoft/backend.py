"""Microsoft 365 as a back end: people connect by OAuth (Entra, version 2.0)."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from threadline.calendar.backend import Account, Scope, Vault
from threadline.calendar.microsoft.api import GraphApi
from threadline.calendar.microsoft.calendar import NAME, Deleted, MicrosoftCalendar
from threadline.calendar.microsoft.faults import TITLE
from threadline.calendar.oauth import OAuthApp, OAuthClient, SharedSession, Tokens, TokenSource, missing
from threadline.calendar.port import Calendar, CalendarDenied, CalendarError, CalendarUnavailable

GRAPH_URL = "https://graph.microsoft.com/v1.0"
LOGIN_URL = "https://login.microsoftonline.com"

EVENTS = "Calendars.ReadWrite"
SCOPES = (
    Scope(EVENTS, "See your calendars and when you and colleagues are busy; book, change and delete what you ask for."),
    Scope("offline_access", "Stay connected, so that you are not asked again every hour."),
)


class MicrosoftBackend:
    """Microsoft 365 and Outlook.com. `timeout` (seconds) bounds each call; `clock` tells seconds since 1970.

    `tenant` is `common`, `organizations`, `consumers` or the id of one.
    """

    name = NAME
    title = TITLE

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        deleted: Deleted,
        *,
        tenant: str = "common",
        graph_url: str = GRAPH_URL,
        login_url: str = LOGIN_URL,
        timeout: float = 20.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        login = f"{login_url.rstrip('/')}/{tenant}/oauth2/v2.0"
        self._app = OAuthApp(
            title=TITLE,
            client_id=client_id,
            client_secret=client_secret,
            authorize_url=f"{login}/authorize",
            token_url=f"{login}/token",
            scopes=SCOPES,
            asked={"response_mode": "query", "prompt": "select_account"},
            names_scopes=True,
        )
        self._session = SharedSession(timeout)
        self._client = OAuthClient(self._app, self._session, clock=clock)
        self._source = TokenSource(self._client, clock=clock)
        self._api = GraphApi(graph_url, self._session)
        self._deleted = deleted
        self._clock = clock

    @property
    def connector(self) -> "MicrosoftBackend":
        """It connects by OAuth."""
        return self

    @property
    def scopes(self) -> Sequence[Scope]:
        """What is asked for."""
        return self._app.scopes

    def authorization_url(self, *, state: str, challenge: str, redirect_uri: str, hint: str | None) -> str:
        """Microsoft's consent page."""
        return self._client.authorization_url(state=state, challenge=challenge, redirect_uri=redirect_uri, hint=hint)

    async def exchange(self, *, code: str, verifier: str, redirect_uri: str) -> Account:
        """Credentials for a code. Raises `CalendarDenied`, also where calendars were not allowed."""
        tokens = await self._client.exchange(code=code, verifier=verifier, redirect_uri=redirect_uri)
        if missing(self._app, tokens.scopes, (EVENTS,)):
            raise CalendarDenied(f"{TITLE} did not allow to see and change events ({EVENTS}). Connect it again.")
        tokens = replace(tokens, account=await self._address(tokens))
        return Account(tokens.account, tokens.to_json())

    async def revoke(self, credentials: str) -> None:
        """Nothing is said: Microsoft has no way to withdraw one app's tokens, they end once they are forgotten here."""

    def calendar(self, person_id: str, vault: Vault) -> Calendar:
        """The person's Microsoft calendars."""
        return MicrosoftCalendar(
            person_id, vault, api=self._api, source=self._source, deleted=self._deleted, clock=self._clock
        )

    async def close(self) -> None:
        """Let go of connections."""
        await self._source.close()
        await self._session.close()

    async def _address(self, tokens: Tokens) -> str:
        """The account's address: that of the owner of the default calendar."""
        try:
            found = await self._api.call("GET", "me/calendar", token=tokens.access)
        except CalendarUnavailable:
            raise
        except CalendarError as error:
            raise CalendarDenied(str(error)) from error
        return str((found.get("owner") or {}).get("address") or TITLE)
