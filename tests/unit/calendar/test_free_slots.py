"""Free time of several people."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threadline.calendar.event import Busy, FreeBusy, Knowledge
from threadline.calendar.free_slots import (
    MAX_RANGE,
    Participant,
    Slot,
    Wish,
    WorkingHours,
    clip,
    free_slots,
    merge,
)

VIENNA = ZoneInfo("Europe/Vienna")
HOURS = WorkingHours("Europe/Vienna")
NEW_YORK = WorkingHours("America/New_York")


def at(hour: int, minute: int = 0, *, day: int = 9) -> datetime:
    """A moment of March 2026 in Vienna; the 9th is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=VIENNA)


def known(*busy: tuple[datetime, datetime]) -> FreeBusy:
    return FreeBusy("work", Knowledge.KNOWN, tuple(Busy(*each) for each in busy))


UNKNOWN = FreeBusy("work", Knowledge.UNKNOWN, reason="not connected")
WEEK = Wish(at(0), at(0, day=14), timedelta(minutes=60), "Europe/Vienna")
DAY = replace(WEEK, time_max=at(0, day=10), per_day=99, limit=99)


def ana(
    *busy: tuple[datetime, datetime], hours: WorkingHours = HOURS, holidays: frozenset[date] = frozenset()
) -> Participant:
    return Participant("Ana", hours, (known(*busy),), holidays)


def bo(*busy: tuple[datetime, datetime], hours: WorkingHours = HOURS) -> Participant:
    return Participant("Bo", hours, (known(*busy),))


def starts(slots: tuple[Slot, ...]) -> list[str]:
    return [f"{slot.start:%d %H:%M}" for slot in slots]


def test_slots_are_early_and_spare_lunch() -> None:
    assert starts(free_slots([ana()], WEEK)) == ["09 09:00", "09 10:00", "10 09:00", "10 10:00", "11 09:00"]
    slots = free_slots([ana()], DAY)
    inside = [slot for slot in slots if not slot.outside]
    assert starts(tuple(inside)) == [f"09 {hour:02}:00" for hour in (9, 10, 11, 13, 14, 15, 16, 12)]
    assert [slot.lunch for slot in inside[-2:]] == [(), ("Ana",)]
    assert {slot.outside for slot in slots[len(inside) :]} == {("Ana",)}


def test_busy_people_have_less_time() -> None:
    wish = replace(DAY, duration=timedelta(minutes=30), limit=3)
    people = [ana((at(9), at(10)), (at(10, 15), at(11))), bo((at(11), at(11, 30)), (at(12), at(15)))]
    assert starts(free_slots(people, wish)) == ["09 11:30", "09 15:00", "09 15:30"]


def test_buffers_are_kept_on_both_sides() -> None:
    wish = replace(DAY, duration=timedelta(minutes=30), buffer=timedelta(minutes=15), limit=2)
    assert starts(free_slots([ana((at(9, 30), at(10)), (at(11, 30), at(17)))], wish)) == ["09 10:30", "09 07:00"]


def test_slots_start_on_the_step_of_the_askers_clock() -> None:
    kolkata = replace(DAY, zone="Asia/Kolkata", step=timedelta(minutes=60), limit=1)
    assert starts(free_slots([ana()], kolkata)) == ["09 14:00"]
    quarter = replace(DAY, step=timedelta(minutes=15), limit=1)
    assert starts(free_slots([ana((at(8), at(9, 10)))], quarter)) == ["09 09:15"]


def test_everybody_sees_their_own_clock() -> None:
    (slot,) = free_slots([ana(), bo(hours=NEW_YORK)], replace(WEEK, limit=1))
    assert f"{slot.start:%d %H:%M}" == "09 14:00"
    assert [(local.name, f"{local.start:%H:%M}-{local.end:%H:%M}") for local in slot.local] == [
        ("Ana", "14:00-15:00"),
        ("Bo", "09:00-10:00"),
    ]


