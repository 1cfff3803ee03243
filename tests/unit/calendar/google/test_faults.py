"""What goes wrong at Google, and what becomes of it here."""

import asyncio
import sys
from dataclasses import replace
from typing import Any

import pytest

from tests.support.calendars import READER
from tests.support.march import APRIL, MARCH, at, meeting
from tests.support.oauth_calendars import consented, google_backend
from tests.support.vaults import MemoryVault
from threadline.calendar.event import Attendee, Knowledge
from threadline.calendar.google.backend import GoogleBackend
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
from threadline.simulator.google import refusals
from threadline.simulator.google.platform import SCOPES, FakeGoogle

ANA = "ana@example.com"


@pytest.fixture
def vault(google: FakeGoogle) -> MemoryVault:
    return consented(google, ANA, SCOPES)


@pytest.fixture
def calendar(backend: GoogleBackend, vault: MemoryVault) -> Calendar:
    return backend.calendar(ANA, vault, READER)


async def test_an_answer_that_is_lost_books_no_second_event(calendar: Calendar, google: FakeGoogle) -> None:
    google.faults.add("events.insert", Fault(lost=True), times=2)
    with pytest.raises(CalendarUnavailable):
        await calendar.create(ANA, meeting(at(9)), "key-1")
    event = await calendar.create(ANA, meeting(at(9)), "key-1")
    assert list(await calendar.events(ANA, MARCH, APRIL)) == [event]
    assert await calendar.find(ANA, "key-1") == event


async def test_without_googles_packages_it_says_what_to_install(
    calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "httplib2", None)
    with pytest.raises(CalendarUnavailable, match=r"threadline\[google\]"):
        await calendar.calendars()


async def test_a_call_that_hangs_ends(google: FakeGoogle, vault: MemoryVault) -> None:
    backend = google_backend(google, timeout=0.3)
    google.faults.add("events.get", Fault(hangs=True))
    with pytest.raises(CalendarUnavailable):
        await backend.calendar(ANA, vault, READER).get(ANA, "abcdef")
    await backend.close()


async def test_a_caller_that_gives_up_leaves_nothing_behind(calendar: Calendar, google: FakeGoogle) -> None:
    google.faults.add("events.get", Fault(hangs=True))
    task = asyncio.create_task(calendar.get(ANA, "abcdef"))
    while "events.get" not in google.faults.calls:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    google.faults.release()
    assert len(await calendar.calendars()) == 1


@pytest.mark.parametrize(
    ("fault", "kind", "wait"),
    [
        (refusals.rate_limited(), CalendarUnavailable, 5.0),
        (refusals.too_many_requests(7), CalendarUnavailable, 7.0),
        (refusals.backend_error(500), CalendarUnavailable, None),
        (refusals.backend_error(503), CalendarUnavailable, None),
        (refusals.not_configured(), CalendarUnavailable, None),
        (refusals.forbidden(), CalendarDenied, None),
        (Fault(404), EventNotFound, None),
        (Fault(410), EventNotFound, None),
        (Fault(412), VersionConflict, None),
        (Fault(400, refusals.error_body(400, "invalid", "Bad value.")), CalendarRejected, None),
        (Fault(409), CalendarRejected, None),
    ],
)
async def test_faults_are_told_apart(
    calendar: Calendar, google: FakeGoogle, fault: Fault, kind: type[CalendarError], wait: float | None
) -> None:
    google.faults.add("events.list", fault)
    with pytest.raises(kind) as caught:
        await calendar.events(ANA, MARCH, APRIL)
    assert caught.value.retry_after == wait


async def test_a_connection_that_is_refused_is_unavailable(google: FakeGoogle, vault: MemoryVault) -> None:
    backend = GoogleBackend("id", "secret", api_url="http://127.0.0.1:9", token_url="http://127.0.0.1:9/token")
    calendar = backend.calendar(ANA, vault, READER)
    with pytest.raises(CalendarUnavailable):
        await calendar.calendars()
    (answer,) = await calendar.busy([ANA], MARCH, APRIL)
    assert answer.knowledge is Knowledge.UNKNOWN
    with pytest.raises(CalendarUnavailable):
        await backend.revoke(vault.credentials or "")
    await backend.close()


async def test_a_token_that_is_refused_is_renewed_once_for_all(
    calendar: Calendar, google: FakeGoogle, vault: MemoryVault
) -> None:
    google.consent.end_access()
    answers = await asyncio.gather(*(calendar.events(ANA, MARCH, APRIL) for _ in range(8)))
    assert answers == [[]] * 8
    assert (google.consent.refreshes, vault.replaced) == (1, 1)
    assert Tokens.from_json(vault.credentials or "").refresh.startswith("refresh-"), "none came back: the old one stays"


