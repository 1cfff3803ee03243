"""The generated VTIMEZONEs, read by dateutil, against the zone database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical

from threadline.calendar.vtimezone import vtimezone

ZONES = (
    "Europe/Vienna",
    "Europe/Dublin",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Jerusalem",
    "Asia/Gaza",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Apia",
)


def read(zone: str, first_year: int, last_year: int) -> str:
    text: str = vtimezone(zone, first_year, last_year).to_ical().decode()
    return text


def around_changes(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[datetime]:
    """Wall-clock times: one each month, and the last and first unambiguous minutes around each change."""
    hour = datetime(first_year, 1, 1, 0, tzinfo=UTC) + timedelta(days=1)
    while hour.year <= last_year:
        local = hour.astimezone(zone)
        if local.day == 15 and local.hour == 12:
            yield local.replace(tzinfo=None)
        following = hour + timedelta(hours=3)
        if following.astimezone(zone).utcoffset() != local.utcoffset():
            for minutes in range(-120, 301, 5):
                near = (hour + timedelta(minutes=minutes)).astimezone(zone)
                if near.utcoffset() == near.replace(fold=1 - near.fold).utcoffset():
                    yield near.replace(tzinfo=None)
        hour = following


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("first_year", "last_year"), [(2025, 2050), (2004, 2031)])
def test_the_clock_is_that_of_the_zone(zone: str, first_year: int, last_year: int) -> None:
    written = tzical(StringIO(read(zone, first_year, last_year))).get()
    assert written is not None
    real = ZoneInfo(zone)
    for wall in around_changes(real, first_year, last_year):
        assert written.utcoffset(wall) == wall.replace(tzinfo=real).utcoffset(), wall


@pytest.mark.parametrize("zone", ["Europe/Vienna", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe"])
def test_a_yearly_pattern_is_a_rule_without_end(zone: str) -> None:
    text = read(zone, 2025, 2050)
    assert text.count("RRULE") == 2
    assert "RDATE" not in text


def test_the_onset_is_the_wall_clock_before_the_change() -> None:
    text = read("Europe/Vienna", 2026, 2050)
    daylight = text[text.index("BEGIN:DAYLIGHT") : text.index("END:DAYLIGHT")]
    assert "DTSTART:20260329T020000" in daylight
    assert "BYDAY=-1SU" in daylight
    assert "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in daylight


def test_changes_before_the_pattern_are_listed() -> None:
    text = read("America/New_York", 2004, 2031)
    assert "DTSTART:20040404T020000\r\nRDATE:20050403T020000\r\nRDATE:20060402T020000" in text
    assert "DTSTART:20070311T020000\r\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3" in text


def test_changes_without_a_pattern_are_listed() -> None:
    assert "RRULE" not in read("Africa/Casablanca", 2025, 2040)


def test_a_zone_without_changes_has_one_observance() -> None:
    assert read("Asia/Kolkata", 2025, 2050).count("TZOFFSETTO:+0530") == 1
