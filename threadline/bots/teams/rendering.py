"""From the engine's CommonMark to what Teams renders.

Teams' messages take part of Markdown and some HTML (learn.microsoft.com/microsoftteams/platform/bots/how-to/
format-your-bot-messages): no tables, no headings in all clients, and images that a reader's client fetches by itself.
So tables become aligned code, headings bold, images links, and no tag of any text becomes markup: a text from outside
cannot name anybody, for a mention is a tag together with an entity, and entities are only ours.
"""

import re
from collections.abc import Iterable, Sequence

from threadline.core.channels.commonmark import (
    SAFE_SCHEMES,
    aligned,
    closing,
    fence_after,
    is_fence,
    open_fence,
    table_end,
    table_rows,
)

_EDGE = re.compile(r"^ {0,3}(?:`{1,}[^`]*|~{1,}.*)$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{2,})[ \t]*$")
_RULE_BEGUN = re.compile(r"^ {0,3}(?:=+|-+)[ \t]*$")
_NO_PARAGRAPH = re.compile(r"^ {0,3}(?:[#>|]|[-*+][ \t]|\d{1,9}[.)][ \t]|    )")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_AUTOLINK = re.compile(r"<((?:https?|mailto|tel):[^\s<>]{1,2000})>")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_IMAGE = re.compile(r"!+(?=\[)")
_LINK = re.compile(r"\[([^\[\]\n]{0,1000})\]\(\s*<?([^\s()<>]{0,2000})>?(?:\s+[^()\n]{0,200})?\)")
_UNDECIDED = re.compile(r"(?:<[^<>\s]{0,2000}|!?\[[^\[\]\n]{0,1000}(?:\](?:\([^()\n]{0,2000})?)?|!|`[^`\n]*)\Z")


def markdown(text: str, *, final: bool = True, tables: bool = False) -> str:
    """CommonMark for Teams; `tables` says that its clients know them, so that they stay tables.

    While the text still grows (`final` is false) its undecided end is held back, so that each result goes on where an
    earlier one ended: a stream only takes what does.
    """
    lines, shown, fence, position = text.split("\n"), list[str](), "", 0
    while position < len(lines):
        line, last = lines[position], position == len(lines) - 1
        if fence or is_fence(line):
            if not final and last and _EDGE.match(line):
                break
            fence = fence_after(fence, line)
            shown.append(line)
            position += 1
        elif line.lstrip().startswith("|"):
            end = table_end(lines, position)
            if not final and end >= len(lines) - 1 and not "".join(lines[end:]).strip():
                break  # more rows may follow
            shown.extend(map(_prose, lines[position:end]) if tables else _table(lines[position:end]))
            position = end
        elif _is_underlined(lines, position) and (final or position + 2 < len(lines)):
            shown.append(f"**{_prose(line.strip())}**")
            position += 2
        elif not final and last and position and _RULE_BEGUN.match(line):
            break  # it may become the underline of the line before, a rule or a list
        elif not final and last:
            shown.append(_prose(_decided(line)))
            break
        else:
            shown.append(_prose(line))
            position += 1
    result = "\n".join(shown)
    return result if final else result.rstrip()


def card_text(text: str) -> str:
    """Text that stands for itself in a TextBlock: cards know part of Markdown, and functions in double braces."""
    escaped = re.sub(r"([\\*_\[\]])", r"\\\1", text)
    return escaped.replace("{{", "{\N{WORD JOINER}{")


def split(text: str, room: int) -> Sequence[str]:
    """The text in parts of at most `room` UTF-16 units, cut between paragraphs or lines; code stays code."""
    parts, fence = list[str](), ""
    while True:
        opening = f"{fence}\n" if fence else ""
        if units(opening + text) <= room:
            return [*parts, opening + text]
        available = _fitting(text, room - units(opening) - 8)
        end = _cut(text, available)
        part = opening + text[:end]
        fence = open_fence(part)
        parts.append(part + closing(part) if fence else part.rstrip("\n"))
        text = text[end:]


def units(text: str) -> int:
    """The length of a text in UTF-16 units, in which Teams counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def _is_underlined(lines: Sequence[str], position: int) -> bool:
    """Whether a line is a heading by the line of signs below it: a paragraph of its own, in CommonMark's older form."""
    alone = position == 0 or not lines[position - 1].strip() or _HEADING.match(lines[position - 1]) is not None
    if not alone or position + 1 >= len(lines) or not lines[position].strip():
        return False
    return _UNDERLINE.match(lines[position + 1]) is not None and _NO_PARAGRAPH.match(lines[position]) is None


def _prose(line: str) -> str:
    """A line outside code: its code spans stay, everything else is made harmless."""
    heading = _HEADING.match(line)
    if heading is not None:
        words = heading.group(1).strip("*_ ")
        return f"**{_prose(words)}**" if words else ""
    shown, position = list[str](), 0
    for span in _CODE.finditer(line):
        shown += [_harmless(line[position : span.start()]), span.group(0)]
        position = span.end()
    return "".join([*shown, _harmless(line[position:])])


def _harmless(text: str) -> str:
    text = _AUTOLINK.sub(r"\1", text)
    text = _TAG.sub("&lt;", text)
    return _LINK.sub(_link, _IMAGE.sub("", text))


def _link(found: re.Match[str]) -> str:
    label, target = found.groups()
    if target.lower().startswith(SAFE_SCHEMES):
        return f"[{label or target}]({target})"
    return label


def _decided(line: str) -> str:
    """As much of the last line as cannot come to mean something else."""
    if (
        _HEADING.match(line)
        or re.match(r"^ {0,3}#{1,6}[ \t]*\Z", line)
        or re.match(r"^ {0,3}(?:`{1,2}|~{1,2})\Z", line)
    ):
        return ""
    end = 0
    for span in _CODE.finditer(line):
        if span.end() == len(line):
            return line[: span.start()]  # one more backtick would make it another span
        end = span.end()
    return line[:end] + _UNDECIDED.sub("", line[end:])


def _fitting(text: str, room: int) -> int:
    """How many characters of the text fit into `room` units."""
    count = min(len(text), max(room, 1))
    while units(text[:count]) > max(room, 1):
        count -= max(1, (units(text[:count]) - room) // 2)
    return max(count, 1)


def _cut(text: str, room: int) -> int:
    """Where to end a part of at most `room` characters: after a paragraph, a line, a word, or at the limit."""
    for mark in ("\n\n", "\n", " "):
        end = text.rfind(mark, room // 2, room)
        if end >= 0:
            return end + len(mark)
    return room


def _table(lines: Sequence[str]) -> Iterable[str]:
    """A table as aligned code; lines that are no table stay as they are."""
    rows = table_rows(lines)
    return map(_prose, lines) if rows is None else aligned(rows)
