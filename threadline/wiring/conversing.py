"""What answers messages: the dialogue, models and their tools, the engine."""

from dataclasses import dataclass
from typing import NamedTuple

from threadline import plugins
from threadline.core.calendars.todo_list import TodoList
from threadline.core.calendars.todo_services import TodoServices
from threadline.core.dialogue.booking_requests import BookingRequests
from threadline.core.dialogue.card_answers import CardAnswers
from threadline.core.dialogue.card_remarks import CardRemarks
from threadline.core.dialogue.dialogue import Dialogue
from threadline.core.dialogue.hold_requests import HoldRequests
from threadline.core.dialogue.hosting_requests import HostingRequests
from threadline.core.dialogue.offered_choices import OfferedChoices
from threadline.core.dialogue.open_cards import CardTable
from threadline.core.dialogue.other_times import OtherTimes
from threadline.core.dialogue.poll_requests import PollRequests
from threadline.core.dialogue.preference_memory import PreferenceMemory
from threadline.core.dialogue.repetitions import Repetitions
from threadline.core.dialogue.replacements import Replacements
from threadline.core.dialogue.thread_offers import ThreadOffers
from threadline.core.dialogue.todo_cards import TodoCards
from threadline.core.dialogue.todo_lists import TodoLists
from threadline.core.people.account_linking import AccountLinking
from threadline.core.polls.poll_times import PollTimes
from threadline.core.proposals.decisions import Decisions
from threadline.core.scheduling.calendar_queries import CalendarQueries
from threadline.core.scheduling.change_by_words import ChangeRequests
from threadline.core.scheduling.conditions import Conditions
from threadline.core.scheduling.edited_messages import EditedMessages
from threadline.core.scheduling.event_questions import EventQuestions
from threadline.core.scheduling.event_resolution import EventResolver
from threadline.core.scheduling.group_view import GroupView
from threadline.core.scheduling.invited_events import InvitedEvents
from threadline.core.scheduling.planner import Planner
from threadline.core.scheduling.said_before import SaidBefore
from threadline.core.scheduling.search_turns import SearchTurns
from threadline.core.scheduling.yes_or_no import YesOrNo
from threadline.core.templates.library import TemplateLibrary
from threadline.core.tools.client_calls import ClientCalls
from threadline.core.tools.tool import ToolParts
from threadline.core.tools.toolbox import Toolbox
from threadline.core.turns.admission import Admission
from threadline.core.turns.budgets import Budgets
from threadline.core.turns.engine import Engine, EngineParts
from threadline.core.turns.generation import Generation
from threadline.core.turns.loop import ToolLoop
from threadline.core.turns.model_selection import ModelSelection, observe
from threadline.core.turns.preparation import Preparation
from threadline.core.turns.reading_in_pieces import PieceReader
from threadline.core.turns.runner import TurnRunner
from threadline.core.turns.situation import Situations
from threadline.core.turns.stored_rounds import StoredRounds
from threadline.providers.context_window import Windows
from threadline.providers.pool import ProviderPool
from threadline.providers.port import Provider
from threadline.storage.account_links import LinkingStore
from threadline.storage.client_references import HandedStore
from threadline.storage.conversations import ConversationStore
from threadline.storage.pieces import PieceStore
from threadline.storage.rounds import RoundStore
from threadline.storage.templates import TemplateStore
from threadline.storage.turn_reading import TurnReading
from threadline.wiring.foundation import Foundation
from threadline.wiring.planning import Planning


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


class OfOwnWords(NamedTuple):
    """What answers words of its own kind, before anything else is read of them."""

    poll_requests: PollRequests
    preference_memory: PreferenceMemory
    todo_lists: TodoLists
    booking_requests: BookingRequests
    hold_requests: HoldRequests


