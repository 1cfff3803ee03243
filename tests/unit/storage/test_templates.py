import asyncio

import pytest

from tests.support.clock import Clock
from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordChanged, RecordNotFound
from threadline.storage.templates import TemplateRecord, TemplateStore


@pytest.fixture
def templates(database: Database, clock: Clock) -> TemplateStore:
    return TemplateStore(database, clock=clock)


async def test_each_change_is_a_version(templates: TemplateStore, clock: Clock, ana: str, bo: str) -> None:
    first = await templates.put(ana, "notes", body="1", expected=0)
    assert first == TemplateRecord(ana, "notes", 1, "1", False, clock())
    clock.advance(minutes=1)
    second = await templates.put(ana, "notes", body="2", expected=1)
    assert second.version == 2
    assert await templates.get(ana, "notes") == second
    assert await templates.get(ana, "notes", version=1) == first
    assert await templates.get(ana, "notes", version=3) is None
    assert await templates.get(bo, "notes") is None
    assert await templates.history(ana, "notes") == [second, first]


async def test_change_of_an_old_version_is_refused(templates: TemplateStore, ana: str) -> None:
    await templates.put(ana, "notes", body="1")
    await templates.put(ana, "notes", body="2")
    for expected in (0, 1, 3):
        with pytest.raises(RecordChanged, match=f"has version 2, not {expected}"):
            await templates.put(ana, "notes", body="3", expected=expected)
    assert len(await templates.history(ana, "notes")) == 2


async def test_of_racing_changes_one_wins(templates: TemplateStore, ana: str) -> None:
    await templates.put(ana, "notes", body="1")
    changes = (templates.put(ana, "notes", body=str(number), expected=1) for number in range(6))
    results = await asyncio.gather(*changes, return_exceptions=True)
    [winner] = [result for result in results if isinstance(result, TemplateRecord)]
    assert await templates.get(ana, "notes") == winner
    assert sum(isinstance(result, RecordChanged) for result in results) == 5


async def test_racing_changes_without_a_condition_all_count(templates: TemplateStore, ana: str) -> None:
    await asyncio.gather(*(templates.put(ana, "notes", body=str(number)) for number in range(6)))
    assert [record.version for record in await templates.history(ana, "notes")] == [6, 5, 4, 3, 2, 1]


async def test_deleted_template_goes_on_counting(templates: TemplateStore, ana: str) -> None:
    first = await templates.put(ana, "notes", body="1")
    assert await templates.delete(ana, "notes")
    assert not await templates.delete(ana, "notes")
    assert not await templates.delete(ana, "other")
    assert await templates.get(ana, "notes") is None
    assert await templates.get(ana, "notes", version=2) is None
    assert await templates.get(ana, "notes", version=1) == first
    assert await templates.list(ana) == []
    with pytest.raises(RecordChanged):
        await templates.put(ana, "notes", body="again", expected=1)
    again = await templates.put(ana, "notes", body="again", expected=0)
    assert again.version == 3
    assert [record.deleted for record in await templates.history(ana, "notes")] == [False, True, False]


async def test_list_is_of_one_person_by_id(templates: TemplateStore, ana: str, bo: str) -> None:
    await templates.put(ana, "b", body="1")
    newest = await templates.put(ana, "b", body="2")
    other = await templates.put(ana, "a", body="1")
    for _ in range(3):
        await templates.put(bo, "b", body="bo's")
    assert await templates.list(ana) == [other, newest]


async def test_unknown_person(templates: TemplateStore) -> None:
    with pytest.raises(RecordNotFound, match="no person nobody"):
        await templates.put("nobody", "notes", body="1")
    assert await templates.list("nobody") == []
