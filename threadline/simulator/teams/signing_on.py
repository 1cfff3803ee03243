"""Single sign-on as a client of Teams does it: a card or a click asks for a token, and the client brings one.

Sources: learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-code and
…/task-modules-and-cards/cards/enable-sso-for-your-adaptive-cards. The client gets a token only for the resource that
the app's manifest names (`webApplicationInfo.resource`); for another one it says `resourcematchfailed`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from threadline.simulator.teams.faults import bad_syntax

Json = dict[str, Any]

OAUTH_CARD = "application/vnd.microsoft.card.oauth"
LOGIN_REQUEST = "application/vnd.microsoft.activity.loginRequest"
PRECONDITION_FAILED = "application/vnd.microsoft.error.preconditionFailed"


@dataclass(slots=True)
class Manifest:
    """What the installed app says of single sign-on: `token` is what Entra gives the client for the address, the
    directory object and the tenant of somebody.
    """

    resource: str
    token: Callable[[str, str, str], str]


def oauth_card(attachments: list[Json]) -> Json | None:
    """The card that asks to sign in, if a message has one."""
    return next((part["content"] for part in attachments if part.get("contentType") == OAUTH_CARD), None)


def check_sign_in(content: Any) -> None:
    """Refuse a card, or a request to log in, that clients cannot read (`oauthcardnotvalid`). Raises `TeamsFault`."""
    if not isinstance(content, dict) or not content.get("connectionName") or not content.get("text"):
        raise bad_syntax("An OAuth card needs a text and a connection's name")
    buttons = content.get("buttons") or []
    if len(buttons) != 1 or buttons[0].get("type") != "signin" or not buttons[0].get("title"):
        raise bad_syntax("An OAuth card has one button, of the type signin")
    if not str(buttons[0].get("value", "")).startswith("https://"):
        raise bad_syntax("The address to sign in at is no https address")
    exchange = content.get("tokenExchangeResource")
    if exchange is not None and not (exchange.get("id") and exchange.get("uri")):
        raise bad_syntax("A token exchange resource needs an id and a uri")
