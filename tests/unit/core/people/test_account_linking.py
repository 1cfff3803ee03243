"""Linking an address that somebody proves to be theirs, and telling that a calendar has to be connected
again."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest

from threadline.calendar.event import Event
from threadline.calendar.memory import MemoryBackend, MemoryCalendar
from threadline.core.calendars.reconnect_notice import ReconnectNotice
from threadline.core.channels.errors import ChannelUnavailable
from threadline.core.channels.port import Method
from threadline.core.domain.message import Person
from threadline.core.people.account_linking import AccountLinking, LinkRefused
from threadline.core.people.directory import People, person_of
from threadline.storage.account_links import LinkingStore
from threadline.storage.audit import AuditTrail
from threadline.storage.connections import ConnectionStore
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore
from threadline.storage.secrets import SecretStore

ZONE = "Europe/Vienna"


@dataclass
class Mail:
    """A channel that mails."""

    name: str = "mail"
    letters: list[tuple[str | None, str, str]] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    knows: bool = True
    invites: bool = True

    async def notify(self, person: Person, text: str, *, key: str) -> bool:
        if self.errors:
            raise self.errors.pop()
        self.letters.append((person.email, text, key))
        return self.knows

    async def invite(self, event: Event, organiser: Person, method: Method) -> None:
        """Not asked here."""

    @property
    def code(self) -> str:
        match = re.search(r"\*\*(.+)\*\*", self.letters[-1][1])
        assert match is not None
        return match[1]


@dataclass
class Chat:
    """A channel that tells people things, and reaches nobody by address."""

    name: str = "chat"
    told: list[str] = field(default_factory=list)
    knows: bool = True

    async def notify(self, person: Person, text: str, *, key: str) -> bool:
        self.told.append(key)
        return self.knows


@dataclass
class Office:
    """Ana, known by mail and by a chat."""

    database: Database
    mail: Mail
    channels: dict[str, Any]

    def __post_init__(self) -> None:
        self.store = PersonStore(self.database)
        self.people = People(self.store, default_zone=ZONE)
        self.account_linking = AccountLinking(
            LinkingStore(self.database, SecretStore(self.database)),
            people=self.people,
            channels=self.channels,
            audit=AuditTrail(self.database),
        )

    async def meet(self) -> tuple[Person, Person]:
        mailed = person_of(await self.store.ensure(email="ana@example.com", name="Ana", zone=ZONE))
        chatting = await self.store.identify("chat", "u1", email=None, name="Ana", zone=ZONE)
        return mailed, await self.people.get(chatting)


@pytest.fixture
def office(database: Database) -> Office:
    mail = Mail()
    return Office(database, mail, {"chat": Chat(), "mail": mail})


async def test_a_code_is_mailed_and_links(office: Office) -> None:
    mailed, chatting = await office.meet()
    told = await office.account_linking.answer(chatting, "link ana@example.com")
    assert told is not None
    assert "10 minutes" in told
    [(address, text, _)] = office.mail.letters
    assert address == "ana@example.com"
    assert office.mail.code in text
    assert office.channels["chat"].told == []
    linked = await office.account_linking.answer(chatting, f"link code {office.mail.code.lower()}")
    assert linked is not None
    assert linked.startswith("Linked.")
    assert (await office.people.by_email("ana@example.com")) == mailed
    assert await office.store.identify("chat", "u1", email=None, name="", zone=ZONE) == mailed.id


@pytest.mark.parametrize(
    "text",
    [
        "link my email ana@example.com",
        "Link <mailto:ana@example.com|ana@example.com>",
        "please link address [ana@example.com](mailto:ana@example.com)",
        "link ana@example.com.",
    ],
)
async def test_it_is_asked_in_many_ways(office: Office, text: str) -> None:
    _, chatting = await office.meet()
    await office.account_linking.answer(chatting, text)
    assert [address for address, _, _ in office.mail.letters] == ["ana@example.com"]


@pytest.mark.parametrize("text", ["linked lists", "link the two documents", "what is a link?", "link code", ""])
async def test_other_words_are_none_of_it(office: Office, text: str) -> None:
    _, chatting = await office.meet()
    assert await office.account_linking.answer(chatting, text) is None


async def test_a_wrong_code_links_nothing(office: Office) -> None:
    mailed, chatting = await office.meet()
    assert "No code was asked for" in (await office.account_linking.answer(chatting, "link code AAAA-BBBB") or "")
    await office.account_linking.ask(chatting, "ana@example.com")
    assert "not the code" in (await office.account_linking.answer(chatting, "link code AAAA-BBBB") or "")
    assert (await office.people.get(chatting.id)).email is None
    with pytest.raises(LinkRefused):
        await office.account_linking.enter(mailed, office.mail.code)


async def test_nothing_of_it_in_a_thread_that_others_read(office: Office) -> None:
    _, chatting = await office.meet()
    assert "in private" in (await office.account_linking.answer(chatting, "link ana@example.com", shared=True) or "")
    assert office.mail.letters == []


async def test_what_is_no_address_or_ones_own_is_refused(office: Office) -> None:
    mailed, _ = await office.meet()
    for address, why in (("ana@", "no e-mail"), ("ANA@example.com", "yours already")):
        with pytest.raises(LinkRefused, match=why):
            await office.account_linking.ask(mailed, address)


async def test_codes_that_cannot_be_sent_are_said(office: Office) -> None:
    _, chatting = await office.meet()
    office.mail.errors.append(ChannelUnavailable("down", channel="mail"))
    with pytest.raises(LinkRefused, match="could not send"):
        await office.account_linking.ask(chatting, "ana@example.com")
    for _ in range(4):
        await office.account_linking.ask(chatting, "ana@example.com")
    with pytest.raises(LinkRefused, match="Too many"):
        await office.account_linking.ask(chatting, "ana@example.com")
    del office.channels["mail"]
    with pytest.raises(LinkRefused, match="no mailbox"):
        await office.account_linking.ask(chatting, "ana@example.com")


def notice_of(office: Office, base_url: str | None) -> ReconnectNotice:
    google = MemoryBackend(lambda _: MemoryCalendar(), name="google")
    return ReconnectNotice(
        office.people, ConnectionStore(office.database), {"google": google}, office.channels, base_url=base_url
    )


async def test_a_broken_connection_is_told_on_the_first_channel_that_knows_the_person(office: Office) -> None:
    mailed, _ = await office.meet()
    chat = office.channels["chat"]
    chat.knows = False
    telling = notice_of(office, "https://threadline.example.com")
    await telling.tell(mailed.id, "google", "The consent was withdrawn.")
    [(_, text, key)] = office.mail.letters
    assert text.startswith("Your Google calendar has to be connected again: https://threadline.example.com/")
    assert key.startswith(f"reconnect-{mailed.id}-google")
    assert len(chat.told) == 1


@pytest.mark.parametrize("error", [ChannelUnavailable("down", channel="mail"), RuntimeError("a fault")])
async def test_what_cannot_be_told_harms_nobody(office: Office, error: Exception) -> None:
    mailed, _ = await office.meet()
    office.channels["chat"].knows = False
    office.mail.errors.append(error)
    telling = notice_of(office, None)
    await telling.tell(mailed.id, "google", "revoked")
    await telling.tell("unknown", "google", "revoked")
    assert office.mail.letters == []
