"""What people do with an answer: stopping it and judging it."""

from typing import Any

from threadline.core.channels.thread_tracker import Running
from threadline.core.domain.message import Person
from threadline.core.interactions.answers import keep_feedback, stop_answers
from threadline.core.turns.engine import TurnNotFound
from threadline.storage.audit import AuditTrail
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore


class Stopper:
    """An engine that knows some turns only."""

    def __init__(self, *known: str) -> None:
        self.known = known
        self.stopped: list[tuple[str, str]] = []

    async def stop(self, person_id: str, message_id: str) -> None:
        if message_id not in self.known:
            raise TurnNotFound("There is no such message")
        self.stopped.append((person_id, message_id))


async def test_an_answer_that_ended_meanwhile_keeps_no_other_from_being_stopped() -> None:
    engine: Any = Stopper("m2")
    await stop_answers(engine, [Running("m1", "ana", "here"), Running("m2", "bo", "here")])
    assert engine.stopped == [("bo", "m2")]


async def test_what_somebody_thinks_is_kept_without_what_was_said(database: Database) -> None:
    record = await PersonStore(database).ensure(email="ana@example.com", name="Ana", zone="UTC")
    audit = AuditTrail(database)
    await keep_feedback(audit, Person(record.id, "Ana", None, "UTC"), "m" * 300, "good")
    [kept] = await audit.of_person(record.id, limit=9)
    assert (kept.action, kept.subject, kept.detail) == ("reply.feedback", "m" * 200, "good")
