"""The fields of forms: what they show makes the same event again, and what is wrong is shown as it was entered."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from threadline.calendar.event import Attendee, EventDraft
from threadline.core.channels.event_form import FIELDS, edited, moved
from threadline.core.channels.form_fields import EventField, Input, edit_fields, question_field, times_field
from threadline.core.domain.proposal import Alternative

START = datetime(2026, 3, 6, 14, 30, tzinfo=UTC)
TIMED = EventDraft(
    "Design review",
    START,
    START + timedelta(minutes=50),
    "Europe/Vienna",
    location="Room 4",
    attendees=(Attendee("Bo", "bo@example.com"), Attendee("Cy", None)),
)
DAYS = EventDraft.of_dates("Fair", date(2026, 3, 6), date(2026, 3, 8), "Europe/Vienna")


def values(fields: tuple[EventField, ...]) -> dict[str, str]:
    return {field.name: field.value for field in fields}


@pytest.mark.parametrize("instants", [True, False])
@pytest.mark.parametrize("draft", [TIMED, DAYS, replace(TIMED, location=None, attendees=())])
def test_what_the_fields_show_makes_the_same_event(draft: EventDraft, instants: bool) -> None:
    fields = edit_fields(draft, instants=instants)
    assert edited(draft, values(fields)) == draft
    assert {field.name for field in fields} <= FIELDS


def test_a_start_is_one_instant_or_a_day_and_a_clock_in_the_events_zone() -> None:
    assert [field.name for field in edit_fields(TIMED, instants=True)][1:2] == ["start"]
    _, day, clock, *_ = edit_fields(TIMED, instants=False)
    assert (day.value, clock.value, clock.label) == ("2026-03-06", "15:30", "Start (Europe/Vienna)")


def test_what_was_entered_stays_but_a_length_that_is_none_cannot_be_chosen() -> None:
    fields = {field.name: field for field in edit_fields(TIMED, {"title": "", "length": "-5"}, instants=False)}
    assert fields["title"].value == ""
    assert fields["length"].value == "50"
    assert ("50", "50 min") in fields["length"].choices


def test_other_times_are_chosen_by_their_labels() -> None:
    later = Alternative(START + timedelta(hours=2), START + timedelta(hours=3), "16:30–17:20", "free")
    field = times_field((later,))
    [(value, label)] = field.choices
    assert (field.input, label) == (Input.CHOICE, "16:30–17:20")
    assert moved(TIMED, {field.name: value}).start == later.start


def test_a_long_question_is_cut() -> None:
    field = question_field("x" * 9_000)
    assert len(field.value) == field.longest
