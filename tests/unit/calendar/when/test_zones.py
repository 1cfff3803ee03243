"""Zones behind clocks: which one is meant, what is doubted, and two clocks of one moment."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.unit.calendar.when.scenes import NEW_YORK, REFERENCE, first
from threadline.calendar.when import Policy, WarningCode, When, resolve

OFFSETS = [
    ("tomorrow 10am Eastern", "-05:00"),
    ("tomorrow 9am Tokyo", "+09:00"),
    ("tomorrow 8 PM Eastern Time", "-05:00"),
    ("tomorrow 9am London time", "+00:00"),
    ("tomorrow 11am Europe/Vienna", "+01:00"),
    ("tomorrow 3pm UTC+5:30", "+05:30"),
    ("tomorrow 3pm GMT+0545", "+05:45"),
    ("tomorrow 3pm UTC−3:30", "-03:30"),
    ("tomorrow 15:00 +02:00", "+02:00"),
    ("Thu, 19 Nov 2026 15:00:00 -0800", "-08:00"),
    ("tomorrow 3pm NPT", "+05:45"),
]


def codes(when: When) -> set[WarningCode]:
    return {caution.code for caution in when.warnings}


@pytest.mark.parametrize(("text", "offset"), OFFSETS)
def test_a_clock_is_read_in_the_zone_behind_it(text: str, offset: str) -> None:
    when = first(text)

    assert when.start is not None
    assert when.start.isoformat()[-6:] == offset
    assert not codes(when)


@pytest.mark.parametrize(
    "text", ["tomorrow 3pm XKT", "tomorrow 3pm Bo's time", "tomorrow at 3pm, their time", "tomorrow 3pm Narnia time"]
)
def test_a_zone_that_nobody_knows_is_doubted(text: str) -> None:
    when = first(text)

    assert when.start == datetime(2026, 11, 19, 15, tzinfo=NEW_YORK)
    assert codes(when) == {WarningCode.UNKNOWN_ZONE}


@pytest.mark.parametrize("owner", ["Bo", "Bo Lind", "bo@example.com"])
def test_the_clock_of_somebody_whose_zone_is_known_counts(owner: str) -> None:
    found = resolve("tomorrow 3pm Bo's time", REFERENCE, clocks={owner: ZoneInfo("Asia/Tokyo")})

    assert (found[0].zone, found[0].warnings) == ("Asia/Tokyo", ())


@pytest.mark.parametrize(
    "text", ["Dinner tomorrow at 7pm London pub", "call tomorrow at 3pm CHAT", "tomorrow 3pm my time"]
)
def test_words_that_are_no_zone_leave_the_clock_alone(text: str) -> None:
    when = first(text)

    assert (when.zone, codes(when)) == ("America/New_York", set())


@pytest.mark.parametrize(
    ("zone", "country", "read"),
    [
        ("Asia/Kolkata", None, "Asia/Kolkata"),
        ("Asia/Calcutta", None, "Asia/Kolkata"),
        ("Europe/Dublin", None, "Europe/Dublin"),
        ("Europe/Vienna", "IL", "Asia/Jerusalem"),
    ],
)
def test_an_abbreviation_is_the_zone_of_where_the_speaker_is(zone: str, country: str | None, read: str) -> None:
    summer = datetime(2026, 7, 14, 9, 0, tzinfo=ZoneInfo(zone))

    when = first("tomorrow 3pm IST", reference=summer, policy=Policy(country=country))

    assert WarningCode.AMBIGUOUS_ZONE not in codes(when) or read == "Asia/Jerusalem"
    assert when.zone in {read, "Etc/GMT-2"}


def test_elsewhere_the_other_zones_of_that_name_are_offered() -> None:
    when = first("tomorrow 3pm IST")

    offsets = {each.start.isoformat()[-6:] for each in when.alternatives if each.start}
    assert (when.zone, offsets, codes(when)) == (
        "Asia/Kolkata",
        {"+02:00", "+01:00"},
        {WarningCode.AMBIGUOUS_ZONE},
    )


def test_the_other_half_of_the_year_is_taken_by_its_letters_and_doubted() -> None:
    when = first("July 14 at 10am EST")

    assert when.start is not None
    assert when.start.isoformat() == "2027-07-14T10:00:00-05:00"
    assert [each.start.isoformat() for each in when.alternatives if each.start] == ["2027-07-14T10:00:00-04:00"]


def test_two_clocks_of_one_moment_are_one_time() -> None:
    found = resolve("Thursday 6pm London / 7pm Berlin", REFERENCE)

    assert [(when.zone, when.warnings) for when in found] == [("Europe/London", ())]


def test_two_clocks_that_disagree_are_doubted() -> None:
    when = first("tomorrow 3pm my time / 9am PT")

    assert codes(when) == {WarningCode.AMBIGUOUS_ZONE}
    assert when.alternatives[0].start == datetime(2026, 11, 19, 9, tzinfo=ZoneInfo("America/Los_Angeles"))


def test_a_city_that_the_clock_is_in_counts_and_is_said() -> None:
    when = first("call the team tomorrow at 3pm in Kolkata")

    assert (when.zone, codes(when)) == ("Asia/Kolkata", {WarningCode.AMBIGUOUS_ZONE})
    assert when.text == "tomorrow at 3pm"
