"""Wiring: what is installed is opened, run and closed; what is not asked for is left out."""

import asyncio
from collections.abc import Callable
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.unit.core.turns.engine_house import Model, settings_for
from threadline import plugins
from threadline.app import Application, open_database
from threadline.backoff import Backoff
from threadline.bots.webhook.channel import WebhookChannel
from threadline.core.channels.memory import MemoryChannel
from threadline.core.domain.message import Person
from threadline.core.runtime.cleanup import Cleanup
from threadline.core.services import Services
from threadline.plugins import PluginBroken

ANA = Person("p1", "Ana", None, "UTC")


class Other(MemoryChannel):
    """A channel of another package."""

    closed = False

    async def close(self) -> None:
        self.closed = True


def other(services: Services) -> MemoryChannel:
    """The factory of another package's channel."""
    return Other(name="other")


def impostor(services: Services) -> MemoryChannel:
    """A channel that calls itself by the name of one of ours."""
    return Other(name="webhook")


def unwanted(_: object) -> None:
    """A factory whose settings do not ask for it."""


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Add factories of this module to what is installed, as `name="group"`."""

    def install(**factories: str) -> None:
        added = [EntryPoint(name, f"{__name__}:{name}", group) for name, group in factories.items()]
        monkeypatch.setattr(
            plugins, "entry_points", lambda group: EntryPoints([*entry_points(group=group), *added]).select(group=group)
        )
        monkeypatch.setattr(EntryPoint, "load", lambda self: globals().get(self.attr) or LOAD(self))

    return install


LOAD = EntryPoint.load


async def test_our_own_channel_and_calendar_are_there(tmp_path: Path) -> None:
    async with Application(settings_for(tmp_path), provider=Model()) as app:
        assert isinstance(app.services.channels["webhook"], WebhookChannel)
        assert app.services.calendars.registry.backends.keys() == {"builtin", "caldav", "feeds"}
        assert app.services.models.provider_name == "model"


async def test_channels_of_other_packages_are_opened_beside_ours_and_closed(
    tmp_path: Path, install: Callable[..., None]
) -> None:
    install(other="threadline.channels", impostor="threadline.channels", unwanted="threadline.channels")
    async with Application(settings_for(tmp_path, plugins=True), provider=Model()) as app:
        assert isinstance(app.services.channels["webhook"], WebhookChannel)
        channel = app.services.channels["other"]
        assert "unwanted" not in app.services.channels
    assert isinstance(channel, Other)
    assert channel.closed


async def test_a_channel_that_stops_begins_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.app._BACKOFF", Backoff(first=0.0))
    runs: list[int] = []
    again = asyncio.Event()

    class Stumbling(MemoryChannel):
        async def run(self) -> None:
            runs.append(len(runs))
            if len(runs) < 3:
                raise ConnectionError("it hung up")
            again.set()
            await asyncio.Event().wait()

    with capture_logs() as logs:
        async with Application(settings_for(tmp_path), provider=Model(), channels=[Stumbling()]):
            async with asyncio.timeout(60):
                await again.wait()
    assert runs == [0, 1, 2]
    assert [entry["event"] for entry in logs].count("channel stopped, it begins again") == 2


async def test_a_background_task_that_ends_by_a_fault_is_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fall(_: Cleanup) -> None:
        raise LookupError("the broom is gone")

    monkeypatch.setattr(Cleanup, "run", fall)
    with capture_logs() as logs:
        async with Application(settings_for(tmp_path), provider=Model(), channels=[]):
            async with asyncio.timeout(60):
                while not any(entry["event"] == "a background task ended" for entry in logs):
                    await asyncio.sleep(0)
    ended = [entry for entry in logs if entry["event"] == "a background task ended"]
    assert [(entry["task"], entry["error"]) for entry in ended] == [
        ("threadline-housekeeping", "LookupError('the broom is gone')")
    ]


async def test_a_calendar_that_the_settings_do_not_ask_for_is_left_out(
    tmp_path: Path, install: Callable[..., None]
) -> None:
    install(unwanted="threadline.calendars")
    async with Application(settings_for(tmp_path, plugins=True), provider=Model()) as app:
        assert [calendar.name for calendar in await app.services.calendars.registry.of(ANA)] == ["builtin"]


async def test_a_broken_plugin_stops_the_start_and_not_the_next(
    tmp_path: Path, install: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        broken = EntryPoints([EntryPoint("broken", "no.such.module:create", "threadline.channels")])
        patch.setattr(plugins, "entry_points", lambda group: broken.select(group=group))
        with pytest.raises(PluginBroken, match="broken"):
            async with Application(settings_for(tmp_path, plugins=True), provider=Model()):
                pytest.fail("it started")
    async with Application(settings_for(tmp_path), provider=Model()) as app:
        assert app.services.engine.running


async def test_a_database_that_is_named_is_used(tmp_path: Path) -> None:
    for url, name in ((None, "threadline.db"), (f"sqlite:///{tmp_path}/other.db", "other.db")):
        database = open_database(settings_for(tmp_path, url))
        assert (database.url.database or "").endswith(name)
        await database.close()
