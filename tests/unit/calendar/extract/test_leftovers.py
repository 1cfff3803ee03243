"""What nothing was made of is told, and what was used is not."""

from __future__ import annotations

import pytest

from tests.unit.calendar.extract.scenes import read
from threadline.calendar.extract import LeftoverKind


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("call next week at 3pm", LeftoverKind.TIME, "next week"),
        ("Dinner Saturday at 7 for 2 hours or 3 hours", LeftoverKind.LENGTH, "3 hours"),
        ("planning Tue at 10 unless it rains", LeftoverKind.EXCEPTION, "unless it rains"),
        ("Meeting Friday at 3, not with Bo", LeftoverKind.NEGATION, "not with Bo"),
        ("lunch Tuesday at 12 twice", LeftoverKind.COUNT, "twice"),
    ],
)
def test_what_nothing_was_made_of_is_told(text: str, kind: LeftoverKind, words: str) -> None:
    found = read(text).leftovers

    assert [(each.kind, text[slice(*each.span)]) for each in found if each.moves and each.kind is kind] == [
        (kind, words)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Design review with ana@example.com next Thursday 3-4:30pm in Room 4",
        "don't forget the demo on Friday at 3",
        "Thursday at 2 doesn't work, how about Friday at 11?",
        "meeting about Q4 targets on Thursday at 3pm",
        "lunch with Ana on Friday at noon to discuss the monthly report",
        "every weekday at 9:30 except Fridays",
        "block off three hours tomorrow at 4:45 pm tomorrow",
    ],
)
def test_what_was_used_or_only_names_something_is_no_leftover(text: str) -> None:
    assert read(text).leftovers == ()


@pytest.mark.parametrize(
    ("text", "minutes", "window"),
    [
        ("an hour with Carla on Thursday between 9 and 12", 60, True),
        ("Friday 3-4pm", 60, False),
        ("meet next week", None, True),
        ("team lunch tomorrow", 60, False),
        ("call on Friday at 1pm, duration: 1:30", 90, False),
    ],
)
def test_a_length_beside_a_range_is_the_length(text: str, minutes: int | None, *, window: bool) -> None:
    found = read(text)

    assert (found.duration_minutes, found.window) == (minutes, window)
