"""Rounds of a turn, kept before their tools run and settled after: a turn that begins again asks no model twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from threadline.core.tools.notes import Notes
from threadline.providers.port import RoundState, ToolCall, ToolResult, ToolRound, Usage
from threadline.storage.rounds import RoundStore


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a model said in one round: text, calls, what its provider wants back, and what it took."""

    text: str
    calls: tuple[ToolCall, ...]
    state: RoundState | None = None
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """What an earlier start of the turn left: rounds that are over, and one whose tools have not all run."""

    rounds: tuple[ToolRound, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    open: Spoken | None = None
    notes: Notes | None = None


_SPOKEN = TypeAdapter(Spoken)
_RESULTS = TypeAdapter(tuple[ToolResult, ...])


class StoredRounds:
    """The rounds of turns in the database."""

    def __init__(self, store: RoundStore) -> None:
        self._store = store

    async def past(self, message_id: str) -> Past:
        """What there is of a turn that was begun before."""
        rounds: list[ToolRound] = []
        spoken: list[Spoken] = []
        notes: Notes | None = None
        for record in await self._store.of(message_id):
            said = _SPOKEN.validate_json(record.body)
            if record.results is None or record.notes is None:
                return Past(tuple(rounds), tuple(spoken), said, notes)
            results = _RESULTS.validate_json(record.results)
            rounds.append(ToolRound(said.text, said.calls, results, said.state))
            spoken.append(said)
            notes = Notes.from_json(record.notes)
        return Past(tuple(rounds), tuple(spoken), None, notes)

    async def keep(self, message_id: str, ordinal: int, said: Spoken) -> bool:
        """Keep a round before its tools run. False if another process was there first."""
        return await self._store.keep(message_id, ordinal, _SPOKEN.dump_json(said, exclude_defaults=True).decode())

    async def settle(self, message_id: str, ordinal: int, results: Sequence[ToolResult], notes: Notes) -> None:
        """Add what the tools answered, and what is known since."""
        body = _RESULTS.dump_json(tuple(results), exclude_defaults=True).decode()
        await self._store.settle(message_id, ordinal, results=body, notes=notes.to_json())
