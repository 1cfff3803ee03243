"""What failed attempts left in a calendar goes when nobody wants it any more."""

from datetime import timedelta

from tests.unit.core.proposals.desk import Desk
from threadline.calendar.port import CalendarUnavailable
from threadline.core.domain.proposal import Proposal, State

DOWN = CalendarUnavailable("The calendar cannot be reached")


async def failed(desk: Desk) -> Proposal:
    for _ in range(5):
        desk.calendar.fail("create", DOWN, after=True)
    proposal = await desk.booked()
    assert (proposal.state, await desk.events()) == (State.FAILED, ["Design review"])
    return proposal


async def test_what_was_made_though_it_failed_goes_when_it_is_dismissed(desk: Desk) -> None:
    proposal = await failed(desk)
    dismissed = await desk.decisions.dismiss(desk.ana, proposal.id)
    await desk.decisions.booking_jobs.settle(dismissed)
    assert (dismissed.state, await desk.events()) == (State.DISMISSED, [])


async def test_and_when_it_expires(desk: Desk) -> None:
    proposal = await failed(desk)
    desk.clock.advance(days=14)
    await desk.decisions.expire()
    await desk.hands.done()
    assert await desk.events() == []
    now = await desk.decisions.get(desk.ana.id, proposal.id)
    assert (now.state, now.clearing, now.event_id) == (State.EXPIRED, False, None)


async def test_what_nobody_confirmed_left_nothing_to_clear_up(desk: Desk) -> None:
    proposal = await desk.propose()
    dismissed = await desk.decisions.dismiss(desk.ana, proposal.id)
    assert (dismissed.state, dismissed.clearing) == (State.DISMISSED, False)
    assert desk.hands.occasions == []


async def test_a_calendar_that_is_down_is_asked_again_until_a_day_is_over(desk: Desk) -> None:
    proposal = await failed(desk)
    for _ in range(5):
        desk.calendar.fail("find", DOWN)
    await desk.decisions.dismiss(desk.ana, proposal.id)
    await desk.hands.done()
    now = await desk.decisions.get(desk.ana.id, proposal.id)
    assert (now.clearing, now.event_id) == (True, None)
    desk.clock.advance(seconds=31)
    await desk.decisions.booking_jobs.resume(timedelta(seconds=30))
    await desk.hands.done()
    assert await desk.events() == []
    assert not (await desk.decisions.get(desk.ana.id, proposal.id)).clearing


async def test_in_the_end_it_is_said_that_something_may_be_left(desk: Desk) -> None:
    proposal = await failed(desk)
    desk.clock.advance(days=16)
    for _ in range(5):
        desk.calendar.fail("find", DOWN)
    await desk.decisions.expire()
    await desk.hands.done()
    now = await desk.decisions.get(desk.ana.id, proposal.id)
    assert now.reason is not None
    assert "may be in the calendar" in now.reason


async def test_an_error_that_is_none_of_a_calendars_fails_the_booking_in_the_end(desk: Desk) -> None:
    for _ in range(5):
        desk.calendar.fail("create", RuntimeError("a fault"))
    failed = await desk.booked()
    assert failed.state is State.FAILED
    assert failed.reason is not None
    assert "way I do not know" in failed.reason
