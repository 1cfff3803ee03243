"""What people do with an answer: they stop it while it is written, judge it, and take back what it was given to."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from threadline.core.channels.thread_tracker import Running
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import OPEN, DecisionError
from threadline.core.proposals.decisions import Decisions
from threadline.core.turns.engine import Engine, TurnNotFound
from threadline.storage.audit import AuditTrail
from threadline.storage.turns import TurnStore

_LONGEST_SUBJECT = 200
_FEEDBACK = "reply.feedback"
NO_VERDICT = "none"
"""What somebody thinks who took back what they thought of an answer."""


async def stop_answers(engine: Engine, running: Iterable[Running[Any]]) -> None:
    """Stop answers that are being written; those that ended meanwhile are left alone. Raises `StorageError`."""
    for answer in running:
        try:
            await engine.stop(answer.person_id, answer.message_id)
        except TurnNotFound:
            continue


async def let_go_of_cards(decisions: Decisions, turns: TurnStore, person: Person, channel: str, event_key: str) -> None:
    """Dismiss a person's waiting cards of a message that they took back or said anew. Raises `StorageError`."""
    found = await decisions.proposals.of_messages(await turns.of_event(channel, event_key))
    for proposal in (each for several in found.values() for each in several):
        if proposal.state in OPEN and proposal.owner_id == person.id:
            with suppress(DecisionError):  # it was decided meanwhile
                await decisions.dismiss(person, proposal.id)


async def keep_feedback(audit: AuditTrail, person: Person, message_id: str, verdict: str) -> None:
    """Keep what somebody thinks of an answer in the audit trail, without what was said. Raises `StorageError`."""
    subject = message_id[:_LONGEST_SUBJECT]
    await audit.append(person_id=person.id, action=_FEEDBACK, subject=subject, detail=verdict)


async def feedback_of(audit: AuditTrail, person: Person, message_ids: Sequence[str]) -> Mapping[str, str]:
    """What somebody thinks of the answers to these messages, as far as they said so: `good`, `bad`."""
    found = await audit.newest(person.id, _FEEDBACK, message_ids) if message_ids else {}
    return {message_id: verdict for message_id, verdict in found.items() if verdict != NO_VERDICT}
