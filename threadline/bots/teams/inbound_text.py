"""What people write in Teams, as the engine's CommonMark: without the mention of the bot, names as they are known.

Mentions are taken from the activity's entities (learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/
channel-and-group-conversations), never guessed from names: botbuilder's own stripping loses words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from threadline.bots.teams.activity import Incoming

_SPACES = re.compile(r"[ \t]{2,}")
_LINES = re.compile(r"\n{3,}")
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote", "pre", "ul", "ol", "table"})
_SILENT = frozenset({"script", "style", "attachment"})  # `<attachment id=…>` only marks where a card or a quote stands
_LONGEST = 100_000


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


def read(incoming: Incoming, people: Mapping[str, str]) -> str:
    """The text of an activity without the mention of the bot; `people` says how each mentioned account is written."""
    text, position = _spoken(incoming), 0
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


def begins_with_somebody(incoming: Incoming) -> bool:
    """Whether the text starts with a mention of somebody else: it is for them."""
    text = _spoken(incoming).lstrip()
    return any(
        text.startswith(mention.text) and mention.account != incoming.recipient.id for mention in mentions(incoming)
    )


def plain_text(html: str) -> str:
    """The words of a message's HTML, a line for each paragraph."""
    reader = _Words()
    reader.feed(html[:_LONGEST])
    reader.close()
    return tidy("".join(reader.words))


def tidy(text: str) -> str:
    """The text with ordinary line ends and spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ")
    lines = (_tidy_line(line) for line in text.strip().split("\n"))
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


def _tidy_line(line: str) -> str:
    """A line without needless spaces; what is indented may be code and stays."""
    return line.rstrip() if line[:1] in (" ", "\t") else _SPACES.sub(" ", line).rstrip()


def _spoken(incoming: Incoming) -> str:
    text = incoming.text or ""
    # `<at>` stays: it is how the entities name what is mentioned. Only whole HTML is taken apart.
    return text if incoming.text_format not in ("xml", "html") else _with_mentions(text)


def _with_mentions(html: str) -> str:
    reader = _Words(keep=("at",))
    reader.feed(html[:_LONGEST])
    reader.close()
    return "".join(reader.words)


class _Words(HTMLParser):
    """Gathers words; ends of blocks become ends of lines, links keep their address."""

    def __init__(self, keep: Sequence[str] = ()) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._keep = keep
        self._silent = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "li":
            self.words.append("\n- ")
        elif tag in _BREAKS:
            self.words.append("\n")
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.words)))
        elif tag == "img":
            self.words.append(dict(attrs).get("alt") or "")
        elif tag in self._keep:
            self.words.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BREAKS and tag not in ("br", "li"):
            self.words.append("\n")
        elif tag == "td":
            self.words.append(" ")
        elif tag == "a" and self._links:
            address, start = self._links.pop()
            label = "".join(self.words[start:])
            # Of other schemes only the label is kept: what is shown must not become a link that does something else.
            if address.startswith(("http://", "https://")) and label.strip() and label.strip() != address:
                self.words[start:] = [f"[{label.strip()}]({address})"]
        elif tag in self._keep:
            self.words.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)
