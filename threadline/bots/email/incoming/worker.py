"""Reads the mails that were stored, several at a time, until each was dealt with.

Every attempt is counted before the mail is touched. One that takes the process down with it, alone and again and again,
is put aside in the end; one that was merely being read when the process ended is not (`Interruptions`).
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from threadline.backoff import Backoff
from threadline.bots.email.incoming.inbound import UNREADABLE, Intake, SenderUndecided
from threadline.bots.email.mail.parsed_mail import MailUnreadable
from threadline.storage.database.errors import StorageError
from threadline.storage.interruptions import MOST_DEATHS
from threadline.storage.mail import ClaimedMail, Finished, MailState, MailStore
from threadline.storage.persons import utc_now

log = structlog.get_logger()

BROKEN, UNDECIDED = "broken", "unverified"
_LEASE = timedelta(minutes=5)
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Effort:
    """How many mails are read at a time, how often one is tried, and how long in between (seconds).

    `undecided` tries are made to find out whether a sender is genuine while the DNS does not answer. `look` is how
    often, in seconds, mails are looked for that another process left.
    """

    workers: int = 4
    attempts: int = 3
    undecided: int = 6
    again: Backoff = field(default_factory=lambda: Backoff(first=2.0, longest=300.0))
    dns: Backoff = field(default_factory=lambda: Backoff(first=30.0, longest=900.0))
    look: float = 30.0


class Receiver:
    """Deals with the stored mails of these mailboxes; calls `dealt` with the mailbox's name for each that is done."""

    def __init__(
        self,
        store: MailStore,
        intake: Intake,
        mailboxes: Sequence[str],
        *,
        dealt: Callable[[str], None],
        effort: Effort | None = None,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._intake = intake
        self._mailboxes = tuple(mailboxes)
        self._dealt = dealt
        self._effort = effort or Effort()
        self._clock = clock
        self._sleep = sleep
        self._news = asyncio.Event()
        self._one_looks = asyncio.Lock()

    def news(self) -> None:
        """Mails were stored."""
        self._news.set()

    async def run(self) -> None:
        """Read mails until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._effort.workers):
                group.create_task(self._work())

    async def _work(self) -> None:
        failures = 0
        while True:
            try:
                mail = await self._next()
                await self._deal(mail)
                failures = 0
            except StorageError as error:
                failures += 1
                log.error("storage unavailable, mails wait", error=str(error))
                await self._sleep(self._effort.again.pause(failures))
            except Exception:  # whatever it was: the mails that come later must not wait for ever
                failures += 1
                log.exception("reading mails failed")
                await self._sleep(self._effort.again.pause(failures))

    async def _next(self) -> ClaimedMail:
        """The next mail that is due; waits for one."""
        async with self._one_looks:
            while True:
                self._news.clear()
                claimed = await self._store.claim(self._mailboxes, lease=_LEASE, limit=1)
                if claimed:
                    return claimed[0]
                try:
                    async with asyncio.timeout(await self._pause()):
                        await self._news.wait()
                except TimeoutError:
                    continue

    async def _pause(self) -> float:
        """Until the next mail is due, or it is time to look."""
        due = await self._store.next_due(self._mailboxes)
        left = (due - self._clock()).total_seconds() if due else self._effort.look
        return min(max(left, 0.05), self._effort.look)

    async def _deal(self, mail: ClaimedMail) -> None:
        try:
            outcome = await self._outcome(mail)
        except asyncio.CancelledError:  # stopping says nothing of the mail
            await asyncio.shield(self._later(mail, 0.0, mail.reason or "", counted=False))
            raise
        if outcome is None:
            return
        try:
            await self._store.finish(mail, outcome)
        except StorageError:
            await self._give_back(mail)
            raise
        log.info("mail dealt with", mailbox=mail.mailbox, mail=mail.id, state=outcome.state, verdict=outcome.verdict)
        if outcome.state is MailState.QUARANTINED:
            log.warning("mail in quarantine", mailbox=mail.mailbox, mail=mail.id, reason=outcome.reason)
        self._dealt(mail.mailbox)

    async def _outcome(self, mail: ClaimedMail) -> Finished | None:
        """What became of it; None if it is to be tried again."""
        effort = self._effort
        # Nobody lived to say what went wrong, or to say it for good.
        if mail.deaths >= MOST_DEATHS or mail.attempts > (effort.undecided if mail.reason else effort.attempts):
            return Finished(MailState.QUARANTINED, BROKEN, mail.reason or "Reading it ended the service, repeatedly.")
        try:
            return await self._intake.take(mail)
        except StorageError:
            await self._give_back(mail)
            raise
        except SenderUndecided as error:
            if mail.attempts >= effort.undecided:
                return Finished(MailState.QUARANTINED, UNDECIDED, str(error)[:_LONGEST_REASON])
            await self._later(mail, effort.dns.pause(mail.attempts), str(error))
        except MailUnreadable as error:
            if mail.attempts >= effort.attempts:
                await self._intake.unreadable(mail, error.reason)
                return Finished(MailState.QUARANTINED, UNREADABLE, error.reason[:_LONGEST_REASON])
            await self._later(mail, effort.again.pause(mail.attempts), error.reason)
        except Exception as error:  # a mail that breaks us is put aside with its reason, the next ones are not
            log.exception("dealing with a mail failed", mailbox=mail.mailbox, mail=mail.id, attempt=mail.attempts)
            reason = f"{type(error).__name__}: {error}"[:_LONGEST_REASON]
            if mail.attempts >= effort.attempts:
                return Finished(MailState.QUARANTINED, BROKEN, reason)
            await self._later(mail, effort.again.pause(mail.attempts), reason)
        return None

    async def _give_back(self, mail: ClaimedMail) -> None:
        """As soon as the database is there again: else the mail would wait for its lease to end."""
        failures = 0
        while True:
            try:
                pause = self._effort.again.pause(mail.claims)
                await self._later(mail, pause, "The database was not to be had.", counted=False)
            except StorageError:
                failures += 1
                await self._sleep(self._effort.again.pause(failures))
            else:
                return

    async def _later(self, mail: ClaimedMail, seconds: float, reason: str, *, counted: bool = True) -> None:
        until = self._clock() + timedelta(seconds=seconds)
        await self._store.postpone(mail, until=until, reason=reason[:_LONGEST_REASON], counted=counted)
