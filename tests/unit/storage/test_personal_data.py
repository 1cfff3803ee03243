"""What belongs to a person is found in every table there is, and gone from every one."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, DateTime, Float, Integer, LargeBinary, Table, insert, select

from threadline.storage.database.columns import UtcDateTime
from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordNotFound
from threadline.storage.personal_data import ERASED, PersonalData
from threadline.storage.tables.metadata import METADATA

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOBODYS = {"processes", "rate_limits", "reply_policies"}
"""Tables in which nothing is anybody's. Whoever adds a table says so here, or makes sure that it is erased."""
STRUCTURE = {("mails", "mailbox"), ("mails", "folder"), ("mails", "verdict"), ("mails", "state"), ("audit", "action")}
"""Columns that stay: they say nothing of a person."""


class Somebody:
    """A person with a row in every table, each text of it with their mark."""

    def __init__(self, mark: str, number: int) -> None:
        self.mark = mark
        self.number = number
        self.rows: dict[str, dict[str, Any]] = {}
        self.id = f"{mark}-persons-id"
        self.email = f"{mark}@example.com"

    def row(self, table: Table) -> dict[str, Any]:
        row = {column.name: self._value(table, column) for column in table.columns}
        row |= self._named(table.name)
        self.rows[table.name] = row
        return {column.key: row[column.name] for column in table.columns}

    def _value(self, table: Table, column: Column[Any]) -> Any:
        if column.foreign_keys:
            target = next(iter(column.foreign_keys)).column
            return self.rows[target.table.name][target.name]
        match column.type:
            case Boolean():
                return False
            case Integer():
                return self.number
            case Float():
                return float(self.number)
            case LargeBinary():
                return self.mark.encode()
            case UtcDateTime() | DateTime():
                return NOW
        if (table.name, column.name) in STRUCTURE:
            return "inbox"
        length = getattr(column.type, "length", None) or 200
        return f"{self.mark}-{table.name}-{column.name}"[:length]

    def _named(self, table: str) -> dict[str, Any]:
        """Where a person is named without a reference."""
        message = self.rows.get("messages", {}).get("id")
        named: dict[str, dict[str, Any]] = {
            "persons": {"email": self.email},
            "secrets": {"owner": self.id},
            "audit": {"person_id": self.id},
            "mails": {"sender": self.email, "uid": self.number},
            "outbox": {"recipient": self.email},
            "turns": {"person_id": self.id},
            "conversations": {"active_message": f"{self.mark}-messages-id"},
            "proposals": {"message_id": message, "decided_by": self.id},
            "inbound": {
                "channel": f"{self.mark}-identities-channel",
                "body": f'{{"user": "{self.mark}-identities-external_id"}}',
            },
            "overheard": {
                "channel": f"{self.mark}-identities-channel",
                "account": f"{self.mark}-identities-external_id",
            },
            "teams_sent": {"key": f"reply-{self.mark}:id"},
            "teams_people": {"conversation_id": f"{self.mark}-teams_conversations-id"},
        }
        return named.get(table, {})


def tables() -> Iterator[Table]:
    yield from (table for table in METADATA.sorted_tables if table.name not in NOBODYS)


@pytest.fixture
async def two(database: Database) -> tuple[Somebody, Somebody]:
    ana, bo = Somebody("anamark", 1001), Somebody("bomark", 1002)
    # Ids without hyphens, as ours are: keys are taken apart at them.
    ana.id, bo.id = "anamarkid", "bomarkid"
    async with database.write() as connection:
        for table in tables():
            for person in (ana, bo):
                values = person.row(table)
                if table.name == "persons":
                    values["id"] = person.rows["persons"]["id"] = person.id
                if table.name == "messages":
                    values["id"] = person.rows["messages"]["id"] = f"{person.mark}"
                if table.name == "conversations":
                    values["active_message"] = person.mark
                await connection.execute(insert(table).values(values))
    return ana, bo


async def everything(database: Database) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    async with database.read() as connection:
        return {table.name: [repr(tuple(row)) for row in await connection.execute(select(table))] for table in tables()}


async def test_nothing_of_a_person_is_left_in_any_table_and_others_keep_theirs(
    database: Database, two: tuple[Somebody, Somebody]
) -> None:
    ana, bo = two
    before = await everything(database)
    assert all(any(ana.mark in row for row in rows) for rows in before.values()), "the test itself marks every table"
    erasure = await PersonalData(database).erase(ana.id)
    assert set(erasure.rows) == {table.name for table in tables()}
    after = await everything(database)
    left = [row for rows in after.values() for row in rows if ana.mark in row]
    assert left == []
    assert sum(ERASED in row for row in after["audit"]) == 2, "what was done is still known, the erasure as well"
    for name, rows in before.items():
        for row in rows:
            if bo.mark in row:
                assert row in after[name], f"{name} of somebody else was touched"
    with pytest.raises(RecordNotFound):
        await PersonalData(database).erase(ana.id)


async def test_an_export_has_every_table_and_no_secret(database: Database, two: tuple[Somebody, Somebody]) -> None:
    ana, bo = two
    exported = await PersonalData(database).export(ana.id)
    assert set(exported) == {table.name for table in tables()}
    text = json.dumps(exported)
    assert bo.mark not in text
    for hidden in ("token_hash", "code_hash", "ciphertext", "salt", "state_hash"):
        assert f"-{hidden}" not in text
    with pytest.raises(RecordNotFound):
        await PersonalData(database).export("nobody")


async def test_a_thread_with_others_is_theirs_afterwards(database: Database, two: tuple[Somebody, Somebody]) -> None:
    ana, bo = two
    messages, turns = METADATA.tables["messages"], METADATA.tables["turns"]
    conversation = ana.rows["conversations"]["id"]
    async with database.write() as connection:
        values = bo.row(messages) | {
            "id": "bomore",
            "event_key": "more",
            "sequence": 9,
            "conversation_id": conversation,
        }
        await connection.execute(insert(messages).values(values))
        waits = bo.row(turns) | {"message_id": "bomore", "state": "queued"}
        await connection.execute(insert(turns).values(waits))
    await PersonalData(database).erase(ana.id)
    async with database.read() as connection:
        conversations = METADATA.tables["conversations"]
        row = (await connection.execute(select(conversations).where(conversations.c.id == conversation))).one()
    assert (row.person_id, row.title, row.active_message) == (bo.id, "", "bomore")
