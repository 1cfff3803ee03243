"""The words of a message that an action was used on: its HTML, what it forwards, and the cards of other apps in it.

Source: learn.microsoft.com/graph/api/resources/chatmessage (`attachments`: their `content` is JSON in a string).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from threadline.bots.teams.inbound_text import plain_text, tidy

Json = Mapping[str, Any]

_CARDS = "application/vnd.microsoft.card."
_DEEPEST = 20
_LONGEST = 100_000
_WORDS = ("title", "subtitle", "text", "value", "altText")


def payload_words(payload: Json) -> str:
    """All of it that a person sees, what is passed on first."""
    body = payload.get("body")
    own = plain_text(str(body.get("content") or "")) if isinstance(body, dict) else ""
    attachments = payload.get("attachments")
    attached = (
        [_attached(each) for each in attachments if isinstance(each, dict)] if isinstance(attachments, list) else []
    )
    return "\n\n".join(filter(None, (*attached, own)))


def _attached(attachment: Json) -> str:
    kind, content = str(attachment.get("contentType") or ""), _content(attachment.get("content"))
    if kind in ("messageReference", "forwardedMessageReference"):
        words = plain_text(str(content.get("messagePreview") or content.get("originalMessageContent") or ""))
        author = _author(content)
        return f"{author}: {words}" if author and words else words
    if kind.startswith(_CARDS):
        return tidy("\n".join(_card(content, 0)))
    return ""


def _content(value: Any) -> Json:
    """An attachment's content; {} where it is none that can be read."""
    try:
        whole = json.loads(value[:_LONGEST]) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return {}
    return whole if isinstance(whole, dict) else {}


def _author(content: Json) -> str:
    sender = content.get("messageSender") or content.get("originalMessageSender")
    user = sender.get("user") if isinstance(sender, dict) else None
    return str(user.get("displayName") or "") if isinstance(user, dict) else ""


def _card(part: Any, depth: int) -> Iterator[str]:
    """The texts of a card, in their order; its buttons are no words of it."""
    if depth > _DEEPEST or not isinstance(part, dict | list):
        return
    if isinstance(part, list):
        for each in part:
            yield from _card(each, depth + 1)
        return
    if words := ": ".join(part[name] for name in _WORDS if isinstance(part.get(name), str)):
        yield words
    for name, inner in part.items():
        if name not in ("actions", "selectAction", "buttons", "refresh"):
            yield from _card(inner, depth + 1)
