"""The calendars that need nothing from outside, against the contract."""

import pytest

from threadline.calendar.builtin import BuiltinCalendar
from threadline.calendar.memory import MemoryCalendar, MemoryEventRows
from threadline.calendar.port import Calendar
from threadline.testing.calendar_contract import CalendarContract
from threadline.testing.identity_contract import IdentityContract
from threadline.testing.zone_contract import ZoneContract


@pytest.fixture
def rows() -> MemoryEventRows:
    return MemoryEventRows()


class TestBuiltinCalendar(CalendarContract, IdentityContract, ZoneContract):
    @pytest.fixture
    def calendar(self, rows: MemoryEventRows) -> Calendar:
        return BuiltinCalendar(rows, "ana")

    @pytest.fixture
    def stranger(self, rows: MemoryEventRows) -> Calendar:
        return BuiltinCalendar(rows, "bo")


class TestMemoryCalendar(CalendarContract, IdentityContract, ZoneContract):
    @pytest.fixture
    def calendar(self, rows: MemoryEventRows) -> Calendar:
        return MemoryCalendar("ana", rows=rows)

    @pytest.fixture
    def stranger(self, rows: MemoryEventRows) -> Calendar:
        return MemoryCalendar("bo", rows=rows)
