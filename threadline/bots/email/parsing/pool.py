"""Worker processes that take mails apart, each under a deadline and a limit of memory.

A mail goes to a worker as its bytes, and comes back as JSON and the bytes of its files. A worker that hangs, eats
memory or dies is killed and replaced; the mail it had is `MailUnreadable`, the next one is not touched by it.
"""

import asyncio
import sys
from contextlib import suppress
from dataclasses import dataclass

from threadline.bots.email.mail.parsed_mail import MailUnreadable, ParsedMail
from threadline.bots.email.parsing.wire import LENGTH, Answer, decode_head, with_contents
from threadline.texts.messages import N_

_WORKER = ("-I", "-m", "threadline.bots.email.parsing.worker")
_READY = b"ready"
_START_SECONDS = 60.0
_GRACE_SECONDS = 5.0
_LARGEST_ANSWER = 64_000_000
_TOO_LARGE = N_("This mail is too large to be read.")
_TOO_LONG = N_("Reading this mail took too long.")
_BROKEN = N_("This mail could not be read.")
_STOPPING = N_("The service is stopping.")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a mail may take: `bytes` of it, `seconds`, bytes of `memory` above the worker's own 60 MB or so.

    A worker is replaced after so many `mails`, so that what libraries leak does not add up.
    """

    bytes: int = 40_000_000
    seconds: float = 10.0
    memory: int = 250_000_000
    mails: int = 1_000


class ParsingPool:
    """Takes mails apart, as many at a time as it has workers; they start with the first mails."""

    def __init__(self, *, workers: int = 1, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._turnstile = asyncio.Semaphore(workers)
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False

    async def parse(self, raw: bytes) -> ParsedMail:
        """Take a mail apart (RFC 5322 bytes). Raises `MailUnreadable` with a sentence for the person."""
        if len(raw) > self.bounds.bytes:
            raise MailUnreadable(_TOO_LARGE)
        async with self._turnstile:
            try:
                return (await self._parse(raw)).unwrap()
            except _WorkerLostEarlyError:  # it had lived a while: it may not be this mail's fault
                return (await self._parse(raw, fresh=True)).unwrap()

    async def warm(self) -> None:
        """Start a worker before there is a mail for it. Raises `MailUnreadable` if none can be had."""
        async with self._turnstile:
            if not (self._idle or self._closed):
                self._idle.append(await _Worker.start(self.bounds))

    async def close(self) -> None:
        """End every worker. A mail that is being read is `MailUnreadable`; nothing is read afterwards."""
        self._closed = True
        await asyncio.gather(*(worker.kill() for worker in (*self._busy, *self._idle)))
        self._idle.clear()

    async def _parse(self, raw: bytes, *, fresh: bool = False) -> Answer:
        worker = await self._take(fresh=fresh)
        self._busy.add(worker)
        try:
            answer = await worker.parse(raw, self.bounds.seconds)
        except TimeoutError:
            raise MailUnreadable(_TOO_LONG) from None
        except (EOFError, OSError) as error:
            if worker.mails > 1 and not self._closed:
                raise _WorkerLostEarlyError from error
            raise MailUnreadable(_BROKEN) from error
        else:
            worker.sound = not answer.exhausted and worker.mails < self.bounds.mails
            return answer
        finally:
            self._busy.discard(worker)
            await self._put_back(worker)

    async def _take(self, *, fresh: bool) -> "_Worker":
        while self._idle:
            worker = self._idle.pop()
            if worker.alive and not fresh:
                return worker
            await worker.kill()
        if self._closed:
            raise MailUnreadable(_STOPPING)
        return await _Worker.start(self.bounds)

    async def _put_back(self, worker: "_Worker") -> None:
        if worker.sound and not self._closed:
            self._idle.append(worker)
        else:
            await worker.kill()


class _WorkerLostEarlyError(Exception):
    """A worker that had read other mails before is gone."""


class _Worker:
    """One process; `sound` while it waits for a request, so while nothing is half said."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None  # noqa: S101 - they were asked for
        assert process.stdout is not None  # noqa: S101
        self._process, self._requests, self._answers = process, process.stdin, process.stdout
        self.mails = 0
        self.sound = True

    @classmethod
    async def start(cls, bounds: Bounds) -> "_Worker":
        """A worker that waits for its first mail. Raises `MailUnreadable` if none can be had."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *_WORKER,
            str(bounds.memory),
            str(bounds.seconds + _GRACE_SECONDS),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        worker = cls(process)
        try:
            async with asyncio.timeout(_START_SECONDS):
                await worker._read(len(_READY))
        except BaseException as error:
            await worker.kill()
            if isinstance(error, EOFError | TimeoutError):
                raise MailUnreadable(
                    "The reader of mails does not start. Are its packages there? pip install 'threadline[email]'"
                ) from error
            raise
        return worker

    @property
    def alive(self) -> bool:
        """Whether the process was still there when the loop last looked."""
        return self._process.returncode is None

    async def parse(self, raw: bytes, seconds: float) -> Answer:
        """Send a mail and read the answer. Raises `TimeoutError`, `EOFError`, `OSError`; then it is no longer sound."""
        self.sound = False
        self.mails += 1
        async with asyncio.timeout(seconds):
            self._requests.write(LENGTH.pack(len(raw)))
            self._requests.write(raw)
            with suppress(ConnectionError):  # one that has no memory for all of it says so and ends
                await self._requests.drain()
            (length,) = LENGTH.unpack(await self._read(LENGTH.size))
            answer, sizes = decode_head(await self._read(length))
            contents = [None if size is None else await self._read(size) for size in sizes]
        return with_contents(answer, contents)

    async def kill(self) -> None:
        """End the process at once and wait until it is gone."""
        self.sound = False
        with suppress(ProcessLookupError):
            self._process.kill()
        self._requests.close()
        await self._process.wait()

    async def _read(self, length: int) -> bytes:
        if length > _LARGEST_ANSWER:
            raise EOFError
        return await self._answers.readexactly(length)
