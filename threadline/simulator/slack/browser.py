"""The browser view: the fake Slack as its people see it, and what they do by hand. On loopback only."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from threadline.simulator.slack.chat import render
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.model import Message, Workspace
from threadline.simulator.slack.people import Hand
from threadline.simulator.slack.web_api import WebApi
from threadline.simulator.view_files import ViewFiles

Json = dict[str, Any]

_FILES = ViewFiles("threadline.simulator.slack", "view.css", "view.js", "blocks.js")


class Browser:
    """Shows the first workspace and passes on what is done in it."""

    def __init__(self, api: WebApi, hand: Callable[[str], Hand]) -> None:
        self._api = api
        self._hand = hand

    def routes(self) -> list[web.RouteDef]:
        """The addresses of the view."""
        return [
            *_FILES.routes(),
            web.get("/state", self.state),
            web.post("/act/{action}", self.act),
        ]

    async def state(self, request: web.Request) -> web.Response:
        """Everything one person sees."""
        workspace = next(iter(self._api.workspaces.values()))
        user = workspace.users.get(request.query.get("user", ""))
        if user is None:
            raise web.HTTPNotFound
        return web.json_response(_state(workspace, user.id))

    async def act(self, request: web.Request) -> web.Response:
        """Do something as one of the people. Other sites may not: they cannot send this header without asking."""
        if request.headers.get("X-Simulator") != "1":
            raise web.HTTPForbidden
        hand = self._hand(next(iter(self._api.workspaces)))
        body: Json = await request.json()
        action = _ACTIONS.get(request.match_info["action"])
        if action is None:
            raise web.HTTPNotFound
        try:
            return web.json_response(await action(hand, body) or {})
        except (KeyError, SlackFault):
            raise web.HTTPBadRequest from None


async def _write(hand: Hand, body: Json) -> None:
    await hand.write(body["user"], body["channel"], body["text"], thread_ts=body.get("thread_ts"))


async def _command(hand: Hand, body: Json) -> Json:
    delivery = await hand.command(body["user"], body["channel"], body["command"], body.get("text", ""))
    answer = delivery.body or {"text": delivery.text}  # an app may answer in plain text
    if answer.get("text") or answer.get("blocks"):
        _whisper(hand.workspace, body, answer)
    return answer


async def _click(hand: Hand, body: Json) -> None:
    message = hand.workspace.message(body["channel"], body["ts"]) if body.get("ts") else None
    await hand.click(body["user"], message, body["action"])


async def _submit(hand: Hand, body: Json) -> Json:
    return (await hand.submit(hand.workspace.views[body["view"]], body["values"])).body


async def _close(hand: Hand, body: Json) -> None:
    hand.workspace.views.pop(body["view"], None)


async def _stop(hand: Hand, body: Json) -> None:
    await hand.stop(body["user"], hand.workspace.message(body["channel"], body["ts"]))


async def _home(hand: Hand, body: Json) -> None:
    await hand.open_home(body["user"], body.get("tab", "home"))


async def _schedule(hand: Hand, body: Json) -> None:
    await hand.message_shortcut(body["user"], "schedule_this", hand.workspace.message(body["channel"], body["ts"]))


_ACTIONS: dict[str, Callable[[Hand, Json], Any]] = {
    "write": _write,
    "command": _command,
    "click": _click,
    "submit": _submit,
    "close": _close,
    "stop": _stop,
    "home": _home,
    "schedule": _schedule,
}


def _whisper(workspace: Workspace, body: Json, answer: Json) -> None:
    note = Message(workspace.next_ts(), body["channel"], workspace.bot_user, answer.get("text", ""))
    note.blocks, note.ephemeral_to = answer.get("blocks") or [], body["user"]
    workspace.messages.append(note)


def _state(workspace: Workspace, user: str) -> Json:
    channels = [channel for channel in workspace.channels.values() if user in channel.members]
    seen = [
        message
        for message in workspace.messages
        if message.ephemeral_to in (None, user) and any(message.channel == channel.id for channel in channels)
    ]
    return {
        "bot": workspace.bot_user,
        "users": {known.id: {"name": known.name, "zone": known.zone} for known in workspace.users.values()},
        "channels": [{"id": c.id, "name": c.name or "Threadline", "kind": c.kind} for c in channels],
        "messages": [_shown(workspace, message) for message in seen],
        "home": workspace.homes.get(user),
        "prompts": {place: prompts for place, prompts in workspace.prompts.items() if place == f"D{user}"},
        "views": [{"id": view.id, **view.body} for view in workspace.views.values() if view.user == user],
        "status": [
            {"channel": channel, "thread_ts": thread, **status}
            for (channel, thread), status in workspace.status.items()
        ],
    }


def _shown(workspace: Workspace, message: Message) -> Json:
    appended = message.stream.appended if message.stream is not None else None
    extra = {
        "appended": appended,
        "markdown": message.markdown,
        "ephemeral": message.ephemeral_to is not None,
        "edits": message.edits,
    }
    return render(workspace, message) | extra | {"channel": message.channel, "tasks": message.tasks}
