"""`threadline manifest …`: what an administrator uploads to a platform."""

import json

from threadline.bots.slack.manifest import as_yaml, manifest
from threadline.commands.failure import CommandFailed


def slack(url: str | None, *, socket: bool, install: bool, as_json: bool) -> None:
    """Print the manifest of the Slack app."""
    if (url is None) != socket:
        raise CommandFailed("Name the public address with --url, or choose --socket for Socket Mode.", code=2)
    if url is not None and not url.startswith("https://"):
        raise CommandFailed("Slack calls https addresses only: --url https://…", code=2)
    if install and socket:
        raise CommandFailed("Installing into many workspaces needs a public address: --url https://…", code=2)
    made = manifest(url.rstrip("/") if url else None, installable=install)
    print(json.dumps(made, indent=2) if as_json else as_yaml(made), end="\n" if as_json else "")  # noqa: T201
