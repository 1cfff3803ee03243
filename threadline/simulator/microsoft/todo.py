"""The to-do part of Graph: `/v1.0/me/todo/…`, a default list for everybody, as far as Threadline uses it."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from threadline.simulator.calendars.consent import Clock, Consent
from threadline.simulator.calendars.faults import Faults
from threadline.simulator.microsoft.refusals import Refusal
from threadline.simulator.microsoft.serving import address_of, body_of, served

Json = dict[str, Any]
Operation = Callable[[web.Request, "ToDoList"], Awaitable[Json]]

SCOPE = "Tasks.ReadWrite"
_BY_LINK = re.compile(r"linkedResources/any\((\w+):\1/externalId eq '((?:[^']|'')*)'\)")


@dataclass(slots=True)
class ToDoList:
    """Somebody's default list."""

    id: str
    tasks: dict[str, Json] = field(default_factory=dict)

    @property
    def open(self) -> list[Json]:
        """What is there and not done."""
        return [each for each in self.tasks.values() if each["status"] != "completed"]


class ToDo:
    """Answers Graph. `filters`: it knows the filter by linked resources; `address` tells where it listens."""

    def __init__(
        self, people: Sequence[str], consent: Consent, faults: Faults, address: Callable[[], str], clock: Clock
    ) -> None:
        self.lists = {each: ToDoList(f"AQMk{number:04}=") for number, each in enumerate(people, 1)}
        self.filters = True
        self.page_size = 100
        self._consent = consent
        self._faults = faults
        self._address = address
        self._clock = clock
        self._numbers = count(1)

    def routes(self) -> list[web.RouteDef]:
        """Its addresses."""
        tasks = "/v1.0/me/todo/lists/{list}/tasks"
        operations = (
            ("GET", "/v1.0/me/todo/lists", "lists.list", self._lists),
            ("GET", tasks, "tasks.list", self._list),
            ("POST", tasks, "tasks.create", self._create),
            ("GET", f"{tasks}/{{task}}", "tasks.get", self._get),
            ("PATCH", f"{tasks}/{{task}}", "tasks.update", self._update),
            ("DELETE", f"{tasks}/{{task}}", "tasks.delete", self._delete),
        )
        return [
            web.route(method, path, served(self._faults, name, self._called, operation))
            for method, path, name, operation in operations
        ]

    def _called(self, request: web.Request) -> ToDoList:
        own = self.lists[address_of(self._consent, request, SCOPE, denied="accessDenied")]
        if request.match_info.get("list", own.id) != own.id:
            raise Refusal(404, "ErrorItemNotFound", "The specified object was not found in the store.")
        return own

    async def _lists(self, request: web.Request, own: ToDoList) -> Json:
        flagged = {"id": f"{own.id}f", "displayName": "Flagged", "wellknownListName": "flaggedEmails"}
        return {"value": [flagged, {"id": own.id, "displayName": "Tasks", "wellknownListName": "defaultList"}]}

    async def _list(self, request: web.Request, own: ToDoList) -> Json:
        found = list(own.tasks.values())
        if asked := request.query.get("$filter"):
            wanted = _BY_LINK.fullmatch(asked) if self.filters else None
            if wanted is None:
                raise Refusal(400, "invalidRequest", "Invalid filter clause.")
            key = wanted[2].replace("''", "'")
            found = [each for each in found if any(link["externalId"] == key for link in each["linkedResources"])]
        expanded = "linkedResources" in request.query.get("$expand", "")
        size = min(int(request.query.get("$top", 100)), self.page_size)
        first = int(request.query.get("$skip", 0))
        page = [_told(each, expanded=expanded) for each in found[first : first + size]]
        answer: Json = {"value": page}
        if first + size < len(found):
            query = urlencode(dict(request.query) | {"$skip": str(first + size)})
            answer["@odata.nextLink"] = f"{self._address()}{request.rel_url.raw_path}?{query}"
        return answer

    async def _create(self, request: web.Request, own: ToDoList) -> Json:
        given = await body_of(request)
        if not given.get("title"):
            raise Refusal(400, "invalidRequest", "A task has a title.")
        id_ = f"AAMk{next(self._numbers):04}="
        now = f"{datetime.fromtimestamp(self._clock(), UTC):%Y-%m-%dT%H:%M:%S}Z"
        task = {"id": id_, "status": "notStarted", "importance": "normal", "createdDateTime": now, **given}
        links = given.get("linkedResources", ())
        task["linkedResources"] = [{"id": f"{id_}-{number}"} | each for number, each in enumerate(links)]
        own.tasks[id_] = _kept(task)
        return _told(own.tasks[id_], expanded=True)

    async def _get(self, request: web.Request, own: ToDoList) -> Json:
        return _told(self._task(request, own), expanded=False)

    async def _update(self, request: web.Request, own: ToDoList) -> Json:
        task = self._task(request, own)
        task |= await body_of(request)
        return _told(_kept(task), expanded=False)

    async def _delete(self, request: web.Request, own: ToDoList) -> Json:
        del own.tasks[self._task(request, own)["id"]]
        return {}

    def _task(self, request: web.Request, own: ToDoList) -> Json:
        task = own.tasks.get(request.match_info["task"])
        if task is None:
            raise Refusal(404, "ErrorItemNotFound", "The specified object was not found in the store.")
        return task


def _kept(task: Json) -> Json:
    """A due day loses its hour, and the moment of completion goes with the status."""
    if due := task.get("dueDateTime"):
        task["dueDateTime"] = {"dateTime": f"{due['dateTime'][:10]}T00:00:00.0000000", "timeZone": due["timeZone"]}
    if task["status"] != "completed":
        task.pop("completedDateTime", None)
    return task


def _told(task: Json, *, expanded: bool) -> Json:
    return {name: value for name, value in task.items() if expanded or name != "linkedResources"}