def conversing_of(base: Foundation, planning: Planning, provider: Provider | None) -> Conversing:
    """What answers messages. `provider` stands in for those of the settings."""
    library = TemplateLibrary(TemplateStore(base.database))
    account_linking = AccountLinking(
        LinkingStore(base.database, base.secrets), people=base.people, channels=base.channels, audit=base.audit
    )
    models = _models(base, provider)
    budgets = Budgets(base.usage, base.settings.limits, zone=base.settings.zone)
    preference_memory = PreferenceMemory(base.preferences, base.channels)
    todo_lists = _todo_lists(base, planning)
    booking_requests = BookingRequests(planning.booking_links, planning.contexts, planning.preferences_of)
    cards = CardTable(planning.decisions.proposals)
    offers = ThreadOffers(planning.booking_links, base.turns)
    hold_requests = HoldRequests(planning.booking_links, planning.holds, planning.decisions, cards, offers)
    poll_requests = _poll_requests(base, planning)
    own = OfOwnWords(poll_requests, preference_memory, todo_lists, booking_requests, hold_requests)
    loop = _loop(base, planning, models, own)
    change_requests = _change_requests(base, planning)
    preparation = Preparation(
        turns=base.turns,
        library=library,
        planner=_planner(base, planning, change_requests),
        dialogue=_dialogue(base, planning, change_requests, own),
        contexts=planning.contexts,
        account_linking=account_linking,
        models=models,
        budgets=budgets,
        windows=Windows(),
        history_tokens=base.settings.history_tokens,
        material_tokens=base.settings.material_tokens,
        reading=base.settings.reading,
        situations=Situations(base.people, planning.decisions.proposals, base.preferences),
        toolbox=loop.toolbox if loop.enabled else None,
    )
    admission = Admission(base.settings.answers_at_once)
    reader = PieceReader(PieceStore(base.database), base.settings.reading, price=models.price)
    generation = Generation(base.turns, loop, admission, reader)
    engine = _engine(base, planning.decisions, models, preparation, generation, admission)
    client_calls = ClientCalls(loop.toolbox, planning.decisions, planning.contexts, HandedStore(base.database))
    return Conversing(library, account_linking, models, budgets, admission, engine, client_calls)


def _todo_lists(base: Foundation, planning: Planning) -> TodoLists:
    services = TodoServices(planning.calendars, base.preferences)
    cards = TodoCards(services, planning.calendars, base.settings.address)
    return TodoLists(TodoList(base.todos, services), cards)


def _loop(
    base: Foundation,
    planning: Planning,
    models: ModelSelection,
    own: OfOwnWords,
) -> ToolLoop:
    parts = ToolParts(
        agenda=planning.agenda,
        booking_requests=own.booking_requests,
        calendars=planning.calendars,
        conversations=ConversationStore(base.database),
        decisions=planning.decisions,
        hold_requests=own.hold_requests,
        meeting_finder=planning.meeting_finder,
        participants=planning.participants,
        people=base.people,
        poll_requests=own.poll_requests,
        preference_memory=own.preference_memory,
        todo_lists=own.todo_lists,
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


def _dialogue(
    base: Foundation,
    planning: Planning,
    change_requests: ChangeRequests,
    own: OfOwnWords,
) -> Dialogue:
    cards = CardTable(planning.decisions.proposals)
    return Dialogue(
        turns=base.turns,
        contexts=planning.contexts,
        cards=cards,
        card_answers=CardAnswers(planning.decisions, change_requests),
        card_remarks=CardRemarks(planning.decisions),
        repetitions=Repetitions(planning.decisions),
        replacements=Replacements(planning.decisions),
        todo_lists=own.todo_lists,
        listeners=(
            *own,
            OfferedChoices(ThreadOffers(planning.booking_links, base.turns), cards),
            HostingRequests(planning.booking_links),
            OtherTimes(planning.decisions, cards),
        ),
    )


def _poll_requests(base: Foundation, planning: Planning) -> PollRequests:
    times = PollTimes(planning.meeting_finder, planning.preferences_of)
    return PollRequests(planning.polls, times, planning.decisions, base.people, base.channels)


def _planner(base: Foundation, planning: Planning, change_requests: ChangeRequests) -> Planner:
    calendar_queries = CalendarQueries(planning.calendars, planning.agenda, planning.event_cache)
    event_resolver = EventResolver(planning.decisions.proposals, planning.calendars, planning.agenda)
    said_before = SaidBefore(base.turns)
    return Planner(
        decisions=planning.decisions,
        edited_messages=EditedMessages(base.turns, planning.decisions, event_resolver, planning.contexts),
        invited_events=InvitedEvents(decisions=planning.decisions, calendars=planning.calendars),
        change_requests=change_requests,
        finding=planning.meeting_finder,
        calendar_queries=calendar_queries,
        event_questions=EventQuestions(
            event_resolver=event_resolver,
            calendars=planning.calendars,
            calendar_queries=calendar_queries,
            said_before=said_before,
        ),
        group_view=GroupView(planning.participants),
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
    base: Foundation,
    decisions: Decisions,
    models: ModelSelection,
    preparation: Preparation,
    generation: Generation,
    admission: Admission,
) -> Engine:
    runner = TurnRunner(
        turns=base.turns,
        reading=TurnReading(base.database, base.turns),
        channels=base.channels,
        preparation=preparation,
        generation=generation,
        models=models,
        decisions=decisions,
        live=base.live,
    )
    return Engine(
        EngineParts(
            base.turns,
            base.interruptions,
            base.presence,
            base.people,
            runner,
            decisions,
            base.durable,
            base.live,
            admission,
            counted=bool(base.settings.limits),
        )
    )
