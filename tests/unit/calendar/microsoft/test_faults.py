"""What goes wrong at Microsoft, and what becomes of it here."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.calendars import READER
from tests.support.march import APRIL, MARCH, at, meeting
from tests.support.oauth_calendars import consented, microsoft_backend
from tests.support.vaults import MemoryDeleted, MemoryVault
from threadline.calendar.event import Attendee, EventDraft, Knowledge, Response
from threadline.calendar.microsoft.backend import MicrosoftBackend
from threadline.calendar.microsoft.resource import DATA_PROPERTY
from threadline.calendar.oauth import Tokens
from threadline.calendar.port import (
    Calendar,
    CalendarDenied,
    CalendarError,
    CalendarRejected,
    CalendarUnavailable,
    EventNotFound,
    VersionConflict,
)
from threadline.simulator.calendars.faults import Fault
from threadline.simulator.microsoft import refusals
from threadline.simulator.microsoft.platform import SCOPES, FakeGraph

ANA = "ana@example.com"
BO = Attendee("Bo", "bo@example.com")


class Clock:
    """Seconds since 1970, as a test wants them."""

    def __init__(self) -> None:
        self.now = MARCH.timestamp()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def graph(clock: Clock) -> AsyncIterator[FakeGraph]:
    async with FakeGraph(clock=clock) as running:
        yield running


@pytest.fixture
async def backend(graph: FakeGraph, clock: Clock) -> AsyncIterator[MicrosoftBackend]:
    backend = microsoft_backend(graph, clock=clock)
    yield backend
    await backend.close()


@pytest.fixture
def vault(graph: FakeGraph) -> MemoryVault:
    return consented(graph, ANA, SCOPES)


@pytest.fixture
def calendar(backend: MicrosoftBackend, vault: MemoryVault) -> Calendar:
    return backend.calendar(ANA, vault, READER)


@pytest.fixture
def home(graph: FakeGraph) -> str:
    return graph.mailbox(ANA).primary


async def test_an_answer_that_is_lost_books_no_second_event(calendar: Calendar, graph: FakeGraph, home: str) -> None:
    graph.faults.add("events.create", Fault(lost=True), times=1)
    with pytest.raises(CalendarUnavailable):
        await calendar.create(home, meeting(at(9)), "key-1")
    event = await calendar.create(home, meeting(at(9)), "key-1")
    assert list(await calendar.events(home, MARCH, APRIL)) == [event]


async def test_killed_between_booking_and_reading_books_no_second_event(
    calendar: Calendar, graph: FakeGraph, home: str
) -> None:
    graph.faults.add("events.get", refusals.unavailable())
    with pytest.raises(CalendarUnavailable):
        await calendar.create(home, meeting(at(9)), "key-1")
    event = await calendar.create(home, meeting(at(9), title="Other words"), "key-1")
    assert list(await calendar.events(home, MARCH, APRIL)) == [event]
    assert event.draft.title == "Review"


async def test_killed_before_the_excluded_are_gone_goes_on_later(
    calendar: Calendar, graph: FakeGraph, home: str
) -> None:
    draft = replace(meeting(at(9), rrule="FREQ=DAILY;COUNT=3"), excluded=(at(9, day=11),))
    graph.faults.add("events.delete", refusals.unavailable())
    with pytest.raises(CalendarUnavailable):
        await calendar.create(home, draft, "key-1")
    event = await calendar.create(home, draft, "key-1")
    assert event.draft.excluded == (at(9, day=11),)
    assert len(await calendar.events(home, MARCH, APRIL)) == 2


async def test_a_deletion_that_was_refused_is_none(calendar: Calendar, graph: FakeGraph, home: str) -> None:
    event = await calendar.create(home, meeting(at(9)), "key-1")
    graph.faults.add("events.delete", Fault(412))
    with pytest.raises(VersionConflict):
        await calendar.delete(home, event.id, event.version)
    assert await calendar.create(home, meeting(at(9)), "key-1") == event


async def test_a_call_that_hangs_ends(graph: FakeGraph, vault: MemoryVault, home: str, clock: Clock) -> None:
    backend = microsoft_backend(graph, clock=clock, timeout=0.3)
    graph.faults.add("events.get", Fault(hangs=True))
    with pytest.raises(CalendarUnavailable):
        await backend.calendar(ANA, vault, READER).get(home, "AAabc")
    await backend.close()


@pytest.mark.parametrize(
    ("fault", "kind", "wait"),
    [
        (refusals.throttled(7), CalendarUnavailable, 7.0),
        (Fault(429), CalendarUnavailable, 5.0),
        (refusals.unavailable(500), CalendarUnavailable, None),
        (refusals.unavailable(503), CalendarUnavailable, None),
        (refusals.access_denied(), CalendarDenied, None),
        (refusals.no_mailbox(), CalendarDenied, None),
        (Fault(404), EventNotFound, None),
        (Fault(412), VersionConflict, None),
        (Fault(409, refusals.error_body("ErrorIrresolvableConflict", "x")), VersionConflict, None),
        (Fault(400, refusals.error_body("ErrorInvalidRequest", "Bad value.")), CalendarRejected, None),
        (Fault(200, {"value": None, "@odata.nextLink": "https://elsewhere.example/x"}), CalendarUnavailable, None),
    ],
)
async def test_faults_are_told_apart(
    calendar: Calendar, graph: FakeGraph, home: str, fault: Fault, kind: type[CalendarError], wait: float | None
) -> None:
    graph.faults.add("calendarView.list", fault)
    with pytest.raises(kind) as caught:
        await calendar.events(home, MARCH, APRIL)
    assert caught.value.retry_after == wait
    graph.faults.add("calendarView.list", fault)
    (answer,) = await calendar.busy([home], MARCH, APRIL)
    assert answer.knowledge is Knowledge.UNKNOWN


async def test_a_connection_that_is_refused_is_unavailable(vault: MemoryVault, home: str, clock: Clock) -> None:
    backend = MicrosoftBackend(
        "id", "secret", MemoryDeleted(), graph_url="http://127.0.0.1:9", login_url="http://127.0.0.1:9", clock=clock
    )
    with pytest.raises(CalendarUnavailable):
        await backend.calendar(ANA, vault, READER).calendars()
    await backend.close()


async def test_a_token_that_is_refused_is_renewed_once_for_all(
    backend: MicrosoftBackend, graph: FakeGraph, vault: MemoryVault, home: str
) -> None:
    before = Tokens.from_json(vault.credentials or "")
    graph.consent.end_access()
    calls = (backend.calendar(ANA, vault, READER).events(home, MARCH, APRIL) for _ in range(8))
    assert await asyncio.gather(*calls) == [[]] * 8
    assert (graph.consent.refreshes, vault.replaced) == (1, 1)
    assert Tokens.from_json(vault.credentials or "").refresh != before.refresh, "Microsoft gives another one each time"


async def test_refused_twice_is_denied(calendar: Calendar, graph: FakeGraph, vault: MemoryVault) -> None:
    graph.faults.add("calendars.list", refusals.unauthorized(), times=2)
    with pytest.raises(CalendarDenied):
        await calendar.calendars()
    assert vault.reasons == []


async def test_access_that_was_withdrawn_is_told(
    calendar: Calendar, graph: FakeGraph, vault: MemoryVault, home: str
) -> None:
    graph.consent.withdraw(ANA)
    with pytest.raises(CalendarDenied, match="Connect it again"):
        await calendar.events(home, MARCH, APRIL)
    assert len(vault.reasons) == 1


async def test_who_is_not_to_be_told_is_not_among_the_attendees(
    calendar: Calendar, graph: FakeGraph, home: str
) -> None:
    draft = replace(meeting(at(9)), attendees=(BO,))
    event = await calendar.create(home, draft, "key-1")
    moved = await calendar.update(home, event.id, draft.moved(at(10)), event.version)
    assert (moved.draft.attendees, graph.directory.sent) == ((BO,), [])
    told = await calendar.update(home, event.id, moved.draft, moved.version, invite=True)
    assert (told.draft.attendees, len(graph.directory.sent)) == ((BO,), 1)
    quiet = replace(told.draft, attendees=(BO, Attendee("Cy", "cy@example.com")))
    more = await calendar.update(home, event.id, quiet, told.version)
    assert more.draft.attendees == quiet.attendees
    assert graph.directory.sent[-1]["to"] == ["bo@example.com"]
    alone = await calendar.update(home, event.id, replace(quiet, attendees=()), more.version)
    assert alone.draft.attendees == ()
    assert await calendar.tells_guests()


async def test_text_below_a_meeting_stays(calendar: Calendar, graph: FakeGraph, home: str) -> None:
    draft = replace(meeting(at(9)), description="Agenda", meeting_link=True)
    event = await calendar.create(home, draft, "key-1")
    assert event.draft.description == "Agenda"
    changed = await calendar.update(home, event.id, replace(event.draft, description="Other"), event.version)
    assert changed.draft.description == "Other"
    assert "Microsoft Teams meeting" in graph.mailbox(ANA).items[event.id].body["body"]["content"]
    with pytest.raises(CalendarRejected, match="video meeting"):
        await calendar.update(home, event.id, replace(changed.draft, meeting_link=False), changed.version)


async def test_an_occurrence_that_went_far_is_found(calendar: Calendar, home: str) -> None:
    await calendar.create(home, meeting(at(9), rrule="FREQ=DAILY;COUNT=3"), "key-1")
    _, second, third = await calendar.events(home, MARCH, APRIL)
    moved = await calendar.update(home, second.id, second.draft.moved(at(9, day=25)), second.version)
    assert moved.id == second.id
    assert await calendar.get(home, second.id) == moved
    with pytest.raises(EventNotFound):
        await calendar.get(home, third.id.replace("0312T", "0313T"))


async def test_what_was_excluded_is_not_brought_back(calendar: Calendar, home: str) -> None:
    draft = replace(meeting(at(9), rrule="FREQ=DAILY;COUNT=5"), excluded=(at(9, day=11),))
    event = await calendar.create(home, draft, "key-1")
    fewer = replace(event.draft, excluded=(at(9, day=11), at(9, day=12)))
    changed = await calendar.update(home, event.id, fewer, event.version)
    assert changed.draft.excluded == fewer.excluded
    with pytest.raises(CalendarRejected, match="bring back"):
        await calendar.update(home, event.id, replace(changed.draft, excluded=()), changed.version)
    weekly = replace(changed.draft, rrule="FREQ=WEEKLY;BYDAY=TU;COUNT=2", excluded=())
    assert (await calendar.update(home, event.id, weekly, changed.version)).draft.excluded == ()


async def test_a_meeting_that_was_cancelled_is_gone(calendar: Calendar, graph: FakeGraph, home: str) -> None:
    event = await calendar.create(home, meeting(at(9)), "key-1")
    token = (await calendar.changes(home, None)).token
    mailbox = graph.mailbox(ANA)
    item = mailbox.items[event.id]
    graph.directory.keep(mailbox, replace(item, body=item.body | {"isCancelled": True}))
    assert not await calendar.events(home, MARCH, APRIL)
    with pytest.raises(EventNotFound):
        await calendar.get(home, event.id)
    assert (await calendar.changes(home, token)).deleted == (event.id,)


async def test_changes_that_cannot_be_followed_begin_again(
    calendar: Calendar, graph: FakeGraph, home: str, clock: Clock
) -> None:
    await calendar.create(home, meeting(at(9)), "key-1")
    token = (await calendar.changes(home, None)).token
    await calendar.create(home, meeting(at(10)), "key-2")
    graph.faults.add("calendarView.delta", refusals.sync_expired())
    again = await calendar.changes(home, token)
    assert (again.complete, len(again.updated)) == (True, 2)
    clock.now += timedelta(days=40).total_seconds()
    assert (await calendar.changes(home, again.token)).complete
    with pytest.raises(EventNotFound):
        await calendar.changes("AAelsewhere", None)


async def test_pages_are_followed(calendar: Calendar, graph: FakeGraph, home: str) -> None:
    graph.rest.page_size = 2
    for number in range(5):
        await calendar.create(home, meeting(at(9 + number)), f"key-{number}")
    assert len(await calendar.events(home, MARCH, APRIL)) == 5
    changes = await calendar.changes(home, None)
    assert len(changes.updated) == 5
    assert not (await calendar.changes(home, changes.token)).updated


async def test_changes_tell_of_single_occurrences(calendar: Calendar, home: str) -> None:
    series = await calendar.create(home, meeting(at(9), rrule="FREQ=DAILY;COUNT=3"), "key-1")
    token = (await calendar.changes(home, None)).token
    first, second, _ = await calendar.events(home, MARCH, APRIL)
    moved = await calendar.update(home, second.id, second.draft.moved(at(15, day=11)), second.version)
    await calendar.delete(home, first.id)
    changes = await calendar.changes(home, token)
    assert {event.id for event in changes.updated} == {moved.id, series.id}
    assert len(changes.deleted) == 1


async def test_several_calendars(calendar: Calendar, graph: FakeGraph, home: str) -> None:
    graph.mailbox(ANA).calendars["AAMk-shared_1="] = ("Holidays", False)
    infos = await calendar.calendars()
    assert [(info.name, info.primary, info.writable) for info in infos] == [
        ("Calendar", True, True),
        ("Holidays", False, False),
    ]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"value": [{"scheduleId": "bo@example.com"}]},
        {"value": [{"scheduleId": "bo@example.com", "scheduleItems": [{"start": {}, "end": {}}]}]},
    ],
)
async def test_an_answer_that_makes_no_sense_is_unknown(
    calendar: Calendar, graph: FakeGraph, body: dict[str, Any]
) -> None:
    graph.faults.add("calendar.getSchedule", Fault(200, body))
    (answer,) = await calendar.busy_of(["bo@example.com"], MARCH, APRIL)
    assert (answer.knowledge, bool(answer.reason)) == (Knowledge.UNKNOWN, True)


async def test_who_is_hidden_or_cannot_be_asked_for_is_unknown(calendar: Calendar, graph: FakeGraph) -> None:
    graph.directory.hidden.add("bo@example.com")
    (answer,) = await calendar.busy_of(["bo@example.com"], MARCH, APRIL)
    assert answer.knowledge is Knowledge.UNKNOWN
    graph.faults.add("calendar.getSchedule", refusals.throttled(3))
    (answer,) = await calendar.busy_of(["ana@example.com"], MARCH, APRIL)
    assert answer.knowledge is Knowledge.UNKNOWN
    with pytest.raises(CalendarRejected):
        await calendar.busy_of([ANA], APRIL, MARCH)


async def test_part_of_a_range_that_fails_makes_it_unknown(calendar: Calendar, graph: FakeGraph) -> None:
    graph.faults.add("calendar.getSchedule", refusals.unavailable())
    (answer,) = await calendar.busy_of([ANA], MARCH, datetime(2026, 8, 1, tzinfo=UTC))
    assert answer.knowledge is Knowledge.UNKNOWN


async def test_deleting_in_a_calendar_that_is_not_there_is_not_found(calendar: Calendar) -> None:
    with pytest.raises(EventNotFound):
        await calendar.delete("AAelsewhere", "AAabc")


async def test_what_is_deleted_between_reading_and_deleting_is_done(
    calendar: Calendar, graph: FakeGraph, home: str
) -> None:
    event = await calendar.create(home, meeting(at(9)), "key-1")
    graph.faults.add("events.delete", Fault(404))
    await calendar.delete(home, event.id, event.version)
    assert graph.faults.calls[-1] == "events.delete"  # not asked for again


async def test_what_is_gone_by_the_time_it_is_read_was_deleted(calendar: Calendar, graph: FakeGraph, home: str) -> None:
    token = (await calendar.changes(home, None)).token
    event = await calendar.create(home, meeting(at(9)), "key-1")
    graph.faults.add("events.get", Fault(404))
    changes = await calendar.changes(home, token)
    assert (changes.updated, changes.deleted) == ((), (event.id,))


async def test_excluding_what_is_no_occurrence_is_done(calendar: Calendar, home: str) -> None:
    draft = replace(meeting(at(9), rrule="FREQ=DAILY;COUNT=3"), excluded=(at(11, day=11),))
    await calendar.create(home, draft, "key-1")
    assert len(await calendar.events(home, MARCH, APRIL)) == 3


@pytest.mark.parametrize(
    "draft",
    [
        replace(meeting(at(9)), reminders=(10, 20)),
        replace(meeting(at(9)), reminders=(50_000,)),
        replace(meeting(at(9)), attendees=tuple(Attendee(f"Somebody {number}") for number in range(1_000))),
    ],
)
async def test_what_graph_cannot_hold_is_refused(calendar: Calendar, home: str, draft: EventDraft) -> None:
    with pytest.raises(CalendarRejected, match="Microsoft 365"):
        await calendar.create(home, draft, "key-1")


async def test_what_others_wrote_is_read(calendar: Calendar, graph: FakeGraph, home: str) -> None:
    mailbox = graph.mailbox(ANA)
    event = await calendar.create(home, replace(meeting(at(9)), title=""), "key-1")
    item = mailbox.items[event.id]
    room = {"type": "resource", "emailAddress": {"address": "room@example.com"}, "status": {"response": "accepted"}}
    bo = {
        "type": "optional",
        "emailAddress": {"address": BO.email, "name": BO.email},
        "status": {"response": "accepted"},
    }
    theirs = {
        "singleValueExtendedProperties": [{"id": DATA_PROPERTY, "value": "[]"}],
        "attendees": [bo, room],
        "responseStatus": {"response": "declined"},
        "isReminderOn": False,
        "sensitivity": "confidential",
    }
    graph.directory.keep(mailbox, replace(item, body=item.body | theirs, end=item.start))
    read = await calendar.get(home, event.id)
    assert (read.draft.title, read.draft.zone, read.key) == ("(No title)", "Europe/Berlin", None)
    assert read.draft.attendees == (Attendee("", "bo@example.com", Response.ACCEPTED),)
    assert (read.draft.private, read.draft.transparent, read.draft.reminders) == (True, True, ())
    assert read.draft.duration == timedelta(minutes=1)
    changed = await calendar.update(
        home, event.id, replace(read.draft, attendees=(*read.draft.attendees, Attendee("Cy"))), read.version
    )
    assert changed.draft.attendees[-1] == Attendee("Cy")
    assert [each["type"] for each in mailbox.items[event.id].body["attendees"]] == ["optional", "resource"]
