"""Sending what is in the outbox: one mail after the other per mailbox, again and again until it is gone or refused.

What a server puts off (4xx), a lost connection and a mailbox that does not work cost only time: the mail is tried
again, later each time, for four days (RFC 5321, 4.5.4.1, asks for four to five). What a server refuses (5xx) is kept
with its reason and not tried again. While a mailbox does not work nobody knocks at it with every mail.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from threadline.backoff import Backoff
from threadline.bots.email.outbox.outbox import Outbox
from threadline.bots.email.outbox.smtp import (
    AccountBroken,
    Deferred,
    DeliveryError,
    Refused,
    SmtpAccount,
    SmtpConnection,
)
from threadline.bots.email.outgoing.composer import Composer, NothingToSay
from threadline.core.channels.rate_limit import TokenBucket
from threadline.storage.database.errors import StorageError
from threadline.storage.outbox import OutboxRecord
from threadline.storage.persons import utc_now

log = structlog.get_logger()

LEASE = timedelta(minutes=5)
PATIENCE = timedelta(days=4)
_SEND_SECONDS = 120.0  # well under the lease: whoever takes the mail over does not do so while it is being sent
_POLL_SECONDS = 5.0  # for what other replicas put there; what this one does wakes it at once
_HELD_SECONDS = 0.2  # while answers are held back until their turns end: somebody waits for each
_STRANDED_SECONDS = 60.0
_ENDING_SECONDS = 8.0
_REST = Backoff(first=15.0, longest=300.0)
_AGAIN = Backoff(first=18.0, longest=4320.0, jitter=1 / 3)
_HOUR = timedelta(hours=1)
_DAY_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is sent: by one mailbox in a minute, to one address in an hour. The rest waits."""

    per_minute: int = 30
    per_recipient_hour: int = 120


@dataclass(slots=True)
class _Line:
    """One mailbox's way out. `failures` in a row of the mailbox itself."""

    account: SmtpAccount
    bucket: TokenBucket
    failures: int = 0


