"""A sign-in link by mail: who gets one, and that nobody learns who is known or is flooded."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from tests.channels.webhook.client import Answer
from tests.channels.webhook.house import House, opened
from threadline.bots.webhook.channel import WebhookChannel
from threadline.core.domain.message import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

CONSOLE = {"X-Threadline-Console": "1", "Sec-Fetch-Site": "same-origin"}


@dataclass
class Mails:
    """What was mailed to whom: the place of the mail channel, of which only this is used here."""

    sent: list[tuple[str, str]] = field(default_factory=list)

    async def notify(self, person: Person, text: str, *, key: str) -> bool:
        self.sent.append((person.email or "", text))
        return True


class MailChannel(WebhookChannel):
    """A channel of that name that can tell people something."""

    name = "email"

    def __init__(self, mails: Mails) -> None:
        self._mails = mails

    async def notify(self, person: Person, text: str, *, key: str) -> bool:
        return await self._mails.notify(person, text, key=key)


@dataclass(frozen=True)
class Place:
    house: House
    mails: Mails

    async def ask(self, email: str) -> Answer:
        return await self.house.stranger.post("/api/v1/session/link", {"email": email}, headers=CONSOLE)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    directory = tmp_path_factory.mktemp("data")
    async with opened(directory, base_url="https://threadline.example", sign_in_domains="example.com") as house:
        mails = Mails()
        channel = MailChannel(mails)
        assert house.services.channels.join(channel)
        yield Place(house, mails)
        house.services.channels.leave(channel)


async def test_the_link_of_the_mail_signs_in_once(place: Place) -> None:
    assert (await place.house.stranger.get("/api/v1/session/ways")).json["mail"]
    ana = await place.house.services.people.directory.ensure("ana@elsewhere.example", name="Ana")
    assert (await place.ask("Ana@Elsewhere.example")).status == 202
    address, text = place.mails.sent[-1]
    assert address == "ana@elsewhere.example"
    assert text.startswith("Sign in to Threadline\n")
    found = re.search(r"<https://threadline\.example(/signin/\S+)>", text)
    assert found is not None
    shown = await place.house.stranger.get(found[1])
    assert "Ana" in shown.text
    signed_in = await place.house.stranger.call("POST", found[1])
    cookie = signed_in.headers["Set-Cookie"].partition(";")[0]
    me = (await place.house.stranger.get("/api/v1/me", headers={"Cookie": cookie})).json
    assert me["id"] == ana.id
    assert "admin" not in me["scopes"]
    assert (await place.house.stranger.call("POST", found[1])).status == 410


async def test_nobody_learns_who_is_known(place: Place) -> None:
    before = len(place.mails.sent)
    stranger = await place.ask("nobody@elsewhere.example")
    assert (stranger.status, stranger.body) == (202, b"")
    assert len(place.mails.sent) == before
    own = await place.ask("new@example.com")
    assert (own.status, own.body) == (202, b"")
    assert place.mails.sent[-1][0] == "new@example.com"


async def test_an_address_is_not_flooded(place: Place) -> None:
    asked = [(await place.ask("Bo@example.com")).status for _ in range(3)]
    refused = await place.ask("bo@Example.com")
    assert asked == [202, 202, 202]
    refused.refused(429, "RATE_LIMITED")
    assert refused.headers["Retry-After"] == "900"
    assert (await place.ask("cy@example.com")).status == 202


async def test_only_the_console_may_ask(place: Place) -> None:
    nobody = place.house.stranger
    assert (await nobody.post("/api/v1/session/link", {"email": "dee@example.com"})).status == 403
    elsewhere = CONSOLE | {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    assert (await nobody.post("/api/v1/session/link", {"email": "dee@example.com"}, headers=elsewhere)).status == 403
    assert (await place.ask("dee")).status == 400


async def test_without_a_mailbox_or_an_address_none_is_offered(place: Place) -> None:
    async with place.house.rebuilt(base_url=None) as house:
        assert not (await house.stranger.get("/api/v1/session/ways")).json["mail"]
        answer = await house.stranger.post("/api/v1/session/link", {"email": "dee@example.com"}, headers=CONSOLE)
        assert answer.status == 404
