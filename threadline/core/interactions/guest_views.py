"""What guests do with an event that was booked, where they are: they answer for themselves, and decide nothing else.

Whoever asked for an event decides on its card alone. Its guests have a view of their own: accept, leave open, decline,
or propose another time, which becomes a card of the owner's. A channel knows who somebody is there, and hands in the
address by which they were invited; whether they still are is asked of the event as it stands now.

NotInvited   the event is gone, or that address is not among its guests any more
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

from threadline.calendar.event import Attendee, Event, EventDraft, Identity, Response
from threadline.calendar.extract.changes.model import Scope
from threadline.calendar.ics import uid
from threadline.calendar.port import CalendarError, EventNotFound
from threadline.core.calendars.guest_answers import GuestAnswers
from threadline.core.calendars.registry import Calendars
from threadline.core.channels import event_form
from threadline.core.channels.event_form import FormInvalid
from threadline.core.channels.form_fields import EventField, edit_fields
from threadline.core.channels.formatting import when_label
from threadline.core.domain.invited_event import Heard, InvitedEvent
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, DecisionError, Offer, Proposal, State
from threadline.core.proposals.repository import ProposalRepository
from threadline.storage.persons import utc_now
from threadline.texts.messages import N_, _, pgettext

_MOST_GUESTS = 20
_MOST_VIEWS = 10
_TIMES = frozenset({"start", "day", "clock", "length", "first", "last"})
_NOT_INVITED = N_("You are not invited to this event any more.")
_TOLD = {
    Response.ACCEPTED: N_("{name} has accepted your invitation to {event}."),
    Response.DECLINED: N_("{name} has declined your invitation to {event}."),
    Response.TENTATIVE: N_("{name} may come to {event}."),
}


class NotInvited(DecisionError):
    """There is nothing to answer any more."""


@dataclass(frozen=True, slots=True)
class Invited:
    """A guest's view: the event as it stands, whose it is, who they are among its guests.

    `is_new`: what they have just answered is not what stood there before.
    """

    owner: Person
    proposal: Proposal
    event: Event
    guest: Attendee
    is_new: bool = False

    @property
    def heading(self) -> str:
        """What it is to them."""
        if self.proposal.offer.action is Action.CHANGE:
            return _("{name} has changed this event. Please answer the invitation again.", name=self.owner.name)
        return _("{name} invites you to this event.", name=self.owner.name)

    @property
    def status(self) -> str:
        """What they have answered, "" while they have not."""
        match self.guest.response:
            case Response.ACCEPTED:
                return _("You have accepted.")
            case Response.DECLINED:
                return _("You have declined.")
            case Response.TENTATIVE:
                return _("You may come.")
        return ""

    @property
    def told(self) -> str:
        """Their answer, as its owner is told."""
        name = str(self.guest)
        return _(_TOLD[self.guest.response], name=name, event=f"**{self.event.draft.title}**")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What guests are shown once the booking, or the change, that they were shown was undone, or changed by another
    card: nothing to answer.

    `shown` is the proposal that they were shown.
    """

    shown: Proposal
    guests: tuple[Attendee, ...]
    heading: str
    draft: EventDraft


def answer_labels() -> Mapping[Response, str]:
    """The answers to choose from, and what their buttons say."""
    return {
        Response.ACCEPTED: pgettext("button", "Accept"),
        Response.TENTATIVE: pgettext("button", "Maybe"),
        Response.DECLINED: pgettext("button", "Decline"),
    }


def other_time_label() -> str:
    """What the button says that proposes another time, and the form behind it."""
    return pgettext("button", "Propose other time")


