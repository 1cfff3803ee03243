"""Plays a task on the running product: the calendar is filled, the thread is said, the model plays, the end is seen."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from tests.cases.tools.players import Script, last
from tests.cases.tools.tasks import Task
from threadline.app import Application
from threadline.calendar.event import Attendee, EventDraft
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel
from threadline.core.channels.port import InvitationAnswer
from threadline.core.domain.message import Attachment, Author, Message, Person
from threadline.core.domain.proposal import Proposal
from threadline.core.services import Services
from threadline.providers.port import ScriptedProvider, Text, ToolCall
from threadline.simulator.models.platform import FakeModels
from threadline.simulator.models.script import Calls, Round, Says, Thinks
from threadline.storage.turns import TurnRecord

ZONE = ZoneInfo("Europe/Vienna")
CARRIED = "example.org"
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


class CarryingChannel(MemoryChannel):
    """A platform in memory that takes answers to whoever organises an event at `CARRIED`."""

    def carries_answers_to(self, address: str) -> bool:
        """As `AnswerCarrier`."""
        return address.endswith(f"@{CARRIED}")

    async def carry_answer(self, answer: InvitationAnswer, guest: Person, *, key: str) -> bool:
        """As `AnswerCarrier`; nobody clicks in a task."""
        return True


class Stage(Protocol):
    """A model that plays scripts, a round after the other."""

    scripts: list[Script]
    requests: list[Any]


@dataclass(slots=True, repr=False)
class Theatre:
    """The running product."""

    services: Services
    model: Stage
    platform: MemoryChannel

    async def play(self, task: Task, play: Play, *, think: Thinks | None = None) -> End:
        """One task by one model, by a person of its own; a model of a dialect may `think` before its first call."""
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
        if think is not None and isinstance(self.model, DialectStage):
            self.model.think(think)
        record = await self._said(
            ana, task.text, number, now, shared=task.shared, material=task.material, files=task.files
        )
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
            draft = EventDraft(
                each.title, start, end, str(ZONE), attendees=people, rrule=each.rrule, description=each.note
            )
            if each.organizer is not None:
                domain = CARRIED if each.by_mail else "example.com"
                organizer = Attendee(each.organizer, f"{each.organizer.lower()}@{domain}")
                draft = replace(
                    draft, organizer=organizer, attendees=(Attendee(person.name, person.email), organizer, *people)
                )
            await calendar.create(info.id, draft, f"booked-{number}")

    async def _events(self, person: Person, now: datetime) -> Sequence[EventDraft]:
        found, unknown = await self.services.calendars.agenda.events(person, now, now + timedelta(days=40))
        assert not unknown
        return [each.draft for each in found]

    async def _said(
        self,
        author: Author,
        text: str,
        number: int,
        now: datetime,
        *,
        shared: bool,
        material: str | None = None,
        files: Sequence[str] = (),
    ) -> TurnRecord:
        key = f"event-{next(_numbers)}"
        attached = tuple(Attachment(f"file-{n}.txt", "text/plain", each) for n, each in enumerate(files))
        message = Message(
            "memory", key, f"thread-{number}", author, text, now, material=material, attachments=attached, shared=shared
        )
        receipt = await self.services.engine.receive(replace(message))
        async with asyncio.timeout(30):
            async for _ in self.services.engine.watch(receipt.message_id):
                pass
        record = await self.services.conversations.turns.get(receipt.message_id)
        assert record is not None
        return record


_VALUES = {"zone": "Europe/Vienna", "plugins": False, "tools": {"rounds": 8, "calls": 60}}


@dataclass(slots=True)
class DialectStage:
    """A model of one of the services' dialects, on a server of its own."""

    models: FakeModels
    requests: list[Any] = field(default_factory=list)

    @property
    def scripts(self) -> list[Script]:
        """What is left to be played; it is set in the form of all the others."""
        return []

    @scripts.setter
    def scripts(self, scripts: list[Script]) -> None:
        self.models.script[:] = [_round_of(each) for each in scripts]

    def think(self, thought: Thinks) -> None:
        """Think before the first call."""
        first = self.models.script[0]
        assert isinstance(first, Round)
        self.models.script[0] = Round(thought, *first.parts)


def _round_of(script: Script) -> Round:
    calls = [Calls(each.name, each.arguments) for each in script if isinstance(each, ToolCall)]
    words = "".join(each.text for each in script if isinstance(each, Text))
    return Round(*calls, *([Says(words)] if words else []))


@asynccontextmanager
async def opened_with(directory: Path, kind: str) -> AsyncIterator[Theatre]:
    """The product with a provider of that kind, which asks a faithful fake of its service."""
    async with FakeModels() as models:
        spec = {"name": "house", "kind": kind, "model": "m", "api_key": "k", "base_url": models.base_url(kind)}
        settings = Settings(_env_file=None, data_dir=directory, providers=[spec], **_VALUES)  # type: ignore[arg-type]
        platform = CarryingChannel()
        async with Application(settings, channels=[platform]) as app:
            yield Theatre(app.services, DialectStage(models), platform)
        assert models.refused == []


@asynccontextmanager
async def opened(directory: Path) -> AsyncIterator[Theatre]:
    """The product with a scripted model and a platform in memory."""
    values = {"data_dir": directory, **_VALUES}
    settings = Settings(_env_file=None, **values)  # type: ignore[arg-type]
    model, platform = ScriptedProvider(calls_tools=True), CarryingChannel()
    async with Application(settings, provider=model, channels=[platform]) as app:
        yield Theatre(app.services, model, platform)
