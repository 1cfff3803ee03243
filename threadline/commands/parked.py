"""`threadline parked …`: messages that were put aside. Works beside a running service."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from threadline.commands.failure import CommandFailed
from threadline.commands.owner import ready_database
from threadline.config import Settings
from threadline.storage.parked import ParkedMessage, ParkedStore

_console = Console()


def show_all(settings: Settings, *, limit: int, as_json: bool) -> None:
    """Print the messages that were put aside, the newest first, without what was said."""
    messages = asyncio.run(_read(settings, limit=limit))
    if as_json:
        print(json.dumps({"messages": [_view(each, words=False) for each in messages]}))  # noqa: T201
        return
    if not messages:
        _console.print("No message was put aside.")
        return
    table = Table(Column("Id", no_wrap=True, overflow="fold"), "Arrived (UTC)", "Channel", "From", "Why")
    for each in messages:
        # As text: what people write is no markup of ours.
        row = (each.message_id, f"{each.received_at:%Y-%m-%d %H:%M}", each.channel, each.person, each.reason or "")
        table.add_row(*(Text(part) for part in row))
    _console.print(table)
    _console.print("`threadline parked retry ID` answers one after all, `threadline parked drop ID` gives it up.")


def show(settings: Settings, *, message_id: str, as_json: bool) -> None:
    """Print one of them with what was said. Raises `CommandFailed`."""
    found = asyncio.run(_read(settings, limit=1, message_id=message_id))
    if not found:
        raise CommandFailed(f"No message {message_id} was put aside. See `threadline parked list`.")
    if as_json:
        print(json.dumps(_view(found[0], words=True), ensure_ascii=False))  # noqa: T201
        return
    for name, value in _view(found[0], words=True).items():
        _console.print(Text(f"{name}: {value}"))


def retry(settings: Settings, *, message_id: str) -> None:
    """Let one be answered after all. Raises `StorageError`."""

    async def run() -> None:
        async with ready_database(settings) as database:
            await ParkedStore(database).retry(message_id)

    asyncio.run(run())
    _console.print("It is answered as soon as the service runs and its conversation is free.")


def drop(settings: Settings, *, message_id: str) -> None:
    """Give one up. Raises `StorageError`."""

    async def run() -> None:
        async with ready_database(settings) as database:
            await ParkedStore(database).drop(message_id)

    asyncio.run(run())
    _console.print("It is given up.")


async def _read(settings: Settings, *, limit: int, message_id: str | None = None) -> Sequence[ParkedMessage]:
    async with ready_database(settings) as database:
        return await ParkedStore(database).list(limit=limit, message_id=message_id)


def _view(message: ParkedMessage, *, words: bool) -> dict[str, Any]:
    view = asdict(message)
    view["received_at"] = message.received_at.isoformat()
    view["parked_at"] = message.parked_at.isoformat() if message.parked_at else None
    if not words:
        del view["text"]
    return view
