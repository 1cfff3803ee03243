"""What words do to a card comes back in one mail, which carries the card as it is then."""

import pytest

from tests.channels.email.outgoing.house import House, invitation, method
from threadline.core.domain.proposal import State

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_change_a_yes_and_a_change_after_it(house: House) -> None:
    first, proposal = await house.proposed()
    await house.quiet()
    await house.write("make it an hour later", number=2)
    *_, second = await house.mails(2)
    await house.quiet()
    assert len(house.sink.of(house.address)) == 2
    changed = await house.fresh(proposal)
    assert changed.offer.draft.start != proposal.offer.draft.start
    entry = invitation(second)
    assert (method(second), entry["DTSTART"].dt) == ("REQUEST", changed.offer.draft.start)
    assert (entry["UID"], entry["SEQUENCE"]) == (invitation(first)["UID"], 1)
    assert "Confirm" in second.part("text/html")
    await house.write("yes", number=3)
    *_, third = await house.mails(3)
    await house.quiet()
    assert len(house.sink.of(house.address)) == 3
    assert (await house.fresh(proposal)).state is State.BOOKED
    assert invitation(third)["SEQUENCE"] == 2
    assert "In your calendar" in third.part("text/plain")
