"""What Slack tells of a message besides its words: who is named, where it was said; and what is read by that."""

import pytest

from tests.channels.slack.house import House, is_card, shown
from tests.support.acting import until
from tests.support.stored_messages import last_message
from threadline.calendar.acts import Venue
from threadline.core.domain.message import NamedPerson
from threadline.simulator.slack.model import User

pytestmark = pytest.mark.asyncio(loop_scope="module")
BO = NamedPerson("Bo", "bo@example.com", "America/New_York")


async def test_the_venue_is_whom_it_was_said_to(house: House) -> None:
    await house.hand.write("UANA", "DUANA", "good morning")
    assert (await last_message(house.services, "slack")).venue is Venue.ASSISTANT
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    assert (await last_message(house.services, "slack")).venue is Venue.MENTION
    await house.answered(asked.ts)
    await house.hand.write("UBO", "CGENERAL", "hello too", thread_ts=asked.ts)
    assert (await last_message(house.services, "slack")).venue is Venue.OVERHEARD


async def test_people_who_are_mentioned_are_known_with_their_zone(house: House) -> None:
    text = "<@UBOT> Call with <@UBO> on 10 March 2027 at 3pm Bo's time"
    asked = await house.hand.write("UANA", "CGENERAL", text)
    assert (await last_message(house.services, "slack")).people == (BO,)
    assert "15:00–15:30 (America/New_York)" in shown(await house.card(asked.ts))


async def test_guests_of_ones_own_calendar_are_known_by_name(house: House) -> None:
    first = await house.hand.write("UANA", "DUANA", "Planning with Nia Lopez <nia@example.com> tomorrow at 10am")
    card = await house.card(first.ts, "DUANA")
    await house.kept(card)
    await house.press("UANA", card, "confirm")
    asked = await house.hand.write("UANA", "DUANA", "Coffee with nia in 3 days at 3pm about the Budget")
    assert "nia@example.com" in shown(await house.card(asked.ts, "DUANA"))


@pytest.mark.parametrize(("words", "answers"), [("Can you", 2), ("Ana, can you", 1), ("<@UANA> can you", 1)])
async def test_an_answer_takes_its_time_from_what_somebody_else_asked(house: House, words: str, answers: int) -> None:
    asked = await house.hand.write("UBO", "CGENERAL", "<@UBOT> hello")
    await house.answered(asked.ts)
    await house.hand.write("UBO", "CGENERAL", f"{words} do 10 March 2027 at 3pm?", thread_ts=asked.ts)
    await house.answered(asked.ts, count=answers)
    await house.hand.write("UANA", "CGENERAL", "Yes, in Room 4", thread_ts=asked.ts)

    def cards() -> list[str]:
        return [shown(each) for each in house.replies(asked.ts) if is_card(each) and "<@UANA> decides" in shown(each)]

    await until(lambda: bool(cards()))
    (card,) = cards()
    assert "15:00–15:30 (America/New_York)" in card  # on the clock of Bo, who said the hour
    assert "Room 4" in card


async def test_people_of_the_workspace_are_known_by_name_and_give_way_to_those_one_meets(house: House) -> None:
    house.time.ahead += 4_000.0  # whatever was read of the workspace before is read anew
    for user, name in (("UTEA", "Tea Horvat"), ("URUI", "Rui Alves"), ("UOTHER", "Rui Costa")):
        address = f"{name.lower().replace(' ', '.')}@example.com"
        house.workspace.users[user] = User(user, name, address, "Europe/Lisbon")
    try:
        asked = await house.hand.write("UANA", "DUANA", "Coffee with tea in 4 days at 3pm about the Budget")
        assert "tea.horvat@example.com" in shown(await house.card(asked.ts, "DUANA"))
        two = await house.hand.write("UANA", "DUANA", "Coffee with Rui in 5 days at 3pm")
        assert "Who is meant by “Rui”" in shown(await house.card(two.ts, "DUANA"))
        whole = await house.hand.write("UANA", "DUANA", "Coffee with rui costa in 6 days at 3pm")
        assert "rui.costa@example.com" in shown(await house.card(whole.ts, "DUANA"))
    finally:
        for user in ("UTEA", "URUI", "UOTHER"):
            del house.workspace.users[user]
