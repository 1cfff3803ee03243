"""Which of the events that an answer told of is meant by the words that follow it."""

from datetime import UTC, datetime, timedelta

import pytest

from threadline.calendar.event import EventDraft
from threadline.core.domain.proposal import Target
from threadline.core.scheduling.event_resolution import ResolvedEvent
from threadline.core.scheduling.told_events import chosen_among

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
VET = EventDraft("Vet", NOW + timedelta(hours=1), NOW + timedelta(hours=2), "UTC")
LUNCH = EventDraft("Lunch", NOW + timedelta(hours=3), NOW + timedelta(hours=4), "UTC")
GYM = EventDraft("Gym", NOW + timedelta(hours=9), NOW + timedelta(hours=10), "UTC")
TOLD = [ResolvedEvent(target=Target(each.title, "1", each, "builtin", "main")) for each in (VET, LUNCH, GYM)]


@pytest.mark.parametrize(
    ("words", "title"),
    [("the first one", "Vet"), ("the second one", "Lunch"), ("the last one", "Gym"), ("das letzte", "Gym"),
     ("the 12:00 one", "Lunch"), ("the one at 6pm", "Gym")],
)  # fmt: skip
def test_one_is_chosen_by_its_place_or_hour(words: str, title: str) -> None:
    chosen = chosen_among(TOLD, words, NOW, "UTC")
    assert chosen is not None
    assert chosen.draft.title == title


@pytest.mark.parametrize("words", ["the fifth one", "all of them", "the design review", "the one at 4pm"])
def test_none_of_them_is_meant(words: str) -> None:
    assert chosen_among(TOLD, words, NOW, "UTC") is None


def test_two_at_the_same_hour_are_no_choice() -> None:
    assert chosen_among([*TOLD, TOLD[0]], "the one at 10:00", NOW, "UTC") is None
