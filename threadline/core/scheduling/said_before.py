"""What the person wrote in a conversation before a message: what "it" may be about when no card tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from threadline.core.domain.message import Turn
from threadline.storage.turns import TurnStore

_MOST = 20


@dataclass(frozen=True, slots=True)
class Said:
    """One earlier message: its id and its words."""

    message_id: str
    text: str


class SaidBefore:
    """Reads what was said before, the latest first."""

    def __init__(self, turns: TurnStore) -> None:
        self._turns = turns

    async def __call__(self, turn: Turn) -> Sequence[Said]:
        """The person's messages before this one in its conversation; nothing where it is the first."""
        if turn.sequence == 1:
            return ()
        records = await self._turns.transcript(turn.conversation_id, before=turn.message_id, limit=_MOST)
        return [
            Said(record.message_id, record.text) for record in reversed(records) if record.person_id == turn.person.id
        ]
