"""Microsoft To Do (Graph v1.0) over a person's connection to Microsoft.

A task takes no id of ours; a linked resource that is created with it has our key as its `externalId`, by which it is
found after an attempt whose answer was lost (learn.microsoft.com/graph/api/resources/todotask, linkedresource).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from threadline.calendar.backend import Vault
from threadline.calendar.microsoft.api import GraphApi, Json
from threadline.calendar.microsoft.faults import TokenRefused
from threadline.calendar.oauth import TokenSource
from threadline.calendar.port import CalendarDenied, CalendarRejected, CalendarUnavailable, EventNotFound
from threadline.calendar.todos import Todo, TodoItem, TodosNotAllowed
from threadline.texts.messages import _

TITLE = "Microsoft To Do"
TASKS = "Tasks.ReadWrite"
_MOST_PAGES = 100
_LONGEST = 255


class MicrosoftToDo:
    """One person's lists."""

    exact = False

    def __init__(self, person_id: str, vault: Vault, *, api: GraphApi, source: TokenSource) -> None:
        self._person_id = person_id
        self._vault = vault
        self._api = api
        self._source = source

    async def home(self) -> str:
        """The default list."""
        found = (await self._call("GET", "me/todo/lists")).get("value") or ()
        first = next((each for each in found if each.get("wellknownListName") == "defaultList"), None)
        if first is None:
            raise CalendarRejected(_("{title} has no list to write to.", title=TITLE))
        return str(first["id"])

    async def add(self, list_id: str, todo: Todo) -> str:
        """Create a task together with its mark."""
        title = todo.title[:_LONGEST]
        linked = {"applicationName": "Threadline", "displayName": title, "externalId": todo.key}
        body: Json = {"title": title, "linkedResources": [linked]}
        if todo.due is not None:
            body["dueDateTime"] = {"dateTime": f"{todo.due.isoformat()}T00:00:00", "timeZone": "UTC"}
        return str((await self._call("POST", f"me/todo/lists/{list_id}/tasks", body=body))["id"])

    async def find(self, list_id: str, key: str, since: datetime) -> TodoItem | None:
        """The task with the mark of a key. A mailbox that does not filter by it is read through."""
        query = {"$expand": "linkedResources", "$top": "100"}
        marked = f"linkedResources/any(l:l/externalId eq '{key}')"
        try:
            return await self._among(list_id, query | {"$filter": marked}, key)
        except CalendarRejected:
            return await self._among(list_id, query, key)

    async def get(self, list_id: str, item_id: str) -> TodoItem | None:
        """A task."""
        try:
            return _item(await self._call("GET", f"me/todo/lists/{list_id}/tasks/{item_id}"))
        except EventNotFound:
            return None

    async def tick(self, list_id: str, item_id: str, *, done: bool = True) -> bool:
        """Set the task's status."""
        body = {"status": "completed" if done else "notStarted"}
        try:
            await self._call("PATCH", f"me/todo/lists/{list_id}/tasks/{item_id}", body=body)
        except EventNotFound:
            return False
        return True

    async def delete(self, list_id: str, item_id: str) -> None:
        """Delete a task."""
        try:
            await self._call("DELETE", f"me/todo/lists/{list_id}/tasks/{item_id}")
        except EventNotFound:
            return

    async def _among(self, list_id: str, query: Mapping[str, str], key: str) -> TodoItem | None:
        path, asked = f"me/todo/lists/{list_id}/tasks", dict(query)
        for _page in range(_MOST_PAGES):
            answer = await self._call("GET", path, query=asked)
            for item in answer.get("value") or ():
                if any(each.get("externalId") == key for each in item.get("linkedResources") or ()):
                    return _item(item)
            path, asked = str(answer.get("@odata.nextLink") or ""), {}
            if not path:
                return None
        raise CalendarUnavailable(_("{title} has more in this list than can be looked through.", title=TITLE))

    async def _call(
        self, method: str, path: str, *, query: Mapping[str, str] | None = None, body: Json | None = None
    ) -> dict[str, Any]:
        """Carry out one request; a token that is refused is renewed once."""
        tokens = await self._source.tokens(self._person_id, self._vault)
        if not any(scope.rpartition("/")[2].lower() == TASKS.lower() for scope in tokens.scopes):
            raise TodosNotAllowed(TITLE)
        try:
            return await self._api.call(method, path, token=tokens.access, query=query or None, body=body)
        except TokenRefused:
            tokens = await self._source.tokens(self._person_id, self._vault, refused=tokens.access)
        try:
            return await self._api.call(method, path, token=tokens.access, query=query or None, body=body)
        except TokenRefused as error:
            raise CalendarDenied(str(error)) from error


def _item(found: Json) -> TodoItem:
    due = str((found.get("dueDateTime") or {}).get("dateTime") or "")[:10]
    return TodoItem(
        str(found["id"]),
        str(found.get("title") or ""),
        date.fromisoformat(due) if due else None,
        done=found.get("status") == "completed",
    )
