"""Forgetting what nobody needs any more, an hour at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import chain, repeat

import structlog

from threadline.core.runtime.durable import Durable
from threadline.storage.database.database import Database
from threadline.storage.database.errors import StorageError
from threadline.storage.overheard import OverheardStore
from threadline.storage.persons import utc_now
from threadline.storage.retention import forget

log = structlog.get_logger()

_SOON = timedelta(minutes=1)
_EVERY = timedelta(hours=1)
_WORK_KEPT = timedelta(days=1)


class Cleanup:
    """Deletes finished durable work after a day, what was overheard after a week, messages after `retention` if set."""

    def __init__(
        self,
        database: Database,
        durable: Durable,
        retention: timedelta | None,
        *,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._durable = durable
        self._retention = retention
        self._clock = clock
        self._sleep = sleep

    async def run(self) -> None:
        """Tidy up soon after the start, for a service may be started often, and every hour, until cancelled."""
        for pause in chain((_SOON,), repeat(_EVERY)):
            await self._sleep(pause.total_seconds())
            try:
                await self.tidy()
            except StorageError as error:
                log.error("storage unavailable, nothing was tidied up", error=str(error))

    async def tidy(self) -> None:
        """Tidy up once. Our own rows know every message and booking, so finished work can go early."""
        count = await self._durable.forget(self._clock() - _WORK_KEPT)
        log.info("finished work forgotten", count=count)
        await OverheardStore(self._database, clock=self._clock).forget_old()
        if self._retention is not None:
            forgotten = await forget(self._database, older_than=self._retention, clock=self._clock)
            log.info("old messages forgotten", count=forgotten.messages)
