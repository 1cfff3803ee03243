"""`threadline token …` and `threadline signin`."""

import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from threadline.commands.failure import CommandFailed
from threadline.commands.owner import person_of, ready_database
from threadline.commands.running_service import address_of
from threadline.config import Settings
from threadline.core.domain.scopes import ALL_SCOPES, PERSONAL_SCOPES
from threadline.core.people.directory import OWNER_EMAIL
from threadline.storage.database.errors import AlreadyRunning
from threadline.storage.persons import PersonStore
from threadline.storage.preferences import PreferenceStore
from threadline.storage.tokens import TokenKind, TokenRecord, TokenStore

SIGNIN_LIFETIME = timedelta(minutes=30)

_console = Console()


def create(
    settings: Settings,
    *,
    person: str | None,
    name: str,
    scopes: Sequence[str],
    days: int | None,
    zone: str | None = None,
    as_json: bool,
) -> None:
    """Make an API token and show it once."""
    from threadline.core.domain.scopes import unknown_scopes

    if wrong := unknown_scopes(scopes):
        raise CommandFailed(f"There is no scope {', '.join(wrong)}. There are: {', '.join(ALL_SCOPES)}.", code=2)
    if person is not None and "@" not in person:
        raise CommandFailed(f"{person!r} is no e-mail address.", code=2)
    if zone is not None and not _is_zone(zone):
        raise CommandFailed(f"{zone!r} is no IANA time zone. One is Europe/Vienna.", code=2)

    async def run() -> tuple[TokenRecord, str]:
        async with ready_database(settings) as database:
            owner = await person_of(database, settings, person)
            lifetime = timedelta(days=days) if days else None
            chosen = tuple(scopes) or ALL_SCOPES
            if zone is not None:
                await PreferenceStore(database).put(owner.id, "timezone", value=zone, category="general")
            return await TokenStore(database).create(
                owner.id, kind=TokenKind.API, name=name, scopes=chosen, lifetime=lifetime
            )

    record, clear = asyncio.run(run())
    if as_json:
        print(json.dumps({"token": clear, **_view(record)}))  # noqa: T201 - for scripts
        return
    if not _console.is_terminal:
        print(clear)  # noqa: T201 - so that a shell can take it: TOKEN=$(threadline token create …)
        return
    whose = escape(person or "the owner")
    _console.print(
        f"Token of {whose} ({', '.join(record.scopes)}), shown only now:\n\n  [bold]{clear}[/bold]\n",
        soft_wrap=True,
    )
    _console.print("Send it as the header [bold]X-API-Token[/bold].", highlight=False)


def show(settings: Settings, *, person: str | None, as_json: bool) -> None:
    """List a person's tokens."""

    async def run() -> Sequence[TokenRecord]:
        async with ready_database(settings) as database:
            owner = await PersonStore(database).by_email(person or OWNER_EMAIL)
            if owner is None:
                return ()
            return [t for t in await TokenStore(database).list(owner.id) if t.kind is TokenKind.API]

    records = asyncio.run(run())
    if as_json:
        print(json.dumps({"tokens": [_view(record) for record in records]}))  # noqa: T201 - for scripts
        return
    table = Table("Id", "Name", "Scopes", "Made", "Last used", "Ends")
    for record in records:
        ends = record.revoked_at or record.expires_at
        dates = (record.created_at, record.used_at, ends)
        table.add_row(
            record.id,
            escape(record.name),
            ", ".join(record.scopes),
            *(f"{d:%Y-%m-%d %H:%M}" if d else "–" for d in dates),
        )
    _console.print(table if records else f"{escape(person or 'The owner')} has no tokens.")


def rotate(settings: Settings, *, token_id: str, overlap_hours: int, as_json: bool) -> None:
    """Replace a token."""

    async def run() -> tuple[TokenRecord, str]:
        async with ready_database(settings) as database:
            return await TokenStore(database).rotate(token_id, overlap=timedelta(hours=overlap_hours))

    record, clear = asyncio.run(run())
    if as_json:
        print(json.dumps({"token": clear, **_view(record)}))  # noqa: T201 - for scripts
        return
    if not _console.is_terminal:
        print(clear)  # noqa: T201 - as above
        return
    _console.print(f"The new token, shown only now:\n\n  [bold]{clear}[/bold]\n", soft_wrap=True)
    _console.print(f"The old one works for {overlap_hours} more hours.")


def revoke(settings: Settings, *, token_id: str, as_json: bool) -> None:
    """End a token."""

    async def run() -> bool:
        async with ready_database(settings) as database:
            return await TokenStore(database).revoke(token_id)

    if not asyncio.run(run()):
        raise CommandFailed(f"There is no token {token_id} that could be revoked.")
    if as_json:
        print(json.dumps({"revoked": token_id}))  # noqa: T201 - for scripts
        return
    _console.print(f"Token {escape(token_id)} is revoked.")


def signin(settings: Settings, *, person: str | None, admin: bool) -> None:
    """Print a one-time sign-in link for the console. The owner's lets administer, another's only with `admin`."""

    async def run() -> str:
        async with ready_database(settings) as database:
            whose = await person_of(database, settings, person)
            may_administer = admin or person is None
            return await signin_link(settings, TokenStore(database), whose.id, base=address, admin=may_administer)

    address, note = _where_it_runs(settings)
    if note:
        print(note, file=sys.stderr)  # noqa: T201 - a script takes the link alone
    _console.print(asyncio.run(run()), highlight=False, soft_wrap=True)


def _where_it_runs(settings: Settings) -> tuple[str | None, str]:
    """The address of the running service, where a browser can open it; else what to know about the link."""
    if settings.base_url is not None:
        return None, ""
    try:
        address = address_of(settings)
    except AlreadyRunning:  # by a command that has no address
        return None, ""
    if address is None:
        return None, "Nothing runs on this data directory yet. Start `threadline serve`, then open this link:"
    if address.startswith("unix:"):
        return None, "The service listens on a socket alone. Set THREADLINE_BASE_URL to where browsers reach it."
    return address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:"), ""


async def signin_link(
    settings: Settings, tokens: TokenStore, person_id: str, *, base: str | None = None, admin: bool = False
) -> str:
    """A fresh link that signs one browser in, once, within half an hour; with `admin` for administering as well."""
    _, clear = await tokens.create(
        person_id,
        kind=TokenKind.SIGNIN,
        name="sign-in link",
        scopes=ALL_SCOPES if admin else PERSONAL_SCOPES,
        lifetime=SIGNIN_LIFETIME,
    )
    root = base or settings.base_url or f"http://{settings.host}:{settings.port}"
    return f"{root}/signin/{clear}"


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _view(record: TokenRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "name": record.name,
        "scopes": list(record.scopes),
        "created_at": record.created_at.isoformat(),
        "expires_at": record.expires_at.isoformat() if record.expires_at else None,
        "revoked_at": record.revoked_at.isoformat() if record.revoked_at else None,
        "used_at": record.used_at.isoformat() if record.used_at else None,
    }
