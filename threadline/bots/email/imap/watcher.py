"""Watches one mailbox: stores every mail that comes in, and moves it away once it was dealt with.

A mail is stored with the job to read it in one transaction before anything else happens to it. It stays where it is
until it was dealt with, then it is moved to Processed or Quarantine; where the service was killed in between, the row
that is there says that it only needs moving. What a move back brings has a new UID and is looked at anew.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import structlog

from threadline.backoff import Backoff
from threadline.bots.email.imap.connection import ImapConnection
from threadline.bots.email.imap.errors import MailboxError, SignInRefused
from threadline.bots.email.imap.oauth import TokenSource
from threadline.bots.email.imap.session import Fetched, ImapSession, ImapTimes, Listed, SignIn
from threadline.config.mailbox import MailboxSettings
from threadline.storage.database.errors import StorageError
from threadline.storage.mail import ArrivedMail, MailFolder, MailState, MailStore
from threadline.storage.mail_quarantine import MailQuarantine

log = structlog.get_logger()

_BATCH = 50
_MOVES = 100
_ROOM_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Watch:
    """How a mailbox is watched.

    Mails of more than `largest` bytes are not read. At most `waiting` mails are stored that nobody has read yet. After
    a sign-in that was refused the pauses are those of `refused`, for servers lock accounts.
    """

    times: ImapTimes = field(default_factory=ImapTimes)
    backoff: Backoff = field(default_factory=Backoff)
    refused: Backoff = field(default_factory=lambda: Backoff(first=60.0, longest=1800.0))
    largest: int = 25_000_000
    waiting: int = 500
    context: ssl.SSLContext | None = None


class Mailbox:
    """One mailbox. `news` is called when mails were stored."""

    def __init__(
        self,
        settings: MailboxSettings,
        store: MailStore,
        quarantine: MailQuarantine,
        *,
        news: Callable[[], None],
        tokens: TokenSource | None = None,
        watch: Watch | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.settings = settings
        self.connected = asyncio.Event()
        self.trouble = ""
        self._store = store
        self._quarantine = quarantine
        self._news = news
        self._tokens = tokens
        self._watch = watch or Watch()
        self._sleep = sleep
        self._dealt = asyncio.Event()
        self._connection: ImapConnection | None = None
        self._failures = 0
        self._validity: int | None = None
        self._seen = 0

    @property
    def name(self) -> str:
        """What the service knows it by."""
        return self.settings.key

    def nudge(self) -> None:
        """Mails of this box were dealt with: they can be moved."""
        self._dealt.set()
        if self._connection is not None:
            self._connection.nudge()

    async def run(self) -> None:
        """Watch it, over every connection that is lost, until cancelled."""
        while True:
            backoff = self._watch.backoff
            try:
                await self._connected_once()
            except SignInRefused as error:
                backoff = self._watch.refused
                if self._tokens is not None:
                    self._tokens.forget()
                self._lost(str(error))
            except (MailboxError, StorageError) as error:
                self._lost(str(error))
            except Exception as error:  # whatever it was: those who write later must not wait for ever
                log.exception("watching a mailbox failed", mailbox=self.name)
                self._lost(repr(error))
            finally:
                self.connected.clear()
                self._connection = None
            await self._sleep(backoff.pause(self._failures))

    def _lost(self, why: str) -> None:
        self._failures += 1
        self.trouble = why
        log.warning("mailbox not to be had, it is tried again", mailbox=self.name, failures=self._failures, error=why)

    async def _connected_once(self) -> None:
        password = self.settings.password.get_secret_value() if self.settings.password else ""
        token = await self._tokens.token() if self._tokens is not None else ""
        sign_in = SignIn(self.settings.user, password, token)
        session = ImapSession(self.settings, sign_in, self._watch.times, context=self._watch.context)
        async with ImapConnection(session, self._watch.times, name=self.name) as connection:
            self._connection = connection
            while True:
                await self._sweep(connection)
                self._failures, self.trouble = 0, ""
                self.connected.set()
                await connection.wait()

    async def _sweep(self, connection: ImapConnection) -> None:
        """Store what is new, move what was dealt with."""
        await self._bring_back(connection)
        folder, listed = await self._list(connection)
        known = await self._store.known(folder, [mail.uid for mail in listed])
        fresh = [mail for mail in listed if mail.uid not in known]
        for batch in _chunks(fresh, _BATCH):
            await self._take(connection, folder, batch)
            await self._move(connection, folder)
            await self._make_room(connection, folder)
        if listed:
            self._seen = listed[-1].uid
        while await self._move(connection, folder):
            pass

    async def _list(self, connection: ImapConnection) -> tuple[MailFolder, list[Listed]]:
        validity, listed = await connection.run(lambda session: _listing(session, self._seen))
        anew = validity != self._validity
        if anew and self._seen:
            validity, listed = await connection.run(lambda session: _listing(session, 0))
        folder = MailFolder(self.name, self.settings.folder, validity)
        if anew:
            self._validity, self._seen = validity, 0
            if left := await self._store.renumbered(folder):
                log.warning("the server numbers its mails anew", mailbox=self.name, not_moved=left)
        return folder, listed

    async def _take(self, connection: ImapConnection, folder: MailFolder, mails: Sequence[Listed]) -> None:
        fetched = await connection.run(lambda session: list(session.fetch(mails, most=self._watch.largest)))
        await self._store.keep(folder, [_arrived(one) for one in fetched])
        self._news()

    async def _move(self, connection: ImapConnection, folder: MailFolder) -> bool:
        """Move what was dealt with; whether there may be more of it."""
        self._dealt.clear()
        found = await self._store.to_move(folder, limit=_MOVES)
        for state, mails in found.items():
            target = self.settings.quarantine if state is MailState.QUARANTINED else self.settings.processed
            uids = [uid for _, uid in mails]
            await connection.run(lambda session, uids=uids, target=target: session.move(uids, target))  # type: ignore[misc]
            await self._store.moved([row_id for row_id, _ in mails])
        return sum(map(len, found.values())) == _MOVES

    async def _bring_back(self, connection: ImapConnection) -> None:
        """Move what was asked back from the quarantine to where new mails lie, of which it is one then."""
        for asked in await self._quarantine.asked_back([self.name]):
            found = await connection.run(partial(ImapSession.bring_back, size=asked.size, digest=asked.digest))
            if found:
                await self._quarantine.brought_back(asked.id)
            else:
                await self._quarantine.not_found(asked.id)

    async def _make_room(self, connection: ImapConnection, folder: MailFolder) -> None:
        """Let those who read catch up; the connection is kept alive by moving what they are done with."""
        while await self._store.waiting([self.name]) >= self._watch.waiting:
            try:
                async with asyncio.timeout(_ROOM_SECONDS):
                    await self._dealt.wait()
            except TimeoutError:
                await connection.run(ImapSession.refresh)
            await self._move(connection, folder)


def _arrived(fetched: Fetched) -> ArrivedMail:
    mail = fetched.mail
    return ArrivedMail(mail.uid, fetched.content, mail.size, mail.arrived_at, fetched.whole)


def _listing(session: ImapSession, above: int) -> tuple[int, list[Listed]]:
    listed = session.listing(above)
    return session.uid_validity, listed


def _chunks(mails: Sequence[Listed], size: int) -> Iterator[Sequence[Listed]]:
    return (mails[start : start + size] for start in range(0, len(mails), size))
