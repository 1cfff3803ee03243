"""The whole service with an e-mail channel that sends to a sink on loopback."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from icalendar import Calendar as CalendarObject
from sqlalchemy import delete, select

from tests.channels.email.outgoing.sink import Delivered, Sink, sinking
from tests.support.acting import until
from threadline.app import Application
from threadline.bots.email.channel import EmailChannel
from threadline.bots.email.incoming.rsvp_decisions import ReplyDesk
from threadline.bots.email.mail.parsed_mail import Address, CalendarPart, ParsedMail
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.bots.email.outbox.outbox import Outbox
from threadline.bots.email.outbox.smtp import Security, SmtpAccount
from threadline.bots.email.wiring import channel_of, desk_of, outbox_of
from threadline.calendar.event import Event, EventDraft
from threadline.config import Settings
from threadline.core.domain.message import Author, Message, Person, Source, Turn, Wishes
from threadline.core.domain.proposal import Proposal
from threadline.core.services import Services
from threadline.providers.port import ScriptedProvider
from threadline.storage.tables.core import MessageRow
from threadline.storage.tables.outbox import OutboxRow

BOT = "bot@example.com"
ANA = "ana@example.com"
EVENT = "Design review with bo@example.com on 5 March 2030, 3-4:30pm in Room 4"


@dataclass
class House:
    """A running service, its sink and Ana."""

    services: Services
    channel: EmailChannel
    outbox: Outbox
    desk: ReplyDesk
    sink: Sink
    provider: ScriptedProvider
    ana: Person

    @property
    def address(self) -> str:
        """Ana's registered address."""
        return self.ana.email or ""

    async def rest(self) -> None:
        """Another Ana, whom nobody has written to; nothing fails any more."""
        async with self.services.storage.database.write() as connection:
            await connection.execute(delete(OutboxRow))
        self.sink.forget()
        self.provider.scripts.clear()
        name = f"ana{uuid4().hex[:8]}"
        self.ana = await self.services.people.directory.ensure(f"{name}@example.com", name="Ana", zone="Europe/Vienna")

    async def write(
        self, text: str, *, number: int = 1, thread: str = "t", subject: str = "Design", **more: Any
    ) -> str:
        """Ana sends a mail; answers with the id of the message."""
        thread = f"{self.address}/{thread}"
        place = MailPlace(
            "box", self.address, subject, f"m{number}@mail.example.com", ("root@mail.example.com",), "Ana"
        )
        message = Message(
            "email",
            f"{thread}/{number}",
            thread,
            Author(self.address, "Ana", email=self.address, person_id=self.ana.id),
            text,
            datetime.now(UTC),
            wishes=Wishes(source=Source.EMAIL),
            address=replace(place, **more).to_json(),
            words_decide=True,
        )
        return (await self.services.engine.receive(message)).message_id

    async def mails(self, count: int, to: str = "") -> list[Delivered]:
        """The mails to somebody (Ana), when there are so many."""
        await until(lambda: len(self.sink.of(to or self.address)) >= count)
        return self.sink.of(to or self.address)

    async def proposed(self, **more: Any) -> tuple[Delivered, Proposal]:
        """Ana's event: the mail she gets, and its proposal."""
        before = len(self.sink.of(self.address))
        message_id = await self.write(EVENT, **more)
        mails = await self.mails(before + 1)
        return mails[-1], await self.proposal(message_id)

    async def proposal(self, message_id: str) -> Proposal:
        (found,) = (await self.services.proposals.repository.of_messages([message_id]))[message_id]
        return found

    async def turn(self, message_id: str) -> Turn:
        """The turn of a message, as the engine would give it to the channel again."""
        async with self.services.storage.database.read() as connection:
            body = await connection.scalar(select(MessageRow.body).where(MessageRow.id == message_id))
        record = await self.services.engine.turn(self.ana.id, message_id)
        message = Message.from_json(str(body))
        return Turn(message_id, record.conversation_id, 1, message, self.ana, record.epoch + 1)

    async def fresh(self, proposal: Proposal) -> Proposal:
        return await self.services.proposals.decisions.get(self.ana.id, proposal.id)

    async def reply(self, mail: Delivered, status: str, **changes: Any) -> bool:
        """Ana answers an invitation in her mail program."""
        part = CalendarPart("REPLY", reply_text(mail, status, **({"attendee": self.address} | changes)))
        return await self.desk.decide(parsed(), part, self.ana)

    async def quiet(self) -> None:
        """Wait until everything was tried."""
        async with asyncio.timeout(60):
            while any(mail.reason is None for mail in await self.outbox.store.of_states("held", "queued", "sending")):
                await asyncio.sleep(0.01)

    async def events(self) -> Sequence[Event]:
        """What stands in Ana's calendar in March 2030."""
        calendar, calendar_id = await self.services.calendars.registry.primary(self.ana)
        return await calendar.events(calendar_id, datetime(2030, 3, 1, tzinfo=UTC), datetime(2030, 4, 1, tzinfo=UTC))

    async def busy(self, title: str, start: datetime) -> None:
        """Something comes to stand in Ana's calendar."""
        calendar, calendar_id = await self.services.calendars.registry.primary(self.ana)
        draft = EventDraft(title, start, start + timedelta(hours=1), "UTC")
        await calendar.create(calendar_id, draft, f"key-{title}-{self.ana.id}")


