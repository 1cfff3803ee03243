"""What undoing does to the calendar."""

import pytest

from tests.unit.core.proposals.desk import Desk
from threadline.calendar.port import CalendarUnavailable, EventNotFound
from threadline.core.domain.proposal import AlreadyDecided, State

DOWN = CalendarUnavailable("The calendar cannot be reached")


async def test_undoing_takes_the_event_away_once(desk: Desk) -> None:
    booked = await desk.booked()
    undone = await desk.decisions.undo(desk.ana, booked.id)
    assert (undone.state, undone.event_id) == (State.UNDONE, None)
    assert await desk.events() == []
    assert await desk.decisions.undo(desk.ana, booked.id) == undone
    assert desk.card == undone
    assert await desk.deeds() == ["proposal.confirm", "proposal.undo"]
    with pytest.raises(AlreadyDecided):
        await desk.decisions.confirm(desk.ana, booked.id)


async def test_an_undo_that_the_calendar_does_not_carry_out_leaves_the_event_booked_and_says_why(desk: Desk) -> None:
    booked = await desk.booked()
    for _ in range(5):
        desk.calendar.fail("delete", DOWN)
    after = await desk.decisions.undo(desk.ana, booked.id)
    assert after.state is State.BOOKED
    assert after.reason == "The event could not be deleted: The calendar cannot be reached"
    assert desk.card == after
    assert await desk.events() == ["Design review"]
    assert (await desk.decisions.undo(desk.ana, booked.id)).state is State.UNDONE


async def test_undoing_what_is_gone_already_is_done(desk: Desk) -> None:
    booked = await desk.booked()
    desk.calendar.fail("delete", EventNotFound("gone"))
    assert (await desk.decisions.undo(desk.ana, booked.id)).state is State.UNDONE
