"""Google Calendar as a back end: people connect by OAuth."""

import time
from collections.abc import Callable

from threadline.calendar.backend import Reader, Vault
from threadline.calendar.google.api import GoogleApi
from threadline.calendar.google.calendar import NAME, GoogleCalendar
from threadline.calendar.google.faults import TITLE
from threadline.calendar.google.scopes import CALENDARS, EVENTS, SCOPES, TASK_SCOPES
from threadline.calendar.google.tasks import TITLE as TASKS_TITLE
from threadline.calendar.google.tasks import GoogleTasks
from threadline.calendar.oauth import OAuthApp, Tokens, missing
from threadline.calendar.oauth_backend import OAuthBackend
from threadline.calendar.port import Calendar

API_URL = "https://www.googleapis.com"
TASKS_URL = "https://tasks.googleapis.com"
AUTH_URL = "https://accounts.google.com/o/oauth2/v2/auth"
TOKEN_URL = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address


class GoogleBackend(OAuthBackend):
    """Google Calendar. `timeout` (seconds) bounds each call; `clock` tells seconds since 1970."""

    name = NAME
    title = TITLE
    needed = (EVENTS,)
    todo_title = TASKS_TITLE
    todo_scopes = TASK_SCOPES

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
        app = OAuthApp(
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
        super().__init__(app, timeout=timeout, clock=clock)
        self._api = GoogleApi(api_url, timeout=timeout)
        tasks_url = TASKS_URL if api_url == API_URL else api_url  # whoever stands in for Google does so for both
        self._tasks_api = GoogleApi(
            tasks_url, api=("tasks", "v1"), path="", title=TASKS_TITLE, once=True, timeout=timeout
        )

    def calendar(self, person_id: str, vault: Vault, reader: Reader) -> Calendar:
        """The person's Google calendars."""
        return GoogleCalendar(person_id, vault, api=self._api, source=self.source)

    def todos(self, person_id: str, vault: Vault) -> GoogleTasks:
        """The person's lists in Google Tasks."""
        return GoogleTasks(person_id, vault, api=self._tasks_api, source=self.source)

    async def account_name(self, tokens: Tokens) -> str:
        """The account's address: it is the id of the primary calendar, and the name that calendar has at first."""
        if not missing(self.app, tokens.scopes, (CALENDARS,)):
            found = await self._api.call(
                lambda api: api.calendarList().get(calendarId="primary"), token=tokens.access, scope=CALENDARS
            )
            return str(found.get("id") or TITLE)
        found = await self._api.call(
            lambda api: api.events().list(calendarId="primary", maxResults=1), token=tokens.access, scope=EVENTS
        )
        return str(found.get("summary") or TITLE)

    async def close(self) -> None:
        """Let go of connections and threads."""
        await super().close()
        self._api.close()
        self._tasks_api.close()
