"""Proving an address, and two persons becoming one with all that is theirs."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select

from tests.support.clock import Clock
from threadline.calendar.builtin import BuiltinCalendar
from threadline.calendar.event import EventDraft
from threadline.storage.account_links import LIFETIME, MOST_ATTEMPTS, MOST_SENT, LinkingStore, Proof, Refusal
from threadline.storage.connections import ConnectionStore
from threadline.storage.conversations import ConversationStore
from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordNotFound
from threadline.storage.events import StoredEventRows
from threadline.storage.persons import PersonStore
from threadline.storage.preferences import PreferenceStore
from threadline.storage.proposals import ProposalStore
from threadline.storage.secrets import SecretStore
from threadline.storage.tables.metadata import METADATA
from threadline.storage.tokens import TokenKind, TokenStore

ADDRESS = "ana@example.com"
START = datetime(2026, 3, 6, 14, tzinfo=UTC)


class Office:
    """Ana on two channels that do not know of each other yet."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = Clock()
        self.persons = PersonStore(database, clock=self.clock)
        self.secrets = SecretStore(database, keys=[Fernet.generate_key().decode()])
        self.linking = LinkingStore(database, self.secrets, clock=self.clock)

    async def meet(self) -> None:
        self.mail = await self.persons.identify("email", ADDRESS, email=ADDRESS, name="Ana", zone="UTC")
        self.clock.advance(seconds=1)
        self.slack = await self.persons.identify("slack", "T1:U1", email=None, name="Ana", zone="Europe/Vienna")

    async def link(self) -> Proof:
        assert await self.linking.issue(self.slack, ADDRESS, "CODE")
        proof = await self.linking.prove(self.slack, "CODE")
        assert isinstance(proof, Proof)
        self.persons.forget_identities()
        return proof


@pytest.fixture
async def office(database: Database) -> Office:
    office = Office(database)
    await office.meet()
    return office


async def test_a_code_makes_two_persons_one_and_the_older_stays(office: Office) -> None:
    proof = await office.link()
    assert proof == Proof(office.mail, ADDRESS, merged=True)
    assert await office.persons.get(office.slack) is None
    assert await office.persons.identify("slack", "T1:U1", email=None, name="", zone="UTC") == office.mail
    assert await office.persons.identify("email", ADDRESS, email=ADDRESS, name="", zone="UTC") == office.mail


async def test_an_address_that_nobody_has_becomes_the_persons(office: Office) -> None:
    assert await office.linking.issue(office.slack, "New@example.com", "CODE")
    assert await office.linking.prove(office.slack, "CODE") == Proof(office.slack, "new@example.com", merged=False)
    person = await office.persons.get(office.slack)
    assert person is not None
    assert person.email == "new@example.com"


async def test_a_further_address_leads_to_the_same_person(office: Office) -> None:
    assert await office.linking.issue(office.mail, "ana@home.example", "CODE")
    await office.linking.prove(office.mail, "CODE")
    found = await office.persons.by_email("ANA@home.example")
    assert found is not None
    assert (found.id, found.email) == (office.mail, ADDRESS)
    assert await office.persons.identify("teams", "x", email="ana@home.example", name="", zone="UTC") == office.mail


async def test_both_addresses_stay_those_of_the_person(office: Office) -> None:
    other = await office.persons.identify("teams", "t", email="ana@work.example", name="Ana", zone="UTC")
    assert await office.linking.issue(other, ADDRESS, "CODE")
    await office.linking.prove(other, "CODE")
    for address in (ADDRESS, "ana@work.example"):
        found = await office.persons.by_email(address)
        assert found is not None
        assert found.id == office.mail


async def test_a_code_is_for_few_tries_and_only_for_who_asked(office: Office) -> None:
    assert await office.linking.prove(office.slack, "CODE") is Refusal.NONE_ASKED
    await office.linking.issue(office.slack, ADDRESS, "CODE")
    assert await office.linking.prove(office.mail, "CODE") is Refusal.NONE_ASKED
    for _ in range(MOST_ATTEMPTS):
        assert await office.linking.prove(office.slack, "WRONG") is Refusal.WRONG
    assert await office.linking.prove(office.slack, "CODE") is Refusal.OVER
    assert await office.persons.get(office.slack) is not None


async def test_a_code_is_good_for_ten_minutes_and_the_newest_counts(office: Office) -> None:
    await office.linking.issue(office.slack, ADDRESS, "FIRST")
    await office.linking.issue(office.slack, ADDRESS, "SECOND")
    assert await office.linking.prove(office.slack, "FIRST") is Refusal.WRONG
    office.clock.advance(seconds=LIFETIME.total_seconds())
    assert await office.linking.prove(office.slack, "SECOND") is Refusal.OVER


