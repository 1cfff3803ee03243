"""A clock takes its day from the words around it, and each time has its part in the talk."""

from __future__ import annotations

import pytest

from tests.unit.calendar.when.scenes import REFERENCE, shown
from threadline.calendar.when import Role, resolve


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Doors open at 7pm. The show is on Dec 5.", "2026-12-05 19:00"),
        ("The offsite is on 8 December. It begins at 09:30.", "2026-12-08 09:30"),
        ("Day: Dec 9\nRoom: 4\nTime: 08:15", "2026-12-09 08:15"),
        ("Book supper tomorrow for 2 hours at 6:30pm", "2026-11-19 18:30"),
        ("I'm away on Monday. Tuesday then, 10am?", "2026-11-24 10:00"),
        ("dinner on Saturday, sometime in the evening", "2026-11-21 17:00"),
    ],
)
def test_a_clock_takes_the_day_of_the_text(text: str, start: str) -> None:
    wanted = [when for when in resolve(text, REFERENCE) if when.role is Role.WANTED]

    assert f"{wanted[0].start:%Y-%m-%d %H:%M}" == start


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Friday at 3 doesn't work, Monday at 9 does", [Role.REFUSED, Role.WANTED]),
        ("thanks for Tuesday at 4, shall we meet on Friday at 4?", [Role.PAST, Role.WANTED]),
        ("push it from Monday 9am to Tuesday 10am", [Role.SOURCE, Role.TARGET]),
        ("the review on Dec 2 at 10 has to be moved. Dec 4 at 11 instead?", [Role.SOURCE, Role.TARGET]),
        ("why not Friday at 3?", [Role.WANTED]),
        ("don't forget the demo on Friday at 3", [Role.WANTED]),
        ("not Monday or Tuesday, Friday at 2", [Role.REFUSED, Role.REFUSED, Role.WANTED]),
    ],
)
def test_every_time_has_its_part(text: str, roles: list[Role]) -> None:
    found = sorted(resolve(text, REFERENCE), key=lambda when: when.span)

    assert [when.role for when in found] == roles


def test_a_clock_behind_a_list_of_days_counts_for_each() -> None:
    assert [shown(when) for when in resolve("Tue or Thu at 3", REFERENCE)] == ["2026-11-24 15:00", "2026-11-19 15:00"]


def test_a_clock_without_any_day_says_so() -> None:
    assert [when.dated for when in resolve("at 3pm", REFERENCE)] == [False]


def test_an_end_line_closes_the_time_before_it() -> None:
    (when,) = resolve("Start: 2027-06-01 10:00\nEnd: 2027-06-01 11:30", REFERENCE)

    assert when.duration is not None
    assert when.duration.total_seconds() == 90 * 60


@pytest.mark.timeout(120)  # some seconds; with a square among its steps, an hour
def test_ten_thousand_clocks_are_read() -> None:
    assert resolve("9:30 10:15 " * 5_000, REFERENCE)
