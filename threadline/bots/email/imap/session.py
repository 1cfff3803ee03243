"""One signed-in IMAP connection, spoken to by one thread (RFC 9051; IDLE is RFC 2177, MOVE is RFC 6851).

Everything here blocks and belongs on the connection's own thread (see `imap_connection`).
"""

import select
import socket
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from imapclient import IMAPClient, SocketTimeout  # type: ignore[import-untyped]
from imapclient.exceptions import (  # type: ignore[import-untyped]
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
)

from threadline.bots.email.imap.errors import MailboxUnavailable, SignInRefused
from threadline.config.mailbox import MailboxSettings

_AT_ONCE = 100
"""Mails in one command: longer ones than some thousand characters are refused by servers (RFC 2683, 3.2.1.5)."""
_PART = 1_000_000
_TOGETHER = 4_000_000
_HEAD = 262_144
_GOODBYE_SECONDS = 2.0
_KEEPALIVE = {"TCP_KEEPIDLE": 60, "TCP_KEEPINTVL": 15, "TCP_KEEPCNT": 4}
_DELETED = rb"\Deleted"
_METADATA = ("UID", "RFC822.SIZE", "INTERNALDATE", "FLAGS")


@dataclass(frozen=True, slots=True)
class ImapTimes:
    """How long things may take, in seconds.

    `connect` and `read` are a socket's, `job` is one piece of work as a whole, `idle` is when IDLE is renewed (servers
    end it after half an hour), `poll` how often a server without IDLE is asked.
    """

    connect: float = 15.0
    read: float = 60.0
    job: float = 600.0
    idle: float = 600.0
    poll: float = 60.0


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who signs in and with what: `token` (XOAUTH2) goes before `password`."""

    user: str
    password: str = ""
    token: str = ""

    def __repr__(self) -> str:
        return f"SignIn({self.user!r})"


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail that lies in the folder: its UID, its size in bytes, and when the server got it."""

    uid: int
    size: int
    arrived_at: datetime


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail with its bytes; where it is not `whole` only its head, or nothing if the server would not hand it out."""

    mail: Listed
    content: bytes
    whole: bool


class ImapSession:
    """A connection, once `open` has signed in and opened the folder to be read. `uid_validity` is that folder's."""

    def __init__(
        self, mailbox: MailboxSettings, sign_in: SignIn, times: ImapTimes, *, context: ssl.SSLContext | None = None
    ) -> None:
        self.mailbox = mailbox
        self.uid_validity = 0
        self._sign_in_with = sign_in
        self._times = times
        self._context = context
        self._prefix = ""
        self._opened: IMAPClient | None = None

    def open(self) -> None:
        """Connect, sign in, make the folders, open the one that is read.

        Raises `MailboxUnavailable`, `SignInRefused`, `OSError`, `IMAPClientError`.
        """
        mailbox, implicit = self.mailbox, self.mailbox.tls == "implicit"
        context = None if mailbox.tls == "none" else self._context or ssl.create_default_context()
        client = self._opened = IMAPClient(
            mailbox.imap_host,
            port=mailbox.imap_server_port,
            ssl=implicit,
            ssl_context=context if implicit else None,
            timeout=SocketTimeout(self._times.connect, self._times.read),
        )
        client.normalise_times = False
        _keep_alive(client.socket())
        if mailbox.tls == "starttls":
            client.starttls(context)
        self._sign_in(self._sign_in_with)
        self._prefix = self._personal_prefix()
        for name in (mailbox.processed, mailbox.quarantine):
            self._make(self.folder(name))
        self.uid_validity, _ = self._open()

    @property
    def _client(self) -> IMAPClient:
        if self._opened is None:
            raise MailboxUnavailable("The connection is not open")
        return self._opened

    def _sign_in(self, sign_in: SignIn) -> None:
        try:
            if sign_in.token:
                self._client.oauth2_login(sign_in.user, sign_in.token)
            elif sign_in.user.isascii() and sign_in.password.isascii():
                self._client.login(sign_in.user, sign_in.password)
            else:  # LOGIN takes ASCII only
                self._client.plain_login(sign_in.user, sign_in.password)
        except LoginError as error:
            if isinstance(error.__context__, IMAPClientAbortError):  # it hung up: that says nothing of the password
                raise MailboxUnavailable(f"{self.mailbox.imap_host} hung up at the sign-in: {error}") from error
            raise SignInRefused(f"{self.mailbox.imap_host} does not let {sign_in.user} in: {error}") from error

    def folder(self, name: str) -> str:
        """A folder of ours by the name that this server has for it: some keep all folders below INBOX."""
        return name if name.upper() == "INBOX" or name.startswith(self._prefix) else self._prefix + name

    def refresh(self) -> None:
        """Ask for news, and notice a connection that is dead."""
        self._client.noop()

    def listing(self, above: int = 0) -> list[Listed]:
        """The mails that lie in the folder with a UID above that one, the lowest first; reads `uid_validity` anew.

        Those marked as deleted are left out: servers without MOVE and UIDPLUS keep them until somebody expunges them.
        """
        found: dict[int, Listed] = {}
        for said in self._metadata(above):
            uid = int(said[b"UID"])
            if uid > above and _DELETED not in said.get(b"FLAGS", ()):
                arrived = said.get(b"INTERNALDATE") or datetime.now(UTC)
                found[uid] = Listed(uid, int(said.get(b"RFC822.SIZE", 0)), arrived)
        return [found[uid] for uid in sorted(found)]

    def fetch(self, mails: Sequence[Listed], *, most: int) -> Iterator[Fetched]:
        """The mails with their bytes, of one of more than `most` bytes only the head.

        What has been deleted meanwhile is left out.
        """
        for batch in _batches(mails):
            if len(batch) > 1:
                yield from self._together(batch)
            elif batch[0].size > most:
                yield from self._one(batch[0], f"BODY.PEEK[HEADER]<0.{_HEAD}>", whole=False)
            elif batch[0].size > _PART:
                yield from self._in_parts(batch[0], most)
            else:
                yield from self._one(batch[0], "BODY.PEEK[]", whole=True)

    def move(self, uids: Sequence[int], name: str) -> None:
        """Move mails to another folder. One that is not there any more is no error."""
        target = self.folder(name)
        if self._client.has_capability("MOVE"):
            self._client.move(list(uids), target)
            return
        self._client.copy(list(uids), target)
        self._client.add_flags(list(uids), [_DELETED], silent=True)
        if self._client.has_capability("UIDPLUS"):
            self._client.uid_expunge(list(uids))

    def bring_back(self, size: int, digest: str) -> bool:
        """Move the mail with these bytes from the quarantine to where new ones lie; False if it is not there.

        By its bytes, for the UID that it has got there is not told by every server.
        """
        self._client.select_folder(self.folder(self.mailbox.quarantine))
        try:
            for uid in self._client.search(["LARGER", max(size - 1, 0), "SMALLER", size + 1]):
                content = _content(self._client.fetch([uid], ["BODY.PEEK[]"]).get(uid))
                if sha256(content).hexdigest() == digest:
                    self.move([uid], self.mailbox.folder)
                    return True
            return False
        finally:
            self.uid_validity, _ = self._open()

    def wait(self, wake: socket.socket) -> None:
        """Until the server has news, something can be read from `wake`, or it is time to look.

        Whatever ended the waiting, the server is asked for a sign of life afterwards.
        """
        if not self._client.has_capability("IDLE"):
            _readable([wake], self._times.poll)
            self._client.noop()
            return
        self._client.idle()
        self._idle_until_news(wake)
        self._client.idle_done()
        self._client.noop()

    def _idle_until_news(self, wake: socket.socket) -> None:
        until, sock = time.monotonic() + self._times.idle, self._client.socket()
        while (left := until - time.monotonic()) > 0:
            if not self._has_buffered(sock):
                ready = _readable([sock, wake], left)
                if sock not in ready:
                    return
            said = self._client.idle_check(timeout=0)
            # Nothing although there was something to read: the connection has ended, which is for NOOP to say.
            if not said or any(line[0] != b"OK" for line in said):
                return

    def _has_buffered(self, sock: socket.socket) -> bool:
        """Whether something was read from the network already, so that the socket itself is silent."""
        if isinstance(sock, ssl.SSLSocket) and sock.pending():
            return True
        file: Any = self._client._imap.file  # noqa: SLF001 - the library polls the socket only
        sock.setblocking(False)
        try:
            return bool(file.peek(1))
        except ssl.SSLWantReadError:
            return False
        finally:
            sock.settimeout(self._times.read)

    def sever(self) -> None:
        """End the connection, also from another thread: whatever this one waits for fails at once."""
        with suppress(OSError, MailboxUnavailable):  # it had ended, or was never there
            self._client.socket().shutdown(socket.SHUT_RDWR)

    def leave(self) -> None:
        """Say goodbye and close; a connection that is dead is just closed."""
        if self._opened is None:
            return
        try:
            self._opened.socket().settimeout(min(self._times.read, _GOODBYE_SECONDS))
            self._opened.logout()
        except (IMAPClientError, OSError):
            with suppress(IMAPClientError, OSError):
                self._opened.shutdown()

    def _open(self) -> tuple[int, int]:
        opened = self._client.select_folder(self.folder(self.mailbox.folder))
        if not opened.get(b"READ-WRITE"):
            raise MailboxUnavailable(f"The folder {self.mailbox.folder} of {self.mailbox.address} cannot be written to")
        return int(opened.get(b"UIDVALIDITY", 0)), int(opened[b"EXISTS"])

    def _personal_prefix(self) -> str:
        if not self._client.has_capability("NAMESPACE"):
            return ""
        personal = self._client.namespace().personal
        return str(personal[0][0]) if personal else ""

    def _make(self, name: str) -> None:
        if not self._client.folder_exists(name):
            self._client.create_folder(name)
            self._client.subscribe_folder(name)

    def _metadata(self, above: int) -> Iterator[Mapping[bytes, Any]]:
        """What is known of the mails, from the last place in the folder down to that UID.

        By place, for UIDs may be millions apart, and the answer to a search is one line that has no end.
        """
        self.uid_validity, exists = self._open()
        for last in range(exists, 0, -_AT_ONCE):
            places = list(range(max(1, last - _AT_ONCE + 1), last + 1))
            self._client.use_uid = False
            try:
                said = [one for one in self._client.fetch(places, _METADATA).values() if b"UID" in one]
            finally:
                self._client.use_uid = True
            yield from said
            if any(int(one[b"UID"]) <= above for one in said):
                return

    def _together(self, batch: Sequence[Listed]) -> Iterator[Fetched]:
        try:
            answer = self._client.fetch([mail.uid for mail in batch], ["BODY.PEEK[]"])
        except IMAPClientAbortError:
            raise
        except IMAPClientError:  # one of them is damaged on the server: the others are not to wait for it
            for mail in batch:
                yield from self._one(mail, "BODY.PEEK[]", whole=True)
            return
        for mail in batch:
            if content := _content(answer.get(mail.uid)):
                yield Fetched(mail, content, whole=True)

    def _one(self, mail: Listed, item: str, *, whole: bool) -> Iterator[Fetched]:
        try:
            answer = self._client.fetch([mail.uid], [item])
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            yield Fetched(mail, b"", whole=False)
            return
        if content := _content(answer.get(mail.uid)):
            yield Fetched(mail, content, whole=whole)

    def _in_parts(self, mail: Listed, most: int) -> Iterator[Fetched]:
        parts: list[bytes] = []
        got = 0
        while got <= most:
            answer = self._client.fetch([mail.uid], [f"BODY.PEEK[]<{got}.{_PART}>"])
            if mail.uid not in answer:
                return
            part = _content(answer[mail.uid])
            parts.append(part)
            got += len(part)
            if len(part) < _PART:
                yield Fetched(mail, b"".join(parts), whole=True)
                return
        yield from self._one(mail, f"BODY.PEEK[HEADER]<0.{_HEAD}>", whole=False)  # larger than it said


