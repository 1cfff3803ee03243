"""`threadline manifest …`: what an administrator uploads to a platform."""

import json
import re
import uuid
from pathlib import Path
from urllib.parse import urlsplit

from threadline.bots.slack.manifest import as_yaml, manifest
from threadline.commands import teams_app
from threadline.commands.failure import CommandFailed

_VERSION = re.compile(r"(?:0|[1-9][0-9]{0,4})(?:\.(?:0|[1-9][0-9]{0,4})){2}")


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


def teams(
    app_id: str,
    url: str,
    *,
    output: Path,
    privacy_url: str | None,
    terms_url: str | None,
    version: str | None,
    rsc: bool,
    sso: str | None,
    sso_client_id: str | None,
    as_json: bool,
) -> None:
    """Write the zip of the Teams app, or print its manifest. Raises `CommandFailed`, `OSError`."""
    given = {"--url": url, "--privacy-url": privacy_url, "--terms-url": terms_url}
    for option, address in given.items():
        if address is not None and not _is_https(address):
            raise CommandFailed(f"Teams takes https addresses only: {option} https://…", code=2)
    if version is not None and not _VERSION.fullmatch(version):
        raise CommandFailed(f"{version!r} is no version that Teams takes: three numbers, as 1.2.0.", code=2)
    bot = _guid(app_id)
    made = teams_app.manifest(
        bot,
        url.rstrip("/"),
        privacy_url=privacy_url,
        terms_url=terms_url,
        version=version,
        rsc=rsc,
        sso=_sign_on(bot, sso, sso_client_id, rsc=rsc),
    )
    if as_json:
        print(teams_app.as_text(made), end="")  # noqa: T201
        return
    output.write_bytes(teams_app.package(made))
    print(f"{output}: upload it in the Teams admin center, or in Teams under Apps, Manage your apps, Upload an app.")  # noqa: T201


def power_automate(url: str, *, output: Path, as_json: bool) -> None:
    """Write the two files of the custom connector into a folder, or print its definition. Raises `CommandFailed`."""
    from threadline.bots.webhook.docs.connector import definition, properties
    from threadline.bots.webhook.server import all_endpoints

    if not _is_https(url):
        raise CommandFailed("Power Automate calls https addresses only: --url https://…", code=2)
    made = definition(all_endpoints(), url)
    if as_json:
        print(json.dumps(made, indent=2))  # noqa: T201
        return
    output.mkdir(parents=True, exist_ok=True)
    for name, content in (("apiDefinition.swagger.json", made), ("apiProperties.json", properties())):
        (output / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    print(f"{output}: import apiDefinition.swagger.json as a custom connector; docs/power-automate.md says how.")  # noqa: T201


def _sign_on(bot: str, resource: str | None, client_id: str | None, *, rsc: bool) -> teams_app.SignOnApp | None:
    """The app of single sign-on, as the options name it. Raises `CommandFailed`."""
    if resource is None:
        if client_id is not None:
            raise CommandFailed("--sso-client-id goes with --sso, the application ID URI of that app.", code=2)
        return None
    if not resource.startswith("api://"):
        sentence = (
            f"{resource!r} is no application ID URI: it begins with api://, as api://threadline.example.com/botid-…"
        )
        raise CommandFailed(sentence, code=2)
    client = bot if client_id is None else _guid(client_id)
    if rsc and client != bot:
        sentence = "A package names one Entra app: with --rsc and --sso, Outlook is connected with the bot's own."
        raise CommandFailed(sentence, code=2)
    return teams_app.SignOnApp(client, resource)


def _guid(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        sentence = f"{text!r} is no application id. It is the GUID of the bot's registration in Microsoft Entra."
        raise CommandFailed(sentence, code=2) from None


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and parts.username is None
