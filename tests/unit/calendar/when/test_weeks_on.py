"""A weekday beside a length in weeks is the one nearest to the day that lies so far; a rival is offered."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.when import resolve

_VIENNA = ZoneInfo("Europe/Vienna")


@pytest.mark.parametrize(
    ("said_on", "words", "day", "rival"),
    [
        (29, "in two weeks on Monday", "2026-12-14", "2026-12-07"),
        (29, "in zwei Wochen am Montag", "2026-12-14", "2026-12-07"),
        (29, "in 3 weeks on Friday", "2026-12-18", None),
        (23, "in two weeks on Friday", "2026-12-11", None),
        (23, "in two weeks on Sunday", "2026-12-13", "2026-12-06"),
    ],
)
def test_a_weekday_lies_in_the_week_that_is_so_far_away(said_on: int, words: str, day: str, rival: str | None) -> None:
    found = resolve(words, datetime(2026, 11, said_on, 9, tzinfo=_VIENNA))[0]
    rivals = [str(other.start.date()) for other in found.alternatives if other.start]
    assert (str(found.start.date()) if found.start else None, rivals) == (day, [rival] if rival else [])
    assert bool(found.warnings) == bool(rival)
