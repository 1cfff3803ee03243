"""A series changed by words after one date of it was: the same on every back end, undo included."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.support.calendars import READER, calendars_of
from tests.support.databases import migrated_file, sqlite_file
from tests.support.oauth_calendars import consented, google_backend, microsoft_backend
from tests.support.radicale import radicale
from tests.support.vaults import MemoryDeleted, MemoryVault
from tests.unit.core.proposals.desk import opened
from tests.unit.core.scheduling.change_scene import Talk
from threadline.calendar.caldav.backend import CalDavBackend
from threadline.calendar.event import EventDraft
from threadline.calendar.memory import MemoryCalendar
from threadline.calendar.port import Calendar
from threadline.core.domain.proposal import Proposal, State
from threadline.simulator.google.platform import SCOPES as GOOGLE
from threadline.simulator.google.platform import FakeGoogle
from threadline.simulator.microsoft.platform import SCOPES as GRAPH
from threadline.simulator.microsoft.platform import FakeGraph
from threadline.storage.conversations import ConversationStore
from threadline.storage.database.database import Database, sqlite_url
from threadline.testing.calendar_contract import primary

__all__ = ["migrated_file", "sqlite_file"]

VIENNA = ZoneInfo("Europe/Vienna")
MARCH, MAY = datetime(2026, 3, 1, tzinfo=VIENNA), datetime(2026, 5, 1, tzinfo=VIENNA)
FIRST = datetime(2026, 3, 6, 9, tzinfo=VIENNA)
STANDUP = EventDraft("Standup", FIRST, FIRST.replace(minute=15), VIENNA.key, rrule="FREQ=WEEKLY;BYDAY=FR;COUNT=6")
BEFORE = "06.03 09 13.03 09 20.03 09 27.03 09 03.04 09 10.04 09"
CHANGED = "move the standup on 27 March to 14:00"
NAMES = ("builtin", "google", "graph", "caldav")


@pytest.fixture(params=NAMES)
async def calendar(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Calendar]:
    async with AsyncExitStack() as stack:
        match request.param:
            case "google":
                google = await stack.enter_async_context(FakeGoogle())
                backend = google_backend(google)
                stack.push_async_callback(backend.close)
                yield backend.calendar("ana", consented(google, "ana@example.com", GOOGLE), READER)
            case "graph":
                graph = await stack.enter_async_context(FakeGraph(clock=MARCH.timestamp))
                microsoft = microsoft_backend(graph, clock=MARCH.timestamp)
                stack.push_async_callback(microsoft.close)
                yield microsoft.calendar("ana", consented(graph, "ana@example.com", GRAPH), READER)
            case "caldav":
                server = await stack.enter_async_context(radicale(tmp_path, "ana"))
                await server.make_calendar("ana", "office")
                caldav = CalDavBackend(MemoryDeleted(), allowed=("127.0.0.1",))
                stack.push_async_callback(caldav.close)
                form = {"url": server.url, "username": "ana", "password": "secret"}
                account = await caldav.connect(form, None)
                yield caldav.calendar("ana", MemoryVault(account.credentials), READER)
            case _:
                yield MemoryCalendar()


@pytest.fixture
async def talk(calendar: Calendar, sqlite_file: Path) -> AsyncIterator[Talk]:
    database = Database(sqlite_url(sqlite_file).render_as_string())
    async with opened(database) as desk:
        desk.calendar, desk.calendars = calendar, calendars_of(calendar)  # type: ignore[assignment]
        desk.decisions = desk.replica(desk.hands)
        record = await ConversationStore(database).create(channel="memory", person_id=desk.ana.id, title="Talk")
        yield Talk(desk, record.id)
    await database.close()


async def standing(calendar: Calendar) -> str:
    found = await calendar.events(await primary(calendar), MARCH, MAY)
    starts = [event.draft.start.astimezone(VIENNA) for event in found]
    return " ".join(f"{start:%d.%m %H}" for start in starts)


async def done(talk: Talk, words: str) -> Proposal:
    proposal = await talk.confirm(await talk.offered(words), despite_conflicts=True)
    assert proposal.state is State.BOOKED, proposal.reason
    return proposal


async def undone(talk: Talk, proposal: Proposal) -> None:
    back = await talk.desk.decisions.undo(talk.desk.ana, proposal.id)
    assert back.state is State.UNDONE, back.reason


async def test_a_date_changed_by_itself(calendar: Calendar, talk: Talk) -> None:
    """What follows is moved, then cancelled, then all of it: each as its card says, and each is undone."""
    await talk.booked(STANDUP)
    await done(talk, CHANGED)
    with_change = BEFORE.replace("27.03 09", "27.03 14")
    assert await standing(calendar) == with_change
    cancelled = await done(talk, "cancel the standup from 20 March on")
    assert cancelled.offer.draft.start == FIRST.replace(day=20)
    assert [each.target.before.start.astimezone(VIENNA).hour for each in cancelled.offer.members] == [14]
    assert await standing(calendar) == "06.03 09 13.03 09"
    await undone(talk, cancelled)
    assert await standing(calendar) == with_change
    whole = await done(talk, "cancel the whole standup series")
    assert len(whole.offer.members) <= 1
    await undone(talk, whole)
    assert await standing(calendar) == with_change


async def test_what_becomes_like_the_others_is_told(calendar: Calendar, talk: Talk) -> None:
    await talk.booked(STANDUP)
    await done(talk, CHANGED)
    moved = await done(talk, "move the standup from 20 March on to 11")
    kept = calendar.name == MemoryCalendar.name
    told = [each for each in moved.offer.warnings if "changed on its own" in each]
    assert [("27 Mar" in each and "14:00" in each) for each in told] == ([] if kept else [True])
    hour = 14 if kept else 11
    assert await standing(calendar) == f"06.03 09 13.03 09 20.03 11 27.03 {hour} 03.04 11 10.04 11"
    await undone(talk, moved)
    assert (await standing(calendar)).replace("27.03 14", "27.03 09") == BEFORE


async def test_a_date_taken_out_stays_out(calendar: Calendar, talk: Talk) -> None:
    await talk.booked(STANDUP)
    out = await done(talk, "cancel the standup on 13 March")
    left = BEFORE.replace("13.03 09 ", "")
    assert await standing(calendar) == left
    moved = await done(talk, "move the whole standup series to Monday")
    assert await standing(calendar) == "09.03 09 23.03 09 30.03 09 06.04 09 13.04 09"
    await undone(talk, moved)
    assert await standing(calendar) == left
    await undone(talk, out)
    assert await standing(calendar) == BEFORE
