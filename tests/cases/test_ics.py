"""Calendar files of others, as a published calendar and on a CalDAV server: when somebody in a named zone is busy."""

import json
import os
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web

from tests.support.vaults import MemoryVault
from threadline.calendar.backend import Reader
from threadline.calendar.event import Busy, FreeBusy, Knowledge
from threadline.calendar.feeds.backend import FeedsBackend
from threadline.calendar.port import Calendar

HERE = Path(__file__).parent
GIVEN = os.environ.get("THREADLINE_CASES")
FOLDERS = [Path(GIVEN) / "ics"] if GIVEN else [HERE / part / "ics" for part in ("open", "own", "aside")]
HOSTS = ("127.0.0.1",)
DAY = timedelta(days=1)


def rows() -> Iterator[Any]:
    for folder in FOLDERS:
        expected = folder / "expect.jsonl"
        for line in expected.read_text(encoding="utf-8").splitlines() if expected.exists() else ():
            row = json.loads(line)
            yield pytest.param(folder, row, id=row["id"])


@pytest.fixture
async def publisher() -> AsyncIterator[Any]:
    """Serves one file; called with it, it answers with its address."""
    texts: dict[str, bytes] = {}

    async def serve(request: web.Request) -> web.Response:
        return web.Response(body=texts[request.match_info["name"]], content_type="text/calendar")

    app = web.Application()
    app.router.add_get("/{name}", serve)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]

    def publish(path: Path) -> str:
        texts[path.name] = path.read_bytes()
        return f"http://127.0.0.1:{port}/{path.name}"

    yield publish
    await runner.cleanup()


@pytest.fixture
async def backend() -> AsyncIterator[FeedsBackend]:
    backend = FeedsBackend(HOSTS)
    yield backend
    await backend.close()


@pytest.mark.parametrize(("folder", "row"), list(rows()))
async def test_a_published_calendar_says_what_the_reader_must_see(
    folder: Path, row: dict[str, Any], publisher: Any, backend: FeedsBackend
) -> None:
    account = await backend.connect({"url": publisher(folder / row["file"]), "name": ""}, None)
    reader = Reader(row["zone"], (row["reader"],))
    calendar = backend.calendar("reader", MemoryVault(account.credentials), reader)
    await check(calendar, row)


async def check(calendar: Calendar, row: dict[str, Any]) -> None:
    [info] = await calendar.calendars()
    zone = ZoneInfo(row["zone"])
    low, high = (datetime.combine(date.fromisoformat(day), time(), zone) for day in row["window"])
    [answer] = await calendar.busy([info.id], low, high)
    expect = row["expect"]
    if "busy" in expect:
        assert list(answer.busy) == stretches(expect["busy"])
    for stretch in stretches(expect.get("busy_at_least", [])):
        assert any(each.start <= stretch.start and stretch.end <= each.end for each in answer.busy)
    check_unknown(answer, expect.get("unknown_around"), low, high)
    await check_each_day(calendar, info.id, answer, low, high)


def check_unknown(answer: FreeBusy, around: list[str] | None, low: datetime, high: datetime) -> None:
    """`around` are the days, the last of them included, that alone may be unknown."""
    if around is None:
        assert answer.knowledge is Knowledge.KNOWN, answer.reason
        return
    first, last = (datetime.combine(date.fromisoformat(day), time(), low.tzinfo) for day in around)
    assert answer.knowledge is Knowledge.UNKNOWN
    assert answer.unknown
    assert answer.known(low, first)
    assert answer.known(last + DAY, high)
    assert not answer.known(first, last + DAY)


async def check_each_day(calendar: Calendar, name: str, whole: FreeBusy, low: datetime, high: datetime) -> None:
    """Asked day by day, it says the same as at once."""
    day = low
    while day < high:
        [part] = await calendar.busy([name], day, day + DAY)
        assert (part.knowledge is Knowledge.KNOWN) == whole.known(day, day + DAY)
        day = datetime.combine(day.date() + DAY, time(), day.tzinfo)


def stretches(pairs: list[list[str]]) -> list[Busy]:
    return [Busy(*(datetime.fromisoformat(moment) for moment in pair)) for pair in pairs]
