"""Collected requests of a chat platform, and what is seen in the product when they have been dealt with."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from threadline.core.domain.message import TurnState
from threadline.core.domain.proposal import Proposal, State
from threadline.core.services import Services
from threadline.storage.tables.core import TurnRow


@dataclass(frozen=True, slots=True)
class Case:
    """A request, or several, and what must be seen then. `row` has what only some cases have."""

    id: str
    kind: str
    zone: str
    setup: str
    expect: Mapping[str, Any]
    body: Any
    row: Mapping[str, Any] = field(default_factory=dict)


def cases_of(folder: Path) -> Iterator[Case]:
    """The cases of a folder, in the order of its `expect.jsonl`; none where there is no such file."""
    expected = folder / "expect.jsonl"
    for line in expected.read_text(encoding="utf-8").splitlines() if expected.exists() else ():
        row = json.loads(line)
        body = json.loads((folder / row["file"]).read_text(encoding="utf-8"))
        yield Case(row["id"], row["kind"], row["zone"], row.get("setup", ""), row["expect"], body, row)


async def proposed(services: Services) -> Sequence[Proposal]:
    """What waits for its click."""
    async with services.storage.database.read() as connection:
        messages = (await connection.scalars(select(TurnRow.message_id))).all()
    found = await services.proposals.repository.of_messages(messages)
    return [each for several in found.values() for each in several if each.state is State.PROPOSED]


async def settled(services: Services) -> None:
    """Until every request was dealt with, every message has been answered and nothing is being posted."""
    waiting = select(TurnRow.message_id).where(TurnRow.state.in_((TurnState.QUEUED, TurnState.ANSWERING)))
    async with asyncio.timeout(40):
        while True:
            await asyncio.sleep(0.05)
            if not services.inbound.idle:
                continue
            async with services.storage.database.read() as connection:
                if not (await connection.scalars(waiting)).all():
                    break
    await asyncio.sleep(0.1)


def card_faults(proposals: Sequence[Proposal], wanted: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the last card, of what a case says of it."""
    if not proposals:
        yield "no card"
        return
    draft = proposals[-1].offer.draft
    for name in ("start", "end"):
        if name in wanted and getattr(draft, name) != datetime.fromisoformat(wanted[name]):
            yield f"{name} {getattr(draft, name)}"
    if "location" in wanted and draft.location != wanted["location"]:
        yield f"location {draft.location!r}"


def fields_of(value: Any) -> Iterator[tuple[str, Any]]:
    """Every field of a request, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from fields_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from fields_of(inner)
