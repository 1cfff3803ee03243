"""`threadline chat`: a thread in the terminal, over the public API.

It talks to the service that runs on this data directory, to one that is named, or starts one of its own on a socket for
as long as the chat lasts.
"""

import asyncio
import json
import sys
import tempfile
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, TextIO, cast
from urllib.parse import quote

from rich.console import Console, Group
from rich.live import Live
from rich.markdown import Markdown
from rich.markup import escape
from rich.panel import Panel
from rich.prompt import Prompt
from rich.text import Text

from threadline import log
from threadline.commands.api_client import ApiClient, ApiFailed, Streamed
from threadline.commands.failure import CommandFailed
from threadline.commands.owner import person_of, ready_database
from threadline.commands.serve import ADDRESS_FILE, EXAMPLE, running
from threadline.config import Settings
from threadline.core.domain.scopes import ALL_SCOPES
from threadline.storage.database.errors import AlreadyRunning
from threadline.storage.database.process_lock import DirectoryLock
from threadline.storage.tokens import TokenKind, TokenStore

_TOKEN_LIFETIME = timedelta(hours=12)
_LOOK_EVERY = 10.0
_KEYS = {"c": "confirm", "o": "times", "d": "dismiss"}
_OPEN = ("proposed", "failed")

_console = Console(highlight=False)


def chat(settings: Settings, *, url: str | None, token: str | None, person: str | None) -> None:
    """Talk until Ctrl-D. Raises `CommandFailed`, `StorageError`."""
    log.configure("error", settings.log_format)
    asyncio.run(_chat(settings, url, token, person))


async def _chat(settings: Settings, url: str | None, token: str | None, person: str | None) -> None:
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(_connected(settings, url, token, person))
        conversation = await client.post("/api/v1/conversations", {})
        _console.print(f"[dim]Write a message; Ctrl-D ends. Try: {EXAMPLE}[/dim]\n")
        told = asyncio.create_task(_tell(client))
        stack.callback(told.cancel)
        said: str | None = None
        while (text := said or await _ask("[bold]you[/bold]")) is not None:
            said = await _exchange(client, conversation["id"], text) if text.strip() else None


async def _tell(client: ApiClient) -> None:
    """Print what the person is told unasked while the chat lasts: reminders, the day's agenda, guests' answers."""
    while True:
        with suppress(ApiFailed):  # the next look finds it
            for notice in (await client.get("/api/v1/notices"))["notices"]:
                await client.post(f"/api/v1/notices/{quote(notice['id'], safe='')}/read", {})
                _console.print(Panel(Markdown(notice["text"]), expand=False, border_style="cyan"))
        await asyncio.sleep(_LOOK_EVERY)


async def _exchange(client: ApiClient, conversation_id: str, text: str) -> str | None:
    """One message, its streamed answer, and the decision on what it proposes.

    Answers with what was said to a card instead of pressing a key: it is the next message.
    """
    proposals: dict[str, Any] = {}
    try:
        message = {"text": text, "stream": True, "words_decide": True}
        await _show_stream(client.stream(f"/api/v1/conversations/{conversation_id}/messages", message), proposals)
        for proposal in proposals.values():
            if proposal["state"] in _OPEN and (said := await _decide(client, proposal)):
                return said
    except ApiFailed as error:
        _console.print(f"[red]{escape(str(error))}[/red]")
    return None


async def _show_stream(answer: AsyncIterator[Streamed], proposals: dict[str, Any]) -> None:
    shown = step = ""
    with Live(console=_console, refresh_per_second=20, vertical_overflow="visible") as live:
        async for item in answer:
            if item.proposal is not None:
                proposals[item.proposal["id"]] = item.proposal
            shown = item.text if item.replaces else shown + item.text
            step = step if item.step is None else item.step
            live.update(Group(Markdown(shown), Text(step, style="dim")) if step else Markdown(shown))
    _console.print()


async def _decide(client: ApiClient, proposal: dict[str, Any]) -> str | None:
    """Ask what is to become of a card; words in place of a key are handed back."""
    _show_card(proposal)
    while True:
        choices = _choices(proposal)
        keys = "  ".join(f"[bold]{key}[/bold] {name}" for key, name in choices.items())
        said = await _ask(keys)
        choice = (said or "").strip().lower()
        if choice in ("", "l"):
            return None
        if choice not in choices:
            if len(choice) > 1:
                return said
            _console.print("[yellow]Please select one of these keys, or write what you want.[/yellow]")
            continue
        if choice == "o":
            proposal = await _choose_time(client, proposal)
            continue
        proposal = await _act(client, proposal, "confirm" if choice == "c" else "dismiss")
        if proposal["state"] == "failed":
            _console.print(f"[red]{escape(proposal['card']['headline'])}[/red]")
        elif proposal["state"] != "proposed":
            break
    return await _offer_undo(client, proposal)


def _choices(proposal: dict[str, Any]) -> dict[str, str]:
    """The keys, and what they do: what the card's actions are called, and leaving it for later."""
    labels = {action["id"]: action["label"] for action in proposal["card"]["actions"]}
    return {key: labels[action] for key, action in _KEYS.items() if action in labels} | {"l": "Later"}


async def _offer_undo(client: ApiClient, proposal: dict[str, Any]) -> str | None:
    _console.print(f"[green]✓ {proposal['state']}[/green]")
    if proposal["state"] != "booked":
        return None
    said = await _ask("[bold]u[/bold] undo, Enter goes on")
    if said is None or said.strip().lower() not in ("u", ""):
        return said
    if said.strip():
        undone = await client.post(f"/api/v1/proposals/{proposal['id']}/undo", {})
        _console.print(f"[green]✓ {undone['state']}[/green]")
    return None


