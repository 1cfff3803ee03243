"""A conversation of three rounds with tools, as a scripted model plays it on any channel."""

import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from threadline.providers.faults import transport_error
from threadline.providers.port import Delta, Finish, ProviderError, Text, ToolCall, Usage

ASKED = "If Bo has the time I might have tea with him, tomorrow at 4pm or so, what do you think?"
Script = tuple[Delta | ProviderError, ...]


def three_rounds(zone: str = "Europe/Vienna") -> list[Script]:
    """Looks at tomorrow, proposes tea, and says more than it did: that may not stand."""
    tomorrow = (datetime.now(ZoneInfo(zone)) + timedelta(days=1)).date().isoformat()
    look = {"first_day": tomorrow, "last_day": tomorrow, "title": None, "person": None}
    tea: dict[str, Any] = dict.fromkeys(("title", "slot", "place", "note", "starts_at"))
    tea |= {"when": ["tomorrow at 4pm"], "people": ["Bo"], "title": "Tea with Bo"}
    usage = Usage("scripted", 1, 1, provider="scripted")
    return [
        (ToolCall("1", "look_up_events", json.dumps(look)), usage, Finish("tools")),
        (ToolCall("2", "propose_event", json.dumps(tea)), usage, Finish("tools")),
        (
            Text("Tomorrow is free."),
            Text(" I've booked tea."),
            Text(" Have a look at the card."),
            usage,
            Finish("stop"),
        ),
    ]


def out_of_reach() -> list[Script]:
    """A model whose server does not answer, as often as it is asked."""
    return [(transport_error(ConnectionError("refused"), "scripted"),)] * 5


NOT_REACHED = "The language model cannot be reached right now"
CORRECTED = "Nothing is booked, changed or sent yet: please confirm it on the card below."
STEPS = ("Looking at your calendar…", "Preparing the event…")


def told(text: str) -> bool:
    """Whether an answer is the right one: the claim is gone, and what is so stands in its place."""
    return text.startswith("Tomorrow is free.") and CORRECTED in text and "I've booked" not in text
