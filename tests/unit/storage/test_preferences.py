import pytest

from tests.support.clock import Clock
from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordNotFound
from threadline.storage.preferences import PreferenceRecord, PreferenceStore


@pytest.fixture
def preferences(database: Database, clock: Clock) -> PreferenceStore:
    return PreferenceStore(database, clock=clock)


async def test_set_change_and_unset(preferences: PreferenceStore, clock: Clock, ana: str, bo: str) -> None:
    await preferences.put(ana, "theme", value="dark", category="ui")
    clock.advance(minutes=1)
    theme = await preferences.put(ana, "theme", value="light", category="ui")
    language = await preferences.put(ana, "language", value="de")
    assert theme == PreferenceRecord("theme", "light", "ui", clock())
    assert await preferences.get(ana, "theme") == theme
    assert await preferences.list(ana) == [language, theme]
    assert await preferences.list(bo) == []
    assert not await preferences.delete(bo, "theme")
    assert await preferences.delete(ana, "theme")
    assert not await preferences.delete(ana, "theme")
    assert await preferences.get(ana, "theme") is None


async def test_unknown_person(preferences: PreferenceStore) -> None:
    with pytest.raises(RecordNotFound):
        await preferences.put("nobody", "theme", value="dark")
