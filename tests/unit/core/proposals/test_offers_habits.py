"""What a card says of its owner's habits: focus time that gives way, days away that it falls into."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.core.proposals.desk import REVIEW, START, Desk
from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract import Intent
from threadline.core.channels.card_rows import CardReader
from threadline.core.channels.card_view import card_view
from threadline.core.domain.proposal import Conflicting, Offer, State
from threadline.core.domain.reading import Reading
from threadline.storage.preferences import PreferenceStore

MORNING = EventDraft("Review", START.replace(hour=8), START.replace(hour=9), "Europe/Vienna")
"""From 9 to 10 on the clock of Vienna, a Friday."""


async def keeps(desk: Desk, key: str, value: str, *, bo: bool = False) -> None:
    await PreferenceStore(desk.database).put((desk.bo if bo else desk.ana).id, key, value=value)


async def offered(desk: Desk, draft: EventDraft) -> Offer:
    offer = await desk.decisions.offer(desk.ana, Reading(Intent.CREATE, draft))
    assert offer is not None
    return offer


def warned(offer: Offer) -> str:
    return " ".join(offer.warnings)


async def test_focus_time_moves_where_there_is_room(desk: Desk) -> None:
    await keeps(desk, "focus_time", "120 morning")
    offer = await offered(desk, MORNING)
    assert "Your focus time on that day moves" in warned(offer)
    assert "10:00" in warned(offer)


async def test_focus_time_is_shortened_where_there_is_no_room(desk: Desk) -> None:
    await keeps(desk, "focus_time", "120 09:00-11:00")
    assert "becomes shorter" in warned(await offered(desk, MORNING))
    long = replace(MORNING, end=MORNING.start + timedelta(hours=2))
    assert "no room left" in warned(await offered(desk, long))


async def test_nothing_is_said_where_it_stays(desk: Desk) -> None:
    await keeps(desk, "focus_time", "120 morning")
    assert "focus" not in warned(await offered(desk, REVIEW))


async def test_an_edited_card_tells_it_as_it_is_then(desk: Desk) -> None:
    await keeps(desk, "focus_time", "120 morning")
    proposal = await desk.decisions.propose(desk.ana, await offered(desk, REVIEW), key="k", channel="memory")
    edited = await desk.decisions.edit(desk.ana, proposal.id, MORNING)
    assert "moves" in warned(edited.offer)


async def test_days_away_are_a_conflict_that_only_a_click_which_saw_it_books_over(desk: Desk) -> None:
    proposal = await desk.decisions.propose(desk.ana, await offered(desk, REVIEW), key="k", channel="memory")
    await keeps(desk, "out_of_office", "2026-03-05/2026-03-07")
    with pytest.raises(Conflicting) as refused:
        await desk.decisions.confirm(desk.ana, proposal.id)
    assert "Out of office" in str(refused.value)
    done = await desk.decisions.confirm(desk.ana, proposal.id, version=refused.value.proposal.version)
    assert done.state is State.BOOKED


async def test_others_are_told_that_somebody_is_away_and_not_why(desk: Desk) -> None:
    await keeps(desk, "out_of_office", "2026-03-06", bo=True)
    offer = await offered(desk, replace(REVIEW, attendees=(Attendee("Bo", "bo@example.com"),)))
    [conflict] = offer.conflicts
    assert (conflict.who, conflict.away) == ("Bo", True)
    proposal = await desk.decisions.propose(desk.ana, offer, key="k", channel="memory")
    assert "Bo is away" in str(card_view(proposal, CardReader("Europe/Vienna")))
