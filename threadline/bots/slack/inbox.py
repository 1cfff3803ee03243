"""What Slack sends, from the door to the listeners: stored as it came and acknowledged, then dealt with.

Slack waits three seconds (docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response) and delivers
events again that were not acknowledged. Nothing asks Slack anything before that. A card's modal alone is dealt with at
once: the answer says which field is wrong, and needs only what is stored here.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog

from threadline.bots.slack import forms
from threadline.bots.slack.errors import NAME
from threadline.core.channels.inbound_queue import InboundQueue
from threadline.core.interactions.commands import NOTHING_SAID
from threadline.storage.inbound import Delivery
from threadline.texts.messages import _

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

log = structlog.get_logger()

Json = dict[str, Any]

FAILURE = "threadline_failure"
"""Under this name a listener's error stands in the context of Bolt's request."""
AGAIN = "threadline_again"
"""And under this, whether the request was begun before."""

RATE_LIMITED = "app_rate_limited"
"""What Slack sends in place of events beyond 30,000 an hour (docs.slack.dev/apis/events-api/#rate-limiting)."""

SLACKBOT = "USLACKBOT"
"""Who writes Slack's own reminders and replies: no person, though nothing marks it as a bot."""

_LONGEST_KEY = 200
_INTERACTIONS = frozenset({"block_actions", "shortcut", "message_action", "view_submission", "view_closed"})


class OddRequest(Exception):
    """Rightly signed, but nothing that Slack sends."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """The door's side and the other side of the stored requests. `app` makes Bolt's application, once."""

    app: Callable[[], "AsyncApp"]
    queue: InboundQueue

    async def take(self, body: Mapping[str, Any], written: str | None = None) -> str:
        """Store a request, so that it may be acknowledged with what is answered here: JSON, or nothing.

        `written` is the body as it came, where it came as JSON.
        Raises `OddRequest`, `StorageError`.
        """
        kind = body.get("type")
        if kind == "url_verification":
            return json.dumps({"challenge": str(body.get("challenge") or "")})
        if kind == RATE_LIMITED:
            log.warning("Slack holds back events of a workspace for a minute", team=str(body.get("team_id") or ""))
            return ""
        if not _is_whole(body):
            raise OddRequest
        form = body["view"]["callback_id"] if kind == "view_submission" else None
        if form not in (None, forms.ASK, forms.GUEST_TIME):
            return await self._dispatch(dict(body))
        if form == forms.ASK and not forms.asked(body["view"]):
            return json.dumps({"response_action": "errors", "errors": {"text": _(NOTHING_SAID)}})
        if _is_for_others(body):
            return ""
        key, lane = names_of(body)
        await self.queue.keep(NAME, key=key, lane=lane, body=written or json.dumps(body))
        return ""

    async def deal(self, delivery: Delivery) -> None:
        """Hand a stored request to its listener. Raises what that raised."""
        await self._dispatch(json.loads(delivery.body), again=delivery.again)

    async def _dispatch(self, body: Json, *, again: bool = False) -> str:
        from slack_bolt.request.async_request import AsyncBoltRequest

        request = AsyncBoltRequest(mode="socket_mode", body=body, context={AGAIN: again})
        response = await self.app().async_dispatch(request)
        if (error := request.context.get(FAILURE)) is not None:
            raise error
        return response.body or ""


def names_of(body: Mapping[str, Any]) -> tuple[str, str]:
    """The name of a request, and the lane of what it must not overtake.

    A mention comes as two events, and is one message. It does not overtake what was said before it in its thread, or
    to the assistant directly.
    """
    event = body.get("event")
    if isinstance(event, dict):
        team, said = _team(body), message_key(event)
        key = f"{team}:{said or body.get('event_id')}"[:_LONGEST_KEY]
        return key, _lane(team, event) if said is not None else key
    if trigger := body.get("trigger_id"):
        key = f"trigger:{trigger}"[:_LONGEST_KEY]
    else:
        key = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    return key, key


def _mention_key(event: Mapping[str, Any]) -> str:
    """A mention that an edit brought comes beside the edit, and after a message that may have been kept."""
    edited = event.get("edited")
    return f":{edited.get('ts')}:mention" if isinstance(edited, dict) and event["type"] == "app_mention" else ""


def message_key(event: Mapping[str, Any]) -> str | None:
    """The name of a message, or of its new wording; None for other events."""
    if event.get("type") not in ("message", "app_mention"):
        return None
    if event.get("subtype") == "message_changed":
        changed = event["message"]
        edited = (changed.get("edited") or {}).get("ts") or event.get("event_ts") or event.get("ts")
        return f"{event['channel']}:{changed.get('ts')}:{edited}"
    if event.get("subtype") == "message_deleted":
        return f"{event['channel']}:{event.get('deleted_ts')}:deleted"
    return f"{event['channel']}:{event['ts']}{_mention_key(event)}"


def _lane(team: str, event: Mapping[str, Any]) -> str:
    said = event.get("message") or event.get("previous_message") or event
    direct = event.get("channel_type") == "im"
    thread = "" if direct else said.get("thread_ts") or said.get("ts")
    return f"{team}:{event['channel']}:{thread}"[:_LONGEST_KEY]


def _is_for_others(body: Mapping[str, Any]) -> bool:
    """Talk of a channel in which nobody is mentioned and no thread goes on, or Slackbot's: it is not even stored."""
    event = body.get("event")
    if not isinstance(event, dict) or event.get("type") != "message":
        return False
    if event.get("user") == SLACKBOT:
        return True
    if event.get("channel_type") == "im":
        return False
    said = [event.get(name) for name in ("message", "previous_message")] if event.get("subtype") else [event]
    return not any(_may_be_ours(each) for each in (*said, event) if isinstance(each, dict))


def _may_be_ours(message: Mapping[str, Any]) -> bool:
    if message.get("bot_id"):
        return False
    thread = message.get("thread_ts")
    return "<@" in str(message.get("text") or "") or (thread is not None and thread != message.get("ts"))


def installation_of(body: Mapping[str, Any]) -> tuple[str, str]:
    """The workspace and the organisation whose installation a request is for, as Bolt works them out."""
    from slack_bolt.request.internals import extract_enterprise_id

    return _team(body), str(extract_enterprise_id(dict(body)) or "")


def removed_from(body: Mapping[str, Any]) -> tuple[str, str]:
    """The workspace that took the app away, "" for a whole organisation, and its organisation."""
    team, enterprise = installation_of(body)
    known = body.get("authorizations")
    first = known[0] if isinstance(known, list) and known and isinstance(known[0], dict) else {}
    return ("" if first.get("is_enterprise_install") and enterprise else team), enterprise


def _team(body: Mapping[str, Any]) -> str:
    from slack_bolt.request.internals import extract_team_id

    # An installation of a whole organisation names no workspace: where it happened stands beside it.
    return str(extract_team_id(dict(body)) or body.get("context_team_id") or body.get("team_id") or "")


def _is_whole(body: Mapping[str, Any]) -> bool:
    """Whether everything is there that every listener reads."""
    if body.get("type") == "event_callback":
        return isinstance(body.get("event"), dict) and isinstance(body.get("event_id"), str) and _has_place(body)
    if body.get("type") in _INTERACTIONS:
        return all(_named(body, *path) for path in _needed(str(body["type"]))) and _has_actions(body)
    return all(isinstance(body.get(name), str) for name in ("command", "user_id", "channel_id"))


def _has_actions(body: Mapping[str, Any]) -> bool:
    """Whether a click says what was clicked."""
    actions = body.get("actions")
    return body["type"] != "block_actions" or (
        isinstance(actions, list) and actions != [] and all(_named(each, "action_id") for each in actions)
    )


def _needed(kind: str) -> Iterator[tuple[str, ...]]:
    yield ("user", "id")
    if kind == "message_action":
        yield from (("message", "ts"), ("channel", "id"))
    if kind == "view_submission":
        yield from (("view", "callback_id"), ("view", "state"))


def _named(value: Any, *path: str) -> bool:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value is not None


def _has_place(body: Mapping[str, Any]) -> bool:
    """Whether a message event says where, when and, if it is one of a person's, who."""
    event = body["event"]
    if not isinstance(event.get("type"), str):
        return False
    match event["type"], event.get("subtype"):
        case ("message", "message_changed"):
            return _text(event, "channel") and isinstance(event.get("message"), dict)
        case ("message", "message_deleted"):
            return _text(event, "channel")
        case ("message" | "app_mention", _):
            said = _text(event, "user") or _text(event, "bot_id") or event.get("subtype") is not None
            return _text(event, "channel") and _is_moment(event.get("ts")) and said
    return True


def _text(event: Mapping[str, Any], name: str) -> bool:
    return isinstance(event.get(name), str)


def _is_moment(value: Any) -> bool:
    try:
        return isinstance(value, str) and float(value) >= 0
    except ValueError:
        return False
