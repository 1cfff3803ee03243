"""What the bot says when it was added somewhere: once in each conversation, until it is taken away again."""

from typing import Any

from threadline.bots.teams import kit
from threadline.bots.teams.asking import PROMPTS
from threadline.bots.teams.labels import suggested

Json = dict[str, Any]

_PERSONAL = (
    "I answer questions about your calendar and turn what you write into events. "
    "Nothing is booked before you confirm it."
)
_SHARED = (
    "Mention me and I answer in the thread. I turn what you write into events; only the person who asked decides on "
    "them, and what else is in their calendar stays theirs."
)


def key_of(conversation: str) -> str:
    """Under which key a conversation was welcomed."""
    return f"welcome-{conversation}"


def welcome(*, personal: bool) -> Json:
    """The card that greets."""
    body = [
        kit.heading("Hello, I am Threadline"),
        kit.text(_PERSONAL if personal else _SHARED),
        kit.text("With “Schedule this” in a message's menu you make an event of any message."),
    ]
    buttons = [kit.says(prompt, prompt) for prompt in PROMPTS[:3]] if personal else []
    return {"attachments": [kit.attachment(kit.card(body, buttons))], "summary": "Hello, I am Threadline"}


def prompts(account: str) -> Json:
    """What can be tried first, to be picked below the message; cards take no such prompts, so it is one of its own."""
    return {"text": "Try one of these, or write to me in your own words.", **suggested(PROMPTS, account)}
