"""What people write in Teams, as the engine's CommonMark: without the mention of the bot, names as they are known.

Mentions are taken from the activity's entities (learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/
channel-and-group-conversations), never guessed from names: botbuilder's own stripping loses words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.message_html import read_html
from threadline.core.channels.commonmark import as_typed
from threadline.core.channels.salutation import turns_to_whom_follows

_SPACES = re.compile(r"[ \t]{2,}")
_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named in a text: `text` is how it stands there, `account` Teams' id of them."""

    account: str
    name: str
    text: str


def mentions(incoming: Incoming) -> Sequence[Mention]:
    """The mentions of an activity, in order; entities that are not whole are left out."""
    found = []
    for entity in incoming.entities:
        mentioned = entity.get("mentioned")
        if entity.get("type") != "mention" or not isinstance(mentioned, Mapping):
            continue
        account, text = mentioned.get("id"), entity.get("text")
        if isinstance(account, str) and isinstance(text, str) and account and text:
            found.append(Mention(account, str(mentioned.get("name") or ""), text))
    return found


def mentions_bot(incoming: Incoming) -> bool:
    """Whether the bot itself is named."""
    return any(mention.account == incoming.recipient.id for mention in mentions(incoming))


def read(incoming: Incoming, text: str, people: Mapping[str, str]) -> str:
    """Words of an activity without the mention of the bot; `people` says how each mentioned account is written."""
    position = 0
    for mention in mentions(incoming):
        # From where the last one ended: two people of one first name are mentioned by the same words.
        at = text.find(mention.text, position)
        if at < 0:
            continue
        name = people.get(mention.account) or mention.name or "someone"
        written = "" if mention.account == incoming.recipient.id else name
        text = f"{text[:at]}{written}{text[at + len(mention.text) :]}"
        position = at + len(written)
    return tidy(text)


def speaks_to_others(incoming: Incoming, text: str) -> bool:
    """Whether its words turn to somebody else: "hey Bo, …", "…? Bo"."""
    if mentions_bot(incoming):
        return False
    return any(_is_spoken_to(text, mention.text) for mention in mentions(incoming))


def _is_spoken_to(text: str, name: str) -> bool:
    before, found, behind = text.partition(name)
    called = not behind.strip(" \n?!.？！。") and before.rstrip().endswith(("?", "!", "？", "！"))
    return bool(found) and (called or turns_to_whom_follows(before))


def plain_text(html: str) -> str:
    """The words of a message's HTML, a line for each paragraph."""
    whole = read_html(html)
    return tidy("\n\n".join(filter(None, (*map(str, whole.passages), whole.own))))


def tidy(text: str) -> str:
    """The text with ordinary line ends and spaces."""
    text = as_typed(text.replace("\r\n", "\n").replace("\r", "\n").replace("&nbsp;", " "))
    lines = (_tidy_line(line) for line in text.strip().split("\n"))
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


def _tidy_line(line: str) -> str:
    """A line without needless spaces; what is indented may be code and stays."""
    return line.rstrip() if line[:1] in (" ", "\t") else _SPACES.sub(" ", line).rstrip()
