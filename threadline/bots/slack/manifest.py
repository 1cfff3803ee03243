"""The app's manifest: what an administrator gives Slack to create the app (docs.slack.dev/reference/app-manifest)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from threadline.bots.slack.bolt import NEW_EVENT, SCHEDULE_THIS
from threadline.bots.slack.home import PROMPTS

Json = dict[str, Any]

SCOPES: Mapping[str, str] = {
    "app_mentions:read": "hear when it is mentioned",
    "assistant:write": "the agent pane: its status and suggested prompts",
    "channels:history": "follow-ups in public channels' threads it takes part in",
    "chat:write": "answer",
    "commands": "/schedule, /threadline and the shortcuts",
    "files:read": "read text files that come with a message",
    "groups:history": "follow-ups in private channels' threads it takes part in",
    "im:history": "direct messages to it",
    "im:write": "answer a command in a direct message where it is not in the channel",
    "mpim:history": "follow-ups in group messages it takes part in",
    "usergroups:read": "who is in a group that is mentioned",
    "users:read": "names, time zones and languages, and who is meant by a name that is not mentioned",
    "users:read.email": "addresses, so that one person is known on every channel and can be invited",
}
"""Every scope the bot asks for, and what it is for. Nothing else is asked for."""

EVENTS = (
    "agent_session_stopped",
    "app_context_changed",
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "team_access_granted",
    "team_access_revoked",
    "tokens_revoked",
)
PLACEHOLDER = "https://threadline.example.com"


def manifest(url: str | None, *, installable: bool = False) -> Json:
    """The manifest for a service that Slack reaches at `url`, or by Socket Mode without one.

    `installable`: many workspaces may install it, so it has a redirect address and rotating tokens.
    """
    door = {"url": f"{url}/slack/events"} if url else {}
    request = {"request_url": door["url"]} if url else {}
    oauth: Json = {"scopes": {"bot": list(SCOPES)}}
    if url and installable:
        oauth = {"redirect_urls": [f"{url}/slack/oauth_redirect"], **oauth}
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": "Threadline",
            "description": "Answers in threads and turns what was agreed into calendar events",
            "background_color": "#1f3b57",
        },
        "features": {
            "agent_view": {
                "agent_description": "Answers questions in the thread and proposes calendar events to confirm.",
                "suggested_prompts": [{"title": title, "message": message} for title, message in PROMPTS],
            },
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Threadline", "always_online": True},
            "shortcuts": [
                _shortcut("Schedule this", "message", SCHEDULE_THIS, "Make a calendar event of this message"),
                _shortcut("New event", "global", NEW_EVENT, "Put something into the calendar"),
            ],
            "slash_commands": [
                _command("/schedule", door, "Propose a calendar event", "lunch with Ana tomorrow at noon"),
                _command("/threadline", door, "Summaries, templates, calendars, settings", "help"),
            ],
        },
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": {**request, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": installable,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": installable,
        },
    }


def as_yaml(value: Json) -> str:
    """The manifest as YAML: every text is quoted as in JSON, which YAML reads too."""
    return "\n".join(_lines(value, 0)) + "\n"


def _lines(value: Any, depth: int) -> Iterator[str]:
    indent = "  " * depth
    items = value.items() if isinstance(value, dict) else (("-", item) for item in value)
    for name, item in items:
        label = name if name == "-" else f"{name}:"
        if not isinstance(item, dict | list):
            yield f"{indent}{label} {json.dumps(item, ensure_ascii=False)}"
        elif name == "-":
            first, *rest = _lines(item, depth + 1)
            yield f"{indent}- {first.lstrip()}"
            yield from rest
        else:
            yield f"{indent}{label}"
            yield from _lines(item, depth + 1)


def _shortcut(name: str, kind: str, callback_id: str, description: str) -> Json:
    return {"name": name, "type": kind, "callback_id": callback_id, "description": description}


def _command(command: str, door: Json, description: str, hint: str) -> Json:
    return {"command": command, **door, "description": description, "usage_hint": hint, "should_escape": True}
