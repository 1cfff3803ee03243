"""All words of a Slack message, wherever they stand: its text, its blocks, what was forwarded with it.

Sources: docs.slack.dev/reference/block-kit/blocks, docs.slack.dev/messaging/creating-and-updating-messages (attachments
of shared and forwarded messages). An empty `text` is no empty message: other apps' words stand in blocks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

_DEEPEST = 12
_QUOTED = re.compile(r"(?:&gt;|>)[ \t]?(?!=)")


@dataclass(frozen=True, slots=True)
class MessageWords:
    """What the person wrote, and what they passed on of others, both in Slack's form of text."""

    own: str
    passed_on: str


def message_words(message: Json) -> MessageWords:
    """The words of a message as its event, or an interaction, has it."""
    own, quoted = _parted(str(message.get("text") or "").strip() or _blocks(message.get("blocks")))
    attached = map(_attachment, _dicts(message.get("attachments")))
    return MessageWords(own, "\n\n".join(filter(None, (quoted, *attached))))


def _parted(text: str) -> tuple[str, str]:
    """The words of who writes, and the lines they quote; what is all quotation is their own."""
    own, quoted, fenced = list[str](), list[str](), False
    for line in text.split("\n"):
        fenced ^= line.count("```") % 2 == 1
        begun = _QUOTED.match(line) if not fenced else None
        if begun is not None:
            quoted.append(line[begun.end() :])
        else:
            own.append(line)
    words = "\n".join(own).strip()
    return (words, "\n".join(quoted).strip()) if words and quoted else (text, "")


def _attachment(attachment: Json) -> str:
    """A forwarded or shared message, or what another app attached."""
    inner = [_blocks((each.get("message") or {}).get("blocks")) for each in _dicts(attachment.get("message_blocks"))]
    words = str(attachment.get("text") or "").strip() or "\n".join(filter(None, inner))
    words = words or _blocks(attachment.get("blocks"))
    fields = [f"{each.get('title') or ''}: {each.get('value') or ''}" for each in _dicts(attachment.get("fields"))]
    head = [str(attachment.get(name) or "").strip() for name in ("pretext", "title")]
    whole = "\n".join(filter(None, (*head, words, *fields))) or str(attachment.get("fallback") or "").strip()
    author = str(attachment.get("author_name") or attachment.get("author_subname") or "").strip()
    if not author or not whole:
        return whole
    # A field begins a line of its own, or its label would be a part of who said it.
    return f"{author}:\n{whole}" if fields and not words and not any(head) else f"{author}: {whole}"


def _blocks(blocks: Any) -> str:
    return "\n".join(filter(None, (_block(block).strip() for block in _dicts(blocks))))


def _block(block: Json) -> str:
    match block.get("type"):
        case "rich_text":
            return "\n".join(_rich(each, 0) for each in _dicts(block.get("elements")))
        case "section" | "header":
            return "\n".join(_texts([block.get("text"), *(block.get("fields") or [])]))
        case "context":
            return " ".join(_texts(block.get("elements") or []))
        case "markdown":
            return str(block.get("text") or "")
        case "table":
            rows = ([_rich(cell, 0) for cell in _dicts(row)] for row in block.get("rows") or [])
            return "\n".join(" ".join(filter(None, row)) for row in rows)
    return ""


def _texts(parts: Sequence[Any]) -> Iterator[str]:
    for part in parts:
        text = part.get("text") if isinstance(part, dict) else None
        if isinstance(text, str) and text:
            yield text


def _rich(element: Json, depth: int) -> str:
    """A part of rich text, in the form that Slack gives texts: people, channels and links as tokens."""
    if depth > _DEEPEST:
        return ""
    match element.get("type"):
        case "text" | "raw_text":
            return str(element.get("text") or "")
        case "user":
            return f"<@{element.get('user_id')}>"
        case "usergroup":
            return f"<!subteam^{element.get('usergroup_id')}>"
        case "channel":
            return f"<#{element.get('channel_id')}>"
        case "broadcast":
            return f"<!{element.get('range')}>"
        case "link":
            label, url = str(element.get("text") or ""), str(element.get("url") or "")
            return f"<{url}|{label}>" if label else f"<{url}>"
        case "emoji":
            return f":{element.get('name')}:"
        case "date":
            return str(element.get("fallback") or "")
    parts = [_rich(each, depth + 1) for each in _dicts(element.get("elements"))]
    if element.get("type") == "rich_text_quote":
        return "\n".join(f"&gt; {line}" for line in "".join(parts).split("\n"))
    return ("\n" if element.get("type") == "rich_text_list" else "").join(parts)


def _dicts(value: Any) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
