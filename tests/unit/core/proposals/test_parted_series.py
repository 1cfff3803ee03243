"""A series changed or cancelled from one day on, and both halves put together again by undo."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.unit.core.proposals.desk import START, ZONE, Desk
from threadline.calendar.event import EventDraft
from threadline.calendar.extract.changes.model import Scope
from threadline.calendar.recurrence import occurrences
from threadline.calendar.series_parts import going_on_from
from threadline.core.domain.proposal import State, Target

EVER = datetime(2027, 1, 1, tzinfo=UTC)
WEEKLY = EventDraft("Standup", START, START + timedelta(minutes=15), ZONE, rrule="FREQ=WEEKLY;COUNT=5")


async def starts(desk: Desk) -> list[datetime]:
    return sorted(each.draft.start for each in await desk.calendar.events("default", START, EVER))


async def test_from_one_day_on_and_back(desk: Desk) -> None:
    event = await desk.calendar.create("default", WEEKLY, "series")
    whole = await starts(desk)
    third = occurrences(WEEKLY, START, EVER)[2]
    rest = going_on_from(WEEKLY, third)
    later = replace(rest, start=rest.start + timedelta(hours=1), end=rest.end + timedelta(hours=1))
    target = Target(event.id, event.version, event.draft, "memory", "default")
    for draft, expected in (
        (later, [*whole[:2], *(each + timedelta(hours=1) for each in whole[2:])]),
        (None, whole[:2]),
    ):
        now = await desk.calendar.get("default", event.id)
        offer = await desk.decisions.offer_change(
            desk.ana, replace(target, version=now.version), draft, scope=Scope.FOLLOWING, split=third.start
        )
        proposal = await desk.decisions.propose(desk.ana, offer, key=f"p{draft is None}", channel="memory")
        done = await desk.decisions.confirm(desk.ana, proposal.id)
        assert done.state is State.BOOKED
        assert await starts(desk) == expected
        undone = await desk.decisions.undo(desk.ana, proposal.id)
        assert undone.state is State.UNDONE
        assert await starts(desk) == whole
