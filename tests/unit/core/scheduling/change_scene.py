"""A thread in which Ana changes events by words, and a channel that reaches guests."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.unit.core.proposals.desk import REVIEW, ZONE, Desk, opened
from threadline.calendar.event import Attendee, Event, EventDraft
from threadline.calendar.extract import Intent
from threadline.calendar.port import CalendarUnavailable
from threadline.core.calendars.participants import Participants
from threadline.core.channels.port import Method
from threadline.core.domain.message import Author, Message, Person, Turn
from threadline.core.domain.proposal import Proposal
from threadline.core.people.directory import People
from threadline.core.scheduling.change_by_words import ChangeRequests, Outcome
from threadline.core.scheduling.event_resolution import EventResolver
from threadline.storage.conversations import ConversationStore
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore

VIENNA = ZoneInfo(ZONE)
BO = Attendee("Bo", "bo@example.com")
STANDUP = EventDraft(
    "Standup",
    datetime(2026, 3, 6, 9, tzinfo=VIENNA),
    datetime(2026, 3, 6, 9, 15, tzinfo=VIENNA),
    ZONE,
    rrule="FREQ=WEEKLY;BYDAY=FR",
)
DOWN = CalendarUnavailable("The calendar cannot be reached")


@dataclass
class Post:
    """A channel that reaches people by their address."""

    name: str = "post"
    sent: list[tuple[str, Method, int, tuple[str, ...]]] = field(default_factory=list)
    broken: bool = False
    invites: bool = True

    async def invite(self, event: Event, organiser: Person, method: Method) -> None:
        if self.broken:
            raise RuntimeError("a fault of its own")
        people = tuple(str(who.email) for who in event.draft.attendees if who.email)
        self.sent.append((event.id, method, event.sequence, people))


class Talk:
    """A thread in which Ana writes, one message after the other."""

    def __init__(self, desk: Desk, conversation: str) -> None:
        self.desk = desk
        self.conversation = conversation
        people = People(PersonStore(desk.database), default_zone=ZONE)
        agenda = desk.decisions._agenda
        participants = Participants(
            people=people, calendars=desk.calendars, agenda=agenda, preferences_of=desk.preferences_of
        )
        self.change_requests = ChangeRequests(
            event_resolver=EventResolver(desk.decisions.proposals, desk.calendars, agenda),
            decisions=desk.decisions,
            participants=participants,
            clock=desk.clock,
        )
        self.post = Post()
        self.channels: dict[str, Any] = {"post": self.post}
        desk.decisions.booking_jobs.invitations._channels = self.channels
        self._numbers = count(1)

    def turn(self, text: str, *, who: Person | None = None, shared: bool = False) -> Turn:
        number = next(self._numbers)
        person = who or self.desk.ana
        message = Message(
            "memory", f"e{number}", "thread", Author("u"), text, self.desk.clock(), zone=ZONE, shared=shared
        )
        return Turn(f"say-{number}", self.conversation, number, message, person, 1)

    async def say(
        self, text: str, *, intent: Intent = Intent.UPDATE, who: Person | None = None, shared: bool = False
    ) -> Outcome | None:
        self.desk.clock.advance(seconds=1)
        return await self.change_requests.answer(self.turn(text, who=who, shared=shared), intent)

    async def told(self, text: str, **how: object) -> str:
        outcome = await self.say(text, **how)  # type: ignore[arg-type]
        assert outcome is not None
        return " ".join(outcome.facts)

    async def propose(self, draft: EventDraft = REVIEW, *, who: Person | None = None) -> Proposal:
        """An event that was proposed in the thread."""
        from threadline.core.domain.reading import Reading

        self.desk.clock.advance(seconds=1)
        person = who or self.desk.ana
        offer = await self.desk.decisions.offer(person, Reading(Intent.CREATE, draft=draft))
        assert offer is not None
        return await self.desk.decisions.propose(
            person, offer, key=f"p{next(self._numbers)}", channel="memory", conversation_id=self.conversation
        )

    async def booked(self, draft: EventDraft = REVIEW) -> Proposal:
        return await self.desk.decisions.confirm(self.desk.ana, (await self.propose(draft)).id, despite_conflicts=True)

    async def offered(self, text: str, **how: object) -> Proposal:
        """What comes of words about a booked event, stored as the engine does."""
        outcome = await self.say(text, **how)  # type: ignore[arg-type]
        assert outcome is not None, text
        assert outcome.offer is not None, outcome.facts
        return await self.desk.decisions.propose(
            self.desk.ana,
            outcome.offer,
            key=f"p{next(self._numbers)}",
            channel="memory",
            conversation_id=self.conversation,
        )

    async def confirm(self, proposal: Proposal, **how: bool) -> Proposal:
        return await self.desk.decisions.confirm(self.desk.ana, proposal.id, **how)

    async def event(self, proposal: Proposal) -> Event:
        return await self.desk.calendar.get("default", proposal.event_id or "")


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    async with opened(database) as desk:
        yield desk


@pytest.fixture
async def talk(desk: Desk) -> Talk:
    conversations = ConversationStore(desk.database)
    record = await conversations.create(channel="memory", person_id=desk.ana.id, title="Talk")
    return Talk(desk, record.id)


def vienna(moment: datetime) -> str:
    return f"{moment.astimezone(VIENNA):%a %H:%M}"
