"""One mailbox that is watched, with a clerk in the place of what reads the mails."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from tests.support.dovecot import Box
from threadline.backoff import Backoff
from threadline.bots.email.imap.session import ImapTimes
from threadline.bots.email.imap.watcher import Mailbox, Watch
from threadline.config.mailbox import MailboxSettings
from threadline.storage.database.database import Database
from threadline.storage.mail import ACCEPTED, ClaimedMail, Finished, MailState, MailStore
from threadline.storage.mail_quarantine import MailQuarantine
from threadline.storage.persons import utc_now
from threadline.storage.tables.mail import MailRow

QUICK = Backoff(first=0.01, longest=0.05)
TIMES = ImapTimes(connect=5.0, read=5.0, job=20.0, idle=60.0, poll=0.05)


def mail(number: int = 1, *, body: str = "Hello.", **headers: str) -> bytes:
    """A plain mail."""
    lines = {
        "From": "Ana <ana@example.com>",
        "To": "bot@example.com",
        "Subject": f"Mail {number}",
        "Message-ID": f"<{number}@example.com>",
        "Date": "Fri, 20 Nov 2026 10:00:00 +0100",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "\r\n".join(f"{name}: {value}" for name, value in lines.items())
    return f"{head}\r\n\r\n{body}\r\n".encode()


def settings_of(box: Box, **values: Any) -> MailboxSettings:
    """How to reach a test mailbox."""
    common = {
        "address": "bot@example.com",
        "imap_host": "127.0.0.1",
        "imap_port": box.server.port,
        "username": box.user,
        "password": box.password,
        "tls": "none",
    }
    return MailboxSettings.model_validate(common | values)


@dataclass
class Clerk:
    """Deals with stored mails at once: those whose subject says so are put aside."""

    store: MailStore
    database: Database
    mailbox: Mailbox | None = None
    seen: list[ClaimedMail] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    working: bool = True

    async def run(self) -> None:
        while True:
            await self.news.wait()
            self.news.clear()
            if self.working:
                await self.work()

    async def work(self) -> None:
        assert self.mailbox is not None
        while claimed := await self.store.claim([self.mailbox.name], lease=timedelta(minutes=5), limit=200):
            self.seen += claimed
            bad = {one.id for one in claimed if b"Subject: bad" in one.raw or not one.whole}
            await self.finish(bad, Finished(MailState.QUARANTINED, "broken", "a reason"))
            await self.finish({one.id for one in claimed} - bad, Finished(MailState.DONE, ACCEPTED))
            self.mailbox.nudge()

    async def finish(self, ids: set[int], outcome: Finished) -> None:
        """Finish many at once, as the store does one by one."""
        values = {"state": outcome.state, "verdict": outcome.verdict, "reason": outcome.reason, "raw": None}
        async with self.database.write() as connection:
            ended = update(MailRow).where(MailRow.id.in_(ids)).values(**values, finished_at=utc_now())
            await connection.execute(ended)

    def subjects(self) -> list[str]:
        found = []
        for stored in self.seen:
            line = next(line for line in stored.raw.splitlines() if line.startswith(b"Subject: "))
            found.append(line.removeprefix(b"Subject: ").decode())
        return found


@dataclass
class Watched:
    """A running watch."""

    mailbox: Mailbox
    clerk: Clerk
    store: MailStore
    quarantine: MailQuarantine
    pauses: list[float]

    async def ready(self) -> None:
        async with asyncio.timeout(60):
            await self.mailbox.connected.wait()


@asynccontextmanager
async def watched(
    settings: MailboxSettings, database: Database, *, working: bool = True, **options: Any
) -> AsyncIterator[Watched]:
    """Watch a mailbox until the end of the block."""
    store, pauses = MailStore(database), []
    clerk = Clerk(store, database, working=working)

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(min(seconds, 0.05))

    tokens = options.pop("tokens", None)
    watch = Watch(**{"times": TIMES, "backoff": QUICK, **options})
    mailbox = Mailbox(
        settings, store, MailQuarantine(database), news=clerk.news.set, watch=watch, sleep=sleep, tokens=tokens
    )
    clerk.mailbox = mailbox
    tasks = [asyncio.create_task(mailbox.run()), asyncio.create_task(clerk.run())]
    try:
        yield Watched(mailbox, clerk, store, MailQuarantine(database), pauses)
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