def test_working_hours_are_left_only_when_nothing_else_fits() -> None:
    late = replace(NEW_YORK, start=time(12))
    first, *_ = free_slots([ana(), bo(hours=late)], WEEK)
    assert first.outside == ("Bo",)
    assert f"{first.start:%d %H:%M}" == "09 15:00"
    strict = [replace(hours, stretch=timedelta()) for hours in (HOURS, late)]
    assert free_slots([ana(hours=strict[0]), bo(hours=strict[1])], WEEK) == ()


def test_unknown_is_never_free() -> None:
    people = [ana(), Participant("Bo", HOURS, (UNKNOWN,)), Participant("Cy", HOURS)]
    assert {slot.unknown for slot in free_slots(people, WEEK)} == {("Bo", "Cy")}
    half = Participant("Bo", HOURS, (known((at(9), at(16))), UNKNOWN))
    (slot,) = free_slots([half], replace(DAY, limit=1))
    assert (slot.unknown, f"{slot.start:%H:%M}") == (("Bo",), "16:00")


def test_holidays_and_weekends_are_no_working_days() -> None:
    person = ana(holidays=frozenset({date(2026, 3, 9), date(2026, 3, 10)}))
    assert starts(free_slots([person], replace(WEEK, limit=1))) == ["11 09:00"]
    assert free_slots([ana()], replace(DAY, time_min=at(0, day=14), time_max=at(0, day=16))) == ()


def test_mornings_can_be_wished_for() -> None:
    wish = replace(WEEK, between=(time(8), time(12)), per_day=9, limit=9, time_max=at(0, day=10))
    assert starts(free_slots([ana()], wish)) == ["09 09:00", "09 10:00", "09 11:00", "09 08:00"]


def test_no_slot_runs_past_the_mornings_that_were_wished_for() -> None:
    wish = replace(WEEK, between=(time(8), time(12)), per_day=9, limit=9, time_max=at(0, day=10))
    assert starts(free_slots([ana((at(8), at(11, 30)))], wish)) == []


def test_hours_and_dates_that_are_barred_are_never_offered_but_may_be_touched() -> None:
    barred = ((time(0), time(9)), (time(10), time(11)), (time(12), time(23, 59)))
    wish = replace(DAY, time_max=at(0, day=11), barred_hours=barred)
    assert starts(free_slots([ana()], wish)) == ["09 09:00", "09 11:00", "10 09:00", "10 11:00"]
    assert starts(free_slots([ana()], replace(wish, barred_dates=frozenset({date(2026, 3, 9)})))) == [
        "10 09:00",
        "10 11:00",
    ]


def test_nights_can_be_worked() -> None:
    night = WorkingHours("Europe/Vienna", time(22), time(6), lunch=(time(2), time(3)), stretch=timedelta())
    slots = free_slots([ana(hours=night)], replace(DAY, time_max=at(12, day=10)))
    assert starts(slots)[:3] == ["09 22:00", "09 23:00", "10 00:00"]


def test_lunch_can_be_nobodys() -> None:
    slots = free_slots([ana(hours=replace(HOURS, lunch=None))], replace(DAY, limit=8))
    assert starts(slots) == [f"09 {hour:02}:00" for hour in range(9, 17)]


def test_the_range_is_kept() -> None:
    wish = replace(DAY, time_min=at(9, 30), time_max=at(11, 45))
    assert starts(free_slots([ana()], wish)) == ["09 09:30", "09 10:30"]


def test_a_meeting_needs_somebody() -> None:
    with pytest.raises(ValueError, match="somebody"):
        free_slots([], WEEK)


@pytest.mark.parametrize(
    "change",
    [
        {"time_max": at(0)},
        {"time_max": at(0) + MAX_RANGE + timedelta(seconds=1)},
        {"duration": timedelta()},
        {"duration": timedelta(days=2)},
        {"step": timedelta(minutes=1)},
        {"buffer": timedelta(minutes=-1)},
        {"buffer": timedelta(days=1, minutes=1)},
        {"zone": "Europe/Nowhere"},
    ],
)
def test_senseless_wishes_are_refused(change: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError)):
        replace(WEEK, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"time_max": at(0) + MAX_RANGE},
        {"duration": timedelta(minutes=1)},
        {"duration": timedelta(days=1)},
        {"step": timedelta(minutes=5)},
        {"step": timedelta(days=1)},
        {"buffer": timedelta(days=1)},
    ],
)
def test_what_just_makes_sense_is_taken(change: dict[str, object]) -> None:
    assert replace(WEEK, **change) != WEEK  # type: ignore[arg-type]


