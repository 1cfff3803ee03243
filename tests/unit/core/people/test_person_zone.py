"""The zone and the language of a person."""

from threadline.core.domain.message import Author
from threadline.core.people.directory import People
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore
from threadline.storage.preferences import PreferenceStore


async def test_what_was_chosen_goes_before_what_was_told(database: Database) -> None:
    people, preferences = People(PersonStore(database), default_zone="Europe/Vienna"), PreferenceStore(database)
    ana = await people.recognise("slack", Author("U1", "Ana", zone="America/New_York"))
    told = await people.get(ana)
    assert (told.zone, told.language) == ("America/New_York", None)
    await preferences.put(ana, "timezone", value="Asia/Tokyo")
    assert (await people.get(ana)).zone == "Asia/Tokyo"
    await preferences.put(ana, "language", value="ja")
    chosen = await people.get(ana)
    assert (chosen.zone, chosen.language) == ("Asia/Tokyo", "ja")
    await preferences.delete(ana, "timezone")
    assert (await people.get(ana)).zone == "America/New_York"
