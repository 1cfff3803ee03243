"""What nearly every turn reads of its thread and its person, in one transaction.

The rest of the turn finds it under the keys of the stores that would have read it one by one (`read_once`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordNotFound
from threadline.storage.database.read_once import keep
from threadline.storage.persons import PersonRecord, PersonStore
from threadline.storage.preferences import PreferenceRecord, PreferenceStore
from threadline.storage.proposals import ProposalRecord, ProposalStore
from threadline.storage.turns import Started, TurnRecord, TurnStore


@dataclass(frozen=True, slots=True)
class _Read:
    writers: Sequence[PersonRecord]
    preferences: Sequence[PreferenceRecord]
    before: Sequence[TurnRecord] = ()
    proposals: Sequence[ProposalRecord] = ()


class TurnReading:
    """Reads what a turn begins with."""

    def __init__(self, database: Database, turns: TurnStore) -> None:
        self._database = database
        self._turns = turns

    async def begin(self, turn: Started, *, earlier: int) -> PersonRecord:
        """The person who wrote it. What it asks for often is kept: at most `earlier` turns before it among it.

        Raises `StorageUnavailable`.
        """
        conversation, person_id = turn.conversation_id, turn.person_id

        def look(connection: Connection) -> _Read:
            writers = PersonStore.look(connection, conversation)
            preferences = PreferenceStore.look(connection, person_id)
            if turn.sequence == 1:
                return _Read(writers, preferences)
            thread = self._turns.look_before(connection, conversation, turn.message_id, earlier)
            proposals = ProposalStore.look(connection, conversation) if thread.has_proposals else ()
            return _Read(writers, preferences, thread.turns, proposals)

        read = await self._database.look(look)
        keep(PersonStore.key(conversation), read.writers)
        keep(PreferenceStore.key(person_id), read.preferences)
        keep(TurnStore.key(turn.message_id), (earlier if earlier < turn.sequence - 1 else None, read.before))
        keep(ProposalStore.key(conversation), read.proposals)
        writer = next((writer for writer in read.writers if writer.id == person_id), None)
        if writer is None:  # two persons have become one since: whoever begins the turn anew reads who it is now
            raise RecordNotFound(f"Nobody wrote message {turn.message_id} under the person it began with")
        return writer
