"""What the bot says when it was added somewhere: once in each conversation, until it is taken away again."""

from typing import Any

from threadline.bots.teams import adaptive_cards
from threadline.bots.teams.ai_labels import suggested
from threadline.bots.teams.commands import PROMPTS
from threadline.bots.teams.sign_on_messages import connect_button
from threadline.texts.messages import N_, _

Json = dict[str, Any]

_PERSONAL = N_(
    "I answer questions about your calendar and turn what you write into events. "
    "Nothing is booked before you confirm it."
)
_SHARED = N_(
    "Mention me and I answer in the thread. I turn what you write into events; only the person who asked decides on "
    "them, and what else is in their calendar stays theirs."
)


def key_of(conversation: str) -> str:
    """Under which key a conversation was welcomed."""
    return f"welcome-{conversation}"


def welcome(*, personal: bool, connect: bool = False) -> Json:
    """The card that greets; `connect`: it offers to connect Outlook, before anything else."""
    body = [
        adaptive_cards.heading(_("Hello, I am Threadline")),
        adaptive_cards.text(_(_PERSONAL if personal else _SHARED)),
        adaptive_cards.text(_("Choose “Schedule this” in a message's menu to turn it into an event.")),
    ]
    buttons = [adaptive_cards.says(_(prompt), _(prompt)) for prompt in PROMPTS[:3]] if personal else []
    if connect:
        buttons.insert(0, connect_button())
    return {
        "attachments": [adaptive_cards.attachment(adaptive_cards.card(body, buttons))],
        "summary": _("Hello, I am Threadline"),
    }


def prompts(account: str) -> Json:
    """What can be tried first, to be picked below the message; cards take no such prompts, so it is one of its own."""
    return {
        "text": _("Try one of these, or write to me in your own words."),
        **suggested([*map(_, PROMPTS)], account),
    }
