"""What looks like a time and is none."""

from __future__ import annotations

import pytest

from tests.unit.calendar.when.scenes import REFERENCE
from threadline.calendar.when import resolve


@pytest.mark.parametrize(
    "text",
    [
        "",
        "You may go, and she may stay",
        "the sun is shining",
        "soldiers march on",
        "Now that Bo is back, let us talk about it",
        "I like it better now that you ask me",
        "Now that's what I call a plan",
        "we see each other now and again",
        "I think of it every now and then when it rains",
        "It rains now and then.",
        "Now then, where were we?",
        "We should march to the office",
        "version 2.3.1 runs on Python 3.11",
        "v1.10.30",
        "That costs $20 or 1,194.09 euros",
        "$DEC is a token",
        "12.53%",
        "50% of 3% is little",
        "Call +1 206 555-1212 or (206) 555-1313",
        "ssn 123-12-1234",
        "ABC-12345-A1B2C3",
        "the second half",
        "a second opinion",
        "one of two or three people",
        "There are 10 students in room 4",
        "pages 12-14",
        "1-2",
        "4-5-6",
        "a 4:3 screen",
        "a 1:1 with Bo",
        "25:12",
        "14PM",
        "24/7 support",
        "a 50/50 chance",
        "32-2015",
        "2015-1-32",
        "February 30, 2027",
        "June 31, 2027",
        "13/31/2018",
        "https://example.com/2026-12-01/3pm?at=10:30",
        "ana3pm@example.com",
        "%e7%b7%8a",
        "up to date",
        "Good morning Ana, good night Bo",
        "at 6 dollars",
        "it passed by one vote, through one port, after five attempts",
        "code 8s2b",
        "at 12 percent",
        "at 10 Elm Street",
        "in 2 colours",
        "day by day",
        "thus it goes",
        "2 + 2 = 4",
        "file_2026-12-01",
        "10000000000000 widgets",
        "week 60",
        "Q7",
        "at 25",
        "hour 25 to hour 26",
        "9999-12-31T99:99:99",
        "2026-13-45T10:00",
        "from 30 to 40",
        "in 99999999 years",
        "99999999999 weeks ago",
        "in 5000 business days",
    ],
)
def test_no_time_is_found(text: str) -> None:
    assert [when.text for when in resolve(text, REFERENCE, language="en")] == []


def test_a_month_with_a_capital_inside_a_sentence_is_a_month() -> None:
    found = resolve("We will see it later or in the worst case May", REFERENCE)

    assert [when.text for when in found] == ["May"]


def test_a_lone_month_is_a_month() -> None:
    assert [when.text for when in resolve(" may ", REFERENCE)] == ["may"]


@pytest.mark.parametrize(
    "text",
    [
        "Let's talk now that works for me",
        "Are you free now? That would be good",
        "call me now, that way we settle it",
        "Let's do it now and then call Bo",
        "Now, please",
    ],
)
def test_now_is_a_time_where_it_joins_nothing(text: str) -> None:
    assert [when.text.lower() for when in resolve(text, REFERENCE, language="en")] == ["now"]
