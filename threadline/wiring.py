"""Wiring: which part is made of which. Settings and a database go in, a service comes out of which nothing runs yet.

Foundation ──► Planning ──► Conversing ──► Services
what all       calendars,   models,        what channels
stand on       decisions    the engine     may use
"""

from collections.abc import Mapping
from dataclasses import dataclass

from threadline import plugins
from threadline.calendar.backend import Backend
from threadline.config import Settings
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.attendee_conflicts import AttendeeConflicts
from threadline.core.calendars.connections import Connections
from threadline.core.calendars.contacts import ContactCache, Contacts
from threadline.core.calendars.event_cache import EventCache
from threadline.core.calendars.participants import Participants
from threadline.core.calendars.reconnect_notice import ReconnectNotice
from threadline.core.calendars.registry import CalendarContext, Calendars
from threadline.core.channels.port import Channel
from threadline.core.dialogue.card_answers import CardAnswers
from threadline.core.dialogue.dialogue import Dialogue
from threadline.core.dialogue.open_cards import CardTable
from threadline.core.dialogue.preference_memory import PreferenceMemory
from threadline.core.documents.reader import Bounds, DocumentReader
from threadline.core.people.account_linking import AccountLinking
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.core.people.directory import People
from threadline.core.proposals.booking_jobs import BookingJobs
from threadline.core.proposals.decisions import Decisions
from threadline.core.proposals.repository import ProposalRepository
from threadline.core.reminders.reminders import Reminders
from threadline.core.runtime.durable import Durable
from threadline.core.scheduling.calendar_queries import CalendarQueries
from threadline.core.scheduling.change_by_words import ChangeRequests
from threadline.core.scheduling.conditions import Conditions
from threadline.core.scheduling.event_questions import EventQuestions
from threadline.core.scheduling.event_resolution import EventResolver
from threadline.core.scheduling.meeting_finder import MeetingFinder
from threadline.core.scheduling.planner import Planner
from threadline.core.scheduling.reading_context import ReadingContexts
from threadline.core.scheduling.said_before import SaidBefore
from threadline.core.scheduling.search_turns import SearchTurns
from threadline.core.scheduling.yes_or_no import YesOrNo
from threadline.core.services import (
    CalendarServices,
    ConversationServices,
    ModelServices,
    PeopleServices,
    Services,
    StorageServices,
)
from threadline.core.templates.library import TemplateLibrary
from threadline.core.tools.client_calls import ClientCalls
from threadline.core.tools.tool import ToolParts
from threadline.core.tools.toolbox import Toolbox
from threadline.core.turns.admission import Admission
from threadline.core.turns.budgets import Budgets
from threadline.core.turns.engine import Engine, EngineParts
from threadline.core.turns.generation import Generation
from threadline.core.turns.live_updates import LiveUpdates
from threadline.core.turns.loop import ToolLoop
from threadline.core.turns.model_selection import ModelSelection, observe
from threadline.core.turns.preparation import Preparation
from threadline.core.turns.runner import TurnRunner
from threadline.core.turns.situation import Situations
from threadline.core.turns.stored_rounds import StoredRounds
from threadline.providers.context_window import Windows
from threadline.providers.pool import ProviderPool
from threadline.providers.port import Provider
from threadline.storage.account_links import LinkingStore
from threadline.storage.audit import AuditTrail
from threadline.storage.confirm_links import LinkStore
from threadline.storage.connections import AuthorizationStore, ConnectionStore
from threadline.storage.conversations import ConversationStore
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.handed import HandedStore
from threadline.storage.persons import PersonStore
from threadline.storage.preferences import PreferenceStore
from threadline.storage.proposals import ProposalStore
from threadline.storage.reminders import ReminderStore
from threadline.storage.rounds import RoundStore
from threadline.storage.secrets import SecretStore
from threadline.storage.templates import TemplateStore
from threadline.storage.tokens import TokenStore
from threadline.storage.turns import TurnStore
from threadline.storage.usage import UsageStore


@dataclass(frozen=True, slots=True)
class Foundation:
    """What all parts stand on. `channels` is filled once the parts are there that channels are made with."""

    settings: Settings
    database: Database
    durable: Durable
    turns: TurnStore
    people: People
    secrets: SecretStore
    preferences: PreferenceStore
    connections: ConnectionStore
    usage: UsageStore
    audit: AuditTrail
    live: LiveUpdates
    channels: dict[str, Channel]


@dataclass(frozen=True, slots=True)
class Planning:
    """What knows people's time, and what decides about it."""

    calendars: Calendars
    event_cache: EventCache
    contacts: Contacts
    contexts: ReadingContexts
    preferences_of: CalendarPreferenceReader
    agenda: Agenda
    participants: Participants
    meeting_finder: MeetingFinder
    decisions: Decisions


@dataclass(frozen=True, slots=True)
class Conversing:
    """What answers messages."""

    library: TemplateLibrary
    account_linking: AccountLinking
    models: ModelSelection
    budgets: Budgets
    admission: Admission
    engine: Engine
    client_calls: ClientCalls


