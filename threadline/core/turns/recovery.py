"""Taking up what a process left when it died: turns that wait, turns without a sign of life, bookings in the middle.

It is done at the start for what this process left, and every few seconds for what any replica has left since. Nothing
is taken from a process that lives: a turn gives a sign of life every second, and counts as stranded after thirty.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from threadline.core.proposals.booking_jobs import BookingJobs
from threadline.core.runtime.durable import Durable
from threadline.core.turns.runner import TurnRunner
from threadline.storage.turns import TurnStore

log = structlog.get_logger()

STRANDED = timedelta(seconds=30)


class Recovery:
    """Finds work that nobody does any more, and starts it again."""

    def __init__(
        self,
        turns: TurnStore,
        runner: TurnRunner,
        durable: Durable,
        booking_jobs: BookingJobs,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._turns = turns
        self._runner = runner
        self._durable = durable
        self._booking_jobs = booking_jobs
        self._clock = clock
        self._rescues: set[str] = set()

    async def resume(self) -> None:
        """Take up what an earlier process left. Raises `StorageError`."""
        for message_id in await self._turns.waiting():
            await self._durable.start_turn(message_id)
        await self._booking_jobs.resume(timedelta(0))

    async def heal(self) -> None:
        """Take over what a process that died, here or on another replica, should be doing. Raises `StorageError`."""
        for message_id, epoch in await self._turns.stranded(STRANDED):
            if not self._runner.is_running(message_id):
                log.warning("turn taken over", message=message_id, epoch=epoch)
                self._rescues.add(message_id)
                # One occasion for all replicas that notice, another one later in case the rescuer dies.
                slot = int(self._clock().timestamp() // STRANDED.total_seconds())
                await self._durable.take_over(message_id, f"{epoch}-{slot}")
        await self._booking_jobs.resume(STRANDED)

    def silence_of_rescue(self, message_id: str) -> timedelta | None:
        """How long a turn that is started now must have been silent; None if it is no rescue.

        Between the finding and the start its process may have woken up: then the turn is left to it.
        """
        if message_id not in self._rescues:
            return None
        self._rescues.remove(message_id)
        return STRANDED
