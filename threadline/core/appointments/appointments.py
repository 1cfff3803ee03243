"""Booking the time that somebody outside has chosen, once, and telling whose it is.

A choice is held first (`storage/appointments`): of two who choose what overlaps, one holds it. Then the calendars are
asked again, and what is free is booked as every proposal is, durably and under its own key. Whatever is killed in
between, `settle` finds what the proposal has come to and holds or releases the time accordingly.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.ics import write_ics
from threadline.calendar.port import CalendarError, EventNotFound
from threadline.core.appointments.booking_link import BookingLink, Guest, LinkState, Terms
from threadline.core.appointments.held_times import HeldTimes
from threadline.core.appointments.holds import Holds
from threadline.core.appointments.host_choice import HostChoice
from threadline.core.appointments.open_times import OpenTimes, day_of
from threadline.core.calendars.participants import Invitee
from threadline.core.calendars.registry import Calendars
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import OPEN, AlreadyDecided, DecisionError, Offer, Proposal, State
from threadline.core.people.directory import People
from threadline.core.proposals.decisions import Decisions
from threadline.core.reminders.subject import Kind, Subject, reminder_id
from threadline.storage.appointments import AppointmentRecord, AppointmentStore, LinkUsed, Wanted
from threadline.storage.database.errors import StorageError
from threadline.storage.persons import new_id, utc_now
from threadline.storage.reminders import NewReminder, ReminderStore
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

log = structlog.get_logger()

CHANNEL = "booking-link"
"""Where such proposals come from: no channel has their card, the console shows it with all others."""

_EVERY = 30.0
_SETTLED_BY = timedelta(minutes=2)  # longer than calendars are waited for: who chose has gone, or the process has
_TOLD_FOR = timedelta(days=3)


class TimeTaken(Exception):
    """Somebody else has that time, or it is not free any more."""


class LinkOver(Exception):
    """Nothing can be chosen by that link any more."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """What was chosen, and what has come of it: `proposal` is None until it is about to be booked."""

    record: AppointmentRecord
    guest: Guest
    proposal: Proposal | None

    @property
    def is_booked(self) -> bool:
        """Whether its event stands."""
        return self.proposal is not None and self.proposal.state is State.BOOKED

    @property
    def is_over(self) -> bool:
        """Whether it came to nothing, or was taken back."""
        return self.record.released_at is not None or (
            self.proposal is not None and self.proposal.state in (State.UNDONE, State.DISMISSED, State.EXPIRED)
        )


class Appointments:
    """Takes what people outside choose."""

    def __init__(
        self,
        store: AppointmentStore,
        times: OpenTimes,
        held_times: HeldTimes,
        holds: Holds,
        choice: HostChoice,
        *,
        decisions: Decisions,
        calendars: Calendars,
        people: People,
        reminders: ReminderStore,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._times = times
        self._held_times = held_times
        self._holds = holds
        self._choice = choice
        self._decisions = decisions
        self._calendars = calendars
        self._people = people
        self._reminders = reminders
        self._clock = clock
        self._sleep = sleep
        self._running: dict[str, asyncio.Task[Appointment]] = {}

    async def run(self) -> None:
        """Settle what was left in the middle, until cancelled."""
        while True:
            try:
                await self.settle_all()
            except StorageError as error:
                log.error("storage unavailable, no appointment is settled", error=str(error))
            await self._sleep(_EVERY)

    async def settle_all(self) -> None:
        """Settle what should have been settled by now. Raises `StorageError`."""
        for record in await self._store.unsettled(_SETTLED_BY):
            try:
                await self._settle(record, late=True)
            except StorageError:
                raise
            except Exception:  # the edge of one appointment: the others are settled all the same
                log.exception("appointment not settled", appointment=record.id)

    async def choose(self, link: BookingLink, owner: Person, start: datetime, guest: Guest, *, key: str) -> Appointment:
        """Book a time for a guest. The same `key` is the same appointment.

        Raises `TimeTaken`, `LinkOver`, `CalendarError`, `StorageError`.
        """
        running = self._running.get(key)
        if running is None:
            running = asyncio.create_task(self._choose(link, owner, start, guest, key))
            self._running[key] = running
            running.add_done_callback(lambda done: self._over(key, done))
        return await asyncio.shield(running)  # whoever chose may close the page: then it is booked all the same

    def _over(self, key: str, done: "asyncio.Task[Appointment]") -> None:
        self._running.pop(key, None)
        if not done.cancelled():
            done.exception()  # nobody may be left to hear of it

    async def _choose(self, link: BookingLink, owner: Person, start: datetime, guest: Guest, key: str) -> Appointment:
        if (known := await self.find(key)) is not None:
            if known.record.released_at is not None:
                raise TimeTaken
            return known
        if link.state is not LinkState.OPEN:
            raise LinkOver
        hosts = () if link.terms.any_host else await self._times.hosts(owner, link.terms)
        wanted = _wanted(link, owner, hosts, start, guest, key)
        if link.terms.any_host:
            wanted = replace(wanted, hosts=(), one_of=await self._choice.free_at(link, owner, self._clock(), start))
            if not wanted.one_of:
                raise TimeTaken
        record = await self._held(wanted)
        if record.id != wanted.id:  # another process is at it
            return await self._as_it_stands(record)
        try:
            host = await self._host(link, owner, record)
            proposal = await self._propose(record, link.terms, host, hosts, guest)
            await self._confirm(record, host, proposal)
        except (TimeTaken, CalendarError):
            await self._store.release(record.id, unless_bound=True)
            raise
        finally:
            settled = await self._settle(record)
        if settled.record.released_at is not None:
            raise TimeTaken
        return settled

    async def _host(self, link: BookingLink, owner: Person, record: AppointmentRecord) -> Person:
        """In whose calendar it is booked: one of the link's hosts, or the owner, who is asked once more."""
        if link.terms.any_host:
            [host_id] = await self._store.hosts_of(record.id)
            return await self._people.get(host_id)
        held = await self._holds.times_of_link(link.id)
        if not await self._times.is_open(owner, link.terms, self._clock(), record.start, held):
            raise TimeTaken
        return owner

    async def find(self, key: str) -> Appointment | None:
        """What was chosen under a key, as it stands now."""
        record = await self._store.with_key(key)
        if record is None:
            return None
        return await self._as_it_stands(record)

    async def calendar_file(self, chosen: Appointment, now: datetime) -> bytes:
        """The event for whoever chose it, as an iCalendar file. It has the UID that an invitation to it has.

        Raises `CalendarError`.
        """
        proposal = chosen.proposal
        if proposal is None or proposal.event_id is None:
            raise EventNotFound(_("There is no such event."))
        owner = await self._people.get(proposal.owner_id)
        calendar = await self._calendars.named(owner, proposal.calendar)
        event = await calendar.get(proposal.calendar_id, proposal.event_id)
        plain = replace(event.draft, attendees=(), organizer=None, reminders=None, transparent=False)
        return write_ics([replace(event, draft=plain)], name=plain.title, stamp=now, method="PUBLISH")

    async def _held(self, wanted: Wanted) -> AppointmentRecord:
        """The time, held for whoever chose it. What stands in its way is looked at once: it may be gone by now."""
        try:
            held = await self._store.hold(wanted)
            if not isinstance(held, AppointmentRecord):
                left = await self._held_times.still(held)
                if len(left) == len(held):
                    raise TimeTaken
                held = await self._store.hold(wanted)
        except LinkUsed:
            raise LinkOver from None
        if not isinstance(held, AppointmentRecord) or held.released_at is not None:
            raise TimeTaken
        return held

    async def _propose(
        self, record: AppointmentRecord, terms: Terms, owner: Person, hosts: Sequence[Invitee], guest: Guest
    ) -> Proposal:
        """The event as a proposal of its owner's. Raises `TimeTaken` where it was released meanwhile."""
        language = guest.language or terms.language or owner.language or ""
        with speaking(language):
            draft = _draft(record, terms, owner, hosts, guest)
            offer = Offer(draft, invite=True, language=language)
            proposal = await self._decisions.propose(owner, offer, key=f"appointment:{record.id}", channel=CHANNEL)
        if not await self._store.bind(record.id, proposal.id):
            await self._let_go(owner, proposal)
            raise TimeTaken
        return proposal

    async def _confirm(self, record: AppointmentRecord, owner: Person, proposal: Proposal) -> None:
        """Book it. What the owner permitted by the link is their click. Raises `TimeTaken`, `CalendarError`."""
        try:
            # Asked just before, and of hosts alone: whether it suits the guest's own calendar is the guest's affair.
            done = await self._decisions.confirm(owner, proposal.id, despite_conflicts=True)
        except DecisionError as error:
            raise TimeTaken from error
        if done.state is State.FAILED:
            log.warning("an appointment could not be booked", appointment=record.id)

    async def _settle(self, record: AppointmentRecord, *, late: bool = False) -> Appointment:
        """Hold or release the time by what its proposal has come to. `late`: nobody is at it any more."""
        now = await self._as_it_stands(record)
        proposal = now.proposal
        if now.record.released_at is not None or now.record.booked_at is not None:
            return now
        if proposal is None:
            if late:
                await self._store.release(record.id, unless_bound=True)
        elif proposal.state is State.BOOKED:
            await self._tell(now, proposal)
            await self._store.booked(record.id)
            self._holds.wake()
        elif proposal.state in OPEN:  # the calendar refused it, or something has come into its place
            if await self._let_go(await self._people.get(proposal.owner_id), proposal):
                await self._store.release(record.id)
        elif proposal.state is not State.BOOKING:
            await self._store.release(record.id)
        return await self._as_it_stands(record)

    async def _let_go(self, owner: Person, proposal: Proposal) -> bool:
        """Dismiss it; False where somebody has decided otherwise meanwhile."""
        try:
            await self._decisions.dismiss(owner, proposal.id)
        except AlreadyDecided:
            return False
        return True

    async def _as_it_stands(self, record: AppointmentRecord) -> Appointment:
        now = await self._store.get(record.id) or record
        proposal = None
        if now.proposal_id is not None:
            proposal = await self._decisions.proposals.find(now.proposal_id)
        return Appointment(now, Guest.from_json(now.guest), proposal)

    async def _tell(self, chosen: Appointment, proposal: Proposal) -> None:
        """Tell the owner, once, where they are told things; before it counts as booked, so that none is forgotten."""
        start, now = chosen.record.start, self._clock()
        who = f"{chosen.guest.name} <{chosen.guest.email}>"
        subject = Subject(proposal.id, start, who, title=proposal.offer.draft.title)
        reminder = NewReminder(
            reminder_id(proposal.owner_id, Kind.CHOSEN, chosen.record.id),
            proposal.owner_id,
            Kind.CHOSEN,
            subject.to_json(),
            now,
            now + _TOLD_FOR,
        )
        await self._reminders.plan([reminder])


