"""The HTML of a Teams message as text: paragraphs, links, mentions, and the quotes and forwards in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote", "pre", "ul", "ol", "table"})
# `<attachment id=…>` only marks where a card or a quote stands; what is struck out was taken back by who wrote it.
_SILENT = frozenset({"script", "style", "attachment", "s", "strike", "del"})
_LONGEST = 100_000
_MENTION = "schema.skype.com/Mention"
_PASSED_ON = ("schema.skype.com/Reply", "schema.skype.com/Forward")


@dataclass(frozen=True, slots=True)
class Passage:
    """Somebody else's words in a message: `account` is Teams' id of them, `message` that of what is quoted."""

    words: str
    author: str = ""
    account: str = ""
    message: str = ""

    def __str__(self) -> str:
        return f"{self.author}: {self.words}" if self.author else self.words


@dataclass(frozen=True, slots=True)
class HtmlMessage:
    """What a person wrote, and what stands in it of others."""

    own: str = ""
    passages: tuple[Passage, ...] = ()


def read_html(html: str, mentioned: Sequence[str] | None = None) -> HtmlMessage:
    """A message's HTML; `mentioned` is how each of its mentions stands in its text, in their order.

    Without it mentions are the names that are shown.
    """
    reader = _Reader(mentioned)
    reader.feed(html[:_LONGEST])
    reader.close()
    reader.end_passage()
    return HtmlMessage(_lines("".join(reader.words)), tuple(reader.passages))


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.replace("\N{NO-BREAK SPACE}", " ").splitlines()).strip()


@dataclass(slots=True)
class _Open:
    """A quote that is being read; `depth` counts blockquotes within it."""

    message: str = ""
    author: str = ""
    account: str = ""
    naming: bool = False
    depth: int = 1
    words: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Gathers words; ends of blocks become ends of lines, links keep their address."""

    def __init__(self, mentioned: Sequence[str] | None) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.passages: list[Passage] = []
        self._mentioned = mentioned or ()
        self._marks = mentioned is not None
        self._silent = 0
        self._links: list[tuple[str, int]] = []
        self._open: _Open | None = None
        self._spans: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "blockquote":
            self._quote(has)
        if tag in _SILENT:
            self._silent += 1
        elif tag == "li":
            self._put("\n- ")
        elif tag in _BREAKS:
            self._put("\n")
        elif tag == "span":
            known = self._mention(has.get("itemid", "")) if _MENTION in has.get("itemtype", "") else ""
            self._spans.append(bool(known))
            self._put(known)
        elif tag == "strong" and self._open is not None and has.get("itemprop") == "mri":
            self._open.naming, self._open.account = True, has.get("itemid", "")
        elif tag == "a":
            self._links.append((has.get("href", ""), len(self._where())))
        elif tag == "img":
            self._put(has.get("alt", ""))
        elif tag == "at" and self._marks:
            self._put("<at>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote" and self._open is not None:
            self._open.depth -= 1
            if self._open.depth == 0:
                self.end_passage()
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BREAKS and tag not in ("br", "li"):
            self._put("\n")
        elif tag == "td":
            self._put(" ")
        elif tag == "span" and self._spans:
            self._spans.pop()
        elif tag == "strong" and self._open is not None:
            self._open.naming = False
        elif tag == "a" and self._links:
            self._link(*self._links.pop())
        elif tag == "at" and self._marks:
            self._put("</at>")

    def handle_data(self, data: str) -> None:
        if self._silent or any(self._spans):
            return
        if self._open is not None and self._open.naming:
            self._open.author += data
        else:
            self._put(data)

    def end_passage(self) -> None:
        """A quote is over, also one that nothing closes."""
        if (quote := self._open) is None:
            return
        self._open = None
        words = _lines("".join(quote.words))
        self.passages.append(Passage(words, quote.author.strip(), quote.account, quote.message))

    def _quote(self, has: dict[str, str]) -> None:
        if self._open is not None:
            self._open.depth += 1
        elif has.get("itemtype", "").endswith(_PASSED_ON):
            self._open = _Open(has.get("itemid", ""))

    def _mention(self, number: str) -> str:
        """A mention as the text has it: its place among all says whose it is."""
        at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
        return self._mentioned[at] if 0 <= at < len(self._mentioned) else ""

    def _link(self, address: str, start: int) -> None:
        words = self._where()
        label = "".join(words[start:]).strip()
        # Of other schemes only the label is kept: what is shown must not become a link that does something else.
        if address.startswith(("http://", "https://")) and label and label != address:
            words[start:] = [f"[{label}]({address})"]

    def _where(self) -> list[str]:
        return self._open.words if self._open is not None else self.words

    def _put(self, words: str) -> None:
        if not self._silent:
            self._where().append(words)