def test_hours_stretch_so_far() -> None:
    with pytest.raises(ValueError, match="stretch"):
        replace(HOURS, stretch=timedelta(days=2))
    assert replace(HOURS, stretch=timedelta(days=1)).stretch == timedelta(days=1)


BUSY = st.builds(
    lambda minute, length: (at(0) + timedelta(minutes=minute), at(0) + timedelta(minutes=minute + length)),
    st.integers(0, 5 * 24 * 60),
    st.integers(1, 400),
)
ZONED = st.sampled_from([HOURS, NEW_YORK, WorkingHours("Asia/Kolkata"), WorkingHours("Australia/Lord_Howe")])


@settings(deadline=None)
@given(
    busy=st.lists(st.lists(BUSY, max_size=12), min_size=1, max_size=3),
    hours=st.lists(ZONED, min_size=3, max_size=3),
    minutes=st.sampled_from([15, 30, 50, 120]),
    buffer=st.sampled_from([0, 10]),
    zone=st.sampled_from(["Europe/Vienna", "Asia/Kolkata", "America/New_York"]),
)
def test_offered_slots_are_free_and_apart(
    busy: list[list[tuple[datetime, datetime]]], hours: list[WorkingHours], minutes: int, buffer: int, zone: str
) -> None:
    people = [
        Participant(str(number), theirs, (known(*each),))
        for number, (each, theirs) in enumerate(zip(busy, hours, strict=False))
    ]
    pad = timedelta(minutes=buffer)
    wish = replace(WEEK, duration=timedelta(minutes=minutes), buffer=pad, zone=zone, limit=20)
    slots = free_slots(people, wish)
    for slot in slots:
        assert wish.time_min <= slot.start
        assert slot.end <= wish.time_max
        assert slot.end - slot.start == wish.duration
        assert all(end + pad <= slot.start or slot.end + pad <= start for each in busy for start, end in each)
        for local, person in zip(slot.local, people, strict=True):
            assert local.start == slot.start
            inside = person.hours.start <= local.start.time() and timedelta(
                hours=local.end.hour, minutes=local.end.minute
            ) <= timedelta(hours=17)
            assert inside == (person.name not in slot.outside)
    ordered = sorted(slots, key=lambda slot: slot.start)
    assert all(one.end <= other.start for one, other in pairwise(ordered))


def test_merging_joins_what_overlaps_or_touches() -> None:
    stretches = [Busy(at(14), at(15)), Busy(at(9), at(12)), Busy(at(10), at(11)), Busy(at(12), at(13))]
    assert merge(stretches) == (Busy(at(9), at(13)), Busy(at(14), at(15)))


def test_merging_sees_through_the_hour_that_comes_twice() -> None:
    first, second = (datetime(2026, 10, 25, 2, 30, tzinfo=VIENNA, fold=fold) for fold in (0, 1))
    (merged,) = merge([Busy(first, second)])
    assert merged.end - merged.start == timedelta(hours=1)


def test_clipping_cuts_to_the_range() -> None:
    stretches = [
        Busy(at(7), at(9)),
        Busy(at(8), at(10)),
        Busy(at(11), at(13)),
        Busy(at(12), at(13)),
        Busy(at(13), at(14)),
    ]
    assert clip(stretches, at(9), at(12)) == (Busy(at(9), at(10)), Busy(at(11), at(12)))


def test_slots_are_in_the_askers_zone() -> None:
    (slot,) = free_slots([ana()], replace(DAY, zone="America/New_York", limit=1))
    assert slot.start.astimezone(UTC) == at(9).astimezone(UTC)
    assert f"{slot.start:%H:%M}" == "04:00"
