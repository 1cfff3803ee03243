"""Taking up what a process left when it ended or died: turns that wait, turns without a sign of life, bookings.

It is done at the start for what this replica left, and every second for what any has left since: a process that ends in
order puts its turns back at once, one that dies is noticed by others (see `threadline.storage.interruptions`). Nothing
is taken from a process that lives, however slow it is, and who is slow judges nobody.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

import structlog

from threadline.core.proposals.booking_jobs import BookingJobs
from threadline.core.turns.admission import Admission
from threadline.core.turns.runner import TurnRunner
from threadline.storage.database.errors import AlreadyRunning
from threadline.storage.interruptions import LEASE, Interruptions
from threadline.storage.presence import Presence
from threadline.storage.turns import TurnStore

log = structlog.get_logger()

FORGOTTEN = timedelta(seconds=6)
"""So long after it was stored, and whoever was to begin a turn has not."""
STRANDED = timedelta(seconds=30)
"""So long without a sign of life of the turn itself, and a process that lives has lost it."""


class Recovery:
    """Finds work that nobody does any more, and starts it again."""

    def __init__(
        self,
        turns: TurnStore,
        interruptions: Interruptions,
        presence: Presence,
        runner: TurnRunner,
        begin: Callable[[str], None],
        booking_jobs: BookingJobs,
        admission: Admission,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._turns = turns
        self._interruptions = interruptions
        self._presence = presence
        self._runner = runner
        self._begin_turn = begin
        self._booking_jobs = booking_jobs
        self._admission = admission
        self._clock = clock

    async def enter(self) -> None:
        """Before anything runs: say that we live, and put back what those before us died at. Raises `StorageError`."""
        dead = await self._enter()
        self._presence.begin()
        self._admission.share(await self._interruptions.living())
        if dead:
            log.warning("an earlier process had not ended in order, its work is taken up", processes=dead)

    async def resume(self) -> None:
        """Take up what an earlier process left. Raises `StorageError`."""
        await self._begin(young=timedelta(0))
        # Whatever its age: nothing here can be at it yet, and doing such an act twice is doing it once.
        await self._booking_jobs.resume(timedelta(0))

    async def _enter(self) -> int:
        """Enter; a lease of a process that died just now is waited for."""
        until = monotonic() + 1.5 * LEASE.total_seconds()
        while True:
            try:
                return await self._interruptions.enter()
            except AlreadyRunning:
                if monotonic() > until:
                    raise
            await asyncio.sleep(0.5)

    async def take_up(self) -> None:
        """Begin what was put back or left by a process that died. Raises `StorageError`."""
        if self._presence.steady and (dead := await self._interruptions.bury()):
            log.warning("processes died, their work is taken up", processes=dead)
        self._admission.share(await self._interruptions.living())
        await self._begin(young=FORGOTTEN)

    async def heal(self) -> None:
        """Take over what a process that lives has lost. Raises `StorageError`."""
        for message_id, epoch in await self._turns.stranded(STRANDED):
            # A database that was away silences the living as well; those that run here go on by themselves.
            if not self._runner.is_running(message_id):
                log.warning("turn taken over", message=message_id, epoch=epoch)
                await self._interruptions.strand(message_id, epoch, STRANDED)
        await self._booking_jobs.resume(STRANDED)

    async def leave(self) -> None:
        """After everything has ended: whatever is open is another's at once."""
        await self._interruptions.leave()

    async def _begin(self, *, young: timedelta) -> None:
        for turn in await self._interruptions.waiting(young):
            if not self._runner.is_running(turn.message_id):
                self._begin_turn(turn.message_id)
