"""The commands of whoever runs the service for others."""

from pathlib import Path
from typing import Annotated

import typer

from threadline.cli.guard import AsJson, guarded, settings

database = typer.Typer(name="db", help="The database.", no_args_is_help=True)
parked = typer.Typer(name="parked", help="Messages that were put aside.", no_args_is_help=True)
keys = typer.Typer(name="keys", help="The keys that encrypt stored secrets.", no_args_is_help=True)
persons = typer.Typer(name="person", help="What is kept of a person.", no_args_is_help=True)
groups = (database, parked, keys, persons)

Address = Annotated[str, typer.Argument(help="The person's e-mail address, or id.")]

MessageId = Annotated[str, typer.Argument(help="The message's id.")]


def backup(
    file: Annotated[Path, typer.Argument(help="Where the backup goes.")],
    as_json: AsJson = False,
) -> None:
    """Write a backup of the database and check it. The service may keep running."""
    from threadline.commands.backup import backup as run

    guarded(lambda: run(settings(), file=file, as_json=as_json))


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    replace: Annotated[bool, typer.Option("--replace", help="Replace the database that is there.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only check the backup.")] = False,
    as_json: AsJson = False,
) -> None:
    """Replace the database with a backup. Stop the service first."""
    from threadline.commands.backup import restore as run
    from threadline.commands.backup import verify

    if check:
        guarded(lambda: verify(file=file, as_json=as_json))
    else:
        guarded(lambda: run(settings(), file=file, replace=replace, as_json=as_json))


@database.command("upgrade")
def db_upgrade(
    check: Annotated[
        bool, typer.Option("--check", help="Only say what would be done; exit code 1 if there is anything to do.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Upgrade the database to the newest schema. `serve` does this on its own."""
    from threadline.commands.database import examine, upgrade

    guarded(lambda: (examine if check else upgrade)(settings(), as_json=as_json))


@keys.command("new")
def keys_new() -> None:
    """Print a new key for THREADLINE_SECRET_KEYS."""
    from threadline.commands.keys import new

    guarded(new)


@keys.command("check")
def keys_check(as_json: AsJson = False) -> None:
    """Say how many secrets each key opens; exit code 1 if no key opens some of them."""
    from threadline.commands.keys import check

    guarded(lambda: check(settings(), as_json=as_json))


@keys.command("rotate")
def keys_rotate(as_json: AsJson = False) -> None:
    """Encrypt every secret again with the first key. The service may keep running."""
    from threadline.commands.keys import rotate

    guarded(lambda: rotate(settings(), as_json=as_json))


@parked.command("list")
def parked_list(
    limit: Annotated[int, typer.Option(help="How many to list at most, newest first.", min=1, max=10_000)] = 100,
    as_json: AsJson = False,
) -> None:
    """List the messages that were set aside, and why."""
    from threadline.commands.parked import show_all

    guarded(lambda: show_all(settings(), limit=limit, as_json=as_json))


@parked.command("show")
def parked_show(message_id: MessageId, as_json: AsJson = False) -> None:
    """Show one message that was set aside, with what was said."""
    from threadline.commands.parked import show

    guarded(lambda: show(settings(), message_id=message_id, as_json=as_json))


@parked.command("retry")
def parked_retry(message_id: MessageId) -> None:
    """Answer a message after all. A running service starts within seconds."""
    from threadline.commands.parked import retry

    guarded(lambda: retry(settings(), message_id=message_id))


@parked.command("drop")
def parked_drop(message_id: MessageId) -> None:
    """Give up on a message: it counts as failed and is no longer listed."""
    from threadline.commands.parked import drop

    guarded(lambda: drop(settings(), message_id=message_id))


@persons.command("export")
def person_export(
    person: Address,
    output: Annotated[Path | None, typer.Option(help="Where it goes; the standard output if absent.")] = None,
) -> None:
    """Write everything stored about a person, as JSON. Secrets are named, not shown."""
    from threadline.commands.person import export

    guarded(lambda: export(settings(), person=person, output=output))


@persons.command("erase")
def person_erase(
    person: Address,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete everything stored about a person, for good: messages, events, calendars and links."""
    from threadline.commands.person import erase

    guarded(lambda: erase(settings(), person=person, yes=yes, as_json=as_json))