class Delivery:
    """Sends. `retention` is how long mails that are gone, or failed, are remembered (None: for ever).

    `alone`: no other process sends from the same database, so what is being sent at the start was an earlier one's.
    `stranded` are the mailboxes that mails wait for although the settings do not name them any more.
    """

    def __init__(
        self,
        outbox: Outbox,
        composer: Composer,
        *,
        pace: Pace | None = None,
        retention: timedelta | None = None,
        alone: bool = False,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        connect: Callable[[SmtpAccount], SmtpConnection] = SmtpConnection,
    ) -> None:
        self._outbox = outbox
        self._composer = composer
        self._pace = pace or Pace()
        self._retention = retention
        self._alone = alone
        self.stranded: tuple[str, ...] = ()
        self._clock = clock
        self._sleep = sleep
        self._connect = connect

    async def run(self) -> None:
        """Send until cancelled; a mail that is on its way then is let go first."""
        if self._alone:
            await self._take_back()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep(self._release))
            group.create_task(self._keep(self._look_for_stranded))
            group.create_task(self._keep(self._forget))
            for account in self._outbox.accounts.values():
                line = _Line(account, TokenBucket(self._pace.per_minute, burst=max(1.0, self._pace.per_minute / 3)))
                group.create_task(self._keep(partial(self._serve, line)))

    async def _keep(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do it for ever; trouble of ours costs a pause and no mail."""
        while not _is_cancelled():
            try:
                await work()
            except StorageError as error:
                log.error("storage unavailable, mails wait", error=str(error))
                await self._sleep(_POLL_SECONDS)
            except Exception:  # the edge of a job: whatever it was, the other mails must go out
                log.exception("sending mails failed")
                await self._sleep(_POLL_SECONDS)

    async def _release(self) -> None:
        """Let answers go whose turn is over."""
        news = self._outbox.news
        if await self._outbox.store.holds():
            if await self._outbox.store.release():
                self._outbox.wake()
            await self._sleep(_HELD_SECONDS)
            return
        await _wait(news, _POLL_SECONDS)

    async def _forget(self) -> None:
        if self._retention is not None:
            await self._outbox.store.forget(self._clock() - self._retention)
        await self._sleep(_DAY_SECONDS)

    async def _take_back(self) -> None:
        """What an earlier process was sending need not wait for its lease to end."""
        try:
            await self._outbox.store.take_back()
        except StorageError as error:
            log.error("storage unavailable, mails wait for their lease to end", error=str(error))

    async def _look_for_stranded(self) -> None:
        """Say which mails wait for a mailbox that is not there any more: nobody else would ever."""
        stranded = tuple(sorted(set(await self._outbox.store.mailboxes()) - set(self._outbox.accounts)))
        if stranded != self.stranded and stranded:
            log.warning("mails wait for mailboxes that the settings do not name", mailboxes=stranded)
        self.stranded = stranded
        await self._sleep(_STRANDED_SECONDS)

    async def _serve(self, line: _Line) -> None:
        """Send what is due, then rest until there may be more."""
        news = self._outbox.news
        mail = await self._claim(line)
        if mail is not None:
            await self._send_all(line, mail)
        if line.failures:
            await self._sleep(_REST.pause(line.failures))
            return
        if _is_cancelled():
            return
        due = await self._outbox.store.next_due(line.account.name)
        rest = _POLL_SECONDS if due is None else min(_POLL_SECONDS, (due - self._clock()).total_seconds())
        await _wait(news, max(rest, 0.05))

    async def _claim(self, line: _Line) -> OutboxRecord | None:
        return await self._outbox.store.claim(line.account.name, LEASE)

    async def _send_all(self, line: _Line, mail: OutboxRecord | None) -> None:
        """Send this mail and those after it over one connection, as long as that goes well."""
        try:
            async with self._connect(line.account) as connection:
                line.failures = 0  # it could sign in: what goes wrong from here on is one mail's
                while mail is not None:
                    await self._sleep(line.bucket.reserve(asyncio.get_running_loop().time()))
                    if not await _let_end(asyncio.ensure_future(self._send(connection, mail))):
                        return
                    mail = await self._claim(line)
        except (AccountBroken, Deferred) as error:  # nothing of the mail was said yet, or it is not the mail's fault
            await self._broken(line, mail, error)

    async def _broken(self, line: _Line, mail: OutboxRecord | None, error: DeliveryError) -> None:
        """The mailbox cannot send at all: its mails wait, and it is left alone for a while."""
        line.failures += 1
        log.warning("a mailbox cannot send", mailbox=line.account.name, reason=str(error), failures=line.failures)
        if mail is not None:
            await self._put_off(mail, str(error))

    async def _send(self, connection: SmtpConnection, mail: OutboxRecord) -> bool:
        """Send one mail and remember how that went; False where the connection is not to be used again.

        Raises `AccountBroken`.
        """
        store = self._outbox.store
        if until := await self._too_many(mail):
            await store.defer(mail, until=until, reason="Too many mails to one address within an hour")
            return True
        try:
            async with asyncio.timeout(_SEND_SECONDS):
                content = await self._composer.compose(mail)
                await connection.send(mail.recipient, content)
        # What is wrong with the mail itself will be wrong the next time, too: it is kept, and no other waits for it.
        except (Refused, NothingToSay, ValueError) as error:
            log.warning("a mail will not be sent", mail=mail.key, reason=str(error))
            await store.fail(mail, reason=str(error))
            return True
        # After a time-out nobody knows where in the dialogue the connection is: it is not used for another mail.
        except (Deferred, TimeoutError) as error:
            log.info("a mail has to wait", mail=mail.key, reason=str(error))
            await self._put_off(mail, str(error) or "The server took too long")
            return False
        await store.sent(mail)
        return True

    async def _too_many(self, mail: OutboxRecord) -> datetime | None:
        """When the address may be written to again; None if that is now."""
        sent = await self._outbox.store.sent_since(mail.recipient, self._clock() - _HOUR)
        most = self._pace.per_recipient_hour
        return sent[-most] + _HOUR if len(sent) >= most else None

    async def _put_off(self, mail: OutboxRecord, reason: str) -> None:
        """Try again later, or never if that has been tried for long enough."""
        now = self._clock()
        if now - mail.created_at > PATIENCE:
            log.warning("a mail was given up", mail=mail.key, reason=reason)
            await self._outbox.store.fail(mail, reason=f"Given up after {PATIENCE.days} days: {reason}")
            return
        until = now + timedelta(seconds=_AGAIN.pause(mail.claim))
        await self._outbox.store.defer(mail, until=until, reason=reason)


async def _let_end(sending: "asyncio.Future[bool]") -> bool:
    """Wait for a mail to be sent; who is cancelled meanwhile gives it some seconds, for it cannot be taken back."""
    try:
        return await asyncio.shield(sending)
    except asyncio.CancelledError:
        if not sending.done():
            await asyncio.wait([sending], timeout=_ENDING_SECONDS)
        sending.cancel()
        raise


def _is_cancelled() -> bool:
    """Whether this task is to end: libraries that use `wait_for` may swallow the cancellation (Python 3.11)."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def _wait(news: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await news.wait()
