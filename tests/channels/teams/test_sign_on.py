"""Connecting Outlook: by single sign-on from a card or a message, by a link where that does not work."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from cryptography.fernet import Fernet
from pydantic import SecretStr

from tests.channels.teams.house import House, running, shown
from tests.support.acting import until
from threadline.bots.teams.sign_on import _offer_key
from threadline.commands.doctor import single_sign_on
from threadline.commands.teams_check import check_teams
from threadline.config import Settings
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import State
from threadline.simulator.microsoft.platform import FakeGraph
from threadline.simulator.teams.delivery import Delivery
from threadline.simulator.teams.model import Message
from threadline.simulator.teams.signing_on import Manifest, oauth_card

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANA = "ana@example.com"
CONNECT = "Connect Outlook"


@dataclass
class Stage:
    """A service that knows Outlook, its Teams and its Graph."""

    house: House
    graph: FakeGraph

    @property
    def token(self) -> str:
        ana = self.house.teams.person("ana")
        return self.graph.on_behalf.issue(ANA, ana.aad_id, self.house.teams.tenant_id)

    async def person(self) -> Person | None:
        """Ana, once she is known."""
        house = self.house
        directory = house.channel._sign_on.acquaintance.directory
        known = await directory.person(house.teams.tenant_id, house.teams.person("ana").aad_id)
        return await house.services.people.directory.get(known.person_id) if known is not None else None

    async def connected(self) -> list[str]:
        """The accounts that Ana has connected."""
        person = await self.person()
        if person is None:
            return []
        return [record.label for record in await self.house.services.calendars.registry.connections(person)]

    async def card_to_sign_on(self) -> Message:
        """The card that a command brings."""
        asked = await self.house.ana.write(self.house.teams.personal("ana"), "/calendar connect")
        await until(lambda: any(oauth_card(each.attachments) for each in self.house.said(asked)))
        return next(each for each in self.house.said(asked) if oauth_card(each.attachments))

    def told(self, words: str) -> int:
        """How often the bot said it to Ana."""
        return sum(words in each.text for each in self.house.teams.messages if each.conversation == "a:ana")


@asynccontextmanager
async def stage(folder: Path, *, sso: bool = True, **changes: Any) -> AsyncIterator[Stage]:
    async with FakeGraph() as graph:
        settings = {
            "secret_keys": Fernet.generate_key().decode(),
            "microsoft_client_id": graph.client_id,
            "microsoft_client_secret": graph.client_secret,
            "microsoft_tenant": graph.tenant,
            "microsoft_graph_url": graph.graph_url,
            "microsoft_login_url": graph.url,
            "teams_sso_resource": graph.on_behalf.resource if sso else None,
        }
        async with running(folder, **(settings | changes)) as house:
            house.teams.tenant.sign_on = Manifest(graph.on_behalf.resource, graph.on_behalf.issue)
            yield Stage(house, graph)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with stage(tmp_path_factory.mktemp("data")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def here(service: Stage) -> AsyncIterator[Stage]:
    """The service, with nothing connected and nothing offered yet."""
    house, sign_on = service.house, service.house.channel._sign_on
    house.rest()
    service.graph.on_behalf.consented.clear()
    service.graph.on_behalf.exchanges.clear()
    house.teams.tenant.sign_on = Manifest(service.graph.on_behalf.resource, service.graph.on_behalf.issue)
    house.teams.messages.clear()
    if (person := await service.person()) is not None:
        if await service.connected():
            await sign_on.connections.disconnect(person, "microsoft")
        await sign_on.outgoing.outbox.withdraw(_offer_key(person))
    yield service


def said(delivery: Delivery | None) -> str:
    assert delivery is not None
    return str(delivery.body.get("value"))


async def test_one_click_on_the_welcome_connects_outlook(here: Stage) -> None:
    house, chat = here.house, here.house.teams.personal("ana")
    here.graph.on_behalf.consented.add(ANA)
    await house.ana.install(chat)
    await until(lambda: any(each.card for each in house.teams.messages))
    welcome = next(each for each in house.teams.messages if each.card)
    assert CONNECT in shown(welcome)
    clicked = await house.ana.click(welcome, CONNECT)
    assert clicked.status == 200
    assert "Outlook is connected: ana@example.com. New events go there." in said(clicked)
    assert await here.connected() == [ANA]
    assert here.graph.on_behalf.exchanges == [ANA]
    again = await house.ana.click(welcome, CONNECT)
    assert "Outlook is connected" in said(again)
    assert here.graph.on_behalf.exchanges == [ANA]


async def test_the_first_card_offers_it_and_its_event_goes_there(here: Stage) -> None:
    house = here.house
    here.graph.on_behalf.consented.add(ANA)
    _asked, card = await house.event()
    assert CONNECT in shown(card)
    assert "Calendar: Threadline's own" in shown(card)
    await house.ana.click(card, CONNECT)
    await until(lambda: CONNECT not in shown(card))
    assert "Calendar: Microsoft 365" in shown(card)
    await house.ana.click(card, "Confirm")
    await until(lambda: "Open" in shown(card))
    proposal = await house.proposal(card)
    assert (proposal.state, proposal.calendar) == (State.BOOKED, "microsoft")
    titles = [item.body["subject"] for item in here.graph.mailbox(ANA).items.values()]
    assert titles == ["Design review"]
    opens = next(action for action in (card.card or {})["actions"] if action["title"] == "Open")
    assert opens["url"].startswith("https://outlook")


async def test_only_the_first_card_offers_it_and_open_leads_to_the_own_page(tmp_path: Path) -> None:
    async with stage(tmp_path, sso=False) as here:
        house = here.house
        _asked, card = await house.event()
        _asked, second = await house.event(text="Lunch with bo@example.com next friday 12:00-13:00")
        assert (CONNECT in shown(card), CONNECT in shown(second)) == (True, False)
        link = await house.ana.click(card, CONNECT)
        assert "I sent you a link" in said(link)
        await until(lambda: here.told("/connect/") == 1)
        await house.ana.click(second, "Confirm")
        await until(lambda: "Open" in shown(second))
        opens = next(action for action in (second.card or {})["actions"] if action["title"] == "Open")
        assert opens["url"] == f"https://threadline.example.com/cards/{(await house.proposal(second)).id}"
        assert "Calendar: Threadline's own" in shown(second)


async def test_without_consent_the_client_gets_412_and_the_page_connects(here: Stage) -> None:
    house = here.house
    card = await here.card_to_sign_on()
    refused = await house.ana.sign_on(card)
    assert refused is not None
    content = oauth_card(card.attachments) or {}
    assert refused.status == 412
    assert (refused.body["id"], refused.body["connectionName"]) == (
        content["tokenExchangeResource"]["id"],
        content["connectionName"],
    )
    assert "allow it first" in refused.body["failureDetail"]
    assert await here.connected() == []
    assert (await house.ana.signed_in(card, "123456")).status == 412
    assert house.teams.tenant.sign_in_pages[house.teams.person("ana").id].startswith(
        "https://threadline.example.com/connect/"
    )
    here.graph.on_behalf.consented.add(ANA)  # as on Microsoft's page
    assert (await house.ana.sign_on(card)).status == 200  # type: ignore[union-attr]
    assert (await house.ana.signed_in(card, "123456")).status == 200
    assert await here.connected() == [ANA]


async def test_all_clients_of_a_person_are_one_exchange_that_is_told_once(here: Stage) -> None:
    house = here.house
    here.graph.on_behalf.consented.add(ANA)
    card = await here.card_to_sign_on()
    answers = await asyncio.gather(*(house.ana.sign_on(card) for _ in range(5)))
    again = await house.teams.courier.again(answers[0])  # type: ignore[arg-type]
    assert {each.status for each in answers if each} | {again.status} == {200}
    assert here.graph.on_behalf.exchanges == [ANA]
    assert here.told("Outlook is connected") == 1


async def test_tokens_that_are_not_right_connect_nothing(here: Stage) -> None:
    house, on_behalf = here.house, here.graph.on_behalf
    on_behalf.consented |= {ANA, "bo@example.com"}
    card = await here.card_to_sign_on()
    ana, bo, tenant = house.teams.person("ana"), house.teams.person("bo"), house.teams.tenant_id
    bad = {
        "another person's": on_behalf.issue("bo@example.com", bo.aad_id, tenant),
        "another tenant's": on_behalf.issue(ANA, ana.aad_id, "11111111-0000-4000-8000-000000000000"),
        "another audience": on_behalf.issue(ANA, ana.aad_id, tenant, aud="00000003-0000-0000-c000-000000000000"),
        "another scope": on_behalf.issue(ANA, ana.aad_id, tenant, scp="User.Read"),
        "over": on_behalf.issue(ANA, ana.aad_id, tenant, exp=1),
        "forged": here.token[:-8] + "AAAAAAAA",
        "no token": "hello",
    }
    for what, token in bad.items():
        answer = await house.ana.sign_on(card, token=token)
        assert answer is not None
        assert answer.status == 412, what
        assert answer.body["failureDetail"], what
    assert on_behalf.exchanges == []
    assert await here.connected() == []
    on_behalf.down = 1
    assert (await house.ana.sign_on(card)).status == 412  # type: ignore[union-attr]
    odd = {"id": "x", "connectionName": "other", "token": here.token}
    for value in (odd, odd | {"connectionName": None}, {"id": 7}, {}):
        answer = await house.ana._invoke(card, "signin/tokenExchange", value)
        assert answer.status == 400
    assert (await house.ana.sign_on(card)).status == 200  # type: ignore[union-attr]


async def test_a_client_that_gets_no_token_is_sent_a_link(here: Stage) -> None:
    house = here.house
    house.teams.tenant.sign_on = Manifest("api://another.example.com/botid-x", here.graph.on_behalf.issue)
    card = await here.card_to_sign_on()
    links = here.told("/connect/")
    failed = await house.ana.sign_on(card)
    assert failed is not None
    assert failed.activity["name"] == "signin/failure"
    assert failed.status == 200
    await until(lambda: here.told("/connect/") == links + 1)
    submitted = await house.ana.submit(card, {"verb": "connect-outlook"})
    assert submitted.status in (200, 202)


async def test_nothing_is_offered_where_outlook_cannot_be_connected(tmp_path: Path) -> None:
    async with running(tmp_path) as house:
        _asked, card = await house.event()
        assert CONNECT not in shown(card)
        answer = await house.ana.execute(card, {"verb": "connect-outlook", "data": {}}, {})
        assert "cannot be connected here" in said(answer)


async def test_the_doctor_proves_the_secret_of_the_app_and_names_what_is_missing(service: Stage) -> None:
    settings = service.house.services.settings
    proved = {each.part: each for each in await check_teams(settings)}
    assert proved["Outlook in Teams"].ok
    wrong = settings.model_copy(update={"microsoft_client_secret": SecretStr("wrong")})
    assert not {each.part: each for each in await check_teams(wrong)}["Outlook in Teams"].ok
    for changes, state in (
        ({}, "warning"),
        ({"teams_sso_resource": f"api://x.example.com/botid-{settings.teams_app_id}"}, "ok"),
        ({"teams_sso_resource": None}, "off"),
        ({"secret_keys": ()}, "warning"),
    ):
        assert single_sign_on(settings.model_copy(update=changes)).state == state


async def test_single_sign_on_needs_the_app_of_the_calendar(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="THREADLINE_TEAMS_SSO_RESOURCE needs"):
        Settings(_env_file=None, data_dir=tmp_path, teams_sso_resource="api://x.example.com/botid-1")
