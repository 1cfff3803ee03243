"""The browser view: the fake Teams as its people see it, and what they do by hand. On loopback only."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from threadline.simulator.teams import cards
from threadline.simulator.teams.clicking import is_installing
from threadline.simulator.teams.faults import TeamsFault
from threadline.simulator.teams.model import Conversation, Message, Person, Tenant
from threadline.simulator.teams.people import Hand
from threadline.simulator.teams.streaming import ended
from threadline.simulator.view_files import ViewFiles

Json = dict[str, Any]

_FILES = ViewFiles("threadline.simulator.teams", "view.css", "view.js", "text.js", "card.js")
_TYPING_SECONDS = 10.0
_FILE = "application/vnd.microsoft.teams.file.download.info"


class Browser:
    """Shows the tenant to one of its people at a time, and passes on what is done."""

    def __init__(self, tenant: Tenant, hand: Callable[[str], Hand]) -> None:
        self._tenant = tenant
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
        try:
            hand = self._hand(request.query.get("user", ""))
        except KeyError:
            raise web.HTTPNotFound from None
        return web.json_response(_state(self._tenant, hand))

    async def act(self, request: web.Request) -> web.Response:
        """Do something as one of the people. Other sites may not: they cannot send this header without asking."""
        if request.headers.get("X-Simulator") != "1":
            raise web.HTTPForbidden
        action = _ACTIONS.get(request.match_info["action"])
        if action is None:
            raise web.HTTPNotFound
        body: Json = await request.json()
        try:
            return web.json_response(await action(self._hand(body["user"]), body) or {})
        except (LookupError, TeamsFault) as error:
            return web.json_response({"error": str(error)}, status=400)


async def _write(hand: Hand, body: Json) -> None:
    await hand.write(_place(hand, body), body["text"], thread=body.get("thread"))


async def _command(hand: Hand, body: Json) -> None:
    await hand.command(_place(hand, body), body["title"], body.get("text", ""), thread=body.get("thread"))


async def _attach(hand: Hand, body: Json) -> None:
    await hand.attach(body.get("text", ""), body["name"], body["content"].encode())


async def _press(hand: Hand, body: Json) -> Json:
    """Press an action that the card this person sees really holds."""
    message = _message(hand, body)
    action, given = body["action"], body.get("values") or {}
    if action not in list(cards.actions(message.card_for(hand.person.id) or {})):
        raise LookupError("no such action in this card")
    if action["type"] == "Action.Execute":
        return _told((await hand.execute(message, action, given)).body)
    data = action.get("data")
    return _told((await hand.submit(message, {**(data if isinstance(data, dict) else {}), **given})).body)


def _told(answer: Json) -> Json:
    """What a person is told of an answer that is no card."""
    if str(answer.get("type", "")).endswith("activity.message"):
        return {"notice": answer.get("value")}
    if str(answer.get("type", "")).startswith("application/vnd.microsoft.error"):
        return {"notice": (answer.get("value") or {}).get("message")}
    return {}


async def _refresh(hand: Hand, body: Json) -> None:
    await hand.refresh(_message(hand, body))


async def _submit(hand: Hand, body: Json) -> None:
    if is_installing(body.get("data")):
        await hand.add_app()
    else:
        await hand.submit_dialog(body["values"], data=body.get("data"))


async def _close(hand: Hand, _: Json) -> None:
    hand.close_dialog()


async def _stop(hand: Hand, body: Json) -> None:
    hand.stop(_message(hand, body))


async def _schedule(hand: Hand, body: Json) -> None:
    await hand.message_action(_message(hand, body), body["command"])


async def _feedback(hand: Hand, body: Json) -> None:
    await hand.feedback(_message(hand, body), body["reaction"], body.get("words", ""))


async def _edit(hand: Hand, body: Json) -> None:
    await hand.edit(_own(hand, body), body["text"])


async def _delete(hand: Hand, body: Json) -> None:
    await hand.delete(_own(hand, body))


async def _install(hand: Hand, body: Json) -> None:
    place = _place(hand, body)
    await (hand.uninstall(place) if place.installed else hand.install(place))


_ACTIONS: dict[str, Callable[[Hand, Json], Awaitable[Json | None]]] = {
    "write": _write,
    "command": _command,
    "attach": _attach,
    "press": _press,
    "refresh": _refresh,
    "submit": _submit,
    "close": _close,
    "stop": _stop,
    "schedule": _schedule,
    "feedback": _feedback,
    "edit": _edit,
    "delete": _delete,
    "install": _install,
}


def _place(hand: Hand, body: Json) -> Conversation:
    return hand.tenant.conversation(body["conversation"])


def _message(hand: Hand, body: Json) -> Message:
    return hand.tenant.message(body["conversation"], body["message"])


def _own(hand: Hand, body: Json) -> Message:
    message = _message(hand, body)
    if message.sender != hand.person.id:
        raise LookupError("not your message")
    return message


def _state(tenant: Tenant, hand: Hand) -> Json:
    person = hand.person
    places = [place for place in tenant.conversations.values() if person.id in place.members and not place.deleted]
    known = {place.id for place in places}
    seen = [m for m in tenant.messages if m.conversation in known and m.visible_to in (None, person.id)]
    dialog = hand.dialogs.get(person.id)
    return {
        "me": person.id,
        "bot": tenant.bot,
        "people": [{"key": p.key, "id": p.id, "name": p.name, "zone": p.zone} for p in tenant.people.values()],
        "conversations": [_place_shown(tenant, place) for place in places],
        "messages": [_shown(tenant, message, person) for message in seen],
        "dialog": {"title": dialog.title, "card": dialog.card, "text": dialog.text} if dialog else None,
        "typing": [place for place, at in tenant.typing.items() if tenant.clock() - at < _TYPING_SECONDS],
    }


def _place_shown(tenant: Tenant, place: Conversation) -> Json:
    team = place.team.name if place.team else None
    name = place.name or tenant.bot_name
    return {"id": place.id, "kind": place.kind, "name": name, "team": team, "installed": place.installed}


def _shown(tenant: Tenant, message: Message, person: Person) -> Json:
    running = message.stream
    return {
        "id": message.id,
        "conversation": message.conversation,
        "thread": message.thread,
        "sender": message.sender,
        "text": message.text,
        "mentions": [e["mentioned"]["name"] for e in message.entities if e.get("type") == "mention"],
        "files": [part.get("name") for part in message.attachments if part.get("contentType") == _FILE],
        "card": message.card_for(person.id),
        "own_view": person.id in message.views,
        "generated": message.generated,
        "citations": [c for entity in message.entities for c in entity.get("citation") or []],
        "feedback": bool(message.channel_data.get("feedbackLoop")),
        "suggested": message.suggested,
        "private": message.visible_to is not None,
        "edits": message.edits,
        "stream": {"informative": running.informative, "ended": ended(tenant, running)} if running else None,
    }
