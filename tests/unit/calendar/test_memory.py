"""The shipped double: failures as scripted, and nothing else out of the ordinary."""

from datetime import UTC, datetime, timedelta

import pytest

from threadline.calendar.event import EventDraft, Knowledge
from threadline.calendar.memory import MemoryCalendar
from threadline.calendar.port import CalendarUnavailable

START = datetime(2026, 3, 24, 9, tzinfo=UTC)
REVIEW = EventDraft("Review", START, START + timedelta(hours=1), "UTC")
DOWN = CalendarUnavailable("down", retry_after=3)


async def test_a_failure_comes_once_and_before_anything_is_done() -> None:
    calendar = MemoryCalendar()
    calendar.fail("create", DOWN)
    with pytest.raises(CalendarUnavailable):
        await calendar.create("default", REVIEW, "key")
    assert not await calendar.events("default", START, REVIEW.end)
    await calendar.create("default", REVIEW, "key")


async def test_a_failure_may_come_after_the_work_was_done() -> None:
    calendar = MemoryCalendar()
    calendar.fail("create", DOWN, after=True)
    with pytest.raises(CalendarUnavailable):
        await calendar.create("default", REVIEW, "key")
    (booked,) = await calendar.events("default", START, REVIEW.end)
    assert await calendar.create("default", REVIEW, "key") == booked


async def test_every_operation_can_fail() -> None:
    calendar = MemoryCalendar()
    for operation, call in (
        ("calendars", calendar.calendars()),
        ("events", calendar.events("default", START, REVIEW.end)),
        ("get", calendar.get("default", "x")),
        ("busy", calendar.busy(["default"], START, REVIEW.end)),
        ("update", calendar.update("default", "x", REVIEW, "1")),
        ("delete", calendar.delete("default", "x")),
        ("changes", calendar.changes("default", None)),
    ):
        calendar.fail(operation, DOWN)  # type: ignore[arg-type]
        with pytest.raises(CalendarUnavailable):
            await call


async def test_free_busy_can_be_switched_off() -> None:
    calendar = MemoryCalendar()
    calendar.unknown.add("default")
    (answer,) = await calendar.busy(["default"], START, REVIEW.end)
    assert (answer.knowledge, answer.busy) == (Knowledge.UNKNOWN, ())
    calendar.unknown.clear()
    (answer,) = await calendar.busy(["default"], START, REVIEW.end)
    assert answer.knowledge is Knowledge.KNOWN
