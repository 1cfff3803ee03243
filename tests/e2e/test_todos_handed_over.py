"""Things to do, the whole way: said in a thread, offered as a card, handed over by one click, ticked off."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from yarl import URL

from tests.unit.core.turns.engine_house import House, Model, Platform, application, settings_for
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, Proposal, State
from threadline.simulator.calendars.consent import Consent
from threadline.simulator.calendars.faults import Fault
from threadline.simulator.google.platform import FakeGoogle
from threadline.simulator.google.tasks import SCOPE
from threadline.simulator.microsoft.platform import FakeGraph

BACK = "http://127.0.0.1:8080/api/v1/calendar/auth/callback"
BROWSER = "what only this browser holds"
MAIL = "ana@example.com"


@dataclass(slots=True)
class Talk:
    """Ana's thread, and the services that she could connect."""

    house: House
    google: FakeGoogle
    graph: FakeGraph

    async def says(self, text: str, **how: object) -> str:
        return (await self.house.ask(text, thread="t", **how)).reply or ""

    async def connect(self, name: str, consent: Consent) -> str:
        """Connect by the page; answers with what the browser was asked to allow."""
        connections = self.house.services.calendars.connections
        link = await connections.begin(await self.person(), name)
        state = link.rpartition("/")[2]
        url = await connections.authorize(state, browser=BROWSER, redirect_uri=BACK)
        back = URL(consent.allow(url, MAIL))
        await connections.complete(state, browser=BROWSER, redirect_uri=BACK, code=back.query["code"], error=None)
        return URL(url).query["scope"]

    async def person(self) -> Person:
        turn = self.house.platform.opened[-1]
        return turn.person

    async def card(self) -> Proposal:
        """The newest card."""
        turn = self.house.platform.opened[-1]
        found = await self.house.services.proposals.repository.of_conversation(turn.conversation_id, limit=1)
        return found[0]

    async def clicks(self) -> Proposal:
        return await self.house.services.proposals.decisions.confirm(await self.person(), (await self.card()).id)

    def titles(self) -> list[str]:
        return [each["title"] for each in self.google.tasks.lists[MAIL].open]


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    async with FakeGoogle() as google, FakeGraph() as graph:
        platform = Platform()
        settings = settings_for(
            tmp_path,
            secret_keys=Fernet.generate_key().decode(),
            google_client_id=google.client_id,
            google_client_secret=google.client_secret,
            google_api_url=google.url,
            google_auth_url=google.auth_url,
            google_token_url=google.token_url,
            microsoft_client_id=graph.client_id,
            microsoft_client_secret=graph.client_secret,
            microsoft_tenant=graph.tenant,
            microsoft_graph_url=graph.graph_url,
            microsoft_login_url=graph.url,
        )
        async with application(settings, None, platform) as app:  # type: ignore[arg-type]
            yield Talk(House(app.services, Model(), platform), google, graph)


async def with_google_tasks(talk: Talk) -> None:
    """Ana keeps what she has to do in Google Tasks."""
    await talk.says("keep my to-dos in Google Tasks")
    await talk.says("yes")
    await talk.connect("google", talk.google.consent)


async def test_asked_for_only_where_the_person_wants_it(talk: Talk) -> None:
    await talk.says("hello")
    assert SCOPE not in await talk.connect("google", talk.google.consent)
    reply = await talk.says("put call Dee on my Google Tasks")
    assert "Google Tasks was not allowed to Threadline so far." in reply
    assert "keep my to-dos in Google Tasks" in reply
    assert "Your to-dos go to Google Tasks." in await talk.says("keep my to-dos in Google Tasks")
    await talk.says("yes")
    assert "Connect Google Calendar again" in await talk.says("add call Dee to my list")
    assert SCOPE in await talk.connect("google", talk.google.consent)
    await talk.says("add call Dee to my list")
    assert (await talk.clicks()).state is State.BOOKED
    assert talk.titles() == ["call Dee"]


