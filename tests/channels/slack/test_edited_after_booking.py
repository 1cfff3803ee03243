"""A message that is edited after its event was booked changes that event by a click; no second one comes beside it."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.channels.slack.house import House, is_card, shown
from tests.support.acting import until, until_true
from threadline.calendar.event import EventDraft
from threadline.core.domain.proposal import Action, Proposal, State
from threadline.simulator.slack.model import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = "<@UBOT> Design review with <@UBO> on 3 June 2031 3-4pm in Room 4"
VIENNA = ZoneInfo("Europe/Vienna")


async def newest(house: House) -> Proposal:
    ana = await house.services.people.directory.by_email("ana@example.com")
    assert ana is not None
    (proposal,) = await house.services.proposals.repository.of_person(ana.id, states=list(State), limit=1)
    return proposal


async def booked(house: House, words: str = WORDS) -> tuple[Message, Proposal]:
    asked = await house.hand.write("UANA", "CGENERAL", words)
    card = await house.card(asked.ts)
    await house.kept(card)
    await house.press("UANA", card, "confirm")

    async def is_booked() -> bool:
        return (await newest(house)).state is State.BOOKED

    await until_true(is_booked)
    return asked, await newest(house)


def cards(house: House, asked: Message) -> list[Message]:
    return [each for each in house.replies(asked.ts) if is_card(each)]


async def event_of(house: House, proposal: Proposal) -> EventDraft:
    owner = await house.services.people.directory.get(proposal.owner_id)
    calendar = await house.services.calendars.registry.named(owner, proposal.calendar)
    assert proposal.event_id is not None
    return (await calendar.get(proposal.calendar_id, proposal.event_id)).draft


@pytest.mark.parametrize(
    ("words", "start", "location", "guests"),
    [
        (WORDS.replace("3-4pm", "5-6pm"), 17, "Room 4", ["bo@example.com"]),
        (WORDS.replace("Room 4", "Room 5"), 15, "Room 5", ["bo@example.com"]),
        (WORDS.replace(" with <@UBO>", ""), 15, "Room 4", []),
        (WORDS.replace("3-4pm", "10-11am").replace("Room 4", "Room 6"), 10, "Room 6", ["bo@example.com"]),
    ],
)
async def test_new_words_change_the_event_by_a_click(
    house: House, words: str, start: int, location: str, guests: list[str]
) -> None:
    asked, before = await booked(house)
    await house.hand.edit(asked, words)
    await until(lambda: len(cards(house, asked)) == 2)
    card = cards(house, asked)[-1]
    await house.kept(card)
    proposal = await newest(house)
    assert proposal.offer.action is Action.CHANGE
    assert (await event_of(house, before)).start == datetime(2031, 6, 3, 15, tzinfo=VIENNA)  # nothing before the click
    await house.press("UANA", card, "confirm")
    await until(lambda: "In your calendar" in shown(card) or "Changed" in shown(card))
    event = await event_of(house, before)
    assert event.start == datetime(2031, 6, 3, start, tzinfo=VIENNA)
    assert (event.location, [each.email for each in event.attendees]) == (location, guests)


async def test_what_stays_the_same_changes_nothing(house: House) -> None:
    asked, before = await booked(house)
    await house.hand.edit(asked, f"{WORDS}, please")
    await house.answered(asked.ts, count=2)
    assert house.provider.requests[-1].facts == ("It already is: nothing had to change.",)
    assert len(cards(house, asked)) == 1
    assert (await newest(house)).id == before.id


async def test_what_was_changed_by_hand_since_stays(house: House) -> None:
    asked, before = await booked(house)
    owner = await house.services.people.directory.get(before.owner_id)
    calendar = await house.services.calendars.registry.named(owner, before.calendar)
    assert before.event_id is not None
    now = await calendar.get(before.calendar_id, before.event_id)
    await calendar.update(before.calendar_id, now.id, replace(now.draft, title="Big review"), now.version)
    await house.hand.edit(asked, WORDS.replace("3-4pm", "5-6pm"))
    await until(lambda: len(cards(house, asked)) == 2)
    offer = (await newest(house)).offer
    assert (offer.action, offer.draft.title, offer.draft.start.hour) == (Action.CHANGE, "Big review", 17)


async def test_words_of_an_event_that_was_undone_are_about_a_new_one(house: House) -> None:
    asked, _ = await booked(house)
    (card,) = cards(house, asked)
    await house.press("UANA", card, "undo")
    await until(lambda: "Undone" in shown(card))
    await house.hand.edit(asked, WORDS.replace("3-4pm", "5-6pm"))
    await until(lambda: len(cards(house, asked)) == 2)
    assert (await newest(house)).offer.action is Action.BOOK


async def test_a_further_event_in_the_new_words_is_a_card_of_its_own(house: House) -> None:
    asked, before = await booked(house, "<@UBOT> Retro on 4 June 2031 at 4pm")
    await house.hand.edit(asked, "<@UBOT> Retro on 4 June 2031 at 4pm and dinner on 5 June 2031 at 7pm")
    await until(lambda: len(cards(house, asked)) == 2)
    offer = (await newest(house)).offer
    assert (offer.action, offer.draft.title) == (Action.BOOK, "Dinner")
    assert (await event_of(house, before)).title == "Retro"


async def test_a_space_more_changes_nothing(house: House) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> Kickoff on 3 July 2031 3-4pm")
    await house.kept(await house.card(asked.ts))
    waiting = await newest(house)
    await house.hand.edit(asked, "<@UBOT>  Kickoff on 3 July 2031 3-4pm ")
    further = await house.hand.write("UANA", "CGENERAL", "<@UBOT> Retro on 4 July 2031 3-4pm")
    await house.card(further.ts)
    assert len(cards(house, asked)) == 1
    assert await house.services.proposals.repository.find(waiting.id) == waiting
