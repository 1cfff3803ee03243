"""What an event would collide with."""

from tests.unit.core.calendars.scene import ANA, DOWN, at
from threadline.calendar.memory import MemoryCalendar
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.conflicts import collisions_of
from threadline.core.domain.proposal import Conflict


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
    assert (await collisions_of(agenda, ANA, at(6), besides=("mine",))).clear
    assert not (await collisions_of(agenda, ANA, at(6), besides=("other",))).clear
