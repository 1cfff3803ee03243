"""What a model gets to see of a conversation: as much of the end as there is room for, and the rest in short."""

from collections.abc import Sequence
from dataclasses import replace

from threadline.core.domain.message import Attachment, Message, Turn
from threadline.core.tools.free_text import one_line
from threadline.core.tools.scene import Origin, Source
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


def overheard(message: Message) -> tuple[ChatMessage, ...]:
    """What was said in the thread before the assistant was asked into it."""
    said = "\n".join(f"- {text}" for text in message.before if text.strip())
    return (ChatMessage("user", f"Before you were asked, this was said in the thread:\n{said}"),) if said else ()


def sources_of(turn: Turn, earlier: Sequence[TurnRecord]) -> tuple[Source, ...]:
    """The texts of a turn that may be quoted, the newest first; what we answered is none of them."""
    message, zone = turn.message, turn.message.zone or turn.person.zone
    found = [Source(Origin.PERSON, message.text, message.sent_at, zone, turn.person.name)]
    found += [Source(Origin.THREAD, record.text, record.received_at, zone) for record in reversed(earlier)]
    found += [Source(Origin.THREAD, text, message.sent_at, zone) for text in reversed(message.before)]
    if message.material:
        found.append(Source(Origin.MATERIAL, message.material, message.sent_at, zone, tainted_by(message)))
    found += [
        Source(Origin.MATERIAL, file.text, message.sent_at, zone, file.name)
        for file in message.attachments
        if file.text
    ]
    return tuple(found)


def tainted_by(message: Message) -> str:
    """What material came with a message, by name; "" for none."""
    if message.attachments and not message.material:
        return ", ".join(f"“{one_line(file.name, 60)}”" for file in message.attachments[:3])
    return "the text you sent along" if message.material else ""


def bounded(
    messages: tuple[ChatMessage, ...], *, tokens: int
) -> tuple[tuple[ChatMessage, ...], tuple[ChatMessage, ...]]:
    """The newest messages that fit into `tokens`, and those that fall out; the newest of all always stays."""
    fallen = falls_out(messages, tokens)
    return messages[len(fallen) :], fallen


def with_summary(request: Request, fallen: Sequence[ChatMessage]) -> Request:
    """The request, with what fell out of the conversation told in short.

    It changes with each message that falls out, so it stands with the newest one: among the instructions it would cost
    the whole prompt its place in the provider's cache.
    """
    said = "\n".join(message.text for message in fallen)
    if not said.strip():
        return request
    short = summarise(said[-_LONGEST_SUMMARISED:], request.language)
    situation = f"{request.situation}\n\nEarlier in this conversation, in short:\n{short}".strip()
    return replace(request, situation=situation)


def material(text: str | None, attachments: Sequence[Attachment]) -> str | None:
    """The text to work on: what was handed over, then what could be read from the files, each under its name."""
    parts = [text] if text else []
    parts.extend(f"## {file.name}\n\n{file.text or file.note}" for file in attachments)
    return "\n\n".join(parts) or None
