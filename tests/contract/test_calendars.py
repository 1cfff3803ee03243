"""The calendars that need nothing from outside, against the contract."""

import pytest

pytest.register_assert_rewrite("threadline.testing.calendar_contract")

from threadline.calendar.builtin import BuiltinCalendar  # noqa: E402
from threadline.calendar.memory import MemoryCalendar, MemoryEventRows  # noqa: E402
from threadline.calendar.port import Calendar  # noqa: E402
from threadline.testing.calendar_contract import CalendarContract  # noqa: E402


@pytest.fixture
def rows() -> MemoryEventRows:
    return MemoryEventRows()


class TestBuiltinCalendar(CalendarContract):
    @pytest.fixture
    def calendar(self, rows: MemoryEventRows) -> Calendar:
        return BuiltinCalendar(rows, "ana")

    @pytest.fixture
    def stranger(self, rows: MemoryEventRows) -> Calendar:
        return BuiltinCalendar(rows, "bo")


class TestMemoryCalendar(CalendarContract):
    @pytest.fixture
    def calendar(self, rows: MemoryEventRows) -> Calendar:
        return MemoryCalendar("ana", rows=rows)

    @pytest.fixture
    def stranger(self, rows: MemoryEventRows) -> Calendar:
        return MemoryCalendar("bo", rows=rows)
