"""Published calendars, over HTTP from a server of the test's own. Nothing can be written there."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from tests.support.calendars import READER
from tests.support.vaults import MemoryVault
from threadline.calendar.event import Knowledge
from threadline.calendar.feeds.backend import FeedsBackend
from threadline.calendar.feeds.fetching import FRESH_SECONDS, Fetching
from threadline.calendar.port import (
    Calendar,
    CalendarDenied,
    CalendarRejected,
    CalendarUnavailable,
    EventNotFound,
)
from threadline.testing.calendar_contract import APRIL, MARCH, at, meeting

HOSTS = ("127.0.0.1",)
FEED = """BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Family
BEGIN:VEVENT
UID:one
DTSTART:20260310T080000Z
DTEND:20260310T090000Z
SUMMARY:Dentist
END:VEVENT
BEGIN:VEVENT
UID:two
DTSTART;TZID=Europe/Vienna:20260311T170000
DTEND;TZID=Europe/Vienna:20260311T180000
RRULE:FREQ=WEEKLY;COUNT=2
SUMMARY:Choir
END:VEVENT
BEGIN:VEVENT
UID:two
RECURRENCE-ID;TZID=Europe/Vienna:20260318T170000
DTSTART;TZID=Europe/Vienna:20260319T170000
DTEND;TZID=Europe/Vienna:20260319T180000
SUMMARY:Choir moved
END:VEVENT
BEGIN:VEVENT
UID:three
DTSTART:20260312T080000Z
DTEND:20260312T090000Z
TRANSP:TRANSPARENT
SUMMARY:Maybe
END:VEVENT
BEGIN:VEVENT
UID:four
DTSTART:20260313T080000Z
DTEND:20260313T090000Z
STATUS:CANCELLED
SUMMARY:Called off
END:VEVENT
END:VCALENDAR
"""
ODD = "BEGIN:VEVENT\nUID:odd\nDTSTART:20260320T080000Z\nRRULE:FREQ=DAILY\nEXRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR"


@dataclass
class Publisher:
    """A web server with one file."""

    url: str = ""
    text: str = FEED
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    async def serve(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.headers))
        headers = {"ETag": '"1"', "Last-Modified": "Sat, 21 Nov 2026 00:00:00 GMT"} | self.headers
        return web.Response(text=self.text, status=self.status, headers=headers)


@dataclass
class Clock:
    """Seconds, by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    publisher = Publisher()
    app = web.Application()
    app.router.add_get("/{name}", publisher.serve)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    publisher.url = f"http://127.0.0.1:{runner.addresses[0][1]}/family.ics"
    yield publisher
    await runner.cleanup()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def backend(clock: Clock) -> AsyncIterator[FeedsBackend]:
    backend = FeedsBackend(HOSTS, fetching=Fetching(HOSTS, clock=clock))
    yield backend
    await backend.close()


@pytest.fixture
async def calendar(backend: FeedsBackend, publisher: Publisher) -> Calendar:
    account = await backend.connect({"url": publisher.url, "name": ""}, None)
    return backend.calendar("ana", MemoryVault(account.credentials), READER)


async def only(calendar: Calendar) -> str:
    [info] = await calendar.calendars()
    return info.id


async def test_a_feed_is_a_calendar_that_is_read(calendar: Calendar) -> None:
    [info] = await calendar.calendars()
    assert (info.name, info.primary, info.writable) == ("Family", True, False)
    events = await calendar.events(info.id, MARCH, APRIL)
    assert [event.draft.title for event in events] == ["Dentist", "Choir", "Maybe", "Choir moved"]
    for event in events:
        assert await calendar.get(info.id, event.id) == event
    series = await calendar.get(info.id, events[1].id.partition("_")[0])
    assert series.draft.rrule == "FREQ=WEEKLY;COUNT=2"
    for missing in ("nothing", f"{series.id}_20260401T000000Z"):
        with pytest.raises(EventNotFound):
            await calendar.get(info.id, missing)
    (answer,) = await calendar.busy([info.id], MARCH, APRIL)
    assert [busy.start for busy in answer.busy] == [at(9), at(17, day=11), at(17, day=19)]


async def test_nothing_can_be_written_there(calendar: Calendar) -> None:
    home = await only(calendar)
    for refused in (
        calendar.create(home, meeting(at(9)), "key"),
        calendar.update(home, "x", meeting(at(9)), "1"),
        calendar.delete(home, "x"),
    ):
        with pytest.raises(CalendarDenied, match="read, not written"):
            await refused
    assert await calendar.find(home, "key") is None
    (answer,) = await calendar.busy_of(["bo@example.com"], MARCH, APRIL)
    assert answer.knowledge is Knowledge.UNKNOWN


async def test_changes_are_everything_or_nothing(calendar: Calendar, publisher: Publisher, clock: Clock) -> None:
    home = await only(calendar)
    first = await calendar.changes(home, None)
    assert first.complete
    assert len(first.updated) == 5
    assert await calendar.changes(home, first.token) == type(first)((), (), first.token)
    publisher.text, clock.now = FEED.replace("Dentist", "Doctor"), FRESH_SECONDS
    assert (await calendar.changes(home, first.token)).complete


