"""What is blocked around an event: real events that are made, moved and taken out with it, once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.unit.core.proposals.desk import REVIEW, START, ZONE, Desk
from threadline.calendar.event import EventDraft
from threadline.calendar.extract import Intent
from threadline.calendar.port import CalendarUnavailable
from threadline.core.channels.card_rows import CardReader
from threadline.core.channels.card_view import card_view
from threadline.core.domain.around import Around
from threadline.core.domain.proposal import Offer, Proposal, State, Target
from threadline.core.domain.reading import Reading

HALF_HOUR = timedelta(minutes=30)
TRAVEL = Around(HALF_HOUR, HALF_HOUR)


async def offered(desk: Desk, draft: EventDraft = REVIEW, around: Around = TRAVEL) -> Proposal:
    offer = await desk.decisions.offer(desk.ana, Reading(Intent.CREATE, draft, around=around))
    assert offer is not None
    return await desk.decisions.propose(desk.ana, offer, key=str(draft.start), channel="memory")


async def booked(desk: Desk, around: Around = TRAVEL) -> Proposal:
    return await desk.decisions.confirm(desk.ana, (await offered(desk, around=around)).id)


async def standing(desk: Desk) -> list[tuple[str, datetime, datetime]]:
    """What is in Ana's calendar."""
    [info, *_] = await desk.calendar.calendars()
    found = await desk.calendar.events(info.id, START - timedelta(days=2), START + timedelta(days=9))
    return sorted((each.draft.title, each.draft.start, each.draft.end) for each in found)


def around(start: datetime) -> list[tuple[str, datetime, datetime]]:
    end = start + timedelta(hours=1)
    return [
        ("Design review", start, end),
        ("Travel: Design review", start - HALF_HOUR, start),
        ("Travel: Design review", end, end + HALF_HOUR),
    ]


async def changed(desk: Desk, proposal: Proposal, draft: EventDraft | None) -> Proposal:
    """A card that changes or cancels what was booked."""
    assert proposal.event_id is not None
    event = await desk.calendar.get(proposal.calendar_id, proposal.event_id)
    target = Target(event.id, event.version, event.draft, desk.calendar.name, event.calendar_id, event.sequence)
    offer = await desk.decisions.offer_change(desk.ana, target, draft)
    assert offer.conflicts == ()
    return await desk.decisions.propose(desk.ana, offer, key=f"change-{draft.start if draft else ''}", channel="memory")


async def test_they_stand_on_the_card_and_are_booked_by_its_click(desk: Desk) -> None:
    proposal = await offered(desk)
    assert "Travel: " in str(card_view(proposal, CardReader(ZONE)))
    assert await standing(desk) == []
    done = await desk.decisions.confirm(desk.ana, proposal.id)
    assert done.state is State.BOOKED
    assert await standing(desk) == around(START)


async def test_undo_takes_them_out_too(desk: Desk) -> None:
    await desk.decisions.undo(desk.ana, (await booked(desk)).id)
    await desk.hands.done()
    assert await standing(desk) == []


async def test_they_move_with_their_event_and_back_with_its_undo(desk: Desk) -> None:
    moved = replace(REVIEW, start=START + timedelta(hours=1), end=START + timedelta(hours=2))
    change = await changed(desk, await booked(desk), moved)
    assert "Travel: " in str(card_view(change, CardReader(ZONE)))
    await desk.decisions.confirm(desk.ana, change.id)
    assert await standing(desk) == around(START + timedelta(hours=1))
    await desk.decisions.undo(desk.ana, change.id)
    await desk.hands.done()
    assert await standing(desk) == around(START)


async def test_a_second_move_finds_them_as_well(desk: Desk) -> None:
    first = await booked(desk)
    for hours in (1, 3):
        draft = replace(REVIEW, start=START + timedelta(hours=hours), end=START + timedelta(hours=hours + 1))
        first = await desk.decisions.confirm(desk.ana, (await changed(desk, first, draft)).id)
    assert await standing(desk) == around(START + timedelta(hours=3))


async def test_they_go_with_a_cancelled_event_and_come_back_with_its_undo(desk: Desk) -> None:
    cancelled = await changed(desk, await booked(desk), None)
    await desk.decisions.confirm(desk.ana, cancelled.id)
    assert await standing(desk) == []
    await desk.decisions.undo(desk.ana, cancelled.id)
    await desk.hands.done()
    assert await standing(desk) == around(START)


async def test_one_that_was_deleted_by_hand_stays_deleted(desk: Desk) -> None:
    proposal = await booked(desk)
    block = await desk.calendar.find(proposal.calendar_id, f"{proposal.id}-before")
    assert block is not None
    await desk.calendar.delete(proposal.calendar_id, block.id)
    moved = replace(REVIEW, start=START + timedelta(hours=1), end=START + timedelta(hours=2))
    await desk.decisions.confirm(desk.ana, (await changed(desk, proposal, moved)).id)
    assert len(await standing(desk)) == 2


async def test_what_stands_in_their_way_is_told(desk: Desk) -> None:
    [info, *_] = await desk.calendar.calendars()
    other = EventDraft("Standup", START - timedelta(minutes=20), START - timedelta(minutes=5), ZONE)
    await desk.calendar.create(info.id, other, "other")
    assert [each.title for each in (await offered(desk)).offer.conflicts] == ["Standup"]


async def test_a_buffer_is_called_one(desk: Desk) -> None:
    await booked(desk, Around(after=timedelta(minutes=10), travel=False))
    assert [title for title, _start, _end in await standing(desk)] == ["Buffer: Design review", "Design review"]


async def test_nothing_is_blocked_around_a_series_and_that_is_said(desk: Desk) -> None:
    proposal = await offered(desk, replace(REVIEW, rrule="FREQ=WEEKLY"))
    assert proposal.offer.around is None
    assert any("single events" in each for each in proposal.offer.warnings)


@pytest.mark.parametrize("after", [1, 2, 3])
async def test_a_calendar_that_fails_in_between_ends_with_each_once(desk: Desk, after: int) -> None:
    proposal, made, create = await offered(desk), 0, desk.calendar.create

    async def failing(*args: object, **values: object) -> object:
        nonlocal made
        made += 1
        event = await create(*args, **values)  # type: ignore[arg-type]
        if made == after:
            raise CalendarUnavailable("gone after it was done")
        return event

    desk.calendar.create = failing  # type: ignore[method-assign, assignment]
    done = await desk.decisions.confirm(desk.ana, proposal.id)
    assert done.state is State.BOOKED
    assert await standing(desk) == around(START)


def test_an_offer_keeps_it() -> None:
    assert Offer.from_json(Offer(REVIEW, around=TRAVEL).to_json()).around == TRAVEL
