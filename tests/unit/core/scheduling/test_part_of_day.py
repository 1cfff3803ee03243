"""An event that is moved to a part of the day comes to a time there that is free."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import EventDraft
from threadline.calendar.extract.changes.reader import read_change
from threadline.core.scheduling.apply_change import PartOfDay, apply_change

VIENNA = ZoneInfo("Europe/Vienna")
NOW = datetime(2026, 11, 30, 9, 20, tzinfo=VIENNA)
REVIEW = EventDraft(
    "Review", datetime(2026, 12, 2, 15, tzinfo=VIENNA), datetime(2026, 12, 2, 16, tzinfo=VIENNA), "Europe/Vienna"
)


def moved(text: str, *free: datetime) -> tuple[EventDraft, tuple[datetime, ...]]:
    change = read_change(text, NOW, zone=VIENNA)
    assert change is not None
    changed = apply_change(change, REVIEW, now=NOW, zone="Europe/Vienna", free=free)
    return changed.draft, tuple(each.start for each in changed.alternatives)


@pytest.mark.parametrize(
    "text",
    [
        "move it to the morning",
        "verschieb es auf den Vormittag",
        "verschieb sie auf den Vormittag",
        "verschieben Sie sie auf den Vormittag",
        "déplace-le au matin",
        "muévela a la mañana",
        "muévela para la mañana",
        "spostala alla mattina",
        "passa para a parte da manhã",
        "mude para a parte da manhã",
        "verplaats het naar de ochtend",
        "naar de ochtend",
    ],
)
def test_without_a_free_time_the_part_is_told(text: str) -> None:
    with pytest.raises(PartOfDay) as part:
        moved(text)
    assert (part.value.start.date(), part.value.end.hour) == (REVIEW.start.date(), 12)


def test_the_best_free_time_is_taken_and_the_others_are_offered() -> None:
    ten, eleven = (datetime(2026, 12, 2, hour, tzinfo=VIENNA) for hour in (10, 11))
    draft, others = moved("move it to the morning", ten, eleven)
    assert (draft.start, draft.duration, others) == (ten, REVIEW.duration, (eleven,))


def test_an_hour_that_was_said_wins() -> None:
    draft, others = moved("move it to 9 in the morning", datetime(2026, 12, 2, 10, tzinfo=VIENNA))
    assert draft.start == datetime(2026, 12, 2, 9, tzinfo=VIENNA)
    assert others == ()


@pytest.mark.parametrize("text", ["muévela a mañana", "muévela para mañana"])
def test_the_spanish_tomorrow_is_no_part_of_a_day(text: str) -> None:
    assert moved(text)[0].start.date() == NOW.date() + timedelta(days=1)
