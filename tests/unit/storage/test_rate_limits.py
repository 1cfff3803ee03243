"""Counting for all replicas at once: what one took, another has not."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import text

from threadline.bots.webhook.http.rate_limits import Limits
from threadline.bots.webhook.pages.booking_limits import CHOICES, OF_LINK, BookingLimits
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore
from threadline.storage.rate_limits import SharedRateLimits
from threadline.storage.tokens import TokenKind, TokenRecord, TokenStore

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def replicas(postgres_url: str) -> AsyncIterator[tuple[SharedRateLimits, SharedRateLimits]]:
    """Two that share one database."""
    databases = Database(postgres_url), Database(postgres_url)
    yield SharedRateLimits(databases[0]), SharedRateLimits(databases[1])
    for database in databases:
        await database.close()


async def test_replicas_hand_out_together_what_one_may(replicas: tuple[SharedRateLimits, SharedRateLimits]) -> None:
    day = 86_400.0  # so that nothing grows back while this runs
    taken = await asyncio.gather(*(replicas[turn % 2].take("a", amount=10, period=day) for turn in range(25)))
    assert sum(each.allowed for each in taken) == 10
    refused = await replicas[1].take("a", amount=10, period=day)
    assert not refused.allowed
    assert day * 0.99 < refused.ahead <= day
    other = await replicas[1].take("b", amount=10, period=day)
    assert other.allowed
    assert other.ahead <= day / 10


async def test_what_was_used_grows_back(replicas: tuple[SharedRateLimits, SharedRateLimits], postgres_url: str) -> None:
    day = 86_400.0
    for _ in range(2):
        assert (await replicas[0].take("a", amount=2, period=day)).allowed
    assert not (await replicas[0].take("a", amount=2, period=day)).allowed
    database = Database(postgres_url)
    async with database.write() as connection:
        await connection.execute(text("UPDATE rate_limits SET arrival = arrival - make_interval(hours => 12)"))
    await database.close()
    assert (await replicas[0].take("a", amount=2, period=day)).allowed
    assert not (await replicas[0].take("a", amount=2, period=day)).allowed


async def test_tokens_are_told_what_they_have_left(postgres_url: str) -> None:
    database = Database(postgres_url)
    limits = Limits(3, database)
    token = await api_token(database)
    first = await limits.take(token)
    while (last := await limits.take(token)).allowed:
        pass
    await database.close()
    assert (first.allowed, first.limit, first.remaining) == (True, 3, 2)
    assert (last.limit, last.remaining) == (3, 0)
    assert 0 < last.reset <= 20  # one grows back every twenty seconds


async def api_token(database: Database) -> TokenRecord:
    person = await PersonStore(database).ensure(email="ana@example.com", name="Ana", zone="UTC")
    record, _ = await TokenStore(database).create(person.id, kind=TokenKind.API, name="test", lifetime=None)
    return record


async def test_a_booking_page_is_as_limited_on_many_replicas_as_on_one(postgres_url: str) -> None:
    databases = Database(postgres_url), Database(postgres_url)
    replicas = [BookingLimits(each) for each in databases]
    mine = await asyncio.gather(*(replicas[turn % 2].choose("192.0.2.1", f"link-{turn}") for turn in range(14)))
    of_link = await asyncio.gather(*(replicas[turn % 2].choose(f"198.51.100.{turn}", "link") for turn in range(34)))
    for database in databases:
        await database.close()
    # While this runs a use may have grown back: of the link one in two minutes.
    assert sum(mine) in (CHOICES.amount, CHOICES.amount + 1)
    assert sum(of_link) in (OF_LINK.amount, OF_LINK.amount + 1)


async def test_without_its_database_a_replica_counts_for_itself() -> None:
    limits = BookingLimits(Database("postgresql://nobody@127.0.0.1:9/none"))
    assert [await limits.choose("192.0.2.1", "link") for _ in range(11)] == [True] * 10 + [False]
