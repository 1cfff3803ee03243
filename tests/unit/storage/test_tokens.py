import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.support.clock import Clock
from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordNotFound
from threadline.storage.tables.core import TokenRow
from threadline.storage.tokens import TokenKind, TokenStore

API = frozenset({TokenKind.API})


@pytest.fixture
def tokens(database: Database, clock: Clock) -> TokenStore:
    return TokenStore(database, clock=clock, monotonic=clock.monotonic)


async def test_clear_text_is_recognised_and_not_stored(tokens: TokenStore, database: Database, ana: str) -> None:
    record, clear = await tokens.create(
        ana, kind=TokenKind.API, name="Excel", scopes=["read", "write"], lifetime=timedelta(days=1)
    )
    assert clear.startswith("tl_api_")
    assert len(clear) == len("tl_api_") + 43
    found = await tokens.authenticate(clear, kinds=API)
    assert found
    assert (found.id, found.person_id, found.name, found.scopes) == (record.id, ana, "Excel", ("read", "write"))
    async with database.read() as connection:
        row = (await connection.execute(select(TokenRow))).one()
    assert clear not in str(row)
    assert clear.removeprefix("tl_api_") not in str(row)


@pytest.mark.parametrize("wrong", ["", "tl_api_", "tl_api_" + "x" * 43, "\udcff", "ä" * 10_000, "a\x00b"])
async def test_wrong_text_opens_nothing(tokens: TokenStore, ana: str, wrong: str) -> None:
    await tokens.create(ana, kind=TokenKind.API, name="", lifetime=None)
    assert await tokens.authenticate(wrong, kinds=API) is None
    assert await tokens.consume(wrong, kind=TokenKind.API) is None


async def test_other_kind_opens_nothing(tokens: TokenStore, ana: str) -> None:
    _, clear = await tokens.create(ana, kind=TokenKind.FEED, name="", lifetime=None)
    assert await tokens.authenticate(clear, kinds=API) is None
    assert await tokens.authenticate(clear, kinds={TokenKind.API, TokenKind.FEED})
    assert await tokens.authenticate(clear, kinds=API) is None


async def test_expires(tokens: TokenStore, clock: Clock, ana: str) -> None:
    _, clear = await tokens.create(ana, kind=TokenKind.API, name="", lifetime=timedelta(seconds=3))
    clock.advance(seconds=2)
    assert await tokens.authenticate(clear, kinds=API)
    clock.advance(seconds=1)
    assert await tokens.authenticate(clear, kinds=API) is None
    clock.advance(seconds=60)
    assert await tokens.authenticate(clear, kinds=API) is None


async def test_revoked_token_is_refused_at_once(tokens: TokenStore, ana: str, bo: str) -> None:
    record, clear = await tokens.create(ana, kind=TokenKind.API, name="", lifetime=None)
    assert await tokens.authenticate(clear, kinds=API)
    assert not await tokens.revoke(record.id, person_id=bo)
    assert await tokens.authenticate(clear, kinds=API)
    assert await tokens.revoke(record.id, person_id=ana)
    assert await tokens.authenticate(clear, kinds=API) is None
    assert not await tokens.revoke(record.id)
    assert not await tokens.revoke("unknown")


async def test_hot_use_asks_the_database_once(tokens: TokenStore, database: Database, clock: Clock, ana: str) -> None:
    record, clear = await tokens.create(ana, kind=TokenKind.API, name="", lifetime=None)
    await tokens.authenticate(clear, kinds=API)
    await set_name(database, record.id, "renamed")
    known = await tokens.authenticate(clear, kinds=API)
    assert known
    assert known.name == ""
    clock.advance(seconds=5)
    fresh = await tokens.authenticate(clear, kinds=API)
    assert fresh
    assert fresh.name == "renamed"


async def test_revoked_elsewhere_is_refused_within_five_seconds(
    tokens: TokenStore, database: Database, clock: Clock, ana: str
) -> None:
    record, clear = await tokens.create(ana, kind=TokenKind.API, name="", lifetime=None)
    assert await tokens.authenticate(clear, kinds=API)
    await TokenStore(database, clock=clock).revoke(record.id)
    clock.advance(seconds=5)
    assert await tokens.authenticate(clear, kinds=API) is None