async def test_two_objects_of_one_person_refresh_once(
    backend: GoogleBackend, google: FakeGoogle, vault: MemoryVault
) -> None:
    google.consent.end_access()
    await asyncio.gather(*(backend.calendar(ANA, vault, READER).calendars() for _ in range(4)))
    assert google.consent.refreshes == 1


async def test_a_token_that_ended_is_renewed_before_it_is_used(
    backend: GoogleBackend, google: FakeGoogle, vault: MemoryVault
) -> None:
    vault.credentials = replace(Tokens.from_json(vault.credentials or ""), expires_at=0.0).to_json()
    await backend.calendar(ANA, vault, READER).calendars()
    assert (google.consent.refreshes, vault.replaced) == (1, 1)


async def test_refused_twice_is_denied(calendar: Calendar, google: FakeGoogle, vault: MemoryVault) -> None:
    google.faults.add("events.list", refusals.unauthorized(), times=2)
    with pytest.raises(CalendarDenied):
        await calendar.events(ANA, MARCH, APRIL)
    assert vault.reasons == []


async def test_access_that_was_withdrawn_is_told(calendar: Calendar, google: FakeGoogle, vault: MemoryVault) -> None:
    google.consent.withdraw(ANA)
    with pytest.raises(CalendarDenied, match="Connect it again"):
        await calendar.events(ANA, MARCH, APRIL)
    assert len(vault.reasons) == 1
    (answer,) = await calendar.busy([ANA], MARCH, APRIL)
    assert answer.knowledge is Knowledge.UNKNOWN


async def test_connecting_again_meanwhile_is_no_loss(
    backend: GoogleBackend, google: FakeGoogle, vault: MemoryVault
) -> None:
    old = vault.credentials
    google.consent.withdraw(ANA)
    fresh = consented(google, ANA, SCOPES).credentials

    class Racing(MemoryVault):
        loads = 0

        async def load(self) -> str | None:
            self.loads += 1
            return old if self.loads <= 3 else fresh

    racing = Racing()
    assert len(await backend.calendar(ANA, racing, READER).calendars()) == 1
    assert racing.reasons == []


async def test_what_was_renewed_meanwhile_is_not_renewed_again(
    backend: GoogleBackend, google: FakeGoogle, vault: MemoryVault
) -> None:
    old = vault.credentials
    google.consent.end_access()
    fresh = consented(google, ANA, SCOPES).credentials

    class Late(MemoryVault):
        loads = 0

        async def load(self) -> str | None:
            self.loads += 1
            return old if self.loads <= 2 else fresh

    assert len(await backend.calendar(ANA, Late(), READER).calendars()) == 1
    assert google.consent.refreshes == 0


async def test_a_caller_that_gives_up_does_not_stop_the_renewal(
    google: FakeGoogle, backend: GoogleBackend, vault: MemoryVault
) -> None:
    google.consent.end_access()
    first = asyncio.create_task(backend.calendar(ANA, vault, READER).calendars())
    while not google.consent.refreshes:
        await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert len(await backend.calendar(ANA, vault, READER).calendars()) == 1
    assert google.consent.refreshes == 1


@pytest.mark.parametrize("credentials", [None, "", "{}", "[]", '{"access": 1}', "no json"])
async def test_without_credentials_it_is_denied(backend: GoogleBackend, credentials: str | None) -> None:
    with pytest.raises(CalendarDenied, match="not connected"):
        await backend.calendar(ANA, MemoryVault(credentials), READER).calendars()


@pytest.mark.parametrize(("status", "error"), [(503, "unavailable"), (401, "invalid_client"), (429, "slow_down")])
async def test_a_token_endpoint_that_fails_breaks_no_connection(
    calendar: Calendar, google: FakeGoogle, vault: MemoryVault, status: int, error: str
) -> None:
    google.consent.end_access()
    google.consent.failure = (status, error)
    with pytest.raises(CalendarUnavailable):
        await calendar.calendars()
    assert vault.reasons == []


async def test_a_scope_that_is_missing_is_named(backend: GoogleBackend, google: FakeGoogle) -> None:
    calendar = backend.calendar(ANA, consented(google, ANA, SCOPES[:1]), READER)
    (answer,) = await calendar.busy([ANA], MARCH, APRIL)
    assert answer.knowledge is Knowledge.UNKNOWN
    assert "calendar.freebusy" in (answer.reason or "")
    (info,) = await calendar.calendars()
    assert (info.id, info.primary, info.writable) == ("primary", True, True)
    assert (await calendar.create("primary", meeting(at(9)), "key-1")).calendar_id == "primary"
    unable = backend.calendar(ANA, consented(google, ANA, SCOPES[1:]), READER)
    with pytest.raises(CalendarDenied, match=r"calendar\.events"):
        await unable.events(ANA, MARCH, APRIL)


