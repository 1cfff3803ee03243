"""HTML to plain text, as its reader sees it: one pass over the events of lxml's parser, so linear in time and memory.

Not inscriptis, which lays tables out with blanks: 80 KB of HTML became 40 MB of text, 160 KB took 640 MB (measured with
2.7.6), and mails are laid out with tables. It is silent past 256 nested elements, and it leaves no sign of a
quotation. lxml's parser takes the square of what is open where ends do not fit; such a document is read by its tags
alone. Here quoted blocks are marked with `>` like in a text mail, signatures that mail programs mark begin with
`-- `, and what is hidden from the reader (styles, scripts, `display:none`, pixels that report back) is left out.
"""

import html
import re
from collections import Counter
from collections.abc import Mapping

from lxml import etree  # type: ignore[import-untyped]  # ships no types

from threadline.bots.email.parsing.hidden_text import has_ground, is_hidden

LONGEST_SOURCE = 2_000_000
LONGEST_TEXT = 1_000_000
_DEEPEST_QUOTE = 30
_RULE = "_" * 32
"""What Outlook writes between an answer and what it answers to, in its text mails."""

_SKIPPED = frozenset({"head", "style", "script", "template", "object", "svg", "math", "noframes", "datalist", "title"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "blockquote",
    ]
)
_APART = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre"])
_SPACE = re.compile(r"[ \t\n\r\f\xa0\u2007\u202f]+")
_BLANKS, _CELL = re.compile(" {2,}"), "\t"
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_MEETING = re.compile(
    r"https://(?:[\w-]+\.)*(?:zoom\.us|meet\.google\.com|teams\.microsoft\.com|teams\.live\.com|webex\.com|"
    r"whereby\.com|jit\.si|gotomeet\.me)/\S{1,300}"
)
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_TAG = re.compile(r"<[^<>]*>")
_LINE_TAG = re.compile(r"<(?:br|/?p|/?div|/?tr|/?li|/?h[1-6])\b[^<>]*>", re.IGNORECASE)
_FEW_TAGS, _DEEPEST, _MOST_STRAY_ENDS = 3_000, 1_000, 1_000
_CLOSED_BY_OTHERS = frozenset(
    ["p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "colgroup"]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_SIGNATURE_CLASSES = frozenset({"gmail_signature", "moz-signature", "protonmail_signature_block"})
_SIGNATURE_IDS = frozenset({"signature", "applemailsignature", "ms-outlook-mobile-signature"})


def html_text(source: str) -> str:
    """The visible text of an HTML document, quoted blocks marked with `>`; at most `LONGEST_TEXT` characters."""
    source = source[:LONGEST_SOURCE].replace("\x00", "")
    if _tangled(source):
        return _crude_text(source)
    renderer = _Renderer()
    parser = etree.HTMLParser(target=renderer, huge_tree=True, recover=True)
    parser.feed(source)
    text: str = parser.close()
    return text


def _tangled(source: str) -> bool:
    """Whether so much is left open, or closed without being open, that no mail program wrote this."""
    if source.count("<") < _FEW_TAGS:
        return False
    opened: Counter[str] = Counter()
    depth = stray = 0
    for match in _TAG_NAME.finditer(source):
        name = match[2].lower()
        counted = name not in _CLOSED_BY_OTHERS
        if name in _VOID:
            continue
        if not match[1]:
            opened[name] += 1
            depth += counted
        elif opened[name]:
            opened[name] -= 1
            depth -= counted
        else:
            stray += 1
        if depth > _DEEPEST or stray > _MOST_STRAY_ENDS:
            return True
    return False


def _crude_text(source: str) -> str:
    text = html.unescape(_TAG.sub("", _LINE_TAG.sub("\n", _INVISIBLE.sub("", source))))
    return "\n".join(_SPACE.sub(" ", line).strip() for line in text.split("\n"))[:LONGEST_TEXT].strip()


class _Renderer:
    """Gathers the text of a document; the methods are those of lxml's target interface."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._length = 0
        self._depth = 0
        self._hidden_at: int | None = None
        self._ground_at: int | None = None
        self._quotes: list[int] = []
        self._preformatted = 0
        self._links: list[tuple[str, int]] = []
        self._lists: list[int] = []
        self._after_blank = True

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._hidden_at is not None or self._length > LONGEST_TEXT:
            return
        on_page = self._ground_at is None
        if on_page and has_ground(attributes):
            self._ground_at = self._depth
        if tag in _SKIPPED or is_hidden(attributes, on_page=on_page):
            self._hidden_at = self._depth
        elif tag == "br":
            self._end_line()
        elif tag in _BLOCKS:
            self._begin_block(tag, attributes)
        elif tag in ("td", "th"):
            self._cell()
        elif tag == "a":
            self._links.append((attributes.get("href", ""), len(self._line)))
        elif tag == "hr":
            self._own_line(_RULE)
        elif tag == "img":
            self._picture(attributes.get("alt", ""))

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._ground_at == self._depth:
            self._ground_at = None
        if self._hidden_at is not None:
            if self._hidden_at == self._depth:
                self._hidden_at = None
        elif tag in _BLOCKS:
            self._end_block(tag)
        elif tag == "a" and self._links:
            self._end_link(*self._links.pop())
        self._depth -= 1

    def data(self, text: str) -> None:
        """Characters."""
        if self._hidden_at is not None or self._length > LONGEST_TEXT:
            return
        text = _INVISIBLE.sub("", text)
        self._length += len(text)
        if self._preformatted:
            first, *others = text.split("\n")
            self._line.append(first)
            for line in others:
                self._end_line()
                self._line.append(line)
        elif text:
            self._line.append(_SPACE.sub(" ", text))

    def comment(self, text: str) -> None:
        """Comments say nothing to the reader."""

    def close(self) -> str:
        """The text."""
        self._end_block("p")
        return "\n".join(self._lines).strip("\n")[:LONGEST_TEXT]

    def _begin_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._end_open_line()
        if tag in _APART:
            self._blank_line()
        if tag == "blockquote":
            self._quotes.append(self._depth)
        elif tag == "pre":
            self._preformatted += 1
        elif tag in ("ol", "ul"):
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self._line.append(self._item_mark())
        if _is_signature(attributes) and not self._quotes:
            self._own_line("-- ")

    def _end_block(self, tag: str) -> None:
        self._end_open_line()
        if tag in _APART:
            self._blank_line()
        if tag == "blockquote" and self._quotes and self._quotes[-1] == self._depth:
            self._quotes.pop()
        elif tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()

    def _item_mark(self) -> str:
        if not self._lists or self._lists[-1] < 0:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def _cell(self) -> None:
        """Cells of a row stand on one line: `Subject: Lunch`."""
        if self._line and not self._line[-1].endswith(" "):
            self._line.append(" " if self._line[-1].rstrip().endswith(":") else _CELL)

    def _picture(self, alternative: str) -> None:
        """A picture is its description, if that is a sentence rather than the name of a firm."""
        if alternative.count(" ") >= 2:
            self.data(f" {alternative} ")

    def _end_link(self, target: str, begin: int) -> None:
        """An address or the link of a video call is what the reader needs, other targets are noise."""
        shown = "".join(self._line[begin:])
        if target[:7].lower() == "mailto:":
            address = target[7:].partition("?")[0].strip()
            if "@" in address and "@" not in shown and not shown.rstrip().endswith(">"):
                self._line.append(f" <{address[:300]}>")
        elif (meeting := _MEETING.match(target)) and meeting.group()[:30] not in shown:
            self._line.append(f" ({meeting.group()})")

    def _own_line(self, text: str) -> None:
        self._end_open_line()
        self._line.append(text)
        self._end_line(strip=False)

    def _end_open_line(self) -> None:
        if "".join(self._line).strip():
            self._end_line()
        else:
            self._line.clear()

    def _blank_line(self) -> None:
        if not self._after_blank:
            self._end_line()

    def _end_line(self, *, strip: bool = True) -> None:
        text = "".join(self._line)
        if strip:
            text = text.rstrip() if self._preformatted else _BLANKS.sub(" ", text).strip().replace(_CELL, "  ")
        self._line.clear()
        self._links = [(target, 0) for target, _ in self._links]
        quote = ">" * min(len(self._quotes), _DEEPEST_QUOTE)
        self._lines.append(f"{quote} {text}" if quote and text else quote or text)
        self._length += 1 + len(quote)
        self._after_blank = not text


def _is_signature(attributes: Mapping[str, str]) -> bool:
    if attributes.get("id", "").lower() in _SIGNATURE_IDS:
        return True
    return not _SIGNATURE_CLASSES.isdisjoint(attributes.get("class", "")[:500].split())
