"""When the event at hand is to end, by words that say nothing else."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import EventDraft
from threadline.core.dialogue.end_wishes import end_wished

ZONE = ZoneInfo("Europe/Vienna")
DRAFT = EventDraft(
    "Workshop", datetime(2026, 12, 1, 14, tzinfo=ZONE), datetime(2026, 12, 1, 14, 30, tzinfo=ZONE), "Europe/Vienna"
)
SAID_AT = datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("until half past four", "16:30"),
        ("it has to be over by quarter to three", "14:45"),
        ("let it end at 4", "16:00"),
        ("bis halb vier", "15:30"),
        ("es muss um 15 Uhr fertig sein", "15:00"),
        ("jusqu'à 15h30", "15:30"),
        ("tiene que terminar a las 15:15", "15:15"),
        ("deve finire alle 15:15", "15:15"),
        ("tem de acabar às 15h30", "15:30"),
        ("het moet om 15 uur klaar zijn", "15:00"),
    ],
)
def test_an_end_is_the_first_such_time_after_the_start(said: str, clock: str) -> None:
    end = end_wished(said, DRAFT, "Europe/Vienna", SAID_AT)
    assert end is not None
    assert f"{end.astimezone(ZONE):%Y-%m-%d %H:%M}" == f"2026-12-01 {clock}"


@pytest.mark.parametrize(
    "said",
    [
        "until Friday",
        "every week until March",
        "until Bo is back",
        "at 4",
        "I work until 5 today",
        "bis morgen",
        "until 1pm",
        "hasta luego",
        "tot straks",
        "até logo",
    ],
)
def test_other_words_give_no_end(said: str) -> None:
    assert end_wished(said, DRAFT, "Europe/Vienna", SAID_AT) is None
