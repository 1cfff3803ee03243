"""CalDAV as a back end: a person connects with the address of their server, their name there and a password.

What reads calendar files is imported when somebody's calendar is opened: everybody starts with this back end.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from threadline.calendar.backend import Account, FormField, Reader, Scope, Vault
from threadline.calendar.caldav.account import NAME, DavAccount
from threadline.calendar.port import Calendar, CalendarRejected
from threadline.texts.messages import N_, _

if TYPE_CHECKING:
    from threadline.calendar.caldav.server import DavServer
    from threadline.calendar.deleted_events import DeletedEvents
    from threadline.calendar.todos import TodoService

_MOST_SERVERS = 200


def _now() -> datetime:
    return datetime.now(UTC)


class CalDavBackend:
    """CalDAV servers. `allowed` are hosts of private networks that may be asked."""

    name = NAME
    title = "CalDAV"
    todo_title = "CalDAV"
    todo_scopes: tuple[Scope, ...] = ()
    fields = (
        FormField("url", N_("Address of the server"), placeholder="https://cloud.example.com/remote.php/dav"),
        FormField("username", N_("Name")),
        FormField("password", N_("Password (ideally an app password)"), secret=True),
    )

    def __init__(
        self, deleted: "DeletedEvents", *, allowed: Collection[str] = (), clock: Callable[[], datetime] = _now
    ) -> None:
        self._deleted = deleted
        self._allowed = tuple(allowed)
        self._clock = clock
        self._servers: dict[DavAccount, DavServer] = {}

    @property
    def connector(self) -> "CalDavBackend":
        """It connects by a form."""
        return self

    async def connect(self, values: Mapping[str, str], current: str | None) -> Account:
        """Try the account and find its calendars.

        Raises `CalendarRejected`, `CalendarDenied`, `CalendarUnavailable`.
        """
        url, username, password = (values.get(name, "").strip() for name in ("url", "username", "password"))
        if not (url and username and password):
            raise CalendarRejected(_("An address, a name and a password are needed."))
        from threadline.calendar.caldav.server import DavServer

        server = DavServer(url, username, password, allowed=self._allowed)
        try:
            account = await server.discover()
            if not await server.calendars(account.home):
                raise CalendarRejected(_("There is no calendar in this account; make one on the server."))
        finally:
            await server.close()
        return Account(account.address or username, account.to_json())

    def calendar(self, person_id: str, vault: Vault, reader: Reader) -> Calendar:
        """The person's calendars on their server."""
        from threadline.calendar.caldav.calendar import CalDavCalendar

        return CalDavCalendar(
            person_id, vault, open_server=self._server, deleted=self._deleted, clock=self._clock, reader=reader
        )

    def todos(self, person_id: str, vault: Vault) -> "TodoService":
        """The person's collections for things to do."""
        from threadline.calendar.caldav.todos import CalDavTodos

        return CalDavTodos(vault, open_server=self._server, clock=self._clock)

    async def close(self) -> None:
        """Close all connections."""
        for server in self._servers.values():
            await server.close()

    def _server(self, account: DavAccount) -> "DavServer":
        from threadline.calendar.caldav.server import DavServer

        if account not in self._servers:
            if len(self._servers) >= _MOST_SERVERS:  # connections that are in use stay open until they end
                self._servers.pop(next(iter(self._servers)))
            self._servers[account] = DavServer(account.url, account.username, account.password, allowed=self._allowed)
        return self._servers[account]
