"""What platforms sent, kept until somebody has dealt with it."""

import asyncio

import pytest
from sqlalchemy import Connection

from threadline.storage.database.database import Database
from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.inbound import InboundStore
from threadline.storage.interruptions import Interruptions


async def test_what_is_kept_stands_once_until_it_is_done(database: Database) -> None:
    store = InboundStore(database)
    first = await store.keep("slack", key="1", lane="a", body="{}")
    assert first is not None
    assert not first.behind
    assert await store.keep("slack", key="1", lane="a", body="{}") is None
    assert await store.keep("teams", key="1", lane="a", body="{}") is not None
    await store.done(first.number)
    assert await store.keep("slack", key="1", lane="a", body="{}") is not None


async def test_what_a_process_left_is_anothers_and_comes_in_its_order(database: Database, database_url: str) -> None:
    if database.is_sqlite:
        pytest.skip("one process on SQLite")
    theirs = Database(database_url)
    dying = Interruptions(theirs, replica="b")
    await dying.enter()
    left = [await InboundStore(theirs).keep("slack", key=str(n), lane="a", body=str(n)) for n in range(3)]
    await Interruptions(database, replica="a").enter()
    store = InboundStore(database)
    assert await store.take_over(["slack"]) == (), "its process lives"
    mine = await store.keep("slack", key="9", lane="a", body="9")
    assert mine is not None
    assert mine.behind
    assert await store.is_behind(mine)
    await dying.leave()
    taken = await store.take_over(["slack"])
    assert [each.body for each in taken] == ["0", "1", "2"]
    assert [each.number for each in taken] == [each.number for each in left if each is not None]
    assert not await store.is_behind(mine)
    assert await store.take_over(["slack"]) == ()
    await theirs.close()


async def test_what_failed_is_left_alone_and_holds_up_nobody(database: Database) -> None:
    store = InboundStore(database)
    await Interruptions(database, replica="a").enter()
    first = await store.keep("slack", key="1", lane="a", body="{}")
    assert first is not None
    await store.tried(first.number)
    await store.fail(first.number, "KeyError: 'ts'")
    assert await store.take_over(["slack"]) == ()
    after = await store.keep("slack", key="2", lane="a", body="{}")
    assert after is not None
    assert not after.behind


async def test_a_full_disk_is_an_outage_for_all_who_came_and_passes(database: Database) -> None:
    """Slack is answered 503 then, and sends them again."""
    if not database.is_sqlite:
        pytest.skip("the insert goes past SQLAlchemy on SQLite alone")
    store = InboundStore(database)
    pages = {"most": 0}

    def limit(connection: Connection) -> None:
        pages["most"] = connection.exec_driver_sql("PRAGMA max_page_count").scalar_one()
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # as many as there are

    await database.transact(limit)
    came = (store.keep("slack", key=str(n), lane="a", body="x" * 1_000_000) for n in range(3))
    told = await asyncio.gather(*came, return_exceptions=True)
    assert [type(each) for each in told] == [StorageUnavailable] * 3
    await database.transact(lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count = {pages['most']}"))
    assert await store.keep("slack", key="0", lane="a", body="x" * 1_000_000) is not None
