"""What back ends do that hold everything a draft can say, and that answer for others' free time.

Subclass `RichCalendarContract` besides `CalendarContract`, with the same fixtures: Ana's `calendar` and Bo's
`stranger`, whose free/busy Ana may see. Ana's is `ana@example.com`, Bo's `bo@example.com`.
"""

import asyncio
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import Attendee, Busy, EventDraft, Knowledge
from threadline.calendar.port import Calendar, CalendarRejected, VersionConflict
from threadline.testing.calendar_contract import APRIL, MARCH, VIENNA, at, meeting, primary

BO = Attendee("Bo", "bo@example.com")


class RichCalendarContract:
    """The tests."""

    async def test_keeps_all_that_a_draft_says(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        draft = replace(
            meeting(at(9), rrule="FREQ=DAILY;COUNT=5"),
            location="Room 4",
            description="Agenda",
            attendees=(BO, Attendee("Somebody")),
            private=True,
            transparent=True,
            reminders=(15,),
        )
        event = await calendar.create(home, draft, "key-1")
        assert event.draft == draft
        plain = replace(meeting(at(9)), reminders=())
        changed = await calendar.update(home, event.id, plain, event.version)
        assert changed.draft == plain
        assert await calendar.get(home, event.id) == changed

    async def test_a_meeting_link_comes_and_goes(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, replace(meeting(at(9)), meeting_link=True), "key-1")
        assert event.draft.meeting_link
        assert (event.meeting_link or "").startswith("https://")
        moved = await calendar.update(home, event.id, event.draft.moved(at(11)), event.version)
        assert moved.meeting_link == event.meeting_link

    async def test_a_meeting_link_can_be_added(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, meeting(at(9)), "key-1")
        assert event.meeting_link is None
        with_link = await calendar.update(home, event.id, replace(event.draft, meeting_link=True), event.version)
        assert with_link.meeting_link

    async def test_an_event_in_another_zone_keeps_it(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        draft = meeting(at(9, zone="America/New_York"))
        event = await calendar.create(home, draft, "key-1")
        assert (event.draft.zone, event.draft) == ("America/New_York", draft)

    async def test_dates_in_another_zone_stay_dates(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        draft = EventDraft.of_dates("Fair", date(2026, 3, 28), date(2026, 3, 29), "Pacific/Auckland")
        event = await calendar.create(home, draft, "key-1")
        assert event.draft == draft
        assert await calendar.get(home, event.id) == event

    async def test_starts_that_do_not_take_place(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        draft = replace(meeting(at(9), rrule="FREQ=DAILY;COUNT=3"), excluded=(at(9, day=11),))
        series = await calendar.create(home, draft, "key-1")
        events = await calendar.events(home, MARCH, APRIL)
        assert [event.draft.start for event in events] == [at(9), at(9, day=12)]
        assert (await calendar.get(home, series.id)).draft.rrule == "FREQ=DAILY;COUNT=3"

    async def test_a_rule_that_ends_on_a_date_includes_it(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        await calendar.create(home, meeting(at(18), rrule="FREQ=DAILY;UNTIL=20260312"), "key-1")
        assert len(await calendar.events(home, MARCH, APRIL)) == 3

    async def test_one_day_of_an_all_day_series(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        first = EventDraft.of_dates("Duty", date(2026, 3, 28), date(2026, 3, 28), "Europe/Vienna")
        await calendar.create(home, replace(first, rrule="FREQ=DAILY;COUNT=3"), "key-1")
        _, second, third = await calendar.events(home, MARCH, datetime(2026, 4, 5, tzinfo=VIENNA))
        assert await calendar.get(home, second.id) == second
        renamed = await calendar.update(home, second.id, replace(second.draft, title="Other"), second.version)
        assert (renamed.id, renamed.draft.title) == (second.id, "Other")
        await calendar.delete(home, third.id, third.version)
        events = await calendar.events(home, MARCH, datetime(2026, 4, 5, tzinfo=VIENNA))
        assert [event.draft.title for event in events] == ["Duty", "Other"]

    async def test_an_occurrence_does_not_repeat(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        await calendar.create(home, meeting(at(9), rrule="FREQ=DAILY;COUNT=3"), "key-1")
        first, *_ = await calendar.events(home, MARCH, APRIL)
        with pytest.raises(CalendarRejected):
            await calendar.update(home, first.id, replace(first.draft, rrule="FREQ=DAILY"), first.version)

    async def test_what_was_changed_meanwhile_is_not_deleted(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, meeting(at(9)), "key-1")
        changed = await calendar.update(home, event.id, meeting(at(10)), event.version)
        with pytest.raises(VersionConflict):
            await calendar.delete(home, event.id, event.version)
        await calendar.delete(home, event.id, changed.version)
        assert not await calendar.events(home, MARCH, APRIL)

    async def test_others_free_time(self, calendar: Calendar, stranger: Calendar) -> None:
        await stranger.create(await primary(stranger), meeting(at(9)), "key-1")
        asked = ["bo@example.com", "nobody@elsewhere.example", "bo@example.com"]
        bo, nobody, again = await calendar.busy_of(asked, MARCH, APRIL)
        assert (bo.knowledge, bo.busy) == (Knowledge.KNOWN, (Busy(at(9), at(10)),))
        assert (nobody.knowledge, bool(nobody.reason)) == (Knowledge.UNKNOWN, True)
        assert again == bo

    async def test_many_people_at_once(self, calendar: Calendar) -> None:
        asked = [f"p{number}@example.com" for number in range(120)] + ["bo@example.com"]
        answers = await calendar.busy_of(asked, MARCH, APRIL)
        assert [answer.calendar_id for answer in answers] == asked
        assert answers[-1].knowledge is Knowledge.KNOWN
        assert {answer.knowledge for answer in answers[:-1]} == {Knowledge.UNKNOWN}

    async def test_a_long_range_of_busy_time(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        await calendar.create(home, meeting(at(9), rrule="FREQ=WEEKLY;COUNT=40"), "key-1")
        (answer,) = await calendar.busy([home], MARCH, datetime(2027, 3, 1, tzinfo=ZoneInfo("UTC")))
        assert (answer.knowledge, len(answer.busy)) == (Knowledge.KNOWN, 40)

    async def test_a_range_that_ends_first_is_refused(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        with pytest.raises(CalendarRejected):
            await calendar.events(home, APRIL, MARCH)
        with pytest.raises(CalendarRejected):
            await calendar.busy([home], APRIL, MARCH)

    async def test_many_calls_at_once(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        keys = [f"key-{number}" for number in range(20)]
        await asyncio.gather(*(calendar.create(home, meeting(at(9)), key) for key in keys))
        assert len(await calendar.events(home, MARCH, APRIL)) == 20
