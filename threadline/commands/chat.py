"""`threadline chat`: a thread in the terminal, over the public API.

It talks to the service that runs on this data directory, to one that is named, or starts one of its own on a socket for
as long as the chat lasts.
"""

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rich.console import Group
from rich.live import Live
from rich.markdown import Markdown
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

from threadline import log
from threadline.commands import terminal
from threadline.commands.api_client import ApiClient, ApiFailed, Streamed
from threadline.commands.chat_card import OPEN, TalkedOn, decide
from threadline.commands.failure import CommandFailed
from threadline.commands.owner import person_of, ready_database
from threadline.commands.running_service import address_of
from threadline.commands.serve import EXAMPLE, running
from threadline.config import Settings
from threadline.core.domain.scopes import ALL_SCOPES
from threadline.storage.tokens import TokenKind, TokenStore

_TOKEN_LIFETIME = timedelta(hours=12)
_LOOK_EVERY = 10.0
_COMMAND = re.compile(r"/[a-z]*\s*$", re.IGNORECASE)
_HELP = """\
[bold]/new[/bold]    Begin a new conversation
[bold]/cards[/bold]  Decide on the cards that you left for later
[bold]/help[/bold]   Show this
[bold]/quit[/bold]   End the chat, as Ctrl-D does

At a card, [bold]Enter[/bold] confirms it unless there is a warning on it. The other keys stand below it; press Enter
after them. Anything longer than a key is your next message: [italic]make it 4pm[/italic], [italic]without Bo[/italic].
Asked for anything else, the assistant answers in this thread.
"""


def chat(settings: Settings, *, url: str | None, token: str | None, person: str | None) -> None:
    """Talk until Ctrl-D. Raises `CommandFailed`, `StorageError`."""
    log.configure("error", settings.log_format)
    asyncio.run(_chat(settings, url, token, person))


async def _chat(settings: Settings, url: str | None, token: str | None, person: str | None) -> None:
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(_connected(settings, url, token, person))
        talk = _Talk(client, await _new_conversation(client))
        terminal.console.print(f"[dim]Write a message; /help says what else there is. Try: {EXAMPLE}[/dim]\n")
        told = asyncio.create_task(_tell(client))
        stack.callback(told.cancel)
        while not talk.over and (text := await terminal.ask("[bold]you[/bold]")) is not None:
            await talk.hear(text)


class _Talk:
    """One person's talk: the conversation they are in, and the commands that begin with a slash."""

    def __init__(self, client: ApiClient, conversation_id: str) -> None:
        self.over = False
        self._client = client
        self._conversation_id = conversation_id

    async def hear(self, text: str) -> None:
        """Answer a line, and whatever is said to the cards that come of it."""
        card: dict[str, Any] | None = None
        while text.strip():
            try:
                said = await self._answer(text.strip(), card)
            except ApiFailed as error:
                terminal.console.print(f"[red]{escape(str(error))}[/red]")
                return
            if said is None:
                return
            text, card = said.text, said.proposal

    async def _answer(self, text: str, card: dict[str, Any] | None) -> TalkedOn | None:
        if _COMMAND.match(text):
            return await self._obey(text.lower())
        proposals = await _exchange(self._client, self._conversation_id, text)
        if not proposals and card is not None:
            proposals = await _touched(self._client, card)
        return await _decide_all(self._client, proposals)

    async def _obey(self, command: str) -> TalkedOn | None:
        match command:
            case "/help" | "/":
                terminal.console.print(_HELP)
            case "/new":
                self._conversation_id = await _new_conversation(self._client)
                terminal.console.print("[dim]This is a new conversation.[/dim]\n")
            case "/cards":
                return await _decide_all(self._client, await _left(self._client))
            case "/quit" | "/exit":
                self.over = True
            case _:
                terminal.console.print(
                    f"[yellow]There is no {escape(command)} here. /help shows what there is.[/yellow]"
                )
        return None


async def _new_conversation(client: ApiClient) -> str:
    return str((await client.post("/api/v1/conversations", {}))["id"])


async def _left(client: ApiClient) -> list[dict[str, Any]]:
    """Every card that waits, the newest first."""
    query = "&".join(f"state={state}" for state in OPEN)
    left: list[dict[str, Any]] = (await client.get(f"/api/v1/proposals?{query}"))["proposals"]
    if not left:
        terminal.console.print("[dim]No card is waiting for you.[/dim]\n")
    return left


async def _touched(client: ApiClient, card: dict[str, Any]) -> list[dict[str, Any]]:
    """The card that was talked on at, if what was said changed it; if it only waits, that is told."""
    now = await client.get(f"/api/v1/proposals/{card['id']}")
    if now["state"] not in OPEN:
        return []
    if now["version"] != card["version"]:
        return [now]
    terminal.console.print("[dim]The card still waits for you: /cards shows it again.[/dim]\n")
    return []


async def _decide_all(client: ApiClient, proposals: list[dict[str, Any]]) -> TalkedOn | None:
    for proposal in proposals:
        if proposal["state"] in OPEN and (said := await decide(client, proposal)):
            return said
    return None


async def _tell(client: ApiClient) -> None:
    """Print what the person is told unasked while the chat lasts: reminders, the day's agenda, guests' answers."""
    while True:
        with suppress(ApiFailed):  # the next look finds it
            for notice in (await client.get("/api/v1/notices"))["notices"]:
                await client.post(f"/api/v1/notices/{quote(notice['id'], safe='')}/read", {})
                terminal.console.print(Panel(Markdown(notice["text"]), expand=False, border_style="cyan"))
        await asyncio.sleep(_LOOK_EVERY)


async def _exchange(client: ApiClient, conversation_id: str, text: str) -> list[dict[str, Any]]:
    """One message and its streamed answer; answers with what it proposes."""
    proposals: dict[str, Any] = {}
    message = {"text": text, "stream": True, "words_decide": True}
    await _show_stream(client.stream(f"/api/v1/conversations/{conversation_id}/messages", message), proposals)
    return list(proposals.values())


async def _show_stream(answer: AsyncIterator[Streamed], proposals: dict[str, Any]) -> None:
    shown = step = ""
    with Live(console=terminal.console, refresh_per_second=20, vertical_overflow="visible") as live:
        async for item in answer:
            if item.proposal is not None:
                proposals[item.proposal["id"]] = item.proposal
            shown = item.text if item.replaces else shown + item.text
            step = step if item.step is None else item.step
            live.update(Group(Markdown(shown), Text(step, style="dim")) if step else Markdown(shown))
    terminal.console.print()


@asynccontextmanager
async def _connected(
    settings: Settings, url: str | None, token: str | None, person: str | None
) -> AsyncIterator[ApiClient]:
    async with AsyncExitStack() as stack:
        if url is not None and not url.startswith(("http://", "https://", "unix:")):
            raise CommandFailed("The --url starts with http://, https:// or unix:", code=2)
        address = url or address_of(settings)
        if address is None:
            address = await stack.enter_async_context(_own_service(settings))
        if token is None:
            if url is not None:
                raise CommandFailed("A service that is named by --url needs a --token.", code=2)
            token = await stack.enter_async_context(_own_token(settings, person))
        yield await stack.enter_async_context(ApiClient(address, token))


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
