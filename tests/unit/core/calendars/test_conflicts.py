"""What an event would collide with."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.support.calendars import calendars_of
from threadline.calendar.event import EventDraft
from threadline.calendar.memory import MemoryCalendar
from threadline.calendar.port import CalendarInfo, CalendarUnavailable
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.conflicts import collisions_of
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Conflict

ZONE = "Europe/Vienna"
VIENNA = ZoneInfo(ZONE)
ANA = Person("p1", "Ana", "ana@example.com", ZONE)
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
DOWN = CalendarUnavailable("down")


def at(day: int, hour: int = 9, hours: float = 1, title: str = "Review", rrule: str | None = None) -> EventDraft:
    start = datetime(2026, 3, day, hour, tzinfo=VIENNA)
    return EventDraft(title, start, start + timedelta(hours=hours), ZONE, rrule=rrule)


class Second(MemoryCalendar):
    name = "second"


@pytest.fixture
def work() -> MemoryCalendar:
    return MemoryCalendar(calendars=(CalendarInfo("default", "Work", primary=True), CalendarInfo("team", "Team")))


@pytest.fixture
def home() -> MemoryCalendar:
    return Second()


@pytest.fixture
def agenda(work: MemoryCalendar, home: MemoryCalendar) -> Agenda:
    return Agenda(calendars_of(work, home))


async def test_what_stands_at_a_time_collides_and_what_touches_it_does_not(
    agenda: Agenda, work: MemoryCalendar
) -> None:
    for hour, title in ((8, "Before"), (9, "Same"), (10, "After")):
        await work.create("default", at(6, hour, title=title), title)
    found = await collisions_of(agenda, ANA, at(6, 9))
    assert found.conflicts == (Conflict("Same", at(6, 9).start, at(6, 9).end),)
    assert not found.clear
    assert (await collisions_of(agenda, ANA, at(9, 9))).clear


async def test_an_unknown_calendar_is_not_clear(agenda: Agenda, work: MemoryCalendar) -> None:
    work.fail("events", DOWN)
    found = await collisions_of(agenda, ANA, at(6))
    assert (found.conflicts, found.unknown, found.clear) == ((), ("Work",), False)


async def test_a_later_occurrence_collides_too(agenda: Agenda, work: MemoryCalendar) -> None:
    await work.create("default", at(20, 9, title="Later"), "1")
    await work.create("default", at(19, 9, title="Other day"), "2")
    found = await collisions_of(agenda, ANA, at(6, 9, rrule="FREQ=WEEKLY"))
    assert [conflict.title for conflict in found.conflicts] == ["Later"]


async def test_an_event_does_not_collide_with_itself(agenda: Agenda, work: MemoryCalendar) -> None:
    await work.create("default", at(6), "mine")
    assert (await collisions_of(agenda, ANA, at(6), besides="mine")).clear
    assert not (await collisions_of(agenda, ANA, at(6), besides="other")).clear
