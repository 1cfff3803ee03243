"""Holds: offered times that stand in their owner's calendar, tentative, until one is taken or the offer is over.

What is to be held is written down first (`storage/holds`), then the calendar is asked, for each time under a key of its
own: asking twice is one event. Letting go is written down first as well. Whatever is killed in between, `settle_all`
makes what is wanted, and takes out what is not: an attempt that nobody heard the end of is looked for until it cannot
come to stand there any more.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from threadline.calendar.event import Event, EventDraft
from threadline.calendar.port import Calendar, CalendarError, CalendarUnavailable, EventNotFound
from threadline.core.calendars.registry import Calendars
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Proposal, State
from threadline.core.people.directory import People, PersonNotFound
from threadline.storage.database.errors import StorageError
from threadline.storage.holds import HeldOfferRecord, HoldRecord, HoldStore, HoldWanted
from threadline.storage.persons import utc_now
from threadline.texts.messages import _

log = structlog.get_logger()

_EVERY = 30.0
_PLACED_BY = timedelta(minutes=2)  # then whoever was at it is gone, or the process is
STILL_COMING = timedelta(minutes=5)
"""For how long an event may still come to be after it was asked for: longer than calendars are waited for."""

_GIVEN_UP = timedelta(days=7)
_LONGEST_PAUSE = timedelta(hours=1)
_DECIDED = (State.BOOKED, State.DISMISSED, State.EXPIRED, State.UNDONE)


class Holds:
    """Keeps offered times free, and lets them go."""

    def __init__(
        self,
        store: HoldStore,
        *,
        calendars: Calendars,
        people: People,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._calendars = calendars
        self._people = people
        self._clock = clock
        self._sleep = sleep
        self._hurry = asyncio.Event()
        self._pauses: dict[str, tuple[datetime, timedelta]] = {}

    async def run(self) -> None:
        """Settle what was left in the middle, and what somebody called for, until cancelled."""
        while True:
            try:
                await self.settle_all()
            except StorageError as error:
                log.error("storage unavailable, no hold is settled", error=str(error))
            await self._called()

    def wake(self) -> None:
        """Something has happened by which holds may be over: do not wait for the next round."""
        self._hurry.set()

    def heard(self, proposal: Proposal) -> None:
        """A card has changed."""
        if proposal.offer.held and proposal.state in _DECIDED:
            self.wake()

    async def settle_all(self) -> None:
        """Let go of what is over; make what is wanted, and take out what is not. Raises `StorageError`."""
        for offer in await self._store.over():
            await self._store.release(offer)
        for offer in await self._store.unfinished(_PLACED_BY):
            if not self._pauses_for(offer):
                await self._settle(offer)

    async def plan(
        self,
        owner: Person,
        times: Sequence[tuple[datetime, datetime]],
        *,
        key: str,
        title: str,
        expires_at: datetime,
        conversation_id: str | None = None,
        link_id: str | None = None,
        proposal_id: str | None = None,
    ) -> HeldOfferRecord:
        """Write down what is to be held; `place` makes it so. The same key is the same. Raises `CalendarError`."""
        calendar, calendar_id = await self._calendars.primary(owner)
        wanted = HoldWanted(
            key=f"{owner.id}:{key}",
            person_id=owner.id,
            calendar=calendar.name,
            calendar_id=calendar_id,
            title=_("Hold: {title}", title=title),
            zone=owner.zone,
            times=times,
            expires_at=min(expires_at, max(start for start, end in times)),
            conversation_id=conversation_id,
            link_id=link_id,
            proposal_id=proposal_id,
        )
        return await self._store.plan(wanted)

    async def place(self, owner: Person, offer: HeldOfferRecord) -> None:
        """Put what is wanted into the calendar: all of it, or nothing. Raises `CalendarError`."""
        try:
            await self._place(owner, offer)
        except CalendarError:
            await self.let_go(offer)
            raise

    async def let_go(self, offer: HeldOfferRecord) -> None:
        """Nothing of it is wanted any more; what the calendar does not give back now is seen to later."""
        await self._store.release(offer)
        released = await self._store.get(offer.id)
        if released is not None and released.cleared_at is None:
            await self._settle(released)

    async def let_go_of(self, person_id: str, calendar: str) -> None:
        """Take everything out of a calendar that will not be reached any more, as far as it answers now."""
        for offer in await self._store.in_calendar(person_id, calendar):
            await self.let_go(offer)

    async def times_of_link(self, link_id: str) -> Sequence[HoldRecord]:
        """The times that are held for a booking link."""
        return [hold for offer in await self._store.of_link(link_id) for hold in offer.times]

    async def of_conversation(self, person_id: str, conversation_id: str) -> Sequence[HeldOfferRecord]:
        """What a person has held by a conversation, the newest first."""
        return await self._store.of_conversation(person_id, conversation_id)

    async def _called(self) -> None:
        waiting = [asyncio.ensure_future(self._sleep(_EVERY)), asyncio.ensure_future(self._hurry.wait())]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()
        self._hurry.clear()

    async def _settle(self, offer: HeldOfferRecord) -> None:
        """Make the calendar as the offer stands, as far as it lets itself be asked now."""
        try:
            owner = await self._people.get(offer.person_id)
            if offer.released_at is None:
                await self._place(owner, offer)
            else:
                await self._clear(owner, offer)
        except StorageError:
            raise
        except CalendarError as error:
            await self._failed(offer, error)
        except PersonNotFound:
            await self._store.cleared(offer)
        except Exception:  # the edge of one offer: the others are settled all the same
            log.exception("holds not settled", offer=offer.id)
            self._pause(offer)
        else:
            self._pauses.pop(offer.id, None)

    async def _failed(self, offer: HeldOfferRecord, error: CalendarError) -> None:
        log.warning("holds not settled", offer=offer.id, error=type(error).__name__)
        self._pause(offer)
        if offer.released_at is None and not isinstance(error, CalendarUnavailable):
            await self._store.release(offer)  # it will not be taken: what stands there already is no offer
        elif offer.released_at is not None and self._clock() > offer.released_at + _GIVEN_UP:
            log.error("holds may be left in a calendar", offer=offer.id)
            await self._store.cleared(offer)

    async def _place(self, owner: Person, offer: HeldOfferRecord) -> None:
        calendar = await self._calendars.named(owner, offer.calendar)
        for hold in offer.times:
            if hold.placed_at is not None or not await self._store.trying(offer, hold.id):
                continue
            with suppress(EventNotFound):  # somebody has deleted it: so it stays
                await calendar.create(offer.calendar_id, _draft(offer, hold), hold.id)
            await self._store.placed(offer, hold.id)
        now = await self._store.get(offer.id)
        if now is not None and now.released_at is not None:  # it was let go meanwhile
            await self._clear(owner, now)

    async def _clear(self, owner: Person, offer: HeldOfferRecord) -> None:
        left = [hold for hold in offer.times if hold.gone_at is None]
        tried = [hold for hold in left if hold.tried_at is not None]
        calendar = await self._calendars.named(owner, offer.calendar) if tried else None
        for hold in left:
            if calendar is not None and hold.tried_at is not None:
                await _take_out(calendar, offer, hold)
                if hold.placed_at is None and self._clock() < hold.tried_at + STILL_COMING:
                    continue
            await self._store.gone(offer, hold.id)
        now = await self._store.get(offer.id)
        if now is not None and all(hold.gone_at is not None for hold in now.times):
            await self._store.cleared(offer)

    def _pauses_for(self, offer: HeldOfferRecord) -> bool:
        until, _pause = self._pauses.get(offer.id, (self._clock(), timedelta()))
        return until > self._clock()

    def _pause(self, offer: HeldOfferRecord) -> None:
        """Leave a calendar alone that does not answer, each time for longer."""
        before = self._pauses.get(offer.id, (self._clock(), timedelta(seconds=_EVERY / 2)))[1]
        pause = min(before * 2, _LONGEST_PAUSE)
        self._pauses[offer.id] = (self._clock() + pause, pause)


async def _take_out(calendar: Calendar, offer: HeldOfferRecord, hold: HoldRecord) -> None:
    """Delete the event of a hold. One that its owner has made a real one of is theirs, and stays."""
    event = await calendar.find(offer.calendar_id, hold.id)
    if event is not None and not _is_theirs(event):
        await calendar.delete(offer.calendar_id, event.id)


def _is_theirs(event: Event) -> bool:
    return not event.draft.tentative or bool(event.draft.attendees)


def _draft(offer: HeldOfferRecord, hold: HoldRecord) -> EventDraft:
    zone = ZoneInfo(offer.zone)
    return EventDraft(
        offer.title,
        hold.start.astimezone(zone),
        hold.end.astimezone(zone),
        offer.zone,
        description=_("Kept free until this is decided. Threadline takes it out again by itself."),
        reminders=(),
        tentative=True,
    )
