"""What every implementation of the Calendar port must do.

Subclass `CalendarContract` in a test module as `Test…` and give it two fixtures: `calendar`, a connected calendar of
Ana's without events from March 2026 on, and `stranger`, one of Bo's on the same back end. They may be async.
"""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import Attendee, Busy, EventDraft, Knowledge
from threadline.calendar.port import Calendar, CalendarRejected, EventNotFound, VersionConflict

VIENNA = ZoneInfo("Europe/Vienna")
MARCH = datetime(2026, 3, 1, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)


def at(hour: int, minute: int = 0, *, day: int = 10, zone: str = "Europe/Vienna") -> datetime:
    """A moment of March 2026."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo(zone))


def meeting(start: datetime, minutes: int = 60, title: str = "Review", rrule: str | None = None) -> EventDraft:
    """A draft in the zone of its start."""
    end = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
    return EventDraft(title, start, end, str(start.tzinfo), rrule=rrule)


async def primary(calendar: Calendar) -> str:
    """The id of the primary calendar."""
    (found,) = [info.id for info in await calendar.calendars() if info.primary]
    return found


class CalendarContract:
    """The tests."""

    async def test_has_one_primary_calendar(self, calendar: Calendar) -> None:
        infos = await calendar.calendars()
        assert sum(info.primary for info in infos) == 1
        assert len({info.id for info in infos}) == len(infos)

    async def test_keeps_what_it_was_given(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        draft = EventDraft(
            "Návrh: a, b; c\\d",
            at(15),
            at(16, 30),
            "Europe/Vienna",
            location="Room 4",
            description="Agenda\nsecond line",
            attendees=(Attendee("Bo", "bo@example.com"),),
        )
        event = await calendar.create(home, draft, "key-1")
        assert event.draft == draft
        assert event.calendar_id == home
        assert await calendar.get(home, event.id) == event
        assert list(await calendar.events(home, MARCH, APRIL)) == [event]

    async def test_creating_twice_is_one_event(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        first = await calendar.create(home, meeting(at(9)), "key-1")
        assert await calendar.create(home, meeting(at(9)), "key-1") == first
        other = await calendar.create(home, meeting(at(9)), "key-2")
        assert other.id != first.id
        assert len(await calendar.events(home, MARCH, APRIL)) == 2

    async def test_creating_at_once_is_one_event(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        booked = await asyncio.gather(*(calendar.create(home, meeting(at(9)), "key-1") for _ in range(8)))
        assert len({event.id for event in booked}) == 1
        assert len(await calendar.events(home, MARCH, APRIL)) == 1

    async def test_a_late_retry_does_not_bring_back_what_was_deleted(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, meeting(at(9)), "key-1")
        await calendar.delete(home, event.id)
        with pytest.raises(EventNotFound):
            await calendar.create(home, meeting(at(9)), "key-1")
        assert not await calendar.events(home, MARCH, APRIL)

    async def test_refuses_a_broken_rule(self, calendar: Calendar) -> None:
        with pytest.raises(CalendarRejected):
            await calendar.create(await primary(calendar), meeting(at(9), rrule="FREQ=SOMETIMES"), "key-1")

    async def test_updates(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, meeting(at(9)), "key-1")
        moved = await calendar.update(home, event.id, meeting(at(16), 45), event.version)
        assert moved.draft == meeting(at(16), 45)
        assert (moved.id, moved.key) == (event.id, "key-1")
        assert moved.version != event.version
        assert moved.sequence > event.sequence
        assert await calendar.get(home, event.id) == moved
        assert list(await calendar.events(home, MARCH, APRIL)) == [moved]

    async def test_a_stale_version_changes_nothing(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, meeting(at(9)), "key-1")
        moved = await calendar.update(home, event.id, meeting(at(10)), event.version)
        with pytest.raises(VersionConflict):
            await calendar.update(home, event.id, meeting(at(11)), event.version)
        with pytest.raises(VersionConflict):
            await calendar.delete(home, event.id, event.version)
        assert await calendar.get(home, event.id) == moved

    async def test_of_two_updates_at_once_one_wins(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, meeting(at(9)), "key-1")
        tries = (calendar.update(home, event.id, meeting(at(hour)), event.version) for hour in (10, 11))
        results = await asyncio.gather(*tries, return_exceptions=True)
        assert sum(isinstance(result, VersionConflict) for result in results) == 1

    async def test_an_event_that_is_not_there_is_not_found(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, meeting(at(9)), "key-1")
        await calendar.delete(home, event.id, event.version)
        with pytest.raises(EventNotFound):
            await calendar.get(home, event.id)
        with pytest.raises(EventNotFound):
            await calendar.update(home, event.id, meeting(at(10)), event.version)
        with pytest.raises(EventNotFound):
            await calendar.get(home, "0123456789abcdef")

    async def test_deleting_what_is_gone_is_done(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, meeting(at(9)), "key-1")
        await calendar.delete(home, event.id, event.version)
        await calendar.delete(home, event.id, event.version)
        await calendar.delete(home, event.id)
        await calendar.delete(home, "0123456789abcdef")
        assert not await calendar.events(home, MARCH, APRIL)

    async def test_ranges_are_half_open_and_events_in_order(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        for title, start in (("after", at(12)), ("last", at(11, 30)), ("first", at(9, 30)), ("before", at(9))):
            await calendar.create(home, meeting(start, 60 if title == "first" else 30, title), title)
        await calendar.create(home, meeting(at(0, day=9), 3 * 24 * 60, "around"), "around")
        events = await calendar.events(home, at(9, 30), at(12))
        assert [event.draft.title for event in events] == ["around", "first", "last"]

    @pytest.mark.parametrize(
        ("zone", "first", "offsets"),
        [
            ("Europe/Vienna", 27, [1, 1, 2, 2]),
            ("America/New_York", 6, [-5, -5, -4, -4]),
        ],
    )
    async def test_a_series_keeps_its_wall_clock_time(
        self, calendar: Calendar, zone: str, first: int, offsets: list[int]
    ) -> None:
        home = await primary(calendar)
        series = await calendar.create(home, meeting(at(9, day=first, zone=zone), rrule="FREQ=DAILY;COUNT=4"), "key-1")
        events = await calendar.events(home, MARCH, APRIL)
        assert [event.draft.start.astimezone(ZoneInfo(zone)).hour for event in events] == [9] * 4
        starts = [datetime(2026, 3, first + n, 9 - offset, tzinfo=UTC) for n, offset in enumerate(offsets)]
        assert [event.draft.start for event in events] == starts
        assert {event.draft.duration for event in events} == {timedelta(hours=1)}
        assert [event.id for event in events] == [f"{series.id}_{start:%Y%m%dT%H%M%SZ}" for start in starts]
        assert await calendar.get(home, events[2].id) == events[2]

    async def test_an_occurrence_that_is_deleted_is_gone_alone(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        await calendar.create(home, meeting(at(9), rrule="FREQ=DAILY;COUNT=3"), "key-1")
        first, second, third = await calendar.events(home, MARCH, APRIL)
        await calendar.delete(home, second.id)
        await calendar.delete(home, second.id)
        left = await calendar.events(home, MARCH, APRIL)
        assert [event.id for event in left] == [first.id, third.id]
        with pytest.raises(EventNotFound):
            await calendar.get(home, second.id)

    async def test_an_occurrence_that_is_changed_is_changed_alone(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        await calendar.create(home, meeting(at(9), rrule="FREQ=DAILY;COUNT=3"), "key-1")
        first, second, third = await calendar.events(home, MARCH, APRIL)
        moved = await calendar.update(home, second.id, second.draft.moved(at(15, day=11)), second.version)
        assert moved.draft.start == at(15, day=11)
        assert (await calendar.get(home, moved.id)).draft == moved.draft
        starts = [event.draft.start for event in await calendar.events(home, MARCH, APRIL)]
        assert starts == [first.draft.start, at(15, day=11), third.draft.start]
        await calendar.delete(home, moved.id)
        starts = [event.draft.start for event in await calendar.events(home, MARCH, APRIL)]
        assert starts == [first.draft.start, third.draft.start]

    async def test_an_event_is_found_by_its_key(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        assert await calendar.find(home, "key-1") is None
        event = await calendar.create(home, meeting(at(9)), "key-1")
        assert await calendar.find(home, "key-1") == event
        assert await calendar.find(home, "key-2") is None
        await calendar.delete(home, event.id)
        assert await calendar.find(home, "key-1") is None

    async def test_who_is_not_known_is_not_free(self, calendar: Calendar) -> None:
        answers = await calendar.busy_of(["nobody@elsewhere.example"], MARCH, APRIL)
        assert [(answer.calendar_id, answer.knowledge) for answer in answers] == [
            ("nobody@elsewhere.example", Knowledge.UNKNOWN)
        ]

    async def test_what_is_transparent_blocks_nothing(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        draft = replace(meeting(at(9)), private=True, transparent=True, reminders=(10,))
        event = await calendar.create(home, draft, "key-1")
        assert event.draft == draft
        assert await calendar.get(home, event.id) == event
        (answer,) = await calendar.busy([home], MARCH, APRIL)
        assert (answer.knowledge, answer.busy) == (Knowledge.KNOWN, ())

    async def test_all_day_events_are_dates(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        draft = EventDraft.of_dates("Fair", date(2026, 3, 28), date(2026, 3, 29), "Europe/Vienna")
        event = await calendar.create(home, draft, "key-1")
        assert event.draft.all_day
        assert event.draft.dates == (date(2026, 3, 28), date(2026, 3, 29))
        days = Busy(datetime(2026, 3, 28, tzinfo=VIENNA), datetime(2026, 3, 30, tzinfo=VIENNA))
        (answer,) = await calendar.busy([home], MARCH, APRIL)
        assert answer.busy == (days,)
        assert not await calendar.events(home, days.end, APRIL)
        assert not await calendar.events(home, MARCH, days.start)

    async def test_all_day_series_are_dates_on_both_sides_of_a_clock_change(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        first = EventDraft.of_dates("Duty", date(2026, 3, 22), date(2026, 3, 22), "Europe/Vienna")
        draft = EventDraft("Duty", first.start, first.end, first.zone, all_day=True, rrule="FREQ=WEEKLY;COUNT=3")
        await calendar.create(home, draft, "key-1")
        events = await calendar.events(home, MARCH, APRIL + timedelta(days=30))
        days = [date(2026, 3, 22), date(2026, 3, 29), date(2026, 4, 5)]
        assert [event.draft.dates for event in events] == [(day, day) for day in days]

    async def test_busy_is_merged_and_in_order(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        for start, minutes in ((at(14), 60), (at(9), 60), (at(9, 30), 60), (at(10, 30), 30)):
            await calendar.create(home, meeting(start, minutes), str(start))
        await calendar.create(home, meeting(at(16), rrule="FREQ=DAILY;COUNT=2"), "series")
        (answer,) = await calendar.busy([home], MARCH, APRIL)
        assert (answer.calendar_id, answer.knowledge) == (home, Knowledge.KNOWN)
        expected = ((at(9), at(11)), (at(14), at(15)), (at(16), at(17)), (at(16, day=11), at(17, day=11)))
        assert answer.busy == tuple(Busy(start, end) for start, end in expected)

    async def test_busy_is_cut_to_the_range(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        await calendar.create(home, meeting(at(9), 180), "key-1")
        (answer,) = await calendar.busy([home], at(10), at(11))
        assert answer.busy == (Busy(at(10), at(11)),)

    async def test_unknown_is_never_free(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        known, unknown = await calendar.busy([home, "no-such-calendar"], MARCH, APRIL)
        assert (known.knowledge, known.busy) == (Knowledge.KNOWN, ())
        assert (unknown.calendar_id, unknown.knowledge) == ("no-such-calendar", Knowledge.UNKNOWN)
        assert unknown.reason

    async def test_changes_follow_a_token(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        kept = await calendar.create(home, meeting(at(9), rrule="FREQ=WEEKLY"), "kept")
        gone = await calendar.create(home, meeting(at(10)), "gone")
        everything = await calendar.changes(home, None)
        assert {event.id: event.draft for event in everything.updated} == {kept.id: kept.draft, gone.id: gone.draft}
        assert everything.complete
        nothing = await calendar.changes(home, everything.token)
        assert (nothing.updated, nothing.deleted, nothing.complete) == ((), (), False)
        moved = await calendar.update(home, kept.id, meeting(at(11)), kept.version)
        await calendar.delete(home, gone.id)
        news = await calendar.changes(home, nothing.token)
        assert (news.updated, news.deleted, news.complete) == ((moved,), (gone.id,), False)

    async def test_an_expired_token_starts_from_the_beginning(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, meeting(at(9)), "key-1")
        changes = await calendar.changes(home, "no token of anybody's")
        assert changes.complete
        assert changes.updated == (event,)

    async def test_other_peoples_events_are_not_found(self, calendar: Calendar, stranger: Calendar) -> None:
        home, other = await primary(calendar), await primary(stranger)
        event = await calendar.create(home, meeting(at(9)), "key-1")
        with pytest.raises(EventNotFound):
            await stranger.get(other, event.id)
        with pytest.raises(EventNotFound):
            await stranger.update(other, event.id, meeting(at(10)), event.version)
        await stranger.delete(other, event.id)
        assert not await stranger.events(other, MARCH, APRIL)
        assert await calendar.get(home, event.id) == event

    async def test_a_key_is_each_persons_own(self, calendar: Calendar, stranger: Calendar) -> None:
        mine = await calendar.create(await primary(calendar), meeting(at(9), title="mine"), "key-1")
        theirs = await stranger.create(await primary(stranger), meeting(at(9), title="theirs"), "key-1")
        assert (mine.draft.title, theirs.draft.title) == ("mine", "theirs")
