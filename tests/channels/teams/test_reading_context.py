"""What Teams tells of a message besides its words: who is named, where it was said; and what is read by that."""

import pytest

from tests.channels.teams.house import BOT, House, shown
from tests.support.acting import until
from tests.support.stored_messages import last_message
from threadline.calendar.acts import Venue
from threadline.core.domain.message import NamedPerson
from threadline.simulator.teams.model import Message

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


async def quote(house: House, quoted: str, words: str) -> Message:
    """What Ana writes to the assistant alone, below a message of Bo's that she quotes."""
    chat = house.teams.personal("ana")
    reply = (
        '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="170">'
        f'<strong itemprop="mri" itemid="8:orgid:bo">Bo</strong><p itemprop="preview">{quoted}</p></blockquote>'
        f"<p>{words}</p>"
    )
    asked = await house.ana.write(chat, words, attachments=({"contentType": "text/html", "content": reply},))
    await house.dealt()
    return asked


async def test_what_is_quoted_is_moved_and_not_the_card_that_waits(house: House) -> None:
    haircut = await house.ana.write(house.teams.personal("ana"), "Haircut with zoe@example.com on 20 May 2031 at 11am")
    waiting = await house.card(haircut)
    await house.kept(waiting)
    asked = await quote(house, "Roadmap review on 22 May 2031 at 9am", "make it 4pm instead")
    card = await house.card(asked)
    assert "Roadmap review" in shown(card)
    assert "Thu 22 May 2031, 16:00–16:30" in shown(card)
    assert "Tue 20 May 2031, 11:00–11:30" in shown(waiting)
    moved = await house.ana.write(house.teams.personal("ana"), "make it 5pm")
    await house.answered(moved)
    await until(lambda: "Thu 22 May 2031, 17:00–17:30" in shown(card))


async def test_what_somebody_says_to_a_quote_is_told_to_the_model(house: House) -> None:
    asked = await quote(house, "Tax review on 23 May 2031 at 9am", "thanks, what is it about?")
    await house.answered(asked)
    request = house.provider.requests[-1]
    assert request.messages[-1].text == "thanks, what is it about?"
    assert "Tax review on 23 May 2031" in (request.material or "")
