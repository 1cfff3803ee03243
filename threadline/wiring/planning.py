"""What knows people's time, and what decides about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from threadline import plugins
from threadline.calendar.backend import Backend
from threadline.core.appointments.appointments import Appointments
from threadline.core.appointments.booking_links import BookingLinks
from threadline.core.appointments.held_times import HeldTimes
from threadline.core.appointments.holds import Holds
from threadline.core.appointments.host_choice import HostChoice
from threadline.core.appointments.open_times import OpenTimes
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.attendee_conflicts import AttendeeConflicts
from threadline.core.calendars.connections import Connections
from threadline.core.calendars.contacts import ContactCache, Contacts
from threadline.core.calendars.event_cache import EventCache
from threadline.core.calendars.participants import Participants
from threadline.core.calendars.reconnect_notice import ReconnectNotice
from threadline.core.calendars.registry import CalendarContext, Calendars
from threadline.core.calendars.todo_services import TodoServices
from threadline.core.calendars.watching import Watching
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.core.polls.polls import Polls
from threadline.core.proposals.booking_jobs import BookingJobs
from threadline.core.proposals.decisions import Decisions
from threadline.core.proposals.repository import ProposalRepository
from threadline.core.proposals.todo_handover import TodoHandover
from threadline.core.proposals.told_changes import ToldChanges
from threadline.core.scheduling.meeting_finder import MeetingFinder
from threadline.core.scheduling.reading_context import ReadingContexts
from threadline.storage.appointments import AppointmentStore
from threadline.storage.booking_links import BookingLinkStore
from threadline.storage.calendar_watches import WatchStore
from threadline.storage.connections import AuthorizationStore
from threadline.storage.holds import HoldStore
from threadline.storage.polls import PollStore
from threadline.storage.proposals import ProposalStore
from threadline.storage.reminders import ReminderStore
from threadline.wiring.foundation import Foundation


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
    booking_links: BookingLinks
    appointments: Appointments
    holds: Holds
    polls: Polls


def planning_of(base: Foundation) -> Planning:
    """What knows people's time, on a foundation."""
    event_cache, contact_cache = EventCache(), ContactCache()
    preferences_of = CalendarPreferenceReader(base.preferences)
    calendars = _calendars(base, event_cache, contact_cache)
    agenda = Agenda(calendars, preferences_of)
    participants = Participants(people=base.people, calendars=calendars, agenda=agenda, preferences_of=preferences_of)
    contacts = Contacts(agenda, contact_cache)
    holds = Holds(HoldStore(base.database), calendars=calendars, people=base.people)
    decisions = _decisions(base, calendars, preferences_of, agenda, AttendeeConflicts(participants), holds)
    booking_links, appointments = _appointments(base, calendars, participants, agenda, decisions, holds)
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
        decisions=decisions,
        booking_links=booking_links,
        appointments=appointments,
        holds=holds,
        polls=Polls(PollStore(base.database), audit=base.audit, address=base.settings.address),
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
    holds: Holds,
) -> Decisions:
    store = ProposalStore(base.database)
    proposals = ProposalRepository(store, base.channels, on_changed=holds.heard)
    booking_jobs = BookingJobs(
        store,
        proposals,
        calendars=calendars,
        people=base.people,
        durable=base.durable,
        undo=base.settings.undo_time,
        todo_handover=TodoHandover(base.todos, TodoServices(calendars, base.preferences)),
        address=base.settings.address,
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
        address=base.settings.address,
    )


def _appointments(
    base: Foundation,
    calendars: Calendars,
    participants: Participants,
    agenda: Agenda,
    decisions: Decisions,
    holds: Holds,
) -> tuple[BookingLinks, Appointments]:
    store, times = AppointmentStore(base.database), OpenTimes(participants, agenda)
    held_times = HeldTimes(store, decisions.proposals, calendars, base.people)
    link_store, reminders = BookingLinkStore(base.database), ReminderStore(base.database)
    choice = HostChoice(participants, base.people, link_store)
    links = BookingLinks(
        link_store,
        store,
        times,
        held_times,
        holds,
        choice,
        reminders=reminders,
        people=base.people,
        audit=base.audit,
        address=base.settings.address,
    )
    chosen = Appointments(
        store,
        times,
        held_times,
        holds,
        choice,
        decisions=decisions,
        calendars=calendars,
        people=base.people,
        reminders=reminders,
    )
    return links, chosen


def watching_of(base: Foundation, planning: Planning) -> Watching:
    """What has calendars tell of changes."""
    return Watching(
        planning.calendars,
        connections=base.connections,
        watches=WatchStore(base.database),
        people=base.people,
        address=base.settings.address,
        on_changes=ToldChanges(planning.decisions.proposals).heard,
    )


def connections_of(base: Foundation, planning: Planning, watching: Watching) -> Connections:
    """What connects people's calendars."""
    return Connections(
        calendars=planning.calendars,
        watching=watching,
        connections=base.connections,
        authorizations=AuthorizationStore(base.database),
        secrets=base.secrets,
        preferences=base.preferences,
        people=base.people,
        audit=base.audit,
        address=base.settings.address,
        parting=planning.holds.let_go_of,
    )
