"""What a reading carries beside its times: alternatives, warnings, spans, confidence, zones."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from tests.unit.calendar.when.scenes import NEW_YORK, REFERENCE, first, shown
from threadline.calendar.when import (
    Caution,
    Grain,
    Kind,
    NextWeekday,
    Policy,
    Preference,
    WarningCode,
    When,
    resolve,
)


def codes(when: When) -> set[WarningCode]:
    return {caution.code for caution in when.warnings}


def test_next_friday_is_next_weeks_and_says_what_else_it_could_be() -> None:
    when = first("next Friday")

    assert shown(when) == "2026-11-27 > 2026-11-28"
    assert [alternative.start for alternative in when.alternatives] == [datetime(2026, 11, 20, tzinfo=NEW_YORK)]
    assert when.alternatives[0].all_day
    assert when.warnings == (
        Caution(WarningCode.AMBIGUOUS_DAY, "This could be Friday 27 November or Friday 20 November."),
    )


def test_next_friday_said_on_a_friday_may_be_two_weeks_away() -> None:
    friday = datetime(2026, 11, 20, 9, 0, tzinfo=NEW_YORK)

    when = first("next Friday", reference=friday)

    assert [when.start_date, when.alternatives[0].start] == [
        datetime(2026, 11, 27, tzinfo=NEW_YORK).date(),
        datetime(2026, 12, 4, tzinfo=NEW_YORK),
    ]


def test_a_bare_hour_keeps_the_other_half_of_the_day_as_alternative() -> None:
    when = first("at 3")

    assert shown(when) == "2026-11-18 15:00"
    assert when.alternatives[0].start == datetime(2026, 11, 19, 3, 0, tzinfo=NEW_YORK)
    assert when.confidence == 0.5


@pytest.mark.parametrize(("text", "doubted"), [("at 8", True), ("at 7:30", True), ("at 3", False), ("at 10", False)])
def test_the_half_of_the_day_is_doubted_where_people_are_awake_in_both(text: str, *, doubted: bool) -> None:
    assert (codes(first(text)) == {WarningCode.AMBIGUOUS_HOUR}) is doubted


@pytest.mark.parametrize("text", ["tomorrow at 8:00", "meeting 8:00 - 15:30"])
def test_where_the_hours_are_counted_to_24_no_half_of_the_day_is_doubted(text: str) -> None:
    vienna = datetime(2026, 11, 18, 9, 30, tzinfo=ZoneInfo("Europe/Vienna"))

    assert codes(first(text, reference=vienna)) == set()


def test_day_and_month_stand_in_the_order_of_the_country_and_both_are_offered() -> None:
    berlin = datetime(2026, 11, 18, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))

    here, there = first("on 3/12 at 10:00", reference=berlin), first("on 3/12 at 10:00")

    assert shown(here) == "2026-12-03 10:00"
    assert datetime(2027, 3, 12, 10, tzinfo=berlin.tzinfo) in [other.start for other in here.alternatives]
    assert codes(here) == {WarningCode.AMBIGUOUS_DAY}
    assert [shown(there), codes(there)] == ["2027-03-12 10:00", set()]
    assert shown(first("on Thursday 3/12 at 10:00")) == "2026-12-03 10:00"


def test_a_weekday_that_disagrees_with_the_date_is_reported() -> None:
    when = first("Thursday, November 20")

    assert shown(when) == "2026-11-20 > 2026-11-21"
    assert codes(when) == {WarningCode.WEEKDAY_MISMATCH}
    assert when.confidence < first("Friday, November 20").confidence


def test_a_time_that_is_over_is_reported() -> None:
    assert codes(first("November 12, 2026 at 5:30 PM")) == {WarningCode.PAST}
    assert codes(first("tomorrow")) == set()


@pytest.mark.parametrize("text", ["now", "by today", "from today on", "today", "since Monday", "9:30"])
def test_what_is_still_running_is_not_over(text: str) -> None:
    assert WarningCode.PAST not in codes(first(text))


def test_a_time_elsewhere_is_over_by_the_clock_there() -> None:
    assert WarningCode.PAST not in codes(first("today 9am PT"))
    assert WarningCode.PAST in codes(first("today 9am London time"))


def test_the_second_of_two_equal_hours_is_counted_from() -> None:
    second = datetime(2027, 11, 7, 1, 30, tzinfo=NEW_YORK, fold=1)

    when = first("in 10 minutes", reference=second)

    assert when.start is not None
    assert when.start.astimezone(UTC) == datetime(2027, 11, 7, 6, 40, tzinfo=UTC)


def test_an_hour_that_the_clocks_skip_moves_on() -> None:
    when = first("March 14, 2027 at 2:30am")

    assert when.start == datetime(2027, 3, 14, 3, 30, tzinfo=NEW_YORK)
    assert codes(when) == {WarningCode.DST_GAP}


def test_an_hour_that_comes_twice_is_the_first_one() -> None:
    when = first("November 7, 2027 at 1:30am")

    assert when.start is not None
    assert when.start.astimezone(UTC) == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
    assert codes(when) == {WarningCode.DST_FOLD}


@pytest.mark.parametrize(
    ("text", "zone", "utc"),
    [
        ("tomorrow 3pm PT", "America/Los_Angeles", "2026-11-19 23:00"),
        ("tomorrow 3pm ET", "America/New_York", "2026-11-19 20:00"),
        ("9am Tokyo time tomorrow", "Asia/Tokyo", "2026-11-19 00:00"),
        ("Friday 10am CET", "Europe/Berlin", "2026-11-20 09:00"),
        ("July 1 3pm PST", "Etc/GMT+8", "2027-07-01 23:00"),
        ("July 1 3pm PDT", "America/Los_Angeles", "2027-07-01 22:00"),
        ("July 1 3pm Pacific time", "America/Los_Angeles", "2027-07-01 22:00"),
        ("tomorrow 2pm UTC+2", "Etc/GMT-2", "2026-11-19 12:00"),
        ("tomorrow 2pm UTC-5", "Etc/GMT+5", "2026-11-19 19:00"),
        ("tomorrow 2pm GMT+0", "Etc/UTC", "2026-11-19 14:00"),
        ("tomorrow 14:00 Berlin time", "Europe/Berlin", "2026-11-19 13:00"),
        ("tomorrow 9am New York time", "America/New_York", "2026-11-19 14:00"),
        ("tomorrow 5pm IST", "Asia/Kolkata", "2026-11-19 11:30"),
        ("noon Eastern standard time tomorrow", "America/New_York", "2026-11-19 17:00"),
    ],
)
def test_the_zone_that_was_said_is_kept(text: str, zone: str, utc: str) -> None:
    when = first(text)

    assert when.zone == zone
    assert when.start is not None
    assert f"{when.start.astimezone(UTC):%Y-%m-%d %H:%M}" == utc


@pytest.mark.parametrize("text", ["tomorrow 2pm CET+3", "tomorrow 2pm UTC+20"])
def test_an_offset_that_no_zone_has_is_left_out(text: str) -> None:
    assert first(text).start is not None


def test_the_next_time_of_another_zone_is_counted_there() -> None:
    evening = datetime(2026, 11, 18, 20, 0, tzinfo=ZoneInfo("Europe/Berlin"))

    when = first("3pm PT", reference=evening)

    assert when.start == datetime(2026, 11, 18, 15, 0, tzinfo=ZoneInfo("America/Los_Angeles"))


def test_a_range_may_end_in_another_zone() -> None:
    when = first("10:30 JST tomorrow to 10:30 PST Friday")

    assert when.start == datetime(2026, 11, 19, 1, 30, tzinfo=UTC)
    assert when.end == datetime(2026, 11, 20, 18, 30, tzinfo=UTC)


def test_an_all_day_reading_is_a_date() -> None:
    when = first("December 24 to 26")

    assert when.all_day
    assert (str(when.start_date), str(when.end_date)) == ("2026-12-24", "2026-12-27")
    assert first("by Friday").start_date is None
    assert first("3pm").end_date is None


def test_the_zone_of_the_speaker_may_differ_from_the_references() -> None:
    (when,) = resolve("tomorrow at 9am", datetime(2026, 11, 18, 23, 30, tzinfo=UTC), zone=ZoneInfo("Asia/Tokyo"))

    assert (when.zone, when.start) == ("Asia/Tokyo", datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo")))


@pytest.mark.parametrize(
    ("offset", "zone"),
    [(timedelta(0), "UTC"), (timedelta(hours=-8), "Etc/GMT+8"), (timedelta(hours=5, minutes=30), "Asia/Kolkata")],
)
def test_a_reference_with_a_bare_offset_has_a_zone(offset: timedelta, zone: str) -> None:
    when = first("3pm", reference=datetime(2026, 11, 18, 9, 0, tzinfo=timezone(offset)))

    assert when.zone == zone


def test_a_naive_reference_is_an_error() -> None:
    with pytest.raises(ValueError, match="time zone"):
        resolve("tomorrow", datetime(2026, 11, 18))  # noqa: DTZ001


def test_several_times_come_in_the_order_of_the_text() -> None:
    found = resolve("Tuesday 3pm or Wednesday 4pm, else the week after next", REFERENCE)

    assert [when.text for when in found] == ["Tuesday 3pm", "Wednesday 4pm", "the week after next"]


def test_the_surer_reading_comes_first() -> None:
    found = resolve("we met for 20 minutes, see you on Friday", REFERENCE)

    assert [when.kind for when in found] == [Kind.INSTANT, Kind.DURATION]


def test_now_is_more_often_a_way_of_speaking() -> None:
    found = resolve("We now plan the demo on Friday at 3pm", REFERENCE)

    assert [when.text for when in found] == ["Friday at 3pm", "now"]


def test_an_hour_before_other_words_is_still_an_hour() -> None:
    assert shown(first("be there by five please")) == " > 2026-11-18 17:00"
    assert shown(first("after 5 we can talk")) == "2026-11-18 17:00"
    assert shown(first("we meet at 4 to talk")) == "2026-11-18 16:00"


def test_a_day_meets_a_clock_across_words() -> None:
    text = "Could we meet on Friday with Bo at 3pm?"

    (when,) = resolve(text, REFERENCE)

    assert shown(when) == "2026-11-20 15:00"
    assert [text[slice(*piece)] for piece in when.pieces] == ["Friday", "3pm"]
    assert text[slice(*when.span)] == when.text == "Friday with Bo at 3pm"


def test_a_day_meets_the_clock_of_another_sentence() -> None:
    assert [shown(when) for when in resolve("See you on Friday. We start at 9am.", REFERENCE)] == ["2026-11-20 09:00"]


def test_a_wrapped_line_and_a_new_paragraph_are_read_on() -> None:
    wrapped = "I would be glad if all of us could find the time to meet next\nThursday at 3pm."

    assert [shown(when) for when in resolve(wrapped, REFERENCE)] == ["2026-11-26 15:00"]
    assert [when.text for when in resolve("See you Friday\n\n3pm", REFERENCE)] == ["Friday\n\n3pm"]
    assert [when.text for when in resolve("Options:\n- Friday\n- 3pm Monday", REFERENCE)] == ["Friday", "3pm Monday"]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("45 min", 45), ("1h15m", 75), ("an hour and a half", 90), ("1h 30", 90), ("½ hour", 30), ("1/2 hour", 30),
     ("one and a quarter hour", 75), ("two hours and a half", 150), ("all day", 1440), ("2 nights", 2880),
     ("3 h", 180), ("a couple of hours", 120), ("more than 2 hours", 120), ("30s", 0.5), ("1 year", 525600),
     ("2 quarters", 259200), ("1 month", 43200)],
)  # fmt: skip
def test_a_length_alone_has_no_place(text: str, minutes: float) -> None:
    when = first(text)

    assert (when.kind, when.start, when.end) == (Kind.DURATION, None, None)
    assert when.duration == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("text", "kind", "grain"),
    [
        ("tomorrow at 3pm", Kind.INSTANT, Grain.MINUTE),
        ("15:30:10", Kind.INSTANT, Grain.SECOND),
        ("Friday", Kind.INSTANT, Grain.DAY),
        ("next week", Kind.INTERVAL, Grain.WEEK),
        ("Friday afternoon", Kind.INTERVAL, Grain.HOUR),
        ("by Friday", Kind.DEADLINE, Grain.DAY),
        ("from Monday on", Kind.SINCE, Grain.DAY),
        ("every day", Kind.RECURRING, Grain.DAY),
    ],
)
def test_a_reading_says_what_sort_it_is(text: str, kind: Kind, grain: Grain) -> None:
    when = first(text)

    assert (when.kind, when.grain) == (kind, grain)


@pytest.mark.parametrize(
    ("text", "policy", "expected"),
    [
        ("next Friday", Policy(next_weekday=NextWeekday.NEAREST), "2026-11-20 > 2026-11-21"),
        ("this week", Policy(week_start=6), "2026-11-15 > 2026-11-22"),
        ("3/4/2027", Policy(day_first=True), "2027-04-03 > 2027-04-04"),
        ("3/4", Policy(day_first=True), "2027-04-03 > 2027-04-04"),
        ("3/14", Policy(day_first=True), "2027-03-14 > 2027-03-15"),
        ("at 8", Policy(working_hours=(14, 22)), "2026-11-18 20:00"),
        ("EOD", Policy(end_of_day=time(18, 30)), "2026-11-18 18:30"),
        ("Friday", Policy(prefer=Preference.PAST), "2026-11-13 > 2026-11-14"),
        ("March 3", Policy(prefer=Preference.PAST), "2026-03-03 > 2026-03-04"),
        ("March", Policy(prefer=Preference.PAST), "2026-03-01 > 2026-04-01"),
        ("December", Policy(prefer=Preference.PAST), "2025-12-01 > 2026-01-01"),
        ("the 25th", Policy(prefer=Preference.PAST), "2026-10-25 > 2026-10-26"),
        ("3pm", Policy(prefer=Preference.PAST), "2026-11-17 15:00"),
        ("9am", Policy(prefer=Preference.PAST), "2026-11-18 09:00"),
        ("Christmas", Policy(prefer=Preference.PAST), "2025-12-25 > 2025-12-26"),
        ("in 4 business days", Policy(country="US"), "2026-11-24 > 2026-11-25"),
        ("in 6 business days", Policy(country="US"), "2026-11-27 > 2026-11-28"),
        ("in 6 business days", Policy(country="XX"), "2026-11-26 > 2026-11-27"),
    ],
)
def test_policies_decide(text: str, policy: Policy, expected: str) -> None:
    assert shown(first(text, policy=policy)) == expected
