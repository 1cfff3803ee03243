"""CalDAV against the contract on servers that schedule: Cyrus, which does it, and xandikos, which only says so."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.support.cyrus import MISSING, Cyrus, cyrus, is_there
from tests.support.vaults import MemoryDeleted, MemoryVault
from tests.support.xandikos import Xandikos, xandikos
from threadline.calendar.backend import Reader
from threadline.calendar.caldav.backend import CalDavBackend
from threadline.calendar.event import Attendee, Response
from threadline.calendar.port import Calendar, CalendarRejected
from threadline.testing.calendar_contract import CalendarContract, at, meeting, primary
from threadline.testing.identity_contract import IdentityContract
from threadline.testing.zone_contract import ZoneContract

VIENNA = "Europe/Vienna"


@pytest.fixture
async def backend() -> AsyncIterator[CalDavBackend]:
    backend = CalDavBackend(MemoryDeleted(), allowed=("127.0.0.1",))
    yield backend
    await backend.close()


async def connected(backend: CalDavBackend, url: str, user: str, address: str, zone: str = VIENNA) -> Calendar:
    account = await backend.connect({"url": url, "username": user, "password": "secret"}, None)
    return backend.calendar(user, MemoryVault(account.credentials), Reader(zone, (address,)))


@pytest.fixture(scope="module")
def promising(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Xandikos, Xandikos]]:
    """Ana's server, and Bo's."""
    with (
        xandikos(tmp_path_factory.mktemp("xandikos")) as ana,
        xandikos(tmp_path_factory.mktemp("xandikos")) as bo,
    ):
        yield ana, bo


class TestXandikos(CalendarContract, IdentityContract):
    @pytest.fixture
    async def calendar(self, backend: CalDavBackend, promising: tuple[Xandikos, Xandikos]) -> Calendar:
        await promising[0].fresh()
        return await connected(backend, promising[0].url, "ana", "ana@example.com")

    @pytest.fixture
    async def stranger(self, backend: CalDavBackend, promising: tuple[Xandikos, Xandikos]) -> Calendar:
        await promising[1].fresh()
        return await connected(backend, promising[1].url, "bo", "bo@example.com")

    async def test_it_promises_to_tell_guests_and_says_itself_whom_it_did_not(self, calendar: Calendar) -> None:
        assert await calendar.tells_guests()
        home = await primary(calendar)
        draft = replace(meeting(at(9)), attendees=(Attendee("Bo", "bo@elsewhere.example"),))
        made = await calendar.create(home, draft, "key-1", invite=True)
        assert made.untold == ("bo@elsewhere.example",)
        alone = await calendar.update(home, made.id, replace(draft, attendees=()), made.version, invite=True)
        assert alone.untold == ("bo@elsewhere.example",)


@pytest.fixture(scope="module")
def server() -> Iterator[Cyrus]:
    if not is_there():
        pytest.skip(MISSING)
    with cyrus() as running:
        yield running


class TestCyrusAbroad(ZoneContract):
    @pytest.fixture
    async def calendar(self, backend: CalDavBackend, server: Cyrus, zone: str) -> Calendar:
        return await connected(backend, server.url, await server.person("ana"), "ana@example.com", zone)


class TestCyrus(CalendarContract, IdentityContract):
    @pytest.fixture
    async def calendar(self, backend: CalDavBackend, server: Cyrus) -> Calendar:
        return await connected(backend, server.url, await server.person("ana"), "ana@example.com")

    @pytest.fixture
    async def stranger(self, backend: CalDavBackend, server: Cyrus) -> Calendar:
        return await connected(backend, server.url, await server.person("bo"), "bo@example.com")

    async def test_it_tells_guests_and_the_organiser_of_their_answers(
        self, backend: CalDavBackend, server: Cyrus
    ) -> None:
        ana, bo = await server.person("ana"), await server.person("bo")
        addresses = f"{ana}@example.test", f"{bo}@example.test"
        hers, his = [
            await connected(backend, server.url, user, address)
            for user, address in zip((ana, bo), addresses, strict=True)
        ]
        home, his_home = await primary(hers), await primary(his)
        guests = (Attendee("Bo", addresses[1]), Attendee("Out", "out@elsewhere.example"))
        past = await hers.create(home, replace(meeting(at(9)), attendees=guests), "past", invite=True)
        assert past.untold == (addresses[1], "out@elsewhere.example"), "of what is over it tells nobody"
        ahead = datetime(2099, 3, 10, 9, tzinfo=ZoneInfo(VIENNA))
        draft = replace(meeting(ahead, title="Review"), attendees=guests)
        made = await hers.create(home, draft, "key-1", invite=True)
        assert made.untold == ("out@elsewhere.example",)
        (invited,) = await his.events(his_home, ahead, ahead + timedelta(days=1))
        assert (invited.uid, str(invited.draft.organizer)) == (made.uid, addresses[0])
        with pytest.raises(CalendarRejected, match="organised by"):
            await his.update(his_home, invited.id, invited.draft.moved(ahead + timedelta(hours=2)), invited.version)
        await his.respond(his_home, invited.id, Response.ACCEPTED, [addresses[1]])
        now = await hers.get(home, made.id)
        assert {who.email: who.response for who in now.draft.attendees}[addresses[1]] is Response.ACCEPTED
        await hers.delete(home, made.id, now.version, invite=True)
        assert await his.events(his_home, ahead, ahead + timedelta(days=1)) == []
