"""`threadline simulate`: the whole service against the fakes, on loopback, without an account anywhere."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from rich.console import Console

from threadline import log
from threadline.commands.serve import EXAMPLE, running
from threadline.commands.token import signin_link
from threadline.commands.unhurried import Unhurried
from threadline.config import Settings
from threadline.core.services import Services
from threadline.simulator.google.platform import FakeGoogle
from threadline.simulator.mail.platform import FakeMail
from threadline.simulator.microsoft.platform import FakeGraph
from threadline.simulator.slack.platform import FakeSlack
from threadline.simulator.teams.platform import FakeTeams
from threadline.simulator.teams.signing_on import Manifest
from threadline.simulator.tour.platform import Tour
from threadline.simulator.tour.story import Stop, story

_TEAM = "T1"
_FOLDER = "simulation"
_KEY_FILE = "secret.key"
_HOST = "127.0.0.1"
_PEOPLE = (("ana@example.com", "Ana", "Europe/Vienna"), ("bo@example.com", "Bo", "America/New_York"))
_ELSEWHERE = ("slack_", "teams_", "mail", "google_", "microsoft_")
"""Settings of real platforms, none of which a simulation may touch."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What runs: the service, and the fakes to look at. `console` signs a browser in to the console as Ana, once."""

    address: str
    console: str
    slack: FakeSlack
    teams: FakeTeams
    mail: FakeMail
    google: FakeGoogle
    graph: FakeGraph
    tour: Tour


def simulate(settings: Settings, *, view_port: int) -> None:
    """Run until SIGTERM or Ctrl-C. Raises `OSError` where a port is taken."""
    log.configure("warning", settings.log_format)
    asyncio.run(_simulate(settings, view_port))


@asynccontextmanager
async def simulation(settings: Settings, *, view_port: int = 0) -> AsyncIterator[Simulation]:
    """The service, listening, with the fakes around it. It writes into a folder of its own.

    The fakes' pages are at `view_port` and the ports after it, the page that joins them is behind; 0 takes free ones.
    """
    ports = iter(range(view_port, view_port + 6) if view_port else [0] * 6)
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(FakeSlack(port=next(ports)))
        teams = await stack.enter_async_context(FakeTeams(port=next(ports)))
        mail = await stack.enter_async_context(FakeMail(port=next(ports)))
        google = await stack.enter_async_context(FakeGoogle(port=next(ports)))
        graph = await stack.enter_async_context(FakeGraph(port=next(ports)))
        given = _slack(slack) | _teams(teams) | _mail(mail) | _google(google) | _graph(graph)
        simulated = _settings(settings, given)
        spoken = None if simulated.provider_specs() else Unhurried()
        services, address = await stack.enter_async_context(running(simulated, provider=spoken))
        slack.deliver_to(f"{address}/slack/events")
        teams.deliver_to(f"{address}/api/messages")
        teams.tenant.sign_on = Manifest(graph.on_behalf.resource, graph.on_behalf.issue)
        console = await _acquaint(services, simulated, address)
        stops = (
            Stop("slack", "Slack", slack.url),
            Stop("teams", "Microsoft Teams", teams.url),
            Stop("mail", "E-mail", mail.url),
            Stop("google", "Google Calendar", google.url),
            Stop("microsoft", "Microsoft 365", graph.url),
        )
        steps = story(slack_bot=slack.workspace(_TEAM).bot_user, teams_chat=teams.personal("ana").id)
        tour = await stack.enter_async_context(Tour(stops, steps, console=console, port=next(ports)))
        yield Simulation(address, console, slack, teams, mail, google, graph, tour)


