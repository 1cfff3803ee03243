"""`threadline doctor`: what works, what is missing, what to do about it."""

import asyncio
import importlib.util
import json
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from rich.console import Console
from rich.markup import escape

from threadline import plugins
from threadline.app import open_database
from threadline.commands import earlier_settings
from threadline.commands.failure import CommandFailed
from threadline.commands.live_check import LiveCheck, check_providers
from threadline.config import Settings
from threadline.config.misspelt import misspelt_names, unread_names
from threadline.providers.known_models import retired
from threadline.providers.pricing import misspelt
from threadline.storage.database.errors import StorageError
from threadline.storage.migrate import SchemaState, check
from threadline.storage.secrets import SecretStore

State = Literal["ok", "off", "warning", "problem"]
_SIGNS = {"ok": "[green]✓[/]", "off": "[dim]–[/]", "warning": "[yellow]![/]", "problem": "[red]✗[/]"}
_LOW_DISK_BYTES = 200_000_000
_EXTRAS = {"openai": "openai", "anthropic": "anthropic", "gemini": "google.genai"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the service and how it is; `advice` says what to do."""

    part: str
    state: State
    detail: str
    advice: str = ""


def doctor(settings: Settings, *, as_json: bool, live: bool = False, online: bool = False) -> None:
    """Check every part; exit code 1 if something is broken.

    `live` asks each provider a question, which may cost; `online` asks the platforms, which costs nothing.
    """
    findings, checks = asyncio.run(_all(settings, live=live))
    if online:
        findings += asyncio.run(_online(settings))
    broken = any(finding.state == "problem" for finding in findings)
    if as_json:
        told: dict[str, object] = {"ok": not broken, "findings": [asdict(finding) for finding in findings]}
        if live:
            told["providers"] = [asdict(each) for each in checks]
        print(json.dumps(told))  # noqa: T201
    else:
        _show(findings)
    if broken:
        raise CommandFailed("" if as_json else "Something needs attention: see the lines marked ✗.")


async def _all(settings: Settings, *, live: bool) -> tuple[list[Finding], list[LiveCheck]]:
    findings = await _examine(settings)
    checks = await check_providers(settings) if live else []
    return [*findings, *(_of_provider(check) for check in checks)], checks


async def _online(settings: Settings) -> list[Finding]:
    """What Microsoft says of the Teams app."""
    if settings.teams_app_id is None:
        return []
    try:
        from threadline.commands.teams_check import check_teams
    except ModuleNotFoundError:
        return []  # that its packages are missing is told already
    checks = await check_teams(settings)
    return [Finding(each.part, "ok" if each.ok else "problem", each.detail, each.advice) for each in checks]


def _of_provider(check: LiveCheck) -> Finding:
    state: State = "problem" if not check.ok else "warning" if check.warning else "ok"
    return Finding(f"Provider {check.provider}", state, check.sentence, check.warning or check.advice)


def _show(findings: list[Finding]) -> None:
    console = Console(highlight=False)
    width = max(len(finding.part) for finding in findings)
    for finding in findings:
        console.print(f"{_SIGNS[finding.state]} [bold]{finding.part.ljust(width)}[/bold]  {escape(finding.detail)}")
        if finding.advice:
            console.print(f"  {' ' * width}  [dim]{escape(finding.advice)}[/dim]")


async def _examine(settings: Settings) -> list[Finding]:
    checks: list[Callable[[Settings], Finding]] = [
        _python,
        _data_dir,
        _secret_keys,
        _model,
        _slack,
        _teams,
        _mail,
        _google_calendar,
        _microsoft_calendar,
        single_sign_on,
        _other_calendars,
        _sign_in,
        _traces,
        _extras,
        _plugins,
    ]
    findings = [examine(settings) for examine in checks]
    return [
        *findings[:2],
        *[finding async for finding in _database(settings)],
        *findings[2:],
        *_misspelt(),
        *_earlier_settings(),
    ]


def _misspelt() -> list[Finding]:
    """Settings that nothing reads: those that are nearly one of ours, and those that only a plug-in could read."""
    known = Settings.model_fields
    nearly = [
        Finding("Settings", "problem", f"nothing reads {name}", f"Did you mean {meant}?")
        for name, meant in misspelt_names(known).items()
    ]
    others = [
        Finding("Settings", "warning", f"Threadline has no {name}", _about_unread(near))
        for name, near in unread_names(known).items()
    ]
    return nearly + others


def _about_unread(nearest: str | None) -> str:
    nearly = f"The nearest setting is {nearest}. " if nearest else ""
    return f"{nearly}Leave it if a plug-in of yours reads it."


def _earlier_settings() -> list[Finding]:
    """Settings that are named as in earlier documents, which nothing reads."""
    names = earlier_settings.found()
    if not names:
        return []
    said = [f"{name} is {ours}" if ours else f"{name} is not needed" for name, ours in names.items()]
    advice = f"Nothing reads them. Here {'; '.join(said)}."
    return [Finding("Earlier settings", "warning", ", ".join(names), advice)]


def _python(_: Settings) -> Finding:
    return Finding("Python", "ok", ".".join(map(str, sys.version_info[:3])))


def _data_dir(settings: Settings) -> Finding:
    path = settings.data_dir.resolve()
    nearest = next(parent for parent in (path, *path.parents) if parent.exists())
    if not nearest.is_dir():
        return Finding("Data directory", "problem", f"{nearest} is no directory", "Set THREADLINE_DATA_DIR to one.")
    if not os.access(nearest, os.W_OK):
        advice = "Give this user the right to write there, or set THREADLINE_DATA_DIR."
        return Finding("Data directory", "problem", f"{path} cannot be written", advice)
    free = shutil.disk_usage(nearest).free
    if free < _LOW_DISK_BYTES:
        return Finding("Data directory", "warning", f"{path}: {free // 1_000_000} MB left", "Make room on this disk.")
    return Finding("Data directory", "ok", str(path))


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    kind = "Postgres" if settings.database_url and "postgres" in settings.database_url.get_secret_value() else "SQLite"
    if kind == "SQLite" and settings.database_url is None and not settings.database_file.exists():
        yield Finding("Database", "ok", "SQLite, made at the first start")
        return
    database = open_database(settings)
    lost: Sequence[tuple[str, str]] = ()
    try:
        status = await check(database)
        if status.state is SchemaState.CURRENT and not _wrong_key(settings):
            keys = [key.get_secret_value() for key in settings.secret_keys]
            lost = (await SecretStore(database, keys=keys).key_use()).unreadable
    except (StorageError, OSError) as error:
        advice = getattr(error, "advice", None) or "Is it running, and is THREADLINE_DATABASE_URL right?"
        yield Finding("Database", "problem", str(error), advice)
        return
    finally:
        await database.close()
    if status.state is SchemaState.NEWER:
        detail = f"{kind}, schema {status.current}, newer than this version knows ({status.head})"
        yield Finding("Database", "problem", detail, "Start the newer Threadline, or restore an older backup.")
    elif status.state is SchemaState.OLDER:
        yield Finding("Database", "ok", f"{kind}, schema {status.current}; the next start brings it to {status.head}")
    else:
        yield Finding("Database", "ok", f"{kind}, schema {status.current or 'made at the first start'}")
    if lost:
        detail = f"{len(lost)} were stored with a key that is not in THREADLINE_SECRET_KEYS"
        advice = "Bring that key back, or have these calendars connected again. `threadline keys check` lists them."
        yield Finding("Stored secrets", "problem", detail, advice)


def _wrong_key(settings: Settings) -> str | None:
    """What is wrong with the keys, if one of them is none."""
    from cryptography.fernet import Fernet

    try:
        for key in settings.secret_keys:
            Fernet(key.get_secret_value())
    except ValueError as error:
        return str(error)
    return None


def _secret_keys(settings: Settings) -> Finding:
    if not settings.secret_keys:
        advice = (
            "Set THREADLINE_SECRET_KEYS to keep people's own keys and calendar connections; make one with: "
            "threadline keys new"
        )
        return Finding("Secrets", "off", "no key, so none are stored", advice)
    if wrong := _wrong_key(settings):
        return Finding("Secrets", "problem", f"a key in THREADLINE_SECRET_KEYS is no Fernet key: {wrong}")
    return Finding("Secrets", "ok", f"encrypted with {len(settings.secret_keys)} key(s)")


def _model(settings: Settings) -> Finding:
    specs = settings.provider_specs()
    if specs:
        names = [f"{spec.name} ({spec.model})" if spec.model else spec.name for spec in specs]
        advice = "`threadline doctor --live` asks each of them."
        gone = [(spec, found) for spec in specs if (found := retired(spec.kind, spec.model or "")) is not None]
        if gone:
            told = ", ".join(f"{spec.model} of {spec.name} is gone since {found.since}" for spec, found in gone)
            instead = ", ".join(name for _, found in gone for name in found.instead)
            cure = f"Name another model{f', such as {instead}' if instead else ''}."
            return Finding("Models", "warning", told, cure)
        for spec in specs:
            if near := misspelt(spec.kind, spec.model or ""):
                told = f"no list of {spec.name}'s prices knows {spec.model}"
                return Finding("Models", "warning", told, f"Did you mean {' or '.join(near)}?")
        return Finding("Models", "ok", ", ".join(names), advice)
    advice = (
        "Set the key of a provider, as THREADLINE_OPENAI_API_KEY, or THREADLINE_OPENAI_BASE_URL and "
        "THREADLINE_OPENAI_MODEL for a server of your own, to answer with a language model."
    )
    return Finding("Models", "off", "none: answers are extracted from the text itself", advice)


def _slack(settings: Settings) -> Finding:
    configured = settings.slack_signing_secret is not None or settings.slack_app_token is not None
    return _channel(settings, "Slack", "slack", configured=configured, module="slack_bolt")


def _teams(settings: Settings) -> Finding:
    configured = settings.teams_app_id is not None
    return _channel(settings, "Microsoft Teams", "teams", configured=configured, module="botbuilder.core")


def _mail(settings: Settings) -> Finding:
    boxes = settings.all_mailboxes()
    if boxes and _has("imapclient"):
        names = ", ".join(box.key for box in boxes)
        return Finding("Mail", "ok", names, "/api/v1/health of the running service says whether they can be had.")
    return _channel(settings, "Mail", "email", configured=bool(boxes), module="imapclient")


def _channel(settings: Settings, part: str, extra: str, *, configured: bool, module: str) -> Finding:
    """A channel whose platform calls the service."""
    if not configured:
        return Finding(part, "off", "not configured", f"docs/{extra}.md says how it is connected.")
    if not _has(module):
        return Finding(part, "problem", "configured, but not installed", f"pip install 'threadline[{extra}]'")
    if settings.base_url is None and not (extra == "slack" and settings.slack_app_token):
        return Finding(part, "warning", "configured, but nobody outside can call it", "Set THREADLINE_BASE_URL.")
    return Finding(part, "ok", "configured")


def _google_calendar(settings: Settings) -> Finding:
    configured = settings.google_client_id is not None
    return _by_consent(settings, "Google Calendar", "GOOGLE", configured=configured, module="googleapiclient")


def _microsoft_calendar(settings: Settings) -> Finding:
    configured = settings.microsoft_client_id is not None
    return _by_consent(settings, "Microsoft 365", "MICROSOFT", configured=configured, module="aiohttp")


def single_sign_on(settings: Settings) -> Finding:
    """How Outlook is connected in Teams."""
    part, resource = "Outlook in Teams", settings.teams_sso_resource
    if resource is None:
        advice = "Set THREADLINE_TEAMS_SSO_RESOURCE to connect Outlook by one click; docs/teams.md says how."
        return Finding(part, "off", "connected by a link", advice)
    if not settings.secret_keys or settings.base_url is None:
        advice = "Set THREADLINE_SECRET_KEYS as above, and THREADLINE_BASE_URL."
        return Finding(part, "warning", "configured, but nothing can be kept, or nobody can come back", advice)
    ids = [each.lower() for each in (settings.teams_app_id, settings.microsoft_client_id) if each]
    if not any(each in resource.lower() for each in ids):
        advice = "It is Application ID URI under Expose an API, as api://threadline.example.com/botid-<app id>."
        return Finding(part, "warning", f"{resource} names neither the bot nor the app of the calendar", advice)
    return Finding(part, "ok", f"by single sign-on with {resource}")


def _by_consent(settings: Settings, part: str, name: str, *, configured: bool, module: str) -> Finding:
    """A kind of calendar that people connect at the back end's own page."""
    if not configured:
        advice = f"Set THREADLINE_{name}_CLIENT_ID and THREADLINE_{name}_CLIENT_SECRET; docs/calendars.md says how."
        return Finding(part, "off", "cannot be connected", advice)
    if not _has(module):
        return Finding(part, "problem", "configured, but not installed", "pip install 'threadline[google]'")
    if not settings.secret_keys:
        return Finding(part, "warning", "configured, but nothing can be kept", "Set THREADLINE_SECRET_KEYS as above.")
    redirect = f"The address to come back to is {settings.address}/api/v1/calendar/auth/callback"
    if settings.base_url is None:
        return Finding(part, "warning", f"{redirect}: only from this machine", "Set THREADLINE_BASE_URL.")
    return Finding(part, "ok", redirect)


def _other_calendars(settings: Settings) -> Finding:
    part = "CalDAV and feeds"
    if not settings.secret_keys:
        return Finding(part, "off", "cannot be connected", "Set THREADLINE_SECRET_KEYS as above.")
    if not _has("caldav"):
        return Finding(part, "off", "feeds alone: CalDAV is not installed", "pip install 'threadline[caldav]'")
    hosts = ", ".join(settings.calendar_hosts)
    advice = "" if hosts else "THREADLINE_CALENDAR_HOSTS names servers of your own network, if there are any."
    return Finding(part, "ok", f"public servers{f', and {hosts}' if hosts else ''}", advice)


def _sign_in(settings: Settings) -> Finding:
    part = "Sign-in"
    if settings.openid_issuer is None:
        advice = "Set THREADLINE_OPENID_ISSUER to sign in with your own accounts; docs/operations.md says how."
        return Finding(part, "off", "by tokens and one-time links", advice)
    if not _has("jwt"):
        return Finding(part, "problem", "OpenID is configured, but not installed", "pip install 'threadline[openid]'")
    redirect = f"with {settings.openid_name}; the address to come back to is {settings.address}/openid/callback"
    if settings.base_url is None:
        return Finding(part, "warning", f"{redirect}: only from this machine", "Set THREADLINE_BASE_URL.")
    return Finding(part, "ok", redirect)


def _traces(settings: Settings) -> Finding:
    if settings.traces == "off":
        return Finding("Traces", "off", "not sent", "THREADLINE_TRACES=otlp sends them; docs/operations.md says how.")
    if not _has("opentelemetry.sdk"):
        return Finding("Traces", "problem", "configured, but not installed", "pip install 'threadline[otel]'")
    told = "with what is said" if settings.traces_content else "without what is said"
    places = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
    where = next((os.environ[place] for place in places if os.environ.get(place)), None)
    if where is None:
        return Finding("Traces", "warning", f"sent to this machine, {told}", "Set OTEL_EXPORTER_OTLP_ENDPOINT.")
    return Finding("Traces", "ok", f"sent to {where}, {told}")


def _extras(_: Settings) -> Finding:
    missing = [extra for extra, module in _EXTRAS.items() if not _has(module)]
    if not missing:
        return Finding("Extras", "ok", ", ".join(_EXTRAS))
    return Finding(
        "Extras", "off", f"not installed: {', '.join(missing)}", f"pip install 'threadline[{','.join(missing)}]'"
    )


def _has(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _plugins(settings: Settings) -> Finding:
    try:
        names = {
            group: sorted(plugins.load(f"threadline.{group}", third_party=settings.plugins))
            for group in ("channels", "calendars", "providers")
        }
    except plugins.PluginBroken as error:
        return Finding(
            "Plugins", "problem", str(error), "Update or remove that package, or set THREADLINE_PLUGINS=false."
        )
    return Finding(
        "Plugins", "ok", "; ".join(f"{group}: {', '.join(found)}" for group, found in names.items() if found)
    )
