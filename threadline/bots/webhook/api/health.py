"""How the service does."""

import asyncio

import structlog

from threadline import __version__
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Answer, Endpoints
from threadline.bots.webhook.schema.service import HealthView, PartState, PartView
from threadline.core.channels.port import HealthReporter
from threadline.core.channels.registry import ChannelRegistry
from threadline.core.services import CalendarServices, ModelServices
from threadline.core.turns.engine import Engine
from threadline.providers.health import Standing
from threadline.storage.database.database import Database
from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.secrets import SecretStore
from threadline.texts.messages import _

log = structlog.get_logger()

endpoints = Endpoints("Health")

_PATH = "/api/v1/health"
_DATABASE_SECONDS = 0.7  # whoever asks for our health waits for a second
_WRITTEN_WITHIN = 15.0  # seconds; a sign of life is written every second
_UNHEALTHY: dict[int, tuple[type[HealthView], ...]] = {200: (HealthView,), 503: (HealthView,)}


@endpoints.declare("GET", _PATH, scope=None, answers=_UNHEALTHY)
async def health(call: Call) -> Answer:
    """The state of each part, with what to do where it is not as it should be."""
    services = call.services
    parts = [
        await _database(services.storage.database, services.engine),
        _durable(services.engine),
        *_providers(services.models),
        _calendar(services.calendars),
        _secrets(services.storage.secrets),
        *_channels(services.channels),
    ]
    return _answer(parts)


@endpoints.declare("GET", _PATH + "/live", scope=None)
async def live(call: Call) -> HealthView:
    """Whether the process answers at all. If it does not, start it anew."""
    return HealthView(status="ok", version=__version__)


@endpoints.declare("GET", _PATH + "/ready", scope=None, answers=_UNHEALTHY)
async def ready(call: Call) -> Answer:
    """Whether requests can be served. If not, send none for the moment."""
    services = call.services
    return _answer([await _database(services.storage.database, services.engine), _durable(services.engine)])


def _answer(parts: list[PartView]) -> Answer:
    states = {part.state for part in parts}
    status: PartState = "down" if "down" in states else "degraded" if "degraded" in states else "ok"
    return Answer(HealthView(status=status, version=__version__, parts=parts), 503 if status == "down" else 200)


async def _database(database: Database, engine: Engine) -> PartView:
    kind = "SQLite" if database.is_sqlite else "Postgres"
    asked = asyncio.create_task(database.ping())
    # Not a timeout: that would wait for the end of what was cancelled, and a database that hangs hangs there as well.
    done, _pending = await asyncio.wait([asked], timeout=_DATABASE_SECONDS)
    if not done:
        asked.cancel()
        return PartView(name="database", state="down", detail=kind, advice="It does not answer in time.")
    try:
        asked.result()
    except StorageUnavailable as error:
        log.warning("database unavailable", error=str(error))
        return PartView(name="database", state="down", detail=kind, advice="The log says why it cannot be used.")
    if engine.silence > _WRITTEN_WITHIN:
        advice = "It can be read but not written: is its disk full?"
        return PartView(name="database", state="down", detail=kind, advice=advice)
    return PartView(name="database", state="ok", detail=kind)


def _durable(engine: Engine) -> PartView:
    if engine.running and not engine.draining:
        return PartView(name="durable runtime", state="ok", detail="DBOS")
    return PartView(name="durable runtime", state="down", detail="DBOS", advice="The service is starting or stopping.")


def _providers(models: ModelServices) -> list[PartView]:
    """The first choice, then every provider that failed when it was last asked."""
    name, standings = models.provider_name, models.selection.standings
    advice = ""
    if name == "extractive":
        advice = _("Answers come without a language model. Whoever runs Threadline can connect one.")
    failing = [_failing(each, standing, breaker) for each, (standing, breaker) in standings.items() if standing.failing]
    if any(part.name == f"provider {name}" for part in failing):
        return [PartView(name="provider", state="degraded", detail=name, advice=failing[0].advice), *failing]
    return [PartView(name="provider", state="ok", detail=name, advice=advice), *failing]


def _failing(name: str, standing: Standing, breaker: str) -> PartView:
    since = standing.failed_at.isoformat(timespec="seconds") if standing.failed_at is not None else ""
    detail = f"{standing.last_failure} at {since}; circuit breaker {breaker}"
    advice = _("Whoever runs Threadline can find out what is wrong.")
    return PartView(name=f"provider {name}", state="degraded", detail=detail, advice=advice)


def _calendar(calendars: CalendarServices) -> PartView:
    return PartView(name="calendar", state="ok", detail=", ".join(calendars.registry.backends))


def _channels(channels: ChannelRegistry) -> list[PartView]:
    """The channels that know how they do."""
    return [
        PartView(
            name=f"channel {name}",
            state="ok" if standing.ok else "degraded",
            detail=standing.detail,
            advice=standing.advice,
        )
        for name, channel in channels.items()
        if isinstance(channel, HealthReporter)
        for standing in (channel.standing(),)
    ]


def _secrets(secrets: SecretStore) -> PartView:
    if secrets.has_key:
        return PartView(name="secrets", state="ok", detail="encrypted")
    advice = "No secret is stored without a key: set THREADLINE_SECRET_KEYS to connect other services."
    return PartView(name="secrets", state="off", advice=advice)
