"""Decisions on a real database, with a calendar that fails when told to, a channel in memory and a clock by hand."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import URL

from tests.support.calendars import calendars_of
from tests.support.clock import Clock
from threadline.calendar.event import EventDraft
from threadline.calendar.extract import Intent
from threadline.calendar.memory import MemoryCalendar
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.attendee_conflicts import AttendeeConflicts
from threadline.core.calendars.participants import Participants
from threadline.core.calendars.todo_services import TodoServices
from threadline.core.channels.memory import MemoryChannel
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Offer, Proposal
from threadline.core.domain.reading import Reading
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.core.people.directory import People, person_of
from threadline.core.proposals.booking_jobs import BookingJobs
from threadline.core.proposals.decisions import Decisions
from threadline.core.proposals.repository import ProposalRepository
from threadline.core.proposals.todo_handover import TodoHandover
from threadline.core.runtime.durable import Durable
from threadline.storage.audit import AuditTrail
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore
from threadline.storage.preferences import PreferenceStore
from threadline.storage.proposals import ProposalStore
from threadline.storage.todos import TodoStore

ZONE = "Europe/Vienna"
START = datetime(2026, 3, 6, 14, tzinfo=UTC)
REVIEW = EventDraft("Design review", START, START + timedelta(hours=1), ZONE, location="Room 4")


class Hands(Durable):
    """Starts work at once, what is repaired once per occasion; while `held` only notes what is to be done."""

    def __init__(self) -> None:
        super().__init__(URL.create("sqlite"), executor_id="test")
        self.decisions: Decisions
        self.occasions: list[str] = []
        self.held = False
        self._tasks: list[asyncio.Task[None]] = []

    def book(self, proposal_id: str) -> None:
        self._start(f"book-{proposal_id}-{len(self.occasions)}", self.decisions.booking_jobs.book, proposal_id)

    def unbook(self, proposal_id: str) -> None:
        self._start(f"undo-{proposal_id}-{len(self.occasions)}", self.decisions.booking_jobs.unbook, proposal_id)

    async def start_booking(self, proposal_id: str, occasion: str) -> None:
        self._start(f"book-{proposal_id}-{occasion}", self.decisions.booking_jobs.book, proposal_id)

    async def start_undoing(self, proposal_id: str, occasion: str) -> None:
        self._start(f"undo-{proposal_id}-{occasion}", self.decisions.booking_jobs.unbook, proposal_id)

    def _start(self, key: str, work: Callable[[str], Coroutine[Any, Any, None]], proposal_id: str) -> None:
        known = key in self.occasions
        self.occasions.append(key)
        if not self.held and not known:
            self._tasks.append(asyncio.create_task(work(proposal_id)))

    async def done(self) -> None:
        await asyncio.gather(*self._tasks)


@dataclass
class Desk:
    """Where Ana decides on proposals."""

    database: Database
    ana: Person
    bo: Person
    clock: Clock = field(default_factory=Clock)
    calendar: MemoryCalendar = field(default_factory=MemoryCalendar)
    channel: MemoryChannel = field(default_factory=MemoryChannel)
    hands: Hands = field(default_factory=Hands)
    slept: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.calendars = calendars_of(self.calendar)
        self.preferences_of = CalendarPreferenceReader(PreferenceStore(self.database))
        self.todos = TodoStore(self.database, clock=self.clock)
        self.services = TodoServices(self.calendars, PreferenceStore(self.database))
        self.people = People(PersonStore(self.database), default_zone=ZONE)
        self.audit = AuditTrail(self.database, clock=self.clock)
        self.store = ProposalStore(self.database, clock=self.clock)
        self.decisions = self.replica(self.hands)

    def replica(self, hands: Hands) -> Decisions:
        """Decisions of another process on the same database."""

        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)
            await asyncio.sleep(0)

        proposals = ProposalRepository(self.store, {"memory": self.channel})
        booking_jobs = BookingJobs(
            self.store,
            proposals,
            calendars=self.calendars,
            people=self.people,
            durable=hands,
            undo=timedelta(hours=24),
            todo_handover=TodoHandover(self.todos, self.services, clock=self.clock, sleep=sleep),
            channels={"memory": self.channel},
            clock=self.clock,
            sleep=sleep,
        )
        agenda = Agenda(self.calendars, self.preferences_of)
        participants = Participants(
            people=self.people, calendars=self.calendars, agenda=agenda, preferences_of=self.preferences_of
        )
        hands.decisions = Decisions(
            self.store,
            proposals,
            booking_jobs,
            agenda=agenda,
            attendee_conflicts=AttendeeConflicts(participants),
            calendars=self.calendars,
            preferences_of=self.preferences_of,
            audit=self.audit,
            lifetime=timedelta(days=14),
            clock=self.clock,
        )
        return hands.decisions

    async def propose(self, draft: EventDraft = REVIEW, *, key: str = "m1") -> Proposal:
        offer = await self.decisions.offer(self.ana, Reading(Intent.CREATE, draft=draft))
        assert offer is not None
        return await self.decisions.propose(self.ana, offer, key=key, channel="memory", message_id=key)

    async def booked(self) -> Proposal:
        """A proposal that was confirmed."""
        return await self.decisions.confirm(self.ana, (await self.propose()).id)

    async def events(self) -> list[str]:
        """The titles of what is in the calendar."""
        found = await self.calendar.events("default", START - timedelta(days=30), START + timedelta(days=30))
        return [event.draft.title for event in found]

    async def deeds(self) -> list[str]:
        """What Ana did, by the audit trail, in order."""
        return [record.action for record in reversed(await self.audit.of_person(self.ana.id, limit=100))]

    @property
    def card(self) -> Proposal:
        """The card as it looks now."""
        [card] = self.channel.cards.values()
        return card


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[Desk]:
    """The desk of Ana, who knows Bo; afterwards all work that it began is done."""
    persons = PersonStore(database)
    ana, bo = [
        person_of(await persons.ensure(email=f"{name}@example.com", name=name.title(), zone=ZONE))
        for name in ("ana", "bo")
    ]
    desk = Desk(database, ana, bo)
    yield desk
    await desk.hands.done()


def offer_of(draft: EventDraft) -> Offer:
    """An offer without evidence."""
    return Offer(draft)
