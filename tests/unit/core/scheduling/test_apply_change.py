"""What words make of an event: its day and zone, its half of the day, its week, and what else they may mean."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract.changes.reader import read_change
from threadline.core.calendars.event_matching import Wanted, fits_person
from threadline.core.channels.offer_text import changes_in_words
from threadline.core.domain.event_diff import carries, rebased, same_booking
from threadline.core.scheduling.apply_change import Changed, Unclear, apply_change
from threadline.core.scheduling.series_shift import moved_series

ZONE = "Europe/Vienna"
VIENNA = ZoneInfo(ZONE)
NOW = datetime(2026, 11, 23, 10, tzinfo=VIENNA)  # a Monday


def at(day: int, hour: int, minutes: int = 60, month: int = 11) -> EventDraft:
    start = datetime(2026, month, day, hour, tzinfo=VIENNA)
    people = (Attendee("Bo", "bo@example.com"),)
    return EventDraft("Design review", start, start + timedelta(minutes=minutes), ZONE, attendees=people)


TOMORROW = at(24, 15)
LATER = at(8, 9, month=12)
DINNER = at(24, 18)
HOLIDAY = EventDraft.of_dates("Holiday", datetime(2026, 12, 1).date(), datetime(2026, 12, 2).date(), ZONE)  # noqa: DTZ001


def changed(text: str, draft: EventDraft, *, shown: EventDraft | None = None) -> Changed:
    change = read_change(text, NOW, zone=VIENNA)
    assert change is not None, text
    return apply_change(change, draft, now=NOW, zone=ZONE, shown=shown)


def span(draft: EventDraft) -> str:
    if draft.all_day:
        first, last = draft.dates
        return f"{first:%-d.%-m}-{last:%-d.%-m}"
    return f"{draft.start.astimezone(VIENNA):%a %-d.%-m %H:%M}-{draft.end.astimezone(VIENNA):%H:%M}"


@pytest.mark.parametrize(
    ("text", "draft", "expected"),
    [
        ("move it to 4", TOMORROW, "Tue 24.11 16:00-17:00"),
        ("move it to 4", LATER, "Tue 8.12 16:00-17:00"),
        ("move it to 10", LATER, "Tue 8.12 10:00-11:00"),
        ("move it to 8", DINNER, "Tue 24.11 20:00-21:00"),
        ("move it to 7", at(24, 8), "Tue 24.11 07:00-08:00"),
        ("move it to 17", TOMORROW, "Tue 24.11 17:00-18:00"),
        ("move it to Thursday", TOMORROW, "Thu 26.11 15:00-16:00"),
        ("move it to Thursday", LATER, "Thu 10.12 09:00-10:00"),
        ("move it to next Thursday", LATER, "Thu 3.12 09:00-10:00"),
        ("move it to Thursday at 4", LATER, "Thu 10.12 16:00-17:00"),
        ("move it to tomorrow", LATER, "Tue 24.11 09:00-10:00"),
        ("move it to today at 5", TOMORROW, "Mon 23.11 17:00-18:00"),
        ("move it to next week", TOMORROW, "Tue 1.12 15:00-16:00"),
        ("move it to 4 Dec", TOMORROW, "Fri 4.12 15:00-16:00"),
        ("move it from 3 to 4", TOMORROW, "Tue 24.11 16:00-17:00"),
        ("move it to 2-3:30", TOMORROW, "Tue 24.11 14:00-15:30"),
        ("move it to tomorrow afternoon", at(27, 14), "Tue 24.11 14:00-15:00"),
        ("delay it by a week", TOMORROW, "Tue 1.12 15:00-16:00"),
        ("extend it until 5", TOMORROW, "Tue 24.11 15:00-17:00"),
        ("extend it until 17:30", TOMORROW, "Tue 24.11 15:00-17:30"),
        ("make it all day", TOMORROW, "24.11-24.11"),
        ("move it to Friday", HOLIDAY, "4.12-5.12"),
        ("move it to 4 Dec at 3pm", HOLIDAY, "Fri 4.12 15:00-15:30"),
        ("delay it by a day", HOLIDAY, "2.12-3.12"),
        ("make it 3 days", HOLIDAY, "1.12-3.12"),
        ("every Tuesday until March", TOMORROW, "Tue 24.11 15:00-16:00"),
        ("every Thursday", TOMORROW, "Thu 26.11 15:00-16:00"),
        ("make it every day at 9", TOMORROW, "Tue 24.11 09:00-10:00"),
        ("make it weekly", TOMORROW, "Tue 24.11 15:00-16:00"),
    ],
)
def test_times_are_read_on_the_events_own_calendar(text: str, draft: EventDraft, expected: str) -> None:
    found = changed(text, draft)
    assert span(found.draft) == expected
    assert found.evidence or found.draft.all_day


@pytest.mark.parametrize(
    ("text", "draft", "others"),
    [
        ("move it to 10", TOMORROW, ["Tue 24 Nov 2026, 22:00–23:00"]),
        ("move it to Thursday", LATER, ["Thu 26 Nov 2026, 09:00–10:00"]),
        ("move it to Thursday", TOMORROW, []),
        ("move it to Thursday and make it 45 minutes", LATER, []),
    ],
)
def test_what_else_words_may_mean_is_told(text: str, draft: EventDraft, others: list[str]) -> None:
    assert [other.label for other in changed(text, draft).alternatives] == others


@pytest.mark.parametrize(
    ("text", "draft", "told"),
    [
        ("move it to next month", TOMORROW, "Which day"),
        ("shorten it by 2 hours", TOMORROW, "no time"),
        ("make it 45 minutes", HOLIDAY, "whole day"),
        ("an hour later", HOLIDAY, "whole day"),
        ("extend it until 2pm", TOMORROW, "before it starts"),
        ("remove Cy", TOMORROW, "Cy is not invited"),
    ],
)
def test_what_makes_no_event_is_asked(text: str, draft: EventDraft, told: str) -> None:
    with pytest.raises(Unclear, match=told):
        changed(text, draft)


def test_whoever_is_invited_already_is_not_twice() -> None:
    change = read_change("add Bo", NOW, zone=VIENNA)
    assert change is not None
    for added in (Attendee("Bo"), Attendee("", "BO@example.com")):
        assert apply_change(change, TOMORROW, now=NOW, zone=ZONE, added=[added]).draft == TOMORROW
    with_cy = apply_change(change, TOMORROW, now=NOW, zone=ZONE, added=[Attendee("Cy")]).draft
    assert changes_in_words(TOMORROW, with_cy, ZONE) == ("Also invited: Cy.",)


SERIES = replace(at(3, 9, 15), rrule="FREQ=WEEKLY;BYDAY=TU", excluded=(datetime(2026, 11, 10, 9, tzinfo=VIENNA),))
SHOWN = replace(at(24, 9, 15))


class TestSeries:
    """A series moves with one of its times."""

    def test_its_clock_and_what_it_leaves_out(self) -> None:
        draft = changed("move it to 11", SERIES, shown=SHOWN).draft
        assert span(draft) == "Tue 3.11 11:00-11:15"
        assert draft.rrule == SERIES.rrule
        assert [f"{moment:%d.%m %H}" for moment in draft.excluded] == ["10.11 11"]

    def test_its_weekday(self) -> None:
        draft = changed("move it to Thursday", SERIES, shown=SHOWN).draft
        assert (span(draft), draft.rrule) == ("Thu 5.11 09:00-09:15", "FREQ=WEEKLY;BYDAY=TH")

    def test_its_length_its_name_and_its_end(self) -> None:
        draft = changed("make it 30 minutes", SERIES, shown=SHOWN).draft
        assert span(draft) == "Tue 3.11 09:00-09:30"
        assert changed("rename it to Sync", SERIES, shown=SHOWN).draft.title == "Sync"
        assert changed("make it not recurring", SERIES, shown=SHOWN).draft.rrule is None

    def test_whole_days(self) -> None:
        draft = changed("make it all day", SERIES, shown=SHOWN).draft
        assert (span(draft), draft.rrule) == ("3.11-3.11", SERIES.rrule)

    @pytest.mark.parametrize("rule", ["FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=MONTHLY;BYMONTHDAY=3"])
    def test_a_rule_that_does_not_move_is_asked_about(self, rule: str) -> None:
        with pytest.raises(Unclear, match="say again"):
            changed("move it to Thursday", replace(SERIES, rrule=rule), shown=SHOWN)

    def test_one_without_weekdays_moves_as_it_is(self) -> None:
        draft = moved_series(replace(SERIES, rrule="FREQ=DAILY"), SHOWN, SHOWN.moved(SHOWN.start + timedelta(days=1)))
        assert (draft.rrule, draft.start.day) == ("FREQ=DAILY", 4)


class TestDifferences:
    """What was wanted, done to what has become of an event."""

    def test_what_was_wanted_is_done_to_what_it_is_now(self) -> None:
        wanted = replace(
            TOMORROW.moved(TOMORROW.start + timedelta(hours=1)), attendees=(Attendee("Cy"),), excluded=(NOW,)
        )
        now = replace(TOMORROW, title="Retro", attendees=(*TOMORROW.attendees, Attendee("Di")))
        found = rebased(wanted, TOMORROW, now)
        assert (found.title, found.start, found.excluded) == ("Retro", wanted.start, (NOW,))
        assert [str(who) for who in found.attendees] == ["Di", "Cy"]
        assert carries(found, wanted, TOMORROW)
        assert not carries(now, wanted, TOMORROW)
        assert not carries(replace(found, excluded=()), wanted, TOMORROW)
        assert not carries(replace(found, attendees=now.attendees), wanted, TOMORROW)
        assert not carries(TOMORROW, replace(TOMORROW, location="Room 5"), TOMORROW)
        assert same_booking(TOMORROW, replace(TOMORROW, location="x"))

    def test_everything_has_its_words(self) -> None:
        after = replace(
            TOMORROW,
            location="Room 5",
            private=True,
            transparent=True,
            meeting_link=True,
            description="x",
            reminders=(5,),
            rrule="FREQ=DAILY",
            attendees=(Attendee("Cy"), Attendee("Di")),
        )
        there, back = changes_in_words(TOMORROW, after, ZONE), changes_in_words(after, TOMORROW, ZONE)
        assert len(there) == len(back) == 10
        assert "Also invited: Cy and Di." in there
        assert "No longer invited: Cy and Di." in back
        assert "Still invited: nobody." in there
        assert changes_in_words(TOMORROW, TOMORROW, ZONE) == ()

    def test_another_time_reads_as_from_and_to_since_it_may_be_only_proposed(self) -> None:
        later = TOMORROW.moved(TOMORROW.start + timedelta(hours=1))
        [told] = changes_in_words(TOMORROW, later, ZONE)
        assert told.startswith("When: from ")
        assert told.count(ZONE) == 1
        assert " now" not in told
        place = changes_in_words(replace(TOMORROW, location="Room 4"), replace(TOMORROW, location="Room 5"), ZONE)
        assert place == ("Place: from Room 4 to Room 5.",)


class TestMatching:
    """Knowing an event again."""

    @pytest.mark.parametrize(
        ("wanted", "fits"),
        [
            (Wanted("design review"), True),
            (Wanted("the reviews"), True),
            (Wanted("budget"), False),
            (Wanted("meeting", ("Bo",)), True),
            (Wanted(None, ("bo@example.com",)), True),
            (Wanted(None, ("Cy",)), False),
            (Wanted(None, (), TOMORROW.start), True),
            (Wanted(None, (), NOW, NOW + timedelta(hours=1)), False),
        ],
    )
    def test_by_title_people_and_time(self, wanted: Wanted, fits: bool) -> None:
        assert wanted.fits(TOMORROW) is fits

    def test_people_by_name_and_address(self) -> None:
        ana = Attendee("", "ana.maria@example.com")
        assert fits_person("Ana", ana)
        assert not fits_person("ana@example.com", ana)
        assert not fits_person("...", ana)
