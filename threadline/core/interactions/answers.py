"""What people do with an answer: they stop it while it is written, and judge it when it stands."""

from collections.abc import Iterable
from typing import Any

from threadline.core.channels.thread_tracker import Running
from threadline.core.domain.message import Person
from threadline.core.turns.engine import Engine, TurnNotFound
from threadline.storage.audit import AuditTrail

_LONGEST_SUBJECT = 200


async def stop_answers(engine: Engine, running: Iterable[Running[Any]]) -> None:
    """Stop answers that are being written; those that ended meanwhile are left alone. Raises `StorageError`."""
    for answer in running:
        try:
            await engine.stop(answer.person_id, answer.message_id)
        except TurnNotFound:
            continue


async def keep_feedback(audit: AuditTrail, person: Person, message_id: str, verdict: str) -> None:
    """Keep what somebody thinks of an answer in the audit trail, without what was said. Raises `StorageError`."""
    subject = message_id[:_LONGEST_SUBJECT]
    await audit.append(person_id=person.id, action="reply.feedback", subject=subject, detail=verdict)