async def test_errors_of_single_calendars_are_unknown(calendar: Calendar, google: FakeGoogle) -> None:
    google.directory.free_busy_errors["bo@example.com"] = "internalError"
    ana, bo = await calendar.busy([ANA, "bo@example.com"], MARCH, APRIL)
    assert (ana.knowledge, bo.knowledge) == (Knowledge.KNOWN, Knowledge.UNKNOWN)
    assert "internalError" in (bo.reason or "")


@pytest.mark.parametrize("body", [{}, {"calendars": {ANA: {"busy": [{"start": "x", "end": "y"}]}}}])
async def test_an_answer_that_makes_no_sense_is_unknown(
    calendar: Calendar, google: FakeGoogle, body: dict[str, Any]
) -> None:
    google.faults.add("freebusy.query", Fault(200, body))
    (answer,) = await calendar.busy([ANA], MARCH, APRIL)
    assert answer.knowledge is Knowledge.UNKNOWN


async def test_attendees_are_told_where_that_is_asked_for(calendar: Calendar, google: FakeGoogle) -> None:
    draft = replace(meeting(at(9)), attendees=(Attendee("Bo", "bo@example.com"),))
    quiet = await calendar.create(ANA, draft, "quiet")
    changed = await calendar.update(ANA, quiet.id, draft.moved(at(10)), quiet.version)
    await calendar.delete(ANA, quiet.id, changed.version)
    assert google.directory.sent == []
    event = await calendar.create(ANA, draft, "told", invite=True)
    changed = await calendar.update(ANA, event.id, draft.moved(at(10)), event.version, invite=True)
    await calendar.delete(ANA, event.id, changed.version, invite=True)
    assert [each["operation"] for each in google.directory.sent] == ["insert", "update", "delete"]
    assert await calendar.tells_guests()


async def test_an_expired_token_of_changes_begins_again(calendar: Calendar, google: FakeGoogle) -> None:
    first = await calendar.create(ANA, meeting(at(9)), "key-1")
    token = (await calendar.changes(ANA, None)).token
    await calendar.create(ANA, meeting(at(10)), "key-2")
    google.calendar(ANA).forgotten = google.directory.latest
    again = await calendar.changes(ANA, token)
    assert (again.complete, len(again.updated)) == (True, 2)
    assert first.id in {event.id for event in again.updated}
    with pytest.raises(EventNotFound):
        await calendar.changes("nobody@example.com", None)


async def test_pages_are_followed(calendar: Calendar, google: FakeGoogle) -> None:
    google.rest.page_size = 2
    for number in range(5):
        await calendar.create(ANA, meeting(at(9 + number)), f"key-{number}")
    assert len(await calendar.events(ANA, MARCH, APRIL)) == 5
    changes = await calendar.changes(ANA, None)
    assert len(changes.updated) == 5
    assert not (await calendar.changes(ANA, changes.token)).updated


async def test_changes_tell_of_single_occurrences(calendar: Calendar) -> None:
    await calendar.create(ANA, meeting(at(9), rrule="FREQ=DAILY;COUNT=3"), "key-1")
    token = (await calendar.changes(ANA, None)).token
    first, second, _ = await calendar.events(ANA, MARCH, APRIL)
    await calendar.delete(ANA, first.id)
    moved = await calendar.update(ANA, second.id, second.draft.moved(at(15, day=11)), second.version)
    changes = await calendar.changes(ANA, token)
    assert (changes.updated, changes.deleted) == ((moved,), (first.id,))


async def test_what_is_deleted_between_reading_and_deleting_is_done(calendar: Calendar, google: FakeGoogle) -> None:
    event = await calendar.create(ANA, meeting(at(9)), "key-1")
    google.faults.add("events.delete", Fault(410))
    await calendar.delete(ANA, event.id, event.version)
    assert google.faults.calls[-1] == "events.delete"  # not asked for again


async def test_what_is_changed_while_it_is_written_is_a_conflict(calendar: Calendar, google: FakeGoogle) -> None:
    event = await calendar.create(ANA, meeting(at(9)), "key-1")
    google.faults.add("events.update", Fault(412))
    with pytest.raises(VersionConflict):
        await calendar.update(ANA, event.id, meeting(at(10)), event.version)


async def test_deleting_in_a_calendar_that_is_not_there_is_not_found(calendar: Calendar) -> None:
    with pytest.raises(EventNotFound):
        await calendar.delete("nobody@example.com", "abcdef")
