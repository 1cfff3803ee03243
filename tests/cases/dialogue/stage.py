"""The running product on which a thread is played: without a model, at the time the thread says, from word to answer.

Chats and groups come in by a channel in memory, mails by the real mail channel, its reader and its check of the sender.
"""

import asyncio
import atexit
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cryptography.fernet import Fernet
from sqlalchemy import select

from tests.cases.dialogue.seen import Seen
from tests.cases.dialogue.threads import Standing, Step, Thread
from tests.support.connectors import SampleBackend, SampleForm
from tests.support.mails import BOT, MAILBOX, Zone, passed, reading_mail
from threadline.app import Application
from threadline.bots.email.incoming.supervisor import Mailboxes
from threadline.bots.email.incoming.worker import Effort
from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.port import CalendarError, CalendarUnavailable
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel
from threadline.core.channels.port import InvitationAnswer
from threadline.core.domain.message import Author, Message, NamedPerson, Person
from threadline.core.domain.proposal import OPEN, DecisionError, State
from threadline.core.services import Services
from threadline.storage.mail import ArrivedMail, MailFolder, MailStore
from threadline.storage.tables.core import MessageRow

CARRIED = "partner.example"
_PATIENCE = 30.0
_EVER = timedelta(days=900)
_numbers = count(1)


