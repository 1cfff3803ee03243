"""One card, decided by its button, its mail's link, the mail program, words and the API at once: never two events.

`make clicks` lets a hundred decide at once, over and over.
"""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from random import Random

import pytest
import pytest_asyncio
from aiohttp import FormData
from sqlalchemy import select

from tests.channels.email.incoming.house import House as MailHouse
from tests.channels.email.incoming.house import opened
from tests.channels.webhook.client import Client
from tests.channels.webhook.house import Conductor, served
from tests.channels.webhook.house import House as WebHouse
from tests.support.mails import passed, written
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import OPEN, DecisionError, Proposal, State
from threadline.core.domain.scopes import ALL_SCOPES
from threadline.storage.outbox import OutboxStore
from threadline.storage.tables.outbox import OutboxRow
from threadline.storage.tokens import TokenKind

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(900)]

AT_ONCE = int(os.environ.get("THREADLINE_TEST_CLICKS", "14"))
ROUNDS = 10 if AT_ONCE > 20 else 1
PATIENCE = 30 + 3 * AT_ONCE
ASKED = "Design review on 5 March 2030, 3-4:30pm"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
UID = re.compile(r"^UID:(\S+?)@threadline", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Houses:
    """One service, by mail and over HTTP."""

    mail: MailHouse
    web: WebHouse


@dataclass(frozen=True, slots=True)
class Table:
    """A card on the table, and all by which its owner can decide on it."""

    houses: Houses
    person: Person
    client: Client
    proposal: Proposal
    link: str
    message_ref: str
    uid: str

    async def button(self) -> None:
        decisions = self.houses.mail.services.proposals.decisions
        await decisions.confirm(self.person, self.proposal.id, version=self.proposal.version)

    async def api(self) -> None:
        await self.client.post(f"/api/v1/proposals/{self.proposal.id}/confirm", {})

    async def page(self) -> None:
        shown = HIDDEN.findall((await self.houses.web.stranger.get(self.link)).text)
        form = FormData([*((name, value) for name, value in shown if name != "action"), ("action", "confirm")])
        await self.houses.web.stranger.call("POST", self.link, data=form)

    async def words(self) -> None:
        thread = {"In_Reply_To": self.message_ref, "References": self.message_ref}
        await self._mailed(written("Yes, please.", **self._from, Subject="Re: Question", **thread))

    async def program(self) -> None:
        said = (
            "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\nMETHOD:REPLY\nBEGIN:VEVENT\n"
            f"UID:{self.uid}@threadline\nDTSTAMP:20261120T100000Z\nDTSTART:20300305T140000Z\nSUMMARY:x\n"
            f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{self.person.email}\nEND:VEVENT\nEND:VCALENDAR\n"
        )
        kind = "text/calendar; method=REPLY"
        await self._mailed(written(said, **self._from, Content_Type=kind, Auto_Submitted="auto-generated"))

    async def dismissal(self) -> None:
        await self.client.post(f"/api/v1/proposals/{self.proposal.id}/dismiss", {})

    async def undoing(self) -> None:
        await self.client.post(f"/api/v1/proposals/{self.proposal.id}/undo", {})

    @property
    def _from(self) -> dict[str, str]:
        address = self.person.email or ""
        return {"From": f"Ana <{address}>", "Authentication_Results": passed(address)}

    async def _mailed(self, mail: bytes) -> None:
        uid, store = await self.houses.mail.hand_in(mail), self.houses.mail.store
        async with asyncio.timeout(PATIENCE):
            while any(one.uid == uid and one.state == "waiting" for one in await store.latest(limit=500)):
                await asyncio.sleep(0.05)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def houses(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Houses]:
    async with (
        opened(tmp_path_factory.mktemp("data"), requests_per_minute=1_000_000) as mail,
        served(mail.services, Conductor()) as web,
    ):
        yield Houses(mail, web)


async def laid(houses: Houses, number: int) -> Table:
    """Somebody new asks by mail; their card, and the ways to decide on it."""
    services, address = houses.mail.services, f"clicks{number}@example.com"
    person = await services.people.directory.ensure(address, name="Ana", zone="Europe/Vienna")
    await houses.mail.asked(written(ASKED, From=f"Ana <{address}>", Authentication_Results=passed(address)))
    repository = services.proposals.repository
    async with asyncio.timeout(30):
        while not (found := await repository.of_person(person.id, states=OPEN, limit=2)) or (
            (mailed := await card_mailed(houses.mail, address)) is None
        ):
            await asyncio.sleep(0.02)
    _, token = await services.people.tokens.create(
        person.id, kind=TokenKind.API, name="test", scopes=ALL_SCOPES, lifetime=None
    )
    link = await services.people.confirm_links.issue(
        proposal_id=found[0].id, person_id=person.id, lifetime=timedelta(days=1)
    )
    client = Client(houses.web.http, houses.web.address, token, person.id)
    return Table(houses, person, client, found[0], f"/p/{link}", *mailed)


async def card_mailed(house: MailHouse, address: str) -> tuple[str, str] | None:
    """The Message-ID of the mail that has the card, and the UID of its event; None while there is none."""
    async with house.services.storage.database.read() as connection:
        keys = (await connection.scalars(select(OutboxRow.key).where(OutboxRow.recipient == address))).all()
    for key in keys:
        record = await OutboxStore(house.services.storage.database).get(key)
        if record is None or not record.body:
            continue
        sent = message_from_bytes(await house.channel._delivery._composer.compose(record))
        for part in sent.walk():
            if part.get_content_type() == "text/calendar":
                text = bytes(part.get_payload(decode=True) or b"").decode().replace("\r\n ", "").replace("\r", "")
                found = UID.search(text)
                return (record.message_ref, found[1]) if found else None
    return None


async def tried(deed: Callable[[], Awaitable[None]]) -> None:
    """Somebody is faster: that is told, and no fault."""
    with suppress(DecisionError):
        await deed()


@pytest.mark.parametrize("number", range(ROUNDS))
@pytest.mark.parametrize("against", [False, True], ids=["all-for-it", "some-against"])
async def test_however_many_decide_at_once_there_is_one_event_at_most(
    houses: Houses, number: int, against: bool
) -> None:
    table, chance = await laid(houses, number * 2 + against), Random(number)
    ways = [table.button, table.api, table.page, table.words, table.program]
    ways += [table.dismissal, table.undoing] if against else []
    clicks = [ways[each % len(ways)] for each in range(AT_ONCE)]
    chance.shuffle(clicks)
    await asyncio.gather(*map(tried, clicks))
    services = houses.mail.services
    async with asyncio.timeout(PATIENCE):
        while (
            done := await services.proposals.decisions.get(table.person.id, table.proposal.id)
        ).state is State.BOOKING:
            await asyncio.sleep(0.02)
    start = table.proposal.offer.draft.start
    async with asyncio.timeout(PATIENCE):  # what is taken back leaves the calendar a moment later
        while True:
            found, unknown = await services.calendars.agenda.events(table.person, start, start + timedelta(hours=2))
            assert not unknown
            assert len(found) <= 1
            if len(found) == (done.state is State.BOOKED):
                break
            await asyncio.sleep(0.02)
    if not against:
        assert done.state is State.BOOKED
    others = await services.proposals.repository.of_person(table.person.id, states=list(State), limit=10)
    assert [each.id for each in others if each.state is State.BOOKED] == [done.id] * (done.state is State.BOOKED)
