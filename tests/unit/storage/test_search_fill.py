"""Putting into Postgres' index what was there before it, and looking into the newest lines first."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from sqlalchemy import text

from tests.unit.storage.test_conversation_search import said
from threadline.storage import conversation_search
from threadline.storage.conversation_search import ConversationSearch
from threadline.storage.database.database import Database
from threadline.storage.migrate import MIGRATIONS, upgrade
from threadline.storage.personal_data import PersonalData
from threadline.storage.persons import PersonStore
from threadline.storage.search_fill import fill, fill_some, is_filled
from threadline.storage.search_index import Whose, found_lines


@pytest.fixture
async def older(empty_postgres_url: str, tmp_path: Path) -> AsyncIterator[Database]:
    """A database as it was before there was the index."""
    folder = tmp_path / "migrations"
    copytree(MIGRATIONS, folder, ignore=ignore_patterns("003[5-9]_*", "00[4-9]*"))
    database = Database(empty_postgres_url)
    await upgrade(database, migrations=folder)
    yield database
    await database.close()


async def person(database: Database, name: str = "ana") -> str:
    return (await PersonStore(database).ensure(email=f"{name}@example.com", name=name, zone="UTC")).id


async def indexed(database: Database, owner: str, word: str, *, most: int = 10) -> list[str] | None:
    """What the index says, the newest first; None while it does not say."""
    found = await database.look(lambda connection: found_lines(connection, [word], Whose.LINES, owner, most=most))
    return None if found is None else [source for _, source in found]


async def test_what_was_there_is_put_in_the_newest_first_and_found_meanwhile(older: Database) -> None:
    ana = await person(older)
    asked = [await said(older, ana, f"apricot {number}", "", minutes=number) for number in range(5)]
    await upgrade(older)
    now = await said(older, ana, "apricot now", "", minutes=9)

    async def seen() -> list[str]:
        return [line.message_id for line in await ConversationSearch(older).find(ana, ["apricot"], limit=10)]

    newest_first = [now, *reversed(asked)]
    assert await seen() == newest_first
    assert await indexed(older, ana, "apricot") is None
    for _ in range(4):  # to list them; the one that is in it already, and two of five
        assert await fill_some(older, batch=1)
    async with older.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM search_lines")) == 3
    await fill(older)
    assert await seen() == newest_first == await indexed(older, ana, "apricot")


async def test_nothing_that_changed_or_went_meanwhile_is_put_in(older: Database) -> None:
    ana, bo = await person(older), await person(older, "bo")
    kept, changed, gone = [await said(older, ana, word, "", minutes=1) for word in ("apricot", "banana", "cherry")]
    await said(older, bo, "damson", "elderberry", title="figs")
    await upgrade(older)
    assert await fill_some(older)
    async with older.write() as connection:
        await connection.execute(text("UPDATE messages SET text = '' WHERE id = :id"), {"id": changed})
        await connection.execute(text("DELETE FROM messages WHERE id = :id"), {"id": gone})
    await PersonalData(older).erase(bo)
    await fill(older)
    async with older.read() as connection:
        assert (await connection.execute(text("SELECT source, line FROM search_lines"))).all() == [(kept, "apricot")]


async def test_whoever_is_at_a_row_is_not_waited_for(older: Database) -> None:
    ana = await person(older)
    asked = await said(older, ana, "apricot", "")
    await upgrade(older)
    assert await fill_some(older)
    async with older.write() as connection:
        await connection.execute(text("UPDATE messages SET text = 'banana' WHERE id = :id"), {"id": asked})
        assert not await fill_some(older)
    waits = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    await fill(older, sleep=sleep)
    assert (await indexed(older, ana, "apricot"), await indexed(older, ana, "banana"), waits) == ([], [asked], [])


async def test_of_several_processes_one_does_it(older: Database) -> None:
    ana = await person(older)
    await said(older, ana, "apricot", "")
    await upgrade(older)
    other = Database(older.url)
    async with older.write() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": 0x7468726561646C73})
        assert not await fill_some(other)
    await other.close()
    assert not await older.look(is_filled)


async def test_lines_of_long_ago_are_found_behind_the_newest(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the stretches of the index end."""
    monkeypatch.setattr(conversation_search, "_FEW_MESSAGES", 0)
    database = Database(postgres_url)
    ana, bo = await person(database), await person(database, "bo")
    asked = []
    for minutes, number in enumerate((1, 4_000, 8_190, 70_000, 2_000_000, 40_000_000)):
        async with database.write() as connection:
            await connection.execute(text("SELECT setval('search_numbers', :number)"), {"number": number})
        asked.append(await said(database, ana, "apricot", "", minutes=minutes))
        await said(database, bo, "apricot", "", minutes=minutes)
    newest_first = asked[::-1]
    assert await indexed(database, ana, "apricot") == newest_first
    assert await indexed(database, ana, "apricot", most=2) == newest_first[:2]
    found = await ConversationSearch(database).find(ana, ["apricot"], limit=20)
    assert [line.message_id for line in found] == newest_first
    await database.close()


async def test_a_line_too_long_for_the_index_is_found(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation_search, "_FEW_MESSAGES", 0)
    database = Database(postgres_url)
    ana = await person(database)
    long = "".join(chr(0x4E00 + number * 7 % 20_000) for number in range(100_001))
    asked = await said(database, ana, long, "")
    assert [
        line.message_id for line in await ConversationSearch(database).find(ana, [long[50_000:50_004]], limit=5)
    ] == [asked]
    await database.close()
