"""From the engine's CommonMark to what Slack reads, and back.

Slack reads two dialects: its own `mrkdwn` in texts, and Markdown in streams and markdown blocks
(docs.slack.dev/messaging/formatting-message-text). Tables are in neither for sure, so they become aligned code. In
both, `<!channel>`, `<@U…>` and the like would ring people: nothing that comes from outside keeps that meaning.
"""

import re
from collections.abc import Iterable, Sequence

from threadline.core.channels.commonmark import aligned, closing, fence_after, open_fence, table_end, table_rows

_JOINER = "⁠"  # invisible; it parts what Slack would read as a token
_TOKEN = re.compile(r"<(?=[@!#])")
_RINGING = re.compile(r"(?<![\w@])@(?=(?:channel|here|everyone)\b)", re.IGNORECASE)
_UNDECIDED = re.compile(r"(?:<|(?<![\w@])@[a-z]{0,8})\Z", re.IGNORECASE)
_CODE_SPAN = re.compile(r"((?<!`)`[^`\n]+`(?!`))")
_TICKS = re.compile(r"`|~~~")
_SCARCE = 1_000


def harmless(text: str) -> str:
    """The text as it is, except that nothing in it rings or names anybody."""
    return _RINGING.sub(f"@{_JOINER}", _TOKEN.sub(f"<{_JOINER}", text))


def _decided_code(text: str) -> str:
    """The text without an end of which nobody knows yet whether it will be code, where that makes a difference."""
    before, newline, last = text.rpartition("\n")
    tick = _TICKS.search(last)
    if tick is None or open_fence(before + newline) or harmless(last) == last:
        return text
    return before + newline + last[: tick.start()]


def _harmless_words(text: str) -> str:
    """The same outside of code alone: nothing rings in code, and who copies it wants each character as it is."""
    lines, fence = [], ""
    for line in text.split("\n"):
        before, fence = fence, fence_after(fence, line)
        if before or fence:
            lines.append(line)
        else:
            parts = _CODE_SPAN.split(line)
            lines.append("".join(part if place % 2 else harmless(part) for place, part in enumerate(parts)))
    return "\n".join(lines)


def escape(text: str) -> str:
    """Plain text for a `mrkdwn` field."""
    return entities(harmless(text))


def entities(text: str) -> str:
    """Characters that Slack would read as markup, as it wants them written; code needs no more."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


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
            fence = fence_after(fence, line)
            shown.append(line)
            position += 1
            continue
        end = table_end(lines, position)
        if not final and end >= len(lines) - 1 and not "".join(lines[end:]).strip():
            break  # more rows may follow
        shown.extend(_table(lines[position:end]))
        position = end
    result = "\n".join(shown)
    if not final:
        result = _UNDECIDED.sub("", _decided_code(result)).rstrip(" \t")
    return _harmless_words(result)


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


def _table(lines: Sequence[str]) -> Iterable[str]:
    """A table as aligned code; lines that are no table stay as they are."""
    rows = table_rows(lines)
    return lines if rows is None else aligned(rows)
