"""What the built-in calendar does beyond the contract of all calendars."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import NoReturn, Unpack
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.builtin import BuiltinCalendar, event_id
from threadline.calendar.event import Attendee, EventDraft, Knowledge
from threadline.calendar.memory import MemoryEventRow, MemoryEventRows
from threadline.calendar.port import (
    Calendar,
    CalendarInfo,
    CalendarRejected,
    CalendarUnavailable,
    EventNotFound,
    VersionConflict,
)
from threadline.calendar.recurrence import MAX_OCCURRENCES
from threadline.calendar.rows import EventColumns

START = datetime(2026, 3, 24, 9, tzinfo=ZoneInfo("Europe/Vienna"))
REVIEW = EventDraft("Review", START, START + timedelta(hours=1), "Europe/Vienna")
MARCH = datetime(2026, 3, 1, tzinfo=UTC)
MAY = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def rows() -> MemoryEventRows:
    return MemoryEventRows()


@pytest.fixture
def calendar(rows: MemoryEventRows) -> BuiltinCalendar:
    return BuiltinCalendar(rows, "ana")


class Rowless(MemoryEventRows):
    """Rows that cannot be reached."""

    async def get(self, owner: str, event_id: str, /) -> NoReturn:
        raise TimeoutError

    async def overlapping(self, owner: str, calendar_id: str, time_min: datetime, time_max: datetime, /) -> NoReturn:
        raise TimeoutError


class Racing(MemoryEventRows):
    """Rows of which somebody else changes each before it is replaced."""

    async def get(self, owner: str, event_id: str, /) -> MemoryEventRow | None:
        row = await super().get(owner, event_id)
        return row and replace(row, version=row.version - 1)


class Emptying(MemoryEventRows):
    """Rows of which somebody else deletes each before it is removed."""

    async def remove(self, owner: str, event_id: str, version: int | None, /) -> bool:
        await super().remove(owner, event_id, None)
        return await super().remove(owner, event_id, version)


def test_it_is_a_calendar(calendar: BuiltinCalendar) -> None:
    assert isinstance(calendar, Calendar)


def test_ids_follow_from_owner_and_key() -> None:
    assert event_id("ana", "key") == event_id("ana", "key")
    assert len({event_id("ana", "key"), event_id("anak", "ey"), event_id("bo", "key")}) == 3
    assert len(event_id("ana", "key")) == 52
    assert set(event_id("ana", "key")) <= set("0123456789abcdefghijklmnopqrstuv")


async def test_versions_and_sequences_rise(calendar: BuiltinCalendar) -> None:
    event = await calendar.create("default", REVIEW, "key")
    assert (event.version, event.sequence, event.key) == ("1", 0, "key")
    event = await calendar.update("default", event.id, replace(REVIEW, location="Room 9"), "1")
    assert (event.version, event.sequence, event.key) == ("2", 1, "key")


@pytest.mark.parametrize("version", ["2", "", "x", "²", "9" * 30])
async def test_versions_that_are_not_ours_conflict(calendar: BuiltinCalendar, version: str) -> None:
    event = await calendar.create("default", REVIEW, "key")
    with pytest.raises(VersionConflict):
        await calendar.update("default", event.id, REVIEW, version)
    with pytest.raises(VersionConflict):
        await calendar.delete("default", event.id, version)


async def test_calendars_that_are_not_there(calendar: BuiltinCalendar) -> None:
    event = await calendar.create("default", REVIEW, "key")
    for refused in (
        calendar.events("other", MARCH, MAY),
        calendar.get("other", event.id),
        calendar.create("other", REVIEW, "key"),
        calendar.update("other", event.id, REVIEW, "1"),
        calendar.delete("other", event.id),
        calendar.changes("other", None),
    ):
        with pytest.raises(EventNotFound):
            await refused


async def test_a_person_may_have_several_calendars(rows: MemoryEventRows) -> None:
    infos = [CalendarInfo("home", "Home", primary=True), CalendarInfo("club", "Club")]
    calendar = BuiltinCalendar(rows, "ana", calendars=infos)
    event = await calendar.create("home", REVIEW, "key")
    assert await calendar.create("club", REVIEW, "key") == event
    assert not await calendar.events("club", MARCH, MAY)
    with pytest.raises(EventNotFound):
        await calendar.get("club", event.id)
    await calendar.delete("club", event.id)
    assert await calendar.get("home", event.id) == event


async def test_a_range_has_a_length(calendar: BuiltinCalendar) -> None:
    with pytest.raises(CalendarRejected):
        await calendar.events("default", MAY, MARCH)
    await calendar.create("default", REVIEW, "key")
    tokyo, hawaii = ZoneInfo("Asia/Tokyo"), ZoneInfo("Pacific/Honolulu")
    everything = (datetime(1, 1, 1, tzinfo=tokyo), datetime(9999, 12, 31, 23, tzinfo=hawaii))
    assert len(await calendar.events("default", *everything)) == 1


async def test_too_many_occurrences_are_unknown_and_not_free(calendar: BuiltinCalendar) -> None:
    await calendar.create("default", replace(REVIEW, rrule="FREQ=DAILY"), "key")
    far = MARCH + timedelta(days=MAX_OCCURRENCES + 100)
    with pytest.raises(CalendarRejected):
        await calendar.events("default", MARCH, far)
    (answer,) = await calendar.busy(["default"], MARCH, far)
    assert answer.knowledge is Knowledge.UNKNOWN
    assert answer.reason
    assert "Review" not in answer.reason


async def test_rows_that_cannot_be_reached() -> None:
    calendar = BuiltinCalendar(Rowless(), "ana", failures=TimeoutError)
    with pytest.raises(CalendarUnavailable):
        await calendar.get("default", "abc")
    (answer,) = await calendar.busy(["default"], MARCH, MAY)
    assert answer.knowledge is Knowledge.UNKNOWN


async def test_errors_that_nobody_named_are_not_hidden() -> None:
    with pytest.raises(TimeoutError):
        await BuiltinCalendar(Rowless(), "ana").get("default", "abc")


async def test_a_change_in_between_is_a_conflict() -> None:
    rows = Racing()
    calendar = BuiltinCalendar(rows, "ana")
    event = await calendar.create("default", REVIEW, "key")
    with pytest.raises(VersionConflict):
        await calendar.update("default", event.id, REVIEW, "0")


class Dying(MemoryEventRows):
    """Rows whose process dies before it changes one."""

    dies = False

    async def replace(
        self, owner: str, event_id: str, version: int, /, **columns: Unpack[EventColumns]
    ) -> MemoryEventRow | None:
        if self.dies:
            raise ConnectionError
        return await super().replace(owner, event_id, version, **columns)


async def test_what_somebody_else_deletes_at_the_same_time_is_gone() -> None:
    calendar = BuiltinCalendar(Emptying(), "ana")
    event = await calendar.create("default", REVIEW, "key")
    await calendar.delete("default", event.id, event.version)
    assert not await calendar.events("default", MARCH, MAY)


async def test_an_occurrence_is_changed_within_bounds(calendar: BuiltinCalendar) -> None:
    series = await calendar.create("default", replace(REVIEW, rrule="FREQ=DAILY;COUNT=2"), "key")
    _, second = await calendar.events("default", MARCH, MAY)
    with pytest.raises(CalendarRejected, match="does not repeat"):
        await calendar.update("default", second.id, series.draft, second.version)
    with pytest.raises(VersionConflict):
        await calendar.update("default", second.id, REVIEW, "0")
    with pytest.raises(VersionConflict):
        await calendar.delete("default", second.id, "0")
    with pytest.raises(EventNotFound):
        await calendar.update("default", f"{series.id}_20260101T000000Z", REVIEW, series.version)


async def test_changing_an_occurrence_after_a_crash_in_the_middle_is_one_event() -> None:
    rows = Dying()
    calendar = BuiltinCalendar(rows, "ana")
    await calendar.create("default", replace(REVIEW, rrule="FREQ=DAILY;COUNT=2"), "key")
    _, second = await calendar.events("default", MARCH, MAY)
    rows.dies = True
    with pytest.raises(ConnectionError):
        await calendar.update("default", second.id, replace(second.draft, title="Half"), second.version)
    rows.dies = False
    changed = await calendar.update("default", second.id, replace(second.draft, title="Whole"), second.version)
    assert changed.draft.title == "Whole"
    assert [event.draft.title for event in await calendar.events("default", MARCH, MAY)] == ["Review", "Whole"]
    with pytest.raises(EventNotFound):
        await calendar.get("default", second.id)


async def test_it_keeps_who_sees_it_and_what_it_blocks(calendar: BuiltinCalendar) -> None:
    draft = replace(REVIEW, private=True, transparent=True, reminders=(10, 60), meeting_link=True)
    event = await calendar.create("default", draft, "key")
    assert event.draft == replace(draft, meeting_link=False)
    (answer,) = await calendar.busy(["default"], MARCH, MAY)
    assert answer.busy == ()


async def test_what_no_calendar_can_hold_is_not_stored(calendar: BuiltinCalendar) -> None:
    event = await calendar.create("default", REVIEW, "key")
    broken = replace(REVIEW, title="a\0b")
    with pytest.raises(CalendarRejected):
        await calendar.create("default", broken, "other")
    with pytest.raises(CalendarRejected):
        await calendar.update("default", event.id, broken, event.version)
    assert len(await calendar.events("default", MARCH, MAY)) == 1


async def test_attendees_without_an_address_survive(calendar: BuiltinCalendar) -> None:
    draft = replace(REVIEW, attendees=(Attendee("Bo"), Attendee("", "ana@example.com")))
    event = await calendar.create("default", draft, "key")
    assert (await calendar.get("default", event.id)).draft.attendees == draft.attendees


async def test_all_day_dates_outlive_a_change_of_their_zones_rules(
    calendar: BuiltinCalendar, rows: MemoryEventRows
) -> None:
    draft = EventDraft.of_dates("Fair", date(2026, 3, 28), date(2026, 3, 29), "Europe/Vienna")
    event = await calendar.create("default", draft, "key")
    row = await rows.get("ana", event.id)
    assert row is not None
    shift = timedelta(hours=1)  # as if the zone had been an hour further east when the row was written
    columns = {"start": row.start - shift, "end": row.end - shift}
    rest = {name: getattr(row, name) for name in ("sequence", "title", "until", "zone", "all_day", "location")}
    rest |= {name: getattr(row, name) for name in ("description", "rrule", "excluded", "attendees")}
    await rows.replace("ana", event.id, 1, **(rest | columns))
    assert (await calendar.get("default", event.id)).draft == draft
