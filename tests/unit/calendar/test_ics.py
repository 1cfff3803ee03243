"""iCalendar files: written as readers want them, and read back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from threadline.calendar.event import Attendee, Event, EventDraft
from threadline.calendar.ics import read_ics, uid, write_ics
from threadline.calendar.recurrence import occurrences

VIENNA = ZoneInfo("Europe/Vienna")
STAMP = datetime(2026, 1, 1, tzinfo=UTC)
ANA = Attendee("Ana", "ana@example.com")
REVIEW = EventDraft(
    "Review", datetime(2026, 3, 24, 9, tzinfo=VIENNA), datetime(2026, 3, 24, 10, tzinfo=VIENNA), "Europe/Vienna"
)


def event(draft: EventDraft, identifier: str = "abc", **more: object) -> Event:
    return Event(identifier, "default", draft, "1", **more)  # type: ignore[arg-type]


def lines(*events: Event, **options: object) -> list[str]:
    """The unfolded lines of a file."""
    data = write_ics(events, name="Ana", stamp=STAMP, **options)  # type: ignore[arg-type]
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_a_feed_says_what_it_is() -> None:
    found = lines(refresh=timedelta(hours=1))
    assert found[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "X-WR-CALNAME:Ana", "NAME:Ana"} <= set(found)
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= set(found)
    assert any(line.startswith("PRODID:") for line in found)
    assert not any(line.startswith("METHOD") for line in found)


def test_a_single_event_is_in_utc() -> None:
    draft = replace(REVIEW, location="Room 4", description="a\nb", attendees=(ANA, Attendee("Bo")))
    found = lines(event(draft, sequence=3, link="https://example.com/e/1"))
    assert {"DTSTART:20260324T080000Z", "DTEND:20260324T090000Z", "DTSTAMP:20260101T000000Z"} <= set(found)
    assert {"UID:abc@threadline", "SEQUENCE:3", "STATUS:CONFIRMED", "LOCATION:Room 4"} <= set(found)
    assert {"DESCRIPTION:a\\nb", "ATTENDEE;CN=Ana:mailto:ana@example.com", "URL:https://example.com/e/1"} <= set(found)
    assert sum(line.startswith("ATTENDEE") for line in found) == 1
    assert "BEGIN:VTIMEZONE" not in found


def test_a_series_is_in_its_zone() -> None:
    excluded = (datetime(2026, 3, 31, 9, tzinfo=VIENNA),)
    found = lines(event(replace(REVIEW, rrule="FREQ=WEEKLY;UNTIL=20260601", excluded=excluded)))
    assert "DTSTART;TZID=Europe/Vienna:20260324T090000" in found
    assert "RRULE:FREQ=WEEKLY;UNTIL=20260601T215959Z" in found
    assert "EXDATE;TZID=Europe/Vienna:20260331T090000" in found
    assert found.count("BEGIN:VTIMEZONE") == 1


@pytest.mark.parametrize(
    ("until", "written"),
    [("20260601T100000", "20260601T080000Z"), ("20260601T100000Z", "20260601T100000Z")],
)
def test_until_is_an_instant_in_utc(until: str, written: str) -> None:
    assert f"RRULE:FREQ=WEEKLY;UNTIL={written}" in lines(event(replace(REVIEW, rrule=f"FREQ=WEEKLY;UNTIL={until}")))


def test_one_zone_is_described_once_for_all_its_years() -> None:
    early = replace(
        REVIEW, start=REVIEW.start.replace(year=2004), end=REVIEW.end.replace(year=2004), rrule="FREQ=YEARLY"
    )
    found = lines(event(early, "one"), event(replace(REVIEW, rrule="FREQ=DAILY;COUNT=2"), "two"))
    assert found.count("BEGIN:VTIMEZONE") == 1
    assert "DTSTART:20030101T000000" in found


@pytest.mark.parametrize(("year", "first"), [(1604, 1926), (5000, 2026)])
def test_a_zone_is_described_within_a_lifetime(year: int, first: int) -> None:
    draft = replace(
        REVIEW, start=REVIEW.start.replace(year=year), end=REVIEW.end.replace(year=year), rrule="FREQ=YEARLY"
    )
    found = lines(event(draft))
    assert f"DTSTART:{first}0101T000000" in found
    assert ("DTSTART:20260329T020000" in found) == (first == 2026)


def test_a_series_in_utc_needs_no_zone() -> None:
    start = datetime(2026, 3, 24, 9, tzinfo=UTC)
    found = lines(event(EventDraft("x", start, start + timedelta(hours=1), "UTC", rrule="FREQ=DAILY")))
    assert "DTSTART:20260324T090000Z" in found
    assert "BEGIN:VTIMEZONE" not in found


def test_all_day_events_are_dates() -> None:
    draft = EventDraft.of_dates("Fair", date(2026, 3, 28), date(2026, 3, 29), "Europe/Vienna")
    excluded = (datetime(2027, 3, 28, tzinfo=VIENNA),)
    found = lines(event(replace(draft, rrule="FREQ=YEARLY;UNTIL=20300101T120000Z", excluded=excluded)))
    assert {"DTSTART;VALUE=DATE:20260328", "DTEND;VALUE=DATE:20260330", "EXDATE;VALUE=DATE:20270328"} <= set(found)
    assert "RRULE:FREQ=YEARLY;UNTIL=20300101" in found
    assert "BEGIN:VTIMEZONE" not in found


def test_an_invitation_asks_for_an_answer() -> None:
    found = lines(
        event(replace(REVIEW, attendees=(ANA,))), method="REQUEST", organizer=Attendee("Bo", "bo@example.com")
    )
    assert {"METHOD:REQUEST", "ORGANIZER;CN=Bo:mailto:bo@example.com"} <= set(found)
    assert "ATTENDEE;CN=Ana;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ana@example.com" in found
    assert not any(line.startswith(("X-WR", "REFRESH")) for line in found)


def test_a_published_calendar_is_still_a_feed() -> None:
    assert {"METHOD:PUBLISH", "X-WR-CALNAME:Ana"} <= set(lines(method="PUBLISH"))


def test_a_cancellation_says_so() -> None:
    assert "STATUS:CANCELLED" in lines(event(REVIEW), method="CANCEL", organizer=ANA)


@pytest.mark.parametrize("organizer", [None, Attendee("Ana"), Attendee("Ana", "no address")])
def test_an_invitation_needs_an_organizer(organizer: Attendee | None) -> None:
    with pytest.raises(ValueError, match="organizer"):
        lines(event(REVIEW), method="REQUEST", organizer=organizer)


def test_who_sees_it_what_it_blocks_and_when_it_reminds_go_both_ways() -> None:
    draft = replace(REVIEW, private=True, transparent=True, reminders=(10, 60))
    data = write_ics([event(draft)], name="Ana", stamp=STAMP)
    (found,) = read_ics(data, REVIEW.zone).events
    assert (found.draft.private, found.draft.transparent, found.draft.reminders) == (True, True, (10, 60))
    assert b"VALARM" not in write_ics([event(draft)], name="Ana", stamp=STAMP, method="REQUEST", organizer=ANA)


def test_alarms_that_do_not_go_by_the_start_are_not_ours() -> None:
    alarms = ("TRIGGER;RELATED=END:-PT5M", "TRIGGER;VALUE=DATE-TIME:20260324T070000Z", "TRIGGER:PT5M", "ACTION:AUDIO")
    text = "".join(f"BEGIN:VALARM\r\n{alarm}\r\nEND:VALARM\r\n" for alarm in alarms)
    data = write_ics([event(REVIEW)], name="Ana", stamp=STAMP).replace(b"END:VEVENT", text.encode() + b"END:VEVENT")
    (found,) = read_ics(data, REVIEW.zone).events
    assert found.draft.reminders is None


HOSTILE = st.text(alphabet=st.sampled_from('aü,;:\\"^\r\n\t\0\x0b\x7f\u2028\u0085\ud800= '), max_size=30)


@settings(deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_text_breaks_out_of_its_line(title: str, name: str, address: str) -> None:
    draft = replace(REVIEW, title=title, location=title, attendees=(Attendee(name, address), replace(ANA, name=name)))
    data = write_ics(
        [event(draft, link="javascript:x")], name=name, stamp=STAMP, organizer=Attendee(name, "bo@example.com")
    )
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    names = [line.split(":")[0].split(";")[0] for line in data.decode().replace("\r\n ", "").split("\r\n") if line]
    allowed = (
        "BEGIN END VERSION PRODID NAME X-WR-CALNAME REFRESH-INTERVAL X-PUBLISHED-TTL SUMMARY DTSTART DTEND DTSTAMP"
    )
    assert set(names) <= set(f"{allowed} UID SEQUENCE LOCATION STATUS CLASS TRANSP ORGANIZER ATTENDEE".split())
    (found,) = read_ics(data, "UTC").events
    assert {each.email for each in found.draft.attendees} <= {"ana@example.com", address}


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=80).map(str.strip)
RULES = [None, "FREQ=DAILY;COUNT=5", "FREQ=WEEKLY;BYDAY=MO,TU", "FREQ=MONTHLY;UNTIL=20300101T000000Z;BYDAY=-1FR"]
ZONES = ["Europe/Vienna", "America/New_York", "Asia/Kolkata", "UTC"]


@settings(deadline=None)
@given(
    title=TEXT,
    place=TEXT,
    local=st.datetimes(datetime(2020, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001
    minutes=st.integers(1, 4000),
    zone=st.sampled_from(ZONES),
    rrule=st.sampled_from(RULES),
)
def test_a_timed_event_survives(
    title: str, place: str, local: datetime, minutes: int, zone: str, rrule: str | None
) -> None:
    start = local.replace(microsecond=0, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    end = start + timedelta(minutes=minutes)
    there = ZoneInfo(zone)
    draft = EventDraft(title, start.astimezone(there), end.astimezone(there), zone, location=place or None, rrule=rrule)
    (found,) = read_ics(write_ics([event(draft)], name="x", stamp=STAMP), zone).events
    assert found.uid == uid(event(draft))
    assert replace(found.draft, start=draft.start, end=draft.end) == draft
    assert (found.draft.start.astimezone(UTC), found.draft.end.astimezone(UTC)) == (start, end)


@settings(deadline=None)
@given(st.dates(date(2020, 1, 1), date(2028, 1, 1)), st.integers(0, 10), st.sampled_from(ZONES))
def test_an_all_day_event_survives_in_any_zone(first: date, more: int, zone: str) -> None:
    draft = EventDraft.of_dates("Days", first, first + timedelta(days=more), zone)
    (found,) = read_ics(write_ics([event(draft)], name="x", stamp=STAMP), zone).events
    assert found.draft == draft


@pytest.mark.parametrize("rrule", ["FREQ=DAILY;COUNT=9", "FREQ=WEEKLY;BYDAY=TU,FR", "FREQ=MONTHLY;BYDAY=-1TU"])
@pytest.mark.parametrize("zone", ["Europe/Vienna", "America/New_York", "Australia/Lord_Howe"])
def test_other_readers_see_the_same_occurrences(rrule: str, zone: str) -> None:
    start = datetime(2026, 3, 24, 9, tzinfo=ZoneInfo(zone))
    excluded = (start + timedelta(days=7),)
    draft = EventDraft("x", start, start + timedelta(hours=1), zone, rrule=rrule, excluded=excluded)
    calendar = Calendar.from_ical(write_ics([event(draft)], name="x", stamp=STAMP))
    theirs = recurring_ical_events.of(calendar).between(
        datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    )
    ours = occurrences(draft, datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    assert sorted(each.start.astimezone(UTC) for each in theirs) == [each.start.astimezone(UTC) for each in ours]
