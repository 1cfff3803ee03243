"""The Web API of the fake Slack: `/api/{method}` by GET and POST, with tokens, scopes, limits and scripted failures."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from threadline.simulator.slack import chat, lookups, surfaces
from threadline.simulator.slack.arguments import Arguments, bearer, read_arguments
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.model import Clock, Json, Workspace
from threadline.simulator.slack.quotas import Quotas

Method = Callable[[Workspace, Arguments], Json]


@dataclass(frozen=True, slots=True)
class Offered:
    """A method and the scope it needs."""

    run: Method
    scope: str | None = None


METHODS: Mapping[str, Offered] = {
    "auth.test": Offered(lookups.auth_test),
    "users.info": Offered(lookups.users_info, "users:read"),
    "users.lookupByEmail": Offered(lookups.users_lookup_by_email, "users:read.email"),
    "users.list": Offered(lookups.users_list, "users:read"),
    "usergroups.list": Offered(lookups.usergroups_list, "usergroups:read"),
    "conversations.info": Offered(lookups.conversations_info),
    "conversations.open": Offered(lookups.conversations_open, "im:write"),
    "conversations.replies": Offered(lookups.conversations_replies, "channels:history"),
    "conversations.history": Offered(lookups.conversations_history, "channels:history"),
    "files.info": Offered(lookups.files_info, "files:read"),
    "chat.postMessage": Offered(chat.post_message, "chat:write"),
    "chat.postEphemeral": Offered(chat.post_ephemeral, "chat:write"),
    "chat.update": Offered(chat.update, "chat:write"),
    "chat.delete": Offered(chat.delete, "chat:write"),
    "chat.startStream": Offered(chat.start_stream, "chat:write"),
    "chat.appendStream": Offered(chat.append_stream, "chat:write"),
    "chat.stopStream": Offered(chat.stop_stream, "chat:write"),
    "views.open": Offered(surfaces.views_open),
    "views.update": Offered(surfaces.views_update),
    "views.publish": Offered(surfaces.views_publish),
    "assistant.threads.setSuggestedPrompts": Offered(surfaces.set_suggested_prompts, "assistant:write"),
    "assistant.threads.setStatus": Offered(surfaces.set_thread_status, "chat:write"),
    "agents.sessions.setStatus": Offered(surfaces.set_session_status, "chat:write"),
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it came in: `at` in seconds of the fake's clock, `error` is Slack's code if it failed."""

    method: str
    team: str
    arguments: Json
    at: float
    error: str | None


@dataclass(slots=True)
class WebApi:
    """Answers calls. `failures` are scripted answers per method, used up one by one."""

    clock: Clock
    workspaces: dict[str, Workspace] = field(default_factory=dict)
    quotas: Quotas = field(default_factory=Quotas)
    failures: dict[str, deque[SlackFault]] = field(default_factory=dict)
    lost_answers: dict[str, int] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    delays: dict[str, float] = field(default_factory=dict)
    """How long (seconds) calls of a method take."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    methods: dict[str, Callable[[Arguments, str], Json]] = field(default_factory=dict)

    def fail(self, method: str, fault: SlackFault, *, times: int = 1) -> None:
        """Let the next calls of a method fail."""
        self.failures.setdefault(method, deque()).extend([fault] * times)

    def lose_answer(self, method: str, *, times: int = 1) -> None:
        """Let the next calls of a method succeed without the caller being told."""
        self.lost_answers[method] = times

    def of(self, method: str) -> list[Call]:
        """The calls of one method that succeeded, the oldest first."""
        return [call for call in self.calls if call.method == method and call.error is None]

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one call."""
        name = request.match_info["method"]
        arguments, team = Arguments({}), ""
        try:
            arguments = await read_arguments(request)
            arguments.values["_base"] = str(request.url.origin())
            token = bearer(request, arguments)
            if seconds := self.delays.get(name):
                await self.sleep(seconds)
            team = next((known.team_id for known in self.workspaces.values() if known.token == token), "")
            body = self._run(name, arguments, token)
        except SlackFault as fault:
            self._note(name, team, arguments, fault.error)
            return _refusal(fault)
        self._note(name, team, arguments, None)
        if self.lost_answers.get(name):
            self.lost_answers[name] -= 1
            return web.Response(status=502, text="Bad gateway")
        return web.json_response({"ok": True, **body})

    def _run(self, name: str, arguments: Arguments, token: str) -> Json:
        if scripted := self.failures.get(name):
            raise scripted.popleft()
        if name in self.methods:
            return self.methods[name](arguments, token)
        offered = METHODS.get(name)
        if offered is None:
            raise SlackFault("unknown_method")
        workspace = self._workspace(token)
        self.quotas.count(workspace.team_id, name, arguments.maybe("channel"), self.clock())
        if offered.scope is not None and offered.scope not in workspace.scopes:
            raise SlackFault("missing_scope", needed=offered.scope, provided=",".join(sorted(workspace.scopes)))
        return offered.run(workspace, arguments)

    def _workspace(self, token: str) -> Workspace:
        if not token:
            raise SlackFault("not_authed")
        workspace = next((known for known in self.workspaces.values() if known.token == token), None)
        if workspace is None:
            raise SlackFault("invalid_auth")
        if workspace.revoked:
            raise SlackFault("token_revoked")
        return workspace

    def _note(self, name: str, team: str, arguments: Arguments, error: str | None) -> None:
        self.calls.append(Call(name, team, arguments.values, self.clock(), error))


def _refusal(fault: SlackFault) -> web.Response:
    headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
    body: dict[str, Any] = {"ok": False, "error": fault.error, **fault.fields}
    return web.json_response(body, status=fault.status, headers=headers)
