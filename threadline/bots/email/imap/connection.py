"""A thread for each IMAP connection, with a queue of work: the library is synchronous and no two threads may share it.

Work that was begun is always finished, whoever stops waiting for it. What takes too long is not abandoned in the middle
of a command: its connection is ended, which makes the thread's call fail.
"""

import asyncio
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import Self, TypeVar

from imapclient.exceptions import IMAPClientError  # type: ignore[import-untyped]

from threadline.bots.email.imap.errors import MailboxUnavailable
from threadline.bots.email.imap.session import ImapSession, ImapTimes

T = TypeVar("T")

_GRACE_SECONDS = 1.0
_CLOSING_SECONDS = 4.0
_BROKEN = (IMAPClientError, OSError, ValueError, LookupError, TypeError, AttributeError)
"""What the library raises on answers that make no sense is of many kinds."""


class ImapConnection:
    """One connection with its thread. Use it as an asynchronous context manager, once."""

    def __init__(self, session: ImapSession, times: ImapTimes, *, name: str) -> None:
        self._session = session
        self._times = times
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._ear, self._mouth = socket.socketpair()
        self._ear.setblocking(False)
        self._mouth.setblocking(False)
        self._thread = threading.Thread(target=self._serve, name=f"imap-{name}", daemon=True)

    async def __aenter__(self) -> Self:
        """Connect and sign in. Raises `MailboxError`."""
        self._thread.start()
        try:
            await self._do(self._session.open, self._times.connect + self._times.job)
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def run(self, work: Callable[[ImapSession], T]) -> T:
        """Have the thread do something with the session. Raises `MailboxError`: the connection is then of no use."""
        return await self._do(lambda: work(self._session), self._times.job)

    async def wait(self) -> None:
        """Until the server has news, `nudge` is called, or it is time to look again. Raises `MailboxError`."""
        patience = max(self._times.idle, self._times.poll) + 3 * self._times.read
        await self._do(lambda: self._session.wait(self._ear), patience)
        with suppress(BlockingIOError):
            self._ear.recv(1024)

    def nudge(self) -> None:
        """End the wait that is on, or the next one."""
        with suppress(BlockingIOError, OSError):  # full of nudges already, or closed
            self._mouth.send(b"!")

    async def close(self) -> None:
        """End the connection and its thread, in the middle of what it is doing if that takes long."""
        self._work.put(None)
        self.nudge()
        await asyncio.to_thread(self._thread.join, _GRACE_SECONDS)
        if self._thread.is_alive():
            self._session.sever()
            await asyncio.to_thread(self._thread.join, _CLOSING_SECONDS)

    async def _do(self, work: Callable[[], T], seconds: float) -> T:
        done: Future[T] = Future()
        self._work.put(lambda: _carry_out(work, done))
        waiter = asyncio.wrap_future(done)
        waiter.add_done_callback(_retrieve)
        try:
            async with asyncio.timeout(seconds) as patience:
                return await asyncio.shield(waiter)
        except TimeoutError as error:
            self._session.sever()
            said = f"it took longer than {seconds:g} seconds" if patience.expired() else "it does not answer"
            raise MailboxUnavailable(f"{self._session.mailbox.imap_host}: {said}") from error
        except _BROKEN as error:
            raise MailboxUnavailable(f"{self._session.mailbox.imap_host}: {error or type(error).__name__}") from error

    def _serve(self) -> None:
        """What the thread does."""
        while (work := self._work.get()) is not None:
            work()
        self._session.leave()
        self._ear.close()
        self._mouth.close()


def _carry_out(work: Callable[[], T], done: "Future[T]") -> None:
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001 - it is raised where the work was asked for
        done.set_exception(error)
    else:
        done.set_result(result)


def _retrieve(waiter: "asyncio.Future[T]") -> None:
    """Nobody may be waiting any more; then nobody needs to hear of it."""
    if not waiter.cancelled():
        waiter.exception()
