"""Which of the times that were chosen are taken still: an event that is deleted or moved frees its time again.

The calendar is asked; while it cannot be, a time counts as taken, for unknown is never free.
"""

from collections.abc import Sequence
from datetime import UTC

from threadline.calendar.port import CalendarError, EventNotFound
from threadline.core.calendars.registry import Calendars
from threadline.core.domain.proposal import Proposal, State
from threadline.core.people.directory import People, PersonNotFound
from threadline.core.proposals.repository import ProposalRepository
from threadline.storage.appointments import AppointmentRecord, AppointmentStore

_GONE = (State.DISMISSED, State.EXPIRED, State.UNDONE)


class HeldTimes:
    """Looks after times that are held."""

    def __init__(
        self, store: AppointmentStore, proposals: ProposalRepository, calendars: Calendars, people: People
    ) -> None:
        self._store = store
        self._proposals = proposals
        self._calendars = calendars
        self._people = people

    async def still(self, held: Sequence[AppointmentRecord]) -> list[AppointmentRecord]:
        """Those that are taken still; the others are released. Raises `StorageError`."""
        kept = []
        for each in held:
            if await self._stands(each):
                kept.append(each)
            else:
                await self._store.release(each.id)
        return kept

    async def _stands(self, held: AppointmentRecord) -> bool:
        if held.proposal_id is None:  # somebody is at it
            return True
        proposal = await self._proposals.find(held.proposal_id)
        if proposal is None:
            return held.booked_at is not None
        if proposal.state in _GONE:
            return False
        if proposal.state is not State.BOOKED:
            return True
        return await self._in_calendar(proposal, held)

    async def _in_calendar(self, proposal: Proposal, held: AppointmentRecord) -> bool:
        try:
            owner = await self._people.get(proposal.owner_id)
            calendar = await self._calendars.named(owner, proposal.calendar)
            event = await calendar.get(proposal.calendar_id, proposal.event_id or "")
        except EventNotFound:
            return False
        except (CalendarError, PersonNotFound):
            return True
        return event.draft.start.astimezone(UTC) < held.end and held.start < event.draft.end.astimezone(UTC)
