"""What a channel may use: the engine and what stands around it, wired once per process."""

from dataclasses import dataclass, field

from threadline.config import Settings
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.connections import Connections
from threadline.core.calendars.registry import Calendars
from threadline.core.channels.port import Channel
from threadline.core.documents.reader import DocumentReader
from threadline.core.people.account_linking import AccountLinking
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.core.people.directory import People
from threadline.core.runtime.durable import Durable
from threadline.core.scheduling.meeting_finder import MeetingFinder
from threadline.core.templates.library import TemplateLibrary
from threadline.core.turns.budgets import Budgets
from threadline.core.turns.engine import Engine
from threadline.core.turns.live_updates import LiveUpdates
from threadline.core.turns.model_selection import ModelSelection
from threadline.storage.audit import AuditTrail
from threadline.storage.confirm_links import LinkStore
from threadline.storage.conversations import ConversationStore
from threadline.storage.database.database import Database
from threadline.storage.preferences import PreferenceStore
from threadline.storage.secrets import SecretStore
from threadline.storage.tokens import TokenStore
from threadline.storage.turns import TurnStore
from threadline.storage.usage import UsageStore


@dataclass(frozen=True, slots=True)
class Services:
    """The running service. `channels` holds every channel by name once all are made."""

    settings: Settings
    database: Database
    engine: Engine
    people: People
    calendars: Calendars
    connections: Connections
    agenda: Agenda
    preferences_of: CalendarPreferenceReader
    meeting_finder: MeetingFinder
    account_linking: AccountLinking
    library: TemplateLibrary
    conversations: ConversationStore
    turns: TurnStore
    tokens: TokenStore
    links: LinkStore
    preferences: PreferenceStore
    usage: UsageStore
    models: ModelSelection
    budgets: Budgets
    secrets: SecretStore
    audit: AuditTrail
    provider_name: str
    live: LiveUpdates
    durable: Durable
    documents: DocumentReader
    channels: dict[str, Channel] = field(default_factory=dict)
