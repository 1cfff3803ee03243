"""CommonMark line by line, for platforms that render part of it: code blocks across a cut, and tables as aligned code.

A fence is written as its opening line without the indentation, such as "```python"; empty outside code.
"""

from collections.abc import Sequence

from threadline import regex

SAFE_SCHEMES = ("http://", "https://", "mailto:", "tel:")
"""Where links in answers may lead."""

_MARKUP = regex.compile(r"([\\`*_\[\]~|])")
_FENCE = regex.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_DELIMITERS = regex.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_CELL_EDGE = regex.compile(r"(?<!\\)\|")
_LONGEST_ROW = 2_000
_INLINE = regex.compile(
    r"!?\[([^\[\]\n]*)\]\([^()\n]*\)|(?<!\\)(?:\*\*|__|~~|`)|(?<![\w\\])[*_](?=\S)|(?<=[^\s\\])[*_](?!\w)"
)
_ESCAPE = regex.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>])")
_FENCE_ROOM = 20  # of a fence that goes on in a further message, however long its writer made it


_ALIKE = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " ") | {"\u2011": "-", "\u200b": None})


def as_typed(text: str) -> str:
    """The text with the spaces and hyphens that keyboards have: clients put others in, so that lines do not break."""
    return text.translate(_ALIKE)


def literal(text: str) -> str:
    """Text that stands for itself in CommonMark: nothing in it is markup."""
    return _MARKUP.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def plain_words(text: str) -> str:
    """The words of one line without its markup: of links their label."""
    return _ESCAPE.sub(r"\1", _INLINE.sub(lambda found: found.group(1) or "", text))


def is_fence(line: str) -> bool:
    """Whether a line opens or closes a code block."""
    return _FENCE.match(line) is not None


def fence_after(fence: str, line: str) -> str:
    """The fence that is open after a line, if `fence` was open before it."""
    found = _FENCE.match(line)
    if found is None:
        return fence
    marker, rest = found.groups()
    if not fence:
        return "" if marker[0] == "`" and "`" in rest else marker[:_FENCE_ROOM] + rest.strip()[:_FENCE_ROOM]
    opened = _marker(fence)
    closes = marker[0] == opened[0] and len(marker) >= len(opened) and not rest.strip()
    return "" if closes else fence


def open_fence(text: str) -> str:
    """What opens the code block in which the text ends once more; empty outside code."""
    fence = ""
    for line in text.split("\n"):
        fence = fence_after(fence, line)
    return fence


def closing(text: str) -> str:
    """What ends the code block in which the text ends; empty outside code."""
    fence = open_fence(text)
    if not fence:
        return ""
    marker = _marker(fence)
    return marker if text.endswith("\n") else f"\n{marker}"


def table_end(lines: Sequence[str], start: int) -> int:
    """Where the lines that begin with a bar end, from `start` on."""
    return next((n for n in range(start, len(lines)) if not lines[n].lstrip().startswith("|")), len(lines))


def table_rows(lines: Sequence[str]) -> Sequence[Sequence[str]] | None:
    """The cells of a table, its heading first; None for lines that are no table, or too wide to be shown as one."""
    wide = any(len(line) > _LONGEST_ROW for line in lines)
    if len(lines) < 2 or wide or not _DELIMITERS.match(lines[1]):
        return None
    return [_cells(line) for line in (lines[0], *lines[2:])]


def aligned(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    """Rows as a code block with straight columns; the first row is the heading."""
    count = max(len(row) for row in rows)
    full = [[cell.replace("`", "'") for cell in row] + [""] * (count - len(row)) for row in rows]
    widths = [max(len(row[column]) for row in full) for column in range(count)]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in full]
    return ["```", lines[0], "-+-".join("-" * width for width in widths), *lines[1:], "```"]


def _marker(fence: str) -> str:
    found = _FENCE.match(fence)
    return found.group(1) if found else "```"


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _CELL_EDGE.split(inner)]
