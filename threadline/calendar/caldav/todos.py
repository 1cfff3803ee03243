"""Things to do on a CalDAV server: VTODO (RFC 5545, section 3.6.2) in a collection that takes them (RFC 4791, 5.2.3).

Its path and its UID follow from its key, and it is stored only where nothing is (`If-None-Match: *`): however often one
is written, it is one. Each change is guarded by the etag that was read.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from icalendar import Calendar as Component
from icalendar import Todo as TodoComponent

from threadline.calendar.backend import Vault
from threadline.calendar.caldav.account import DavAccount
from threadline.calendar.caldav.server import DavServer, Resource
from threadline.calendar.ics import PRODID
from threadline.calendar.ics_lines import clean_text
from threadline.calendar.port import CalendarDenied, CalendarRejected, CalendarUnavailable, VersionConflict
from threadline.calendar.todos import Todo, TodoItem
from threadline.texts.messages import _

TITLE = "CalDAV"
_ATTEMPTS = 3


class CalDavTodos:
    """One person's collections of things to do."""

    exact = True

    def __init__(
        self, vault: Vault, *, open_server: Callable[[DavAccount], DavServer], clock: Callable[[], datetime]
    ) -> None:
        self._vault = vault
        self._open_server = open_server
        self._clock = clock

    async def home(self) -> str:
        """A collection for things to do alone before one that takes events too."""
        account, server = await self._open()
        found = await server.todo_lists(account.home)
        if not found:
            raise CalendarRejected(_("The calendar server has no list that takes things to do; make one there."))
        return found[0]

    async def add(self, list_id: str, todo: Todo) -> str:
        """Store a new VTODO; what is there already is it."""
        _account, server = await self._open()
        path = _path(list_id, todo.key)
        await server.create(path, _new_file(todo, self._clock()))
        return path

    async def find(self, list_id: str, key: str, since: datetime) -> TodoItem | None:
        """What lies under the key's path."""
        return await self.get(list_id, _path(list_id, key))

    async def get(self, list_id: str, item_id: str) -> TodoItem | None:
        """A VTODO as it stands."""
        _account, server = await self._open()
        resource = await server.get(item_id)
        return _item(resource) if resource is not None else None

    async def tick(self, list_id: str, item_id: str, *, done: bool = True) -> bool:
        """Set the VTODO's status; somebody else's change in the same moment is kept."""
        _account, server = await self._open()
        for attempt in range(_ATTEMPTS):
            resource = await server.get(item_id)
            if resource is None:
                return False
            if _item(resource).done is done:
                return True
            try:
                await server.replace(resource, _ticked(resource.data, self._clock(), done=done))
            except VersionConflict:
                if attempt + 1 == _ATTEMPTS:
                    raise
            else:
                return True
        raise AssertionError("unreachable")  # pragma: no cover

    async def delete(self, list_id: str, item_id: str) -> None:
        """Delete a VTODO."""
        _account, server = await self._open()
        await server.delete(item_id, None)

    async def _open(self) -> tuple[DavAccount, DavServer]:
        credentials = await self._vault.load()
        if credentials is None:
            raise CalendarDenied(_("{title} is not connected. Connect it again.", title=TITLE))
        account = DavAccount.from_json(credentials)
        return account, self._open_server(account)


def _path(list_id: str, key: str) -> str:
    return f"{list_id.rstrip('/')}/{key}.ics"


def _new_file(todo: Todo, now: datetime) -> str:
    component = TodoComponent()
    component.add("uid", f"{todo.key}@threadline")
    component.add("dtstamp", now)
    component.add("created", now)
    component.add("summary", clean_text(todo.title))
    component.add("status", "NEEDS-ACTION")
    if todo.due is not None:
        component.add("due", todo.due)
    calendar = Component()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add_component(component)
    return _text(calendar)


def _ticked(data: str, now: datetime, *, done: bool) -> str:
    calendar = _parsed(data)
    component = _todo_of(calendar)
    if "RRULE" in component:
        raise CalendarRejected(_("This comes again and again: tick it off in the program that made it so."))
    for name in ("STATUS", "COMPLETED", "PERCENT-COMPLETE", "DTSTAMP", "LAST-MODIFIED"):
        component.pop(name, None)
    component.add("status", "COMPLETED" if done else "NEEDS-ACTION")
    if done:
        component.add("completed", now)
        component.add("percent-complete", 100)
    component.add("dtstamp", now)
    component.add("last-modified", now)
    sequence = int(component.pop("SEQUENCE", 0)) + 1
    component.add("sequence", sequence)
    return _text(calendar)


def _item(resource: Resource) -> TodoItem:
    component = _todo_of(_parsed(resource.data))
    due = component.get("DUE")
    moment = due.dt if due is not None else None
    day = moment.date() if isinstance(moment, datetime) else moment
    return TodoItem(
        resource.path,
        str(component.get("SUMMARY", "")),
        day if isinstance(day, date) else None,
        done=str(component.get("STATUS", "")).upper() == "COMPLETED" or "COMPLETED" in component,
        gone=str(component.get("STATUS", "")).upper() == "CANCELLED",
    )


def _parsed(data: str) -> Any:
    try:
        return Component.from_ical(data)
    except ValueError as error:
        raise CalendarUnavailable(_("The calendar server's answer was not CalDAV.")) from error


def _todo_of(calendar: Any) -> Any:
    found = calendar.walk("VTODO")
    if not found:
        raise CalendarUnavailable(_("The calendar server's answer was not CalDAV."))
    return found[0]


def _text(calendar: Component) -> str:
    return str(calendar.to_ical().decode())
