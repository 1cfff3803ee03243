"""A zone is found by whatever somebody calls it, and never guessed."""

import pytest

from threadline.calendar.when.zones.lookup import zone_called


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Tokyo", "Asia/Tokyo"),
        ("  tokyo ", "Asia/Tokyo"),
        ("Tokyo time", "Asia/Tokyo"),
        ("München", "Europe/Berlin"),
        ("Toronto, Canada", "America/Toronto"),
        ("New York", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("India", "Asia/Kolkata"),
        ("EST", "America/New_York"),
        ("et", "America/New_York"),
        ("UTC", "UTC"),
        ("Europe/Vienna", "Europe/Vienna"),
        ("europe/vienna", "Europe/Vienna"),
        ("America/New York", "America/New_York"),
    ],
)
def test_what_somebody_calls_it(words: str, zone: str) -> None:
    assert zone_called(words) == zone


@pytest.mark.parametrize("words", ["", "Mars/Base", "CST", "nowhere", "../etc/passwd", "posix/Europe/Vienna"])
def test_what_is_nothing_or_several_is_none(words: str) -> None:
    assert zone_called(words) is None
