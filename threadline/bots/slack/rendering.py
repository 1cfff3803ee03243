"""From the engine's CommonMark to what Slack reads, and back.

Slack reads two dialects: its own `mrkdwn` in texts, and Markdown in streams and markdown blocks
(docs.slack.dev/messaging/formatting-message-text). Tables are in neither for sure, so they become aligned code. In
both, `<!channel>`, `<@U…>` and the like would ring people: nothing that comes from outside keeps that meaning.
"""

import re
from collections.abc import Iterable, Sequence

_JOINER = "⁠"  # invisible; it parts what Slack would read as a token
_TOKEN = re.compile(r"<(?=[@!#])")
_RINGING = re.compile(r"(?<![\w@])@(?=(?:channel|here|everyone)\b)", re.IGNORECASE)
_UNDECIDED = re.compile(r"(?:<|(?<![\w@])@[a-z]{0,8})\Z", re.IGNORECASE)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_DELIMITERS = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_LONGEST_ROW = 2_000
_SCARCE = 1_000
_FENCE_ROOM = 20  # of a fence that goes on in a further message, however long its writer made it


def harmless(text: str) -> str:
    """The text as it is, except that nothing in it rings or names anybody."""
    return _RINGING.sub(f"@{_JOINER}", _TOKEN.sub(f"<{_JOINER}", text))


def escape(text: str) -> str:
    """Plain text for a `mrkdwn` field."""
    return harmless(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def markdown(text: str, *, final: bool = True) -> str:
    """CommonMark for Slack's Markdown, with tables as code.

    While the text still grows (`final` is false) its undecided end is held back, so that each result goes on where an
    earlier one ended.
    """
    lines, shown, fence = text.split("\n"), list[str](), ""
    position = 0
    while position < len(lines):
        line = lines[position]
        if fence or not line.lstrip().startswith("|"):
            fence = _fence_after(fence, line)
            shown.append(line)
            position += 1
            continue
        end = next((n for n in range(position, len(lines)) if not lines[n].lstrip().startswith("|")), len(lines))
        if not final and end >= len(lines) - 1 and not "".join(lines[end:]).strip():
            break  # more rows may follow
        shown.extend(_table(lines[position:end]))
        position = end
    result = "\n".join(shown)
    if not final:
        result = _UNDECIDED.sub("", result).rstrip(" \t")
    return harmless(result)


def open_fence(text: str) -> str:
    """What opens the code block in which the text ends once more; empty outside code."""
    fence = ""
    for line in text.split("\n"):
        fence = _fence_after(fence, line)
    return fence


def closing(text: str) -> str:
    """What ends the code block in which the text ends."""
    fence = open_fence(text)
    if not fence:
        return ""
    marker = _marker(fence)
    return marker if text.endswith("\n") else f"\n{marker}"


def split(text: str, room: int) -> Sequence[str]:
    """The text in parts of at most `room` characters, cut between paragraphs or lines; code is closed and reopened."""
    parts, fence = list[str](), ""
    while True:
        opening = f"{fence}\n" if fence else ""
        available = room - len(opening) - 8
        if len(text) <= room - len(opening):
            return [*parts, opening + text]
        end = cut(text, available) or available
        part = opening + text[:end]
        parts.append(part + closing(part))
        fence, text = open_fence(part), text[end:]


def cut(text: str, room: int) -> int:
    """Where to end a part of at most `room` characters: after a paragraph, a line, a word, or at the limit.

    In little room only the end of a line will do: 0 if there is none.
    """
    if len(text) <= room:
        return len(text)
    scarce = room < _SCARCE
    for mark in ("\n\n", "\n") if scarce else ("\n\n", "\n", " "):
        end = text.rfind(mark, 0 if scarce else room // 2, max(room, 0))
        if end >= 0:
            return end + len(mark)
    return 0 if scarce else room


def _fence_after(fence: str, line: str) -> str:
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


def _marker(fence: str) -> str:
    found = _FENCE.match(fence)
    return found.group(1) if found else "```"


def _table(lines: Sequence[str]) -> Iterable[str]:
    """A table as aligned code; lines that are no table stay as they are."""
    wide = any(len(line) > _LONGEST_ROW for line in lines)
    if len(lines) < 2 or wide or not _DELIMITERS.match(lines[1]):
        return lines
    return aligned([_cells(line) for line in (lines[0], *lines[2:])])


def aligned(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    """Rows as a code block with straight columns; the first row is the heading."""
    count = max(len(row) for row in rows)
    full = [[cell.replace("`", "'") for cell in row] + [""] * (count - len(row)) for row in rows]
    widths = [max(len(row[column]) for row in full) for column in range(count)]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in full]
    return ["```", lines[0], "-+-".join("-" * width for width in widths), *lines[1:], "```"]


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _CELL_EDGE.split(inner)]
