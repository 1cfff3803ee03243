"""Holds: offered times stand in the calendar until they are let go; whatever dies in between leaves nothing over."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.calendars import READER, calendars_of
from tests.support.clock import Clock
from tests.support.oauth_calendars import consented, google_backend, microsoft_backend
from tests.support.radicale import radicale
from tests.support.vaults import MemoryDeleted, MemoryVault
from threadline.calendar.caldav.backend import CalDavBackend
from threadline.calendar.event import Attendee, Event, EventDraft
from threadline.calendar.memory import MemoryCalendar
from threadline.calendar.port import Calendar, CalendarDenied, CalendarUnavailable
from threadline.core.appointments.holds import STILL_COMING, Holds
from threadline.core.domain.message import Person
from threadline.core.people.directory import People, person_of
from threadline.simulator.calendars.faults import Fault
from threadline.simulator.google import platform as google
from threadline.simulator.microsoft import platform as microsoft
from threadline.storage.database.database import Database
from threadline.storage.holds import HeldOfferRecord, HoldStore
from threadline.storage.persons import PersonStore

ZONE = "Europe/Vienna"
NOW = Clock()()
TIMES = [(NOW + timedelta(days=day), NOW + timedelta(days=day, minutes=45)) for day in (1, 2, 3)]


class Killed(BaseException):
    """The process is gone."""


class Mortal:
    """A calendar in whose writes the process dies: before the work of its `at`-th write is done, or after."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self.name = calendar.name
        self.at = -1
        self.after = False
        self.error: BaseException = Killed()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._calendar, name)

    async def create(self, *given: Any, **named: Any) -> Event:
        made: Event = await self._dying(self._calendar.create, *given, **named)
        return made

    async def delete(self, *given: Any, **named: Any) -> None:
        await self._dying(self._calendar.delete, *given, **named)

    async def _dying(self, act: Any, *given: Any, **named: Any) -> Any:
        self.at -= 1
        if self.at == 0 and not self.after:
            raise self.error
        done = await act(*given, **named)
        if self.at == 0:
            raise self.error
        return done


class Desk:
    """Ana's calendar, and holds of one process after the other on the same database."""

    def __init__(self, database: Database, ana: Person, calendar: Calendar) -> None:
        self.database, self.ana, self.clock = database, ana, Clock()
        self.calendar = Mortal(calendar)
        self.holds = self.replica()

    def replica(self) -> Holds:
        return Holds(
            HoldStore(self.database, clock=self.clock),
            calendars=calendars_of(self.calendar),
            people=People(PersonStore(self.database), default_zone=ZONE),
            clock=self.clock,
        )

    async def planned(self, key: str = "one") -> HeldOfferRecord:
        return await self.holds.plan(
            self.ana, TIMES, key=key, title="Lunch with Bo", expires_at=NOW + timedelta(days=9)
        )

    async def held(self) -> HeldOfferRecord:
        offer = await self.planned()
        await self.holds.place(self.ana, offer)
        return offer

    async def later(self) -> None:
        """A process that starts when nothing of the one before can come any more."""
        self.calendar.at = -1
        self.clock.advance(seconds=STILL_COMING.total_seconds() + 60)
        await self.replica().settle_all()

    async def events(self) -> Sequence[Event]:
        [home] = [each.id for each in await self.calendar.calendars() if each.primary]
        return list(await self.calendar.events(home, NOW, NOW + timedelta(days=9)))

    async def starts(self) -> list[datetime]:
        return [each.draft.start.astimezone(UTC) for each in await self.events()]


async def person(database: Database) -> Person:
    return person_of(await PersonStore(database).ensure(email="ana@example.com", name="Ana", zone=ZONE))


@pytest.fixture
async def desk(database: Database) -> Desk:
    return Desk(database, await person(database), MemoryCalendar("ana"))


@pytest.fixture(params=["google", "microsoft", "caldav"])
async def connected(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Calendar, Any]]:
    """A calendar far away, and what it is on."""
    async with AsyncExitStack() as stack:
        if request.param == "google":
            there = await stack.enter_async_context(google.FakeGoogle())
            backend = google_backend(there)
            stack.push_async_callback(backend.close)
            vault = consented(there, "ana@example.com", google.SCOPES)
            yield backend.calendar("ana@example.com", vault, READER), there
        elif request.param == "microsoft":
            graph = await stack.enter_async_context(microsoft.FakeGraph())
            outlook = microsoft_backend(graph)
            stack.push_async_callback(outlook.close)
            vault = consented(graph, "ana@example.com", microsoft.SCOPES)
            yield outlook.calendar("ana@example.com", vault, READER), graph
        else:
            server = await stack.enter_async_context(radicale(tmp_path, "ana"))
            await server.make_calendar("ana", "office")
            dav = CalDavBackend(MemoryDeleted(), allowed=("127.0.0.1",))
            stack.push_async_callback(dav.close)
            account = await dav.connect({"url": server.url, "username": "ana", "password": "secret"}, None)
            yield dav.calendar("ana", MemoryVault(account.credentials), READER), None


