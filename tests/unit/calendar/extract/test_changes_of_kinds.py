"""Wishes of kinds that the other files of changes have none of, in the languages that say them."""

from datetime import timedelta
from typing import Any

import pytest

from tests.unit.calendar.extract.test_changes import read, said
from threadline.calendar.extract.changes.model import Scope

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("skip it this time", {"cancel": True, "scope": Scope.ONE}),
        ("skip it on 21 December", {"cancel": True, "scope": Scope.ONE, "on": "on 21 December"}),
        ("skip the choir", {"cancel": True, "scope": Scope.ONE, "about": "the choir", "unsure": True}),
        (
            "kein Chor diese Woche",
            {"cancel": True, "scope": Scope.ONE, "about": "Chor", "on": "diese Woche", "unsure": True},
        ),
        ("cancel it, Bo is ill", {"cancel": True}),
        ("cancel it on Friday", {"cancel": True, "scope": Scope.ONE, "on": "Friday"}),
        ("clear my Friday", {"cancel": True, "every": True, "about": "my Friday"}),
        ("start it at 10", {"when": "at 10"}),
        ("begin an hour later", {"shift": HOUR}),
        ("the standup ends on March 15", {"about": "the standup", "ends": "March 15", "unsure": True}),
        ("end it at 5", {"ends": "5"}),
        ("stop it after 15 March", {"ends": "15 March"}),
        ("copy it to Friday at 3", {"copy": True, "when": "Friday at 3"}),
        ("remind me 10 minutes before the dentist", {"about": "the dentist", "reminders": (10,)}),
        ("we meet at the Blue Door", {"place": "the Blue Door"}),
        ("show it as tentative", {"show_as": "tentative"}),
        ("sag das Budget Gespräch ab", {"cancel": True, "about": "das Budget Gespräch"}),
        ("nimm die Einladung an", {"answer": "accepted", "about": "die Einladung", "unsure": True}),
        ("add Bo <bo@example.com>", {"add": ["bo@example.com"]}),
        ("the day after at 10", {"shift": timedelta(days=1), "when": "at 10"}),
        ("no puedo el martes, ¿qué tal el miércoles?", {"counter": True, "when": "el miércoles"}),
        ("水曜日の15時はどうですか", {"counter": True, "when": "水曜日の15時"}),
        ("수요일은 어때요", {"counter": True, "when": "수요일"}),
        ("会議を15時に変更してください", {"when": "15時"}),
        ("toplantıyı bir saat uzat", {"stretch": HOUR}),
        ("把会议延长半小时", {"stretch": HOUR / 2}),
    ],
)
def test_a_wish_is_read(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected


def test_no_reminder_is_a_wish_for_none() -> None:
    change = read("no reminder")
    assert change is not None
    assert [tail.reminders for tail in change.tails] == [()]


@pytest.mark.parametrize("text", ["copy that", "I can't make it", "no choir", "every two weeks later"])
def test_what_asks_for_no_change_is_none(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("ab Januar ist der Jour fixe um 11 Uhr", "der Jour fixe"),
        ("from January on the standup is at 11", "the standup"),
        ("a partir de enero la reunión es a las 11", "la reunión"),
    ],
)
def test_from_some_day_on_an_event_is_told_to_be_otherwise(text: str, about: str) -> None:
    change = read(text)
    assert change is not None
    assert change.scope is Scope.FOLLOWING
    assert change.about is not None
    assert about.split()[-1] in change.about.value
