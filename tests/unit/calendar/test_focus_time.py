"""Where time to focus is, and how it gives way."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import Busy, FreeBusy, Knowledge
from threadline.calendar.focus_time import FocusTime, focus_on, kept_for_focus, whole_days
from threadline.calendar.workday import Participant, WorkingHours

VIENNA = ZoneInfo("Europe/Vienna")
THURSDAY, SUNDAY = date(2026, 3, 5), date(2026, 3, 8)
HOURS = WorkingHours("Europe/Vienna")
MORNINGS = FocusTime(time(8), time(12), timedelta(hours=2))


def busy(start: str, end: str) -> Busy:
    return Busy(*(datetime.combine(THURSDAY, time.fromisoformat(each), VIENNA) for each in (start, end)))


def where(*taken: Busy) -> str:
    found = focus_on(THURSDAY, MORNINGS, HOURS, taken)
    if found is None:
        return ""
    return f"{found.start.astimezone(VIENNA):%H:%M}-{found.end.astimezone(VIENNA):%H:%M}"


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([], "08:00-10:00"),
        ([busy("10:00", "12:00")], "08:00-10:00"),
        ([busy("09:00", "09:30")], "09:30-11:30"),
        ([busy("09:00", "11:00")], "08:00-09:00"),
        ([busy("09:30", "11:00")], "08:00-09:30"),
        ([busy("08:20", "11:40")], ""),
        ([busy("07:00", "13:00")], ""),
    ],
)
def test_it_is_the_first_gap_that_is_long_enough_else_the_longest(taken: list[Busy], expected: str) -> None:
    assert where(*taken) == expected


def test_a_day_without_work_has_none() -> None:
    assert focus_on(SUNDAY, MORNINGS, HOURS, []) is None


def test_for_others_it_is_taken_on_each_working_day() -> None:
    low, high = datetime(2026, 3, 5, tzinfo=VIENNA), datetime(2026, 3, 9, tzinfo=VIENNA)
    ana = Participant("Ana", HOURS, (FreeBusy("c", Knowledge.KNOWN, (busy("08:00", "09:00"),)),))
    kept = kept_for_focus(ana, MORNINGS, low, high).free_busy[-1]
    starts = [each.start.astimezone(VIENNA) for each in kept.busy]
    assert [f"{each:%a %H}" for each in starts if each.date() in (THURSDAY, date(2026, 3, 6))] == ["Thu 09", "Fri 08"]
    assert not any(each.weekday() > 4 for each in starts)


def test_whole_days_are_those_of_every_clock() -> None:
    start = datetime(2026, 3, 5, 10, tzinfo=VIENNA)
    low, high = whole_days(start, start + timedelta(hours=1), ["Europe/Vienna", "America/New_York"])
    assert (low.isoformat(), high.isoformat()) == ("2026-03-05T00:00:00+01:00", "2026-03-06T00:00:00-05:00")
