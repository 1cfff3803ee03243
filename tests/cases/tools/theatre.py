"""Plays a task on the running product: the calendar is filled, the thread is said, the model plays, the end is seen."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.cases.tools.players import Script, last
from tests.cases.tools.tasks import Task
from threadline.app import Application
from threadline.calendar.event import Attendee, EventDraft
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel
from threadline.core.domain.message import Author, Message, Person
from threadline.core.domain.proposal import Proposal
from threadline.core.services import Services
from threadline.providers.port import ScriptedProvider
from threadline.storage.turns import TurnRecord

ZONE = ZoneInfo("Europe/Vienna")
_numbers = count(1)
Play = Callable[[Task, date], list[Script]]


@dataclass(frozen=True, slots=True)
class End:
    """How a task ended: the cards, the answer, and the calendar before and after."""

    today: date
    record: TurnRecord
    cards: Sequence[Proposal]
    before: Sequence[EventDraft]
    after: Sequence[EventDraft]
    spoken: str
    asked: int


@dataclass(slots=True, repr=False)
class Theatre:
    """The running product."""

    services: Services
    model: ScriptedProvider
    platform: MemoryChannel

    async def play(self, task: Task, play: Play) -> End:
        """One task by one model, by a person of its own."""
        number = next(_numbers)
        ana = Author(f"ana-{number}", "Ana", f"ana{number}@example.com", "Europe/Vienna")
        person = await self._person(ana)
        now = datetime.now(ZONE)
        if now.time() > time(23, 50):  # a task takes no longer than that, and "tomorrow" stays the same
            now = now.replace(hour=23, minute=49)
        await self._book(person, task, now.date())
        for who, said in task.thread:
            self.model.scripts = [last("Noted.")]
            author = Author(f"{who}-{number}", who.capitalize(), f"{who}{number}@example.com", "Europe/Vienna")
            await self._said(author, said, number, now, shared=True)
        before = await self._events(person, now)
        self.platform.cards.clear()
        self.model.requests.clear()
        self.model.scripts = play(task, now.date())
        record = await self._said(ana, task.text, number, now, shared=task.shared, material=task.material)
        after = await self._events(person, now)
        said = "\n".join((task.text, *(f"{who}: {said}" for who, said in task.thread)))
        return End(
            now.date(), record, list(self.platform.cards.values()), before, after, said, len(self.model.requests)
        )

    async def _person(self, author: Author) -> Person:
        directory = self.services.people.directory
        return await directory.get(await directory.recognise("memory", author))

    async def _book(self, person: Person, task: Task, today: date) -> None:
        [calendar] = await self.services.calendars.registry.of(person)
        [info, *_] = await calendar.calendars()
        for number, each in enumerate(task.booked):
            start = datetime.combine(today + timedelta(days=each.day), time(each.hour), ZONE)
            end = start + timedelta(minutes=each.minutes)
            people = tuple(Attendee(name) for name in each.people)
            draft = EventDraft(each.title, start, end, str(ZONE), attendees=people, rrule=each.rrule)
            await calendar.create(info.id, draft, f"booked-{number}")

    async def _events(self, person: Person, now: datetime) -> Sequence[EventDraft]:
        found, unknown = await self.services.calendars.agenda.events(person, now, now + timedelta(days=40))
        assert not unknown
        return [each.draft for each in found]

    async def _said(
        self, author: Author, text: str, number: int, now: datetime, *, shared: bool, material: str | None = None
    ) -> TurnRecord:
        key = f"event-{next(_numbers)}"
        message = Message("memory", key, f"thread-{number}", author, text, now, material=material, shared=shared)
        receipt = await self.services.engine.receive(replace(message))
        async with asyncio.timeout(30):
            async for _ in self.services.engine.watch(receipt.message_id):
                pass
        record = await self.services.conversations.turns.get(receipt.message_id)
        assert record is not None
        return record


@asynccontextmanager
async def opened(directory: Path) -> AsyncIterator[Theatre]:
    """The product with a scripted model and a platform in memory."""
    values = {"data_dir": directory, "zone": "Europe/Vienna", "plugins": False, "tools": {"rounds": 8, "calls": 60}}
    settings = Settings(_env_file=None, **values)  # type: ignore[arg-type]
    model, platform = ScriptedProvider(calls_tools=True), MemoryChannel()
    async with Application(settings, provider=model, channels=[platform]) as app:
        yield Theatre(app.services, model, platform)
