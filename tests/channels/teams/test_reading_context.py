"""What Teams tells of a message besides its words: who is named, where it was said; and what is read by that."""

import pytest

from tests.channels.teams.house import BOT, House, shown
from tests.support.stored_messages import last_message
from threadline.calendar.acts import Venue
from threadline.core.domain.message import NamedPerson

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_venue_is_whom_it_was_said_to(house: House) -> None:
    await house.ana.write(house.teams.personal("ana"), "hello")
    await house.dealt()
    assert (await last_message(house.services, "teams")).venue is Venue.ASSISTANT
    asked = await house.ana.write(house.teams.channel, f"{BOT} first")
    await house.dealt()
    assert (await last_message(house.services, "teams")).venue is Venue.MENTION
    await house.answered(asked)
    house.teams.tenant.hears_everything = True
    try:
        again = await house.bo.write(house.teams.channel, "and second", thread=asked.id)
        await house.dealt()
        assert (await last_message(house.services, "teams")).venue is Venue.OVERHEARD
        await house.answered(again)
    finally:
        house.teams.tenant.hears_everything = False


async def test_people_who_are_mentioned_are_known(house: House) -> None:
    asked = await house.ana.write(house.teams.group, f"{BOT} Call with <at>Bo</at> on 10 March 2027 at 3pm")
    await house.dealt()
    assert (await last_message(house.services, "teams")).people == (NamedPerson("Bo", "bo@example.com"),)
    assert "Bo" in shown(await house.card(asked))


async def test_guests_of_ones_own_calendar_are_known_by_name(house: House) -> None:
    chat = house.teams.personal("ana")
    first = await house.ana.write(chat, "Planning with Nia Lopez <nia@example.com> tomorrow at 10am")
    card = await house.card(first)
    await house.kept(card)
    await house.ana.click(card, "Confirm")
    asked = await house.ana.write(chat, "Coffee with nia in 3 days at 3pm about the Budget")
    assert "nia@example.com" in shown(await house.card(asked))
