"""Events made over HTTP, and free/busy of a full calendar: `python -m benchmarks.events [--events 300]`.

Method: the service in this process on a fresh SQLite file, the requests one after the other from another process. The
floor is the insert alone: the same events stored in the built-in calendar by a call. Above it stand making an event
over HTTP, and proposing one, where what stands at its time is looked for, and confirming it, where it is looked for
again. Then a calendar of three years with 5,000 events each, a tenth of them series: busy times of a week and conflicts
of one event. All is CPU time of the serving process per piece; the ratios are what counts.
"""

import argparse
import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import aiohttp
import structlog

from tests.channels.webhook.house import House, opened
from threadline.calendar.builtin import BuiltinCalendar, event_id
from threadline.calendar.event import EventDraft
from threadline.calendar.event_rows import columns_of
from threadline.core.calendars.conflicts import collisions_of
from threadline.core.domain.message import Person
from threadline.storage.events import StoredEventRows

A_YEAR = 5_000
YEARS = 3
ROUNDS = 20
NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


def draft_of(number: int, rrule: str | None = None) -> EventDraft:
    start = NOON + timedelta(hours=2 * number)
    return EventDraft(f"Event {number}", start, start + timedelta(hours=1), "UTC", rrule=rrule)


async def load(address: str, token: str, events: int, kind: str) -> None:
    """Make events one after the other; runs in a process of its own."""
    offset = {"warm": 200_000, "event": 0, "proposal": 100_000}[kind]
    async with aiohttp.ClientSession(address, headers={"X-API-Token": token}) as session:
        for number in range(offset, offset + events):
            draft = draft_of(number)
            body = {"title": draft.title, "start": draft.start.isoformat(), "end": draft.end.isoformat()}
            if kind == "event":
                async with session.post("/api/v1/calendar/events", json=body) as made:
                    assert made.status == 200, await made.text()
                continue
            async with session.post("/api/v1/proposals", json=body) as proposed:
                assert proposed.status == 201, await proposed.text()
                proposal = await proposed.json()
            async with session.post(f"/api/v1/proposals/{proposal['id']}/confirm", json={}) as confirmed:
                assert confirmed.status == 200, await confirmed.text()


async def over_http(house: House, token: str, events: int, kind: str) -> float:
    """Milliseconds of CPU of this process an event."""
    began = time.process_time()
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.events", "--load", house.address, token, kind, "--events", str(events)
    )
    assert await child.wait() == 0
    return (time.process_time() - began) * 1000 / events


async def inserts(house: House, owner: str, events: int) -> float:
    """The floor."""
    calendar = BuiltinCalendar(StoredEventRows(house.services.storage.database), owner)
    await calendar.create("default", draft_of(-1), "warm")
    began = time.process_time()
    for number in range(events):
        await calendar.create("default", draft_of(number), f"k{number}")
    return (time.process_time() - began) * 1000 / events


def fill(file: Path, owner: str) -> None:
    """Many events of somebody, a tenth of them series of a month; written past the service."""
    step = timedelta(days=365) / A_YEAR
    with sqlite3.connect(file) as connection:
        for number in range(A_YEAR * YEARS):
            start = NOON + number * step
            rule = "FREQ=DAILY;COUNT=30" if number % 10 == 0 else None
            draft = EventDraft(f"Event {number}", start, start + timedelta(minutes=30), "UTC", rrule=rule)
            now = {"change": number + 1, "version": 1, "deleted": False, "updated_at": NOON}
            place = {
                "owner_id": owner,
                "id": event_id(owner, f"k{number}"),
                "calendar_id": "default",
                "key": f"k{number}",
            }
            row = {**place, **columns_of(draft, 0), **now}
            values = [
                each.replace(tzinfo=None).isoformat(" ", "microseconds") if isinstance(each, datetime) else each
                for each in row.values()
            ]
            names = ", ".join(f'"{name}"' for name in row)
            connection.execute(f"INSERT INTO events ({names}) VALUES ({', '.join('?' * len(row))})", values)
    connection.close()


async def full_calendar(house: House, person: Person) -> list[tuple[str, float]]:
    """Busy times and conflicts of somebody with many events."""
    await asyncio.to_thread(fill, house.services.settings.database_file, person.id)
    agenda, found = house.services.calendars.agenda, []
    for name, year in (("first", 0), ("third", 2)):
        at = NOON + timedelta(days=365 * year + 180)
        asked = EventDraft("Asked", at, at + timedelta(hours=1), "UTC")
        steps: list[tuple[str, Callable[[], Awaitable[object]]]] = [
            ("a week's busy times", partial(agenda.busy, person, at, at + timedelta(days=7))),
            ("conflicts of an event", partial(collisions_of, agenda, person, asked)),
        ]
        for what, step in steps:
            await step()
            began = time.process_time()
            for _ in range(ROUNDS):
                await step()
            found.append((f"{what}, {name} year", (time.process_time() - began) * 1000 / ROUNDS))
    return found


async def main(events: int) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    with tempfile.TemporaryDirectory(prefix="threadline-bench-") as directory:
        async with opened(Path(directory) / "data") as house:
            ana, bo, full = [await house.person(name=name) for name in ("ana", "bo", "full")]
            token, owner = str(ana.token), str(bo.person_id)
            await over_http(house, token, 20, "warm")
            floor = await inserts(house, owner, events)
            print(f"insert alone                      {floor:6.2f} ms CPU")
            for kind, name in (("event", "made over HTTP"), ("proposal", "proposed and confirmed over HTTP")):
                cost = await over_http(house, token, events, kind)
                print(f"{name:33} {cost:6.2f} ms CPU, {cost / floor:.1f} × (aim ≤ 3 ×)")
            person = await house.services.people.directory.get(str(full.person_id))
            for name, cost in await full_calendar(house, person):
                print(f"{name:33} {cost:6.2f} ms CPU of {A_YEAR:,} events a year (aim ≤ 20 ms)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=300)
    parser.add_argument("--load", nargs=3)
    given = parser.parse_args()
    if given.load:
        address, token, kind = given.load
        asyncio.run(load(address, token, given.events, kind))
    else:
        asyncio.run(main(given.events))
