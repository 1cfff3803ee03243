"""What a CalDAV server may answer that a real one in a test does not: refusals, oddities, patience."""

import asyncio
from datetime import UTC, datetime

import pytest
from aiohttp import web

from tests.unit.calendar.caldav.script import Script, found, many, script, server
from threadline.calendar.caldav.account import DavAccount
from threadline.calendar.caldav.server import DavServer, Resource
from threadline.calendar.port import (
    CalendarDenied,
    CalendarError,
    CalendarRejected,
    CalendarUnavailable,
    EventNotFound,
    VersionConflict,
)

__all__ = ["script", "server"]

MARCH, APRIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)


PRINCIPAL = found("/", "<d:current-user-principal><d:href>/me/</d:href></d:current-user-principal>")


HOME = (
    "<c:calendar-home-set><d:href>/cal/</d:href></c:calendar-home-set><c:calendar-user-address-set>"
    "<d:href>/me/</d:href><d:href>mailto:ana@example.com</d:href></c:calendar-user-address-set>"
)


async def test_it_is_found_by_the_well_known_address(server: DavServer, script: Script) -> None:
    script.on("PROPFIND", "/", many(found("/", "<d:displayname>x</d:displayname>")))
    script.on("GET", "/.well-known/caldav", web.Response(status=301, headers={"Location": "/dav/"}))
    script.on("PROPFIND", "/dav/", many(PRINCIPAL))
    script.on("PROPFIND", "/me/", many(found("/me/", HOME)))
    script.on("OPTIONS", "/cal/", web.Response(headers={"DAV": "1, calendar-access, calendar-auto-schedule"}))
    account = await server.discover()
    assert account == DavAccount(script.url, "ana", "secret", f"{script.url}/cal/", "ana@example.com", schedules=True)
    assert DavAccount.from_json(account.to_json()) == account


async def test_where_there_is_no_server_it_says_so(server: DavServer, script: Script) -> None:
    with pytest.raises(CalendarRejected, match="no CalDAV server"):
        await server.discover()
    script.on("PROPFIND", "/", many(PRINCIPAL))
    script.on("PROPFIND", "/me/", many(found("/me/", "<d:displayname>x</d:displayname>")))
    with pytest.raises(CalendarRejected, match="no calendars at that address"):
        await server.discover()


async def test_the_password_goes_to_no_other_host(server: DavServer, script: Script) -> None:
    elsewhere = PRINCIPAL.replace("/me/", "https://elsewhere.example/me/")
    script.on("PROPFIND", "/", many(elsewhere))
    with pytest.raises(CalendarRejected, match="another host"):
        await server.discover()


async def test_calendars_that_cannot_be_written_or_hold_no_events(server: DavServer, script: Script) -> None:
    kind = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
    read = "<d:current-user-privilege-set><d:privilege><d:read/></d:privilege></d:current-user-privilege-set>"
    tasks = '<c:supported-calendar-component-set><c:comp name="VTODO"/></c:supported-calendar-component-set>'
    script.on(
        "PROPFIND",
        "/cal/",
        many(
            found("/cal/mine/", kind + "<d:displayname>Mine</d:displayname>"),
            found("/cal/read%20me/", kind + read),
            found("/cal/tasks/", kind + tasks),
            found("/cal/", "<d:resourcetype><d:collection/></d:resourcetype>"),
        ),
    )
    calendars = await server.calendars(f"{script.url}/cal/")
    assert [(each.name, each.writable) for each in calendars] == [("Mine", True), ("read me", False)]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, CalendarDenied),
        (403, CalendarDenied),
        (405, CalendarDenied),
        (404, EventNotFound),
        (409, CalendarRejected),
        (412, VersionConflict),
        (507, CalendarRejected),
        (429, CalendarUnavailable),
        (500, CalendarUnavailable),
        (503, CalendarUnavailable),
    ],
)
async def test_refusals_become_the_ports_errors(
    server: DavServer, script: Script, status: int, error: type[CalendarError]
) -> None:
    script.on("PUT", "/cal/a.ics", web.Response(status=status, headers={"Retry-After": "7"}))
    with pytest.raises(error) as caught:
        await server.replace(Resource("/cal/a.ics", '"1"', ""), "BEGIN:VCALENDAR")
    assert caught.value.retry_after == (7 if status in (429, 503) else None)


async def test_what_is_not_caldav_is_unavailable(server: DavServer, script: Script) -> None:
    script.on("REPORT", "/cal/", web.Response(status=207, text="<broken", content_type="application/xml"))
    with pytest.raises(CalendarUnavailable):
        await server.query("/cal/", MARCH, APRIL)
    script.on("REPORT", "/cal/", many(found("/cal/a.ics", "").replace("200 OK", "500 Broken")))
    with pytest.raises(CalendarUnavailable, match="not give all"):
        await server.query("/cal/", MARCH, APRIL)


async def test_deleting_what_is_gone_or_changed(server: DavServer, script: Script) -> None:
    assert await server.delete("/cal/a.ics", None) is False
    script.on("DELETE", "/cal/a.ics", web.Response(status=412))
    with pytest.raises(VersionConflict):
        await server.delete("/cal/a.ics", '"1"')
    script.on("PUT", "/cal/a.ics", web.Response(status=412))
    assert await server.create("/cal/a.ics", "BEGIN:VCALENDAR") is False
    assert await server.get("/cal/b.ics") is None


@pytest.mark.parametrize("addresses", [("8.8.8.8", "10.0.0.7"), ("10.0.0.7", "8.8.8.8"), ("127.0.0.1",)])
async def test_a_name_that_leads_inside_too_is_not_asked(
    addresses: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def resolved(host: str, port: int) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (address, port)) for address in addresses]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolved)
    server = DavServer("https://calendar.example.com/", "ana", "secret")
    with pytest.raises(CalendarDenied, match="not on the public internet"):
        await server.discover()
    await server.close()
