"""Booking and undoing, as durable work.

An event is created under its proposal's id, so however often the work is started there is one event.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import structlog

from threadline.calendar.event import EventDraft
from threadline.calendar.port import CalendarError, CalendarUnavailable, EventNotFound
from threadline.core.calendars import Calendars
from threadline.core.durable import Durable
from threadline.core.message import Person
from threadline.core.people import People
from threadline.core.proposal import AlreadyDecided, Proposal, State
from threadline.core.proposals import Proposals
from threadline.storage.persons import utc_now
from threadline.storage.proposals import ProposalStore

log = structlog.get_logger()

_BOOKING_PATIENCE = 20.0
_BOOKING_ATTEMPTS = 5
_LONGEST_PAUSE = 5.0  # all attempts together end before the booking counts as stuck
_LOOK_SECONDS = 0.5


class Bookings:
    """Carries out what was decided on proposals. `undo` is for how long a booking can be undone."""

    def __init__(
        self,
        store: ProposalStore,
        proposals: Proposals,
        *,
        calendars: Calendars,
        people: People,
        durable: Durable,
        undo: timedelta,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Any] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._proposals = proposals
        self._calendars = calendars
        self._people = people
        self._durable = durable
        self._undo = undo
        self._clock = clock
        self._sleep = sleep
        self._waiting: dict[str, set[asyncio.Event]] = {}

    async def start(self, proposal: Proposal) -> Proposal:
        """Start the work on a proposal that was just decided, and wait a little for its end; answers how it stands."""
        start = self._durable.start_booking if proposal.state is State.BOOKING else self._durable.start_undoing
        await start(proposal.id, str(proposal.version))
        return await self.settle(proposal)

    async def book(self, proposal_id: str) -> None:
        """Durable work: create the event of a proposal that is being booked. Repeatable."""
        proposal = await self._proposals.find(proposal_id)
        if proposal is not None and proposal.state is State.BOOKING:
            await self._work(self._book, proposal)

    async def unbook(self, proposal_id: str) -> None:
        """Durable work: delete the event of a proposal that was undone. Repeatable."""
        proposal = await self._proposals.find(proposal_id)
        if proposal is not None and _in_work(proposal):
            await self._work(self._unbook, proposal)

    async def resume(self, older_than: timedelta) -> None:
        """Start again what should have ended: a process died between the decision and the work."""
        for record in await self._store.unfinished(older_than):
            start = self._durable.start_booking if record.state == State.BOOKING else self._durable.start_undoing
            await start(record.id, f"{record.version}-repair-{int(self._clock().timestamp() // 30)}")

    async def settle(self, proposal: Proposal) -> Proposal:
        """Wait a little for the work on a proposal, here or on another replica, then tell how it stands."""
        event = asyncio.Event()
        waiting = self._waiting.setdefault(proposal.id, set())
        waiting.add(event)
        until = asyncio.get_running_loop().time() + _BOOKING_PATIENCE
        try:
            while asyncio.get_running_loop().time() < until:
                event.clear()
                proposal = await self._proposals.find(proposal.id) or proposal
                if not _in_work(proposal):
                    break
                with suppress(TimeoutError):
                    await asyncio.wait_for(event.wait(), _LOOK_SECONDS)
        finally:
            waiting.discard(event)
            if not waiting:
                self._waiting.pop(proposal.id, None)
        return proposal

    async def _book(self, proposal: Proposal) -> Proposal:
        person = await self._people.get(proposal.owner_id)
        try:
            event = await self._patiently(lambda: self._create_event(person, proposal))
        except CalendarError as error:
            log.warning("booking failed", proposal=proposal.id, error=type(error).__name__)
            return await self._proposals.change(
                proposal, states=(State.BOOKING,), state=State.FAILED, reason=str(error)
            )
        return await self._proposals.change(
            proposal,
            states=(State.BOOKING,),
            state=State.BOOKED,
            event_id=event.id,
            event_version=event.version,
            undo_until=self._clock() + self._undo,
        )

    async def _unbook(self, proposal: Proposal) -> Proposal:
        try:
            await self._patiently(lambda: self._delete_event(proposal))
        except CalendarError as error:
            reason = f"The event could not be deleted: {error}"
            return await self._proposals.change(proposal, states=(State.UNDONE,), state=State.BOOKED, reason=reason)
        return await self._proposals.change(proposal, states=(State.UNDONE,), event_id=None, reason=None)

    async def _work(self, work: Callable[[Proposal], Awaitable[Proposal]], proposal: Proposal) -> None:
        """Do the work of a decision, then tell everybody how it stands."""
        try:
            changed = await work(proposal)
        except AlreadyDecided:  # the same work was done elsewhere, as it may be after a restart
            log.info("somebody was faster with a proposal", proposal=proposal.id)
        else:
            await self._proposals.refresh(changed)
        finally:
            for event in self._waiting.get(proposal.id, ()):
                event.set()

    async def _create_event(self, person: Person, proposal: Proposal) -> Any:
        calendar = await self._calendars.named(person, proposal.calendar)
        draft = proposal.offer.draft
        event = await calendar.create(proposal.calendar_id, draft, proposal.id)
        if not _same(event.draft, draft):  # an attempt made it whose answer got lost, and the proposal was edited since
            event = await calendar.update(proposal.calendar_id, event.id, draft, event.version)
        return event

    async def _delete_event(self, proposal: Proposal) -> None:
        person = await self._people.get(proposal.owner_id)
        calendar = await self._calendars.named(person, proposal.calendar)
        try:
            await calendar.delete(proposal.calendar_id, proposal.event_id or "")
        except EventNotFound:
            return

    async def _patiently(self, act: Callable[[], Any]) -> Any:
        """Do it, with patience for a calendar that is unavailable for a moment. Raises `CalendarError`."""
        for attempt in range(_BOOKING_ATTEMPTS - 1):
            try:
                return await act()
            except CalendarUnavailable as error:
                wait = error.retry_after if error.retry_after is not None else 0.5 * 2**attempt
                if wait > _LONGEST_PAUSE:
                    raise
                await self._sleep(wait)
        return await act()


def _same(made: EventDraft, wanted: EventDraft) -> bool:
    """Whether a calendar has what was wanted, in what no calendar writes differently."""
    return (made.title, made.start, made.end, made.all_day) == (wanted.title, wanted.start, wanted.end, wanted.all_day)


def _in_work(proposal: Proposal) -> bool:
    undoing = proposal.state is State.UNDONE and proposal.event_id is not None
    return proposal.state is State.BOOKING or undoing
