"""Properties: what is rendered is read back, zones agree with zoneinfo, and no text breaks or stalls the reader."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from threadline.calendar.when import Policy, When, resolve
from threadline.calendar.when.languages import ROOMS, room
from threadline.calendar.when.lexer import LONGEST_CLUSTER, Lexer
from threadline.calendar.when.meaning.arithmetic import easter, nth_weekday, shift
from threadline.calendar.when.model import Grain

ZONES = (
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Chatham",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
GERMAN_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905

zones = st.sampled_from(ZONES).map(ZoneInfo)
earliest, latest = datetime(2020, 1, 1), datetime(2035, 12, 31)  # noqa: DTZ001 - wall-clock times are naive
moments = st.datetimes(earliest, latest).map(lambda moment: moment.replace(second=0, microsecond=0, fold=0))

ENGLISH = (
    "{0:%A}, {0:%B} {0.day}, {0.year} at {1}",
    "{0:%B} {0.day} {0.year} {1}",
    "{0.day} {0:%b} {0.year}, {1}",
    "{1} on {0:%Y-%m-%d}",
    "{0:%m/%d/%Y} {1}",
    "{0:%Y-%m-%dT%H:%M}",
    "the {0.day}{2} of {0:%B} {0.year} at {1}",
)


def suffix(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def only(text: str, reference: datetime, language: str = "en") -> When:
    found = resolve(text, reference, language=language, policy=Policy(day_first=language != "en"))
    assert len(found) == 1, [when.text for when in found]
    return found[0]


def wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment in the zone, as UTC keeps it: in a gap the wall clock moves on."""
    return moment.replace(tzinfo=zone).astimezone(UTC)


@given(moments, moments, zones, st.sampled_from(ENGLISH), st.sampled_from(["%I:%M %p", "%H:%M"]))
@settings(max_examples=300, deadline=None)
def test_an_english_moment_is_read_back(
    moment: datetime, now: datetime, zone: ZoneInfo, style: str, clock: str
) -> None:
    written = moment.strftime(clock)
    if clock == "%H:%M" and 1 <= moment.hour <= 12:
        written = moment.strftime("%I:%M %p")
    text = style.format(moment, written, suffix(moment.day))

    when = only(text, now.replace(tzinfo=zone))

    assert when.start is not None
    assert when.start.astimezone(UTC) == wall(moment, zone)
    assert when.zone == zone.key
    assert when.text == text[slice(*when.span)]


@given(moments, moments, zones)
@settings(max_examples=100, deadline=None)
def test_a_german_moment_is_read_back(moment: datetime, now: datetime, zone: ZoneInfo) -> None:
    text = f"am {moment.day}. {GERMAN_MONTHS[moment.month - 1]} {moment.year} um {moment:%H:%M} Uhr"

    when = only(text, now.replace(tzinfo=zone), "de")

    spoken = {moment, moment + timedelta(hours=12)} if moment.hour < 8 else {moment}
    assert when.start is not None
    assert when.start.astimezone(UTC) in {wall(each, zone) for each in spoken}


@given(moments, moments, zones, st.sampled_from(["ja", "zh"]))
@settings(max_examples=100, deadline=None)
def test_a_moment_in_han_characters_is_read_back(moment: datetime, now: datetime, zone: ZoneInfo, code: str) -> None:
    text = f"{moment.year}年{moment.month}月{moment.day}日{moment:%H:%M}"

    when = only(text, now.replace(tzinfo=zone), code)

    spoken = {moment, moment + timedelta(hours=12)} if moment.hour < 8 else {moment}
    assert when.start is not None
    assert when.start.astimezone(UTC) in {wall(each, zone) for each in spoken}


@given(moments, moments, st.integers(1, 300), zones)
@settings(max_examples=100, deadline=None)
def test_a_range_of_clocks_is_read_back(start: datetime, now: datetime, minutes: int, zone: ZoneInfo) -> None:
    end = start + timedelta(minutes=minutes)
    text = f"{start:%Y-%m-%d} {start:%I:%M %p} - {end:%I:%M %p}"

    when = only(text, now.replace(tzinfo=zone))

    assert (when.start, when.end) is not None
    assert when.start is not None
    assert when.end is not None
    assert (when.start.astimezone(UTC), when.end.astimezone(UTC)) == (
        wall(start, zone),
        max(wall(start, zone), wall(end, zone)),
    )


@given(moments, st.integers(0, 400), st.sampled_from(["days", "weeks"]))
@settings(max_examples=100, deadline=None)
def test_a_relative_day_is_that_many_days_away(now: datetime, count: int, unit: str) -> None:
    when = only(f"in {count} {unit}", now.replace(tzinfo=ZoneInfo("Europe/Berlin")))

    days = count * (7 if unit == "weeks" else 1)
    assert when.all_day
    assert when.start_date == (now + timedelta(days=days)).date()


@given(moments, st.integers(1, 5000))
@settings(max_examples=100, deadline=None)
def test_relative_minutes_are_wall_clock_minutes(now: datetime, count: int) -> None:
    when = only(f"in {count} minutes", now.replace(tzinfo=UTC), "en")

    assert when.start == now.replace(tzinfo=UTC) + timedelta(minutes=count)