class StageChannel(MemoryChannel):
    """A chat, beside which answers to organisers at `CARRIED` are mailed."""

    def carries_answers_to(self, address: str) -> bool:
        """As `AnswerCarrier`."""
        return address.endswith(f"@{CARRIED}")

    async def carry_answer(self, answer: InvitationAnswer, guest: Person, *, key: str) -> bool:
        """As `AnswerCarrier`; what is said in it is tested where it is written."""
        return True


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """The product's clock shows this moment, and goes on from it."""
    begun = time.monotonic()

    class Then(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return (moment + timedelta(seconds=time.monotonic() - begun)).astimezone(tz)

    with patch("threadline.storage.persons.datetime", Then):
        yield


@dataclass
class Stage:
    """One thread's product. `moment` is when the next thing is said: a minute after the last. `said` is the
    thread so far, `heard` what of it the assistant was not told yet."""

    thread: Thread
    directory: Path
    services: Services
    ana: Person
    people: dict[str, Person]
    mail: "Letters | None"
    moment: datetime
    said: list[tuple[str, str]] = field(default_factory=list)
    heard: list[tuple[str, str]] = field(default_factory=list)

    @property
    def owner(self) -> Person:
        """Who speaks to the assistant."""
        return self.ana

    async def play(self, step: Step, before: Seen) -> Seen:
        """Say or do what a step says; answers with what is seen then."""
        answer = ""
        if step.do:
            await self._do(step.do, before)
        elif not step.to_the_assistant:
            self.said.append((step.by, step.say))
            self.heard.append((step.by, step.say))
        else:
            answer = await self._say(step)
            self.said.append((step.by, step.say))
            self.heard.clear()
        self.moment += timedelta(minutes=1)
        return await self.look(answer)

    async def look(self, answer: str = "") -> Seen:
        """What is seen now."""
        found = await self.services.proposals.repository.of_person(self.ana.id, states=list(State), limit=50)
        start = self.thread.said_at - timedelta(days=60)
        try:
            calendar, calendar_id = await self._calendar()
            events = await calendar.events(calendar_id, start, start + _EVER)
        except CalendarError:  # what the thread is about
            events = ()
        return Seen(answer, sorted(found, key=lambda each: (each.created_at, each.id)), tuple(events))

    async def _calendar(self) -> Any:
        return await self.services.calendars.registry.primary(self.ana)

    async def _do(self, what: str, before: Seen) -> None:
        decisions = self.services.proposals.decisions
        card = next((each for each in reversed(before.proposals) if what == "undo" or each.state in OPEN), None)
        if card is None:
            return
        try:
            if what == "confirm":
                await decisions.confirm(self.ana, card.id, version=card.version)
            elif what == "dismiss":
                await decisions.dismiss(self.ana, card.id, version=card.version)
            else:
                await decisions.undo(self.ana, card.id)
        except DecisionError:
            return  # what is seen then says it

    async def _say(self, step: Step) -> str:
        if self.mail is not None:
            message_id = await self.mail.write(step.say, self.moment)
        else:
            message_id = (await self.services.engine.receive(self._message(step))).message_id
        async with asyncio.timeout(_PATIENCE):
            async for _ in self.services.engine.watch(message_id):
                pass
        record = await self.services.conversations.turns.get(message_id)
        assert record is not None
        if self.mail is not None:
            self.mail.answered(message_id, record.reply)
        return record.reply

    def _message(self, step: Step) -> Message:
        person = self.people.get(step.by, self.ana)
        group = self.thread.channel == "group"
        return Message(
            "memory",
            f"event-{next(_numbers)}",
            self.thread.id,
            Author(person.id, name=person.name, email=person.email, zone=person.zone, person_id=person.id),
            step.say,
            self.moment,
            shared=group,
            people=tuple(NamedPerson(each.name, each.email, each.zone) for each in self._present(step)),
            before=tuple(f"{who}: {words}" for who, words in self.heard) if group else (),
        )

    def _present(self, step: Step) -> Iterator[Person]:
        """Those who spoke in the thread, without whoever speaks now."""
        names = dict.fromkeys(who for who, _ in self.said)
        return (self.people[name] for name in names if name in self.people and name != step.by)


class Letters:
    """A mailbox into which Ana writes, answering in one thread."""

    def __init__(self, services: Services, mailboxes: Mailboxes) -> None:
        self._services = services
        self._mailboxes = mailboxes
        self._store = MailStore(services.storage.database)
        self._last = ""
        self._thread: list[str] = []
        self._quoted = ""

    def take_up(self, before: "Letters") -> None:
        """Go on in the thread of a process that has ended."""
        self._last, self._thread, self._quoted = before._last, before._thread, before._quoted

    async def write(self, text: str, moment: datetime) -> str:
        """Send a mail, and wait until it is dealt with; answers with the id of its message."""
        uid = next(_numbers)
        arrived = ArrivedMail(uid, self._raw(text, moment, uid), 1_000, moment.astimezone(UTC), True)
        await self._store.keep(MailFolder(BOT, "INBOX", 1), [arrived])
        self._mailboxes.receiver.news()
        async with asyncio.timeout(_PATIENCE):
            while (record := await self._record(uid)).state == "waiting":
                await asyncio.sleep(0.01)
        assert record.verdict == "accepted", record
        async with self._services.storage.database.read() as connection:
            newest = select(MessageRow.id).where(MessageRow.channel == "email").order_by(MessageRow.sequence.desc())
            return str(await connection.scalar(newest.limit(1)))

    def answered(self, message_id: str, reply: str) -> None:
        """The assistant has answered: the next mail answers that one, and quotes it as mail programs do."""
        self._last = f"<reply-{message_id}@example.com>"
        self._thread.append(self._last)
        lines = "\n".join(f"> {line}" for line in reply.splitlines())
        self._quoted = f"\n\nOn Sun, 29 Nov 2026 at 14:46, Threadline <{BOT}> wrote:\n{lines}\n"

    async def _record(self, uid: int) -> Any:
        return next(one for one in await self._store.latest(limit=200) if one.uid == uid)

    def _raw(self, text: str, moment: datetime, uid: int) -> bytes:
        own = f"<m{uid}@mail.example.com>"
        lines = {
            "Authentication-Results": passed(),
            "From": "Ana <ana@example.com>",
            "To": BOT,
            "Subject": "Re: Threadline" if self._thread else "",
            "Message-ID": own,
            "Date": format_datetime(moment),
            "In-Reply-To": self._last,
            "References": " ".join(self._thread),
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Transfer-Encoding": "8bit",
        }
        self._thread.append(own)
        head = "\n".join(f"{name}: {value}" for name, value in lines.items() if value)
        return f"{head}\n\n{text}{self._quoted}\n".replace("\n", "\r\n").encode()


_empty_houses: list[Path] = []


async def empty_house() -> Path:
    """A data directory of this process in which the product was started once: its tables need not be made anew."""
    if not _empty_houses:
        directory = Path(tempfile.mkdtemp(prefix="threadline-house-"))
        atexit.register(shutil.rmtree, directory, ignore_errors=True)
        async with Application(Settings(_env_file=None, data_dir=directory, plugins=False), channels=[MemoryChannel()]):
            pass
        _empty_houses.append(directory)
    return _empty_houses[0]


@asynccontextmanager
async def staged(thread: Thread, directory: Path, *, new: bool = True) -> AsyncIterator[Stage]:
    """The product for one thread; `new`: with what stands before it."""
    settings = Settings(
        _env_file=None,
        data_dir=directory,
        zone=thread.zone,
        plugins=False,
        secret_keys=(Fernet.generate_key().decode(),),
        **(MAILBOX if thread.channel == "email" else {}),
    )
    async with Application(settings, channels=[StageChannel()]) as application:
        services = application.services
        ana = await services.people.directory.ensure("ana@example.com", name="Ana", zone=thread.zone)
        async with _mail(services, thread) as mail:
            people = await _people(services, thread) | {"Ana": ana}
            stage = Stage(thread, directory, services, ana, people, mail, thread.said_at)
            if new:
                await _set_up(stage)
            yield stage


@asynccontextmanager
async def _mail(services: Services, thread: Thread) -> AsyncIterator[Letters | None]:
    if thread.channel != "email":
        yield None
        return
    async with reading_mail(services, Zone(), Effort(look=0.2)) as (_channel, mailboxes):
        yield Letters(services, mailboxes)


async def _people(services: Services, thread: Thread) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for email, human in thread.people.items():
        zone = human.zone or thread.zone
        person = await services.people.directory.ensure(email, name=human.name, zone=zone)
        if human.works:
            await services.people.preferences.put(person.id, "working_hours", value=human.works)
        calendar, calendar_id = await services.calendars.registry.primary(person)
        for each in human.busy:
            key = f"busy-{each.start.isoformat()}"
            await calendar.create(calendar_id, EventDraft("Busy", each.start, each.end, zone), key)
        found[human.name] = person
    return found


async def _set_up(stage: Stage) -> None:
    calendar, calendar_id = await stage._calendar()
    for number, each in enumerate(stage.thread.calendar):
        await calendar.create(calendar_id, _draft(each, stage.thread.zone), f"standing-{number}")
    backend = SampleBackend("sample", SampleForm())
    match stage.thread.setup:
        case "the only connected calendar cannot be read":
            opened = await _connected(stage, backend)
            opened.unknown.update({"main", "shared"})
            opened.breaks = CalendarUnavailable("The calendar does not answer.")
        case "access to the connected calendar was withdrawn":
            await _connected(stage, backend)
            vault = stage.services.calendars.registry.vault(stage.ana.id, "sample")
            await stage.services.storage.secrets.delete(stage.ana.id, "calendar:sample")
            await vault.revoked("Sample Calendar has to be connected again.")


async def _connected(stage: Stage, backend: SampleBackend) -> Any:
    """Ana's calendar of a back end that she has connected."""
    registry = stage.services.calendars.registry
    registry._backends = {**registry.backends, backend.name: backend}
    registry._connectable = True
    values = {"url": "https://calendar.example.com/", "password": "right"}
    await stage.services.calendars.connections.connect(stage.ana, backend.name, values)
    await stage.services.calendars.registry.named(stage.ana, backend.name)
    return backend.opened[stage.ana.id]


def _draft(each: Standing, zone: str) -> EventDraft:
    rule = ";".join(f"{name}={value}" for name, value in (each.rrule or {}).items())
    if rule and each.rrule_until is not None:
        rule += f";UNTIL={each.rrule_until:%Y%m%d}T235959Z"
    elif rule and each.occurrences is not None:
        rule += f";COUNT={each.occurrences}"
    known = {field.name for field in fields(EventDraft)}
    more: dict[str, Any] = {}
    if each.organizer and "organizer" in known:
        more["organizer"] = Attendee("", each.organizer)
    return EventDraft(
        each.title,
        each.start,
        each.end,
        zone,
        all_day=each.all_day,
        location=each.location,
        description=each.description,
        attendees=tuple(Attendee("", address) if "@" in address else Attendee(address) for address in each.attendees),
        rrule=rule or None,
        **more,
    )


async def play(thread: Thread, directory: Path) -> AsyncIterator[tuple[Step, Seen, Seen]]:
    """Play a thread; after each of its steps what was seen before it and after it."""
    steps: Sequence[Step] = thread.turns
    with clock_at(thread.said_at):
        new, seen, moment, said = True, Seen("", ()), thread.said_at, list[tuple[str, str]]()
        letters: Letters | None = None
        while steps:
            async with staged(thread, directory, new=new) as stage:
                stage.moment, stage.said = moment, said
                if stage.mail is not None and letters is not None:
                    stage.mail.take_up(letters)
                while steps and steps[0].do != "restart":
                    before, seen = seen, await stage.play(steps[0], seen)
                    yield steps[0], before, seen
                    steps = steps[1:]
                steps, new, moment, said, letters = steps[1:], False, stage.moment, stage.said, stage.mail