def _settings(settings: Settings, given: Mapping[str, Any]) -> Settings:
    """The settings that point the service at the fakes, and at nothing else."""
    port = settings.port or _free_port()
    folder = settings.data_dir / _FOLDER
    raw = {
        **given,
        "host": _HOST,
        "port": port,
        "base_url": f"http://{_HOST}:{port}",
        "data_dir": folder,
        "secret_keys": (_key(folder),),
        "calendar_hosts": (_HOST,),
    }
    valid = Settings.model_validate(raw)  # makes secrets and models of plain values
    off = [name for name in Settings.model_fields if name.startswith(_ELSEWHERE)]
    changed = {name: getattr(valid, name) for name in (*raw, *off)} | {"database_url": None}
    simulated = settings.model_copy(update=changed)
    for worked_out in ("database_file", "durable_file"):  # a copy keeps what was worked out for the original
        simulated.__dict__.pop(worked_out, None)
    return simulated


def _key(folder: Path) -> str:
    """The key of the simulation's own secrets, kept beside them: there is nothing real among them."""
    file = folder / _KEY_FILE
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(Fernet.generate_key().decode())
        file.chmod(0o600)
    return file.read_text()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])


def _slack(slack: FakeSlack) -> dict[str, Any]:
    return {
        "slack_bot_token": slack.workspace(_TEAM).token,
        "slack_signing_secret": slack.signing_secret,
        "slack_api_url": slack.api_url,
    }


def _teams(teams: FakeTeams) -> dict[str, Any]:
    return {
        "teams_app_id": teams.app_id,
        "teams_app_password": teams.app_password,
        "teams_tenant_id": teams.tenant_id,
        "teams_login_url": teams.login_url,
        "teams_openid_url": teams.openid_url,
        "teams_service_hosts": (_HOST,),
    }


def _mail(mail: FakeMail) -> dict[str, Any]:
    box = mail.mailbox
    return {
        "mail_address": box.address,
        "mail_password": box.password,
        "mail_imap_host": box.host,
        "mail_imap_port": box.imap_port,
        "mail_smtp_host": box.host,
        "mail_smtp_port": box.smtp_port,
        "mail_tls": "none",
        "mail_authserv_ids": (box.authserv_id,),
    }


def _google(google: FakeGoogle) -> dict[str, Any]:
    return {
        "google_client_id": google.client_id,
        "google_client_secret": google.client_secret,
        "google_api_url": google.url,
        "google_auth_url": google.auth_url,
        "google_token_url": google.token_url,
    }


def _graph(graph: FakeGraph) -> dict[str, Any]:
    return {
        "teams_sso_resource": graph.on_behalf.resource,
        "microsoft_client_id": graph.client_id,
        "microsoft_client_secret": graph.client_secret,
        "microsoft_tenant": graph.tenant,
        "microsoft_graph_url": graph.graph_url,
        "microsoft_login_url": graph.url,
    }


async def _acquaint(services: Services, settings: Settings, address: str) -> str:
    """Have the service know the people of the fakes, who are the same on all of them; answers with Ana's sign-in."""
    people = [await services.people.directory.ensure(email, name=name, zone=zone) for email, name, zone in _PEOPLE]
    return await signin_link(settings, services.people.tokens, people[0].id, base=address, admin=True)


async def _simulate(settings: Settings, view_port: int) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with simulation(settings, view_port=view_port) as run:
        console = Console(highlight=False, soft_wrap=True)
        console.print(f"The service runs on [bold]{run.address}[/bold]")
        console.print(f"Its console, as Ana: [bold]{run.console}[/bold]")
        console.print(f"All of it on one page, in two minutes: [bold]{run.tour.url}[/bold]")
        for name, url, hint in (
            ("Slack", run.slack.url, f"write in #general: @Threadline {EXAMPLE}"),
            ("Microsoft Teams", run.teams.url, "write to Threadline, or mention it in a channel"),
            ("Mail", run.mail.url, "forward it a mail, and accept what comes back"),
            ("Google Calendar", run.google.url, "connect it in the console, under Calendars"),
            ("Microsoft 365 calendar", run.graph.url, "connect it in the console, under Calendars"),
        ):
            console.print(f"{name}: [bold]{url}[/bold]  [italic]{hint}[/italic]")
        await stopped.wait()