async def _act(client: ApiClient, proposal: dict[str, Any], decision: str) -> dict[str, Any]:
    """Decide; where something has come up or changed since, show how it stands now instead."""
    path = f"/api/v1/proposals/{proposal['id']}"
    try:
        return await client.post(f"{path}/{decision}", {"version": proposal["version"]})
    except ApiFailed as error:
        if error.code != "CONFLICT":
            raise
        _console.print(f"[yellow]{escape(str(error))}[/yellow]")
        now = await client.get(path)
        if now["state"] == "proposed":
            _show_card(now)
        return now


async def _choose_time(client: ApiClient, proposal: dict[str, Any]) -> dict[str, Any]:
    event = proposal["event"]
    others = list(proposal["alternatives"])
    if not others:
        found = await client.post("/api/v1/calendar/find-time", {"duration_minutes": _minutes(event)})
        others = found["slots"]
    for number, other in enumerate(others, 1):
        _console.print(f"  [bold]{number}[/bold] {escape(other['label'])}")
    choice = await _ask("number", choices=[*(str(number) for number in range(1, len(others) + 1)), ""])
    if not choice:
        return proposal
    chosen = others[int(choice) - 1]
    times = {"start": chosen["start"], "end": chosen["end"]}
    edited = await client.post(f"/api/v1/proposals/{proposal['id']}/edit", times)
    _show_card(edited)
    return edited


def _minutes(event: dict[str, Any]) -> int:
    from datetime import datetime

    length = datetime.fromisoformat(event["end"]) - datetime.fromisoformat(event["start"])
    return max(5, min(24 * 60, int(length.total_seconds() // 60)))


def _show_card(proposal: dict[str, Any]) -> None:
    card = proposal["card"]
    lines = [escape(card["headline"])]
    lines.extend(f"[dim]{escape(row['label'])}:[/dim] {_fact(row)}" for row in card["rows"])
    if card["guests_told"]:
        lines.append(f"[dim]{escape(card['guests_told'])}[/dim]")
    lines.extend(f"[yellow]! {escape(warning)}[/yellow]" for warning in card["warnings"])
    if card["sources"]:
        lines.append(f"[dim]{escape(card['sources'])}[/dim]")
    _console.print(Panel("\n".join(lines), title=escape(card["heading"]), expand=False))


def _fact(row: dict[str, Any]) -> str:
    after = escape(row["after"])
    return after if row["before"] is None else f"{escape(row['before'])} → {after}"


async def _ask(prompt: str, choices: list[str] | None = None) -> str | None:
    """Ask without blocking the event loop; None at the end of the input.

    In a thread that nobody waits for: Ctrl-C ends the chat even though reading the terminal cannot be interrupted.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str | None] = loop.create_future()

    def ask() -> None:
        try:
            said = Prompt.ask(prompt, console=_console, choices=choices, show_choices=False, stream=_input())
        except EOFError:
            said = None
        with suppress(RuntimeError):  # the loop is closed: nobody asks any more
            loop.call_soon_threadsafe(_give, answer, said)

    threading.Thread(target=ask, daemon=True).start()
    return await answer


def _give(answer: "asyncio.Future[str | None]", said: str | None) -> None:
    if not answer.done():
        answer.set_result(said)


class _Piped:
    """Standard input that is no terminal. Not `sys.stdin`, whose lock Python wants at its end."""

    def __init__(self) -> None:
        self._lines = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115 - number 0

    def readline(self) -> str:
        """The next line. Raises `EOFError` at the end, as a terminal does."""
        line = self._lines.readline()
        if not line:
            raise EOFError
        return line.rstrip("\n")


@cache
def _input() -> TextIO | None:
    """Where answers are read from, if that is no terminal."""
    return None if sys.stdin.isatty() else cast("TextIO", _Piped())


@asynccontextmanager
async def _connected(
    settings: Settings, url: str | None, token: str | None, person: str | None
) -> AsyncIterator[ApiClient]:
    async with AsyncExitStack() as stack:
        if url is not None and not url.startswith(("http://", "https://", "unix:")):
            raise CommandFailed("The --url starts with http://, https:// or unix:", code=2)
        address = url or _address(settings)
        if address is None:
            address = await stack.enter_async_context(_own_service(settings))
        if token is None:
            if url is not None:
                raise CommandFailed("A service that is named by --url needs a --token.", code=2)
            token = await stack.enter_async_context(_own_token(settings, person))
        yield await stack.enter_async_context(ApiClient(address, token))


def _address(settings: Settings) -> str | None:
    """Where the service of this data directory runs, if it does; one that was killed leaves its address behind."""
    try:
        with DirectoryLock(settings.data_dir):
            return None
    except AlreadyRunning:
        with suppress(OSError, ValueError, KeyError):
            return str(json.loads((settings.data_dir / ADDRESS_FILE).read_text())["address"])
        raise


@asynccontextmanager
async def _own_service(settings: Settings) -> AsyncIterator[str]:
    with tempfile.TemporaryDirectory(prefix="threadline-") as directory:
        socket = Path(directory) / "chat.sock"
        async with running(settings, uds=socket) as (_, address):
            yield address


@asynccontextmanager
async def _own_token(settings: Settings, person: str | None) -> AsyncIterator[str]:
    """A token for the length of the chat."""
    async with ready_database(settings) as database:
        tokens = TokenStore(database)
        owner = await person_of(database, settings, person)
        record, clear = await tokens.create(
            owner.id, kind=TokenKind.API, name="chat", scopes=ALL_SCOPES, lifetime=_TOKEN_LIFETIME
        )
        try:
            yield clear
        finally:
            await tokens.revoke(record.id)
