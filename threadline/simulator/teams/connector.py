"""The Bot Connector over HTTP, below the service URL: `v3/conversations/…` and `v3/teams/…`.

Its calls: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference. Every call needs
an access token of the login; limits and scripted failures apply before anything is done.
"""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from threadline.simulator.teams import posting, roster
from threadline.simulator.teams.faults import TeamsFault, bad_syntax, unauthorised
from threadline.simulator.teams.login import Login
from threadline.simulator.teams.model import Tenant
from threadline.simulator.teams.quotas import Quotas
from threadline.simulator.teams.streaming import stream_info

Json = dict[str, Any]
Answer = tuple[int, Any]

_LARGEST_BODY = 2_000_000


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it came in. `operation` is create, send, stream, update, delete, member, members or team.

    `at` is in seconds of the fake's clock, `status` what was answered, `peer` the caller's port (one per connection).
    """

    operation: str
    conversation: str
    activity_id: str | None
    body: Json
    at: float
    status: int
    peer: int

    @property
    def text(self) -> str:
        """The text that was sent, if any."""
        return str(self.body.get("text") or "")


@dataclass(slots=True)
class Connector:
    """Answers the bot's calls."""

    tenant: Tenant
    login: Login
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    quotas: Quotas = field(default_factory=Quotas)
    calls: list[Call] = field(default_factory=list)
    failures: dict[str, deque[TeamsFault]] = field(default_factory=dict)
    lost_answers: dict[str, int] = field(default_factory=dict)
    cuts: dict[str, int] = field(default_factory=dict)
    delays: dict[str, float] = field(default_factory=dict)
    """How long (seconds) calls of an operation take."""

    def fail(self, operation: str, fault: TeamsFault, *, times: int = 1) -> None:
        """Let the next calls of an operation fail; of `card` those that send one."""
        self.failures.setdefault(operation, deque()).extend([fault] * times)

    def lose_answer(self, operation: str, *, times: int = 1) -> None:
        """Let the next calls of an operation succeed without the caller being told: 502."""
        self.lost_answers[operation] = times

    def cut_off(self, operation: str, *, times: int = 1) -> None:
        """Let the next calls of an operation succeed, and the connection end before the answer."""
        self.cuts[operation] = times

    def of(self, operation: str) -> list[Call]:
        """The calls of an operation that succeeded, the oldest first."""
        return [call for call in self.calls if call.operation == operation and call.status < 300]

    @property
    def connections(self) -> int:
        """How many TCP connections the calls came over."""
        return len({call.peer for call in self.calls})

    def routes(self, base: str) -> list[web.RouteDef]:
        """The addresses below the service URL."""
        conversation = f"{base}/v3/conversations/{{conversation}}"
        return [
            web.post(f"{base}/v3/conversations", self.serve),
            web.post(f"{conversation}/activities", self.serve),
            web.post(f"{conversation}/activities/", self.serve),
            web.post(f"{conversation}/activities/{{activity}}", self.serve),
            web.put(f"{conversation}/activities/{{activity}}", self.serve),
            web.delete(f"{conversation}/activities/{{activity}}", self.serve),
            web.get(f"{conversation}/members", self.serve),
            web.get(f"{conversation}/members/{{member}}", self.serve),
            web.get(f"{conversation}/pagedmembers", self.serve),
            web.get(f"{base}/v3/teams/{{team}}", self.serve),
            web.get(f"{base}/v3/teams/{{team}}/conversations", self.serve),
        ]

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one call."""
        body: Json = {}
        operation = _operation(request, body)
        try:
            if not self.login.accepts(request.headers.get("Authorization", "").removeprefix("Bearer ")):
                raise unauthorised()
            body = await _read(request)
            operation = _operation(request, body)
            await self._hindrances(operation, body)
            self._count(operation, request)
            status, answer = self._run(operation, request, body)
        except TeamsFault as fault:
            self._note(operation, request, body, fault.status)
            headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
            return web.json_response(fault.body, status=fault.status, headers=headers)
        self._note(operation, request, body, status)
        if self.lost_answers.get(operation):
            self.lost_answers[operation] -= 1
            return web.Response(status=502, text="Bad gateway")
        if self.cuts.get(operation) and request.transport is not None:
            self.cuts[operation] -= 1
            request.transport.abort()
        return web.json_response(answer, status=status)

    async def _hindrances(self, operation: str, body: Json) -> None:
        if seconds := self.delays.get(operation):
            await self.sleep(seconds)
        if scripted := self.failures.get(operation):
            raise scripted.popleft()
        if operation == "send" and body.get("attachments") and (scripted := self.failures.get("card")):
            raise scripted.popleft()

    def _count(self, operation: str, request: web.Request) -> None:
        thread, now = request.match_info.get("conversation", operation), self.tenant.clock()
        if operation in ("member", "members", "team"):
            self.quotas.roster(thread, now)
        else:
            self.quotas.send(thread, now)

    def _run(self, operation: str, request: web.Request, body: Json) -> Answer:
        place, tenant = request.match_info, self.tenant
        match operation:
            case "create":
                return posting.create(tenant, body)
            case "update":
                return posting.update(tenant, place["conversation"], place["activity"], body)
            case "delete":
                return posting.delete(tenant, place["conversation"], place["activity"])
            case "member":
                return 200, roster.member(tenant, place["conversation"], place["member"])
            case "members" | "team":
                return 200, self._look(request)
            case _:
                targeted = request.query.get("isTargetedActivity") == "true"
                reply_to = place.get("activity")
                return posting.send(tenant, place["conversation"], body, reply_to=reply_to, targeted=targeted)

    def _look(self, request: web.Request) -> Any:
        place, asked = request.match_info, request.query
        if request.path.endswith("/pagedmembers"):
            return roster.page_of_members(
                self.tenant, place["conversation"], asked.get("pageSize"), asked.get("continuationToken")
            )
        if request.path.endswith("/members"):
            return roster.members(self.tenant, place["conversation"])
        if request.path.endswith("/conversations"):
            return roster.channels(self.tenant, place["team"])
        return roster.team(self.tenant, place["team"])

    def _note(self, operation: str, request: web.Request, body: Json, status: int) -> None:
        place = request.match_info
        peer = request.transport.get_extra_info("peername") if request.transport else None
        port = int(peer[1]) if peer else 0
        conversation, activity = place.get("conversation", ""), place.get("activity")
        self.calls.append(Call(operation, conversation, activity, body, self.tenant.clock(), status, port))


def _operation(request: web.Request, body: Json) -> str:
    place = request.match_info
    if "team" in place:
        return "team"
    if "conversation" not in place:
        return "create"
    if request.method == "GET":
        return "member" if "member" in place else "members"
    if request.method == "POST":
        return "stream" if stream_info(body) else "send"
    return "update" if request.method == "PUT" else "delete"


async def _read(request: web.Request) -> Json:
    if request.method not in ("POST", "PUT"):
        return {}
    raw = await request.read()
    if len(raw) > _LARGEST_BODY:
        raise TeamsFault(413, "MessageSizeTooBig", "Message size too large.")
    try:
        body = json.loads(raw)
    except ValueError:
        raise bad_syntax("The body is not JSON") from None
    if not isinstance(body, dict):
        raise bad_syntax("The body is not an object")
    return body
