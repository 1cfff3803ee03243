"""What a model gets to see of a conversation: as much of the end as the budget allows."""

from collections.abc import Sequence

from threadline.core.message import Attachment
from threadline.providers.port import ChatMessage
from threadline.storage.turns import TurnRecord

_CHARACTERS_PER_TOKEN = 4


def history(turns: Sequence[TurnRecord], *, budget_tokens: int) -> tuple[ChatMessage, ...]:
    """The latest turns that fit into the budget, oldest first; a turn is taken whole or not at all."""
    left = budget_tokens * _CHARACTERS_PER_TOKEN
    chosen: list[ChatMessage] = []
    for turn in reversed(turns):
        left -= len(turn.text) + len(turn.reply)
        if left < 0:
            break
        if turn.reply:
            chosen.append(ChatMessage("assistant", turn.reply))
        chosen.append(ChatMessage("user", turn.text))
    return tuple(reversed(chosen))


def material(text: str | None, attachments: Sequence[Attachment]) -> str | None:
    """The text to work on: what was handed over, then what could be read from the files, each under its name."""
    parts = [text] if text else []
    parts.extend(f"## {file.name}\n\n{file.text or file.note}" for file in attachments)
    return "\n\n".join(parts) or None