def _content(said: Mapping[bytes, Any] | None) -> bytes:
    """The body section of an answer, whatever part of it was asked for."""
    return next((value or b"" for key, value in (said or {}).items() if key.startswith(b"BODY[")), b"")


def _batches(mails: Sequence[Listed]) -> Iterator[list[Listed]]:
    """Small mails together, each larger one alone."""
    batch: list[Listed] = []
    total = 0
    for mail in mails:
        if mail.size > _PART:
            yield [mail]
            continue
        if batch and (total + mail.size > _TOGETHER or len(batch) == _AT_ONCE):
            yield batch
            batch, total = [], 0
        batch.append(mail)
        total += mail.size
    if batch:
        yield batch


def _readable(sockets: Sequence[socket.socket], seconds: float) -> list[socket.socket]:
    """Those that something can be read from, waiting for that up to so many seconds."""
    poller = select.poll()  # `select` knows no more than 1,024 files
    for one in sockets:
        poller.register(one, select.POLLIN)
    ready = {number for number, _ in poller.poll(seconds * 1000)}
    return [one for one in sockets if one.fileno() in ready]


def _keep_alive(connection: socket.socket) -> None:
    """Have the system notice a peer that is gone without a word."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _KEEPALIVE.items():
        if hasattr(socket, name):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
