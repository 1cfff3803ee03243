"""Named days: their rules, whose country counts, and when a name is only part of another name."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.calendar.when.scenes import REFERENCE, first
from threadline.calendar.when import Policy, resolve
from threadline.calendar.when.languages.english_holidays import HOLIDAYS
from threadline.calendar.when.languages.world_days import WORLD_DAYS
from threadline.calendar.when.meaning.holidays import rule_of

DAYS = [
    ("St Patrick's Day", date(2027, 3, 17)),
    ("St. Patrick’s Day", date(2027, 3, 17)),
    ("Trinity Sunday 2027", date(2027, 5, 23)),
    ("Orthodox Easter 2027", date(2027, 5, 2)),
    ("Mardi Gras", date(2027, 2, 9)),
    ("Black Friday", date(2026, 11, 27)),
    ("Eid al-Fitr 2027", date(2027, 3, 9)),
    ("Eid al-Adha 2027", date(2027, 5, 16)),
    ("Diwali 2027", date(2027, 10, 29)),
    ("Rosh Hashanah 2027", date(2027, 10, 2)),
    ("Yom Kippur 2027", date(2027, 10, 11)),
    ("Chinese New Year 2028", date(2028, 1, 26)),
    ("Earth Hour 2027", date(2027, 3, 27)),
    ("Victoria Day 2027", date(2027, 5, 24)),
    ("first Advent", date(2026, 11, 29)),
    ("the first day of Ramadan 2027", date(2027, 2, 8)),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_named_day_is_found_in_its_year(text: str, day: date) -> None:
    assert first(text).start_date == day


@pytest.mark.parametrize(
    ("name", "country", "day"),
    [
        ("Mother's Day 2027", "US", date(2027, 5, 9)),
        ("Mother's Day 2027", "GB", date(2027, 3, 7)),
        ("Father's Day 2027", "DE", date(2027, 5, 6)),
        ("Thanksgiving 2027", "CA", date(2027, 10, 11)),
        ("Independence Day 2027", "IN", date(2027, 8, 15)),
    ],
)
def test_a_name_means_the_day_of_the_speakers_country(name: str, country: str, day: date) -> None:
    assert first(name, policy=Policy(country=country)).start_date == day


def test_a_feast_of_several_days_is_a_range() -> None:
    when = first("Hanukkah 2027")

    assert (when.start_date, when.end_date) == (date(2027, 12, 25), date(2028, 1, 2))


def test_the_first_night_is_the_evening_before() -> None:
    when = first("the first night of Hanukkah 2027 at 6pm")

    assert when.start is not None
    assert when.start.isoformat() == "2027-12-24T18:00:00-05:00"


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("an Heiligabend um 18 Uhr", "de", date(2026, 12, 24)),
        ("à Noël", "fr", date(2026, 12, 25)),
        ("Nochebuena", "es", date(2026, 12, 24)),
        ("Pasqua 2027", "it", date(2027, 3, 28)),
        ("春节", "zh", date(2027, 2, 6)),
    ],
)
def test_named_days_are_known_in_other_languages(text: str, language: str, day: date) -> None:
    assert first(text, language=language).start_date == day


def test_the_name_of_a_party_is_not_its_day() -> None:
    found = resolve("Christmas party on December 12 at 6pm", REFERENCE)

    assert [when.start_date for when in found] == [date(2026, 12, 12)]


@pytest.mark.parametrize("text", ["13", "1/foo/2", "moon:eid", "x", "12-25x"])
def test_a_broken_rule_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        rule_of(text).on(2027)


def test_every_rule_of_the_tables_finds_its_day_in_these_years() -> None:
    """Lunar tables of the package end somewhere: this tells when one moves or goes."""
    for line in (HOLIDAYS + WORLD_DAYS).split("\n"):
        if line:
            rule, _, names = line.partition(" ")
            days = [day for year in range(2024, 2034) for day in rule_of(rule).on(year)]
            assert len(days) >= 10, names
