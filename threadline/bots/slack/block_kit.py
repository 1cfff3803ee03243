"""The few Block Kit objects that cards, modals and the home tab are made of (docs.slack.dev/reference/block-kit)."""

from datetime import datetime
from typing import Any

from threadline.bots.slack.rendering import escape, harmless
from threadline.core.channels.formatting import shortened
from threadline.texts.messages import pgettext

Json = dict[str, Any]

_HEADER = 150
_SECTION = 3_000
_BUTTON = 75


def plain(text: str, limit: int = _SECTION) -> Json:
    """Text as it is."""
    return {"type": "plain_text", "text": shortened(harmless(text), limit) or " ", "emoji": False}


def words(text: str) -> Json:
    """Text in `mrkdwn`, which the caller has escaped."""
    return {"type": "mrkdwn", "text": shortened(text, _SECTION) or " "}


def header(text: str) -> Json:
    """A heading."""
    return {"type": "header", "text": plain(text, _HEADER)}


def section(text: str, accessory: Json | None = None) -> Json:
    """A paragraph in `mrkdwn`."""
    block: Json = {"type": "section", "text": words(text)}
    return block | ({"accessory": accessory} if accessory else {})


def context(*texts: str) -> Json:
    """Small print in `mrkdwn`."""
    return {"type": "context", "elements": [words(text) for text in texts[:10]]}


def actions(*buttons: Json) -> Json:
    """A row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def button(label: str, action_id: str, value: str = "", *, style: str | None = None, url: str | None = None) -> Json:
    """A button; with `url` it also opens a page."""
    made: Json = {"type": "button", "text": plain(label, _BUTTON), "action_id": action_id}
    optional = {"value": value, "style": style, "url": url}
    return made | {name: given for name, given in optional.items() if given}


def option(label: str, value: str) -> Json:
    """One of several choices."""
    return {"text": plain(label, _BUTTON), "value": value}


def field(block_id: str, label: str, element: Json, *, optional: bool = False, hint: str = "") -> Json:
    """An input of a modal; what is entered comes back under `block_id` and `value`."""
    block: Json = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element | {"action_id": "value"},
        "optional": optional,
    }
    return block | ({"hint": plain(hint)} if hint else {})


def modal(callback_id: str, title: str, blocks: list[Json], *, submit: str | None = None, metadata: str = "") -> Json:
    """A modal."""
    view: Json = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24),
        "close": plain(pgettext("button", "Close"), 24),
        "private_metadata": metadata,
        "blocks": blocks,
    }
    return view | ({"submit": plain(submit, 24)} if submit else {})


def local_time(moment: datetime, form: str, fallback: str) -> str:
    """An instant in each reader's own zone (docs.slack.dev/messaging/formatting-message-text, date formatting)."""
    return f"<!date^{int(moment.timestamp())}^{form}|{escape(fallback).replace('|', '¦')}>"
