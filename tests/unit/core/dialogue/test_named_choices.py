"""Which of the events that were told words name."""

from datetime import UTC, datetime, timedelta

import pytest

from threadline.calendar.event import Attendee, EventDraft
from threadline.core.dialogue.named_choices import named_choice

SAID_AT = datetime(2026, 11, 30, 8, tzinfo=UTC)


def event(title: str, day: int, hour: int, guest: str) -> EventDraft:
    start = datetime(2026, 12, day, hour, tzinfo=UTC)
    return EventDraft(title, start, start + timedelta(hours=1), "UTC", attendees=(Attendee(guest),))


BUDGET, DESIGN = event("Budget review", 1, 10, "Ana"), event("Design review", 2, 14, "Carla Diaz")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("the design one", DESIGN),
        ("the one with Carla", DESIGN),
        ("Wednesday's", DESIGN),
        ("das am Dienstag", BUDGET),
        ("celle de mercredi", DESIGN),
        ("la de Ana", BUDGET),
        ("die van dinsdag", BUDGET),
        ("the review", None),
        ("the one on Friday", None),
        ("the marketing one", None),
        ("which ones are there?", None),
        ("cancel the standup", None),
        ("yes please", None),
    ],
)
def test_one_is_chosen_only_where_one_alone_fits(said: str, meant: EventDraft | None) -> None:
    options = [(each, each) for each in (BUDGET, DESIGN)]
    assert named_choice(said, options, sent_at=SAID_AT, zone="UTC") is meant
