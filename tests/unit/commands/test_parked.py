"""`threadline parked …`, as an operator calls it beside the service."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.support.clock import Clock
from tests.unit.commands.outcomes import Run
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.inbound import Delivery, InboundStore
from threadline.storage.migrate import upgrade
from threadline.storage.persons import PersonStore
from threadline.storage.turns import TurnOutcome, TurnStore


@pytest.fixture
def parked(data: Path) -> list[str]:
    """Two messages of one thread, both put aside; and one that waits behind them."""
    data.mkdir()
    return asyncio.run(_parked(data))


async def _parked(data: Path) -> list[str]:
    database = Database(sqlite_url(data / "threadline.db"))
    await upgrade(database)
    ana = await PersonStore(database).ensure(email="ana@example.com", name="Ana", zone="UTC")
    turns, messages = TurnStore(database), []
    for number in range(3):
        accepted = await turns.accept(
            channel="webhook",
            event_key=f"e{number}",
            conversation_key="t",
            person_id=ana.id,
            text=f"said [bold]{number}[/bold]",
            body="{}",
            title="",
            sent_at=Clock()(),
        )
        messages.append(accepted.message_id)
    for message in messages[:2]:
        started = await turns.start(message)
        assert started
        await turns.finish(message, started.epoch, TurnOutcome("parked", "", code="parked", reason="It failed 5 times"))
    await database.close()
    return messages


async def _states(data: Path, messages: list[str]) -> list[str]:
    database = Database(sqlite_url(data / "threadline.db"))
    records = [await TurnStore(database).get(message) for message in messages]
    await database.close()
    return [record.state for record in records if record]


def test_what_was_put_aside_is_listed_shown_retried_and_dropped(run: Run, data: Path, parked: list[str]) -> None:
    first, second, third = parked
    listed = json.loads(run("parked", "list", "--json").stdout)["messages"]
    assert {each["message_id"] for each in listed} == {first, second}
    assert all(each["reason"] == "It failed 5 times" and "text" not in each for each in listed)
    assert first in run("parked", "list").stdout
    assert json.loads(run("parked", "show", first, "--json").stdout)["text"] == "said [bold]0[/bold]"
    assert "said [bold]0[/bold]" in run("parked", "show", first).stdout

    assert run("parked", "retry", first).exit_code == 0
    assert run("parked", "drop", second).exit_code == 0
    assert asyncio.run(_states(data, parked)) == ["queued", "failed", "queued"]
    assert json.loads(run("parked", "list", "--json").stdout) == {"messages": [], "requests": []}
    assert "No message was put aside." in run("parked", "list").stdout
    for command in ("show", "retry", "drop"):
        assert run("parked", command, third).exit_code == 1


async def _failed(data: Path) -> list[Delivery]:
    """Two requests of Teams' that were given up before they were messages."""
    data.mkdir(exist_ok=True)
    database = Database(sqlite_url(data / "threadline.db"))
    await upgrade(database)
    inbound, kept = InboundStore(database), list[Delivery]()
    for number in range(2):
        delivery = await inbound.keep("teams", key=f"k{number}", lane="chat", body='{"text": "said"}')
        assert delivery is not None
        await inbound.fail(delivery.number, "ChannelDenied: the app is not in that team")
        kept.append(delivery)
    await database.close()
    return kept


async def _left(data: Path) -> list[str]:
    database = Database(sqlite_url(data / "threadline.db"))
    left = await InboundStore(database).take_over(("teams",))
    await database.close()
    return [delivery.key for delivery in left]


def test_requests_that_failed_are_listed_shown_retried_and_dropped(run: Run, data: Path) -> None:
    first, second = asyncio.run(_failed(data))
    listed = json.loads(run("parked", "list", "--json").stdout)["requests"]
    assert [each["id"] for each in listed] == [f"request-{second.number}", f"request-{first.number}"]
    assert all("not in that team" in each["reason"] and "body" not in each for each in listed)
    name, other = f"request-{first.number}", f"request-{second.number}"
    assert name in run("parked", "list").stdout
    assert json.loads(run("parked", "show", name, "--json").stdout)["body"] == '{"text": "said"}'
    assert run("parked", "retry", name).exit_code == 0
    assert run("parked", "drop", other).exit_code == 0
    assert asyncio.run(_left(data)) == ["k0"]
    for command in ("show", "retry", "drop"):
        assert run("parked", command, other).exit_code == 1
