"""The service of one process: opened, run and closed in order."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from itertools import count
from types import TracebackType
from typing import Self

import structlog

from threadline import __version__, plugins
from threadline.backoff import Backoff
from threadline.config import Settings
from threadline.core.channels.port import Channel, Closable
from threadline.core.runtime.backup_schedule import BackupSchedule
from threadline.core.runtime.cleanup import Cleanup
from threadline.core.services import Services
from threadline.providers.port import Provider
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.database.process_lock import DirectoryLock
from threadline.storage.migrate import upgrade
from threadline.storage.search_fill import fill
from threadline.telemetry import spans
from threadline.wiring.services import wire

log = structlog.get_logger()

_BACKOFF = Backoff(first=1.0, longest=60.0)


class Application:
    """The whole service of one process. Use it as an asynchronous context manager.

    `provider` and `channels` stand in for what the settings and the entry points would give (tests, benchmarks).
    """

    def __init__(
        self, settings: Settings, *, provider: Provider | None = None, channels: Sequence[Channel] | None = None
    ) -> None:
        self.settings = settings
        self._given_provider = provider
        self._given_channels = channels
        self._resources = AsyncExitStack()
        self._tasks: list[asyncio.Task[None]] = []
        self.services: Services

    async def __aenter__(self) -> Self:
        try:
            await self._start()
        except BaseException:
            await self._resources.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._resources.aclose()

    async def _start(self) -> None:
        self._resources.enter_context(DirectoryLock(self.settings.data_dir))
        if self.settings.traces == "otlp":
            await self._resources.enter_async_context(_traced(self.settings))
        database = open_database(self.settings)
        self._resources.push_async_callback(database.close)
        await upgrade(database)
        self.services = wire(self.settings, database, self._given_provider)
        await self._resources.enter_async_context(self.services.storage.presence)
        self._resources.push_async_callback(self.services.models.selection.aclose)
        self._resources.push_async_callback(self.services.calendars.registry.close)
        await self._open_channels()
        self._resources.push_async_callback(self.services.engine.close)
        await self.services.engine.start()
        self._run(self.services.engine.run(), "engine")
        retention = timedelta(days=self.settings.retention_days) if self.settings.retention_days else None
        self._run(Cleanup(database, self.services.storage.durable, retention).run(), "housekeeping")
        self._run(fill(database), "index-of-words")
        self._run(self.services.models.selection.warm_up(), "models")
        if (folder := self.settings.backup_dir) is not None:
            every = timedelta(hours=self.settings.backup_hours)
            self._run(BackupSchedule(database, folder, every=every, keep=self.settings.backup_keep).run(), "backups")
        self._run(self.services.reminders.run(), "reminders")
        self._run(self.services.appointments.chosen.run(), "appointments")
        self._run(self.services.appointments.holds.run(), "holds")
        self._run(self.services.polls.upkeep.run(), "polls")
        self._run(self.services.calendars.watching.run(), "watching")
        self._resources.push_async_callback(self.services.inbound.close)
        self._run(self.services.inbound.run(), "inbox")
        for channel in self.services.channels.values():
            self._run(_kept_running(channel), channel.name)
        self._resources.push_async_callback(self._cancel)

    async def _open_channels(self) -> None:
        channels = self._given_channels
        if channels is None:
            factories = plugins.load("threadline.channels", third_party=self.settings.plugins)
            made = (factory(self.services) for factory in factories.values())
            channels = [channel for channel in made if channel is not None]
        for channel in channels:
            if not self.services.channels.join(channel):
                log.warning("channel left out, its name is taken", name=channel.name)
                continue
            if isinstance(channel, Closable):
                self._resources.push_async_callback(channel.close)
            self._resources.callback(self.services.channels.leave, channel)

    def _run(self, work: Coroutine[None, None, None], name: str) -> None:
        task = asyncio.create_task(work, name=f"threadline-{name}")
        task.add_done_callback(_report)
        self._tasks.append(task)

    async def _cancel(self) -> None:
        for task in self._tasks:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def _traced(settings: Settings) -> AsyncIterator[None]:
    """Spans are kept and sent meanwhile. Raises `PluginBroken` where the packages for it are missing."""
    try:
        from threadline.telemetry.exporting import by_otlp
    except ModuleNotFoundError as error:
        raise plugins.PluginBroken("Traces need more packages: pip install 'threadline[otel]'") from error
    kept = by_otlp(version=__version__, replica=settings.replica, content=settings.traces_content)
    spans.record_with(kept)
    try:
        yield
    finally:
        spans.record_with(None)
        await asyncio.to_thread(kept.close)


def open_database(settings: Settings) -> Database:
    """The database that the settings name; the data directory must exist."""
    if settings.database_url is not None:
        return Database(
            settings.database_url.get_secret_value(),
            connections=settings.database_connections,
            pooled=settings.database_pooler == "transaction",
        )
    return Database(sqlite_url(settings.database_file))


async def _kept_running(channel: Channel) -> None:
    """Run a channel's own work; what ends it unexpectedly is logged, and it begins again."""
    for failures in count(1):
        try:
            await channel.run()
        except Exception:  # the edge of a channel's work: people on it must not wait for a restart of the service
            pause = _BACKOFF.pause(failures)
            log.exception("channel stopped, it begins again", channel=channel.name, seconds=round(pause, 1))
            await asyncio.sleep(pause)
        else:
            return


def _report(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("a background task ended", task=task.get_name(), error=repr(error))
