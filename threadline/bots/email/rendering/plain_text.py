"""CommonMark as plain text, for readers without HTML: as its author would have typed it, links with their target."""

import re
from collections.abc import Callable, Mapping, Sequence

from markdown_it.token import Token

from threadline.bots.email.rendering.html import parse

_BLANK = re.compile(r"\n{3,}")
_RULE = "-" * 10
_CODE_INDENT = " " * 4


def to_plain(text: str) -> str:
    """Plain text without the marks of CommonMark."""
    return _BLANK.sub("\n\n", _Writer().write(parse(text))).strip()


class _Writer:
    """Writes blocks. What is inside a quote or a list item is collected first and indented when that ends."""

    def __init__(self) -> None:
        self._pages: list[list[str]] = [[]]
        self._numbers: list[int | None] = []
        self._cells: list[str] | None = None
        self._rules: Mapping[str, Callable[[Token], None]] = {
            "inline": self._inline,
            "paragraph_close": lambda token: self._add("\n" if token.hidden else "\n\n"),
            "heading_close": lambda _: self._add("\n\n"),
            "fence": self._code,
            "code_block": self._code,
            "hr": lambda _: self._add(_RULE + "\n\n"),
            "blockquote_open": lambda _: self._pages.append([]),
            "blockquote_close": lambda _: self._close("> ", "> ", "\n\n"),
            "bullet_list_open": lambda _: self._numbers.append(None),
            "ordered_list_open": lambda token: self._numbers.append(int(token.attrs.get("start", 1))),
            "bullet_list_close": lambda _: self._close_list(),
            "ordered_list_close": lambda _: self._close_list(),
            "list_item_open": lambda _: self._pages.append([]),
            "list_item_close": lambda _: self._close_item(),
            "tr_open": lambda _: self._open_row(),
            "tr_close": lambda _: self._close_row(),
            "table_close": lambda _: self._add("\n"),
        }

    def write(self, tokens: Sequence[Token]) -> str:
        for token in tokens:
            if rule := self._rules.get(token.type):
                rule(token)
        return "".join(self._pages[0])

    def _add(self, text: str) -> None:
        self._pages[-1].append(text)

    def _inline(self, token: Token) -> None:
        text = "".join(_words(child) for child in token.children or ())
        if self._cells is None:
            self._add(text)
        else:
            self._cells.append(text)

    def _code(self, token: Token) -> None:
        self._add(_indented(token.content.rstrip("\n"), _CODE_INDENT, _CODE_INDENT) + "\n\n")

    def _close(self, first: str, rest: str, end: str) -> None:
        inside = "".join(self._pages.pop()).strip()
        self._add(_indented(inside, first, rest) + end)

    def _close_item(self) -> None:
        number = self._numbers[-1]
        mark = "- " if number is None else f"{number}. "
        if number is not None:
            self._numbers[-1] = number + 1
        self._close(mark, " " * len(mark), "\n")

    def _close_list(self) -> None:
        self._numbers.pop()
        self._add("" if self._numbers else "\n")

    def _open_row(self) -> None:
        self._cells = []

    def _close_row(self) -> None:
        self._add(" | ".join(self._cells or ()) + "\n")
        self._cells = None


def _words(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([(first + lines[0]).rstrip(), *((rest + line).rstrip() for line in lines[1:])])
