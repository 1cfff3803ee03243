"""Searching what was said, on each database."""

from datetime import UTC, datetime, timedelta

from tests.support.clock import Clock
from threadline.storage.conversation_search import ConversationSearch
from threadline.storage.database.database import Database
from threadline.storage.persons import new_id
from threadline.storage.turns import TurnOutcome, TurnStore

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


async def said(database: Database, person: str, text: str, answer: str, *, title: str = "", minutes: int = 0) -> str:
    at = NOON + timedelta(minutes=minutes)
    turns = TurnStore(database, clock=lambda: at)
    accepted = await turns.accept(
        channel="webhook",
        event_key=new_id(),
        conversation_key=new_id(),
        person_id=person,
        text=text,
        body="{}",
        title=title,
        sent_at=at,
    )
    started = await turns.start(accepted.message_id)
    assert started is not None
    await turns.finish(accepted.message_id, started.epoch, TurnOutcome("answered", answer))
    return accepted.message_id


async def test_messages_answers_and_titles_are_found_and_nobody_elses(
    database: Database, ana: str, bo: str, clock: Clock
) -> None:
    older = await said(database, ana, "Where are the Ölfässer?", "In the harbour.", title="Barrels")
    newer = await said(database, ana, "harbour, IN the north", "Yes.", title="harbour in winter", minutes=5)
    await said(database, bo, "in the harbour", "harbour in")
    search = ConversationSearch(database)
    found = await search.find(ana, ["harbour", "in"], limit=10)
    assert [(each.message_id, each.is_answer, each.text) for each in found if each.text] == [
        (newer, False, "harbour, IN the north"),
        (older, True, "In the harbour."),
    ]
    assert [each.title for each in found if not each.text] == ["harbour in winter"]
    assert all(each.at.tzinfo is not None for each in found)
    for word in ("ölfässer", "ÖLFÄSSER", "Ölfässer"):
        assert [each.message_id for each in await search.find(ana, [word], limit=10)] == [older]
    assert await search.find(ana, ["100%"], limit=10) == []
    assert len(await search.find(ana, ["harbour"], limit=2)) == 2
