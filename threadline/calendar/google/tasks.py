"""Google Tasks (v1) over a person's connection to Google.

A task has no id of ours and no property of its own, so a line at the end of its notes says which it is: after an
attempt whose answer was lost it is looked for among all that changed since, ticked off, hidden and deleted ones too.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from threadline.calendar.backend import Vault
from threadline.calendar.google.api import GoogleApi, Json
from threadline.calendar.google.faults import ScopeMissing, TokenRefused
from threadline.calendar.google.scopes import TASKS
from threadline.calendar.oauth import TokenSource
from threadline.calendar.port import CalendarDenied, EventNotFound
from threadline.calendar.todos import Todo, TodoItem, TodosNotAllowed

TITLE = "Google Tasks"
_HOME = "@default"
_PAGE = 100
_CLOCKS_DIFFER = timedelta(minutes=10)
_LONGEST = 1_024  # of a title (tasks.v1, Task.title)


class GoogleTasks:
    """One person's lists."""

    exact = False

    def __init__(self, person_id: str, vault: Vault, *, api: GoogleApi, source: TokenSource) -> None:
        self._person_id = person_id
        self._vault = vault
        self._api = api
        self._source = source

    async def home(self) -> str:
        """The default list, under its own id."""
        found = await self._call(lambda api: api.tasklists().get(tasklist=_HOME))
        return str(found.get("id") or _HOME)

    async def add(self, list_id: str, todo: Todo) -> str:
        """Insert a task with its mark."""
        body: Json = {"title": todo.title[:_LONGEST], "notes": _mark(todo.key)}
        if todo.due is not None:
            body["due"] = f"{todo.due.isoformat()}T00:00:00.000Z"
        made = await self._call(lambda api: api.tasks().insert(tasklist=list_id, body=body))
        return str(made["id"])

    async def find(self, list_id: str, key: str, since: datetime) -> TodoItem | None:
        """The task with the mark of a key."""
        earliest = f"{since.astimezone(UTC) - _CLOCKS_DIFFER:%Y-%m-%dT%H:%M:%S}.000Z"
        asked = {"updatedMin": earliest, "showCompleted": True, "showHidden": True, "showDeleted": True}
        page: str | None = None
        while True:
            answer = await self._call(
                lambda api, at=page: api.tasks().list(tasklist=list_id, maxResults=_PAGE, pageToken=at, **asked)
            )
            for item in answer.get("items") or ():
                if _mark(key) in str(item.get("notes") or ""):
                    return _item(item)
            page = answer.get("nextPageToken")
            if not page:
                return None

    async def get(self, list_id: str, item_id: str) -> TodoItem | None:
        """A task; a deleted one can be read for a while, and is gone all the same."""
        try:
            found = _item(await self._call(lambda api: api.tasks().get(tasklist=list_id, task=item_id)))
        except EventNotFound:
            return None
        return None if found.gone else found

    async def tick(self, list_id: str, item_id: str, *, done: bool = True) -> bool:
        """Set the task's status; Google fills in and takes away when it was completed."""
        if await self.get(list_id, item_id) is None:
            return False
        body = {"status": "completed" if done else "needsAction"}
        try:
            await self._call(lambda api: api.tasks().patch(tasklist=list_id, task=item_id, body=body))
        except EventNotFound:
            return False
        return True

    async def delete(self, list_id: str, item_id: str) -> None:
        """Delete a task."""
        try:
            await self._call(lambda api: api.tasks().delete(tasklist=list_id, task=item_id))
        except EventNotFound:
            return

    async def _call(self, make: Callable[..., Any]) -> Json:
        """Carry out one request; a token that is refused is renewed once."""
        tokens = await self._source.tokens(self._person_id, self._vault)
        if TASKS not in tokens.scopes:
            raise TodosNotAllowed(TITLE)
        try:
            try:
                return await self._api.call(make, token=tokens.access, scope=TASKS)
            except TokenRefused:
                tokens = await self._source.tokens(self._person_id, self._vault, refused=tokens.access)
                return await self._api.call(make, token=tokens.access, scope=TASKS)
        except ScopeMissing as error:
            raise TodosNotAllowed(TITLE) from error
        except TokenRefused as error:
            raise CalendarDenied(str(error)) from error


def _mark(key: str) -> str:
    return f"[Threadline {key}]"


def _item(found: Json) -> TodoItem:
    due = str(found.get("due") or "")[:10]
    return TodoItem(
        str(found["id"]),
        str(found.get("title") or ""),
        date.fromisoformat(due) if due else None,
        done=found.get("status") == "completed",
        gone=bool(found.get("deleted")),
    )
