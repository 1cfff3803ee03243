"""Days and hours of people all over the world: over midnight, and over changes of the clocks.

Subclass `ZoneContract` with its `calendar`, an empty one of somebody who lives in `zone` (a fixture of the contract,
which the calendar's may ask for).
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import Busy, EventDraft
from threadline.calendar.port import Calendar
from threadline.testing.calendar_contract import primary

CHANGES = {
    "Australia/Sydney": date(2026, 4, 5),
    "America/New_York": date(2026, 3, 8),
    "Asia/Kolkata": date(2026, 3, 10),
    "Europe/Vienna": date(2026, 3, 29),
}
"""A day on which the clocks change in each zone; in India they never do."""
_DAY = timedelta(days=1)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))


class ZoneContract:
    """The tests."""

    @pytest.fixture(params=list(CHANGES))
    def zone(self, request: pytest.FixtureRequest) -> str:
        """Where the calendar's owner lives."""
        name: Any = request.param
        return str(name)

    async def test_a_day_off_is_the_persons_own_day(self, calendar: Calendar, zone: str) -> None:
        home, day = await primary(calendar), CHANGES[zone]
        await calendar.create(home, EventDraft.of_dates("Off", day, day, zone), "key-1")
        around = _midnight(day - _DAY, zone), _midnight(day + 2 * _DAY, zone)
        (answer,) = await calendar.busy([home], *around)
        assert answer.busy == (Busy(_midnight(day, zone), _midnight(day + _DAY, zone)),)
        assert not await calendar.events(home, around[0], _midnight(day, zone))
        assert not await calendar.events(home, _midnight(day + _DAY, zone), around[1])

    async def test_what_goes_over_midnight_is_on_both_days(self, calendar: Calendar, zone: str) -> None:
        home, midnight = await primary(calendar), _midnight(CHANGES[zone], zone)
        start, end = midnight - timedelta(hours=1), midnight + timedelta(minutes=30)
        event = await calendar.create(home, EventDraft("Late", start, end, zone), "key-1")
        for low, high in ((midnight - _DAY, midnight), (midnight, midnight + _DAY)):
            assert [each.id for each in await calendar.events(home, low, high)] == [event.id]
        assert (event.draft.start, event.draft.end) == (start, end)

    async def test_a_series_keeps_its_hour_when_the_clocks_change(self, calendar: Calendar, zone: str) -> None:
        home, there, day = await primary(calendar), ZoneInfo(zone), CHANGES[zone]
        start = datetime.combine(day - 2 * _DAY, time(9, 30), there)
        draft = EventDraft("Daily", start, start + timedelta(minutes=45), zone, rrule="FREQ=DAILY;COUNT=5")
        await calendar.create(home, draft, "key-1")
        found = await calendar.events(home, start - _DAY, start + 7 * _DAY)
        assert [each.draft.start.astimezone(there).time() for each in found] == [time(9, 30)] * 5
        assert {each.draft.duration for each in found} == {timedelta(minutes=45)}
        hours = {each.draft.start.astimezone(UTC).time() for each in found}
        assert len(hours) == (1 if zone == "Asia/Kolkata" else 2)

    async def test_days_off_in_a_row_stay_days_when_the_clocks_change(self, calendar: Calendar, zone: str) -> None:
        home, day = await primary(calendar), CHANGES[zone]
        await calendar.create(home, EventDraft.of_dates("Trip", day - _DAY, day + _DAY, zone), "key-1")
        first, after = _midnight(day - _DAY, zone), _midnight(day + 2 * _DAY, zone)
        (event,) = await calendar.events(home, first, after)
        assert event.draft.dates == (day - _DAY, day + _DAY)
        assert (event.draft.start, event.draft.end) == (first, after)
