"""`threadline keys …`: the keys that encrypt stored secrets."""

import asyncio
import json

from rich.console import Console

from threadline.commands.failure import CommandFailed
from threadline.commands.owner import ready_database
from threadline.config import Settings
from threadline.storage.database.database import Database
from threadline.storage.secrets import KeyUse, Rotation, SecretStore

_console = Console(highlight=False, soft_wrap=True)


def new() -> None:
    """Print a new key."""
    from cryptography.fernet import Fernet

    print(Fernet.generate_key().decode())  # noqa: T201 - so that a shell can take it


def check(settings: Settings, *, as_json: bool) -> None:
    """Say how many secrets each key opens. Raises `CommandFailed` if there are some that none opens."""

    async def run() -> KeyUse:
        async with ready_database(settings) as database:
            return await _store(settings, database).key_use()

    use = asyncio.run(run())
    if as_json:
        lost = [{"owner": owner, "name": name} for owner, name in use.unreadable]
        print(json.dumps({"keys": use.by_key, "unreadable": lost}))  # noqa: T201 - for scripts
    else:
        for place, (fingerprint, count) in enumerate(use.by_key.items()):
            _console.print(f"Key {fingerprint} ({'encrypts' if not place else 'only opens'}): {count} secrets")
        if not use.by_key:
            _console.print("There is no key: set THREADLINE_SECRET_KEYS (`threadline keys new` makes one).")
    if use.unreadable:
        raise CommandFailed("" if as_json else _lost(use.unreadable))


def rotate(settings: Settings, *, as_json: bool) -> None:
    """Encrypt every secret anew with the first key. Raises `CommandFailed`, `StorageError`."""

    async def run() -> Rotation:
        async with ready_database(settings) as database:
            return await _store(settings, database).rotate()

    done = asyncio.run(run())
    if as_json:
        lost = [{"owner": owner, "name": name} for owner, name in done.unreadable]
        print(json.dumps({"rotated": done.rotated, "unreadable": lost}))  # noqa: T201 - for scripts
    else:
        _console.print(f"{done.rotated} secrets are encrypted with the first key now.")
        _console.print("When every replica has it first and `threadline keys check` finds none left, drop the old one.")
    if done.unreadable:
        raise CommandFailed("" if as_json else _lost(done.unreadable))


def _lost(unreadable: tuple[tuple[str, str], ...]) -> str:
    names = ", ".join(f"{name!r} of {owner!r}" for owner, name in unreadable[:10])
    more = f" and {len(unreadable) - 10} more" if len(unreadable) > 10 else ""
    return (
        f"None of the keys opens {names}{more}. The key they were stored with is missing from THREADLINE_SECRET_KEYS: "
        "bring it back, or connect these services again."
    )


def _store(settings: Settings, database: Database) -> SecretStore:
    return SecretStore(database, keys=[key.get_secret_value() for key in settings.secret_keys])