def _wanted(
    link: BookingLink, owner: Person, hosts: Sequence[Invitee], start: datetime, guest: Guest, key: str
) -> Wanted:
    terms = link.terms
    return Wanted(
        new_id(),
        link.id,
        key,
        [owner.id, *(each.person.id for each in hosts if each.person is not None)],
        start,
        start + terms.length,
        guest.to_json(),
        terms.buffer,
        day_of(start, owner.zone),
        terms.per_day,
    )


def _draft(
    record: AppointmentRecord, terms: Terms, owner: Person, hosts: Sequence[Invitee], guest: Guest
) -> EventDraft:
    """The event: everybody who comes is invited to it, and it has what the guest wrote."""
    zone = ZoneInfo(owner.zone)
    names = " / ".join((guest.name, owner.name, *(each.name for each in hosts)))
    return EventDraft(
        f"{terms.title}: {guest.name}" if terms.title else names,
        record.start.astimezone(zone),
        record.end.astimezone(zone),
        owner.zone,
        location=terms.location or None,
        description=_written(terms, guest) or None,
        attendees=(Attendee(guest.name, guest.email), *(each.attendee for each in hosts)),
        meeting_link=terms.meeting_link,
    )


def _written(terms: Terms, guest: Guest) -> str:
    asked = zip(terms.questions, guest.answers, strict=False)
    answers = [f"{question.text}\n{answer}" for question, answer in asked if answer]
    return "\n\n".join((*([guest.note] if guest.note else []), *answers))
