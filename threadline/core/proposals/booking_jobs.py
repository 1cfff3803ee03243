"""Carrying decisions out, and telling how it ended.

Whoever changed the proposal's row begins the work; where their process dies, the row tells, and it is begun again as
durable work, once for all replicas. What is done to the calendar is done by `CalendarOperations` and `Undo`, and can be
repeated; here the proposal's state follows it, so that however often the work is started it is done once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from threadline.calendar.port import CalendarDenied, CalendarError
from threadline.calendar.todos import TodosNotAllowed
from threadline.core.calendars.invitations import Invitations
from threadline.core.calendars.registry import Calendars
from threadline.core.channels.formatting import and_list
from threadline.core.channels.offer_text import changes_in_words
from threadline.core.channels.port import Channel
from threadline.core.domain.event_diff import rebased
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, AlreadyDecided, Offer, Proposal, State
from threadline.core.people.directory import People
from threadline.core.proposals.calendar_operations import CalendarOperations
from threadline.core.proposals.calendar_place import UNDECIDED_PLACE, CalendarPlaces, Done, Outdated, connect_again
from threadline.core.proposals.repository import ProposalRepository
from threadline.core.proposals.todo_handover import TodoHandover, allow_todos
from threadline.core.proposals.undo import Undo
from threadline.core.runtime.durable import Durable
from threadline.storage.persons import utc_now
from threadline.storage.proposals import ProposalStore
from threadline.texts.messages import N_, _
from threadline.texts.speaking import speaking

log = structlog.get_logger()

_BOOKING_PATIENCE = 20.0  # then whoever clicked is told that it is being booked; the work goes on, and the card tells
_LOOK_SECONDS = 0.5  # work on another replica wakes nobody here
_CLEARING_TIME = timedelta(days=1)
_CLEARED = (State.DISMISSED, State.EXPIRED)
_UNDO_FAILED = {
    Action.BOOK: N_("The event could not be deleted"),
    Action.CHANGE: N_("The event could not be put back"),
    Action.CANCEL: N_("The event could not be booked again"),
    Action.ACCEPT: N_("Your answer could not be taken back"),
    Action.TENTATIVE: N_("Your answer could not be taken back"),
    Action.DECLINE: N_("Your answer could not be taken back"),
    Action.COUNTER: N_("Your answer could not be taken back"),
    Action.HAND_OVER: N_("It could not be taken off the list"),
}
HANDED_OVER = "todos"
"""Stands for the id of an event on a proposal of things to do that were handed over: there is none."""


class BookingJobs:
    """Carries out what was decided on proposals. `undo` is for how long that can be undone.

    `channels` are those that may tell attendees.
    """

    def __init__(
        self,
        store: ProposalStore,
        proposals: ProposalRepository,
        *,
        calendars: Calendars,
        people: People,
        durable: Durable,
        undo: timedelta,
        todo_handover: TodoHandover,
        channels: Mapping[str, Channel] | None = None,
        address: str = "",
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Any] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._proposals = proposals
        self._people = people
        self._calendars = calendars
        self._address = address
        self._durable = durable
        self._undo = undo
        self._clock = clock
        self.invitations = Invitations(channels if channels is not None else {})
        places = CalendarPlaces(calendars, self.invitations, sleep=sleep)
        self._operations, self._undoing = CalendarOperations(places), Undo(places)
        self._todo_handover = todo_handover
        self._waiting: dict[str, set[asyncio.Event]] = {}

    async def start(self, proposal: Proposal) -> Proposal:
        """Start the work on a proposal that was just decided, and wait a little for its end; answers how it stands."""
        self.begin(proposal)
        return await self.settle(proposal, begun=True)

    def begin(self, proposal: Proposal) -> None:
        """Start the work on a proposal that was just decided, and wait for nothing."""
        start = self._durable.book if proposal.state is State.BOOKING else self._durable.unbook
        start(proposal.id)

    async def book(self, proposal_id: str) -> None:
        """Do what was confirmed of a proposal. Repeatable."""
        proposal = await self._proposals.find(proposal_id)
        if proposal is not None and proposal.state is State.BOOKING:
            await self._work(self._confirm, proposal)

    async def unbook(self, proposal_id: str) -> None:
        """Take back what a proposal did, or what failed attempts left of it. Repeatable."""
        proposal = await self._proposals.find(proposal_id)
        if proposal is not None and proposal.state is not State.BOOKING and _in_work(proposal):
            await self._work(self._take_back if proposal.state is State.UNDONE else self._clear, proposal)

    async def resume(self, older_than: timedelta) -> None:
        """Start again what should have ended: a process died between the decision and the work."""
        for record in await self._store.unfinished(older_than):
            start = self._durable.start_booking if record.state == State.BOOKING else self._durable.start_undoing
            # A name that was used is not started again, so each half minute is a new one: all replicas' together one.
            await start(record.id, f"{record.version}-repair-{int(self._clock().timestamp() // 30)}")

    async def settle(self, proposal: Proposal, *, begun: bool = False) -> Proposal:
        """Wait a little for the work on a proposal, here or on another replica, then tell how it stands.

        What was `begun` just now has not ended yet.
        """
        event = asyncio.Event()
        waiting = self._waiting.setdefault(proposal.id, set())
        waiting.add(event)
        until = asyncio.get_running_loop().time() + _BOOKING_PATIENCE
        try:
            while asyncio.get_running_loop().time() < until:
                event.clear()
                if not begun:
                    proposal = await self._proposals.find(proposal.id) or proposal
                    if not _in_work(proposal):
                        break
                begun = False
                with suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK_SECONDS):  # wait_for of Python 3.11 may lose a cancellation
                        await event.wait()
        finally:
            waiting.discard(event)
            if not waiting:
                self._waiting.pop(proposal.id, None)
        return proposal

    async def _confirm(self, proposal: Proposal) -> Proposal:
        person = await self._people.get(proposal.owner_id)
        booking = (State.BOOKING,)
        try:
            if proposal.offer.handover is not None:
                await self._todo_handover.confirm(person, proposal)
                done = Done(HANDED_OVER)
            else:
                proposal = await self._placed(person, proposal)
                done = await self._operations.confirm(person, proposal)
        except Outdated as outdated:
            offer = _asked_again(proposal.offer, outdated, person.zone)
            return await self._proposals.change(
                proposal, states=booking, state=State.PROPOSED, body=offer.to_json(), decided_by=None
            )
        except CalendarError as error:
            log.warning("booking failed", proposal=proposal.id, error=type(error).__name__)
            reason = str(error)
            if isinstance(error, TodosNotAllowed):
                reason = f"{reason} {allow_todos(self._calendars.title_of(proposal.calendar), self._address)}"
            elif isinstance(error, CalendarDenied) and (title := self._calendars.title_of(proposal.calendar)):
                reason = f"{reason} {connect_again(title, self._address)}"
            return await self._proposals.change(proposal, states=booking, state=State.FAILED, reason=reason)
        return await self._proposals.change(
            proposal,
            states=booking,
            state=State.BOOKED,
            event_id=done.event_id,
            event_version=done.version,
            reason=_not_told(done.untold),
            undo_until=self._clock() + self._undo,
            **_linked(proposal.offer, done.link),
        )

    async def _placed(self, person: Person, proposal: Proposal) -> Proposal:
        """The proposal with a calendar to go to, if none could be opened when it was made. Raises `CalendarError`."""
        if proposal.calendar_id != UNDECIDED_PLACE:
            return proposal
        infos = await (await self._calendars.named(person, proposal.calendar)).calendars()
        writable = [info for info in infos if info.writable]
        if not writable:
            raise CalendarDenied(_("You have no calendar that events can be put into"))
        chosen = next((info for info in writable if info.primary), writable[0])
        return await self._proposals.change(proposal, states=(State.BOOKING,), calendar_id=chosen.id)

    async def _take_back(self, proposal: Proposal) -> Proposal:
        person = await self._people.get(proposal.owner_id)
        try:
            handed = proposal.offer.handover is not None
            await (self._todo_handover.take_back if handed else self._undoing.undo)(person, proposal)
        except CalendarError as error:
            reason = f"{_(_UNDO_FAILED[proposal.offer.action])}: {error}"
            return await self._proposals.change(proposal, states=(State.UNDONE,), state=State.BOOKED, reason=reason)
        return await self._proposals.change(proposal, states=(State.UNDONE,), event_id=None, reason=None)

    async def _clear(self, proposal: Proposal) -> Proposal:
        """What could not be cleared is tried again for a day; then the card says that it was not."""
        person = await self._people.get(proposal.owner_id)
        reason = None
        try:
            handed = proposal.offer.handover is not None
            await (self._todo_handover.take_back if handed else self._undoing.clear)(person, proposal)
        except CalendarError as error:
            log.warning("clearing up failed", proposal=proposal.id, error=type(error).__name__)
            if self._clock() < proposal.expires_at + _CLEARING_TIME:
                return proposal
            reason = _("Part of it may be in the calendar: {reason}", reason=error)
        return await self._proposals.change(proposal, states=_CLEARED, clearing=False, reason=reason)

    async def _work(self, work: Callable[[Proposal], Awaitable[Proposal]], proposal: Proposal) -> None:
        """Do the work of a decision, then tell everybody how it stands."""
        try:
            with speaking(proposal.offer.language):  # whoever started the work may speak another language
                changed = await work(proposal)
        except AlreadyDecided:  # the same work was done elsewhere, as it may be after a restart
            log.info("somebody was faster with a proposal", proposal=proposal.id)
        else:
            # The card comes after the row: where it cannot be reached, what was decided stands all the same.
            if changed is not proposal:
                await self._proposals.refresh(changed)
        finally:
            for event in self._waiting.get(proposal.id, ()):
                event.set()


def _not_told(addresses: Sequence[str]) -> str | None:
    """What is said of guests whom nobody could tell: somebody has to know that they know nothing of it."""
    if not addresses:
        return None
    return _("Not told of it: {names}. The calendar's server could not reach them.", names=and_list(addresses))


def _linked(offer: Offer, link: str) -> Mapping[str, str]:
    """What is stored of where the booked event can be looked at."""
    shown = link if link.startswith("https://") and link.isprintable() else ""
    return {"body": replace(offer, link=shown).to_json()} if shown != offer.link else {}


def _asked_again(offer: Offer, outdated: Outdated, zone: str) -> Offer:
    """The offer on the event as it is now, saying what has become of it."""
    now, target = outdated.now, offer.target
    assert target is not None  # noqa: S101 - only what has a target is outdated
    told = changes_in_words(target.before, now.draft, zone) or (_("Something about it is different."),)
    before = replace(target, version=now.version, before=now.draft, sequence=now.sequence)
    if offer.action in (Action.CHANGE, Action.COUNTER) and offer.split is None:
        draft = rebased(offer.draft, target.before, now.draft)
    else:
        draft = offer.draft if offer.split is not None else now.draft
    warning = " ".join((_("The event was changed in the calendar since."), *told))
    return replace(offer, draft=draft, target=before, warnings=(warning,), surprising=True)


def _in_work(proposal: Proposal) -> bool:
    undoing = proposal.state is State.UNDONE and proposal.event_id is not None
    return proposal.state is State.BOOKING or undoing or proposal.clearing
