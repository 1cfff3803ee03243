"""A text as lines, each with how deep it is quoted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_QUOTE = re.compile(r"[ \t\xa0]{0,4}(?:>[ \t\xa0]?)+")
_FROM_ESCAPE = ">From "
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Line:
    """One line: how many `>` it begins with, and its text without them and without blanks around it."""

    raw: str
    depth: int
    text: str
    indented: bool


def split_lines(text: str) -> list[Line]:
    """The lines of a text."""
    return [_line(raw) for raw in text.split("\n")]


def _line(raw: str) -> Line:
    match = _QUOTE.match(raw) if ">" in raw[:6] and not raw.startswith(_FROM_ESCAPE) else None
    rest = raw[match.end() :] if match else raw
    return Line(raw, match.group().count(">") if match else 0, rest.strip(" \t\xa0\ufeff"), rest[:1] in (" ", "\t"))


def unquoted(lines: Sequence[Line], levels: int) -> str:
    """The text of lines with so many levels of quotation taken off."""
    return "\n".join(_without(line, levels) for line in lines).strip("\n ")


def _without(line: Line, levels: int) -> str:
    if not levels or not line.depth:
        return line.raw.rstrip()
    rest = line.raw
    for _ in range(min(levels, line.depth)):
        rest = rest.lstrip(" \t\xa0").removeprefix(">")
        rest = rest.removeprefix(" ")
    return rest.rstrip()


def dedented(lines: Sequence[Line]) -> str:
    """The text of lines without the four blanks that Outlook for Mac puts before each line of a quoted mail."""
    filled = [line.raw for line in lines if line.text]
    if not filled or not all(line.startswith(_INDENT) for line in filled):
        return unquoted(lines, 0)
    return "\n".join(line.raw.removeprefix(_INDENT).rstrip() for line in lines).strip("\n ")
