"""Somebody with two calendars, one of them of another back end."""

import pytest

from tests.support.calendars import calendars_of
from threadline.calendar.memory import MemoryCalendar
from threadline.calendar.port import CalendarInfo
from threadline.core.calendars.agenda import Agenda


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
