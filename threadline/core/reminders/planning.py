"""What is to be told to whom and when, worked out anew every few minutes from the calendars and the open proposals.

The same event at the same time is the same reminder. One that has moved is another: the old one is dropped unless it
was told, the new one is told again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import Event, Response
from threadline.core.calendars.agenda import Agenda
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import OPEN
from threadline.core.people.directory import People, PersonNotFound
from threadline.core.proposals.repository import ProposalRepository
from threadline.core.reminders.preferences import WANTING, ReminderPreferences, reminder_preferences_of
from threadline.core.reminders.subject import Kind, Subject, reminder_id
from threadline.storage.preferences import PreferenceStore
from threadline.storage.reminders import TOLD, NewReminder, ReminderStore

EXPIRY_LEAD = timedelta(hours=1)
_AHEAD = timedelta(hours=2)  # planned so long before it is due: a calendar that fails meanwhile costs no reminder
_ANSWERS_AHEAD = timedelta(days=60)
_BRIEF_WORTH = timedelta(hours=4)
_MOST_PROPOSALS = 100


@dataclass(frozen=True, slots=True)
class Planning:
    """Plans reminders."""

    store: ReminderStore
    people: People
    preferences: PreferenceStore
    agenda: Agenda
    proposals: ProposalRepository
    clock: Callable[[], datetime]

    async def of(self, person_id: str) -> tuple[Person, ReminderPreferences] | None:
        """A person and what they want; None for somebody who is gone."""
        try:
            person = await self.people.get(person_id)
        except PersonNotFound:
            return None
        values = {record.key: record.value for record in await self.preferences.list(person_id)}
        return person, reminder_preferences_of(values)

    async def wanting(self) -> Sequence[str]:
        """The persons who want something."""
        return await self.store.wanting(WANTING)

    async def plan(self, person_id: str) -> None:
        """Plan what one person is to be told. Raises `StorageError`."""
        known = await self.of(person_id)
        if known is None:
            return
        person, wishes = known
        await self._meetings(person, wishes)
        await self._brief(person, wishes)
        await self._expiries(person, wishes)
        if wishes.answers:
            await self._answers(person)

    async def _meetings(self, person: Person, wishes: ReminderPreferences) -> None:
        if wishes.lead is None:
            await self.store.keep_only(person.id, Kind.MEETING, ())
            return
        now = self.clock()
        events, unknown = await self.agenda.events(person, now, now + wishes.lead + _AHEAD)
        planned = [
            _reminder(person, Kind.MEETING, Subject(event.id, start), due=start - wishes.lead, until=start)
            for event in events
            if (start := event.draft.start.astimezone(UTC)) > now and _takes_place(event, person)
        ]
        await self.store.plan(planned)
        if not unknown:  # what a calendar that cannot be read holds stays planned
            await self.store.keep_only(person.id, Kind.MEETING, [each.id for each in planned])

    async def _brief(self, person: Person, wishes: ReminderPreferences) -> None:
        planned = []
        if wishes.brief is not None:
            zone = ZoneInfo(person.zone)
            today = self.clock().astimezone(zone).date()
            for day in (today, today + timedelta(days=1)):
                due = datetime.combine(day, wishes.brief, zone).astimezone(UTC)
                if due + _BRIEF_WORTH > self.clock():
                    subject = Subject(day.isoformat(), due)
                    planned.append(_reminder(person, Kind.BRIEF, subject, due=due, until=due + _BRIEF_WORTH))
        await self.store.plan(planned)
        await self.store.keep_only(person.id, Kind.BRIEF, [each.id for each in planned])

    async def _expiries(self, person: Person, wishes: ReminderPreferences) -> None:
        planned = []
        if wishes.expiry:
            for proposal in await self.proposals.of_person(person.id, states=OPEN, limit=_MOST_PROPOSALS):
                due, end = proposal.expires_at - EXPIRY_LEAD, proposal.expires_at
                if due > proposal.created_at and end > self.clock():
                    planned.append(_reminder(person, Kind.EXPIRY, Subject(proposal.id, end), due=due, until=end))
        await self.store.plan(planned)
        await self.store.keep_only(person.id, Kind.EXPIRY, [each.id for each in planned])

    async def _answers(self, person: Person) -> None:
        now = self.clock()
        events, _unknown = await self.agenda.events(person, now, now + _ANSWERS_AHEAD)
        planned = [
            answer for event in events if not event.draft.organizer for answer in _answers_of(event, person, now)
        ]
        record = await self.preferences.get(person.id, "tell_answers")
        since = record.updated_at.isoformat() if record else ""
        baseline = _reminder(person, Kind.BASELINE, Subject(since, now), due=now, until=now + timedelta(days=3650))
        known = await self.store.knows(baseline.id)
        await self.store.plan(planned if known else [*planned, baseline], state="planned" if known else TOLD)


def _reminder(
    person: Person, kind: Kind, subject: Subject, *, due: datetime, until: datetime, more: tuple[str, ...] = ()
) -> NewReminder:
    # The day's agenda is one, whenever it is wanted; everything else is told for its time.
    occurrence = "" if kind in (Kind.BRIEF, Kind.BASELINE, Kind.ANSWER) else subject.at.isoformat()
    made = reminder_id(person.id, kind, subject.of, occurrence, *more)
    return NewReminder(made, person.id, kind, subject.to_json(), due, until)


def _takes_place(event: Event, person: Person) -> bool:
    """Whether the person is to be somewhere: not on all-day events, those that block no time, or that they declined."""
    draft = event.draft
    mine = (each.response for each in draft.attendees if each.email and each.email == person.email)
    return not (draft.all_day or draft.transparent or Response.DECLINED in mine)


def _answers_of(event: Event, person: Person, now: datetime) -> list[NewReminder]:
    start = event.draft.start.astimezone(UTC)
    return [
        _reminder(
            person,
            Kind.ANSWER,
            Subject(event.series_id or event.id, start, str(guest), guest.response, event.draft.title),
            due=now,
            until=max(start, now + timedelta(days=1)),
            more=((guest.email or guest.name).lower(), guest.response),
        )
        for guest in event.draft.attendees
        if guest.response is not Response.NONE and guest.email != person.email
    ]
