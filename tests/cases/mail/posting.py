"""The running product that is sent one of the collected mails, and what is seen of it afterwards."""

import asyncio
import json
import re
from base64 import b64decode, encodebytes
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tests.cases.dialogue.stage import clock_at
from tests.support.mails import MAILBOX, Zone, reading_mail, written
from threadline.app import Application
from threadline.bots.email.channel import EmailChannel
from threadline.bots.email.incoming.supervisor import Mailboxes
from threadline.bots.email.incoming.worker import Effort
from threadline.calendar.event import Event
from threadline.calendar.ics import uid
from threadline.config import Settings
from threadline.core.domain.message import Person, TurnState
from threadline.core.domain.proposal import OPEN, Proposal, State
from threadline.core.services import Services
from threadline.storage.mail import ArrivedMail, MailFolder, MailStore
from threadline.storage.outbox import OutboxRecord, OutboxStore
from threadline.storage.tables.core import TurnRow
from threadline.storage.tables.outbox import OutboxRow

PATIENCE = 120
"""Seconds; a busy machine takes its time."""
ASSISTANT = "assistant@example.com"
_uids = count(1)
_BASE64 = re.compile(rb"(?:^[A-Za-z0-9+/]{60,76}\r?\n)+(?:^[A-Za-z0-9+/]*={0,2}\r?\n)?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    """A mail, what came before it, and what must come of it."""

    id: str
    kind: str
    folder: Path
    file: str
    owner: str
    zone: str
    received_at: datetime
    expect: Mapping[str, Any]
    before: Sequence[str] = ()
    placeholders: Mapping[str, str] = field(default_factory=dict)
    calendar: Sequence[Mapping[str, Any]] = ()


def cases_of(folder: Path) -> Iterator[Case]:
    """The cases of a folder, in the order of its `expect.jsonl`; none where there is no such file."""
    expected = folder / "expect.jsonl"
    known = set(Case.__dataclass_fields__)
    for line in expected.read_text(encoding="utf-8").splitlines() if expected.exists() else ():
        row = json.loads(line)
        values = {name: value for name, value in row.items() if name in known}
        values |= {"folder": folder, "received_at": datetime.fromisoformat(row["received_at"])}
        yield Case(**values)


@dataclass(frozen=True, slots=True)
class Posted:
    """What there is after a mail: the owner's cards, the oldest first, and what goes out by mail."""

    proposals: Sequence[Proposal]
    sent: Sequence[OutboxRecord]

    @property
    def open(self) -> Sequence[Proposal]:
        """The cards that wait for a decision."""
        return [each for each in self.proposals if each.state in OPEN]


@dataclass(slots=True)
class Post:
    """The product with one mailbox, at the time at which the mail comes."""

    services: Services
    mailboxes: Mailboxes
    owner: Person
    case: Case

    async def deliver(self, file: str) -> None:
        """One mail of the case's folder comes in; returns when it has been dealt with."""
        await self.take(filled_in((self.case.folder / file).read_bytes(), await self._values()))

    async def take(self, raw: bytes) -> None:
        """A mail comes in; returns when it has been dealt with."""
        store, uid = MailStore(self.services.storage.database), next(_uids)
        arrived = ArrivedMail(uid, raw, len(raw), self.case.received_at, True)
        await store.keep(MailFolder(ASSISTANT, "INBOX", 1), [arrived])
        self.mailboxes.receiver.news()
        async with asyncio.timeout(PATIENCE):
            while any(one.uid == uid and one.state == "waiting" for one in await store.latest(limit=50)):
                await asyncio.sleep(0.01)
            await self._settled()

    async def seen(self) -> Posted:
        """What there is now."""
        found = await self.services.engine.decisions.proposals.of_person(self.owner.id, states=list(State), limit=50)
        async with self.services.storage.database.read() as connection:
            keys = (await connection.scalars(select(OutboxRow.key).order_by(OutboxRow.number))).all()
        records = [await OutboxStore(self.services.storage.database).get(key) for key in keys]
        ordered = sorted(found, key=lambda each: (each.created_at, each.id))
        return Posted(ordered, [each for each in records if each is not None])

    async def agree(self) -> None:
        """The owner says yes to every open card."""
        for card in (await self.seen()).open:
            await self.services.engine.decisions.confirm(self.owner, card.id, version=card.version)
        await self.done()

    async def done(self) -> None:
        """Until nothing is being booked any more."""
        async with asyncio.timeout(PATIENCE):
            while any(each.state is State.BOOKING for each in (await self.seen()).proposals):
                await asyncio.sleep(0.02)

    async def composed(self, record: OutboxRecord) -> bytes:
        """A mail as it goes over the wire."""
        channel = self.services.channels["email"]
        assert isinstance(channel, EmailChannel)
        return await channel._delivery._composer.compose(record)

    async def stand(self) -> None:
        """Book what stands in the calendar before: by the product, so that the guests were invited by it."""
        for each in self.case.calendar:
            await self._book(each)

    async def _book(self, each: Mapping[str, Any]) -> None:
        begin, end = (
            datetime.fromisoformat(each[name]).astimezone(ZoneInfo(self.case.zone)) for name in ("start", "end")
        )
        guests = " and ".join(each.get("attendees", ()))
        said = f"Book “{each['title']}” with {guests} on {begin:%-d %B %Y} from {begin:%H:%M} to {end:%H:%M}."
        await self.take(written(said, To=ASSISTANT, Date=format_datetime(begin - timedelta(days=7)), Subject="Booking"))
        await self.agree()

    async def _values(self) -> Mapping[str, str]:
        if not self.case.placeholders:
            return {}
        invitation = next(each for each in reversed((await self.seen()).sent) if each.key.startswith("invite-"))
        return {"@@UID@@": await self._uid(), "@@INVITATION@@": invitation.message_ref.strip("<>")}

    async def _uid(self) -> str:
        [event] = await self.events()
        return uid(event)

    async def events(self) -> Sequence[Event]:
        """What stands in the owner's calendar, for half a year around."""
        calendar, calendar_id = await self.services.calendars.registry.primary(self.owner)
        around = timedelta(days=180)
        return await calendar.events(calendar_id, self.case.received_at - around, self.case.received_at + around)

    async def _settled(self) -> None:
        """Until every message has been answered."""
        waiting = select(TurnRow.message_id).where(TurnRow.state.in_((TurnState.QUEUED, TurnState.ANSWERING)))
        while True:
            async with self.services.storage.database.read() as connection:
                if not (await connection.scalars(waiting)).all():
                    return
            await asyncio.sleep(0.02)


def filled_in(raw: bytes, values: Mapping[str, str]) -> bytes:
    """A mail with its placeholders filled in, in its encoded parts as well."""

    def replaced(text: bytes) -> bytes:
        for placeholder, value in values.items():
            text = text.replace(placeholder.encode(), value.encode())
        return text

    def encoded(block: re.Match[bytes]) -> bytes:
        text = b64decode(block[0])
        return encodebytes(replaced(text)) if replaced(text) != text else block[0]

    return _BASE64.sub(encoded, replaced(raw)) if values else raw


@asynccontextmanager
async def opened(case: Case, directory: Path) -> AsyncIterator[Post]:
    """The product for one case."""
    values: dict[str, Any] = {**MAILBOX, "mail_address": ASSISTANT, "zone": case.zone, "plugins": False}
    settings = Settings(_env_file=None, data_dir=directory, **values)
    with clock_at(case.received_at):
        async with Application(settings, channels=[]) as application:
            services = application.services
            owner = await services.people.directory.ensure(case.owner, name="Ana Gruber", zone=case.zone)
            async with reading_mail(services, Zone(), Effort(look=0.2)) as (_channel, mailboxes):
                yield Post(services, mailboxes, owner, case)
