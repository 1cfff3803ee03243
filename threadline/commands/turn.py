"""`threadline turn show`: what a model saw and did in one turn, for an operator who has to understand an answer."""

import asyncio
import json
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.text import Text

from threadline.commands.failure import CommandFailed
from threadline.commands.owner import ready_database
from threadline.config import Settings
from threadline.core.turns.request_record import Told, told_from
from threadline.core.turns.stored_rounds import Past, StoredRounds
from threadline.storage.rounds import RoundStore
from threadline.storage.turns import TurnRecord, TurnStore

_console = Console()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A turn with what its model was told, the messages before it that went along, and its rounds of calls."""

    record: TurnRecord
    told: Told | None
    earlier: tuple[TurnRecord, ...]
    past: Past


def show(settings: Settings, *, message_id: str, as_json: bool) -> None:
    """Print the turn of a message. Works beside a running service. Raises `CommandFailed` for an unknown id."""
    seen = asyncio.run(_read(settings, message_id.removeprefix("reply-")))  # the API names its answer so
    if as_json:
        print(json.dumps(_view(seen), ensure_ascii=False))  # noqa: T201
    else:
        _print(seen)


async def _read(settings: Settings, message_id: str) -> _Seen:
    async with ready_database(settings) as database:
        turns, rounds = TurnStore(database), RoundStore(database)
        record = await turns.get(message_id)
        if record is None:
            raise CommandFailed(f"There is no message {message_id}. Its id is in the log and in the API's answers.")
        body = await rounds.told(message_id)
        told = told_from(body) if body is not None else None
        earlier = tuple(await turns.transcript(record.conversation_id, before=message_id)) if told else ()
        return _Seen(record, told, _last(earlier, told), await StoredRounds(rounds).past(message_id))


def _last(earlier: tuple[TurnRecord, ...], told: Told | None) -> tuple[TurnRecord, ...]:
    """The turns whose messages went along: the newest ones, as many as were counted."""
    left = told.earlier if told is not None else 0
    kept: list[TurnRecord] = []
    for record in reversed(earlier):
        if left <= 0:
            break
        left -= bool(record.text.strip()) + bool(record.reply)
        kept.append(record)
    return tuple(reversed(kept))


def _view(seen: _Seen) -> dict[str, Any]:
    record, told = seen.record, seen.told
    return {
        "message_id": record.message_id,
        "state": record.state,
        "told": asdict(told) if told is not None else None,
        "open_round": [{"name": call.name, "arguments": call.arguments} for call in seen.past.open.calls]
        if seen.past.open is not None
        else [],
        "earlier": [{"said": each.text, "answered": each.reply} for each in seen.earlier],
        "rounds": [
            {
                "text": each.text,
                "calls": [{"name": call.name, "arguments": call.arguments} for call in each.calls],
                "results": [{"text": result.text, "failed": result.failed} for result in each.results],
            }
            for each in seen.past.rounds
        ],
        "answer": record.reply,
    }


def _print(seen: _Seen) -> None:
    record, told = seen.record, seen.told
    if told is None:
        _console.print(Text("No model was asked in this turn: the built-in dialogue answered, or it is not over."))
    else:
        _heading(f"Asked: {told.provider}{f', {told.model}' if told.model else ''}; task {told.task}")
        _part("Instructions", told.system)
        _part("Facts", "\n".join(told.facts))
        _part("Earlier", "\n".join(f"> {each.text}\n{each.reply}" for each in seen.earlier))
        _part("Overheard", told.overheard)
        _part("Situation", told.situation)
        _part("Directions", told.directions)
        _part("Message", told.message)
        _part("Material", told.material or "")
        _part("Tools", ", ".join(told.tools))
    for number, each in enumerate(seen.past.rounds, start=1):
        _heading(f"Round {number}")
        _part("Said", each.text)
        for call, result in zip(each.calls, each.results, strict=True):
            _part(f"Called {call.name}", call.arguments)
            _part("It failed" if result.failed else "It answered", result.text)
    if seen.past.open is not None:
        _heading("A round whose tools have not all run")
        _part("Said", seen.past.open.text)
        for call in seen.past.open.calls:
            _part(f"Called {call.name}", call.arguments)
    _heading(f"Answer ({record.state})")
    _console.print(Text(record.reply))


def _heading(text: str) -> None:
    _console.rule(Text(text), align="left")


def _part(title: str, text: str) -> None:
    """As text: what people and models write is no markup of ours."""
    if text:
        _console.print(Text(title, style="bold"))
        _console.print(Text(text))
