"""The Teams app: its manifest and the zip that an administrator uploads.

The manifest's parts: learn.microsoft.com/microsoft-365/extensibility/schema (version 1.29, the first with commands that
are picked with a slash).
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from threadline import __version__
from threadline.commands import teams_icons

Json = dict[str, Any]

MANIFEST_VERSION = "1.29"
SCHEDULE_THIS = "scheduleThis"
"""The command id of the message action."""

PLACEHOLDER_URL = "https://threadline.example.com"
PLACEHOLDER_APP_ID = "00000000-0000-0000-0000-000000000000"

COMMANDS: Mapping[str, str] = {
    "schedule": "Propose an event: schedule lunch with Ana tomorrow at noon",
    "summarize": "Summarise this conversation, or the text that follows",
    "templates": "Your templates, or one of them put to a text",
    "calendar connect": "Connect a calendar",
    "settings": "Your time zone, language and other settings",
    "help": "What Threadline can do",
}
"""What the command menus offer; a command that is picked arrives as a message that begins with its title."""

_FULL = (
    "Threadline answers questions in the thread they were asked in and turns what people agree on into calendar "
    "events. Mention it in a channel or a group chat, or write to it directly. It reads dates, people and places, "
    "shows its proposal as a card with conflicts and evidence, and books it with one click of the person it belongs to."
)
_EVERY_MESSAGE = ("ChannelMessage.Read.Group", "ChatMessage.Read.Chat")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The same date for every file in the zip, so that the same app is the same file."""


@dataclass(frozen=True, slots=True)
class SignOnApp:
    """The Entra app that single sign-on asks for tokens of: its client id and its application ID URI."""

    client_id: str
    resource: str


def manifest(
    app_id: str,
    url: str,
    *,
    privacy_url: str | None = None,
    terms_url: str | None = None,
    version: str | None = None,
    rsc: bool = False,
    sso: SignOnApp | None = None,
) -> Json:
    """The manifest of the app whose bot is registered as `app_id` and listens below `url` (https).

    `version` is the app's, which has to rise with each upload; ours if absent. `rsc`: whoever installs it grants it all
    messages of their team or chat (resource-specific consent), so that replies in its threads need no mention. `sso`:
    clients get a token of that app, by which Outlook is connected with one click.
    """
    made = {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{MANIFEST_VERSION}/MicrosoftTeams.schema.json",
        "manifestVersion": MANIFEST_VERSION,
        "version": version or __version__,
        "id": app_id,
        "developer": {
            "name": "Threadline",
            "websiteUrl": url,
            "privacyUrl": privacy_url or url,
            "termsOfUseUrl": terms_url or url,
        },
        "name": {"short": "Threadline", "full": "Threadline, the assistant that books what was agreed"},
        "description": {"short": "Answers in threads and turns what was agreed into calendar events", "full": _FULL},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#1F3B57",
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "bots": [_bot(app_id)],
        "composeExtensions": [_message_action(app_id)],
        "copilotAgents": {"customEngineAgents": [{"type": "bot", "id": app_id}]},
        "supportedChannelTypes": ["sharedChannels", "privateChannels"],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(url).netloc],
    }
    made |= _all_messages(app_id) if rsc else {}
    return made | ({"webApplicationInfo": {"id": sso.client_id, "resource": sso.resource}} if sso is not None else {})


def package(made: Json) -> bytes:
    """The zip of a manifest with its icons."""
    parts = {
        "manifest.json": as_text(made).encode(),
        "color.png": teams_icons.colour(),
        "outline.png": teams_icons.outline(),
    }
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def as_text(made: Json) -> str:
    """The manifest as it stands in its file."""
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _all_messages(app_id: str) -> Json:
    """Every message of the teams and chats it is installed in, as learn.microsoft.com/microsoftteams/platform/
    graph-api/rsc says: granted by whoever installs it there.
    """
    granted = [{"name": name, "type": "Application"} for name in _EVERY_MESSAGE]
    return {
        "webApplicationInfo": {"id": app_id, "resource": f"api://botid-{app_id}"},
        "authorization": {"permissions": {"resourceSpecific": granted}},
    }


def _bot(app_id: str) -> Json:
    """Slash commands exist in groups and channels only: there they are seen by nobody else."""
    commands = [{"title": title, "description": description} for title, description in COMMANDS.items()]
    return {
        "botId": app_id,
        "scopes": ["personal", "team", "groupChat"],
        "supportsFiles": True,
        "isNotificationOnly": False,
        "supportsTargetedMessages": True,
        "commandLists": [
            {"triggers": ["mention"], "scopes": ["personal"], "commands": commands},
            {"triggers": ["mention", "slash"], "scopes": ["team"], "commands": commands},
            {"triggers": ["mention", "slash"], "scopes": ["groupChat"], "commands": commands},
        ],
    }


def _message_action(app_id: str) -> Json:
    return {
        "botId": app_id,
        "commands": [
            {
                "id": SCHEDULE_THIS,
                "type": "action",
                "title": "Schedule this",
                "description": "Make a calendar event of this message",
                "context": ["message"],
                "fetchTask": True,
            }
        ],
    }
