"""`threadline person …`: what is kept of somebody, shown or erased. Works beside a running service."""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from threadline.commands.failure import CommandFailed
from threadline.commands.owner import ready_database
from threadline.config import Settings
from threadline.storage.database.database import Database
from threadline.storage.personal_data import Erasure, PersonalData
from threadline.storage.persons import PersonRecord, PersonStore

_console = Console(highlight=False, soft_wrap=True)


def export(settings: Settings, *, person: str, output: Path | None) -> None:
    """Write everything that is kept of a person. Raises `CommandFailed`, `StorageError`."""

    async def run() -> dict[str, Any]:
        async with ready_database(settings) as database:
            return await PersonalData(database).export((await _find(database, person)).id)

    text = json.dumps({"person": person, "tables": asyncio.run(run())}, ensure_ascii=False, indent=2)
    if output is None:
        print(text)  # noqa: T201
        return
    with os.fdopen(os.open(output, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    _console.print(f"Written to {output}. It holds what this person said: keep it safe.", markup=False)


def erase(settings: Settings, *, person: str, yes: bool, as_json: bool) -> None:
    """Delete everything that is kept of a person. Raises `CommandFailed`, `StorageError`."""

    async def run() -> Erasure:
        async with ready_database(settings) as database:
            found = await _find(database, person)
            if not yes and not typer.confirm(f"Delete everything of {found.name or found.email}, for good?"):
                raise CommandFailed("Nothing was deleted.")
            return await PersonalData(database).erase(found.id)

    erasure = asyncio.run(run())
    if as_json:
        print(json.dumps({"erased": dict(erasure.rows)}))  # noqa: T201 - for scripts
        return
    rows = ", ".join(f"{count} {table}" for table, count in erasure.rows.items())
    _console.print(f"Erased: {rows}.")
    _console.print("Not here: backups, the mails in the mailbox, what stands on other platforms and calendars.")


async def _find(database: Database, person: str) -> PersonRecord:
    store = PersonStore(database)
    found = await (store.by_email(person) if "@" in person else store.get(person))
    if found is None:
        raise CommandFailed(f"There is no person {person!r}.")
    return found
