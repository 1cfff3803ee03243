"""The form that edits a proposed event, as every channel uses it."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.calendar.event import Attendee, EventDraft
from threadline.core.channels.event_form import (
    FIELDS,
    FormInvalid,
    edited,
    initial,
    length_choices,
    moved,
    time_choices,
)
from threadline.core.domain.proposal import Alternative

VIENNA = ZoneInfo("Europe/Vienna")
START = datetime(2031, 5, 6, 15, tzinfo=VIENNA)
MEETING = EventDraft(
    "Design review",
    START,
    START + timedelta(minutes=95),
    "Europe/Vienna",
    location="Room 4",
    attendees=(Attendee("Ana", "ana@example.com"), Attendee("Bo")),
)
TRIP = EventDraft.of_dates("Trip", date(2031, 5, 6), date(2031, 5, 8), "Europe/Vienna")
BY_INSTANT = ("title", "place", "people", "start", "length")
BY_CLOCK = ("title", "place", "people", "day", "clock", "length")
DATES = ("title", "place", "people", "first", "last")


@pytest.mark.parametrize(("draft", "fields"), [(MEETING, BY_INSTANT), (MEETING, BY_CLOCK), (TRIP, DATES)])
def test_what_is_shown_makes_the_same_event(draft: EventDraft, fields: tuple[str, ...]) -> None:
    shown = initial(draft)
    assert edited(draft, {name: shown[name] for name in fields}) == draft


def test_the_event_s_own_length_can_be_chosen() -> None:
    choices = dict(length_choices(MEETING))
    assert choices["95"] == "1 h 35 min"
    assert (choices["15"], choices["60"]) == ("15 min", "1 h")
    assert initial(MEETING)["length"] in choices


def test_an_event_gets_what_was_entered() -> None:
    entered = {"title": " Launch ", "place": "", "people": "Bo <bo@example.com>; Cleo\ndan@example.com"}
    draft = edited(MEETING, entered | {"day": "2031-10-26", "clock": "01:30", "length": "120"})
    assert (draft.title, draft.location) == ("Launch", None)
    assert draft.attendees == (Attendee("Bo", "bo@example.com"), Attendee("Cleo"), Attendee("", "dan@example.com"))
    assert draft.start == datetime(2031, 10, 26, 1, 30, tzinfo=VIENNA)
    assert draft.duration == timedelta(hours=2)  # elapsed, over the night in which clocks go back


@pytest.mark.parametrize(
    ("draft", "changes", "field", "words"),
    [
        (MEETING, {"title": " "}, "title", "has a title"),
        (MEETING, {"length": "0"}, "length", "has a length"),
        (MEETING, {"length": "²"}, "length", "has a length"),
        (MEETING, {"start": ""}, "start", "has a start"),
        (MEETING, {"start": "9" * 30}, "start", "has a start"),
        (MEETING, {"start": "253402300000", "length": "60"}, "start", "has a start|no time in the calendar"),
        (MEETING, {"people": "not@an"}, "people", "no e-mail address"),
        (MEETING, {"people": ",".join(f"p{n}" for n in range(51))}, "people", "At most 50"),
        (TRIP, {"first": ""}, "first", "A day is needed"),
        (TRIP, {"last": "2031-05-05"}, "last", "not before the first"),
        (TRIP, {"first": "0001-01-01", "last": "9999-12-31"}, "last", "no days in the calendar"),
    ],
)
def test_what_makes_no_event_is_said_where_it_was_entered(
    draft: EventDraft, changes: dict[str, str], field: str, words: str
) -> None:
    fields = DATES if draft.all_day else BY_INSTANT
    shown = {name: value for name, value in initial(draft).items() if name in fields}
    with pytest.raises(FormInvalid, match=words) as raised:
        edited(draft, shown | changes)
    assert set(raised.value.errors) == {field}


def test_a_day_and_a_clock_are_both_looked_at() -> None:
    with pytest.raises(FormInvalid) as raised:
        edited(MEETING, {"title": "x", "day": "soon", "clock": "25:00", "length": "60"})
    assert set(raised.value.errors) == {"day", "clock"}
    with pytest.raises(FormInvalid, match="no time in the calendar") as raised:
        edited(MEETING, {"title": "x", "day": "9999-12-31", "clock": "23:30", "length": "60"})
    assert set(raised.value.errors) == {"day"}


def test_another_time_is_taken() -> None:
    later = START + timedelta(days=1)
    ((value, label),) = time_choices([Alternative(later, later + MEETING.duration, "tomorrow", "free")])
    assert label == "tomorrow"
    assert moved(MEETING, {"time": value}) == replace(MEETING, start=later, end=later + MEETING.duration)
    days = time_choices([Alternative(TRIP.start, TRIP.end, "these days", "reading")])
    assert moved(TRIP, {"time": days[0][0]}).all_day
    assert not moved(TRIP, {"time": value}).all_day


@pytest.mark.parametrize("chosen", ["", "never", "1", "1:2:3", "2:1", f"{'9' * 30}:1"])
def test_what_is_no_time_is_not_taken(chosen: str) -> None:
    with pytest.raises(FormInvalid, match="Choose one"):
        moved(MEETING, {"time": chosen})


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text(max_size=30)), st.sampled_from([MEETING, TRIP]))
def test_wild_input_makes_an_event_or_says_why_not(entered: dict[str, str], draft: EventDraft) -> None:
    for read in (edited, moved):
        with suppress(FormInvalid):
            made = read(draft, entered)
            assert made.end.astimezone(UTC) > made.start.astimezone(UTC)
