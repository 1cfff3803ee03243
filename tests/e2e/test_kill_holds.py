"""Killed (-9) while times are held and let go: none is left over in the calendar, and none is there twice."""

import asyncio
import os
import random
from pathlib import Path

from sqlalchemy import select

from tests.e2e.kill.holding import ANA, LATER, ROUND
from tests.e2e.kill.victim import until, victim
from tests.support.oauth_calendars import consented
from threadline.core.appointments.holds import STILL_COMING
from threadline.simulator.google.platform import SCOPES, FakeGoogle
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.migrate import upgrade
from threadline.storage.persons import PersonStore
from threadline.storage.tables.holds import HeldOfferRow, HoldRow

KILLS = int(os.environ.get("THREADLINE_TEST_HOLD_KILLS", "6"))


async def test_of_held_times_none_is_left_over_and_none_is_there_twice(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "threadline.db").render_as_string()
    database, chance = Database(url), random.Random(20261201)
    await upgrade(database)
    await PersonStore(database).ensure(email=ANA, name="Ana", zone="Europe/Vienna")
    async with FakeGoogle() as google:
        credentials = await consented(google, ANA, SCOPES).load()
        assert credentials is not None
        calls = google.faults.calls
        interrupted = 0
        async with victim("tests.e2e.kill.holding", google.url, url, credentials, environment={}) as killed:
            for number in range(KILLS):
                seen = len(calls)
                await killed.start(**clock(number), **{ROUND: f"r{number}"})
                # After some of its requests: three make an offer, the next ones let go of it.
                enough = seen + 1 + number * 5 % 14
                await until(lambda enough=enough: len(calls) >= enough, lambda: len(calls), "nothing is asked")  # type: ignore[misc]
                await asyncio.sleep(chance.uniform(0.0, 0.02))
                await killed.kill()
                interrupted += bool(await unfinished(database))
            await killed.start(**clock(KILLS), **{ROUND: ""})
            await killed.gone()
            await killed.start(**clock(KILLS + 1), **{ROUND: ""})
            await killed.gone()
        wanted, over = await held(database)
        there = sorted(
            event["extendedProperties"]["private"]["threadlineKey"]
            for event in google.calendar(ANA).events.values()
            if event["status"] != "cancelled"
        )
    await database.close()
    print(f"{KILLS} kills, {interrupted} in the middle of something, {len(wanted)} wanted, {len(over)} let go")
    assert interrupted
    assert over
    assert there == sorted(wanted)


def clock(number: int) -> dict[str, str]:
    """Each process starts when nothing can come any more that the one before has asked for."""
    return {LATER: str(number * (STILL_COMING.total_seconds() + 60))}


async def unfinished(database: Database) -> int:
    """How many holds are asked for and not known to stand there, or wanted no more and not known to be gone."""
    async with database.read() as connection:
        over = HeldOfferRow.released_at.is_not(None)
        open_ends = HoldRow.gone_at.is_(None) & (HoldRow.placed_at.is_(None) | over)
        joined = select(HoldRow.id).join(HeldOfferRow, HeldOfferRow.id == HoldRow.offer_id).where(open_ends)
        return len((await connection.execute(joined)).all())


async def held(database: Database) -> tuple[set[str], set[str]]:
    """The holds that are wanted still, and those that were let go."""
    wanted, over = set[str](), set[str]()
    async with database.read() as connection:
        joined = select(HoldRow.id, HeldOfferRow.released_at).join(HeldOfferRow, HeldOfferRow.id == HoldRow.offer_id)
        for hold_id, released_at in await connection.execute(joined):
            (wanted if released_at is None else over).add(hold_id)
    return wanted, over
