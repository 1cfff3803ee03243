"""A SQLite file as it is after years: messages and answers at one rate, of many persons, and cards that wait."""

import asyncio
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.migrate import MIGRATIONS, upgrade

HEAVY, EVERYDAY = f"{1:032x}", f"{2:032x}"
"""Who wrote a tenth of everything, and who wrote what everybody else did."""
HUNDRED = 100
"""Messages of each person but the first."""
RATE = timedelta(seconds=86_400 / 1000)
IN_A_THREAD = 20
TALK = """
we should meet on tuesday about the budget of harbour and the plan for next quarter please tell the team that lunch
moves to noon because ana travels and bo has the keys of the office so nobody waits can you send minutes invoice
report draft contract release train hotel flight review deadline customer offer price question answer thanks
"""
WORDS = TALK.split()
RARE = "zyzzyva"
OPEN_CARDS = 1_000
BODY = '{"title": "Lunch"}'


def grown(directory: Path, messages: int) -> Database:
    """A database with so many messages; persons and cards in proportion: 10,000 and 1,000 to a million."""
    database = Database(sqlite_url(directory / "threadline.db"))
    before = directory / "migrations"
    copytree(MIGRATIONS, before, ignore=ignore_patterns("003[2-9]_*", "00[4-9]*"))
    asyncio.run(upgrade(database, migrations=before))
    with sqlite3.connect(directory / "threadline.db") as connection:
        connection.execute("PRAGMA synchronous=OFF")
        _fill(connection, messages)
    connection.close()
    asyncio.run(upgrade(database))  # the index of words is made of what is there
    with closing(sqlite3.connect(directory / "threadline.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database


def _fill(connection: sqlite3.Connection, messages: int) -> None:
    chance = random.Random(17)
    persons, now = max(10, messages // HUNDRED), datetime.now(UTC).replace(tzinfo=None)
    began = now - messages * RATE
    _rows(
        connection,
        "persons",
        (
            {
                "id": f"{number:032x}",
                "name": f"Person {number}",
                "email": f"p{number}@example.com",
                "zone": "Europe/Vienna",
                "created_at": _at(began + number * HUNDRED * RATE),
            }
            for number in range(1, persons + 1)
        ),
    )
    writers = [1 if number % 10 == 0 else chance.randrange(2, persons + 1) for number in range(messages)]
    # Everybody has the same, so that what is measured differs by the others' alone.
    writers[5::10] = [2 if number < HUNDRED else each for number, each in enumerate(writers[5::10])]
    threads = _threads(writers)
    _rows(connection, "conversations", _conversations(threads, began))
    _rows(connection, "messages", _messages(threads, began, chance))
    _rows(connection, "turns", _turns(threads, began, chance))
    _rows(connection, "ledger", _ledger(threads, began))
    _rows(connection, "ledger_attempts", _attempts(len(threads)))
    cards = max(10, messages * OPEN_CARDS // 1_000_000)
    _rows(connection, "proposals", _proposals(cards, persons, now, "proposed"))
    _rows(connection, "proposals", _proposals(messages // 10, persons, now, "booked"))
    _rows(connection, "audit", _audit(messages // 10, persons, now))


def _threads(writers: list[int]) -> list[tuple[int, int, int]]:
    """Of each message who wrote it, in which of their conversations, and at which place in it."""
    counts: dict[int, int] = {}
    found = []
    for writer in writers:
        count = counts[writer] = counts.get(writer, -1) + 1
        found.append((writer, count // IN_A_THREAD, count % IN_A_THREAD + 1))
    return found


def _conversations(threads: list[tuple[int, int, int]], began: datetime) -> Iterator[dict[str, Any]]:
    last = {(writer, thread): (number, place) for number, (writer, thread, place) in enumerate(threads)}
    for (writer, thread), (number, place) in last.items():
        identity = f"{writer:016x}{thread:016x}"
        yield {
            "id": identity,
            "channel": "webhook",
            "external_key": identity,
            "person_id": f"{writer:032x}",
            "title": f"About {WORDS[number % len(WORDS)]}",
            "created_at": _at(began),
            "updated_at": _at(began + number * RATE),
            "last_sequence": place,
        }


def _messages(threads: list[tuple[int, int, int]], began: datetime, chance: random.Random) -> Iterator[dict[str, Any]]:
    for number, (writer, thread, place) in enumerate(threads):
        text = " ".join(chance.choices(WORDS, k=12)) + (f" {RARE}" if number % 500 in (5, 10) else "")
        at = _at(began + number * RATE)
        yield {
            "id": f"{number:032x}",
            "channel": "webhook",
            "event_key": f"e{number}",
            "conversation_id": f"{writer:016x}{thread:016x}",
            "sequence": place,
            "person_id": f"{writer:032x}",
            "text": text,
            "body": "{}",
            "sent_at": at,
            "received_at": at,
        }


def _turns(threads: list[tuple[int, int, int]], began: datetime, chance: random.Random) -> Iterator[dict[str, Any]]:
    for number, (writer, _, _) in enumerate(threads):
        at = _at(began + number * RATE)
        yield {
            "message_id": f"{number:032x}",
            "person_id": f"{writer:032x}",
            "state": "answered",
            "attempts": 0,
            "epoch": 1,
            "stop_requested": False,
            "text": " ".join(chance.choices(WORDS, k=20)),
            "provider": "scripted",
            "started_at": at,
            "beat_at": at,
            "finished_at": at,
        }


def _ledger(threads: list[tuple[int, int, int]], began: datetime) -> Iterator[dict[str, Any]]:
    for number, (writer, thread, _) in enumerate(threads):
        at = _at(began + number * RATE)
        yield {
            "message_id": f"{number:032x}",
            "conversation_id": f"{writer:016x}{thread:016x}",
            "person_id": f"{writer:032x}",
            "channel": "webhook",
            "state": "answered",
            "provider": "scripted",
            "model": "scripted",
            "input_tokens": 10,
            "output_tokens": 20,
            "started_at": at,
            "finished_at": at,
        }


def _attempts(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {
            "message_id": f"{number:032x}",
            "epoch": 1,
            "number": 1,
            "provider": "scripted",
            "model": "scripted",
            "purpose": "answer",
            "round": 0,
            "outcome": "answered",
            "counts": True,
            "input_tokens": 10,
            "output_tokens": 20,
            "cached_tokens": 0,
            "cache_write_tokens": 0,
            "reasoning_tokens": 0,
            "estimated": False,
            "seconds": 1.0,
        }


def _audit(count: int, persons: int, now: datetime) -> Iterator[dict[str, Any]]:
    for number in range(count):
        at, person = _at(now - number * 10 * RATE), f"{number % persons + 1:032x}"
        yield {"at": at, "person_id": person, "action": "proposal.confirm", "subject": "", "detail": ""}


def _proposals(cards: int, persons: int, now: datetime, state: str) -> Iterator[dict[str, Any]]:
    for number in range(cards):
        at = _at(now - number * 10 * RATE)
        yield {
            "id": f"{state}{number:020x}",
            "key": f"{state}{number}",
            "owner_id": f"{number % persons + 1:032x}",
            "channel": "webhook",
            "state": state,
            "version": 1,
            "body": BODY,
            "calendar": "builtin",
            "calendar_id": "default",
            "created_at": at,
            "expires_at": _at(now + timedelta(days=30)),
            "updated_at": at,
        }


def _rows(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    first = next(rows)
    columns, places = ", ".join(first), ", ".join(f":{name}" for name in first)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"
    connection.execute(statement, first)
    connection.executemany(statement, rows)


def _at(when: datetime) -> str:
    return when.isoformat(" ", "microseconds")
