"""What is sent and answered when somebody signs on: the card, the request to log in, and how it ended."""

from typing import Any

from threadline.bots.teams import adaptive_cards
from threadline.texts.messages import N_, _

Json = dict[str, Any]

CONNECTION = "threadline-outlook"
"""What a card names the sign-in by; the client gives it back."""

CONNECT = "connect-outlook"
"""The verb of the button."""

OAUTH_CARD = "application/vnd.microsoft.card.oauth"
_LOGIN_REQUEST = "application/vnd.microsoft.activity.loginRequest"
_PRECONDITION_FAILED = "application/vnd.microsoft.error.preconditionFailed"
_MESSAGE = "application/vnd.microsoft.activity.message"
_WHY = N_("Sign in, and I see when you are free and book into your Outlook calendar.")


def connect_button(data: Json | None = None) -> Json:
    """The button that connects Outlook."""
    return adaptive_cards.execute(_("Connect Outlook"), CONNECT, data or {})


def oauth_card(nonce: str, resource: str, link: str) -> Json:
    """A message with the card that signs on by itself, and has a button for where that does not work."""
    content = {"text": _(_WHY), **_sign_in(nonce, resource, link)}
    return {"attachments": [{"contentType": OAUTH_CARD, "content": content}], "summary": _("Connect Outlook")}


def login_request(nonce: str, resource: str, link: str) -> Json:
    """The answer to a click that asks the client for a token first."""
    value = {"text": _(_WHY), **_sign_in(nonce, resource, link)}
    return {"statusCode": 401, "type": _LOGIN_REQUEST, "value": value}


def refused(words: str) -> Json:
    """The answer to a token that is no use: the client shows the button."""
    return {"statusCode": 412, "type": _PRECONDITION_FAILED, "value": {"code": "412", "message": words}}


def told(words: str) -> Json:
    """A sentence, for who clicked."""
    return {"statusCode": 200, "type": _MESSAGE, "value": words}


def _sign_in(nonce: str, resource: str, link: str) -> Json:
    return {
        "connectionName": CONNECTION,
        "tokenExchangeResource": {"id": nonce, "uri": resource, "providerId": "entra"},
        "buttons": [{"type": "signin", "title": _("Connect Outlook"), "text": _("Connect Outlook"), "value": link}],
    }
