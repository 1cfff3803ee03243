"""Proposals and what is decided about them. No model turn stands between a click and a booking.

A decision is taken by compare-and-swap on the proposal's version, so of two clicks one wins and the other sees what the
first has done. The work itself is done by `BookingJobs`, durably.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from threadline.calendar.event import EventDraft
from threadline.calendar.port import CalendarError
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.attendee_conflicts import AttendeeConflicts
from threadline.core.calendars.conflicts import Collisions
from threadline.core.calendars.registry import Calendars
from threadline.core.channels.card_status import state_of
from threadline.core.channels.offer_text import collision_words
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import (
    OPEN,
    Action,
    AlreadyDecided,
    Alternative,
    Conflicting,
    Evidence,
    NotAnEvent,
    Offer,
    Proposal,
    ProposalNotFound,
    State,
)
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.core.proposals.blocks import blocked_around
from threadline.core.proposals.booking_jobs import BookingJobs
from threadline.core.proposals.calendar_place import UNDECIDED_PLACE, connect_again
from threadline.core.proposals.offers import Offers, around_single
from threadline.core.proposals.repository import ProposalRepository, proposal_of
from threadline.core.proposals.ways_of_telling import who_tells
from threadline.storage.audit import AuditTrail
from threadline.storage.persons import utc_now
from threadline.storage.proposals import ProposalStore
from threadline.texts.messages import N_, _

_TOO_LATE = {
    Action.BOOK: N_("It is too late to undo this here; delete the event in the calendar"),
    Action.CHANGE: N_("It is too late to undo this here; change the event again"),
    Action.CANCEL: N_("It is too late to undo this here; book the event again"),
    Action.ACCEPT: N_("It is too late to undo this here; answer the invitation again"),
    Action.TENTATIVE: N_("It is too late to undo this here; answer the invitation again"),
    Action.DECLINE: N_("It is too late to undo this here; answer the invitation again"),
    Action.COUNTER: N_("It is too late to undo this here; answer the invitation again"),
    Action.HAND_OVER: N_("It is too late to undo this here; take it off the list"),
}


_TAKING_TIME = (Action.BOOK, Action.CHANGE)
"""What puts an event at a time, so that something else may stand there."""

Click = tuple[str, str, int | None, bool]


@dataclass(frozen=True, slots=True)
class EditSource:
    """The words that edited a proposal: the mark of their request, what was read from it, what else they may mean."""

    mark: str
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    warnings: tuple[str, ...] = ()


NO_VIDEO = N_("This calendar cannot make video meetings: put a link of your own into the place or the description.")


class Decisions(Offers):
    """Makes proposals and takes what their owners decide. `lifetime` is how long a proposal waits for its click."""

    def __init__(
        self,
        store: ProposalStore,
        proposals: ProposalRepository,
        booking_jobs: BookingJobs,
        *,
        agenda: Agenda,
        attendee_conflicts: AttendeeConflicts,
        calendars: Calendars,
        preferences_of: CalendarPreferenceReader,
        audit: AuditTrail,
        lifetime: timedelta,
        address: str = "",
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._store = store
        self._address = address
        self.proposals = proposals
        self.booking_jobs = booking_jobs
        super().__init__(
            agenda,
            attendee_conflicts,
            preferences_of,
            clock,
            partial(who_tells, calendars, booking_jobs.invitations),
            partial(blocked_around, store),
        )
        self._calendars = calendars
        self._audit = audit
        self._lifetime = lifetime
        self._clicks: dict[Click, asyncio.Task[Proposal]] = {}

    async def placed(self, person: Person, offer: Offer) -> Offer:
        """The offer as it can be told: with what its card waits for. Raises `CalendarError`, which says what to do.

        A calendar that is connected and cannot be opened just now is waited for: its card stands meanwhile.
        """
        if offer.target is not None or offer.waits or offer.handover is not None:
            return offer
        try:
            await self._calendars.primary(person)
        except CalendarError:
            if not await self._calendars.connections(person):
                raise
            return self._waiting(offer, (await self._calendars.of(person))[0].name)
        return offer

    def _waiting(self, offer: Offer, calendar: str) -> Offer:
        """The offer of an event whose calendar, a back end, has to be connected again before it is booked."""
        warning = connect_again(self._calendars.title_of(calendar), self._address)
        return replace(offer, warnings=(warning, *offer.warnings), waits=True)

    async def propose(
        self,
        person: Person,
        offer: Offer,
        *,
        key: str,
        channel: str,
        conversation_id: str | None = None,
        message_id: str | None = None,
        calendar: str | None = None,
        calendar_id: str | None = None,
    ) -> Proposal:
        """Store a proposal; the same key is the same proposal. Raises `CalendarError` without a calendar to book in.

        `calendar` names a back end and `calendar_id` one of its calendars; without them it is where the event is that
        is to be changed, and for a new one where the person's events go.
        """
        calendar, calendar_id = await self._place(person, offer, calendar, calendar_id)
        if offer.handover is None:
            told_by = await self._told_by(person, offer, calendar)
            offer = replace(offer, calendar=self._calendars.title_of(calendar), told_by=told_by)
            if calendar_id == UNDECIDED_PLACE and not offer.waits:
                offer = self._waiting(offer, calendar)
        record = await self._store.create(
            key=key,
            owner_id=person.id,
            conversation_id=conversation_id,
            message_id=message_id,
            channel=channel,
            body=offer.to_json(),
            calendar=calendar,
            calendar_id=calendar_id,
            lifetime=self._lifetime,
        )
        return proposal_of(record)

    async def get(self, person_id: str, proposal_id: str, *, version: int | None = None) -> Proposal:
        """One of the person's proposals as it stands now.

        Raises `ProposalNotFound`, and `AlreadyDecided` where it is not the `version` that the person saw any more.
        """
        proposal = await self.proposals.find(proposal_id)
        if proposal is None or proposal.owner_id != person_id:
            raise ProposalNotFound(_("There is no such proposal"))
        proposal = await self._aged(proposal)
        _require_version(proposal, version)
        return proposal

    async def confirm(
        self, person: Person, proposal_id: str, *, version: int | None = None, despite_conflicts: bool = False
    ) -> Proposal:
        """Carry it out, exactly once. Confirming what is booked already answers with it; equal clicks at once are one.

        Raises `ProposalNotFound`, `AlreadyDecided`, `Conflicting`, `CalendarError`.
        """
        # Double clicks and deliveries that come twice are common, and each would ask every guest's calendar anew.
        click = (person.id, proposal_id, version, despite_conflicts)
        running = self._clicks.get(click)
        if running is None:
            running = asyncio.create_task(self._confirm(person, proposal_id, version, despite_conflicts))
            self._clicks[click] = running
            running.add_done_callback(lambda done: self._clicked(click, done))
        return await asyncio.shield(running)  # one of those who clicked may go away; the decision is all of theirs

    def _clicked(self, click: Click, done: "asyncio.Task[Proposal]") -> None:
        self._clicks.pop(click, None)
        if not done.cancelled():
            done.exception()  # whoever clicked may be gone by now

    async def _confirm(
        self, person: Person, proposal_id: str, version: int | None, despite_conflicts: bool
    ) -> Proposal:
        proposal = await self.get(person.id, proposal_id)
        if proposal.state in (State.BOOKING, State.BOOKED):
            return await self.booking_jobs.settle(proposal)
        self._require_open(proposal, version)
        if not despite_conflicts and proposal.offer.action in _TAKING_TIME:
            await self._require_free(person, proposal, seen=version is not None)
        # From here on it is decided: the row says BOOKING before anything is done, so a crash is noticed and repaired.
        try:
            async with self._audit.noting(person_id=person.id, action="proposal.confirm"):
                taken = await self.proposals.change(proposal, state=State.BOOKING, decided_by=person.id, reason=None)
        except AlreadyDecided as faster:
            if faster.proposal.state in (State.BOOKING, State.BOOKED):
                return await self.booking_jobs.settle(faster.proposal)
            raise
        done = await self.booking_jobs.start(taken)
        if done.state is State.PROPOSED:  # the work found the event changed, and asks again with what it is now
            raise Conflicting(_("The event has since been changed in the calendar"), done)
        return done

    async def edit(
        self,
        person: Person,
        proposal_id: str,
        draft: EventDraft,
        *,
        version: int | None = None,
        invite: bool | None = None,
        said: EditSource | None = None,
    ) -> Proposal:
        """Put another event in its place; `said` is by which words. `invite` None keeps whether attendees are told.

        Raises `ProposalNotFound`, `AlreadyDecided`, `NotAnEvent` for a cancellation, in which nothing can be edited.
        """
        proposal = await self.get(person.id, proposal_id)
        self._require_open(proposal, version)
        if proposal.offer.action is Action.CANCEL:
            raise NotAnEvent(_("This event is to be cancelled: dismiss that to change it instead"))
        if proposal.offer.action not in (*_TAKING_TIME, Action.COUNTER) or proposal.offer.members:
            raise NotAnEvent(_("This can be confirmed or dismissed as it is: dismiss it to ask for something else"))
        offer = await self._edited(person, proposal, draft)
        if said is not None:
            # A slot that was said anew is shown with its new words; the others keep those that they were read from.
            kept = tuple(each for each in offer.evidence if each.slot not in {one.slot for one in said.evidence})
            offer = replace(
                offer,
                evidence=(*kept, *said.evidence),
                alternatives=said.alternatives or offer.alternatives,
                warnings=(*said.warnings, *(each for each in offer.warnings if each not in said.warnings)),
                edited_by=said.mark,
            )
        earlier = proposal.offer.draft if offer.draft != proposal.offer.draft else proposal.offer.earlier
        offer = replace(offer, invite=offer.invite if invite is None else invite, earlier=earlier)
        changed = await self.proposals.change(proposal, state=State.PROPOSED, body=offer.to_json(), reason=None)
        await self._audit.append(person_id=person.id, action="proposal.edit", subject=proposal.id)
        await self.proposals.refresh(changed)
        return changed

    async def dismiss(self, person: Person, proposal_id: str, *, version: int | None = None) -> Proposal:
        """Let it go. Dismissing twice is once. Raises `ProposalNotFound`, `AlreadyDecided`."""
        proposal = await self.get(person.id, proposal_id)
        if proposal.state is State.DISMISSED:
            return proposal
        self._require_open(proposal, version)
        changed = await self._let_go(proposal, State.DISMISSED, decided_by=person.id)
        await self._audit.append(person_id=person.id, action="proposal.dismiss", subject=proposal.id)
        return changed

    async def undo(self, person: Person, proposal_id: str) -> Proposal:
        """Take back what was done: the event goes, is as it was before, or is there again.

        Raises `ProposalNotFound`, `AlreadyDecided` when it is too late.
        """
        proposal = await self.get(person.id, proposal_id)
        if proposal.state is State.UNDONE:
            return await self.booking_jobs.settle(proposal)
        if proposal.state is not State.BOOKED:
            raise AlreadyDecided(_("Only a booked event can be undone"), proposal)
        if proposal.undo_until is None or proposal.undo_until < self._clock():
            raise AlreadyDecided(_(_TOO_LATE[proposal.offer.action]), proposal)
        try:
            taken = await self.proposals.change(proposal, states=(State.BOOKED,), state=State.UNDONE)
        except AlreadyDecided as faster:
            if faster.proposal.state is State.UNDONE:
                return await self.booking_jobs.settle(faster.proposal)
            raise
        await self._audit.append(person_id=person.id, action="proposal.undo", subject=proposal.id)
        return await self.booking_jobs.start(taken)

    async def expire(self) -> None:
        """Close proposals whose time is over."""
        for record in await self._store.expired():
            await self._aged(proposal_of(record))

    def _require_open(self, proposal: Proposal, version: int | None) -> None:
        if proposal.state not in OPEN:
            raise AlreadyDecided(_("This proposal is {state} already", state=state_of(proposal)), proposal)
        _require_version(proposal, version)

    async def _require_free(self, person: Person, proposal: Proposal, *, seen: bool) -> None:
        """The card told of some conflicts; others that came up since are told before anything is booked.

        What is cancelled collides with nothing. Having been told in an error is not enough: it was `seen` if the click
        names the version that shows them.
        """
        now = await self._collisions(person, proposal, proposal.offer.draft)
        told = Collisions(proposal.offer.conflicts, proposal.offer.unknown_calendars)
        new = not (set(now.conflicts) <= set(told.conflicts) and set(now.unknown) <= set(told.unknown))
        if now.clear or (not new and (seen or not proposal.offer.surprising)):
            return
        changed = proposal
        if new:
            offer = replace(proposal.offer, conflicts=now.conflicts, unknown_calendars=now.unknown, surprising=True)
            changed = await self.proposals.change(proposal, body=offer.to_json())
            await self.proposals.refresh(changed)
        raise Conflicting(collision_words(now.conflicts), changed)

    async def _aged(self, proposal: Proposal) -> Proposal:
        if proposal.state not in OPEN or proposal.expires_at > self._clock():
            return proposal
        # Whoever looks first lets it expire: the sweep comes only now and then, and nobody may decide in between.
        try:
            return await self._let_go(proposal, State.EXPIRED)
        except AlreadyDecided as faster:
            return faster.proposal

    async def _let_go(self, proposal: Proposal, state: State, **values: Any) -> Proposal:
        """Close it; where an attempt to carry it out failed, what that may have left in the calendar is cleared up."""
        if proposal.decided_by is not None:
            values["clearing"] = True
        changed = await self.proposals.change(proposal, state=state, **values)
        await self.proposals.refresh(changed)
        if changed.clearing:
            self.booking_jobs.begin(changed)
        return changed

    async def _edited(self, person: Person, proposal: Proposal, draft: EventDraft) -> Offer:
        target = proposal.offer.target
        if proposal.offer.action is Action.COUNTER and target is not None:  # all else is its organiser's
            times = {name: getattr(draft, name) for name in ("start", "end", "zone", "all_day")}
            draft = replace(target.before, **times)
        collisions = await self._collisions(person, proposal, draft)
        wishes = draft.meeting_link and not proposal.offer.draft.meeting_link
        unable = wishes and not await self._calendars.makes_video_meetings(person, proposal.calendar)
        if unable:
            draft = replace(draft, meeting_link=False)
        gives_way = await self._gives_way(person, draft, before=target.before if target else None)
        return replace(
            proposal.offer,
            draft=draft,
            around=around_single(proposal.offer.around, draft),
            warnings=(*((_(NO_VIDEO),) if unable else ()), *self._past(draft), *gives_way),
            conflicts=collisions.conflicts,
            unknown_calendars=collisions.unknown,
            surprising=False,
            doubtful=False,
        )

    async def _collisions(self, person: Person, proposal: Proposal, draft: EventDraft) -> Collisions:
        """What else stands at that time: neither the event that is changed nor one an attempt has made counts."""
        tried = proposal.state is State.FAILED  # then those invited may be busy with this very event
        copy_of = proposal.offer.copy_of
        others = not tried and copy_of is None and proposal.offer.action is not Action.COUNTER
        uid = copy_of.uid if copy_of is not None else None
        target, around = proposal.offer.target, proposal.offer.around
        besides = (proposal.id, *proposal.offer.held, *(around.keys(proposal.id) if around is not None else ()))
        return await self._found(person, draft, target=target, besides=besides, others=others, uid=uid, around=around)

    async def _place(
        self, person: Person, offer: Offer, calendar: str | None, calendar_id: str | None
    ) -> tuple[str, str]:
        if offer.handover is not None:
            return offer.handover.service, UNDECIDED_PLACE
        # An event is changed where it is, wherever new ones go by now.
        if offer.target is not None:
            return offer.target.calendar, offer.target.calendar_id
        if calendar is not None and calendar_id is not None:
            return (await self._calendars.named(person, calendar)).name, calendar_id
        try:
            primary, primary_id = await self._calendars.primary(person)
        except CalendarError:
            if not await self._calendars.connections(person):
                raise
            return (await self._calendars.of(person))[0].name, UNDECIDED_PLACE
        return primary.name, calendar_id or primary_id


def _require_version(proposal: Proposal, version: int | None) -> None:
    if version is not None and version != proposal.version:
        raise AlreadyDecided(_("This proposal has changed since you saw it; look at it again"), proposal)
