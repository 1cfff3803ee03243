"""CalDAV against the contract, on a real server, and what is its own."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.calendars import READER
from tests.support.radicale import Radicale, radicale
from tests.support.vaults import MemoryDeleted, MemoryVault
from threadline.calendar.caldav.backend import CalDavBackend
from threadline.calendar.event import Attendee, EventDraft, Knowledge, Response
from threadline.calendar.port import (
    Calendar,
    CalendarDenied,
    CalendarRejected,
    CalendarUnavailable,
    VersionConflict,
)
from threadline.testing.calendar_contract import APRIL, MARCH, CalendarContract, at, meeting, primary
from threadline.testing.identity_contract import IdentityContract
from threadline.testing.invitation_contract import ANA, InvitationContract, Invite

HOSTS = ("127.0.0.1",)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Radicale]:
    async with radicale(tmp_path, "ana", "bo") as running:
        await running.make_calendar("ana", "office")
        await running.make_calendar("bo", "office")
        yield running


@pytest.fixture
async def backend() -> AsyncIterator[CalDavBackend]:
    backend = CalDavBackend(MemoryDeleted(), allowed=HOSTS)
    yield backend
    await backend.close()


async def connected(backend: CalDavBackend, server: Radicale, user: str) -> Calendar:
    account = await backend.connect({"url": server.url, "username": user, "password": "secret"}, None)
    return backend.calendar(user, MemoryVault(account.credentials), READER)


INVITATION = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Another program//EN
BEGIN:VTIMEZONE
TZID:Europe/Vienna
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:invitation
DTSTAMP:20260101T000000Z
SEQUENCE:4
DTSTART;TZID=Europe/Vienna:{start:%Y%m%dT%H%M%S}
DTEND;TZID=Europe/Vienna:{end:%Y%m%dT%H%M%S}
SUMMARY:{title}
STATUS:TENTATIVE
ORGANIZER;CN=Bo:mailto:bo@example.com
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ana@example.com
ATTENDEE;PARTSTAT=ACCEPTED:mailto:cy@example.com
{rule}END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def invite(server: Radicale) -> Invite:
    async def put_invitation(draft: EventDraft) -> str:
        rule = f"RRULE:{draft.rrule}\n" if draft.rrule else ""
        text = INVITATION.format(start=draft.start, end=draft.end, title=draft.title, rule=rule)
        await put(server, "invitation.ics", text.replace("\n", "\r\n"))
        return "invitation"

    return put_invitation


class TestCalDav(CalendarContract, InvitationContract, IdentityContract):
    @pytest.fixture
    async def calendar(self, backend: CalDavBackend, server: Radicale) -> Calendar:
        return await connected(backend, server, "ana")

    @pytest.fixture
    async def stranger(self, backend: CalDavBackend, server: Radicale) -> Calendar:
        return await connected(backend, server, "bo")


@pytest.fixture
async def calendar(backend: CalDavBackend, server: Radicale) -> Calendar:
    return await connected(backend, server, "ana")


FOREIGN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Another program//EN
BEGIN:VTIMEZONE
TZID:Europe/Vienna
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:theirs
DTSTAMP:20260101T000000Z
DTSTART;TZID=Europe/Vienna:20260310T090000
DTEND;TZID=Europe/Vienna:20260310T093000
RRULE:FREQ=DAILY;COUNT=3
SUMMARY:Stand-up
COLOR:turquoise
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@example.com
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:x
TRIGGER:-PT5M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:theirs
DTSTAMP:20260101T000000Z
RECURRENCE-ID;TZID=Europe/Vienna:20260311T090000
DTSTART;TZID=Europe/Vienna:20260311T140000
DTEND;TZID=Europe/Vienna:20260311T143000
SUMMARY:Stand-up later
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


async def put(server: Radicale, name: str, data: str) -> None:
    await server.request("ana", "PUT", f"/ana/office/{name}", data)


async def titles(calendar: Calendar, home: str) -> list[str]:
    return [event.draft.title for event in await calendar.events(home, MARCH, APRIL)]


async def test_what_another_program_wrote_is_read_and_keeps_what_we_do_not_know(
    calendar: Calendar, server: Radicale
) -> None:
    home = await primary(calendar)
    await put(server, "their%20file.ics", FOREIGN)
    events = await calendar.events(home, MARCH, APRIL)
    assert [(event.draft.title, event.draft.start) for event in events] == [
        ("Stand-up", at(9, day=10)),
        ("Stand-up later", at(14, day=11)),
        ("Stand-up", at(9, day=12)),
    ]
    assert events[1].id == "their file_20260311T080000Z"
    series = await calendar.get(home, "their file")
    assert series.draft.reminders == (5,)
    attendees = (*series.draft.attendees, Attendee("Cy", "cy@example.com"))
    changed = replace(series.draft, title="Daily", location="Room 4", excluded=(), attendees=attendees)
    await calendar.update(home, series.id, changed, series.version)
    data = (await server.request("ana", "GET", "/ana/office/their%20file.ics")).text
    assert "COLOR:turquoise" in data
    assert "PARTSTAT=ACCEPTED" in data
    assert await titles(calendar, home) == ["Daily", "Stand-up later", "Daily"]
    later = (await calendar.events(home, MARCH, APRIL))[1]
    await calendar.delete(home, later.id, later.version)
    assert await titles(calendar, home) == ["Daily", "Daily"]
    with pytest.raises(VersionConflict):
        await calendar.delete(home, "their file_20260312T080000Z", later.version)


async def test_a_file_without_the_usual_ending_is_found_again(calendar: Calendar, server: Radicale) -> None:
    home = await primary(calendar)
    await put(server, "odd", FOREIGN)
    event = await calendar.get(home, "=odd")
    await calendar.delete(home, event.id, event.version)
    assert await titles(calendar, home) == []


async def test_what_is_not_understood_is_unknown(calendar: Calendar, server: Radicale) -> None:
    home = await primary(calendar)
    rule = "RRULE:FREQ=DAILY;COUNT=3"
    await put(server, "a.ics", FOREIGN.replace(rule, f"{rule}\nEXRULE:FREQ=WEEKLY"))
    with pytest.raises(CalendarUnavailable, match="could not be understood"):
        await calendar.events(home, MARCH, APRIL)
    (answer,) = await calendar.busy([home], MARCH, APRIL)
    assert answer.knowledge is Knowledge.UNKNOWN


async def test_changes_go_by_token(calendar: Calendar) -> None:
    home = await primary(calendar)
    first = await calendar.create(home, meeting(at(9)), "key-1")
    start = await calendar.changes(home, None)
    assert start.complete
    await calendar.create(home, meeting(at(11)), "key-2")
    await calendar.delete(home, first.id)
    changes = await calendar.changes(home, start.token)
    assert (len(changes.updated), changes.deleted, changes.complete) == (1, (first.id,), False)
    again = await calendar.changes(home, "http://elsewhere.example/token")
    assert again.complete


async def test_one_occurrence_of_an_all_day_series(calendar: Calendar) -> None:
    home = await primary(calendar)
    day = replace(meeting(at(0)), end=at(0, day=11), all_day=True, rrule="FREQ=DAILY;COUNT=3")
    await calendar.create(home, day, "key-1")
    events = await calendar.events(home, MARCH, APRIL)
    await calendar.update(home, events[1].id, replace(events[1].draft, title="Other"), events[1].version)
    events = await calendar.events(home, MARCH, APRIL)
    assert [(event.draft.title, event.draft.dates[0]) for event in events] == [
        ("Review", date(2026, 3, 10)),
        ("Other", date(2026, 3, 11)),
        ("Review", date(2026, 3, 12)),
    ]
    await calendar.delete(home, events[1].id)
    assert await titles(calendar, home) == ["Review", "Review"]


async def test_nobody_is_told_where_nobody_is_to_be_told(calendar: Calendar, server: Radicale) -> None:
    home = await primary(calendar)
    draft = replace(meeting(at(9)), attendees=(Attendee("Bo", "bo@example.com"),))
    event = await calendar.create(home, draft, "key-1")
    assert not await calendar.tells_guests(), "this server sends no invitations"
    data = (await server.request("ana", "GET", f"/ana/office/{event.id}.ics")).text
    assert "SCHEDULE-AGENT=NONE" in data.replace("\r\n ", "").replace("\n ", "")


async def test_a_name_or_password_that_is_wrong(backend: CalDavBackend, server: Radicale) -> None:
    with pytest.raises(CalendarDenied, match="refused the name or the password"):
        await backend.connect({"url": server.url, "username": "ana", "password": "wrong"}, None)
    with pytest.raises(CalendarRejected, match="are needed"):
        await backend.connect({"url": server.url, "username": "ana"}, None)


async def test_an_account_without_calendars(backend: CalDavBackend, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with radicale(tmp_path / "empty", "cy") as server:
        await server.make_calendar("cy", "todo", components="<C:comp name='VTODO'/>")
        with pytest.raises(CalendarRejected, match="no calendar in this account"):
            await backend.connect({"url": server.url, "username": "cy", "password": "secret"}, None)


async def test_a_server_that_is_gone_is_unavailable(backend: CalDavBackend, tmp_path: Path) -> None:
    (tmp_path / "brief").mkdir()
    async with radicale(tmp_path / "brief", "ana") as server:
        await server.make_calendar("ana", "office")
        calendar = await connected(backend, server, "ana")
        home = await primary(calendar)
    with pytest.raises(CalendarUnavailable):
        await calendar.events(home, MARCH, APRIL)
    (answer,) = await calendar.busy([home], MARCH, APRIL)
    assert answer.knowledge is Knowledge.UNKNOWN


async def test_without_credentials_it_is_denied(backend: CalDavBackend) -> None:
    with pytest.raises(CalendarDenied, match="connect it again"):
        await backend.calendar("ana", MemoryVault(), READER).calendars()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://10.0.0.1/dav", "not on the public internet"),
        ("http://cloud.example.com/dav", "https://"),
        ("ftp://cloud.example.com", "https://"),
        ("https://[", "no web address"),
        ("https://", "no web address"),
    ],
)
async def test_addresses_that_are_not_asked(url: str, words: str) -> None:
    backend = CalDavBackend(MemoryDeleted())
    with pytest.raises(CalendarRejected, match=words):
        await backend.connect({"url": url, "username": "ana", "password": "secret"}, None)


async def test_a_name_that_leads_inside_is_not_asked() -> None:
    backend = CalDavBackend(MemoryDeleted())
    with pytest.raises(CalendarDenied, match="not on the public internet"):
        await backend.connect({"url": "https://localhost/dav", "username": "ana", "password": "secret"}, None)


async def test_a_range_that_ends_first_is_refused(calendar: Calendar) -> None:
    home = await primary(calendar)
    with pytest.raises(CalendarRejected):
        await calendar.events(home, APRIL, MARCH)


async def test_an_answer_changes_the_own_line_and_nothing_else(
    calendar: Calendar, server: Radicale, invite: Invite
) -> None:
    home = await primary(calendar)
    event_id = await invite(meeting(at(9)))
    before = (await server.request("ana", "GET", "/ana/office/invitation.ics")).text
    await calendar.respond(home, event_id, Response.DECLINED, [ANA])
    after = (await server.request("ana", "GET", "/ana/office/invitation.ics")).text
    changed = set(after.splitlines()) ^ set(before.splitlines())
    assert {line.partition(":")[0].partition(";")[0] for line in changed} == {"ATTENDEE", "DTSTAMP", "LAST-MODIFIED"}
    assert "ORGANIZER;CN=Bo:mailto:bo@example.com" in after
    assert "STATUS:TENTATIVE" in after
    assert "SCHEDULE-AGENT" not in after
    assert not await calendar.tells_guests()


async def test_what_cannot_be_read_hides_no_change(calendar: Calendar, server: Radicale) -> None:
    home = await primary(calendar)
    rule = "RRULE:FREQ=DAILY;COUNT=3"
    await put(server, "a.ics", FOREIGN.replace(rule, f"{rule}\nEXRULE:FREQ=WEEKLY"))
    made = await calendar.create(home, meeting(at(9, day=20)), "key-1")
    start = await calendar.changes(home, None)
    assert [event.id for event in start.updated] == [made.id]
    await put(server, "b.ics", FOREIGN.replace("UID:theirs", "UID:others").replace(rule, f"{rule}\nEXRULE:FREQ=DAILY"))
    second = await calendar.create(home, meeting(at(11, day=20)), "key-2")
    changes = await calendar.changes(home, start.token)
    assert ([event.id for event in changes.updated], changes.deleted) == ([second.id], ())