def parsed() -> ParsedMail:
    """The mail around a REPLY, as far as anybody looks."""
    ana = Address("Ana", ANA)
    return ParsedMail(
        message_id="reply@mail.example.com",
        in_reply_to=(),
        references=(),
        sender=ana,
        senders=(ana,),
        to=(),
        cc=(),
        reply_to=(),
        subject="Accepted: Design review",
        sent_at=datetime.now(UTC),
        headers={},
        text="",
        forward=None,
        attachments=(),
        calendars=(),
        notes=(),
        language=None,
    )


def invitation(mail: Delivered) -> Any:
    """The event of a mail's calendar object."""
    (event,) = CalendarObject.from_ical(mail.part("text/calendar")).walk("VEVENT")
    return event


def method(mail: Delivered) -> str | None:
    """The method of a mail's calendar object; None without one."""
    found = [part for part in mail.mail.walk() if part.get_content_type() == "text/calendar"]
    return str(found[0].get_param("method")) if found else None


def reply_text(mail: Delivered, status: str, *, attendee: str, organizer: bool = True, **changes: Any) -> str:
    """A REPLY as mail programs write it."""
    event = invitation(mail)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Mail program//EN",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        f"UID:{changes.get('uid', event['UID'])}",
        f"DTSTAMP:{datetime.now(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{event['DTSTART'].dt.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *([f"ORGANIZER:mailto:{BOT}"] if organizer else []),
        f"ATTENDEE;PARTSTAT={status};CN=Ana:mailto:{attendee}",
        *([f"SEQUENCE:{changes.get('sequence', event['SEQUENCE'])}"] if changes.get("numbered", True) else []),
        *changes.get("more", ()),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(lines) + "\r\n"


def settings_for(folder: Path, **changes: Any) -> Settings:
    values: dict[str, Any] = {
        "data_dir": folder,
        "zone": "Europe/Vienna",
        "plugins": False,
        "base_url": "https://threadline.example.com",
        "mail_per_minute": 100_000,
    }
    return Settings(_env_file=None, **(values | changes))


def account_at(port: int) -> SmtpAccount:
    return SmtpAccount("box", BOT, "127.0.0.1", port, Security.NONE)


class Wired(Application):
    """The service with the channel in place before anything is taken up; its own work is the test's to start."""

    port: int
    change: Callable[[Services, EmailChannel], Awaitable[None]] | None
    channel: EmailChannel

    async def _open_channels(self) -> None:
        await super()._open_channels()
        self.channel = channel_of(self.services, None, outbox_of(self.services, {"box": account_at(self.port)}))
        if self.change is not None:
            await self.change(self.services, self.channel)
        self.services.channels.join(self.channel)

    def _run(self, work: Coroutine[None, None, None], name: str) -> None:
        if name == "email":
            work.close()
        else:
            super()._run(work, name)


@asynccontextmanager
async def running(
    folder: Path,
    *,
    sink: Sink | None = None,
    sends: bool = True,
    change: Callable[[Services, EmailChannel], Awaitable[None]] | None = None,
    **changes: Any,
) -> AsyncIterator[House]:
    """The service; `sends`: the channel's own work runs. Without a `sink` of the test's it gets one of its own."""
    if sink is None:
        async with sinking() as own, running(folder, sink=own, sends=sends, change=change, **changes) as house:
            yield house
        return
    provider = ScriptedProvider()
    application = Wired(settings_for(folder, **changes), provider=provider, channels=[])
    application.port, application.change = sink.port, change
    async with application:
        services, channel = application.services, application.channel
        outbox = channel.outbox
        ana = await services.people.directory.ensure(ANA, name="Ana", zone="Europe/Vienna")
        work = asyncio.create_task(channel.run() if sends else asyncio.sleep(0))
        try:
            yield House(services, channel, outbox, desk_of(services, outbox), sink, provider, ana)
        finally:
            await services.engine.close(patience=2)
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work
            await channel.close()
