"""As much of an IMAP server as reading a mailbox takes (RFC 9051; IDLE of RFC 2177, MOVE of RFC 6851, UIDPLUS).

Faithful where it hurts: UIDs and UIDVALIDITY, places that move up when a mail goes, `n:*` that names the last mail
whatever `n` is, untagged EXISTS and EXPUNGE, literals, and a connection that ends when told to.
"""

import asyncio
import re
from base64 import b64decode
from collections.abc import Awaitable, Callable, Iterator

from threadline.simulator.mail.line_server import LineServer
from threadline.simulator.mail.model import Folder, PostOffice, StoredMail

_CAPABILITIES = "IMAP4rev1 IDLE MOVE UIDPLUS AUTH=PLAIN"
_LITERAL = re.compile(rb"\{(\d+)(\+?)\}$")
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|(\([^()]*\))|(\S+\[[^\]]*\]\S*)|(\S+)')
_SECTION = re.compile(r"BODY(?:\.PEEK)?\[(?P<part>[A-Z]*)\](?:<(?P<from>\d+)\.(?P<length>\d+)>)?", re.IGNORECASE)
_LONGEST_LINE = 65_536


class ImapServer(LineServer):
    """Serves one mailbox to whoever knows its password."""

    def __init__(self, office: PostOffice) -> None:
        super().__init__(longest=_LONGEST_LINE)
        self._office = office

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until it ends."""
        await Conversation(self._office, reader, writer).run()


class Conversation:
    """One connection."""

    def __init__(self, office: PostOffice, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._office = office
        self._reader = reader
        self._writer = writer
        self._selected: Folder | None = None
        self._told = 0
        self._signed_in = False
        self._commands: dict[str, Callable[[str, list[str]], Awaitable[str]]] = {
            "LOGIN": self._login,
            "AUTHENTICATE": self._authenticate,
            "LIST": self._list,
            "CREATE": self._create,
            "SUBSCRIBE": self._done,
            "SELECT": self._select,
            "EXAMINE": self._select,
            "FETCH": self._fetch,
            "UID": self._uid,
            "IDLE": self._idle,
            "NOOP": self._noop,
        }

    async def run(self) -> None:
        """Until the client leaves."""
        self._say(f"* OK [CAPABILITY {_CAPABILITIES}] ready")
        while (words := await self._command()) is not None:
            tag, name, arguments = words[0], words[1].upper(), words[2:]
            if name == "CAPABILITY":
                self._say(f"* CAPABILITY {_CAPABILITIES}", f"{tag} OK done")
            elif name == "LOGOUT":
                self._say("* BYE", f"{tag} OK done")
                break
            elif name not in self._commands:
                self._say(f"{tag} BAD unknown command")
            elif not self._signed_in and name not in ("LOGIN", "AUTHENTICATE"):
                self._say(f"{tag} NO sign in first")
            else:
                self._say(f"{tag} {await self._commands[name](tag, arguments)}")
            await self._writer.drain()

    async def _command(self) -> list[str] | None:
        line = await self._line()
        if not line:
            return None
        while literal := _LITERAL.search(line):
            if not literal[2]:
                self._say("+ go on")
            value = await self._reader.readexactly(int(literal[1]))
            quoted = value.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
            line = line[: literal.start()] + b'"' + quoted + b'"' + await self._line()
        words = list(_words(line.decode("utf-8", "replace")))
        return words if len(words) > 1 else ["*", "NOTHING"]

    async def _line(self) -> bytes:
        return (await self._reader.readline()).rstrip(b"\r\n")

    async def _login(self, tag: str, arguments: list[str]) -> str:
        return self._admit(*arguments[:2])

    async def _authenticate(self, tag: str, arguments: list[str]) -> str:
        if arguments[0].upper() != "PLAIN":
            return "NO unsupported"
        if len(arguments) < 2:
            self._say("+ ")
            arguments.append((await self._line()).decode())
        _, user, password = b64decode(arguments[1]).decode().split("\0")
        return self._admit(user, password)

    def _admit(self, user: str = "", password: str = "") -> str:
        self._signed_in = (user.lower(), password) == (self._office.address.lower(), self._office.password)
        return "OK signed in" if self._signed_in else "NO [AUTHENTICATIONFAILED] wrong name or password"

    async def _list(self, tag: str, arguments: list[str]) -> str:
        wanted = arguments[-1]
        for name in self._office.folders:
            if wanted in ("*", "%") or wanted.upper() == name.upper():
                self._say(f'* LIST (\\HasNoChildren) "/" "{name}"')
        return "OK done"

    async def _create(self, tag: str, arguments: list[str]) -> str:
        self._office.folder(arguments[0])
        return "OK done"

    async def _done(self, tag: str, arguments: list[str]) -> str:
        return "OK done"

    async def _select(self, tag: str, arguments: list[str]) -> str:
        name = "INBOX" if arguments[0].upper() == "INBOX" else arguments[0]
        folder = self._selected = self._office.folders.get(name)
        if folder is None:
            return "NO [NONEXISTENT] no such folder"
        self._told = len(folder.mails)
        self._say(
            "* FLAGS (\\Seen \\Deleted)",
            f"* {self._told} EXISTS",
            "* 0 RECENT",
            f"* OK [UIDVALIDITY {folder.uid_validity}] ok",
            f"* OK [UIDNEXT {folder.next_uid}] ok",
        )
        return "OK [READ-WRITE] done"

    async def _uid(self, tag: str, arguments: list[str]) -> str:
        folder, name = self._selected, arguments[0].upper()
        if folder is None:
            return "BAD select a folder first"
        uids = _chosen(arguments[1], [mail.uid for mail in folder.mails])
        if name == "FETCH":
            self._tell(folder, [mail for mail in folder.mails if mail.uid in uids], arguments[2], uid=True)
        elif name == "MOVE":
            for place in self._office.move(folder, uids, arguments[2]):
                self._say(f"* {place} EXPUNGE")
            self._told = len(folder.mails)
        else:
            return "BAD unsupported"
        return "OK done"

    async def _fetch(self, tag: str, arguments: list[str]) -> str:
        folder = self._selected
        if folder is None:
            return "BAD select a folder first"
        places = _chosen(arguments[0], list(range(1, len(folder.mails) + 1)))
        self._tell(folder, [folder.mails[place - 1] for place in sorted(places)], arguments[1], uid=False)
        return "OK done"

    async def _idle(self, tag: str, arguments: list[str]) -> str:
        self._say("+ idling")
        await self._writer.drain()
        done = asyncio.ensure_future(self._line())
        while not done.done():
            changed = asyncio.ensure_future(self._office.changed.wait())
            self._news()
            await self._writer.drain()
            await asyncio.wait({done, changed}, return_when=asyncio.FIRST_COMPLETED)
            changed.cancel()
        if not await done:
            raise ConnectionError
        self._news()
        return "OK done"

    async def _noop(self, tag: str, arguments: list[str]) -> str:
        self._news()
        return "OK done"

    def _news(self) -> None:
        """New mails, if there are any since the client was told last."""
        if self._selected is not None and len(self._selected.mails) != self._told:
            self._told = len(self._selected.mails)
            self._say(f"* {self._told} EXISTS")

    def _tell(self, folder: Folder, mails: list[StoredMail], items: str, *, uid: bool) -> None:
        wanted = items.strip("()").split()
        if uid and "UID" not in (item.upper() for item in wanted):
            wanted.insert(0, "UID")
        for mail in mails:
            parts = [_item(mail, item) for item in wanted]
            place = folder.mails.index(mail) + 1
            self._writer.write(f"* {place} FETCH (".encode() + b" ".join(parts) + b")\r\n")

    def _say(self, *lines: str) -> None:
        self._writer.write("".join(f"{line}\r\n" for line in lines).encode())


def _words(line: str) -> Iterator[str]:
    for match in _TOKEN.finditer(line):
        quoted = match[1]
        yield re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else match[0]


def _chosen(numbers: str, known: list[int]) -> set[int]:
    """The numbers of a set that there are; `*` is the highest, so `n:*` always names at least that one."""
    highest, found = max(known, default=0), set[int]()
    for part in numbers.split(","):
        first, _, last = part.partition(":")
        low, high = (highest if end == "*" else int(end) for end in (first, last or first))
        found.update(number for number in known if min(low, high) <= number <= max(low, high))
    return found


def _item(mail: StoredMail, item: str) -> bytes:
    match item.upper():
        case "UID":
            return b"UID %d" % mail.uid
        case "FLAGS":
            return f"FLAGS ({' '.join(sorted(mail.flags))})".encode()
        case "RFC822.SIZE":
            return b"RFC822.SIZE %d" % len(mail.content)
        case "INTERNALDATE":
            return f'INTERNALDATE "{mail.arrived_at:%d-%b-%Y %H:%M:%S %z}"'.encode()
    section = _SECTION.fullmatch(item)
    if section is None:
        raise ValueError(item)
    content = mail.content
    if section["part"].upper() == "HEADER":
        content = content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    name = f"BODY[{section['part'].upper()}]"
    if section["from"] is not None:
        first = int(section["from"])
        content, name = content[first : first + int(section["length"])], f"{name}<{first}>"
    return f"{name} {{{len(content)}}}\r\n".encode() + content
