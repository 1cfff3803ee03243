"""As much of a submission server as sending takes (RFC 5321, RFC 6409): it takes what the assistant hands in."""

import asyncio
import re
from base64 import b64decode

from threadline.simulator.mail.line_server import LineServer
from threadline.simulator.mail.model import PostOffice

_ADDRESS = re.compile(r"<([^>]*)>")
_MOST_BYTES = 30_000_000
_LONGEST_LINE = 1_000_000


class SmtpServer(LineServer):
    """Takes mails from whoever knows the mailbox's password. `refuse` holds answers for the next attempts to send."""

    def __init__(self, office: PostOffice) -> None:
        super().__init__(longest=_LONGEST_LINE)
        self._office = office
        self.refuse: list[str] = []

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until it ends."""
        signed_in, sender, recipients = False, "", list[str]()
        writer.write(b"220 simulator ESMTP\r\n")
        while line := (await reader.readline()).decode("utf-8", "replace").strip():
            verb, _, rest = line.partition(" ")
            answer = "250 OK"
            match verb.upper():
                case "EHLO" | "HELO":
                    answer = f"250-simulator\r\n250-AUTH PLAIN LOGIN\r\n250-8BITMIME\r\n250 SIZE {_MOST_BYTES}"
                case "AUTH":
                    signed_in = await self._sign_in(rest, reader, writer)
                    answer = "235 signed in" if signed_in else "535 wrong name or password"
                case "MAIL" | "RCPT" | "DATA" if not signed_in:
                    answer = "530 sign in first"
                case "MAIL":
                    sender, recipients = _address(rest), []
                    answer = self.refuse.pop(0) if self.refuse else answer
                case "RCPT":
                    recipients.append(_address(rest))
                case "DATA":
                    writer.write(b"354 go on\r\n")
                    content = await _data(reader)
                    for recipient in recipients:
                        self._office.take(sender, recipient, content)
                case "QUIT":
                    writer.write(b"221 bye\r\n")
                    return
                case "NOOP" | "RSET":
                    pass
                case _:
                    answer = "502 unknown command"
            writer.write(f"{answer}\r\n".encode())
            await writer.drain()

    async def _sign_in(self, said: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        mechanism, _, first = said.partition(" ")
        if mechanism.upper() == "PLAIN":
            _, user, password = b64decode(first or await _asked("", reader, writer)).decode().split("\0")
        else:
            user = b64decode(first or await _asked("VXNlcm5hbWU6", reader, writer)).decode()
            password = b64decode(await _asked("UGFzc3dvcmQ6", reader, writer)).decode()
        return (user.lower(), password) == (self._office.address.lower(), self._office.password)


async def _asked(prompt: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
    writer.write(f"334 {prompt}\r\n".encode())
    return (await reader.readline()).decode().strip()


async def _data(reader: asyncio.StreamReader) -> bytes:
    lines: list[bytes] = []
    while (line := await reader.readline()) not in (b".\r\n", b".\n"):
        if not line:
            raise ConnectionError
        lines.append(line[1:] if line.startswith(b".") else line)
    return b"".join(lines)


def _address(said: str) -> str:
    found = _ADDRESS.search(said)
    return found[1] if found else ""
