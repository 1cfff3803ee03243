"""Files that other programs write, and files that are broken."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threadline.calendar.event import Attendee
from threadline.calendar.ics import IcsBroken, IcsEvent, IcsFile, IcsTooLarge, read_ics
from threadline.calendar.ics_lines import MAX_BYTES, MAX_DEPTH, MAX_EVENTS


def file(*lines: str, head: str = "") -> str:
    body = "\n".join(("BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT"))
    return f"BEGIN:VCALENDAR\n{head}\n{body}\nEND:VCALENDAR\n".replace("\n\n", "\n").replace("\n", "\r\n")


def read(*lines: str, head: str = "") -> IcsEvent:
    found = read_ics(file(*lines, head=head), "Europe/Vienna")
    assert found.skipped == ()
    (event,) = found.events
    return event


def reason(*lines: str) -> str:
    found = read_ics(file(*lines), "Europe/Vienna")
    assert found.events == ()
    (skipped,) = found.skipped
    assert skipped.uid == "1"
    return skipped.reason


def test_an_invitation() -> None:
    found = read_ics(
        file(
            "SUMMARY:Design review\\, part 2",
            "DTSTART;TZID=W. Europe Standard Time:20260324T090000",
            "DTEND;TZID=W. Europe Standard Time:20260324T103000",
            "LOCATION:Room 4",
            "DESCRIPTION:Line one\\nLine",
            "  two",
            "SEQUENCE:2",
            'ORGANIZER;CN="Bo, of Sales":MAILTO:bo@example.com',
            "ATTENDEE:mailto:ana@example.com",
            "ATTENDEE;CN=Room:urn:uuid:1",
            head="METHOD:REQUEST\nX-WR-CALNAME:Work\\, mine",
        ).encode(),
        "Europe/Vienna",
    )
    (event,) = found.events
    assert (found.method, found.name) == ("REQUEST", "Work, mine")
    assert event.draft.title == "Design review, part 2"
    assert event.draft.zone == "Europe/Berlin"
    assert event.draft.start == datetime(2026, 3, 24, 8, tzinfo=UTC)
    assert event.draft.duration == timedelta(minutes=90)
    assert (event.draft.location, event.draft.description) == ("Room 4", "Line one\nLine two")
    assert event.organizer == Attendee("Bo, of Sales", "bo@example.com")
    assert event.draft.attendees == (Attendee("", "ana@example.com"), Attendee("Room"))
    assert (event.sequence, event.cancelled, event.transparent) == (2, False, False)


@pytest.mark.parametrize(
    ("lines", "zone", "start", "minutes"),
    [
        (["DTSTART:20260324T090000"], "Europe/Vienna", 8, 1),
        (["DTSTART:20260324T090000Z"], "Europe/Vienna", 9, 1),
        (["DTSTART:20260324T090000Z", "RRULE:FREQ=DAILY"], "UTC", 9, 1),
        (["DTSTART:20260324T090000Z", "DTEND:20260324T093000Z"], "Europe/Vienna", 9, 30),
        (["DTSTART:20260324T090000Z", "DTEND:20260324T090000Z"], "Europe/Vienna", 9, 1),
        (["DTSTART:20260324T090000Z", "DURATION:PT1H"], "Europe/Vienna", 9, 60),
        (["DTSTART;TZID=America/New_York:20260324T090000"], "America/New_York", 13, 1),
        (["DTSTART;TZID=/example.org/2026/America/New_York:20260324T090000"], "America/New_York", 13, 1),
        (['DTSTART;TZID="Asia/Kolkata":20260324T090000', "DURATION:PT2M"], "Asia/Kolkata", 3, 2),
    ],
)
def test_times(lines: list[str], zone: str, start: int, minutes: int) -> None:
    draft = read(*lines).draft
    assert draft.zone == zone
    assert draft.start.astimezone(UTC).hour == start
    assert draft.duration == timedelta(minutes=minutes)


def test_a_skipped_time_is_read_with_the_offset_before() -> None:
    draft = read("DTSTART;TZID=Europe/Vienna:20260329T023000").draft
    assert draft.start.isoformat() == "2026-03-29T03:30:00+02:00"


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["DTSTART;VALUE=DATE:20260324"], date(2026, 3, 24)),
        (["DTSTART;VALUE=DATE:20260324", "DTEND;VALUE=DATE:20260326"], date(2026, 3, 25)),
        (["DTSTART;VALUE=DATE:20260324", "DTEND;VALUE=DATE:20260324"], date(2026, 3, 24)),
        (["DTSTART;VALUE=DATE:20260324", "DTEND:20260326T000000Z"], date(2026, 3, 25)),
        (["DTSTART;VALUE=DATE:20260324", "DURATION:P3D"], date(2026, 3, 26)),
    ],
)
def test_dates(lines: list[str], last: date) -> None:
    draft = read(*lines).draft
    assert draft.all_day
    assert draft.dates == (date(2026, 3, 24), last)


def test_the_calendars_zone_is_that_of_its_times() -> None:
    assert read("DTSTART:20260324T090000", head="X-WR-TIMEZONE:Asia/Tokyo").draft.zone == "Asia/Tokyo"


def test_a_zone_is_known_by_its_place_and_not_by_its_description() -> None:
    head = "\n".join(
        (
            "BEGIN:VTIMEZONE\nTZID:Ours\nX-LIC-LOCATION:Europe/Vienna",
            "BEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nEND:STANDARD",
            "END:VTIMEZONE",
        )
    )
    draft = read("DTSTART;TZID=Ours:20260324T090000", head=head).draft
    assert (draft.zone, draft.start.astimezone(UTC).hour) == ("Europe/Vienna", 8)


def test_a_moved_occurrence_leaves_its_series() -> None:
    series = "\n".join(
        (
            "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Vienna:20260324T090000\nRRULE:FREQ=DAILY;COUNT=5",
            "EXDATE;TZID=Europe/Vienna:20260325T090000,20260326T090000\nEND:VEVENT",
        )
    )
    moved = ["RECURRENCE-ID;TZID=Europe/Vienna:20260327T090000", "DTSTART:20260327T120000Z", "STATUS:CANCELLED"]
    found = read_ics(file(*moved, "TRANSP:TRANSPARENT", head=series), "Europe/Vienna")
    first, second = found.events
    assert [each.day for each in first.draft.excluded] == [25, 26, 27]
    assert first.draft.rrule == "FREQ=DAILY;COUNT=5"
    assert second.recurrence == datetime(2026, 3, 27, 8, tzinfo=UTC)
    assert second.cancelled
    assert second.transparent


def test_excluded_days_stand_in_the_zone_that_is_named_for_them() -> None:
    lines = ("DTSTART;TZID=Europe/Vienna:20260324T090000", "RRULE:FREQ=DAILY;COUNT=5")
    found = read_ics(file(*lines, "EXDATE;TZID=Europe/Vienna:20260325T090000"), "America/New_York")
    assert found.events[0].draft.excluded == (datetime(2026, 3, 25, 8, tzinfo=UTC),)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], "no start"),
        (["DTSTART:20260324T090000Z", "DTSTART:20260325T090000Z"], "DTSTART more than once"),
        (["DTSTART:20261324T090000Z"], "makes no sense"),
        (["DTSTART;TZID=Nowhere/At All:20260324T090000"], "time zone that is not known: 'Nowhere/At All'"),
        (["DTSTART:20260324T090000Z", "DTEND:x"], "makes no sense"),
        (["DTSTART:20260324T090000Z", "DTEND:20260324T080000Z"], "ends before it starts"),
        (["DTSTART:20260324T090000Z", "DURATION:-PT1H"], "ends before it starts"),
        (["DTSTART:20260324T090000Z", "RRULE"], "makes no sense"),
        (["DTSTART:20260324T090000Z", "DURATION:P99999999W"], "makes no sense"),
        (["DTSTART:20260324T090000Z", "RRULE:FREQ=NEVER"], "daily"),
        (["DTSTART:20260324T090000Z", "RRULE:FREQ=HOURLY;BYSETPOS=1"], "not supported"),
        (["DTSTART:20260324T090000Z", "RRULE:nonsense"], "rule"),
        (["DTSTART:20260324T090000Z", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], "RRULE more than once"),
        (["DTSTART:20260324T090000Z", "RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"], "two rules"),
        (["DTSTART:00010101T000000", "DURATION:PT1H"], "makes no sense"),
        (["DTSTART:10010101T000000", "DURATION:PT1H"], "between the years"),
        (["DTSTART;VALUE=DATE:99991231"], "makes no sense"),
    ],
)
def test_an_event_that_is_not_understood_is_named_with_its_reason(lines: list[str], expected: str) -> None:
    assert expected in reason(*lines)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT\r\nEND:VEVENT\r\n",
        "END:VCALENDAR",
        "BEGIN:VEVENT\r\nTZID:x\r\nEND:VTIMEZONE\r\n",
        file("DTSTART:20260324T090000Z") + "BEGIN:VCALENDAR",
    ],
)
def test_what_is_no_calendar_is_broken(text: str) -> None:
    with pytest.raises(IcsBroken):
        read_ics(text, "UTC")


@pytest.mark.parametrize(
    "data",
    [
        b"x" * (MAX_BYTES + 1),
        "BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\nEND:VEVENT\r\n" * (MAX_EVENTS + 1) + "END:VCALENDAR",
        "BEGIN:VEVENT\r\n" * (MAX_DEPTH + 1),
        "BEGIN:VEV\r\n ENT\r\n" * (MAX_DEPTH + 1),
    ],
)
def test_what_is_too_large_is_not_read(data: bytes | str) -> None:
    with pytest.raises(IcsTooLarge):
        read_ics(data, "UTC")


def test_a_path_is_no_calendar_file(tmp_path: Path) -> None:
    path = tmp_path / "theirs.ics"
    path.write_text(file("DTSTART:20260324T090000Z"))
    with pytest.raises(IcsBroken):
        read_ics(str(path), "UTC")


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("India", "Asia/Calcutta"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(UTC) Coordinated Universal Time", "UTC"),
        ("(GMT+10:00) Canberra, Melbourne, Sydney", "Australia/Canberra"),
        ("(UTC-03:30) Newfoundland", "Canada/Newfoundland"),
        ("Pacific Daylight Time", "America/Los_Angeles"),
        ("europe/vienna", "Europe/Vienna"),
        ("tzone://Microsoft/Utc", "UTC"),
    ],
)
def test_zones_by_the_names_that_programs_give_them(name: str, zone: str) -> None:
    for written in (f'"{name}"', name):
        assert read(f"DTSTART;TZID={written}:20260324T090000").draft.zone == zone


@pytest.mark.parametrize("name", ["(UTC+03:00) Vienna", "(UTC+01:00) Nowhere", "Custom 1"])
def test_a_name_that_contradicts_itself_or_means_nothing_is_no_zone(name: str) -> None:
    assert "not known" in reason(f"DTSTART;TZID={name}:20260324T090000")


def test_parts_of_other_kinds_hide_no_event() -> None:
    broken = "BEGIN:VTODO\nDUE:whenever\nEND:VTODO\nREFRESH-INTERVAL;VALUE=DURATION:daily"
    alarm = ("BEGIN:VALARM", "TRIGGER:x", "END:VALARM")
    assert read("DTSTART:20260324T090000Z", *alarm, head=broken).draft.reminders is None


@pytest.mark.timeout(60)
@pytest.mark.parametrize("part", [":", ";", ",", '"', ";A=", "mailto:", "TZID=", " "])
def test_a_long_line_of_one_kind_is_read_in_one_go(part: str) -> None:
    for start in ("DTSTART;TZID=", "ATTENDEE;", "DURATION;", "RRULE:"):
        found = read_ics(file("DTSTART:20260324T090000Z", start + part * 10_000), "UTC")
        assert len(found.events) + len(found.skipped) == 1


def test_bytes_that_are_not_utf_8_lose_nothing_else() -> None:
    data = b"\xef\xbb\xbf" + file("DTSTART:20260324T090000Z", "SUMMARY:Caf?").encode().replace(b"?", b"\xe9")
    (event,) = read_ics(data, "UTC").events
    assert event.draft.title == "Caf\ufffd"


LINES = st.sampled_from(
    (
        "BEGIN:VCALENDAR",
        "END:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VTIMEZONE",
        "END:VTIMEZONE",
        "BEGIN:X",
        "DTSTART:20260324T090000Z",
        "DTSTART;VALUE=DATE:20260324",
        "DTSTART;TZID=:20260324T090000",
        "DTSTART;VALUE=DATE:x",
        "DTEND:20260324T090000",
        "DTEND;VALUE=DATE:20260324",
        "DURATION:-P1D",
        "DURATION:P99999999999D",
        "RRULE:FREQ=DAILY",
        "RRULE:FREQ=",
        "RRULE:",
        "EXDATE:20260324",
        "EXDATE:x",
        "EXDATE;VALUE=DATE:20260324",
        "SUMMARY",
        "SUMMARY:\\",
        ":",
        "ATTENDEE;CN=:x",
        "ATTENDEE:mailto:",
        "ORGANIZER:",
        "SEQUENCE:",
        "SEQUENCE:99999999999999999999",
        "RECURRENCE-ID:",
        "RECURRENCE-ID:20260324T090000",
        "RECURRENCE-ID;VALUE=PERIOD:20260324T090000Z/PT1H",
        "UID:",
        "X-WR-TIMEZONE:Europe",
        "DTSTART;VALUE=TIME:090000",
        "DTSTART;VALUE=PERIOD:20260324T090000Z/PT1H",
        "METHOD:\\,",
        "TZID:x",
        " folded",
        "\t",
    )
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=12))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    text = "\r\n".join(("BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""))
    try:
        found = read_ics(text, "Europe/Vienna")
    except (IcsBroken, IcsTooLarge):
        return
    assert isinstance(found, IcsFile)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = read_ics(b"BEGIN:VCALENDAR\r\n" + data + b"\r\nEND:VCALENDAR\r\n", "UTC")
    except IcsBroken:
        return
    assert isinstance(found, IcsFile)
