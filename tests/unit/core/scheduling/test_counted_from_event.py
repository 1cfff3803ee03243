"""Days that are counted from an event, not from today."""

import pytest
from dateutil.relativedelta import relativedelta

from threadline.core.scheduling.counted_from_event import counted_from_event


@pytest.mark.parametrize(
    ("words", "shift", "rest"),
    [
        ("the day before", relativedelta(days=-1), ""),
        ("no, the day after", relativedelta(days=1), ""),
        ("the following day at 10", relativedelta(days=1), "at 10"),
        ("the previous week", relativedelta(weeks=-1), ""),
        ("two days later", relativedelta(days=2), ""),
        ("a week earlier", relativedelta(days=-7), ""),
        ("a month later", relativedelta(months=1), ""),
        ("am Tag davor", relativedelta(days=-1), ""),
        ("eine Woche später", relativedelta(days=7), ""),
        ("la veille", relativedelta(days=-1), ""),
        ("un jour plus tard", relativedelta(days=1), ""),
        ("el día anterior", relativedelta(days=-1), ""),
        ("due giorni dopo", relativedelta(days=2), ""),
        ("um dia depois", relativedelta(days=1), ""),
        ("de dag ervoor", relativedelta(days=-1), ""),
    ],
)
def test_words_that_count_from_the_event(words: str, shift: relativedelta, rest: str) -> None:
    counted = counted_from_event(words)
    assert counted is not None
    assert counted.shift.normalized() == shift.normalized()
    assert counted.rest == rest


@pytest.mark.parametrize(
    "words",
    ["the day after tomorrow", "the day before Christmas", "two days before Friday", "in two days", "next week",
     "Thursday at 4", "übermorgen", "a week from Monday", "the week of 7 December"],
)  # fmt: skip
def test_words_that_name_a_day_by_themselves(words: str) -> None:
    assert counted_from_event(words) is None
