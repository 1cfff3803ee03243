"""What a model gets to see of a conversation: its opening, as much of the end as there is room for, and a summary."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from threadline.core.domain.message import Attachment, Message, Turn
from threadline.core.tools.free_text import one_line
from threadline.core.tools.scene import Origin, Source
from threadline.providers.extractive.summary import summarise
from threadline.providers.port import ChatMessage, Request
from threadline.providers.prompt import beside, material_in
from threadline.providers.tokens import estimate_tokens
from threadline.providers.transcript_gap import falls_out
from threadline.storage.turns import TurnRecord

_LONGEST_SUMMARISED = 40_000
TEXT_SENT_ALONG = "the text you sent along"
_REST = "\n\n[… the rest is not shown again …]"


def spoken(turns: Sequence[TurnRecord], *, material_tokens: int = 0) -> tuple[ChatMessage, ...]:
    """What was said in these turns, oldest first; models take no empty messages, which files without words are.

    What came with them (mails, files) is shown again, of the newest so much as fits into `material_tokens`.
    """
    lines: list[ChatMessage] = []
    for turn in reversed(turns):
        beside_it = turn.outcome.beside or ""
        came_with_it = estimate_tokens(material_in(beside_it))
        if came_with_it > material_tokens:
            beside_it = ""
        else:
            material_tokens -= came_with_it
        if turn.reply:
            lines.append(ChatMessage("assistant", turn.reply))
        if turn.text.strip() or beside_it:
            lines.append(ChatMessage("user", turn.text, beside_it))
    return tuple(reversed(lines))


def beside_later(request: Request, *, material_tokens: int) -> str:
    """What later turns show beside the message of this request.

    References that tools gave out are for one turn, so with tools the situation is not shown again.
    """
    return beside(
        replace(
            request,
            material=_beginning(request.material, material_tokens) if request.material else None,
            situation="" if request.tools else request.situation,
        )
    )


def _beginning(text: str, tokens: int) -> str | None:
    total = estimate_tokens(text)
    if total <= tokens:
        return text
    room = int(len(text) * max(0, tokens - estimate_tokens(_REST)) / total)
    return text[:room] + _REST if room else None


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
    found += [
        Source(Origin.MATERIAL, came_with_it, record.received_at, zone, TEXT_SENT_ALONG)
        for record in reversed(earlier)
        if (came_with_it := material_in(record.outcome.beside or ""))
    ]
    if message.material:
        found.append(Source(Origin.MATERIAL, message.material, message.sent_at, zone, tainted_by(message)))
    found += [
        Source(Origin.MATERIAL, file.text, message.sent_at, zone, file.name)
        for file in message.attachments
        if file.text
    ]
    return tuple(found)


def tainted_by(message: Message, earlier: Sequence[ChatMessage] = ()) -> str:
    """What material came with a message, by name, or with earlier ones that are shown again; "" for none."""
    if message.attachments and not message.material:
        return ", ".join(f"“{one_line(file.name, 60)}”" for file in message.attachments[:3])
    again = any(material_in(line.beside) for line in earlier)
    return TEXT_SENT_ALONG if message.material or again else ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The messages that are shown, of which the first `opening` stay, and those that fell out behind them."""

    shown: tuple[ChatMessage, ...]
    opening: int
    fallen: tuple[ChatMessage, ...]


def bounded(messages: tuple[ChatMessage, ...], *, tokens: int) -> Transcript:
    """The opening and the newest messages, as many as fit into `tokens`; the newest of all always stays.

    Mails and files have a bound of their own (`spoken`), so that one of them does not drive out what was said.
    """
    gap = falls_out(messages, tokens + sum(estimate_tokens(material_in(each.beside)) for each in messages))
    return Transcript(gap.around(messages), gap.begin, gap.inside(messages))


def with_summary(request: Request, fallen: Sequence[ChatMessage]) -> Request:
    """The request, with what fell out of the conversation told in short.

    It changes when a block falls out, and what stands behind the gap changes then anyhow: there it is told.
    """
    said = "\n".join(message.text for message in fallen)
    if not said.strip():
        return request
    return replace(request, earlier=_in_short(said[-_LONGEST_SUMMARISED:], request.language))


@lru_cache(maxsize=64)
def _in_short(said: str, language: str | None) -> str:
    """Kept, because it stays the same until more falls out, and takes some 50 ms."""
    return summarise(said, language)


def material(text: str | None, attachments: Sequence[Attachment]) -> str | None:
    """The text to work on: what was handed over, then what could be read from the files, each under its name."""
    parts = [text] if text else []
    parts.extend(f"## {file.name}\n\n{file.text or file.note}" for file in attachments)
    return "\n\n".join(parts) or None
