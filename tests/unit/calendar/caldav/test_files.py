"""Files of a CalDAV server that another program wrote."""

from datetime import UTC, datetime

import pytest

from threadline.calendar.caldav.files import events_of, without_occurrence
from threadline.calendar.port import (
    CalendarError,
    CalendarUnavailable,
    EventNotFound,
)

MARCH, APRIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)


class TestFiles:
    """Files that another program wrote."""

    @pytest.mark.parametrize("data", ["", "no calendar", "BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n"])
    def test_that_are_none_are_unavailable(self, data: str) -> None:
        with pytest.raises(CalendarError):
            events_of(data, "UTC")
        with pytest.raises(CalendarUnavailable):
            without_occurrence(data, MARCH, home="UTC", now=MARCH)

    def test_without_an_event_have_none(self) -> None:
        data = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"
        assert list(events_of(data, "UTC")) == []
        with pytest.raises(EventNotFound):
            without_occurrence(data, MARCH, home="UTC", now=MARCH)

    def test_floating_series_lose_a_floating_occurrence(self) -> None:
        data = (
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260310T090000\r\n"
            "DTEND:20260310T100000\r\nRRULE:FREQ=DAILY;COUNT=2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        start = datetime(2026, 3, 11, 8, tzinfo=UTC)
        changed = without_occurrence(data, start, home="Europe/Vienna", now=MARCH)
        assert changed is not None
        assert "EXDATE:20260311T090000" in changed
        [event] = events_of(changed, "Europe/Vienna")
        assert event.draft.excluded == (start,)
        assert without_occurrence(changed, start, home="Europe/Vienna", now=MARCH) is None
