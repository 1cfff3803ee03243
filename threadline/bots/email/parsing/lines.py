"""A text as lines, each with how deep it is quoted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_QUOTE = re.compile(r"[ \t\xa0]{0,4}(?:>[ \t\xa0]?)+")
_FROM_ESCAPE = ">From "
_INDENT = "    "
_END_OF_ADDRESS = re.compile(r">[^<>\n]{0,80}[:：]\s*$")
"""What is left of “… <ana@example.com> wrote:” where a program broke the line within the address: no quotation."""
_MOST_BROKEN = 3
_NEVER = -_MOST_BROKEN - 1


@dataclass(frozen=True, slots=True)
class Line:
    """One line: how many `>` it begins with, and its text without them and without blanks around it."""

    raw: str
    depth: int
    text: str
    indented: bool


def split_lines(text: str) -> list[Line]:
    """The lines of a text."""
    lines: list[Line] = []
    open_since = _NEVER
    for at, raw in enumerate(text.split("\n")):
        ends = at - open_since <= _MOST_BROKEN and _END_OF_ADDRESS.match(raw) is not None
        lines.append(Line(raw, 0, raw.strip(), indented=False) if ends else _line(raw))
        if raw.rfind("<") > raw.rfind(">"):
            open_since = at
        elif ">" in raw:
            open_since = _NEVER
    return lines


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
