"""Forms as messages, for clients that open no task modules: the button of a form arrives as a message there.

The same card that a task module would show is sent to whoever pressed it, and what they enter comes back as a message.
"""

from typing import Any

from threadline.core.channels.commonmark import literal
from threadline.texts.messages import N_, _

Json = dict[str, Any]

_SAVED = N_("Done. The card above shows it.")
_OURS = frozenset({"proposal", "version", "guest", "form", "verb", "msteams"})
"""What a button of ours carries; everything else was entered."""


def is_filled_in(data: Json) -> bool:
    """Whether a form was sent in, and not only asked for: its inputs are among the data."""
    return not _OURS.issuperset(data)


def as_message(answer: Json | None) -> Json:
    """The content of a message that says what a task module would have shown; None would have closed it."""
    if answer is None:
        return {"text": _(_SAVED)}
    value = answer["task"]["value"]
    if isinstance(value, str):
        return {"text": value}
    return {"text": f"**{literal(value['title'])}**", "attachments": [value["card"]], "summary": value["title"]}
