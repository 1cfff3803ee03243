"""Who of several is busy when: a line each, and only what each one's sharing permits."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.unit.core.turns.engine_house import House
from threadline.calendar.event import EventDraft
from threadline.core.domain.message import Author, Person
from threadline.storage.persons import utc_now

pytestmark = pytest.mark.asyncio(loop_scope="module")
VIENNA = ZoneInfo("Europe/Vienna")
EVA, GIL, KIM = (
    Author(name.lower(), name=name, email=f"{name.lower()}@example.com", zone="Europe/Vienna")
    for name in ("Eva", "Gil", "Kim")
)


async def person_of(house: House, author: Author) -> Person:
    return await house.services.people.directory.ensure(author.email or "", name=author.name, zone="Europe/Vienna")


async def is_busy(house: House, author: Author, day: datetime, hour: int) -> None:
    person = await person_of(house, author)
    calendar, calendar_id = await house.services.calendars.registry.primary(person)
    start = day.replace(hour=hour)
    draft = EventDraft("Secret plan", start, start + timedelta(hours=1), "Europe/Vienna")
    await calendar.create(calendar_id, draft, f"{author.name}-{start}")


async def test_each_has_a_line_and_nothing_else_is_told(house: House) -> None:
    day = datetime.combine(utc_now().date() + timedelta(days=40), time(), VIENNA)
    for author in (EVA, GIL, KIM):
        await house.over(await house.receive("hello", author=author, shared=True))
    await is_busy(house, EVA, day, 10)
    kim = await person_of(house, KIM)
    await house.services.people.preferences.put(kim.id, "share_busy", value="false")
    asked = f"when are Eva, Gil, Kim and I busy on {day:%-d %B %Y}?"
    await house.over(await house.receive(asked, author=GIL, shared=True))
    told = "\n".join(house.model.requests[-1].facts)
    assert "**Eva**: busy 10:00–11:00" in told
    assert "**Gil**: free" in told
    assert "**Kim**: unknown" in told
    assert "Secret" not in told


async def test_everybody_here_is_meant_and_who_is_away_is_called_so(house: House) -> None:
    day = utc_now().date() + timedelta(days=41)
    for author in (EVA, GIL):
        await house.over(await house.receive("hello", author=author, shared=True))
    eva = await person_of(house, EVA)
    await house.services.people.preferences.put(eva.id, "out_of_office", value=day.isoformat())
    await house.over(await house.receive(f"Who is free on {day:%-d %B %Y}?", author=GIL, shared=True))
    told = "\n".join(house.model.requests[-1].facts)
    await house.services.people.preferences.delete(eva.id, "out_of_office")
    assert "**Eva**: away" in told
    assert "**Gil**: free" in told
