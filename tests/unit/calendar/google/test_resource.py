"""Events as Google has them: what others wrote there stays."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from tests.support.drafts import drafts
from tests.support.march import at, meeting
from threadline.calendar.event import Attendee, EventDraft, Response
from threadline.calendar.google.plain_text import plain
from threadline.calendar.google.recurrence_lines import excluded_of, lines_of
from threadline.calendar.google.resource import changed_resource, draft_of, event_of, new_resource
from threadline.calendar.port import CalendarRejected
from threadline.simulator.google.model import StoredCalendar
from threadline.simulator.google.writing import inserted, replaced

FOREIGN: dict[str, Any] = {
    "id": "abcdef",
    "etag": '"1"',
    "status": "confirmed",
    "summary": "Planning",
    "description": "Agenda:<br>one<ul><li>two &amp; three</li></ul>",
    "colorId": "7",
    "visibility": "confidential",
    "start": {"dateTime": "2026-03-10T09:00:00+01:00", "timeZone": "Europe/Vienna"},
    "end": {"dateTime": "2026-03-10T10:00:00+01:00", "timeZone": "Europe/Vienna"},
    "recurrence": ["RRULE:FREQ=DAILY;COUNT=3", "RDATE:20260401T090000Z", "EXDATE;TZID=Europe/Vienna:20260311T090000"],
    "attendees": [
        {"email": "Bo@example.com", "responseStatus": "accepted", "optional": True},
        {"email": "room@resource.example.com", "resource": True, "displayName": "Room 4"},
    ],
    "reminders": {"useDefault": False, "overrides": [{"method": "email", "minutes": 60}]},
    "conferenceData": {
        "conferenceId": "x",
        "entryPoints": [{"entryPointType": "video", "uri": "https://meet.example"}],
    },
    "extendedProperties": {"private": {"theirs": "1"}, "shared": {"more": "2"}},
}


def test_it_is_read() -> None:
    event = event_of("home", FOREIGN, "Europe/Vienna")
    assert event.draft == EventDraft(
        "Planning",
        at(9),
        at(10),
        "Europe/Vienna",
        description="Agenda:\none\n\n- two & three",
        attendees=(Attendee("", "Bo@example.com", Response.ACCEPTED),),
        rrule="FREQ=DAILY;COUNT=3",
        excluded=(at(9, day=11),),
        private=True,
        reminders=(60,),
        meeting_link=True,
    )
    assert (event.version, event.meeting_link, event.key) == ('"1"', "https://meet.example", None)


def test_what_is_not_changed_stays() -> None:
    draft = draft_of(FOREIGN, "UTC")
    assert changed_resource(FOREIGN, draft, "UTC") == FOREIGN
    body = changed_resource(FOREIGN, replace(draft, title="Other"), "UTC")
    assert body == FOREIGN | {"summary": "Other"}


def test_people_keep_their_answers_and_rooms_stay() -> None:
    draft = draft_of(FOREIGN, "UTC")
    people = (*draft.attendees, Attendee("Cy", "cy@example.com"), Attendee("Somebody"))
    body = changed_resource(FOREIGN, replace(draft, attendees=people), "UTC")
    bo, room = FOREIGN["attendees"]
    assert body["attendees"] == [bo, {"email": "cy@example.com", "displayName": "Cy"}, room]
    assert draft_of(body, "UTC").attendees == people


def test_a_series_that_goes_on_keeps_its_other_dates() -> None:
    draft = replace(draft_of(FOREIGN, "UTC"), rrule="FREQ=DAILY;COUNT=9", excluded=())
    assert changed_resource(FOREIGN, draft, "UTC")["recurrence"] == [
        "RRULE:FREQ=DAILY;COUNT=9",
        "RDATE:20260401T090000Z",
    ]
    assert "recurrence" not in changed_resource(FOREIGN, replace(draft, rrule=None), "UTC")


def test_a_meeting_that_is_not_wanted_any_more_goes() -> None:
    body = changed_resource(FOREIGN, replace(draft_of(FOREIGN, "UTC"), meeting_link=False), "UTC")
    assert "conferenceData" not in body


def test_what_was_declined_blocks_no_time() -> None:
    declined = FOREIGN | {"attendees": [{"email": "ana@example.com", "self": True, "responseStatus": "declined"}]}
    assert draft_of(declined, "UTC").transparent


def test_odd_events_are_read() -> None:
    moment = {"dateTime": "2026-03-10T08:00:00Z", "timeZone": "Nowhere/Else"}
    draft = draft_of({"id": "x", "start": moment, "end": moment}, "Europe/Vienna")
    assert (draft.title, draft.zone, draft.duration.total_seconds()) == ("(No title)", "Europe/Vienna", 60)
    day = {"date": "2026-03-10"}
    odd = {"id": "x", "start": day, "end": day, "extendedProperties": {"private": {"threadlineGuests": "{"}}}
    draft = draft_of(odd, "Nowhere/Else")
    assert (draft.zone, draft.all_day, draft.attendees) == ("UTC", True, ())


@pytest.mark.parametrize(
    "draft",
    [
        replace(meeting(at(9)), reminders=(1, 2, 3, 4, 5, 6)),
        replace(meeting(at(9)), reminders=(50_000,)),
        replace(meeting(at(9)), attendees=tuple(Attendee(f"Somebody {number}") for number in range(200))),
    ],
)
def test_what_google_cannot_hold_is_refused(draft: EventDraft) -> None:
    with pytest.raises(CalendarRejected, match="Google Calendar"):
        new_resource("abcdef", draft, "key-1")


@pytest.mark.parametrize(
    ("until", "written"),
    [
        ("20260312", "20260312T225959Z"),
        ("20260312T090000", "20260312T080000Z"),
        ("20260312T080000Z", "20260312T080000Z"),
    ],
)
def test_the_end_of_a_rule_is_utc(until: str, written: str) -> None:
    draft = meeting(at(9), rrule=f"FREQ=DAILY;UNTIL={until}")
    assert lines_of(draft) == [f"RRULE:FREQ=DAILY;UNTIL={written}"]


def test_the_end_of_a_rule_of_dates_is_a_date() -> None:
    day = EventDraft(
        "Duty", at(0), at(0, day=11), "Europe/Vienna", all_day=True, rrule="FREQ=DAILY;UNTIL=20260312T225959Z"
    )
    assert lines_of(replace(day, excluded=(at(0, day=11),))) == [
        "RRULE:FREQ=DAILY;UNTIL=20260312",
        "EXDATE;VALUE=DATE:20260311",
    ]


def test_excluded_starts_are_read_in_every_form() -> None:
    zone = ZoneInfo("Europe/Vienna")
    lines = ["EXDATE:20260311T080000Z,nonsense", "EXDATE;VALUE=DATE:20260312", "EXDATE;TZID=No/Where:20260313T090000"]
    assert excluded_of(lines, zone) == (at(9, day=11), at(0, day=12), at(9, day=13))


def test_text_without_markup_stays() -> None:
    assert plain("1 < 2 & <not a tag>") == "1 < 2 & <not a tag>"
    assert plain("one<br/>two<div>three</div><a href='x'>four</a>") == "one\ntwo\nthreefour"


@given(drafts(), drafts())
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read(draft: EventDraft, other: EventDraft) -> None:
    home = StoredCalendar("home", "home", "Europe/Vienna", {})
    body = new_resource("abcdef", draft, "key-1")
    event = inserted(home, body, "ana@example.com", "http://fake", conferences=True) | {"etag": '"1"'}
    assert draft_of(event, home.zone) == draft
    changed = replaced(home, event, changed_resource(event, other, home.zone), "ana@example.com", conferences=True)
    assert draft_of(changed, home.zone) == other
