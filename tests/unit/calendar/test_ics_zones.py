"""Zones that a file defines itself."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threadline.calendar.ics_zones import DefinedZone, defined_zone
from threadline.calendar.vtimezone import vtimezone

HOME = "Europe/Vienna"
ZONES = ("Europe/Vienna", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "America/Sao_Paulo", "Africa/Cairo")


def written(zone: str, first_year: int = 2024, last_year: int = 2036) -> str:
    lines: bytes = vtimezone(zone, first_year, last_year).to_ical()
    return lines.decode().replace(f"TZID:{zone}", "TZID:Somewhere")


def observance(kind: str, start: str, before: str, after: str, *lines: str) -> str:
    body = (f"DTSTART:{start}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", *lines)
    return "\r\n".join((f"BEGIN:{kind}", *body, f"END:{kind}"))


def zone_of(*observances: str, home: str = HOME) -> str | DefinedZone | None:
    return defined_zone("\r\n".join(("BEGIN:VTIMEZONE", "TZID:X", *observances, "END:VTIMEZONE", "")), home)


@pytest.mark.parametrize("zone", ZONES)
def test_a_definition_is_known_by_its_clock(zone: str) -> None:
    found = defined_zone(written(zone), HOME)
    assert isinstance(found, str)
    for month in range(1, 13):
        moment = datetime(2027, month, 15, 12, tzinfo=UTC)
        assert moment.astimezone(ZoneInfo(found)).utcoffset() == moment.astimezone(ZoneInfo(zone)).utcoffset()


def test_the_readers_own_zone_goes_before_others_with_the_same_clock() -> None:
    assert defined_zone(written("Europe/Berlin"), "Europe/Oslo") == "Europe/Oslo"


def test_rules_since_1601_are_followed_from_where_they_matter() -> None:
    found = zone_of(
        observance("STANDARD", "16011028T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
        observance("DAYLIGHT", "16010325T020000", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
    )
    assert found == HOME


def test_a_clock_that_no_place_has_is_its_own_zone() -> None:
    found = zone_of(observance("STANDARD", "20200101T000000", "+0117", "+0117"))
    assert isinstance(found, DefinedZone)
    assert datetime(2027, 1, 1, 12, tzinfo=found).astimezone(UTC) == datetime(2027, 1, 1, 10, 43, tzinfo=UTC)


def test_a_skipped_hour_is_read_with_the_offset_before_it_and_a_double_one_is_the_first() -> None:
    zone = zone_of(
        observance("STANDARD", "20201025T030000", "+0230", "+0130", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
        observance("DAYLIGHT", "20200329T020000", "+0130", "+0230", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
    )
    assert isinstance(zone, DefinedZone)
    assert datetime(2027, 3, 28, 2, 30, tzinfo=zone).utcoffset() == timedelta(hours=1, minutes=30)
    assert datetime(2027, 3, 28, 3, 0, tzinfo=zone).utcoffset() == timedelta(hours=2, minutes=30)
    assert datetime(2027, 10, 31, 2, 30, tzinfo=zone).utcoffset() == timedelta(hours=2, minutes=30)


LINES = st.sampled_from(
    (
        observance("STANDARD", "20201025T030000", "+0200", "+0100"),
        observance("DAYLIGHT", "x", "+0100", "+0200"),
        observance("DAYLIGHT", "20200329T020000", "", "+0200", "RRULE:FREQ=SECONDLY"),
        observance("STANDARD", "20200329T020000", "+2500", "-9900", "RRULE:FREQ=YEARLY;UNTIL=1"),
        observance("STANDARD", "00010101T000000", "+0100", "+0100", "RDATE:20210101T000000,x"),
        observance("STANDARD", "99991231T235959", "-0100", "-0100", "RRULE:FREQ=DAILY"),
        "BEGIN:STANDARD",
        "END:STANDARD",
        "DTSTART:20200101",
        "RDATE;VALUE=PERIOD:20260324T090000Z/PT1H",
    )
)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=6))
def test_any_lines_define_a_zone_or_none(lines: list[str]) -> None:
    found = zone_of(*lines)
    if isinstance(found, DefinedZone):
        assert datetime(2027, 5, 1, tzinfo=found).utcoffset() is not None
