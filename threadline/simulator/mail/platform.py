"""The fake mail server as one component: start it on loopback, give the service its mailbox, and act as its people.

async with FakeMail() as mail:
    ...  # the service is given mail.mailbox
    mail.hand("ana@example.com").write("Hello", "What is on tomorrow?")
"""

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from threadline.simulator.mail.browser import Browser
from threadline.simulator.mail.imap import ImapServer
from threadline.simulator.mail.model import Clock, PostOffice, Resident, now
from threadline.simulator.mail.people import AUTHSERV, Hand
from threadline.simulator.mail.smtp import SmtpServer
from threadline.simulator.site import Site

ADDRESS = "assistant@simulator.example"
_PASSWORD = "fake-mailbox-password"  # noqa: S105 - the fake's own
_PEOPLE = (
    Resident("Ana", "ana@example.com", "Europe/Vienna"),
    Resident("Bo", "bo@example.com", "America/New_York", reply_style="outlook"),
)


@dataclass(frozen=True, slots=True)
class FakeMailbox:
    """What a service needs to know to read and send: both servers are on loopback, without TLS."""

    address: str
    password: str
    imap_port: int
    smtp_port: int
    authserv_id: str
    host: str = "127.0.0.1"


class FakeMail:
    """A mail server on loopback, with a browser view of people's inboxes."""

    def __init__(self, *, clock: Clock = now, people: tuple[Resident, ...] = _PEOPLE, port: int = 0) -> None:
        self.office = PostOffice(ADDRESS, _PASSWORD, people, clock)
        self.imap = ImapServer(self.office)
        self.smtp = SmtpServer(self.office)
        self._site = Site(port)

    @property
    def mailbox(self) -> FakeMailbox:
        """The assistant's mailbox."""
        return FakeMailbox(ADDRESS, _PASSWORD, self.imap.port, self.smtp.port, AUTHSERV)

    def hand(self, address: str) -> Hand:
        """Acts for somebody with an inbox here."""
        return Hand(self.office, self.office.residents[address])

    @property
    def url(self) -> str:
        """Where it listens; empty before it does."""
        return self._site.url

    async def __aenter__(self) -> Self:
        await self.imap.start()
        await self.smtp.start()
        await self._site.start(Browser(self.office).routes())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.imap.close()
        await self.smtp.close()
        await self._site.stop()
