"""The service as channels use it, from settings and a database."""

from threadline.config import Settings
from threadline.core.channels.inbound_queue import InboundQueue
from threadline.core.documents.reader import Bounds, DocumentReader
from threadline.core.interactions.reply_policies import ReplyPolicies
from threadline.core.interactions.self_service import SelfService
from threadline.core.polls.upkeep import PollUpkeep
from threadline.core.reminders.reminders import Reminders
from threadline.core.scheduling.change_by_hand import ChangeByHand
from threadline.core.scheduling.event_resolution import EventResolver
from threadline.core.services import (
    AppointmentServices,
    CalendarServices,
    ConversationServices,
    ModelServices,
    PeopleServices,
    PollServices,
    ProposalServices,
    Services,
    StorageServices,
)
from threadline.core.turns.budget_alerts import BudgetAlerts
from threadline.core.workflows.conductor import Workflows
from threadline.providers.port import Provider
from threadline.storage.confirm_links import LinkStore
from threadline.storage.conversations import ConversationStore
from threadline.storage.database.database import Database
from threadline.storage.files import FileStore
from threadline.storage.inbound import InboundStore
from threadline.storage.notices import NoticeStore
from threadline.storage.overheard import OverheardStore
from threadline.storage.reminders import ReminderStore
from threadline.storage.reply_policies import ReplyPolicyStore
from threadline.storage.tokens import TokenStore
from threadline.storage.workflows import WorkflowStore
from threadline.wiring.conversing import Conversing, conversing_of
from threadline.wiring.foundation import Foundation, foundation_of
from threadline.wiring.planning import Planning, connections_of, planning_of, watching_of


def wire(settings: Settings, database: Database, provider: Provider | None = None) -> Services:
    """Put the parts together; nothing runs yet. `provider` stands in for those of the settings."""
    base = foundation_of(settings, database)
    planning = planning_of(base)
    conversing = conversing_of(base, planning, provider)
    watching, tokens = watching_of(base, planning), TokenStore(database)
    connections = connections_of(base, planning, watching)
    return Services(
        settings=settings,
        engine=conversing.engine,
        people=PeopleServices(
            directory=base.people,
            account_linking=conversing.account_linking,
            self_service=SelfService(base.preferences, connections, tokens, settings.base_url),
            preferences=base.preferences,
            tokens=tokens,
            confirm_links=LinkStore(database),
            notices=NoticeStore(database),
            todos=base.todos,
        ),
        calendars=CalendarServices(
            registry=planning.calendars,
            connections=connections,
            agenda=planning.agenda,
            preferences_of=planning.preferences_of,
            meeting_finder=planning.meeting_finder,
            contexts=planning.contexts,
            watching=watching,
        ),
        proposals=ProposalServices(planning.decisions, planning.decisions.proposals, _by_hand(planning)),
        appointments=AppointmentServices(planning.booking_links, planning.appointments, planning.holds),
        polls=PollServices(planning.polls, _poll_upkeep(base, planning, conversing)),
        conversations=ConversationServices(
            store=ConversationStore(database),
            turns=base.turns,
            live_updates=base.live,
            templates=conversing.library,
            client_calls=conversing.client_calls,
            reply_policies=ReplyPolicies(ReplyPolicyStore(database), base.audit),
            workflows=_workflows(base, conversing),
            overheard=OverheardStore(database),
            files=FileStore(database),
        ),
        models=_model_services(base, conversing),
        storage=StorageServices(database, base.presence, base.durable, base.secrets, base.audit),
        documents=DocumentReader(Bounds(bytes=settings.max_file_bytes, languages=settings.ocr_languages)),
        reminders=Reminders(
            ReminderStore(database),
            people=base.people,
            preferences=base.preferences,
            agenda=planning.agenda,
            proposals=planning.decisions.proposals,
            channels=base.channels,
            further=_budget_alerts(base, conversing).plan,
        ),
        channels=base.channels,
        inbound=InboundQueue(InboundStore(database)),
    )


def _by_hand(planning: Planning) -> ChangeByHand:
    resolver = EventResolver(planning.decisions.proposals, planning.calendars, planning.agenda)
    return ChangeByHand(planning.decisions, resolver)


def _budget_alerts(base: Foundation, conversing: Conversing) -> BudgetAlerts:
    store, operators = ReminderStore(base.database), base.settings.operators
    return BudgetAlerts(store, base.people, conversing.budgets, base.channels, operators)


def _poll_upkeep(base: Foundation, planning: Planning, conversing: Conversing) -> PollUpkeep:
    return PollUpkeep(planning.polls, conversing.engine, base.turns, base.channels, base.people)


def _workflows(base: Foundation, conversing: Conversing) -> Workflows:
    workflows = Workflows(WorkflowStore(base.database), conversing.engine, base.durable)
    conversing.engine.take_on(workflows)
    return workflows


def _model_services(base: Foundation, conversing: Conversing) -> ModelServices:
    names = conversing.models.names
    return ModelServices(
        selection=conversing.models,
        budgets=conversing.budgets,
        admission=conversing.admission,
        usage=base.usage,
        provider_name=names[0] if names else "extractive",
    )
