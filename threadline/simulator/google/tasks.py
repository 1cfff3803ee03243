"""Google Tasks (v1) of the fake: `/tasks/v1/…`, a default list for everybody, as far as Threadline uses it.

A task gets its id from the server, its due day loses the time of day, what is completed is hidden once the list is
cleared, and what is deleted can be read with `deleted` set until it is forgotten (tasks.v1 of the discovery documents).
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from aiohttp import web

from threadline.simulator.calendars.consent import Clock, Consent
from threadline.simulator.calendars.faults import Faults
from threadline.simulator.google.refusals import Refusal
from threadline.simulator.google.serving import address_of, body_of, served

Json = dict[str, Any]
Operation = Callable[[web.Request, "TaskList"], Awaitable[Json]]

SCOPE = "https://www.googleapis.com/auth/tasks"
_READ_ONLY = frozenset(
    ("id", "kind", "etag", "updated", "selfLink", "parent", "position", "links", "hidden", "webViewLink")
)
_LONGEST = {"title": 1_024, "notes": 8_192}
_STATUSES = ("needsAction", "completed")


@dataclass(slots=True)
class TaskList:
    """Somebody's default list."""

    id: str
    tasks: dict[str, Json] = field(default_factory=dict)

    @property
    def open(self) -> list[Json]:
        """What is there and not done."""
        return [each for each in self.tasks.values() if not each.get("deleted") and each["status"] == "needsAction"]


class Tasks:
    """Answers the API."""

    def __init__(self, people: Sequence[str], consent: Consent, faults: Faults, clock: Clock) -> None:
        self.lists = {address: TaskList(f"list-{number}") for number, address in enumerate(people, 1)}
        self.page_size = 100
        self._consent = consent
        self._faults = faults
        self._clock = clock
        self._numbers = count(1)

    def routes(self) -> list[web.RouteDef]:
        """Its addresses."""
        lists, tasks = "/tasks/v1/users/@me/lists/{list}", "/tasks/v1/lists/{list}/tasks"
        operations = (
            ("GET", lists, "tasklists.get", self._list_entry),
            ("GET", tasks, "tasks.list", self._list),
            ("POST", tasks, "tasks.insert", self._insert),
            ("GET", f"{tasks}/{{task}}", "tasks.get", self._get),
            ("PATCH", f"{tasks}/{{task}}", "tasks.patch", self._patch),
            ("DELETE", f"{tasks}/{{task}}", "tasks.delete", self._delete),
        )
        return [
            web.route(method, path, served(self._faults, name, self._called, operation, api="tasks.v1"))
            for method, path, name, operation in operations
        ]

    def _called(self, request: web.Request) -> TaskList:
        own = self.lists[address_of(self._consent, request, (SCOPE,))]
        if request.match_info["list"] not in ("@default", own.id):
            raise Refusal(404, "notFound", "Not Found")
        return own

    async def _list_entry(self, request: web.Request, own: TaskList) -> Json:
        return {"kind": "tasks#taskList", "id": own.id, "title": "My Tasks"}

    async def _list(self, request: web.Request, own: TaskList) -> Json:
        query = request.query
        shown = [each for each in own.tasks.values() if _is_shown(each, query)]
        offset, size = int(query.get("pageToken", 0)), min(int(query.get("maxResults", 20)), self.page_size)
        answer: Json = {"kind": "tasks#tasks", "items": shown[offset : offset + size]}
        return answer | ({"nextPageToken": str(offset + size)} if offset + size < len(shown) else {})

    async def _insert(self, request: web.Request, own: TaskList) -> Json:
        task = {"kind": "tasks#task", "id": f"task{next(self._numbers):04}", "status": "needsAction"}
        own.tasks[task["id"]] = task
        return self._written(task, await body_of(request))

    async def _get(self, request: web.Request, own: TaskList) -> Json:
        return self._task(request, own)

    async def _patch(self, request: web.Request, own: TaskList) -> Json:
        return self._written(self._task(request, own), await body_of(request))

    async def _delete(self, request: web.Request, own: TaskList) -> Json:
        task = self._task(request, own)
        if task.get("deleted"):
            raise Refusal(404, "notFound", "Not Found")
        task |= {"deleted": True, "updated": self._now()}
        return {}

    def _task(self, request: web.Request, own: TaskList) -> Json:
        task = own.tasks.get(request.match_info["task"])
        if task is None:
            raise Refusal(404, "notFound", "Not Found")
        return task

    def _written(self, task: Json, given: Json) -> Json:
        for name, longest in _LONGEST.items():
            if len(given.get(name) or "") > longest:
                raise Refusal(400, "invalid", f"Invalid value: {name}")
        if given.get("status", "needsAction") not in _STATUSES:
            raise Refusal(400, "invalid", "Invalid value: status")
        task |= {name: value for name, value in given.items() if name not in _READ_ONLY}
        if given.get("due"):
            task["due"] = f"{given['due'][:10]}T00:00:00.000Z"
        task["updated"] = self._now()
        if task["status"] == "completed":
            task.setdefault("completed", self._now())
        else:
            task.pop("completed", None)
        return task

    def _now(self) -> str:
        return f"{datetime.fromtimestamp(self._clock(), UTC):%Y-%m-%dT%H:%M:%S}.000Z"


def _is_shown(task: Json, query: Any) -> bool:
    if task.get("deleted") and query.get("showDeleted") != "true":
        return False
    if task["status"] == "completed" and query.get("showCompleted") == "false":
        return False
    if task.get("hidden") and query.get("showHidden") != "true":
        return False
    return bool(task["updated"] >= query.get("updatedMin", ""))