async def test_a_message_of_several_is_a_card_of_ones_own(talk: Talk) -> None:
    await with_google_tasks(talk)
    reply = await talk.says("Bo sends the offer by Friday, I book the hall until the 12th and I call Dee by Monday")
    assert "For Google Tasks:" in reply
    assert "- book the hall, due " in reply
    assert "Not yours, so it is left out:" in reply
    assert "- Bo: sends the offer, due Fri" in reply
    assert talk.titles() == []  # nothing without the click
    card = await talk.card()
    assert card.offer.action is Action.HAND_OVER
    assert (await talk.clicks()).state is State.BOOKED
    assert talk.titles() == ["book the hall", "call Dee"]
    assert (await talk.clicks()).state is State.BOOKED
    assert talk.titles() == ["book the hall", "call Dee"]


async def test_ticked_off_on_both_sides_and_undone(talk: Talk) -> None:
    await with_google_tasks(talk)
    await talk.says("My to-dos: book the hall by Friday; call Dee by Monday")
    await talk.clicks()
    assert "Ticked off, in Google Tasks too: **book the hall**." in await talk.says("tick off book the hall")
    assert talk.titles() == ["call Dee"]
    [task] = talk.google.tasks.lists[MAIL].open
    task["status"] = "completed"
    listed = await talk.says("my list")
    assert "Nothing is on your list." in listed
    assert "Ticked off there since: **call Dee**." in listed
    undone = await talk.house.services.proposals.decisions.undo(await talk.person(), (await talk.card()).id)
    assert undone.state is State.UNDONE
    assert all(each.get("deleted") for each in talk.google.tasks.lists[MAIL].tasks.values())


async def test_a_service_that_fails_is_told_and_not_written_to_twice(talk: Talk) -> None:
    await with_google_tasks(talk)
    await talk.says("add call Dee to my list")
    talk.google.faults.add("tasks.insert", Fault(403, {"error": {"code": 403, "errors": [{"reason": "forbidden"}]}}))
    failed = await talk.clicks()
    assert failed.state is State.FAILED
    assert (await talk.clicks()).state is State.BOOKED
    assert talk.titles() == ["call Dee"]
    talk.google.faults.add("tasks.get", Fault(503), times=5)
    assert "Google Tasks could not be asked just now" in await talk.says("my list")


async def test_the_list_here_is_handed_over_to_microsoft(talk: Talk) -> None:
    await talk.says("put call Dee by Friday on my list")
    await talk.says("yes")
    assert "Microsoft To Do is not connected yet" in await talk.says("hand over my to-dos to Microsoft To Do")
    await talk.says("use Microsoft To Do for my tasks")
    await talk.says("yes")
    await talk.connect("microsoft", talk.graph.consent)
    assert "For Microsoft To Do:" in await talk.says("hand over my to-dos to Microsoft To Do")
    assert (await talk.clicks()).state is State.BOOKED
    assert [each["title"] for each in talk.graph.todo.lists[MAIL].open] == ["call Dee"]
    assert "(Microsoft To Do)" in await talk.says("my list")
    assert "could be handed over" in await talk.says("hand over my to-dos to Microsoft To Do")


async def test_without_a_service_one_click_puts_them_on_the_list_here(talk: Talk) -> None:
    reply = await talk.says(
        "Action items:\n- Ana: book the hall by Friday\n- Bo: send the offer\n- I call Dee by Monday"
    )
    assert "For your list:" in reply
    assert (await talk.clicks()).state is State.BOOKED
    listed = await talk.says("my list")
    assert "1. **book the hall**, due Fri" in listed
    assert "2. **call Dee**, due Mon" in listed


async def test_words_about_the_event_do_not_meet_the_card(talk: Talk) -> None:
    await talk.says("My to-dos: book the hall by Friday; call Dee by Monday")
    for words in ("move it to 4pm", "what's on tomorrow?", "make it an hour longer"):
        await talk.says(words)
    assert (await talk.card()).state is State.PROPOSED
    assert "put it on your list" in await talk.says("yes")
    await talk.says("no, forget it")
    assert (await talk.card()).state is State.DISMISSED
