"""`threadline simulate`: the whole service against the fakes, on loopback, without an account anywhere."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from rich.console import Console

from threadline import log
from threadline.commands.serve import EXAMPLE, running
from threadline.config import Settings
from threadline.simulator.slack.platform import FakeSlack

_TEAM = "T1"
_FOLDER = "simulation"


@dataclass(frozen=True, slots=True)
class Simulation:
    """What runs: the service, and the fakes to look at."""

    address: str
    slack: FakeSlack


def simulate(settings: Settings, *, slack_port: int) -> None:
    """Run until SIGTERM or Ctrl-C. Raises `OSError` where a port is taken."""
    log.configure("warning", settings.log_format)
    asyncio.run(_simulate(settings, slack_port))


@asynccontextmanager
async def simulation(settings: Settings, *, slack_port: int = 0) -> AsyncIterator[Simulation]:
    """The service, listening, with the fakes around it. It writes into a folder of its own."""
    async with FakeSlack(port=slack_port) as slack:
        workspace = slack.workspace(_TEAM)
        simulated = settings.model_copy(
            update={
                "host": "127.0.0.1",
                "base_url": None,
                "data_dir": settings.data_dir / _FOLDER,
                "database_url": None,
                **_slack(slack, workspace.token),
            }
        )
        # A copy keeps what was worked out for the original.
        simulated.__dict__.pop("database_file", None)
        simulated.__dict__.pop("durable_file", None)
        async with running(simulated) as (_, address):
            slack.deliver_to(f"{address}/slack/events")
            yield Simulation(address, slack)


def _slack(slack: FakeSlack, token: str) -> dict[str, object]:
    """The settings that point the service at the fake."""
    given = Settings.model_validate(
        {"slack_bot_token": token, "slack_signing_secret": slack.signing_secret, "slack_api_url": slack.api_url}
    )
    names = ("slack_bot_token", "slack_signing_secret", "slack_api_url")
    off = {"slack_app_token": None, "slack_client_id": None, "slack_client_secret": None, "slack_channels": ()}
    return {name: getattr(given, name) for name in names} | off


async def _simulate(settings: Settings, slack_port: int) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with simulation(settings, slack_port=slack_port) as running_now:
        console = Console(highlight=False, soft_wrap=True)
        console.print(f"The service runs on [bold]{running_now.address}[/bold]")
        console.print(f"A Slack to try it in: [bold]{running_now.slack.url}[/bold]")
        console.print(f"Write in #general: [italic]@Threadline {EXAMPLE}[/italic]")
        await stopped.wait()