async def test_it_is_not_fetched_more_often_than_needed(calendar: Calendar, publisher: Publisher, clock: Clock) -> None:
    home = await only(calendar)
    await asyncio.gather(*(calendar.events(home, MARCH, APRIL) for _ in range(5)))
    assert len(publisher.asked) == 1
    clock.now, publisher.status = FRESH_SECONDS, 304
    assert await calendar.events(home, MARCH, APRIL)
    assert publisher.asked[1]["If-None-Match"] == '"1"'
    assert publisher.asked[1]["If-Modified-Since"] == "Sat, 21 Nov 2026 00:00:00 GMT"
    assert await calendar.events(home, MARCH, APRIL)
    assert len(publisher.asked) == 2


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, CalendarDenied), (403, CalendarDenied), (404, EventNotFound), (410, EventNotFound)]
    + [(status, CalendarUnavailable) for status in (500, 503, 302, 304)],
)
async def test_what_cannot_be_fetched_is_unknown(
    calendar: Calendar, publisher: Publisher, clock: Clock, status: int, error: type[Exception]
) -> None:
    home = await only(calendar)
    clock.now, publisher.status, publisher.headers = FRESH_SECONDS, status, {"ETag": "", "Last-Modified": ""}
    if status == 304:
        publisher.status = 599
    with pytest.raises(error):
        await calendar.events(home, MARCH, APRIL)
    (answer,) = await calendar.busy([home], MARCH, APRIL)
    assert answer.knowledge is Knowledge.UNKNOWN


async def test_what_is_not_understood_is_unknown_where_it_may_be(backend: FeedsBackend, publisher: Publisher) -> None:
    publisher.text = FEED.replace("END:VCALENDAR", ODD)
    account = await backend.connect({"url": publisher.url}, None)
    calendar = backend.calendar("ana", MemoryVault(account.credentials), READER)
    home = await only(calendar)
    with pytest.raises(CalendarUnavailable, match="1 of its events could not be understood"):
        await calendar.events(home, MARCH, APRIL)
    assert len(await calendar.events(home, MARCH, datetime(2026, 3, 15, tzinfo=UTC))) == 3
    (answer,) = await calendar.busy([home], APRIL, APRIL + timedelta(days=1))
    assert answer.knowledge is Knowledge.UNKNOWN, "it repeats, nobody knows until when"


async def test_redirects_are_followed_within_bounds(calendar: Calendar, publisher: Publisher, clock: Clock) -> None:
    home = await only(calendar)
    clock.now, publisher.status = FRESH_SECONDS, 302
    publisher.headers = {"Location": "/again"}
    with pytest.raises(CalendarUnavailable, match="circle"):
        await calendar.events(home, MARCH, APRIL)
    publisher.headers = {"Location": "http://10.0.0.1/secret"}
    with pytest.raises(CalendarRejected, match="https"):
        await calendar.events(home, MARCH, APRIL)


async def test_several_feeds_and_a_new_name(backend: FeedsBackend, publisher: Publisher) -> None:
    first = await backend.connect({"url": publisher.url, "name": "Home"}, None)
    second = await backend.connect({"url": publisher.url + "?school"}, first.credentials)
    again = await backend.connect({"url": publisher.url, "name": "House"}, second.credentials)
    assert again.label == "Family, House"
    calendar = backend.calendar("ana", MemoryVault(again.credentials), READER)
    assert [info.primary for info in await calendar.calendars()] == [True, False]
    for number in range(18):
        again = await backend.connect({"url": f"{publisher.url}?{number}"}, again.credentials)
    with pytest.raises(CalendarRejected, match="Up to 20"):
        await backend.connect({"url": f"{publisher.url}?more"}, again.credentials)


async def test_what_is_no_calendar_is_not_connected(backend: FeedsBackend, publisher: Publisher) -> None:
    publisher.text = "<html>"
    with pytest.raises(Exception, match="no calendar file"):
        await backend.connect({"url": publisher.url}, None)
    publisher.status = 404
    with pytest.raises(CalendarRejected, match="no calendar at that address"):
        await backend.connect({"url": publisher.url + "?"}, None)
    publisher.status, publisher.text = 200, "x" * 5_000_001
    with pytest.raises(CalendarRejected, match="up to 5 MB"):
        await backend.connect({"url": publisher.url + "?2"}, None)


async def test_addresses_inside_are_not_asked() -> None:
    backend = FeedsBackend()
    for url in ("https://192.168.0.1/a.ics", "webcal://127.0.0.1/a.ics", "http://calendar.example.com/a.ics"):
        with pytest.raises(CalendarRejected):
            await backend.connect({"url": url}, None)
    with pytest.raises(CalendarUnavailable):
        await backend.connect({"url": "localhost/a.ics"}, None)
    await backend.close()


async def test_without_feeds_it_is_not_connected(backend: FeedsBackend) -> None:
    calendar = backend.calendar("ana", MemoryVault(), READER)
    with pytest.raises(CalendarDenied):
        await calendar.calendars()


async def test_another_calendar_is_not_found_and_a_range_has_to_begin_first(calendar: Calendar) -> None:
    with pytest.raises(EventNotFound):
        await calendar.events("other", MARCH, APRIL)
    with pytest.raises(CalendarRejected):
        await calendar.events(await only(calendar), APRIL, MARCH)
