"""What guests are shown of an event once what they were shown was undone."""

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from tests.support.proposals import REVIEW, change_of, proposal_of
from threadline.calendar.event import Attendee
from threadline.core.domain.proposal import Proposal, State
from threadline.core.interactions.guest_views import GuestViews, Withdrawn

WITH_BO = replace(REVIEW, attendees=(Attendee("Bo", "bo@example.com"), Attendee("Ana", "ana@example.com")))


async def withdrawn(proposal: Proposal) -> Withdrawn | None:
    (seen,) = await all_withdrawn(proposal) or (None,)
    return seen


async def all_withdrawn(proposal: Proposal) -> Sequence[Withdrawn]:
    async def person(_id: str) -> Any:
        return SimpleNamespace(name="Ana", email="ana@example.com")

    return await GuestViews(cast("Any", None), cast("Any", None), person).withdrawn(proposal)


async def test_a_booking_that_was_undone_takes_place_no_more() -> None:
    seen = await withdrawn(proposal_of(State.UNDONE, draft=WITH_BO))
    assert seen is not None
    assert [guest.email for guest in seen.guests] == ["bo@example.com"]
    assert (seen.heading, seen.draft) == ("This event does not take place any more.", WITH_BO)


async def test_a_change_that_was_undone_leaves_it_as_it_was() -> None:
    seen = await withdrawn(change_of(WITH_BO, replace(WITH_BO, title="Other"), State.UNDONE))
    assert seen is not None
    assert seen.heading == "Ana has taken the change back: it takes place as before."
    assert seen.draft == WITH_BO


async def test_nothing_is_said_before_it_is_done_nor_to_whom_nothing_was_said() -> None:
    undone = proposal_of(State.UNDONE, draft=WITH_BO)
    assert await withdrawn(replace(undone, event_id="e1")) is None  # its event is still to be deleted
    assert await withdrawn(proposal_of(State.BOOKED, draft=WITH_BO)) is None
    assert await withdrawn(proposal_of(State.UNDONE, draft=WITH_BO, invite=False)) is None
