"""`threadline db …`."""

import asyncio
import json

from rich.console import Console

from threadline.app import open_database
from threadline.commands.failure import CommandFailed
from threadline.config import Settings
from threadline.storage.migrate import SchemaState, SchemaStatus
from threadline.storage.migrate import check as check_schema
from threadline.storage.migrate import upgrade as upgrade_schema


def upgrade(settings: Settings, *, as_json: bool) -> None:
    """Bring the schema to the newest version. Raises `StorageError`."""

    async def run() -> SchemaStatus:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        database = open_database(settings)
        try:
            return await upgrade_schema(database)
        finally:
            await database.close()

    before = asyncio.run(run())
    if as_json:
        print(json.dumps({"before": before.current, "now": before.head}))  # noqa: T201 - for scripts
    elif before.state is SchemaState.CURRENT:
        Console().print(f"The database is at schema {before.head} already.")
    else:
        Console().print(f"The database was brought from schema {before.current or 'nothing'} to {before.head}.")


def examine(settings: Settings, *, as_json: bool) -> None:
    """Say what `upgrade` would do. Raises `CommandFailed` where the schema is another, `StorageError`."""

    async def run() -> SchemaStatus:
        database = open_database(settings)
        try:
            return await check_schema(database)
        finally:
            await database.close()

    status = asyncio.run(run())
    if as_json:
        told = {"current": status.current, "head": status.head, "state": status.state.value}
        print(json.dumps(told))  # noqa: T201 - for scripts
    elif status.state is SchemaState.CURRENT:
        Console().print(f"The database is at schema {status.head}: there is nothing to do.")
    if status.state is SchemaState.NEWER:
        raise CommandFailed(
            "" if as_json else f"The database has schema {status.current}, which only a newer version knows."
        )
    if status.state is not SchemaState.CURRENT:
        before = status.current or "nothing"
        raise CommandFailed("" if as_json else f"The database would be brought from schema {before} to {status.head}.")