async def test_only_so_many_codes_are_sent_an_hour(office: Office) -> None:
    assert [await office.linking.issue(office.slack, ADDRESS, "C") for _ in range(MOST_SENT + 1)] == [
        *[True] * MOST_SENT,
        False,
    ]
    office.clock.advance(hours=1, seconds=1)
    assert await office.linking.issue(office.slack, ADDRESS, "C")
    with pytest.raises(RecordNotFound):
        await office.linking.issue("unknown", ADDRESS, "C")


async def test_the_code_itself_is_nowhere(office: Office) -> None:
    await office.linking.issue(office.slack, ADDRESS, "SECRETCODE")
    async with office.database.read() as connection:
        rows = (await connection.execute(select(METADATA.tables["link_codes"]))).all()
    assert "SECRETCODE" not in repr(rows)


async def test_what_belongs_to_both_is_together_afterwards(office: Office) -> None:
    preferences, tokens = PreferenceStore(office.database), TokenStore(office.database)
    conversations, proposals = ConversationStore(office.database), ProposalStore(office.database)
    connections = ConnectionStore(office.database, clock=office.clock)
    for person, key, value in (
        (office.mail, "timezone", "UTC"),
        (office.slack, "timezone", "Asia/Tokyo"),
        (office.slack, "language", "de"),
    ):
        await preferences.put(person, key, value=value)
    talk = await conversations.create(channel="slack", person_id=office.slack, title="Talk")
    proposal = await proposals.create(
        key="k",
        owner_id=office.slack,
        conversation_id=talk.id,
        message_id=None,
        channel="slack",
        body="{}",
        calendar="builtin",
        calendar_id="default",
        lifetime=timedelta(days=1),
    )
    token, _ = await tokens.create(office.slack, kind=TokenKind.API, name="t", lifetime=None)
    for person, account in ((office.mail, "old"), (office.slack, "new")):
        await connections.put(person, "google", label=account)
        await office.secrets.put(person, "calendar:google", account)
    await office.secrets.put(office.slack, "calendar:caldav", "dav")
    await connections.put(office.slack, "caldav", label="dav")
    await connections.broke(office.mail, "google", "revoked")
    await office.link()
    listed = {each.key: each.value for each in await preferences.list(office.mail)}
    assert listed == {"timezone": "UTC", "language": "de"}
    assert [each.id for each in await conversations.of_person(office.mail, limit=9)] == [talk.id]
    assert [each.id for each in await proposals.of_person(office.mail, limit=9)] == [proposal.id]
    assert [each.id for each in await tokens.list(office.mail)] == [token.id]
    assert {each.label for each in await connections.of_person(office.mail)} == {"new", "dav"}
    assert await office.secrets.get(office.mail, "calendar:google") == "new"
    assert await office.secrets.get(office.mail, "calendar:caldav") == "dav"
    assert await office.secrets.get(office.slack, "calendar:caldav") is None


async def test_events_of_both_are_there_and_come_as_new(office: Office) -> None:
    rows = StoredEventRows(office.database)
    mine, theirs = BuiltinCalendar(rows, office.mail), BuiltinCalendar(rows, office.slack)
    draft = EventDraft("Review", START, START + timedelta(hours=1), "UTC")
    for key in ("same", "other"):
        await mine.create("default", draft, key)
    token = (await mine.changes("default", None)).token
    made = await theirs.create("default", draft, "same")
    await office.link()
    new = await mine.changes("default", token)
    assert [(event.id, event.key) for event in new.updated] == [(made.id, None)]
    assert len(await mine.events("default", START, START + timedelta(hours=1))) == 3


async def test_without_the_key_secrets_are_left_behind_and_the_rest_goes_on(office: Office) -> None:
    await office.secrets.put(office.slack, "calendar:google", "x")
    bare = LinkingStore(office.database, SecretStore(office.database), clock=office.clock)
    await bare.issue(office.slack, ADDRESS, "CODE")
    assert isinstance(await bare.prove(office.slack, "CODE"), Proof)
    assert await office.secrets.get(office.mail, "calendar:google") is None


async def test_nothing_of_the_one_who_goes_is_left_in_any_table(office: Office) -> None:
    await PreferenceStore(office.database).put(office.slack, "timezone", value="UTC")
    await office.link()
    for table in METADATA.sorted_tables:
        for column in table.columns:
            if column.name in {"person_id", "owner_id", "owner", "decided_by"}:
                async with office.database.read() as connection:
                    left = await connection.scalar(select(func.count()).where(column == office.slack))
                assert left == 0, f"{table.name}.{column.name}"
