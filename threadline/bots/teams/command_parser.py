"""Which messages are commands: picked from the command list, or typed with a slash.

Source: learn.microsoft.com/microsoftteams/platform/bots/how-to/create-a-bot-commands-menu. A command that is picked
comes as a message that begins with its title.
"""

import re
from dataclasses import dataclass

_NAMES = {
    "schedule": "schedule",
    "summarize": "summarize",
    "summarise": "summarize",
    "template": "template",
    "templates": "template",
    "calendar": "calendar",
    "settings": "settings",
    "replies": "replies",
    "help": "help",
    "stop": "stop",
}
_SLASH = re.compile(r"^/\s?([A-Za-z]+)(?:\s+(.*))?$", re.DOTALL)
_BARE = frozenset({"help", "settings", "templates", "stop", "schedule", "summarize", "summarise", "calendar connect"})
_SET = re.compile(r"^settings\s+((?:timezone|language)\s+\S+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Command:
    """A command and the words after it."""

    name: str
    rest: str = ""


def command_of(text: str, *, picked: bool = False) -> Command | None:
    """The command that a text is, if it is one: with a slash and any words, without one only as a whole.

    `picked`: it was picked from the list of slash commands, so its first word is one.
    """
    text = text.strip()
    first, _, after = text.partition(" ")
    if picked and first.lower().removeprefix("/") in _NAMES:
        return Command(_NAMES[first.lower().removeprefix("/")], after.strip())
    if (slashed := _SLASH.match(text)) is not None:
        name = slashed.group(1).lower()
        return Command(_NAMES[name], (slashed.group(2) or "").strip()) if name in _NAMES else Command("help")
    if (chosen := _SET.match(text)) is not None:
        return Command("settings", chosen.group(1))
    if text.lower() in _BARE:
        name, _, rest = text.lower().partition(" ")
        return Command(_NAMES[name], rest)
    return None
