"""What a person's calendars hold. A calendar that does not answer is unknown, never empty."""

from datetime import datetime, timedelta

from tests.unit.core.calendars.scene import ANA, DOWN, NOW, VIENNA, at
from threadline.calendar.memory import MemoryCalendar
from threadline.calendar.port import CalendarDenied
from threadline.core.calendars.agenda import Agenda


async def test_events_of_all_calendars_are_told_in_order(
    agenda: Agenda, work: MemoryCalendar, home: MemoryCalendar
) -> None:
    await work.create("team", at(6, 15, title="Team"), "1")
    await home.create("default", at(6, 9, title="Home"), "2")
    await work.create("default", at(6, 12, title="Work"), "3")
    events, unknown = await agenda.events(ANA, NOW, NOW + timedelta(days=3))
    assert [event.draft.title for event in events] == ["Home", "Work", "Team"]
    assert unknown == []


async def test_calendars_that_cannot_be_read_are_named(
    agenda: Agenda, work: MemoryCalendar, home: MemoryCalendar
) -> None:
    work.fail("events", DOWN)
    home.fail("calendars", CalendarDenied("revoked"))
    _, unknown = await agenda.events(ANA, NOW, NOW + timedelta(days=3))
    assert unknown == ["Work", "second"]


async def test_free_times_leave_out_what_is_busy_anywhere(
    agenda: Agenda, work: MemoryCalendar, home: MemoryCalendar
) -> None:
    await work.create("default", at(6, 9, hours=3), "1")
    await home.create("default", at(6, 12, hours=4), "2")
    start = datetime(2026, 3, 6, tzinfo=VIENNA)
    slots = await agenda.free_slots(ANA, start=start, end=start + timedelta(days=1), length=timedelta(hours=1), limit=1)
    assert [(slot.start.hour, slot.unknown) for slot in slots] == [(16, ())]


async def test_free_times_name_whom_nobody_knows(agenda: Agenda, work: MemoryCalendar) -> None:
    work.fail("busy", DOWN)
    start = datetime(2026, 3, 6, tzinfo=VIENNA)
    [slot] = await agenda.free_slots(
        ANA, start=start, end=start + timedelta(days=1), length=timedelta(hours=1), limit=1
    )
    assert slot.unknown == ("Ana",)
