"""Microsoft 365 as a back end: people connect by OAuth (Entra, version 2.0).

Microsoft has no way to withdraw one app's tokens: they end once they are forgotten here.
"""

import time
from collections.abc import Callable

from threadline.calendar.backend import Account, Reader, Scope, Vault
from threadline.calendar.deleted_events import DeletedEvents
from threadline.calendar.microsoft.api import GraphApi
from threadline.calendar.microsoft.calendar import MicrosoftCalendar
from threadline.calendar.microsoft.faults import TITLE
from threadline.calendar.microsoft.todo import TASKS, MicrosoftToDo
from threadline.calendar.microsoft.todo import TITLE as TODO_TITLE
from threadline.calendar.microsoft.transactions import NAME
from threadline.calendar.oauth import OAuthApp, Tokens
from threadline.calendar.oauth_backend import OAuthBackend
from threadline.calendar.port import Calendar
from threadline.texts.messages import N_

GRAPH_URL = "https://graph.microsoft.com/v1.0"
LOGIN_URL = "https://login.microsoftonline.com"

_ANY_TENANT = frozenset(("common", "organizations"))

EVENTS = "Calendars.ReadWrite"
SCOPES = (
    Scope(
        EVENTS, N_("See your calendars and when you and colleagues are busy; book, change and delete what you ask for.")
    ),
    Scope("offline_access", N_("Stay connected, so that you are not asked again every hour.")),
)
TASK_SCOPES = (Scope(TASKS, N_("Write what you have to do into Microsoft To Do, and see whether it is done.")),)


class MicrosoftBackend(OAuthBackend):
    """Microsoft 365 and Outlook.com. `timeout` (seconds) bounds each call; `clock` tells seconds since 1970.

    `tenant` is `common`, `organizations`, `consumers` or the id of one.
    """

    name = NAME
    title = TITLE
    needed = (EVENTS,)
    todo_title = TODO_TITLE
    todo_scopes = TASK_SCOPES

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        deleted: DeletedEvents,
        *,
        tenant: str = "common",
        graph_url: str = GRAPH_URL,
        login_url: str = LOGIN_URL,
        timeout: float = 20.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._login_url = login_url.rstrip("/")
        self._tenant = tenant
        login = f"{self._login_url}/{tenant}/oauth2/v2.0"
        app = OAuthApp(
            title=TITLE,
            client_id=client_id,
            client_secret=client_secret,
            authorize_url=f"{login}/authorize",
            token_url=f"{login}/token",
            scopes=SCOPES,
            asked={"response_mode": "query", "prompt": "select_account"},
            names_scopes=True,
        )
        super().__init__(app, timeout=timeout, clock=clock)
        self._api = GraphApi(graph_url, self.session)
        self._deleted = deleted

    def calendar(self, person_id: str, vault: Vault, reader: Reader) -> Calendar:
        """The person's Microsoft calendars."""
        return MicrosoftCalendar(
            person_id,
            vault,
            api=self._api,
            source=self.source,
            deleted=self._deleted,
            clock=self.clock,
            reader=reader,
        )

    def todos(self, person_id: str, vault: Vault) -> MicrosoftToDo:
        """The person's lists in Microsoft To Do."""
        return MicrosoftToDo(person_id, vault, api=self._api, source=self.source)

    async def on_behalf(self, token: str, *, tenant: str) -> Account:
        """The account of whoever a token of Teams is for (Entra's on-behalf-of flow).

        Entra exchanges it in the person's own `tenant`, not in `common`. Raises `CalendarDenied`, `ConsentNeeded`,
        `CalendarUnavailable`.
        """
        authority = tenant if self._tenant in _ANY_TENANT else self._tenant
        token_url = f"{self._login_url}/{authority}/oauth2/v2.0/token"
        return await self.account_of(await self.client.on_behalf(token, token_url=token_url))

    async def account_name(self, tokens: Tokens) -> str:
        """The account's address: that of the owner of the default calendar."""
        found = await self._api.call("GET", "me/calendar", token=tokens.access)
        return str((found.get("owner") or {}).get("address") or TITLE)
