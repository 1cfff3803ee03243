"""Times in words, the same in every channel."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import EventDraft
from threadline.core.channels.formatting import and_list, repeats_label, series_label, span_label, when_label

VIENNA = ZoneInfo("Europe/Vienna")


def draft(start: datetime, hours: float, rrule: str | None = None) -> EventDraft:
    return EventDraft(
        "X", start, (start.astimezone(ZoneInfo("UTC")) + timedelta(hours=hours)), str(start.tzinfo), rrule=rrule
    )


@pytest.mark.parametrize(
    ("start", "hours", "zone", "label"),
    [
        (datetime(2026, 11, 26, 15, tzinfo=VIENNA), 1.5, "Europe/Vienna", "Thu 26 Nov 2026, 15:00–16:30"),
        (datetime(2026, 11, 26, 15, tzinfo=VIENNA), 1.5, "America/New_York", "Thu 26 Nov 2026, 09:00–10:30"),
        (
            datetime(2026, 11, 26, 23, tzinfo=VIENNA),
            2,
            "Europe/Vienna",
            "Thu 26 Nov 2026, 23:00 – Fri 27 Nov 2026, 01:00",
        ),
        (datetime(2026, 11, 26, 1, tzinfo=VIENNA), 1, "America/New_York", "Wed 25 Nov 2026, 19:00–20:00"),
        (datetime(2026, 3, 29, 1, 30, tzinfo=VIENNA), 1, "Europe/Vienna", "Sun 29 Mar 2026, 01:30–03:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=VIENNA), 2, "Europe/Vienna", "Sun 25 Oct 2026, 01:30–02:30"),
    ],
)
def test_an_event_is_told_in_the_readers_zone(start: datetime, hours: float, zone: str, label: str) -> None:
    event = draft(start, hours)
    assert span_label(event.start, event.end, zone) == label
    assert when_label(event, zone) == f"{label} ({zone})"


def test_days_are_days_whatever_the_readers_zone() -> None:
    one = EventDraft.of_dates("X", date(2026, 11, 26), date(2026, 11, 26), "Europe/Vienna")
    run = EventDraft.of_dates("X", date(2026, 12, 30), date(2027, 1, 2), "Pacific/Apia")
    for zone in ("Europe/Vienna", "America/New_York", "Pacific/Kiritimati"):
        assert when_label(one, zone) == "Thu 26 Nov 2026, all day"
        assert when_label(run, zone) == "Wed 30 Dec 2026 – Sat 2 Jan 2027, all day"


def test_what_repeats_says_so() -> None:
    event = draft(datetime(2026, 11, 26, 15, tzinfo=VIENNA), 1, "FREQ=WEEKLY;BYDAY=TH")
    assert when_label(event, "Europe/Vienna").endswith("(Europe/Vienna), every week on Thu")
    assert not when_label(replace(event, rrule=None), "Europe/Vienna").endswith("Thu")


@pytest.mark.parametrize(
    ("rrule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=2", "every other day"),
        ("freq=weekly;interval=3;byday=mo,we", "every 3 weeks on Mon, Wed"),
        ("FREQ=MONTHLY;BYDAY=1TU", "every month on first Tue"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on last Fri"),
        ("FREQ=MONTHLY;BYDAY=-2FR", "every month on -2. Fri"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "every month on day 15"),
        ("FREQ=YEARLY;COUNT=5", "every year, 5 times"),
        ("FREQ=WEEKLY;UNTIL=20261231T225959Z", "every week until Thu 31 Dec 2026"),
        ("FREQ=HOURLY;WKST=MO", "every hour"),
        ("FREQ=WEEKLY;BYSETPOS=1", "repeats by FREQ=WEEKLY;BYSETPOS=1"),
        ("FREQ=SECONDLY", "repeats by FREQ=SECONDLY"),
    ],
)
def test_a_rule_is_told_in_words_or_quoted(rrule: str, words: str) -> None:
    assert repeats_label(rrule) == words


@pytest.mark.parametrize(
    ("words", "said"),
    [((), ""), (("Ana",), "Ana"), (("Ana", "Bo"), "Ana and Bo"), (("Ana", "Bo", "Cy"), "Ana, Bo and Cy")],
)
def test_a_list_as_people_say_it(words: tuple[str, ...], said: str) -> None:
    assert and_list(words) == said


@pytest.mark.parametrize(
    ("rrule", "zone", "words"),
    [
        (
            "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270106T225959Z",
            "Europe/Vienna",
            "every week on Thu, 6 times until Wed 6 Jan 2027",
        ),
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=6", "Europe/Vienna", "every week on Thu, 6 times until Thu 31 Dec 2026"),
        # The last day there is still the 31st, whatever the rule's instant is called in UTC.
        ("FREQ=WEEKLY;UNTIL=20270101T045959Z", "America/New_York", "every week, 6 times until Thu 31 Dec 2026"),
        ("FREQ=DAILY", "Europe/Vienna", ""),
        ("FREQ=DAILY;COUNT=5000", "Europe/Vienna", ""),
        ("FREQ=WEEKLY;BYSETPOS=1;BYDAY=TH;COUNT=2", "Europe/Vienna", ""),
        ("FREQ=NEVER;COUNT=2", "Europe/Vienna", ""),
    ],
)
def test_a_series_says_how_often_it_takes_place(rrule: str, zone: str, words: str) -> None:
    event = draft(datetime(2026, 11, 26, 15, tzinfo=ZoneInfo(zone)), 1, rrule)
    assert series_label(replace(event, zone=zone)) == words


def test_occurrences_that_are_left_out_are_not_counted() -> None:
    start = datetime(2026, 11, 26, 15, tzinfo=VIENNA)
    event = replace(draft(start, 1, "FREQ=WEEKLY;COUNT=6"), excluded=(start.replace(month=12, day=3),))
    assert when_label(event, "Europe/Vienna").endswith("every week, 5 times until Thu 31 Dec 2026")