async def test_times_stand_as_tentative_events_of_ours_until_they_are_let_go(
    database: Database, connected: tuple[Calendar, Any]
) -> None:
    desk = Desk(database, await person(database), connected[0])
    offer = await desk.held()
    await desk.holds.place(desk.ana, await desk.planned())
    events = await desk.events()
    assert [each.draft.title for each in events] == ["Hold: Lunch with Bo"] * 3
    assert await desk.starts() == [start for start, _ in TIMES]
    assert [each.key for each in events] == [hold.id for hold in offer.times]
    assert all(each.draft.tentative and not each.draft.transparent and not each.draft.attendees for each in events)
    [home] = [each.id for each in await desk.calendar.calendars() if each.primary]
    [free] = await desk.calendar.busy([home], NOW, NOW + timedelta(days=9))
    assert [busy.start for busy in free.busy] == [start for start, _ in TIMES]
    for _ in range(2):
        await desk.holds.let_go(offer)
    assert await desk.events() == []
    assert await HoldStore(database).unfinished(timedelta()) == []


@pytest.mark.parametrize("connected", ["google", "microsoft"], indirect=True)
async def test_what_was_made_though_its_answer_was_lost_is_neither_there_twice_nor_left_over(
    database: Database, connected: tuple[Calendar, Any]
) -> None:
    calendar, platform = connected
    desk = Desk(database, await person(database), calendar)
    insert = "events.insert" if isinstance(platform, google.FakeGoogle) else "events.create"
    platform.faults.add(insert, Fault(lost=True), times=9)
    with pytest.raises(CalendarUnavailable):
        await desk.held()
    platform.faults.clear()
    await desk.later()
    assert await desk.events() == []
    second = await desk.planned("two")
    await desk.holds.place(desk.ana, second)
    assert len(await desk.events()) == 3


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", [1, 2, 3])
async def test_a_process_that_dies_while_it_holds_is_finished_by_the_next(desk: Desk, at: int, after: bool) -> None:
    desk.calendar.at, desk.calendar.after = at, after
    with pytest.raises(Killed):
        await desk.held()
    await desk.later()
    assert await desk.starts() == [start for start, _ in TIMES]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", [1, 2, 3, 4, 5, 6])
async def test_a_process_that_dies_while_its_offer_ends_leaves_nothing(desk: Desk, at: int, after: bool) -> None:
    desk.calendar.at, desk.calendar.after = at, after
    with pytest.raises(Killed):
        await desk.holds.let_go(await desk.held())
    offer = await desk.planned()
    await HoldStore(desk.database, clock=desk.clock).release(offer)
    await desk.later()
    assert await desk.events() == []
    assert await HoldStore(desk.database, clock=desk.clock).unfinished(timedelta()) == []


async def test_what_comes_to_stand_there_late_is_taken_out(desk: Desk) -> None:
    desk.calendar.at = 1
    with pytest.raises(Killed):
        await desk.held()
    desk.calendar.at = -1
    offer = await desk.planned()
    await desk.holds.let_go(offer)
    draft = EventDraft("Hold: Lunch with Bo", *TIMES[0], "UTC", tentative=True)
    await desk.calendar.create("default", draft, offer.times[0].id)  # the request of the process that is gone
    await desk.later()
    assert await desk.events() == []


async def test_a_calendar_that_refuses_holds_nothing_at_all(desk: Desk) -> None:
    desk.calendar.at, desk.calendar.error = 2, CalendarDenied("No.")
    with pytest.raises(CalendarDenied):
        await desk.held()
    await desk.later()
    assert await desk.events() == []


async def test_what_the_owner_has_deleted_or_made_their_own_is_left_so(desk: Desk) -> None:
    offer = await desk.held()
    first, second, _ = await desk.events()
    await desk.calendar.delete("default", first.id)
    theirs = EventDraft("Lunch", *TIMES[1], ZONE, attendees=(Attendee("Bo", "bo@example.com"),))
    await desk.calendar.update("default", second.id, theirs, second.version)
    await desk.later()
    assert len(await desk.events()) == 2
    await desk.holds.let_go(offer)
    assert [each.draft.title for each in await desk.events()] == ["Lunch"]


async def test_nothing_is_left_in_a_calendar_that_will_not_be_reached_any_more(desk: Desk) -> None:
    await desk.held()
    await desk.holds.let_go_of(desk.ana.id, "another")
    assert len(await desk.events()) == len(TIMES)
    await desk.holds.let_go_of(desk.ana.id, desk.calendar.name)
    assert await desk.events() == []


async def test_an_offer_that_is_over_is_let_go(desk: Desk) -> None:
    await desk.held()
    desk.clock.advance(days=2, hours=23)
    await desk.replica().settle_all()
    assert len(await desk.starts()) == 3
    desk.clock.advance(hours=1)  # when the last of them begins there is nothing to choose any more
    await desk.replica().settle_all()
    assert await desk.events() == []
