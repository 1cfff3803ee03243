"""What all parts stand on: settings, the database, and the stores over it."""

from dataclasses import dataclass

from threadline.config import Settings
from threadline.core.channels.registry import ChannelRegistry
from threadline.core.people.directory import People
from threadline.core.runtime.durable import Durable
from threadline.core.turns.live_updates import LiveUpdates
from threadline.storage.audit import AuditTrail
from threadline.storage.connections import ConnectionStore
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.interruptions import Interruptions
from threadline.storage.persons import PersonStore
from threadline.storage.preferences import PreferenceStore
from threadline.storage.presence import Presence
from threadline.storage.secrets import SecretStore
from threadline.storage.todos import TodoStore
from threadline.storage.turns import TurnStore
from threadline.storage.usage import UsageStore


@dataclass(frozen=True, slots=True)
class Foundation:
    """What all parts stand on."""

    settings: Settings
    database: Database
    durable: Durable
    turns: TurnStore
    interruptions: Interruptions
    presence: Presence
    people: People
    secrets: SecretStore
    preferences: PreferenceStore
    todos: TodoStore
    connections: ConnectionStore
    usage: UsageStore
    audit: AuditTrail
    live: LiveUpdates
    channels: ChannelRegistry


def foundation_of(settings: Settings, database: Database) -> Foundation:
    """The foundation of a service."""
    durable_url = database.url if not database.is_sqlite else sqlite_url(settings.durable_file)
    turns = TurnStore(database)
    interruptions = Interruptions(database, replica=settings.replica)
    durable = Durable(
        durable_url,
        executor_id=settings.replica,
        connections=settings.durable_connections,
        pooled=database.pooled,
    )
    return Foundation(
        settings=settings,
        database=database,
        durable=durable,
        turns=turns,
        interruptions=interruptions,
        presence=Presence(database, settings.replica, interruptions.beat),
        people=People(PersonStore(database), default_zone=settings.zone),
        secrets=SecretStore(database, keys=[key.get_secret_value() for key in settings.secret_keys]),
        preferences=PreferenceStore(database),
        todos=TodoStore(database),
        connections=ConnectionStore(database),
        usage=UsageStore(database),
        audit=AuditTrail(database),
        live=LiveUpdates(turns),
        channels=ChannelRegistry(),
    )