def wire(settings: Settings, database: Database, provider: Provider | None = None) -> Services:
    """Put the parts together; nothing runs yet. `provider` stands in for those of the settings."""
    base = _foundation(settings, database)
    planning = _planning(base)
    conversing = _conversing(base, planning, provider)
    return Services(
        settings=settings,
        engine=conversing.engine,
        people=PeopleServices(
            directory=base.people,
            account_linking=conversing.account_linking,
            preferences=base.preferences,
            tokens=TokenStore(database),
            confirm_links=LinkStore(database),
        ),
        calendars=CalendarServices(
            registry=planning.calendars,
            connections=_connections(base, planning.calendars),
            agenda=planning.agenda,
            preferences_of=planning.preferences_of,
            meeting_finder=planning.meeting_finder,
            contexts=planning.contexts,
        ),
        conversations=ConversationServices(
            store=ConversationStore(database),
            turns=base.turns,
            live_updates=base.live,
            templates=conversing.library,
            client_calls=conversing.client_calls,
        ),
        models=_model_services(base, conversing),
        storage=StorageServices(database, base.durable, base.secrets, base.audit),
        documents=DocumentReader(Bounds(bytes=settings.max_file_bytes, languages=settings.ocr_languages)),
        reminders=Reminders(
            ReminderStore(database),
            people=base.people,
            preferences=base.preferences,
            agenda=planning.agenda,
            proposals=planning.decisions.proposals,
            channels=base.channels,
        ),
        channels=base.channels,
    )


def _model_services(base: Foundation, conversing: Conversing) -> ModelServices:
    names = conversing.models.names
    return ModelServices(
        selection=conversing.models,
        budgets=conversing.budgets,
        admission=conversing.admission,
        usage=base.usage,
        provider_name=names[0] if names else "extractive",
    )


def _foundation(settings: Settings, database: Database) -> Foundation:
    durable_url = database.url if not database.is_sqlite else sqlite_url(settings.durable_file)
    turns = TurnStore(database)
    return Foundation(
        settings=settings,
        database=database,
        durable=Durable(durable_url, executor_id=settings.replica),
        turns=turns,
        people=People(PersonStore(database), default_zone=settings.zone),
        secrets=SecretStore(database, keys=[key.get_secret_value() for key in settings.secret_keys]),
        preferences=PreferenceStore(database),
        connections=ConnectionStore(database),
        usage=UsageStore(database),
        audit=AuditTrail(database),
        live=LiveUpdates(turns),
        channels={},
    )


def _planning(base: Foundation) -> Planning:
    event_cache, contact_cache = EventCache(), ContactCache()
    preferences_of = CalendarPreferenceReader(base.preferences)
    calendars = _calendars(base, event_cache, contact_cache)
    agenda = Agenda(calendars, preferences_of)
    participants = Participants(people=base.people, calendars=calendars, agenda=agenda, preferences_of=preferences_of)
    contacts = Contacts(agenda, contact_cache)
    return Planning(
        calendars=calendars,
        event_cache=event_cache,
        contacts=contacts,
        contexts=ReadingContexts(
            people=base.people,
            contacts=contacts,
            preferences_of=preferences_of,
            turns=base.turns,
        ),
        preferences_of=preferences_of,
        agenda=agenda,
        participants=participants,
        meeting_finder=MeetingFinder(participants, preferences_of),
        decisions=_decisions(base, calendars, preferences_of, agenda, AttendeeConflicts(participants)),
    )


def _calendars(base: Foundation, event_cache: EventCache, contact_cache: ContactCache) -> Calendars:
    def forget(person_id: str) -> None:
        event_cache.forget(person_id)
        contact_cache.forget(person_id)

    context = CalendarContext(base.settings, base.database)
    backends = _backends(context, third_party=base.settings.plugins)
    notice = ReconnectNotice(base.people, base.connections, backends, base.channels, base_url=base.settings.base_url)
    return Calendars(
        backends,
        connections=base.connections,
        secrets=base.secrets,
        preferences=base.preferences,
        on_broken=notice.tell,
        on_written=forget,
    )


def _backends(context: CalendarContext, *, third_party: bool) -> Mapping[str, Backend]:
    made = [make(context) for make in plugins.load("threadline.calendars", third_party=third_party).values()]
    return {backend.name: backend for backend in made if backend is not None}


def _decisions(
    base: Foundation,
    calendars: Calendars,
    preferences_of: CalendarPreferenceReader,
    agenda: Agenda,
    attendee_conflicts: AttendeeConflicts,
) -> Decisions:
    store = ProposalStore(base.database)
    proposals = ProposalRepository(store, base.channels)
    booking_jobs = BookingJobs(
        store,
        proposals,
        calendars=calendars,
        people=base.people,
        durable=base.durable,
        undo=base.settings.undo_time,
        channels=base.channels,
    )
    return Decisions(
        store,
        proposals,
        booking_jobs,
        agenda=agenda,
        attendee_conflicts=attendee_conflicts,
        calendars=calendars,
        preferences_of=preferences_of,
        audit=base.audit,
        lifetime=base.settings.proposal_lifetime,
    )


