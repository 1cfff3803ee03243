"""A process that does nothing but hold offered times in a Google calendar and let some of them go, until it is killed.

As in `process`, the parent has everything imported and forks a child per start.
"""

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from itertools import count

from tests.e2e.kill.process import end_with_the_test
from tests.support.calendars import READER, calendars_of
from tests.support.vaults import MemoryVault
from threadline.calendar.google.backend import GoogleBackend
from threadline.core.appointments.holds import Holds
from threadline.core.people.directory import People
from threadline.storage.database.database import Database
from threadline.storage.holds import HoldStore
from threadline.storage.persons import PersonStore

ANA = "ana@example.com"
LATER = "THREADLINE_TEST_LATER"
"""How many seconds later than now the process believes to live."""

ROUND = "THREADLINE_TEST_ROUND"
"""Which start of the process it is; "" for one that settles what is left and ends."""


def now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(os.environ.get(LATER, "0")))


async def hold() -> None:
    url, database_url, credentials = sys.argv[1:]
    database = Database(database_url)
    backend = GoogleBackend("fake", "fake", api_url=url, auth_url=f"{url}/o/oauth2/v2/auth", token_url=f"{url}/token")
    people = People(PersonStore(database), default_zone="Europe/Vienna")
    ana = await people.by_email(ANA)
    assert ana is not None
    calendar = backend.calendar(ana.id, MemoryVault(credentials), READER)
    holds = Holds(HoldStore(database, clock=now), calendars=calendars_of(calendar), people=people, clock=now)
    await holds.settle_all()
    for number in count() if os.environ[ROUND] else ():
        first = now() + timedelta(days=1 + number % 20)
        times = [(first + timedelta(hours=hour), first + timedelta(hours=hour, minutes=30)) for hour in range(3)]
        key = f"{os.environ[ROUND]}-{number}"
        offer = await holds.plan(ana, times, key=key, title="Bo", expires_at=now() + timedelta(days=400))
        await holds.place(ana, offer)
        if number % 2 == 0:
            await holds.let_go(offer)
    await backend.close()
    await database.close()


def main() -> None:
    end_with_the_test()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            end_with_the_test()
            for given in line.split()[1:]:
                name, _, value = given.partition("=")
                os.environ[name] = value
            asyncio.run(hold())
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main()
