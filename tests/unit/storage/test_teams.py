"""Where people and conversations of Teams are reached, and what was sent there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.clock import Clock
from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordNotFound
from threadline.storage.persons import PersonStore
from threadline.storage.teams import (
    ABANDONED,
    SentRecord,
    TeamsConversationRecord,
    TeamsDirectory,
    TeamsOutbox,
    TeamsPersonRecord,
)

CHANNEL = TeamsConversationRecord(
    "19:a@thread.tacv2", "t1", "19:team", "https://smba.trafficmanager.net/emea/", "28:bot"
)
CHAT = TeamsConversationRecord("a:ana", "t1", None, "https://smba.trafficmanager.net/emea/", "28:bot")


@pytest.fixture
def directory(database: Database, clock: Clock) -> TeamsDirectory:
    return TeamsDirectory(database, clock=clock)


@pytest.fixture
def outbox(database: Database, clock: Clock) -> TeamsOutbox:
    return TeamsOutbox(database, clock=clock)


async def test_people_are_remembered_and_what_is_unknown_stays(
    directory: TeamsDirectory, database: Database, clock: Clock, ana: str
) -> None:
    known = TeamsPersonRecord("t1", "o1", ana, "29:old", "a:ana")
    await directory.meet(known)
    clock.advance(minutes=1)
    await directory.meet(replace(known, account_id="29:new", conversation_id=None))
    assert await directory.person("t1", "o1") == replace(known, account_id="29:new")
    assert await directory.person("t2", "o1") is None
    clock.advance(minutes=1)
    other = TeamsPersonRecord("t2", "o9", ana, "29:other", None)
    await directory.meet(other)
    assert [account.account_id for account in await directory.accounts(ana)] == ["29:other", "29:new"]
    with pytest.raises(RecordNotFound):
        await directory.meet(replace(known, person_id="nobody"))


async def test_conversations_are_entered_and_left(directory: TeamsDirectory, clock: Clock, ana: str) -> None:
    await directory.enter(CHANNEL)
    clock.advance(minutes=1)
    moved = replace(CHAT, service_url="https://smba.trafficmanager.net/amer/")
    await directory.enter(CHAT)
    await directory.enter(moved)
    assert await directory.conversation("a:ana") == moved
    assert await directory.of_tenant("t1") == moved
    assert await directory.of_tenant("t2") is None
    await directory.meet(TeamsPersonRecord("t1", "o1", ana, "29:ana", "a:ana"))
    await directory.leave(conversation_id="a:ana")
    known = await directory.person("t1", "o1")
    assert known is not None
    assert known.conversation_id is None
    assert await directory.conversation("a:ana") is None
    await directory.leave(team_id="19:team")
    assert await directory.conversation(CHANNEL.id) is None


async def test_messages_are_found_by_key_and_by_activity(outbox: TeamsOutbox) -> None:
    thread = "19:a@thread.tacv2;messageid=1"
    second, first = SentRecord("reply-1", 1, thread, "12"), SentRecord("reply-1", 0, thread, "11")
    await outbox.put(second)
    await outbox.put(first)
    await outbox.put(replace(second, activity_id="13"))
    assert await outbox.of_key("reply-1") == [first, replace(second, activity_id="13")]
    assert await outbox.of_activity(thread, "11") == first
    assert await outbox.of_activity("19:a@thread.tacv2", "11") == first
    assert await outbox.of_activity("19:a@thread", "11") is None
    assert await outbox.of_activity("19_a@thread.tacv2", "11") is None
    await outbox.withdraw("reply-1")
    assert await outbox.of_key("reply-1") == []


async def test_a_key_is_claimed_once(outbox: TeamsOutbox, clock: Clock) -> None:
    long = "note-" + "x" * 400
    assert await outbox.claim(long, "a:ana")
    assert not await outbox.claim(long, "a:ana")
    clock.advance(seconds=ABANDONED.total_seconds() + 1)
    assert await outbox.claim(long, "a:ana")
    (claimed,) = await outbox.of_key(long)
    await outbox.put(replace(claimed, key=long, activity_id="1"))
    clock.advance(seconds=2 * ABANDONED.total_seconds())
    assert not await outbox.claim(long, "a:ana")
    assert await outbox.forget(timedelta(days=1)) == 0
    clock.advance(days=2)
    assert await outbox.forget(timedelta(days=1)) == 1
    assert await outbox.claim(long, "a:ana")


async def test_a_person_takes_what_is_known_of_them_along(
    directory: TeamsDirectory, database: Database, ana: str
) -> None:
    from sqlalchemy import delete

    from threadline.storage.tables.core import PersonRow

    await directory.meet(TeamsPersonRecord("t1", "o1", ana, "29:ana", None))
    async with database.write() as connection:
        await connection.execute(delete(PersonRow).where(PersonRow.id == ana))
    assert await directory.person("t1", "o1") is None
    assert await PersonStore(database).get(ana) is None
