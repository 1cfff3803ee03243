import asyncio
import typing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.clock import Clock
from threadline.calendar import rows as port
from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordNotFound
from threadline.storage.events import EventColumns, StoredEventRows

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def columns(start: datetime = NOON, *, title: str = "Review") -> EventColumns:
    return EventColumns(
        sequence=0,
        title=title,
        start=start,
        end=start + timedelta(hours=1),
        until=start + timedelta(hours=1),
        zone="Europe/Berlin",
        all_day=False,
        location=None,
        description=None,
        rrule=None,
        excluded="[]",
        attendees="[]",
        private=False,
        transparent=False,
        reminders=None,
        tentative=False,
        organizer=None,
        uid=None,
    )


@pytest.fixture
def rows(database: Database, clock: Clock) -> StoredEventRows:
    return StoredEventRows(database, clock=clock)


def test_satisfies_the_port_of_the_calendar(rows: StoredEventRows) -> None:
    satisfied: port.EventRows = rows
    assert satisfied is rows
    assert typing.get_type_hints(EventColumns) == typing.get_type_hints(port.EventColumns)


async def test_insert_answers_what_was_stored(rows: StoredEventRows, ana: str) -> None:
    stored = await rows.insert(ana, "e1", "default", "k1", **columns())
    assert (stored.id, stored.calendar_id, stored.key, stored.version, stored.deleted) == (
        "e1",
        "default",
        "k1",
        1,
        False,
    )
    assert {name: getattr(stored, name) for name in EventColumns.__annotations__} == columns()
    assert stored.start.tzinfo is UTC
    assert await rows.get(ana, "e1") == stored
    assert await rows.get(ana, "e2") is None


async def test_known_id_or_key_answers_the_row_there_is(rows: StoredEventRows, ana: str, bo: str) -> None:
    stored = await rows.insert(ana, "e1", "default", "k1", **columns())
    assert await rows.insert(ana, "e1", "default", "k1", **columns(title="Other")) == stored
    assert await rows.insert(ana, "e2", "work", "k1", **columns(title="Other")) == stored
    assert (await rows.insert(bo, "e1", "default", "k1", **columns())).change == 1
    assert await rows.remove(ana, "e1", None)
    gone = await rows.insert(ana, "e1", "default", "k1", **columns())
    assert (gone.deleted, gone.version, gone.change) == (True, 2, 2)


async def test_one_key_booked_by_many_at_once_is_one_event(rows: StoredEventRows, ana: str) -> None:
    made = await asyncio.gather(*(rows.insert(ana, "e1", "default", "k1", **columns()) for _ in range(8)))
    assert set(made) == {await rows.get(ana, "e1")}
    assert made[0].change == 1


async def test_replace_swaps_only_the_version_it_knows(rows: StoredEventRows, ana: str, bo: str) -> None:
    stored = await rows.insert(ana, "e1", "default", "k1", **columns())
    assert await rows.replace(bo, "e1", 1, **columns()) is None
    assert await rows.replace(ana, "e1", 2, **columns()) is None
    changed = await rows.replace(ana, "e1", 1, **columns(title="Moved"))
    assert changed == replace(stored, version=2, change=2, title="Moved")
    assert await rows.replace(ana, "e1", 1, **columns()) is None
    assert await rows.get(ana, "e1") == changed
    results = await asyncio.gather(*(rows.replace(ana, "e1", 2, **columns(title=str(number))) for number in range(6)))
    assert [result is not None for result in results].count(True) == 1


async def test_remove(rows: StoredEventRows, ana: str) -> None:
    await rows.insert(ana, "e1", "default", "k1", **columns())
    for version in (2, 0, -1, 2**31, 10**18):
        assert not await rows.remove(ana, "e1", version)
    assert await rows.remove(ana, "e1", 1)
    assert not await rows.remove(ana, "e1", None)
    assert not await rows.remove(ana, "unknown", None)
    assert await rows.replace(ana, "e1", 2, **columns()) is None
    row = await rows.get(ana, "e1")
    assert row
    assert (row.deleted, row.version, row.change) == (True, 2, 2)


async def test_overlapping_is_half_open(rows: StoredEventRows, ana: str) -> None:
    hour = timedelta(hours=1)
    await rows.insert(ana, "late", "default", "k1", **columns(NOON + hour))
    await rows.insert(ana, "early", "default", "k2", **columns(NOON))
    forever = columns(NOON - 48 * hour)
    forever["until"] = None
    await rows.insert(ana, "forever", "default", "k3", **forever)
    await rows.insert(ana, "other", "work", "k4", **columns(NOON))
    await rows.insert(ana, "gone", "default", "k5", **columns(NOON))
    await rows.remove(ana, "gone", None)

    async def found(time_min: datetime, time_max: datetime) -> list[str]:
        return [row.id for row in await rows.overlapping(ana, "default", time_min, time_max)]

    assert await found(NOON, NOON + 2 * hour) == ["forever", "early", "late"]
    assert await found(NOON + hour, NOON + 2 * hour) == ["forever", "late"]
    assert await found(NOON - hour, NOON) == ["forever"]
    assert await found(NOON - 50 * hour, NOON - 48 * hour) == []


async def test_changes_come_in_order_and_once(rows: StoredEventRows, ana: str, bo: str) -> None:
    await rows.insert(ana, "e1", "default", "k1", **columns())
    await rows.insert(bo, "x", "default", "k1", **columns())
    await rows.insert(ana, "e2", "default", "k2", **columns())
    await rows.insert(ana, "e3", "work", "k3", **columns())
    await rows.replace(ana, "e1", 1, **columns(title="Moved"))
    await rows.remove(ana, "e2", 1)
    changed = await rows.changed_since(ana, "default", 0)
    assert [(row.id, row.change, row.deleted) for row in changed] == [("e1", 4, False), ("e2", 5, True)]
    assert [row.id for row in await rows.changed_since(ana, "default", 4)] == ["e2"]
    assert await rows.changed_since(ana, "default", 10**18 - 1) == []


async def test_numbers_of_racing_changes_are_distinct_and_complete(database: Database, ana: str) -> None:
    stores = [StoredEventRows(database) for _ in range(2)]
    inserts = (
        stores[number % 2].insert(ana, f"e{number}", "default", f"k{number}", **columns()) for number in range(20)
    )
    stored = await asyncio.gather(*inserts)
    assert sorted(row.change for row in stored) == list(range(1, 21))


async def test_unknown_owner(rows: StoredEventRows) -> None:
    with pytest.raises(RecordNotFound, match="no person nobody"):
        await rows.insert("nobody", "e1", "default", "k1", **columns())
