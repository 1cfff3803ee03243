"""What every service of things to do does, on the fakes and on a real CalDAV server."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.oauth_calendars import consented, google_backend, microsoft_backend
from tests.support.radicale import Radicale, radicale
from tests.support.vaults import MemoryDeleted, MemoryVault
from threadline.calendar.caldav.backend import CalDavBackend
from threadline.calendar.google.scopes import TASKS
from threadline.calendar.microsoft.todo import TASKS as GRAPH_TASKS
from threadline.calendar.port import CalendarRejected, CalendarUnavailable
from threadline.calendar.todos import Todo, TodoBackend, TodoService, TodosNotAllowed
from threadline.simulator.calendars.consent import Consent
from threadline.simulator.calendars.faults import Fault, Faults
from threadline.simulator.google.platform import SCOPES as GOOGLE_SCOPES
from threadline.simulator.google.platform import FakeGoogle
from threadline.simulator.microsoft.platform import SCOPES as GRAPH_SCOPES
from threadline.simulator.microsoft.platform import FakeGraph

ANA = "ana@example.com"
OFFER = Todo("Send the offer, and the §-list; “now”", date(2026, 12, 4), "a1b2c3d4e5f60718")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
VTODO = "<C:comp name='VTODO'/>"


@dataclass(slots=True)
class Lists:
    """A service, and what a test does to it besides: `faults` only where it is a fake."""

    service: TodoService
    insert: str = ""
    faults: Faults = field(default_factory=Faults)
    consent: Consent | None = None


MadeBy = Callable[[AsyncExitStack, Path], Awaitable[Lists]]


@pytest.fixture
async def google() -> AsyncIterator[FakeGoogle]:
    async with FakeGoogle() as running:
        yield running


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraph]:
    async with FakeGraph() as running:
        yield running


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Radicale]:
    async with radicale(tmp_path, "ana") as running:
        await running.make_calendar("ana", "office")
        await running.make_calendar("ana", "tasks", components=VTODO)
        yield running


async def google_lists(stack: AsyncExitStack, folder: Path) -> Lists:
    google = await stack.enter_async_context(FakeGoogle())
    backend = google_backend(google)
    stack.push_async_callback(backend.close)
    vault = consented(google, ANA, (*GOOGLE_SCOPES, TASKS))
    return Lists(backend.todos(ANA, vault), "tasks.insert", google.faults, google.consent)


async def graph_lists(stack: AsyncExitStack, folder: Path) -> Lists:
    graph = await stack.enter_async_context(FakeGraph())
    backend = microsoft_backend(graph)
    stack.push_async_callback(backend.close)
    vault = consented(graph, ANA, (*GRAPH_SCOPES, GRAPH_TASKS))
    return Lists(backend.todos(ANA, vault), "tasks.create", graph.faults, graph.consent)


async def caldav_lists(stack: AsyncExitStack, folder: Path) -> Lists:
    server = await stack.enter_async_context(radicale(folder, "ana"))
    await server.make_calendar("ana", "office")
    await server.make_calendar("ana", "tasks", components=VTODO)
    backend = CalDavBackend(MemoryDeleted(), allowed=("127.0.0.1",))
    stack.push_async_callback(backend.close)
    account = await backend.connect({"url": server.url, "username": "ana", "password": "secret"}, None)
    assert isinstance(backend, TodoBackend)
    return Lists(backend.todos(ANA, MemoryVault(account.credentials)))


FAKES = pytest.mark.parametrize("made_by", [google_lists, graph_lists])
EVERY = pytest.mark.parametrize("made_by", [google_lists, graph_lists, caldav_lists])


@pytest.fixture
async def lists(made_by: MadeBy, tmp_path: Path) -> AsyncIterator[Lists]:
    async with AsyncExitStack() as stack:
        yield await made_by(stack, tmp_path)


@EVERY
async def test_written_read_ticked_and_let_go(lists: Lists) -> None:
    service = lists.service
    home = await service.home()
    id_ = await service.add(home, OFFER)
    found = await service.get(home, id_)
    assert found is not None
    assert (found.title, found.due, found.done, found.gone) == (OFFER.title, OFFER.due, False, False)
    assert await service.tick(home, id_)
    assert await service.tick(home, id_)
    assert (await service.get(home, id_)).done  # type: ignore[union-attr]
    assert await service.tick(home, id_, done=False)
    assert not (await service.get(home, id_)).done  # type: ignore[union-attr]
    await service.delete(home, id_)
    await service.delete(home, id_)
    assert await service.get(home, id_) is None
    assert not await service.tick(home, id_)


@EVERY
async def test_found_by_its_key_alone_also_when_ticked_off(lists: Lists) -> None:
    service = lists.service
    home = await service.home()
    assert await service.find(home, OFFER.key, LONG_AGO) is None
    ids = [await service.add(home, Todo(f"No. {n}", None, f"{n:016x}")) for n in range(5)]
    await service.tick(home, ids[3])
    found = await service.find(home, f"{3:016x}", datetime.now(UTC) - timedelta(minutes=1))
    assert found is not None
    assert (found.id, found.title, found.due, found.done) == (ids[3], "No. 3", None, True)
    assert await service.find(home, OFFER.key, LONG_AGO) is None


@FAKES
async def test_an_answer_that_is_lost_is_doubtful_and_found(lists: Lists) -> None:
    home = await lists.service.home()
    lists.faults.add(lists.insert, Fault(lost=True))
    with pytest.raises(CalendarUnavailable):
        await lists.service.add(home, OFFER)
    assert lists.faults.calls.count(lists.insert) == 1
    found = await lists.service.find(home, OFFER.key, datetime.now(UTC))
    assert found is not None
    assert found.title == OFFER.title


@FAKES
async def test_a_token_that_ends_is_renewed(lists: Lists) -> None:
    assert lists.consent is not None
    home = await lists.service.home()
    lists.consent.end_access()
    assert await lists.service.home() == home
    assert lists.consent.refreshes == 1


async def test_google_pages_through_hidden_and_deleted_ones(google: FakeGoogle) -> None:
    backend = google_backend(google)
    service = backend.todos(ANA, consented(google, ANA, (*GOOGLE_SCOPES, TASKS)))
    home = await service.home()
    google.tasks.page_size = 2
    ids = [await service.add(home, Todo(f"No. {n}", None, f"{n:016x}")) for n in range(6)]
    google.tasks.lists[ANA].tasks[ids[4]] |= {"status": "completed", "hidden": True}
    found = await service.find(home, f"{4:016x}", datetime.now(UTC))
    assert found is not None
    assert found.done
    await service.delete(home, ids[5])
    gone = await service.find(home, f"{5:016x}", datetime.now(UTC))
    assert gone is not None
    assert gone.gone
    await backend.close()


async def test_graph_without_the_filter_is_read_through(graph: FakeGraph) -> None:
    backend = microsoft_backend(graph)
    service = backend.todos(ANA, consented(graph, ANA, (*GRAPH_SCOPES, GRAPH_TASKS)))
    graph.todo.filters, graph.todo.page_size = False, 2
    home = await service.home()
    ids = [await service.add(home, Todo(f"No. {n}", None, f"{n:016x}")) for n in range(5)]
    found = await service.find(home, f"{4:016x}", LONG_AGO)
    assert found is not None
    assert found.id == ids[4]
    await backend.close()


async def test_what_was_not_allowed_is_told_before_anything_is_asked(google: FakeGoogle, graph: FakeGraph) -> None:
    first, second = google_backend(google), microsoft_backend(graph)
    for service in (
        first.todos(ANA, consented(google, ANA, GOOGLE_SCOPES)),
        second.todos(ANA, consented(graph, ANA, GRAPH_SCOPES)),
    ):
        with pytest.raises(TodosNotAllowed):
            await service.home()
    assert google.faults.calls == graph.faults.calls == []
    await first.close()
    await second.close()


async def test_caldav_twice_is_once_and_another_programs_fields_stay(server: Radicale) -> None:
    backend = CalDavBackend(MemoryDeleted(), allowed=("127.0.0.1",))
    account = await backend.connect({"url": server.url, "username": "ana", "password": "secret"}, None)
    service = backend.todos(ANA, MemoryVault(account.credentials))
    home = await service.home()
    assert home == "/ana/tasks/"
    path = await service.add(home, OFFER)
    text = (await server.request("ana", "GET", path)).text
    await server.request("ana", "PUT", path, text.replace("END:VTODO", "PRIORITY:1\r\nEND:VTODO"))
    assert await service.add(home, OFFER) == path
    assert await service.tick(home, path)
    text = (await server.request("ana", "GET", path)).text
    assert "PRIORITY:1" in text
    assert "STATUS:COMPLETED" in text
    again = text.replace("STATUS:COMPLETED", "STATUS:NEEDS-ACTION\r\nRRULE:FREQ=DAILY")
    await server.request("ana", "PUT", path, re.sub("\nCOMPLETED:.*\r", "", again))
    with pytest.raises(CalendarRejected, match="again and again"):
        await service.tick(home, path)
    await backend.close()


async def test_caldav_without_such_a_collection_says_so(tmp_path: Path) -> None:
    async with radicale(tmp_path, "ana") as running:
        await running.make_calendar("ana", "office")
        backend = CalDavBackend(MemoryDeleted(), allowed=("127.0.0.1",))
        account = await backend.connect({"url": running.url, "username": "ana", "password": "secret"}, None)
        with pytest.raises(CalendarRejected, match="no list"):
            await backend.todos(ANA, MemoryVault(account.credentials)).home()
        await backend.close()
