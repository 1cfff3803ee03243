"""Calendars that tell of changes by themselves: watched as long as they are connected, looked into when they tell.

A back end tells an address of the service, so there has to be one that it reaches (https). What it tells is checked by
the secret that it was given, and says only that something changed; that is then asked of the calendar itself, up to
where its changes were known. Whatever is not told comes with the next telling, and is read in any case when somebody
asks: telling makes it sooner, and nothing depends on it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_urlsafe

import structlog

from threadline.calendar.port import CalendarDenied, CalendarError, Changes
from threadline.calendar.push import Listener, Push, Watch
from threadline.core.calendars.registry import Calendars
from threadline.core.domain.message import Person
from threadline.core.people.directory import People, PersonNotFound
from threadline.storage.calendar_watches import WatchRecord, WatchStore, hash_of
from threadline.storage.connections import ConnectionStore
from threadline.storage.database.errors import StorageError
from threadline.storage.persons import utc_now

log = structlog.get_logger()

PATH = "/api/v1/calendar/notifications"
"""Where back ends tell, each at an address of its own below."""

_EVERY = 3600.0
_MARGIN = timedelta(hours=24)  # Graph lets events be watched for less than three days
_SECRET_BYTES = 32
_WAITING = 10_000

OnChanges = Callable[[Person, str, Changes], Awaitable[None]]
"""Takes the person, the back end, and what changed there."""


class Watching:
    """Has calendars watched. `address` is where the service is reached from outside, `on_changes` hears of changes."""

    def __init__(
        self,
        calendars: Calendars,
        *,
        connections: ConnectionStore,
        watches: WatchStore,
        people: People,
        address: str,
        on_changes: OnChanges,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._calendars = calendars
        self._connections = connections
        self._watches = watches
        self._people = people
        self._address = address.rstrip("/")
        self._on_changes = on_changes
        self._clock = clock
        self._sleep = sleep
        self._fresh: dict[tuple[str, str], None] = {}
        self._told: dict[str, str] = {}
        self._wake = asyncio.Event()

    @property
    def possible(self) -> bool:
        """Whether back ends reach the service: they tell over https alone."""
        return self._address.startswith("https://")

    async def run(self) -> None:
        """Renew what ends soon, each hour, and look into what was told, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tend())
            group.create_task(self._listen())

    def connected(self, person: Person, backend: str) -> None:
        """A person has connected a back end: its calendars are to be watched, soon."""
        self._fresh[person.id, backend] = None
        self._wake.set()

    async def begin(self, person: Person, backend: str) -> None:
        """Have a person's calendars on a back end watched, as far as it tells. Raises `CalendarError`."""
        push = self._calendars.push_of(person, backend) if self.possible else None
        if push is None:
            return
        known = {each.calendar_id: each for each in await self._watches.of_connection(person.id, backend)}
        for place in await push.places():
            record = known.pop(place, None)
            if record is None or record.expires_at <= self._clock() + _MARGIN:
                await self._watched(push, person, backend, place, record)
        for record in known.values():
            await self._end(push, record)

    async def end(self, person: Person, backend: str) -> None:
        """Have nothing told any more; where the back end cannot be reached, what it tells is not known here."""
        records = await self._watches.of_connection(person.id, backend)
        push = self._calendars.push_of(person, backend) if records else None
        for record in records:
            if push is not None:
                await self._end(push, record)
            else:
                await self._watches.remove(record.watch_id)

    async def notified(self, watch_id: str, secret: str, lifecycle: str = "") -> bool:
        """Take what was told, to be looked into; False for what nobody was asked to tell.

        `lifecycle` is what becomes of the watch itself, in Graph's words. Raises `StorageError`.
        """
        if not (watch_id.isascii() and watch_id.isprintable() and secret.isascii()):
            return False  # whoever knows nothing may send anything
        record = await self._watches.get(watch_id)
        if record is None or not record.is_told_by(secret):
            return False
        self._calendars.written(record.person_id)
        if len(self._told) < _WAITING:
            self._told[watch_id] = lifecycle or self._told.get(watch_id, "")
        self._wake.set()
        return True

    async def _tend(self) -> None:
        while True:
            with suppress(StorageError):  # the next time it is there again
                for person_id, backend in await self._connections.working() if self.possible else ():
                    await self._begun(person_id, backend)
            await self._sleep(_EVERY)

    async def _begun(self, person_id: str, backend: str) -> None:
        try:
            await self.begin(await self._people.get(person_id), backend)
        except (PersonNotFound, CalendarDenied):
            return
        except Exception:  # the edge of a job: the others are to be watched all the same
            log.exception("a calendar is not watched", calendar=backend)

    async def _listen(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._fresh:
                (person_id, backend), _ = self._fresh.popitem()
                await self._begun(person_id, backend)
            while self._told:
                watch_id = next(iter(self._told))
                lifecycle = self._told.pop(watch_id)
                try:
                    await self._looked_into(watch_id, lifecycle)
                except Exception:  # the edge of a job: what was missed comes with the next telling
                    log.exception("what a calendar told was not looked into")

    async def _looked_into(self, watch_id: str, lifecycle: str) -> None:
        record = await self._watches.get(watch_id)
        if record is None:
            return
        person = await self._people.get(record.person_id)
        if lifecycle == "subscriptionRemoved":
            await self._watches.remove(watch_id)
        elif lifecycle == "reauthorizationRequired":
            await self._watches.put(replace(record, expires_at=self._clock()))
        calendar = await self._calendars.named(person, record.backend)
        changes = await calendar.changes(record.calendar_id, record.token)
        self._calendars.written(person.id)
        if record.token is not None and not changes.complete:
            await self._on_changes(person, record.backend, changes)
        await self._watches.keep_token(watch_id, changes.token)
        if lifecycle:
            await self.begin(person, record.backend)

    async def _watched(self, push: Push, person: Person, backend: str, place: str, record: WatchRecord | None) -> None:
        """Give a watch more time, or begin another and end it after."""
        renewed = await push.renew(_watch_of(record)) if record is not None else None
        if record is not None and renewed is not None:
            await self._watches.put(replace(record, expires_at=renewed.expires_at))
            return
        token = record.token if record is not None else None
        secret = token_urlsafe(_SECRET_BYTES)
        watch = await push.begin(Listener(f"{self._address}{PATH}/{backend}", secret), place)
        values = (watch.id, person.id, backend, place, watch.resource, hash_of(secret), token, watch.expires_at)
        await self._watches.put(WatchRecord(*values))
        if record is not None:
            await self._end(push, record)
        self._told[watch.id] = ""  # so that it is known from when on changes are news
        self._wake.set()

    async def _end(self, push: Push, record: WatchRecord) -> None:
        try:
            await push.end(_watch_of(record))
        except CalendarError as error:  # it ends by itself, and what it tells is not known any more
            log.info("a watch could not be ended", calendar=record.backend, error=type(error).__name__)
        await self._watches.remove(record.watch_id)


def _watch_of(record: WatchRecord) -> Watch:
    return Watch(record.watch_id, record.calendar_id, record.resource, record.expires_at)
