"""All words of a Teams message, wherever they stand: its text, its HTML, what it quotes, what was forwarded with it.

A quote comes in three carriers, often in all at once: a mark in the text, an entity `quotedReply`, and a blockquote in
the HTML that goes with the message; older clients have only the last. Forwarded words stand in the HTML alone. Sources:
learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations, and the
`quotedReply` entity of Microsoft's own libraries.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.message_html import HtmlMessage, Passage, read_html

_MARK = re.compile(r"<quoted\b[^<>]{0,300}?(?:/>|>(?:[^<]{0,2000}</quoted\s*>)?)", re.IGNORECASE)
_MOST_QUOTES = 5
_LONGEST_QUOTE = 8_000


@dataclass(frozen=True, slots=True)
class MessageWords:
    """What the person wrote, mentions as the entities name them, and what they quoted or passed on of others."""

    own: str
    passed_on: str = ""


def message_words(incoming: Incoming) -> MessageWords:
    """The words of a message."""
    whole = _html_of(incoming)
    own = incoming.text or ""
    if incoming.text_format in ("xml", "html"):
        own = read_html(own, incoming.mentioned).own
    own = _MARK.sub("", own).strip()
    passages = [each for each in _passages(incoming, whole) if each.words and not _is_ours(incoming, each)]
    shown = "\n\n".join(str(each)[:_LONGEST_QUOTE] for each in passages[:_MOST_QUOTES])
    return MessageWords(own or whole.own, shown)


def _html_of(incoming: Incoming) -> HtmlMessage:
    parts = [file.content for file in incoming.attachments if file.content_type == "text/html"]
    return read_html("\n".join(part for part in parts if isinstance(part, str)), incoming.mentioned)


def _passages(incoming: Incoming, whole: HtmlMessage) -> Iterator[Passage]:
    """What is quoted, once: the HTML has it whole where an entity has the beginning."""
    told = list(_told(incoming))
    yield from whole.passages
    for passage in told:
        if not any(_same(passage, each) for each in whole.passages):
            yield passage


def _told(incoming: Incoming) -> Iterator[Passage]:
    for entity in incoming.entities:
        quoted = entity.get("quotedReply")
        if entity.get("type") != "quotedReply" or not isinstance(quoted, dict) or quoted.get("isReplyDeleted"):
            continue
        preview = read_html(str(quoted.get("preview") or "")).own
        author, account, message = (str(quoted.get(name) or "") for name in ("senderName", "senderId", "messageId"))
        yield Passage(preview, author, account, message)


def _same(one: Passage, other: Passage) -> bool:
    if one.message and one.message == other.message:
        return True
    return one.words.rstrip("….")[:80] in other.words


def _is_ours(incoming: Incoming, passage: Passage) -> bool:
    """Whether the assistant's own words are quoted: its conversation has them."""
    bot = incoming.recipient
    return passage.account == bot.id or (not passage.account and bool(bot.name) and passage.author == bot.name)
