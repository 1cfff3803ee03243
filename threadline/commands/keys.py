"""`threadline keys …`: the keys that encrypt stored secrets."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

from rich.console import Console

from threadline.commands.failure import CommandFailed
from threadline.commands.owner import ready_database
from threadline.config import Settings
from threadline.storage.secrets import SecretStore

T = TypeVar("T")
Unreadable = tuple[tuple[str, str], ...]
"""The owner and the name of each secret that no key opens."""

_console = Console(highlight=False, soft_wrap=True)


def new() -> None:
    """Print a new key."""
    from cryptography.fernet import Fernet

    print(Fernet.generate_key().decode())  # noqa: T201 - so that a shell can take it


def check(settings: Settings, *, as_json: bool) -> None:
    """Say how many secrets each key opens. Raises `CommandFailed` if there are some that none opens."""
    use = asyncio.run(_with_store(settings, SecretStore.key_use))
    if as_json:
        _print_json("keys", use.by_key, use.unreadable)
    else:
        for place, (fingerprint, count) in enumerate(use.by_key.items()):
            _console.print(f"Key {fingerprint} ({'encrypts' if not place else 'only opens'}): {count} secrets")
        if not use.by_key:
            _console.print("There is no key: set THREADLINE_SECRET_KEYS (`threadline keys new` makes one).")
    _require_none_lost(use.unreadable, told=as_json)


def rotate(settings: Settings, *, as_json: bool) -> None:
    """Encrypt every secret anew with the first key. Raises `CommandFailed`, `StorageError`."""
    done = asyncio.run(_with_store(settings, SecretStore.rotate))
    if as_json:
        _print_json("rotated", done.rotated, done.unreadable)
    else:
        _console.print(f"{done.rotated} secrets are encrypted with the first key now.")
        _console.print("When every replica has it first and `threadline keys check` finds none left, drop the old one.")
    _require_none_lost(done.unreadable, told=as_json)


async def _with_store(settings: Settings, work: Callable[[SecretStore], Awaitable[T]]) -> T:
    async with ready_database(settings) as database:
        return await work(SecretStore(database, keys=[key.get_secret_value() for key in settings.secret_keys]))


def _print_json(name: str, done: object, unreadable: Unreadable) -> None:
    lost = [{"owner": owner, "name": secret} for owner, secret in unreadable]
    print(json.dumps({name: done, "unreadable": lost}))  # noqa: T201 - for scripts


def _require_none_lost(unreadable: Unreadable, *, told: bool) -> None:
    """Raises `CommandFailed` for secrets that none of the keys opens; without words where they were `told` already."""
    if unreadable:
        raise CommandFailed("" if told else _lost(unreadable))


def _lost(unreadable: Unreadable) -> str:
    names = ", ".join(f"{name!r} of {owner!r}" for owner, name in unreadable[:10])
    more = f" and {len(unreadable) - 10} more" if len(unreadable) > 10 else ""
    return (
        f"None of the keys opens {names}{more}. The key they were stored with is missing from THREADLINE_SECRET_KEYS: "
        "bring it back, or connect these services again."
    )
