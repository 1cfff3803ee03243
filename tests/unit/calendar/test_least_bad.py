"""Times for people whose days never meet: the worst off is disturbed least, and nobody who is busy."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import Busy, FreeBusy, Knowledge
from threadline.calendar.free_slots import Wish, free_slots
from threadline.calendar.least_bad import least_bad_slots
from threadline.calendar.workday import Participant, WorkingHours

MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
WISH = Wish(MONDAY, MONDAY + timedelta(days=5), timedelta(minutes=30), "Europe/Vienna")
KNOWN = (FreeBusy("c", Knowledge.KNOWN),)
PEOPLE = [
    Participant(zone, WorkingHours(zone), KNOWN) for zone in ("Europe/Vienna", "America/New_York", "Australia/Sydney")
]


def test_there_is_no_good_time_but_a_least_bad_one() -> None:
    assert free_slots(PEOPLE, WISH) == ()
    best, *others = least_bad_slots(PEOPLE, WISH)
    assert best.outside
    assert others
    assert all(6 <= best.start.astimezone(ZoneInfo(each.hours.zone)).hour <= 22 for each in PEOPLE)


def test_whoever_is_busy_is_not_asked() -> None:
    best = least_bad_slots(PEOPLE, WISH)[0]
    taken = (FreeBusy("c", Knowledge.KNOWN, (Busy(best.start, best.end),)),)
    people = [replace(PEOPLE[0], free_busy=taken), *PEOPLE[1:]]
    assert all(slot.end <= best.start or best.end <= slot.start for slot in least_bad_slots(people, WISH))