@given(moments, st.integers(1, 72), zones)
@settings(max_examples=200, deadline=None)
def test_hours_are_real_time_whatever_the_clocks_do(now: datetime, count: int, zone: ZoneInfo) -> None:
    reference = now.replace(tzinfo=zone)

    when = only(f"in {count} hours", reference)

    assert when.start is not None
    assert when.start.astimezone(UTC) == reference.astimezone(UTC) + timedelta(hours=count)


@given(moments, st.integers(0, 6))
@settings(max_examples=100, deadline=None)
def test_a_weekday_is_the_nearest_ahead_and_next_is_next_weeks(now: datetime, weekday: int) -> None:
    reference = now.replace(tzinfo=UTC)

    nearest, following = only(WEEKDAYS[weekday], reference), only(f"next {WEEKDAYS[weekday]}", reference)

    assert nearest.start is not None
    assert following.start is not None
    assert nearest.start.weekday() == following.start.weekday() == weekday
    assert 0 <= (nearest.start.date() - now.date()).days < 7
    assert following.start.isocalendar()[:2] == (reference + timedelta(days=7)).isocalendar()[:2]


@given(moments, st.sampled_from(WEEKDAYS), st.integers(1, 4), st.integers(0, 23))
@settings(max_examples=60, deadline=None)
def test_a_recurrence_begins_where_its_rule_does(now: datetime, weekday: str, interval: int, hour: int) -> None:
    when = only(f"every {interval} weeks on {weekday} at {hour}:15", now.replace(tzinfo=UTC))

    assert when.start is not None
    assert when.rrule is not None
    naive = when.start.replace(tzinfo=None)
    assert next(iter(rrulestr(when.rrule, dtstart=naive))) == naive
    assert naive >= now


@given(st.text(max_size=200), st.sampled_from(sorted(ROOMS)))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_an_error(text: str, language: str) -> None:
    reference = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)

    for when in resolve(text, reference, language=language):
        assert when.text == text[slice(*when.span)]
        assert 0 < when.confidence <= 1
        assert when.start is None or when.end is None or when.start <= when.end


VOCABULARY = [
    "next",
    "last",
    "this",
    "Friday",
    "Monday",
    "March",
    "may",
    "the",
    "a",
    "of",
    "in",
    "on",
    "at",
    "to",
    "from",
    "until",
    "by",
    "before",
    "after",
    "every",
    "other",
    "first",
    "second",
    "2nd",
    "last",
    "3",
    "15",
    "31",
    "2027",
    "3pm",
    "15:30",
    "3/4",
    "-",
    ",",
    "and",
    "week",
    "weeks",
    "month",
    "day",
    "days",
    "morning",
    "night",
    "tomorrow",
    "noon",
    "half",
    "quarter",
    "past",
    "ago",
    "later",
    "now",
    "Christmas",
    "PT",
    "EOD",
    "daily",
    "twice",
    "except",
    "starting",
    "for",
    "end",
    "mid",
    "early",
    "within",
    "between",
    "3.",
    "7.6",
    "1990s",
    "q1",
]


@given(st.lists(st.sampled_from(VOCABULARY), max_size=14).map(" ".join))
@settings(max_examples=500, deadline=None)
def test_any_words_of_time_are_read_without_an_error(text: str) -> None:
    reference = datetime(2026, 11, 18, 9, 30, tzinfo=ZoneInfo("America/New_York"))

    for when in resolve(text, reference, language="en"):
        assert when.start is not None or when.end is not None or when.duration is not None


@given(st.lists(st.sampled_from([*VOCABULARY, "xyz", "\n\n"]), max_size=200).map(" ".join))
@settings(max_examples=50, deadline=None)
def test_clusters_are_bounded(text: str) -> None:
    lexer = Lexer(room("en"), day_first=False)

    assert all(len(cluster) <= LONGEST_CLUSTER for cluster in lexer.clusters(text))


@given(st.integers(1900, 2200))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    day = easter(year)

    assert day.weekday() == 6
    assert (3, 22) <= (day.month, day.day) <= (4, 25)


@given(st.integers(1900, 2200), st.integers(1, 12), st.integers(0, 6), st.sampled_from([1, 2, 3, 4, 5, -1, -2]))
def test_the_nth_weekday_is_one(year: int, month: int, weekday: int, nth: int) -> None:
    day = nth_weekday(year, month, weekday, nth)

    if day is None:
        assert nth == 5
    else:
        assert (day.year, day.month, day.weekday()) == (year, month, weekday)


@given(moments, st.integers(-500, 500))
def test_months_clip_to_their_length(moment: datetime, count: int) -> None:
    moved = shift(moment, Grain.MONTH, count)

    assert (moved.year * 12 + moved.month) - (moment.year * 12 + moment.month) == count
    assert moved.day <= moment.day


def test_years_beyond_the_calendar_are_an_error() -> None:
    with pytest.raises(ValueError, match="out of range"):
        shift(datetime(2026, 1, 1), Grain.YEAR, 9000)  # noqa: DTZ001