def _conversing(base: Foundation, planning: Planning, provider: Provider | None) -> Conversing:
    library = TemplateLibrary(TemplateStore(base.database))
    account_linking = AccountLinking(
        LinkingStore(base.database, base.secrets), people=base.people, channels=base.channels, audit=base.audit
    )
    models = _models(base, provider)
    budgets = Budgets(base.usage, base.settings.limits, zone=base.settings.zone)
    loop = _loop(base, planning, models)
    change_requests = _change_requests(base, planning)
    preparation = Preparation(
        turns=base.turns,
        library=library,
        planner=_planner(base, planning, change_requests),
        dialogue=_dialogue(base, planning, change_requests),
        contexts=planning.contexts,
        account_linking=account_linking,
        models=models,
        budgets=budgets,
        windows=Windows(),
        history_tokens=base.settings.history_tokens,
        situations=Situations(base.people, planning.decisions.proposals, base.preferences),
        toolbox=loop.toolbox if loop.enabled else None,
    )
    admission = Admission(base.settings.answers_at_once)
    generation = Generation(base.turns, loop, admission)
    engine = _engine(base, planning.decisions, models, preparation, generation)
    client_calls = ClientCalls(loop.toolbox, planning.decisions, planning.contexts, HandedStore(base.database))
    return Conversing(library, account_linking, models, budgets, admission, engine, client_calls)


def _loop(base: Foundation, planning: Planning, models: ModelSelection) -> ToolLoop:
    parts = ToolParts(
        agenda=planning.agenda,
        calendars=planning.calendars,
        conversations=ConversationStore(base.database),
        decisions=planning.decisions,
        meeting_finder=planning.meeting_finder,
        participants=planning.participants,
        people=base.people,
        turns=base.turns,
    )
    toolbox = Toolbox(plugins.load("threadline.tools", third_party=base.settings.plugins), parts)
    return ToolLoop(toolbox, StoredRounds(RoundStore(base.database)), base.settings.tools, price=models.price)


def _models(base: Foundation, provider: Provider | None) -> ModelSelection:
    settings = base.settings
    return ModelSelection(
        ProviderPool(settings.provider_specs(), observe=observe, third_party=settings.plugins),
        chain=settings.chain,
        channel_chains=settings.channel_chains,
        prices=settings.prices,
        preferences=base.preferences,
        secrets=base.secrets,
        given=provider,
        own_key_fallback=settings.own_key_fallback,
        unpriced_answer_usd=settings.unpriced_answer_usd,
    )


def _change_requests(base: Foundation, planning: Planning) -> ChangeRequests:
    return ChangeRequests(
        event_resolver=EventResolver(planning.decisions.proposals, planning.calendars, planning.agenda),
        decisions=planning.decisions,
        participants=planning.participants,
        said_before=SaidBefore(base.turns),
    )


def _dialogue(base: Foundation, planning: Planning, change_requests: ChangeRequests) -> Dialogue:
    return Dialogue(
        turns=base.turns,
        contexts=planning.contexts,
        cards=CardTable(planning.decisions.proposals),
        card_answers=CardAnswers(planning.decisions, change_requests),
        preference_memory=PreferenceMemory(base.preferences, base.channels),
    )


def _planner(base: Foundation, planning: Planning, change_requests: ChangeRequests) -> Planner:
    calendar_queries = CalendarQueries(planning.calendars, planning.agenda, planning.event_cache)
    event_resolver = EventResolver(planning.decisions.proposals, planning.calendars, planning.agenda)
    said_before = SaidBefore(base.turns)
    return Planner(
        decisions=planning.decisions,
        change_requests=change_requests,
        finding=planning.meeting_finder,
        calendar_queries=calendar_queries,
        event_questions=EventQuestions(
            event_resolver=event_resolver,
            calendars=planning.calendars,
            calendar_queries=calendar_queries,
            said_before=said_before,
        ),
        yes_or_no=YesOrNo(agenda=planning.agenda, participants=planning.participants, contacts=planning.contacts),
        searches=SearchTurns(
            finding=planning.meeting_finder,
            decisions=planning.decisions,
            event_resolver=event_resolver,
            said_before=said_before,
        ),
        conditions=Conditions(planning.agenda, planning.contexts),
    )


def _engine(
    base: Foundation, decisions: Decisions, models: ModelSelection, preparation: Preparation, generation: Generation
) -> Engine:
    runner = TurnRunner(
        turns=base.turns,
        channels=base.channels,
        preparation=preparation,
        generation=generation,
        models=models,
        decisions=decisions,
        live=base.live,
    )
    return Engine(EngineParts(base.turns, base.people, runner, decisions, base.durable, base.live))


def _connections(base: Foundation, calendars: Calendars) -> Connections:
    return Connections(
        calendars=calendars,
        connections=base.connections,
        authorizations=AuthorizationStore(base.database),
        secrets=base.secrets,
        preferences=base.preferences,
        people=base.people,
        audit=base.audit,
        address=base.settings.address,
    )
