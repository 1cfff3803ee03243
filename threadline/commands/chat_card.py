"""A card in the terminal: what it says, and what becomes of it, by keys or by words."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rich.markup import escape
from rich.panel import Panel

from threadline.commands import terminal
from threadline.commands.api_client import ApiClient, ApiFailed
from threadline.commands.chat_edit import edited_fields

_KEYS = {"c": "confirm", "e": "edit", "o": "times", "d": "dismiss"}


OPEN = ("proposed", "failed")
"""States of a card that waits for its decision."""


@dataclass(frozen=True, slots=True)
class TalkedOn:
    """What was said to a card in place of pressing a key: the next message, which may change the card."""

    text: str
    proposal: dict[str, Any]


async def decide(client: ApiClient, proposal: dict[str, Any]) -> TalkedOn | None:
    """Ask what is to become of a card; words in place of a key are handed back."""
    show(proposal)
    while True:
        choices = _choices(proposal)
        said = await terminal.ask_unhurried(_question(choices, proposal))
        choice = _chosen(said, proposal)
        if choice == "l":
            return None
        if choice not in choices:
            if said is not None and len(choice) > 1:
                return TalkedOn(said, proposal)
            terminal.console.print("[yellow]Type one of these keys, or just write what you want.[/yellow]")
            continue
        if choice in "oe":
            proposal = await (_other_time if choice == "o" else _edited)(client, proposal)
            continue
        proposal = await _act(client, proposal, "confirm" if choice == "c" else "dismiss")
        if proposal["state"] == "failed":
            terminal.console.print(f"[red]{escape(proposal['card']['headline'])}[/red]")
        elif proposal["state"] != "proposed":
            return await _offer_undo(client, proposal)


def show(proposal: dict[str, Any]) -> None:
    """Print a card."""
    card = proposal["card"]
    lines = [escape(card["headline"])]
    lines.extend(f"[dim]{escape(row['label'])}:[/dim] {_fact(row)}" for row in card["rows"])
    if card["guests_told"]:
        lines.append(f"[dim]{escape(card['guests_told'])}[/dim]")
    lines.extend(f"[yellow]! {escape(warning)}[/yellow]" for warning in card["warnings"])
    if card["sources"]:
        lines.append(f"[dim]{escape(card['sources'])}[/dim]")
    terminal.console.print(Panel("\n".join(lines), title=escape(card["heading"]), expand=False))


def _fact(row: dict[str, Any]) -> str:
    after = escape(row["after"])
    return after if row["before"] is None else f"{escape(row['before'])} → {after}"


def _choices(proposal: dict[str, Any]) -> dict[str, str]:
    """The keys, and what they do: what the card's actions are called, and leaving it for later."""
    labels = {action["id"]: action["label"] for action in proposal["card"]["actions"]}
    return {key: labels[action] for key, action in _KEYS.items() if action in labels} | {"l": "Later"}


def _question(choices: dict[str, str], proposal: dict[str, Any]) -> str:
    usual = _of_enter(proposal)
    keys = [f"[bold]{'Enter' if key == usual else key}[/bold] {name}" for key, name in choices.items()]
    return "  ".join([*keys, "[dim]or write on[/dim]"])


def _of_enter(proposal: dict[str, Any]) -> str:
    """What Enter alone does: it confirms a card that has nothing to warn of, for whoever sits at a terminal.

    In a script an empty line decides nothing.
    """
    fine = not proposal["card"]["warnings"] and proposal["state"] == "proposed"
    return "c" if fine and terminal.piped() is None else "l"


def _chosen(said: str | None, proposal: dict[str, Any]) -> str:
    if said is None:
        return "l"
    return said.strip().lower() or _of_enter(proposal)


async def _offer_undo(client: ApiClient, proposal: dict[str, Any]) -> TalkedOn | None:
    terminal.console.print(f"[green]✓ {proposal['state']}[/green]")
    if proposal["state"] != "booked":
        return None
    said = await terminal.ask("[bold]u[/bold] Undo  [bold]Enter[/bold] Go on")
    if said is not None and said.strip().lower() not in ("u", ""):
        return TalkedOn(said, proposal)
    if said is None:
        return None
    if said.strip():
        undone = await client.post(f"/api/v1/proposals/{proposal['id']}/undo", {})
        terminal.console.print(f"[green]✓ {undone['state']}[/green]")
    return None


async def _act(client: ApiClient, proposal: dict[str, Any], decision: str) -> dict[str, Any]:
    """Decide; where something has come up or changed since, show how it stands now instead."""
    path = f"/api/v1/proposals/{proposal['id']}"
    try:
        return await client.post(f"{path}/{decision}", {"version": proposal["version"]})
    except ApiFailed as error:
        if error.code != "CONFLICT":
            raise
        terminal.console.print(f"[yellow]{escape(str(error))}[/yellow]")
        now = await client.get(path)
        if now["state"] == "proposed":
            show(now)
        return now


async def _edited(client: ApiClient, proposal: dict[str, Any]) -> dict[str, Any]:
    """Ask for each field and send what differs; what does not fit is told, and nothing is changed."""
    fields = await edited_fields(proposal["event"], now=datetime.now(UTC))
    return await _changed(client, proposal, fields) if fields else proposal


async def _other_time(client: ApiClient, proposal: dict[str, Any]) -> dict[str, Any]:
    event = proposal["event"]
    others = list(proposal["alternatives"])
    if not others:
        found = await client.post("/api/v1/calendar/find-time", {"duration_minutes": _minutes(event)})
        others = found["slots"]
    for number, other in enumerate(others, 1):
        terminal.console.print(f"  [bold]{number}[/bold] {escape(other['label'])}")
    choice = await terminal.ask("Number", choices=[*(str(number) for number in range(1, len(others) + 1)), ""])
    if not choice:
        return proposal
    chosen = others[int(choice) - 1]
    return await _changed(client, proposal, {"start": chosen["start"], "end": chosen["end"]})


async def _changed(client: ApiClient, proposal: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    try:
        edited = await client.post(f"/api/v1/proposals/{proposal['id']}/edit", fields)
    except ApiFailed as error:
        terminal.console.print(f"[yellow]{escape(str(error))}[/yellow]")
        return proposal
    show(edited)
    return edited


def _minutes(event: dict[str, Any]) -> int:
    length = datetime.fromisoformat(event["end"]) - datetime.fromisoformat(event["start"])
    return max(5, min(24 * 60, int(length.total_seconds() // 60)))
