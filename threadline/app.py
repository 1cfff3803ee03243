"""Wiring: from settings to a running service."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from types import TracebackType
from typing import Self

import structlog

from threadline import plugins
from threadline.calendar.backend import Backend
from threadline.config import Settings
from threadline.core.agenda import Agenda
from threadline.core.answering import Answering
from threadline.core.bookings import Bookings
from threadline.core.calendars import CalendarContext, Calendars
from threadline.core.changing import Changing
from threadline.core.channel import Channel, Closing
from threadline.core.connecting import Connecting
from threadline.core.decisions import Decisions
from threadline.core.documents.reader import Bounds, DocumentReader
from threadline.core.durable import Durable
from threadline.core.engine import Engine, EngineParts
from threadline.core.finding_time import FindingTime
from threadline.core.habits import Habits
from threadline.core.housekeeping import Housekeeping
from threadline.core.linking import Linking
from threadline.core.live import Live
from threadline.core.looking_up import LookingUp
from threadline.core.models import Models, observe
from threadline.core.participants import Participants
from threadline.core.people import People
from threadline.core.preparing import Preparing
from threadline.core.proposals import Proposals
from threadline.core.reconnecting import Reconnecting
from threadline.core.remembering import Memory
from threadline.core.scheduling import Scheduling
from threadline.core.services import Services
from threadline.core.speaking import Speaking
from threadline.core.spending import Spending
from threadline.core.subjects import Subjects
from threadline.core.templates import TemplateLibrary
from threadline.providers.context_window import Windows
from threadline.providers.pool import ProviderPool
from threadline.providers.port import Provider
from threadline.storage.audit import AuditTrail
from threadline.storage.connections import AuthorizationStore, ConnectionStore
from threadline.storage.conversations import ConversationStore
from threadline.storage.database import Database, sqlite_url
from threadline.storage.linking import LinkingStore
from threadline.storage.links import LinkStore
from threadline.storage.lock import DirectoryLock, ReplicaLock
from threadline.storage.migrate import upgrade
from threadline.storage.persons import PersonStore
from threadline.storage.preferences import PreferenceStore
from threadline.storage.proposals import ProposalStore
from threadline.storage.secrets import SecretStore
from threadline.storage.templates import TemplateStore
from threadline.storage.tokens import TokenStore
from threadline.storage.turns import TurnStore
from threadline.storage.usage import UsageStore

log = structlog.get_logger()

_SHORTEST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0


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
        database = open_database(self.settings)
        self._resources.push_async_callback(database.close)
        await upgrade(database)
        await self._resources.enter_async_context(ReplicaLock(database, self.settings.replica))
        self.services = wire(self.settings, database, self._given_provider)
        self._resources.push_async_callback(self.services.models.aclose)
        self._resources.push_async_callback(self.services.calendars.close)
        await self._open_channels()
        self._resources.push_async_callback(self.services.engine.close)
        await self.services.engine.start()
        self._run(self.services.engine.run(), "engine")
        retention = timedelta(days=self.settings.retention_days) if self.settings.retention_days else None
        self._run(Housekeeping(database, self.services.durable, retention).run(), "housekeeping")
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
            if self.services.channels.setdefault(channel.name, channel) is not channel:
                log.warning("channel left out, its name is taken", name=channel.name)
            elif isinstance(channel, Closing):
                self._resources.push_async_callback(channel.close)

    def _run(self, work: Coroutine[None, None, None], name: str) -> None:
        task = asyncio.create_task(work, name=f"threadline-{name}")
        task.add_done_callback(_report)
        self._tasks.append(task)

    async def _cancel(self) -> None:
        for task in self._tasks:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*self._tasks, return_exceptions=True)


def open_database(settings: Settings) -> Database:
    """The database that the settings name; the data directory must exist."""
    if settings.database_url is not None:
        return Database(settings.database_url.get_secret_value())
    return Database(sqlite_url(settings.database_file))


def wire(settings: Settings, database: Database, provider: Provider | None = None) -> Services:
    """Put the parts together; nothing runs yet. `provider` stands in for those of the settings."""
    durable_url = database.url if not database.is_sqlite else sqlite_url(settings.durable_file)
    durable = Durable(durable_url, executor_id=settings.replica)
    turns, people = TurnStore(database), People(PersonStore(database), default_zone=settings.zone)
    secrets, preferences = _secrets(settings, database), PreferenceStore(database)
    calendars = Calendars(
        _backends(CalendarContext(settings, database), settings.plugins),
        connections=ConnectionStore(database),
        secrets=secrets,
        preferences=preferences,
    )
    audit, usage, live = AuditTrail(database), UsageStore(database), Live(turns)
    library = TemplateLibrary(TemplateStore(database))
    channels: dict[str, Channel] = {}
    habits = Habits(preferences)
    agenda = Agenda(calendars, habits)
    decisions = _decisions(settings, database, calendars, agenda, habits, channels, people, durable, audit)
    participants = Participants(people=people, calendars=calendars, agenda=agenda, habits=habits)
    finding_time = FindingTime(participants, habits)
    linking = Linking(LinkingStore(database, secrets), people=people, channels=channels, audit=audit)
    calendars.told = Reconnecting(people, calendars, channels, base_url=settings.base_url).tell
    models = _models(settings, preferences, secrets, provider)
    spending = Spending(usage, settings.limits, zone=settings.zone)
    preparing = Preparing(
        turns=turns,
        library=library,
        scheduling=_scheduling(decisions, calendars, agenda, participants, finding_time),
        linking=linking,
        models=models,
        spending=spending,
        windows=Windows(),
        history_tokens=settings.history_tokens,
    )
    answering = Answering(
        turns=turns,
        channels=channels,
        preparing=preparing,
        speaking=Speaking(turns),
        models=models,
        decisions=decisions,
        live=live,
    )
    return Services(
        settings=settings,
        database=database,
        engine=Engine(EngineParts(turns, people, answering, decisions, durable, live)),
        people=people,
        calendars=calendars,
        connecting=Connecting(
            calendars=calendars,
            connections=ConnectionStore(database),
            authorizations=AuthorizationStore(database),
            secrets=secrets,
            preferences=preferences,
            people=people,
            audit=audit,
            address=settings.address,
        ),
        agenda=agenda,
        habits=habits,
        finding_time=finding_time,
        linking=linking,
        library=library,
        conversations=ConversationStore(database),
        turns=turns,
        tokens=TokenStore(database),
        links=LinkStore(database),
        preferences=preferences,
        usage=usage,
        models=models,
        spending=spending,
        secrets=secrets,
        audit=audit,
        provider_name=models.names[0] if models.names else "extractive",
        live=live,
        durable=durable,
        documents=DocumentReader(Bounds(bytes=settings.max_file_bytes, languages=settings.ocr_languages)),
        channels=channels,
    )


def _secrets(settings: Settings, database: Database) -> SecretStore:
    return SecretStore(database, keys=[key.get_secret_value() for key in settings.secret_keys])


def _decisions(
    settings: Settings,
    database: Database,
    calendars: Calendars,
    agenda: Agenda,
    habits: Habits,
    channels: Mapping[str, Channel],
    people: People,
    durable: Durable,
    audit: AuditTrail,
) -> Decisions:
    store = ProposalStore(database)
    proposals = Proposals(store, channels)
    bookings = Bookings(
        store,
        proposals,
        calendars=calendars,
        people=people,
        durable=durable,
        undo=settings.undo_time,
        channels=channels,
    )
    return Decisions(
        store,
        proposals,
        bookings,
        agenda=agenda,
        calendars=calendars,
        habits=habits,
        audit=audit,
        lifetime=settings.proposal_lifetime,
    )


def _scheduling(
    decisions: Decisions, calendars: Calendars, agenda: Agenda, participants: Participants, finding_time: FindingTime
) -> Scheduling:
    memory = Memory()
    calendars.written = memory.forget
    subjects = Subjects(decisions.proposals, calendars, agenda)
    return Scheduling(
        decisions=decisions,
        changing=Changing(subjects=subjects, decisions=decisions, participants=participants),
        finding=finding_time,
        looking_up=LookingUp(calendars, agenda, memory),
    )


def _models(
    settings: Settings, preferences: PreferenceStore, secrets: SecretStore, provider: Provider | None
) -> Models:
    return Models(
        ProviderPool(settings.provider_specs(), observe=observe, third_party=settings.plugins),
        chain=settings.chain,
        channel_chains=settings.channel_chains,
        prices=settings.prices,
        preferences=preferences,
        secrets=secrets,
        given=provider,
    )


def _backends(context: CalendarContext, third_party: bool) -> Mapping[str, Backend]:
    made = [make(context) for make in plugins.load("threadline.calendars", third_party=third_party).values()]
    return {backend.name: backend for backend in made if backend is not None}


async def _kept_running(channel: Channel) -> None:
    """Run a channel's own work; what ends it unexpectedly is logged, and it begins again."""
    pause = _SHORTEST_PAUSE
    while True:
        try:
            return await channel.run()
        except Exception:  # the edge of a channel's work: people on it must not wait for a restart of the service
            log.exception("channel stopped, it begins again", channel=channel.name, seconds=pause)
        await asyncio.sleep(pause)
        pause = min(_LONGEST_PAUSE, 2 * pause)


def _report(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("a background task ended", task=task.get_name(), error=repr(error))