class GuestViews:
    """Shows guests what they are invited to, and keeps what they answer. `person` finds a person by id."""

    def __init__(
        self,
        proposals: ProposalRepository,
        calendars: Calendars,
        person: Callable[[str], Awaitable[Person]],
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._proposals = proposals
        self._calendars = calendars
        self._person = person
        self._clock = clock
        self._answers = GuestAnswers(calendars)
        self._answering: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def guests(self, proposal: Proposal) -> tuple[Attendee, ...]:
        """Who is to be shown a booked event; nobody where nobody is to be told, or of several events at once."""
        offer = proposal.offer
        if proposal.state is not State.BOOKED or not _shown_to_guests(offer):
            return ()
        return _others(offer.draft, await self._person(proposal.owner_id))

    async def withdrawn(self, proposal: Proposal) -> Sequence[Withdrawn]:
        """What guests are shown where what they were shown was undone, or was changed or cancelled by another card."""
        offer = proposal.offer
        if offer.action is Action.CANCEL:
            return await self._cancelled(proposal)
        if offer.action is Action.CHANGE and proposal.state is State.BOOKED:
            return await self._changed(proposal)
        if proposal.state is not State.UNDONE or proposal.event_id is not None or not _shown_to_guests(offer):
            return ()
        owner = await self._person(proposal.owner_id)
        guests = _others(offer.draft, owner)
        if offer.target is None:
            return (Withdrawn(proposal, guests, _("This event does not take place any more."), offer.draft),)
        told = _("{name} has taken the change back: it takes place as before.", name=owner.name)
        return (Withdrawn(proposal, guests, told, offer.target.before),)

    async def _cancelled(self, proposal: Proposal) -> Sequence[Withdrawn]:
        """The same of events that a card cancels, or has cancelled and brought back; one occurrence ends no series."""
        offer = proposal.offer
        undone = proposal.state is State.UNDONE and proposal.event_id is None
        if not (undone or proposal.state is State.BOOKED) or offer.scope not in (None, Scope.SERIES):
            return ()
        owner = await self._person(proposal.owner_id)
        heading = _("This event does not take place any more.")
        if undone:
            heading = _("{name} has taken the change back: it takes place as before.", name=owner.name)
        targets = [*([offer.target] if offer.target else []), *(member.target for member in offer.members)]
        return [
            Withdrawn(shown, _others(shown.offer.draft, owner), heading, target.before)
            for target in targets
            for shown in await self._proposals.of_event(owner.id, target.event_id, limit=_MOST_VIEWS)
            if _shown_to_guests(shown.offer)
        ]

    async def _changed(self, proposal: Proposal) -> Sequence[Withdrawn]:
        """The same of an event that the newest card changed as a whole: its guests have a newer view to answer."""
        offer = proposal.offer
        if offer.target is None or proposal.event_id is None or offer.scope not in (None, Scope.SERIES):
            return ()
        if not _shown_to_guests(offer):
            return ()
        newest, *older = await self._proposals.of_event(proposal.owner_id, proposal.event_id, limit=_MOST_VIEWS) or (
            proposal,
        )
        if newest.id != proposal.id:
            return ()
        owner = await self._person(proposal.owner_id)
        invited = {(who.email or "").lower() for who in offer.draft.attendees}
        told = _(_heading_of_change(offer.target.before, offer.draft), name=owner.name)
        views = list[Withdrawn]()
        for shown in (each for each in older if _shown_to_guests(each.offer)):
            guests = _others(shown.offer.draft, owner)
            still = tuple(who for who in guests if (who.email or "").lower() in invited)
            gone = tuple(who for who in guests if who not in still)
            views.append(Withdrawn(shown, still, told, offer.draft))
            if gone:
                views.append(Withdrawn(shown, gone, _(_NOT_INVITED), offer.target.before))
        return views

    async def look(self, proposal_id: str, address: str) -> Invited:
        """The view of whoever has that address. Raises `NotInvited`, `CalendarError`, `StorageError`."""
        proposal = await self._proposals.find(proposal_id)
        if proposal is None or proposal.event_id is None:
            raise NotInvited(_("This event does not take place any more."))
        owner = await self._person(proposal.owner_id)
        calendar = await self._calendars.named(owner, proposal.calendar)
        try:
            event = await calendar.get(proposal.calendar_id, proposal.event_id)
        except EventNotFound:
            raise NotInvited(_("This event does not take place any more.")) from None
        found = (who for who in event.draft.attendees if (who.email or "").lower() == address.lower())
        if (guest := next(found, None)) is None:
            raise NotInvited(_(_NOT_INVITED))
        return Invited(owner, proposal, event, guest)

    async def answer(self, proposal_id: str, address: str, response: Response, guest: Person) -> Invited:
        """Keep an answer: in the guest's own calendar, and in the owner's where nothing else brings it there.

        Two clicks at once are one after the other, so that the second finds the first. Raises `NotInvited`,
        `CalendarError`, `StorageError`.
        """
        async with self._answering.setdefault((proposal_id, address.lower()), asyncio.Lock()):
            seen = await self.look(proposal_id, address)
            calendar = await self._calendars.named(seen.owner, seen.proposal.calendar)
            await self._answers.keep_in(calendar, seen.event, address, response)
        if guest.id != seen.owner.id:
            await self._own_copy(guest, uid(seen.event), address, response)
        is_new = response is not seen.guest.response
        return replace(seen, guest=replace(seen.guest, response=response), is_new=is_new)

    def fields(self, seen: Invited, *, instants: bool) -> tuple[EventField, ...]:
        """The form in which another time is proposed."""
        fields = edit_fields(seen.event.draft, instants=instants)
        return tuple(field for field in fields if field.name in _TIMES)

    def rather(self, seen: Invited, entered: Mapping[str, str]) -> InvitedEvent:
        """The event at the time that a guest would rather have, for its owner. Raises `FormInvalid`."""
        draft = seen.event.draft
        times = {name: value for name, value in entered.items() if name in _TIMES}
        shown = event_form.initial(draft) | times
        for name in ("start",) if "day" in times else ("day", "clock"):
            shown.pop(name, None)
        new = event_form.edited(draft, shown | {"people": ""})
        field = next((name for name in ("start", "day", "first") if name in times), "length")
        if (new.start, new.end) == (draft.start, draft.end):
            raise FormInvalid({field: _("It takes place at that time already.")})
        if (new.end if new.all_day else new.start) <= self._clock():
            raise FormInvalid({field: _("That time has already passed.")})
        zone = ZoneInfo(seen.owner.zone)
        wished = EventDraft("", new.start.astimezone(zone), new.end.astimezone(zone), seen.owner.zone)
        return InvitedEvent(wished, Identity(uid(seen.event)), heard=Heard.PROPOSED, by=str(seen.guest))

    def rather_told(self, seen: Invited, wish: InvitedEvent) -> str:
        """What the owner is told of that."""
        time = when_label(wish.draft, seen.owner.zone)
        said = _("{name} proposes another time: {time}.", name=str(seen.guest), time=time)
        return f"**{seen.event.draft.title}**: {said}"

    async def _own_copy(self, guest: Person, event_uid: str, address: str, response: Response) -> None:
        """The same in the guest's own calendar, where the event stands there: it is a courtesy."""
        with suppress(CalendarError):
            for calendar in await self._calendars.of(guest):
                for info in await calendar.calendars():
                    event = await calendar.by_uid(info.id, event_uid) if info.writable else None
                    if event is not None:
                        await calendar.respond(info.id, event.id, response, [address])
                        return


def _shown_to_guests(offer: Offer) -> bool:
    """Whether guests are shown what becomes of it: not where nobody is to be told, nor of several events at once."""
    own = offer.copy_of is None and not offer.members
    return own and offer.invite and offer.action in (Action.BOOK, Action.CHANGE)


def _heading_of_change(before: EventDraft, after: EventDraft) -> str:
    """What guests' older view of an event says once a newer one was sent."""
    if (before.start, before.end) != (after.start, after.end):
        return N_("{name} has moved this event. Please answer the newer message about it.")
    return N_("{name} has changed this event. Please answer the newer message about it.")


def _others(draft: EventDraft, owner: Person) -> tuple[Attendee, ...]:
    others = (who for who in draft.attendees if who.email and who.email.lower() != (owner.email or "").lower())
    return tuple(others)[:_MOST_GUESTS]
