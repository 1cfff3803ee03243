"""Proposals and what is decided about them. No model turn stands between a click and a booking.

A decision is taken by compare-and-swap on the proposal's version, so of two clicks one wins and the other sees what the
first has done. Booking and undoing are durable work under a key made of the proposal's id: an event is created with the
proposal's id as its own key, so however often the work is started there is one event.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from threadline.calendar.event import EventDraft
from threadline.calendar.port import CalendarError, CalendarUnavailable, EventNotFound
from threadline.core.agenda import Agenda, Collisions
from threadline.core.calendars import Calendars
from threadline.core.channel import Channel, ChannelError
from threadline.core.durable import Durable
from threadline.core.message import Person, Turn
from threadline.core.people import People
from threadline.core.proposal import (
    OPEN,
    AlreadyDecided,
    Conflicting,
    Offer,
    Proposal,
    ProposalNotFound,
    State,
)
from threadline.core.understanding import Reading
from threadline.storage.audit import AuditTrail
from threadline.storage.persons import utc_now
from threadline.storage.proposals import ProposalRecord, ProposalStore

log = structlog.get_logger()

PAST = "This time is already over."
_BOOKING_PATIENCE = 20.0
_BOOKING_ATTEMPTS = 5
_LONGEST_PAUSE = 5.0  # all attempts together end before the booking counts as stuck
_LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class DecisionSettings:
    """How long a proposal waits for its click, and how long a booking can be undone."""

    lifetime: timedelta = timedelta(days=14)
    undo: timedelta = timedelta(hours=24)


class Decisions:
    """Makes proposals and carries out what their owners decide."""

    def __init__(
        self,
        store: ProposalStore,
        *,
        agenda: Agenda,
        calendars: Calendars,
        channels: dict[str, Channel],
        people: People,
        durable: Durable,
        audit: AuditTrail,
        settings: DecisionSettings,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Any] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._agenda = agenda
        self._calendars = calendars
        self._channels = channels
        self._people = people
        self._durable = durable
        self._audit = audit
        self._settings = settings
        self._clock = clock
        self._sleep = sleep
        self._waiting: dict[str, set[asyncio.Event]] = {}

    async def offer(self, person: Person, reading: Reading) -> Offer | None:
        """What could be proposed: the event that was read, with what speaks against it. Nothing is stored."""
        if reading.draft is None:
            return None
        collisions = await self._agenda.collisions(person, reading.draft)
        free = await self._agenda.free_alternatives(person, reading.draft) if collisions.conflicts else ()
        return Offer(
            reading.draft,
            evidence=reading.evidence,
            alternatives=(*reading.alternatives, *free),
            warnings=(*reading.warnings, *self._past(reading.draft, reading.warnings)),
            conflicts=collisions.conflicts,
            unknown_calendars=collisions.unknown,
        )

    async def propose(
        self,
        person: Person,
        offer: Offer,
        *,
        key: str,
        channel: str,
        conversation_id: str | None = None,
        message_id: str | None = None,
        calendar_id: str | None = None,
    ) -> Proposal:
        """Store a proposal; the same key is the same proposal. Raises `CalendarError` without a calendar to book in."""
        calendar, primary = await self._calendars.primary(person)
        record = await self._store.create(
            key=key,
            owner_id=person.id,
            conversation_id=conversation_id,
            message_id=message_id,
            channel=channel,
            body=offer.to_json(),
            calendar=calendar.name,
            calendar_id=calendar_id or primary,
            lifetime=self._settings.lifetime,
        )
        return _proposal(record)

    async def present(self, proposal: Proposal, turn: Turn) -> None:
        """Show the card in the turn's thread, once."""
        channel = self._channels[turn.message.channel]
        if proposal.surface_ref is not None:
            await channel.refresh(proposal)
            return
        ref = await channel.present(proposal, turn)
        if ref is not None:
            await self._store.set_surface(proposal.id, ref)

    async def get(self, person_id: str, proposal_id: str) -> Proposal:
        """One of the person's proposals as it stands now. Raises `ProposalNotFound`."""
        record = await self._store.get(proposal_id)
        if record is None or record.owner_id != person_id:
            raise ProposalNotFound("There is no such proposal")
        return await self._aged(_proposal(record))

    async def of_person(
        self, person_id: str, *, states: Sequence[State], limit: int, before: tuple[datetime, str] | None = None
    ) -> Sequence[Proposal]:
        """The person's proposals, the newest first."""
        records = await self._store.of_person(person_id, states=states, limit=limit, before=before)
        return [_proposal(record) for record in records]

    async def of_messages(self, message_ids: Sequence[str]) -> dict[str, list[Proposal]]:
        """The proposals read from messages, by message."""
        found: dict[str, list[Proposal]] = {}
        for record in await self._store.of_messages(message_ids) if message_ids else ():
            found.setdefault(record.message_id or "", []).append(_proposal(record))
        return found

    async def confirm(
        self, person: Person, proposal_id: str, *, version: int | None = None, despite_conflicts: bool = False
    ) -> Proposal:
        """Book it, exactly once. Confirming what is booked already answers with it.

        Raises `ProposalNotFound`, `AlreadyDecided`, `Conflicting`, `CalendarError`.
        """
        proposal = await self.get(person.id, proposal_id)
        if proposal.state in (State.BOOKING, State.BOOKED):
            return await self._settle(proposal)
        self._require_open(proposal, version)
        if not despite_conflicts:
            await self._require_free(person, proposal)
        try:
            taken = await self._change(proposal, state=State.BOOKING, decided_by=person.id, reason=None)
        except AlreadyDecided as faster:
            if faster.proposal.state in (State.BOOKING, State.BOOKED):
                return await self._settle(faster.proposal)
            raise
        await self._audit.append(person_id=person.id, action="proposal.confirm", subject=proposal.id)
        await self._durable.start_booking(taken.id, str(taken.version))
        return await self._settle(taken)

    async def edit(
        self, person: Person, proposal_id: str, draft: EventDraft, *, version: int | None = None
    ) -> Proposal:
        """Put another event in its place. Raises `ProposalNotFound`, `AlreadyDecided`."""
        proposal = await self.get(person.id, proposal_id)
        self._require_open(proposal, version)
        collisions = await self._agenda.collisions(person, draft, besides=proposal.id)
        offer = replace(
            proposal.offer,
            draft=draft,
            warnings=self._past(draft),
            conflicts=collisions.conflicts,
            unknown_calendars=collisions.unknown,
        )
        changed = await self._change(proposal, state=State.PROPOSED, body=offer.to_json(), reason=None)
        await self._audit.append(person_id=person.id, action="proposal.edit", subject=proposal.id)
        await self._refresh(changed)
        return changed

    async def dismiss(self, person: Person, proposal_id: str, *, version: int | None = None) -> Proposal:
        """Let it go. Dismissing twice is once. Raises `ProposalNotFound`, `AlreadyDecided`."""
        proposal = await self.get(person.id, proposal_id)
        if proposal.state is State.DISMISSED:
            return proposal
        self._require_open(proposal, version)
        changed = await self._change(proposal, state=State.DISMISSED, decided_by=person.id)
        await self._audit.append(person_id=person.id, action="proposal.dismiss", subject=proposal.id)
        await self._refresh(changed)
        return changed

    async def undo(self, person: Person, proposal_id: str) -> Proposal:
        """Take a booked event away again. Raises `ProposalNotFound`, `AlreadyDecided` when it is too late."""
        proposal = await self.get(person.id, proposal_id)
        if proposal.state is State.UNDONE:
            return await self._settle(proposal)
        if proposal.state is not State.BOOKED:
            raise AlreadyDecided("Only a booked event can be undone", proposal)
        if proposal.undo_until is None or proposal.undo_until < self._clock():
            raise AlreadyDecided("It is too late to undo this here; delete the event in the calendar", proposal)
        try:
            taken = await self._change(proposal, states=(State.BOOKED,), state=State.UNDONE)
        except AlreadyDecided as faster:
            if faster.proposal.state is State.UNDONE:
                return await self._settle(faster.proposal)
            raise
        await self._audit.append(person_id=person.id, action="proposal.undo", subject=proposal.id)
        await self._durable.start_undoing(taken.id, str(taken.version))
        return await self._settle(taken)

    async def book(self, proposal_id: str) -> None:
        """Durable work: create the event of a proposal that is being booked. Repeatable."""
        record = await self._store.get(proposal_id)
        if record is not None and record.state == State.BOOKING:
            await self._work(self._book, _proposal(record))

    async def unbook(self, proposal_id: str) -> None:
        """Durable work: delete the event of a proposal that was undone. Repeatable."""
        record = await self._store.get(proposal_id)
        if record is not None and record.state == State.UNDONE and record.event_id:
            await self._work(self._unbook, _proposal(record))

    async def expire(self) -> None:
        """Close proposals whose time is over."""
        for record in await self._store.expired():
            await self._aged(_proposal(record))

    async def resume(self, older_than: timedelta) -> None:
        """Start again what should have ended: a process died between the decision and the work."""
        for record in await self._store.unfinished(older_than):
            start = self._durable.start_booking if record.state == State.BOOKING else self._durable.start_undoing
            await start(record.id, f"{record.version}-repair-{int(self._clock().timestamp() // 30)}")

    def _past(self, draft: EventDraft, said: Sequence[str] = ()) -> tuple[str, ...]:
        """The warning that it is over already, unless that was said."""
        over = (draft.end if draft.all_day else draft.start) < self._clock() and draft.rrule is None
        return (PAST,) if over and PAST not in said else ()

    def _require_open(self, proposal: Proposal, version: int | None) -> None:
        if proposal.state not in OPEN:
            raise AlreadyDecided(f"This proposal is {proposal.state} already", proposal)
        if version is not None and version != proposal.version:
            raise AlreadyDecided("This proposal has changed since; look at it again", proposal)

    async def _require_free(self, person: Person, proposal: Proposal) -> None:
        """The card told of some conflicts; others that came up since are told before anything is booked."""
        now = await self._agenda.collisions(person, proposal.offer.draft, besides=proposal.id)
        told = Collisions(proposal.offer.conflicts, proposal.offer.unknown_calendars)
        if set(now.conflicts) <= set(told.conflicts) and set(now.unknown) <= set(told.unknown):
            return
        offer = replace(proposal.offer, conflicts=now.conflicts, unknown_calendars=now.unknown)
        changed = await self._change(proposal, body=offer.to_json())
        await self._refresh(changed)
        names = ", ".join(f"“{conflict.title}”" for conflict in now.conflicts) or "a calendar that cannot be read"
        raise Conflicting(f"At that time there is {names} by now", changed)

    async def _book(self, proposal: Proposal) -> Proposal:
        person = await self._people.get(proposal.owner_id)
        try:
            event = await self._patiently(lambda: self._create_event(person, proposal))
        except CalendarError as error:
            log.warning("booking failed", proposal=proposal.id, error=type(error).__name__)
            return await self._change(proposal, states=(State.BOOKING,), state=State.FAILED, reason=str(error))
        return await self._change(
            proposal,
            states=(State.BOOKING,),
            state=State.BOOKED,
            event_id=event.id,
            event_version=event.version,
            undo_until=self._clock() + self._settings.undo,
        )

    async def _unbook(self, proposal: Proposal) -> Proposal:
        try:
            await self._patiently(lambda: self._delete_event(proposal))
        except CalendarError as error:
            reason = f"The event could not be deleted: {error}"
            return await self._change(proposal, states=(State.UNDONE,), state=State.BOOKED, reason=reason)
        return await self._change(proposal, states=(State.UNDONE,), event_id=None, reason=None)

    async def _work(self, work: Callable[[Proposal], Awaitable[Proposal]], proposal: Proposal) -> None:
        """Do the work of a decision, then tell everybody how it stands."""
        try:
            changed = await work(proposal)
        except AlreadyDecided:  # the same work was done elsewhere, as it may be after a restart
            log.info("somebody was faster with a proposal", proposal=proposal.id)
        else:
            await self._refresh(changed)
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

    async def _settle(self, proposal: Proposal) -> Proposal:
        """Wait a little for the work on a proposal, here or on another replica, then tell how it stands."""
        event = asyncio.Event()
        waiting = self._waiting.setdefault(proposal.id, set())
        waiting.add(event)
        until = asyncio.get_running_loop().time() + _BOOKING_PATIENCE
        try:
            while asyncio.get_running_loop().time() < until:
                event.clear()
                record = await self._store.get(proposal.id)
                if record is None or not _in_work(record):
                    break
                with suppress(TimeoutError):
                    await asyncio.wait_for(event.wait(), _LOOK_SECONDS)
        finally:
            waiting.discard(event)
            if not waiting:
                self._waiting.pop(proposal.id, None)
        return await self.get(proposal.owner_id, proposal.id)

    async def _aged(self, proposal: Proposal) -> Proposal:
        if proposal.state not in OPEN or proposal.expires_at > self._clock():
            return proposal
        try:
            changed = await self._change(proposal, state=State.EXPIRED)
        except AlreadyDecided as faster:
            return faster.proposal
        await self._refresh(changed)
        return changed

    async def _change(self, proposal: Proposal, *, states: Sequence[State] = OPEN, **values: Any) -> Proposal:
        """Compare-and-swap. Raises `AlreadyDecided` if somebody else was faster."""
        record = await self._store.change(proposal.id, proposal.version, states=states, **values)
        if record is None:
            current = await self._store.get(proposal.id)
            raise AlreadyDecided("Somebody was faster; look at it again", _proposal(current) if current else proposal)
        return _proposal(record)

    async def _refresh(self, proposal: Proposal) -> None:
        """The card should tell the truth; where it cannot be reached, the truth is still in the database."""
        channel = self._channels.get(proposal.channel)
        if channel is None:
            return
        try:
            await channel.refresh(proposal)
        except ChannelError as error:
            log.warning("card not refreshed", proposal=proposal.id, error=type(error).__name__)
        except Exception:  # a fault of the channel's must not undo what was decided
            log.exception("card not refreshed", proposal=proposal.id)


def _same(made: EventDraft, wanted: EventDraft) -> bool:
    """Whether a calendar has what was wanted, in what no calendar writes differently."""
    return (made.title, made.start, made.end, made.all_day) == (wanted.title, wanted.start, wanted.end, wanted.all_day)


def _in_work(record: ProposalRecord) -> bool:
    return record.state == State.BOOKING or (record.state == State.UNDONE and record.event_id is not None)


def _proposal(record: ProposalRecord) -> Proposal:
    return Proposal(
        id=record.id,
        owner_id=record.owner_id,
        state=State(record.state),
        version=record.version,
        offer=Offer.from_json(record.body),
        channel=record.channel,
        calendar=record.calendar,
        calendar_id=record.calendar_id,
        created_at=record.created_at,
        expires_at=record.expires_at,
        conversation_id=record.conversation_id,
        message_id=record.message_id,
        surface_ref=record.surface_ref,
        event_id=record.event_id,
        undo_until=record.undo_until,
        reason=record.reason,
    )
