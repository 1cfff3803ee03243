"""Times that are offered and held: said in a thread, chosen on the page, confirmed on a card, let go by words."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from tests.channels.webhook.pages.test_said_in_a_thread import said
from threadline.calendar.event import Event
from threadline.core.appointments.appointments import TimeTaken
from threadline.core.appointments.booking_link import BookingLink, Guest, Terms
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Proposal
from threadline.providers.port import Finish, ScriptedProvider, Text, ToolCall, Usage
from threadline.storage.persons import new_id

pytestmark = pytest.mark.asyncio(loop_scope="module")
VIENNA = ZoneInfo("Europe/Vienna")
GUEST = Guest("Bo", "bo@example.com")
OFFER = "offer Bo three times next week and hold them"


async def thread_of(client: Client) -> str:
    return str((await client.post("/api/v1/conversations")).json["id"])


async def owner_of(house: House, client: Client) -> Person:
    return await house.services.people.directory.get(client.person_id)


async def events(house: House, client: Client) -> Sequence[Event]:
    now = datetime.now(UTC)
    found, unknown = await house.services.calendars.agenda.events(
        await owner_of(house, client), now, now + timedelta(days=40)
    )
    assert not unknown
    return found


async def titles(house: House, client: Client) -> list[str]:
    await house.services.appointments.holds.settle_all()
    return [each.draft.title for each in await events(house, client)]


async def only_link(house: House, client: Client) -> BookingLink:
    [link] = await house.services.appointments.links.of_person(client.person_id)
    return link


async def card_of(house: House, client: Client) -> Proposal:
    decisions = house.services.proposals.decisions
    [card] = await decisions.proposals.of_person(client.person_id, states=(), limit=5)
    return card


async def starts_by(house: House, link: BookingLink, owner: Person) -> Sequence[datetime]:
    now = datetime.now(UTC)
    return await house.services.appointments.links.starts(link, owner, (now, now + timedelta(days=30)))


async def test_offered_times_are_held_and_can_be_chosen_by_their_link_alone(house: House, ana: Client) -> None:
    owner = await owner_of(house, ana)
    links = house.services.appointments.links
    standing = await links.make(owner, Terms(), key="standing", single_use=False)
    told = await said(ana, OFFER)
    held = await events(house, ana)
    assert [each.draft.title for each in held] == ["Hold: Bo"] * 3
    assert all(each.draft.tentative for each in held)
    assert len({each.draft.start.date() for each in held}) == 3
    assert "I keep these 3 times free in your calendar, as “Hold: Bo”" in told
    link = next(each for each in await links.of_person(owner.id) if each.single_use)
    times = [each.draft.start.astimezone(UTC) for each in held]
    assert list(await starts_by(house, link, owner)) == times
    assert not set(times) & set(await starts_by(house, standing, owner))
    choose = house.services.appointments.chosen.choose
    with pytest.raises(TimeTaken):
        await choose(standing, owner, times[1], GUEST, key=new_id())
    assert (await choose(link, owner, times[1], GUEST, key=new_id())).is_booked
    assert await titles(house, ana) == ["Bo / ana"]


async def test_what_came_into_a_held_time_cannot_be_chosen_there(house: House, ana: Client) -> None:
    await said(ana, OFFER)
    owner, link = await owner_of(house, ana), await only_link(house, ana)
    first, *others = await starts_by(house, link, owner)
    body = {"title": "Dentist", "start": first.isoformat(), "end": (first + timedelta(minutes=30)).isoformat()}
    await ana.post("/api/v1/proposals", body)
    card = await card_of(house, ana)
    await house.services.proposals.decisions.confirm(owner, card.id, despite_conflicts=True)
    assert list(await starts_by(house, link, owner)) == others


@pytest.mark.parametrize("words", ["none of these work for Bo", "forget it", "release the holds"])
async def test_the_threads_no_lets_go_of_them(house: House, ana: Client, words: str) -> None:
    thread = await thread_of(ana)
    await said(ana, OFFER, thread)
    assert len(await events(house, ana)) == 3
    await said(ana, words, thread)
    assert await events(house, ana) == []
    state = (await only_link(house, ana)).state
    assert state == ("open" if words.startswith("release") else "closed")


async def test_a_closed_link_holds_nothing(house: House, ana: Client) -> None:
    await said(ana, OFFER)
    await said(ana, "close my booking link")
    assert await titles(house, ana) == []


async def test_times_of_a_card_are_held_until_one_is_confirmed(house: House, ana: Client) -> None:
    thread = await thread_of(ana)
    await said(ana, "find a time with Bo next week for 45 minutes", thread)
    before = await card_of(house, ana)
    assert before.offer.alternatives
    told = await said(ana, "hold them", thread)
    held = await events(house, ana)
    assert len(held) == 1 + len(before.offer.alternatives)
    assert {each.draft.title for each in held} == {f"Hold: {before.offer.draft.title}"}
    assert "I keep these" in told
    assert "already" in await said(ana, "hold them", thread)
    assert len(await events(house, ana)) == len(held)
    card = await card_of(house, ana)
    done = await house.services.proposals.decisions.confirm(await owner_of(house, ana), card.id, version=card.version)
    assert not done.offer.conflicts
    assert await titles(house, ana) == [before.offer.draft.title]


async def test_a_dismissed_card_lets_go_of_its_times(house: House, ana: Client) -> None:
    thread = await thread_of(ana)
    await said(ana, "find a time with Bo next week for 45 minutes", thread)
    await said(ana, "hold them", thread)
    card = await card_of(house, ana)
    await house.services.proposals.decisions.dismiss(await owner_of(house, ana), card.id)
    assert await titles(house, ana) == []


@pytest.mark.parametrize(
    ("offer", "title"),
    [
        ("Biete Bo nächste Woche drei Termine an und halte sie frei", "Vorgemerkt: Bo"),
        ("propose trois créneaux à Claire la semaine prochaine et bloque-les", "Option : Claire"),
        ("ofrécele a Luis tres huecos la próxima semana y resérvalos", "Reservado: Luis"),
        ("proponi a Giulia tre orari per la prossima settimana e tienili liberi", "Opzione: Giulia"),
        ("oferece à Rita três horários para a próxima semana e segura-os", "Reservado: Rita"),
        ("bied Joris drie tijden aan voor volgende week en houd ze vrij", "Optie: Joris"),
        ("stel Bo drie tijden voor volgende week voor en houd ze vrij", "Optie: Bo"),
        ("Oferece ao Bo três horários para a próxima semana e segura-os", "Reservado: Bo"),
        ("propose three slots to jo@example.com next week and put a hold on each", "Hold: jo"),
    ],
)
async def test_in_the_language_of_the_words(house: House, ana: Client, offer: str, title: str) -> None:
    await said(ana, offer)
    assert await titles(house, ana) == [title] * 3


async def test_what_is_held_later_is_called_as_it_was_offered(house: House, ana: Client) -> None:
    thread = await thread_of(ana)
    await said(ana, "offer Bo three times next week", thread)
    await said(ana, "hold them", thread)
    assert await titles(house, ana) == ["Hold: Bo"] * 3


@pytest.mark.parametrize("offer", [OFFER, "offer Bo three times next week"])
async def test_only_the_link_chooses_what_was_offered_by_it(house: House, ana: Client, offer: str) -> None:
    thread = await thread_of(ana)
    await said(ana, offer, thread)
    link = await only_link(house, ana)
    second = link.terms.starts[1].astimezone(VIENNA)
    for words in ("the second one", "option 2"):
        told = await said(ana, words, thread)
        assert f"<{link.address}>" in told
        assert f"{second:%a} {second.day} {second:%b %Y}, {second:%H:%M}" in told
    assert "not that many" in await said(ana, "the fifth one", thread)
    assert (await only_link(house, ana)).state == "open"


async def test_a_choice_in_another_thread_or_of_something_else_is_not_of_the_link(house: House, ana: Client) -> None:
    thread = await thread_of(ana)
    await said(ana, OFFER, thread)
    link = await only_link(house, ana)
    assert link.address not in await said(ana, "the second one", await thread_of(ana))
    await said(ana, "what is on Friday?", thread)
    assert link.address not in await said(ana, "the second one", thread)


async def test_a_choice_among_held_times_is_by_the_order_in_which_they_were_told(house: House, ana: Client) -> None:
    thread = await thread_of(ana)
    await said(ana, "find a time with Bo next week for 45 minutes", thread)
    await said(ana, "hold them", thread)
    before = await card_of(house, ana)
    await said(ana, "the second one", thread)
    second = sorted((before.offer.draft.start, *(each.start for each in before.offer.alternatives)))[1]
    assert (await card_of(house, ana)).offer.draft.start == second


async def test_a_card_of_which_no_time_suits_is_let_go_of(house: House, ana: Client) -> None:
    thread = await thread_of(ana)
    await said(ana, "find a time with Bo next week for 45 minutes", thread)
    assert "let go" in await said(ana, "none of these work", thread)
    assert (await card_of(house, ana)).state == "dismissed"


async def test_a_card_with_one_time_is_not_refused_as_several(house: House, ana: Client) -> None:
    thread = await thread_of(ana)
    await said(ana, "call with Bo on Friday at 15:00", thread)
    await said(ana, "none of these work", thread)
    assert (await card_of(house, ana)).state != "dismissed"


async def test_a_link_of_which_no_time_suits_is_closed(house: House, ana: Client) -> None:
    thread = await thread_of(ana)
    await said(ana, "offer Bo three times next week", thread)
    assert "closed their link" in await said(ana, "none of these work for Bo", thread)
    assert (await only_link(house, ana)).state == "closed"


async def test_where_nothing_is_held_that_is_said(house: House, ana: Client) -> None:
    thread = await thread_of(ana)
    assert await said(ana, "release the holds", thread) == "I hold no times in this conversation."
    await said(ana, OFFER, thread)
    assert "no longer" in await said(ana, "release the holds", thread)
    assert await said(ana, "release the holds", thread) == "I hold no times in this conversation."


async def test_a_model_has_the_person_asked_and_only_their_yes_holds(tmp_path: Path) -> None:
    words = "make sure nobody takes those slots meanwhile"
    call = ToolCall("1", "propose_holds", json.dumps({"words": [words]}))
    usage = Usage("scripted", 1, 1, provider="scripted")
    async with opened(tmp_path) as house:
        house.conductor.calls_tools = True
        ana = await house.person(name="Ana")
        thread = await thread_of(ana)
        await said(ana, "offer Bo three times next week", thread)
        house.conductor.scripted = ScriptedProvider(
            [(call, usage, Finish("tools")), (Text("Gladly."), usage, Finish("stop"))]
        )
        assert "Shall I keep these times free" in await said(ana, words, thread)
        assert await events(house, ana) == []
        assert "I keep these 3 times free" in await said(ana, "yes", thread)
        assert len(await events(house, ana)) == 3
