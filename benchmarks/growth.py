"""What a grown database costs: `python -m benchmarks.growth [--messages 1000000] [--plans]`.

Method: two SQLite files, one with 1,000 messages and one with a million (10,000 persons, 1,000 cards that wait), both
of one rate: a thousand a day. Each list, search, turn and step of the housekeeping runs on both; CPU time of the
process per piece, the middle one of five rounds. The floor is the same on the small file; the ratio counts. `Ana`
wrote a tenth of everything, `Bo` a hundred messages in both. `--plans` names the statements that read a whole table.
"""

import argparse
import asyncio
import logging
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, event

from benchmarks.grown_database import EVERYDAY, HEAVY, RARE, grown
from benchmarks.turn import Instant
from threadline.app import Application
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel
from threadline.core.domain.message import Author, Message
from threadline.storage.administration import Administration
from threadline.storage.conversation_search import ConversationSearch
from threadline.storage.conversations import ConversationStore
from threadline.storage.database.database import Database
from threadline.storage.figures import Figures
from threadline.storage.outbox import OutboxStore
from threadline.storage.overheard import OverheardStore
from threadline.storage.proposals import ProposalStore
from threadline.storage.reminders import ReminderStore
from threadline.storage.retention import forget
from threadline.storage.turns import TurnStore
from threadline.storage.usage import UsageStore
from threadline.storage.workflows import WorkflowStore

SMALL = 1_000
ROUNDS = 5
AIM = 1.5
Step = Callable[[], Awaitable[object]]


def steps(database: Database) -> Iterator[tuple[str, Step]]:
    """Everything that is listed, searched and tidied."""
    conversations, search = ConversationStore(database), ConversationSearch(database)
    turns, proposals, usage = TurnStore(database), ProposalStore(database), UsageStore(database)
    figures, minute = Figures(database), timedelta(minutes=1)
    now = datetime.now(UTC)
    for name, person in (("Ana", HEAVY), ("Bo", EVERYDAY)):
        thread = f"{int(person, 16):016x}{0:016x}"
        cards = partial(proposals.of_person, person, states=("proposed",), limit=50)
        took = partial(usage.of_person, person, since=now - timedelta(days=1), until=now, limit=50)
        yield f"list conversations of {name}", partial(conversations.of_person, person, limit=50)
        yield f"list a conversation of {name}", partial(turns.transcript, thread, limit=100)
        yield f"list cards of {name}", cards
        yield f"list usage of {name}", took
        yield f"search a rare word of {name}", partial(search.find, person, [RARE], limit=20)
        yield f"search a common word of {name}", partial(search.find, person, ["budget"], limit=20)
        yield f"search what is not there of {name}", partial(search.find, person, ["qwertz"], limit=20)
        yield f"search own messages of {name}", partial(conversations.search, person, RARE, limit=20)
    yield "list people", lambda: Administration(database).people(limit=10)
    yield "list uses of a day", lambda: Administration(database).uses(now - timedelta(days=1))
    yield "edit: messages of an event", lambda: turns.of_event("webhook", "e7")
    yield "recover: stranded turns", lambda: turns.stranded(minute)
    yield "recover: bookings", lambda: proposals.unfinished(minute)
    yield "recover: workflows", lambda: WorkflowStore(database).unattended(minute)
    yield "tidy: cards whose time is over", proposals.expired
    yield "tidy: what is old", lambda: forget(database, older_than=timedelta(days=5_000))
    yield "tidy: what was overheard", OverheardStore(database).forget_old
    yield "due: reminders", lambda: ReminderStore(database).take(lease=minute)
    yield "due: mails", lambda: OutboxStore(database).claim("m", minute)
    yield "figures: turns", figures.turns
    yield "figures: longest wait", figures.longest_wait
    yield "figures: queues", figures.oldest
    yield "figures: cards", figures.proposals
    yield "figures: a day of providers", figures.day_of_providers


async def cpu_of(step: Step) -> float:
    """Milliseconds of CPU once it is warm; the middle one of the rounds, each long enough to be measured."""
    for _ in range(3):
        await step()
    found = []
    for _ in range(ROUNDS):
        count, began = 0, time.process_time()
        while time.process_time() - began < 0.03 or count < 3:
            await step()
            count += 1
        found.append((time.process_time() - began) * 1000 / count)
    return median(found)


async def turn_of(directory: Path, count: int = 60) -> float:
    """Milliseconds of CPU of an answered message in a conversation that goes on."""
    settings = Settings(_env_file=None, data_dir=directory, log_level="error", plugins=False)
    found = []
    async with Application(settings, provider=Instant(), channels=[MemoryChannel()]) as application:
        engine = application.services.engine
        for number in range(ROUNDS + 1):
            began = time.process_time()
            for each in range(count):
                author = Author(f"ana{each % 10}", name="Ana", email=f"p{each % 10 + 1}@example.com", zone="UTC")
                message = Message("memory", f"{number}-{each}", f"t{each % 10}", author, "hello", datetime.now(UTC))
                receipt = await engine.receive(message)
                async for _ in engine.watch(receipt.message_id):
                    """Until it is over."""
            found.append((time.process_time() - began) * 1000 / count)
    return min(found[1:])


@contextmanager
def plans(seen: set[str]) -> Iterator[None]:
    """Collect what of a statement's plan reads a whole table."""

    def explain(connection: Connection, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            driver: Any = connection.connection.driver_connection
            raw = getattr(driver, "_conn", driver)
            for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall():
                if row[3].startswith("SCAN") and "CONSTANT" not in row[3]:
                    seen.add(f"{row[3]}: {' '.join(statement.split())[:300]}")

    event.listen(Engine, "before_cursor_execute", explain)
    yield
    event.remove(Engine, "before_cursor_execute", explain)


async def measured(database: Database) -> dict[str, float]:
    return {name: await cpu_of(step) for name, step in steps(database)}


async def scans(database: Database) -> None:
    for name, step in steps(database):
        seen: set[str] = set()
        with plans(seen):
            await step()
        for line in sorted(seen):
            print(f"{name}: {line}")


def report(small: Mapping[str, float], large: Mapping[str, float], messages: int) -> None:
    """Print what each costs on both, in ms, and which of them grow."""
    print(f"CPU of each on {SMALL:,} and on {messages:,} messages (aim ≤ {AIM} ×)")
    for name, cost in large.items():
        ratio = cost / small[name]
        print(f"{name:38} {small[name]:8.3f} ms {cost:9.3f} ms {ratio:8.2f} ×{'  over' if ratio > AIM else ''}")
    print(f"{sum(large[name] / small[name] <= AIM for name in large)} of {len(large)} within {AIM} ×")


def main(messages: int, *, plan: bool) -> None:
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory(prefix="threadline-bench-") as directory:
        found = []
        for name, count in (("small", SMALL), ("large", messages)):
            folder = Path(directory) / name
            folder.mkdir()
            database = grown(folder, count)
            if plan:
                asyncio.run(scans(database))
            costs = asyncio.run(measured(database))
            asyncio.run(database.close())
            found.append(costs | {"turn: an answered message": asyncio.run(turn_of(folder))})
    small, large = found
    report(small, large, messages)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--plans", action="store_true")
    given = parser.parse_args()
    main(given.messages, plan=given.plans)
