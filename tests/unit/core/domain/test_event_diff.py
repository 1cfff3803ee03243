"""What differs between two states of an event."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import Attendee, EventDraft, Response
from threadline.core.domain.event_diff import carries, rebased, same_booking, same_but_for_answers, same_time

NINE = datetime(2026, 3, 5, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANA, BO, CY = Attendee("Ana", "ana@example.com"), Attendee("Bo", "bo@example.com"), Attendee("Cy")
BEFORE = EventDraft("Review", NINE, NINE + HOUR, "UTC", location="Room 4", attendees=(ANA, BO), rrule="FREQ=DAILY")
LATER = replace(BEFORE, start=NINE + 2 * HOUR, end=NINE + 3 * HOUR)


def test_a_time_is_the_same_in_any_zone() -> None:
    vienna = ZoneInfo("Europe/Vienna")
    moved = replace(BEFORE, start=NINE.astimezone(vienna), end=(NINE + HOUR).astimezone(vienna), zone=vienna.key)
    assert same_time(moved, BEFORE)
    assert not same_time(BEFORE, LATER)
    assert not same_time(BEFORE, replace(BEFORE, end=NINE + 2 * HOUR))


def test_a_booking_is_known_by_its_title_and_its_time() -> None:
    assert same_booking(replace(BEFORE, location=None, attendees=()), BEFORE)
    assert not same_booking(replace(BEFORE, title="Retro"), BEFORE)
    assert not same_booking(LATER, BEFORE)


def test_answers_of_guests_are_no_difference() -> None:
    answered = replace(BEFORE, attendees=(ANA, replace(BO, response=Response.ACCEPTED)))
    assert same_but_for_answers(answered, BEFORE)
    assert not same_but_for_answers(replace(answered, location="Room 5"), BEFORE)
    assert not same_but_for_answers(replace(BEFORE, attendees=(ANA,)), BEFORE)


CHANGES: list[dict[str, Any]] = [
    {"start": LATER.start, "end": LATER.end},
    {"title": "Retro"},
    {"location": None},
    {"description": "Bring cups"},
    {"rrule": None},
    {"private": True},
    {"transparent": True},
    {"tentative": True},
    {"meeting_link": True},
    {"reminders": (5,)},
    {"excluded": (NINE + timedelta(days=1),)},
    {"attendees": (ANA, BO, CY)},
    {"attendees": (ANA,)},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "-".join(change))
def test_a_change_is_carried_once_it_was_made_and_is_made_anew_of_what_has_become_of_the_event(
    change: dict[str, Any],
) -> None:
    wanted = replace(BEFORE, **change)
    assert carries(wanted, wanted, BEFORE)
    assert not carries(BEFORE, wanted, BEFORE)
    assert rebased(wanted, BEFORE, BEFORE) == wanted
    assert carries(BEFORE, BEFORE, BEFORE), "where nothing was wanted, everything is there"


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "-".join(change))
def test_what_others_changed_meanwhile_stays(change: dict[str, Any]) -> None:
    theirs = replace(BEFORE, **change)
    own: dict[str, Any] = {"title": "Planning"} if "title" not in change else {"location": "Room 9"}
    mine = replace(BEFORE, **own)
    merged = rebased(mine, BEFORE, theirs)
    assert merged == replace(theirs, **own)
    assert carries(merged, mine, BEFORE)


def test_guests_that_both_sides_changed_are_all_right() -> None:
    dee = Attendee(email="Dee@example.com")
    mine, theirs = replace(BEFORE, attendees=(ANA, CY)), replace(BEFORE, attendees=(ANA, BO, dee))
    merged = rebased(mine, BEFORE, theirs)
    assert set(merged.attendees) == {ANA, CY, dee}
    assert carries(merged, mine, BEFORE)
    assert not carries(theirs, mine, BEFORE)


def test_a_guest_whom_both_invited_is_there_once() -> None:
    invited, answered = replace(BEFORE, attendees=(ANA, BO, CY)), replace(CY, response=Response.DECLINED)
    merged = rebased(invited, BEFORE, replace(BEFORE, attendees=(ANA, BO, answered)))
    assert [who.name for who in merged.attendees] == ["Ana", "Bo", "Cy"]
    alone = replace(BEFORE, attendees=())
    assert carries(BEFORE, BEFORE, alone), "nobody else has to be there"
    same_address = replace(ANA, email="ANA@example.com")
    assert rebased(replace(BEFORE, attendees=(same_address, BO)), BEFORE, BEFORE).attendees == (ANA, BO)