async def test_revocation_during_a_look_up_is_not_cached_away(
    tokens: TokenStore, clock: Clock, ana: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, clear = await tokens.create(ana, kind=TokenKind.API, name="", lifetime=None)
    note = tokens._note_use

    async def revoke_meanwhile(found: object) -> object:
        await tokens.revoke(record.id)
        return await note(record)

    with monkeypatch.context() as patch:
        patch.setattr(tokens, "_note_use", revoke_meanwhile)
        assert await tokens.authenticate(clear, kinds=API)
    assert await tokens.authenticate(clear, kinds=API) is None


async def test_use_is_noted_once_a_minute(tokens: TokenStore, clock: Clock, ana: str) -> None:
    _, clear = await tokens.create(ana, kind=TokenKind.API, name="", lifetime=None)
    first = clock()
    seen = set()
    for _ in range(12):
        await tokens.authenticate(clear, kinds=API)
        [record] = await tokens.list(ana)
        seen.add(record.used_at)
        clock.advance(seconds=10)
    assert seen == {first, first + timedelta(minutes=1)}


async def test_the_cache_stays_small(tokens: TokenStore, ana: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.storage.tokens._CACHED_TOKENS", 2)
    for _ in range(5):
        _, clear = await tokens.create(ana, kind=TokenKind.API, name="", lifetime=None)
        assert await tokens.authenticate(clear, kinds=API)
        assert len(tokens._known) <= 2


async def test_one_of_racing_consumers_wins(tokens: TokenStore, database: Database, clock: Clock, ana: str) -> None:
    _, clear = await tokens.create(ana, kind=TokenKind.SIGNIN, name="", lifetime=timedelta(minutes=10))
    assert await tokens.consume(clear, kind=TokenKind.SESSION) is None
    other = TokenStore(database, clock=clock)
    results = await asyncio.gather(*(store.consume(clear, kind=TokenKind.SIGNIN) for store in (tokens, other) * 4))
    [winner] = [result for result in results if result]
    assert winner.person_id == ana
    assert winner.used_at == clock()
    assert await tokens.authenticate(clear, kinds=frozenset(TokenKind)) is None


async def test_expired_sign_in_cannot_be_consumed(tokens: TokenStore, clock: Clock, ana: str) -> None:
    _, clear = await tokens.create(ana, kind=TokenKind.SIGNIN, name="", lifetime=timedelta(minutes=10))
    clock.advance(minutes=10)
    assert await tokens.consume(clear, kind=TokenKind.SIGNIN) is None


async def test_rotation_overlaps(tokens: TokenStore, clock: Clock, ana: str) -> None:
    old, old_clear = await tokens.create(
        ana, kind=TokenKind.API, name="flow", scopes=["read"], lifetime=timedelta(days=30)
    )
    assert await tokens.authenticate(old_clear, kinds=API)
    clock.advance(days=10)
    new, new_clear = await tokens.rotate(old.id, overlap=timedelta(hours=1))
    assert (new.name, new.scopes, new.expires_at) == ("flow", ("read",), clock() + timedelta(days=30))
    assert await tokens.authenticate(old_clear, kinds=API)
    assert await tokens.authenticate(new_clear, kinds=API)
    clock.advance(hours=1)
    assert await tokens.authenticate(old_clear, kinds=API) is None
    assert await tokens.authenticate(new_clear, kinds=API)
    with pytest.raises(RecordNotFound):
        await tokens.rotate(old.id, overlap=timedelta(hours=1))
    assert [record.id for record in await tokens.list(ana)] == [new.id, old.id]


async def test_rotation_never_prolongs_the_old_one(tokens: TokenStore, ana: str) -> None:
    old, _ = await tokens.create(ana, kind=TokenKind.API, name="", lifetime=timedelta(minutes=5))
    await tokens.rotate(old.id, overlap=timedelta(days=1))
    assert old.expires_at in {record.expires_at for record in await tokens.list(ana) if record.id == old.id}


async def test_rotation_without_overlap_or_lifetime(tokens: TokenStore, ana: str) -> None:
    old, old_clear = await tokens.create(ana, kind=TokenKind.API, name="", lifetime=None)
    new, new_clear = await tokens.rotate(old.id, overlap=timedelta())
    assert new.expires_at is None
    assert await tokens.authenticate(old_clear, kinds=API) is None
    assert await tokens.authenticate(new_clear, kinds=API)


async def set_name(database: Database, token_id: str, name: str) -> None:
    async with database.write() as connection:
        await connection.execute(update(TokenRow).where(TokenRow.id == token_id).values(name=name))
