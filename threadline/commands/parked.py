"""`threadline parked …`: messages that were put aside, and requests of platforms that failed before they were messages.

Works beside a running service. The id of a request begins with `request-`.
"""

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
from threadline.storage.inbound import FailedRequest, InboundStore
from threadline.storage.parked import ParkedMessage, ParkedStore

_console = Console()
_REQUEST = "request-"


def show_all(settings: Settings, *, limit: int, as_json: bool) -> None:
    """Print the messages that were put aside, the newest first, without what was said."""
    messages, requests = asyncio.run(_everything(settings, limit=limit))
    if as_json:
        views = {
            "messages": [_view(each, words=False) for each in messages],
            "requests": [_request_view(each, words=False) for each in requests],
        }
        print(json.dumps(views))  # noqa: T201
        return
    if not messages and not requests:
        _console.print("No message was put aside.")
        return
    table = Table(Column("Id", no_wrap=True, overflow="fold"), "Arrived (UTC)", "Channel", "From", "Why")
    for each in messages:
        # As text: what people write is no markup of ours.
        row = (each.message_id, f"{each.received_at:%Y-%m-%d %H:%M}", each.channel, each.person, each.reason or "")
        table.add_row(*(Text(part) for part in row))
    for request in requests:
        row = (_id_of(request), f"{request.received_at:%Y-%m-%d %H:%M}", request.channel, "", request.reason)
        table.add_row(*(Text(part) for part in row))
    _console.print(table)
    _console.print("`threadline parked retry ID` answers one after all, `threadline parked drop ID` gives it up.")


def show(settings: Settings, *, message_id: str, as_json: bool) -> None:
    """Print one of them with what was said. Raises `CommandFailed`."""
    view = asyncio.run(_one(settings, message_id))
    if view is None:
        raise CommandFailed(f"No message {message_id} was put aside. See `threadline parked list`.")
    if as_json:
        print(json.dumps(view, ensure_ascii=False))  # noqa: T201
        return
    for name, value in view.items():
        _console.print(Text(f"{name}: {value}"))


def retry(settings: Settings, *, message_id: str) -> None:
    """Let one be answered after all. Raises `StorageError`."""

    async def run() -> None:
        async with ready_database(settings) as database:
            if (number := _number_of(message_id)) is not None:
                await InboundStore(database).retry(number)
            else:
                await ParkedStore(database).retry(message_id)

    asyncio.run(run())
    _console.print("It is answered as soon as the service runs and its conversation is free.")


def drop(settings: Settings, *, message_id: str) -> None:
    """Give one up. Raises `StorageError`."""

    async def run() -> None:
        async with ready_database(settings) as database:
            if (number := _number_of(message_id)) is not None:
                await InboundStore(database).drop(number)
            else:
                await ParkedStore(database).drop(message_id)

    asyncio.run(run())
    _console.print("It is given up.")


async def _everything(settings: Settings, *, limit: int) -> tuple[Sequence[ParkedMessage], Sequence[FailedRequest]]:
    async with ready_database(settings) as database:
        return await ParkedStore(database).list(limit=limit), await InboundStore(database).failed(limit=limit)


async def _one(settings: Settings, message_id: str) -> dict[str, Any] | None:
    """One of them with what was said."""
    async with ready_database(settings) as database:
        if (number := _number_of(message_id)) is not None:
            requests = await InboundStore(database).failed(number=number)
            return _request_view(requests[0], words=True) if requests else None
        messages = await ParkedStore(database).list(limit=1, message_id=message_id)
        return _view(messages[0], words=True) if messages else None


def _number_of(message_id: str) -> int | None:
    """The number of a request; None for the id of a message."""
    number = message_id.removeprefix(_REQUEST)
    return int(number) if message_id.startswith(_REQUEST) and number.isascii() and number.isdigit() else None


def _id_of(request: FailedRequest) -> str:
    return f"{_REQUEST}{request.number}"


def _request_view(request: FailedRequest, *, words: bool) -> dict[str, Any]:
    view = {
        "id": _id_of(request),
        "channel": request.channel,
        "received_at": request.received_at.isoformat(),
        "reason": request.reason,
        "attempts": request.attempts,
    }
    return view | ({"body": request.body} if words else {})


def _view(message: ParkedMessage, *, words: bool) -> dict[str, Any]:
    view = asdict(message)
    view["received_at"] = message.received_at.isoformat()
    view["parked_at"] = message.parked_at.isoformat() if message.parked_at else None
    if not words:
        del view["text"]
    return view
