"""What a channel may use: the engine and what stands around it, in parts by what they know of; wired once a process.

The whole is seen where a channel is put together, and handed on in parts: a test names the modules.
"""

from dataclasses import dataclass

from threadline.config import Settings
from threadline.core.appointments.appointments import Appointments
from threadline.core.appointments.booking_links import BookingLinks
from threadline.core.appointments.holds import Holds
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.connections import Connections
from threadline.core.calendars.registry import Calendars
from threadline.core.calendars.watching import Watching
from threadline.core.channels.inbound_queue import InboundQueue
from threadline.core.channels.registry import ChannelRegistry
from threadline.core.documents.reader import DocumentReader
from threadline.core.interactions.reply_policies import ReplyPolicies
from threadline.core.interactions.self_service import SelfService
from threadline.core.people.account_linking import AccountLinking
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.core.people.directory import People
from threadline.core.polls.polls import Polls
from threadline.core.polls.upkeep import PollUpkeep
from threadline.core.proposals.decisions import Decisions
from threadline.core.proposals.repository import ProposalRepository
from threadline.core.reminders.reminders import Reminders
from threadline.core.runtime.durable import Durable
from threadline.core.scheduling.change_by_hand import ChangeByHand
from threadline.core.scheduling.meeting_finder import MeetingFinder
from threadline.core.scheduling.reading_context import ReadingContexts
from threadline.core.templates.library import TemplateLibrary
from threadline.core.tools.client_calls import ClientCalls
from threadline.core.turns.admission import Admission
from threadline.core.turns.budgets import Budgets
from threadline.core.turns.engine import Engine
from threadline.core.turns.live_updates import LiveUpdates
from threadline.core.turns.model_selection import ModelSelection
from threadline.core.workflows.conductor import Workflows
from threadline.storage.audit import AuditTrail
from threadline.storage.confirm_links import LinkStore
from threadline.storage.conversations import ConversationStore
from threadline.storage.database.database import Database
from threadline.storage.files import FileStore
from threadline.storage.notices import NoticeStore
from threadline.storage.overheard import OverheardStore
from threadline.storage.preferences import PreferenceStore
from threadline.storage.presence import Presence
from threadline.storage.secrets import SecretStore
from threadline.storage.todos import TodoStore
from threadline.storage.tokens import TokenStore
from threadline.storage.turns import TurnStore
from threadline.storage.usage import UsageStore


@dataclass(frozen=True, slots=True)
class PeopleServices:
    """Who people are, what they prefer, how they prove who they are, what they are told and want to do."""

    directory: People
    account_linking: AccountLinking
    self_service: SelfService
    preferences: PreferenceStore
    tokens: TokenStore
    confirm_links: LinkStore
    notices: NoticeStore
    todos: TodoStore


@dataclass(frozen=True, slots=True)
class CalendarServices:
    """Which calendars people have, how they connect them, when people are free, and what their words are read by."""

    registry: Calendars
    connections: Connections
    agenda: Agenda
    preferences_of: CalendarPreferenceReader
    meeting_finder: MeetingFinder
    contexts: ReadingContexts
    watching: Watching


@dataclass(frozen=True, slots=True)
class ProposalServices:
    """What was proposed (`repository`), who decides on it, and what is proposed of what people do by hand."""

    decisions: Decisions
    repository: ProposalRepository
    by_hand: ChangeByHand


@dataclass(frozen=True, slots=True)
class AppointmentServices:
    """The links by which people outside choose a time, the times they choose, and those kept free meanwhile."""

    links: BookingLinks
    chosen: Appointments
    holds: Holds


@dataclass(frozen=True, slots=True)
class PollServices:
    """What a group is asked about times, and what shows and ends it."""

    polls: Polls
    upkeep: PollUpkeep


@dataclass(frozen=True, slots=True)
class ConversationServices:
    """What was said and answered, what is being answered now, and the templates that shape answers.

    `client_calls` are those of tools by other programs, `workflows` is what is asked in several steps, `files` are
    those that came with what was said.
    """

    store: ConversationStore
    turns: TurnStore
    live_updates: LiveUpdates
    templates: TemplateLibrary
    client_calls: ClientCalls
    reply_policies: ReplyPolicies
    workflows: Workflows
    overheard: OverheardStore
    files: FileStore


@dataclass(frozen=True, slots=True)
class ModelServices:
    """Which models answer, and what they may cost. `provider_name` is the first choice's."""

    selection: ModelSelection
    budgets: Budgets
    admission: Admission
    usage: UsageStore
    provider_name: str


@dataclass(frozen=True, slots=True)
class StorageServices:
    """Where things are kept, and the durable work on them."""

    database: Database
    presence: Presence
    durable: Durable
    secrets: SecretStore
    audit: AuditTrail


@dataclass(frozen=True, slots=True)
class Services:
    """The running service. A message goes to `engine`, a decision about a proposal to `proposals.decisions`."""

    settings: Settings
    engine: Engine
    people: PeopleServices
    calendars: CalendarServices
    proposals: ProposalServices
    appointments: AppointmentServices
    polls: PollServices
    conversations: ConversationServices
    models: ModelServices
    storage: StorageServices
    documents: DocumentReader
    reminders: Reminders
    channels: ChannelRegistry
    inbound: InboundQueue
