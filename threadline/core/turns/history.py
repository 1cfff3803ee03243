"""What a model gets to see of a conversation: as much of the end as there is room for, and the rest in short."""

from collections.abc import Sequence
from dataclasses import replace

from threadline.core.domain.message import Attachment
from threadline.providers.context_window import falls_out
from threadline.providers.extractive.summary import summarise
from threadline.providers.port import ChatMessage, Request
from threadline.storage.turns import TurnRecord

_LONGEST_SUMMARISED = 40_000


def spoken(turns: Sequence[TurnRecord]) -> tuple[ChatMessage, ...]:
    """What was said in these turns, oldest first; models take no empty messages, which files without words are."""
    lines: list[ChatMessage] = []
    for turn in turns:
        if turn.text.strip():
            lines.append(ChatMessage("user", turn.text))
        if turn.reply:
            lines.append(ChatMessage("assistant", turn.reply))
    return tuple(lines)


def bounded(
    messages: tuple[ChatMessage, ...], *, tokens: int
) -> tuple[tuple[ChatMessage, ...], tuple[ChatMessage, ...]]:
    """The newest messages that fit into `tokens`, and those that fall out; the newest of all always stays."""
    fallen = falls_out(messages, tokens)
    return messages[len(fallen) :], fallen


def with_summary(request: Request, fallen: Sequence[ChatMessage]) -> Request:
    """The request, with what fell out of the conversation told in short among the instructions."""
    said = "\n".join(message.text for message in fallen)
    if not said.strip():
        return request
    short = summarise(said[-_LONGEST_SUMMARISED:], request.language)
    system = f"{request.system}\n\nEarlier in this conversation, in short:\n{short}".strip()
    return replace(request, system=system)


def material(text: str | None, attachments: Sequence[Attachment]) -> str | None:
    """The text to work on: what was handed over, then what could be read from the files, each under its name."""
    parts = [text] if text else []
    parts.extend(f"## {file.name}\n\n{file.text or file.note}" for file in attachments)
    return "\n\n".join(parts) or None
