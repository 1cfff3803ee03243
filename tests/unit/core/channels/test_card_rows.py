"""The facts of an event, and what a change makes different: nothing is left out, and each thing has one wording."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from tests.support.drafts import drafts
from tests.support.proposals import FULL, REVIEW, START, ZONE
from threadline.calendar.event import Attendee, EventDraft
from threadline.core.channels.card_rows import LONGEST_TEXT, CardReader, CardRow, RowKind, changed_rows, event_rows
from threadline.core.channels.offer_text import changes_in_words

ALONE, SHARED = CardReader(ZONE), CardReader(ZONE, shared=True)
WEEKLY = "FREQ=WEEKLY;BYDAY=TU"
CHANGES: dict[str, Any] = {
    "title": "Another title",
    "start": START - timedelta(hours=1),
    "end": START + timedelta(hours=5),
    "zone": "Europe/Berlin",
    "all_day": True,
    "location": None,
    "description": "Something else",
    "attendees": (Attendee("Bo", "bo@example.com"),),
    "rrule": "FREQ=DAILY",
    "excluded": (START + timedelta(days=14),),
    "private": False,
    "transparent": False,
    "reminders": None,
    "meeting_link": False,
    "tentative": True,
    "organizer": Attendee("Bo", "bo@example.com"),
}


def told(before: EventDraft, after: EventDraft, reader: CardReader = ALONE) -> list[tuple[str, str | None, str]]:
    return [(row.label, row.before_text, row.after_text) for row in changed_rows(before, after, reader)]


@pytest.mark.parametrize("name", [field.name for field in fields(EventDraft)])
def test_a_change_of_any_field_is_told(name: str) -> None:
    before = replace(FULL, rrule=WEEKLY, transparent=name != "tentative")  # what blocks no time cannot be unsure of it
    assert told(before, before) == []
    there = told(before, replace(before, **{name: CHANGES[name]}))
    assert there, "a field of events that no row tells"
    assert told(replace(before, **{name: CHANGES[name]}), before) != there


def test_guests_are_added_removed_and_stay() -> None:
    after = replace(REVIEW, attendees=(REVIEW.attendees[0], Attendee("Eve", "eve@example.com")))
    assert told(REVIEW, after) == [
        ("Also invited", None, "Eve <eve@example.com>"),
        ("No longer invited", None, "cy@example.com, Di"),
        ("Still invited", None, "Bo <bo@example.com>"),
    ]
    assert told(REVIEW, replace(REVIEW, attendees=()))[-1] == ("Still invited", None, "nobody")
    assert told(replace(REVIEW, attendees=()), after) == [
        ("Also invited", None, "Bo <bo@example.com>, Eve <eve@example.com>")
    ]


def test_a_moved_series_says_how_it_repeats_and_a_changed_rule_stands_alone() -> None:
    series = replace(REVIEW, rrule=WEEKLY)
    [(label, before, after)] = told(series, series.moved(START + timedelta(hours=1)))
    assert (label, before, after) == (
        "When",
        "Tue 5 Mar 2030, 15:00–16:30, every week on Tue",
        "Tue 5 Mar 2030, 16:00–17:30 (Europe/Vienna), every week on Tue",
    )
    assert told(series, replace(series, rrule=None)) == [("Repeats", "every week on Tue", "never")]
    [when, repeats] = told(series, replace(series.moved(START + timedelta(hours=1)), rrule="FREQ=DAILY"))
    assert "every" not in f"{when}"
    assert repeats == ("Repeats", "every week on Tue", "every day")


def test_days_left_out_are_told_by_name_and_many_by_their_number() -> None:
    series = replace(REVIEW, rrule="FREQ=DAILY")
    days = tuple(START + timedelta(days=n) for n in range(1, 14))
    assert told(series, replace(series, excluded=days[:1])) == [("Except on", "none", "Wed 6 Mar 2030")]
    [row] = (row for row in event_rows(replace(series, excluded=days), ALONE) if row.kind is RowKind.EXCEPT)
    assert len(row.after) == 11
    assert row.after[-1] == "and 3 more days"
    assert told(replace(series, excluded=days), replace(series, excluded=(*days[:12], START + timedelta(days=20))))


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (None, "as the calendar does by itself"),
        ((), "none"),
        ((0,), "0 minutes before"),
        ((1, 90, 60, 2880, 10_080), "1 minute, 90 minutes, 1 hour, 2 days, 1 week before"),
    ],
)
def test_reminders_in_words(minutes: tuple[int, ...] | None, said: str) -> None:
    other = replace(REVIEW, reminders=(7,))
    assert told(other, replace(REVIEW, reminders=minutes)) == [("Reminders", "7 minutes before", said)]


def test_others_read_no_addresses_and_no_description_of_before() -> None:
    after = replace(FULL, attendees=(), description="Agenda: parts")
    text = str(told(FULL, after, SHARED))
    assert "No longer invited" in text
    assert "Bo, cy@example.com, Di" in text, "who has no name is known by the address"
    assert "bo@example.com" not in text
    assert "drawings" not in text
    assert "Agenda: parts" in text
    assert ("Description", "none", "Agenda: parts") in told(replace(FULL, description=None), after, SHARED)


def test_rows_become_the_sentences_of_an_answer() -> None:
    after = replace(REVIEW, location=None, attendees=REVIEW.attendees[:1])
    assert changes_in_words(REVIEW, after, ZONE) == (
        "Place: from Room 4 to none.",
        "No longer invited: cy@example.com and Di.",
        "Still invited: Bo.",
    )
    assert changes_in_words(FULL, replace(FULL, description="x" * 8_000), ZONE) == ("Description: another text.",)
    assert changes_in_words(after, replace(after, location="Room 5"), ZONE) == ("Place: Room 5.",)


def test_texts_are_cut_each_for_itself() -> None:
    row = CardRow(RowKind.PLACE, ("long after",), ("long before",)).cut(lambda text: text[:4])
    assert (row.before, row.after) == (("long",), ("long",))
    assert CardRow(RowKind.PLACE, ("after",)).cut(str.upper) == CardRow(RowKind.PLACE, ("AFTER",))


@given(drafts(), drafts())
def test_any_two_events_differ_in_words_unless_they_are_the_same(one: EventDraft, other: EventDraft) -> None:
    assert list(changed_rows(one, one, ALONE)) == []
    if one != other:
        assert list(changed_rows(one, other, ALONE))
    for row in (*event_rows(one, ALONE), *changed_rows(one, other, SHARED)):
        assert row.label
        assert row.after_text
        assert row.sentence().endswith(".")


def test_the_later_half_of_a_series_does_not_tell_of_days_left_out_before_it() -> None:
    series = replace(REVIEW, rrule="FREQ=WEEKLY", excluded=(START + timedelta(days=14),))
    later = replace(series.moved(START + timedelta(days=28, hours=1)), excluded=())
    assert "Except on" not in [label for label, *_ in told(series, later)]
    shifted = replace(series.moved(START + timedelta(days=7)), excluded=(START + timedelta(days=21),))
    assert "Except on" in [label for label, *_ in told(series, shifted)]


def test_a_row_in_one_text_is_harmless_and_no_longer_than_a_chat_shows() -> None:
    moved = CardRow(RowKind.PLACE, ("<b>" + "n" * 900,), ("o" * 900,))
    text = moved.told(lambda said: said.replace("<", "&lt;"))
    before, after = text.split(" → ")
    assert (len(before), before[:3]) == (300, "ooo")
    assert after.startswith("&lt;b>nnn")
    assert len(CardRow(RowKind.PLACE, ("n" * 5_000,)).told(str)) == LONGEST_TEXT
