"""Telling people unasked, once each, whatever is killed and however many replicas there are.

A reminder is a row. Whoever claims it (compare-and-set, with a lease) looks whether it is still true, keeps on which
channel it is told, tells it under its id, and then says that it was told. A process that dies in between is followed by
another, which tells it on the same channel under the same id: the channel knows the id, and it stands there once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from threadline.calendar.event import Event
from threadline.core.calendars.agenda import Agenda
from threadline.core.channels.errors import ChannelError
from threadline.core.channels.port import Channel, Noticeboard, Notifier
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import OPEN, State
from threadline.core.people.directory import People
from threadline.core.proposals.repository import ProposalRepository
from threadline.core.reminders.planning import Planning
from threadline.core.reminders.preferences import ReminderPreferences
from threadline.core.reminders.subject import Kind, Subject
from threadline.core.reminders.wording import (
    answer_text,
    brief_text,
    budget_text,
    chosen_text,
    expiry_text,
    host_text,
    meeting_text,
)
from threadline.storage.database.errors import StorageError
from threadline.storage.persons import utc_now
from threadline.storage.preferences import PreferenceStore
from threadline.storage.reminders import ReminderRecord, ReminderStore
from threadline.texts.speaking import speaking

log = structlog.get_logger()

LEASE = timedelta(minutes=2)
_PLAN_EVERY = timedelta(minutes=5)
_LOOK_EVERY = timedelta(seconds=10)
_TRY_AGAIN = timedelta(minutes=1)
_KEPT = timedelta(days=90)


class Reminders:
    """Plans and tells reminders in this process."""

    def __init__(
        self,
        store: ReminderStore,
        *,
        people: People,
        preferences: PreferenceStore,
        agenda: Agenda,
        proposals: ProposalRepository,
        channels: Mapping[str, Channel],
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        further: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`further` plans what is told of the service itself; it may raise `StorageError`."""
        self._store = store
        self._further = further
        self._preferences = preferences
        self._agenda = agenda
        self._proposals = proposals
        self._channels = channels
        self._clock = clock
        self._sleep = sleep
        self._planning = Planning(store, people, preferences, agenda, proposals, clock)

    async def run(self) -> None:
        """Plan every few minutes and tell what is due, until cancelled."""
        planned: datetime | None = None
        while True:
            try:
                if planned is None or self._clock() - planned >= _PLAN_EVERY:
                    planned = self._clock()
                    await self.plan()
                await self.tell()
            except StorageError as error:
                log.error("storage unavailable, nobody is reminded", error=str(error))
            await self._sleep(_LOOK_EVERY.total_seconds())

    async def plan(self) -> None:
        """Plan for everybody who wants something. Raises `StorageError`."""
        for person_id in await self._planning.wanting():
            try:
                await self._planning.plan(person_id)
            except StorageError:
                raise
            except Exception:  # the edge of one person's plan: the others are to be reminded all the same
                log.exception("reminders not planned", person=person_id)
        await self._plan_further()
        await self._store.forget(self._clock() - _KEPT)

    async def _plan_further(self) -> None:
        if self._further is None:
            return
        try:
            await self._further()
        except StorageError:
            raise
        except Exception:  # the edge of what is told of the service: people are to be reminded all the same
            log.exception("what is told of the service is not planned")

    async def tell(self) -> None:
        """Tell everything that is due. Raises `StorageError`."""
        while (reminder := await self._store.take(lease=LEASE)) is not None:
            try:
                await self._settle(reminder)
            except StorageError:
                raise
            except Exception:  # the edge of one reminder: it is tried again, and the others are not held up
                log.exception("reminder not told", kind=reminder.kind)
                await self._store.defer(reminder, self._clock() + _TRY_AGAIN)

    async def _settle(self, reminder: ReminderRecord) -> None:
        known = await self._planning.of(reminder.person_id)
        if known is None or reminder.expires_at <= self._clock():
            await self._store.drop(reminder)
            return
        person, wishes = known
        quiet = wishes.quiet_until(self._clock(), person.zone)
        if quiet is not None:
            await self._after(reminder, quiet)
            return
        with speaking(person.speech):
            text = await self._text(reminder, person, wishes)
        if text is None:
            await self._store.drop(reminder)
        else:
            await self._tell(reminder, person, text)

    async def _tell(self, reminder: ReminderRecord, person: Person, text: str) -> None:
        for name in await self._names(reminder):
            if name not in self._channels:
                continue
            channel = self._channels[name]
            if isinstance(channel, Notifier) and await self._told_on(channel, name, reminder, person, text):
                return
        log.warning("reminder not told, no channel knows the person", kind=reminder.kind)
        await self._store.drop(reminder)

    async def _told_on(self, channel: Notifier, name: str, reminder: ReminderRecord, person: Person, text: str) -> bool:
        """Whether it is settled: told there, put off, or another process's by now."""
        if not await self._store.choose(reminder, name):
            return True
        try:
            told = await channel.notify(person, text, key=f"reminder-{reminder.id}")
        except ChannelError as error:
            log.warning("reminder not told, it is tried again", channel=name, error=type(error).__name__)
            await self._after(reminder, self._clock() + _TRY_AGAIN)
            return True
        if told:
            await self._store.told(reminder)
        return told

    async def _names(self, reminder: ReminderRecord) -> list[str]:
        """The channels in the order in which they are tried: where it was tried before, where the person wrote last."""
        first = [reminder.channel, await self._store.last_channel(reminder.person_id)]
        others = sorted(self._channels, key=lambda name: isinstance(self._channels[name], Noticeboard))
        return list(dict.fromkeys(name for name in (*first, *others) if name is not None))

    async def _after(self, reminder: ReminderRecord, until: datetime) -> None:
        if until < reminder.expires_at:
            await self._store.defer(reminder, until)
        else:
            await self._store.drop(reminder)

    async def _text(self, reminder: ReminderRecord, person: Person, wishes: ReminderPreferences) -> str | None:
        """What is to be said as things stand now; None where there is nothing to say any more."""
        subject = Subject.from_json(reminder.body)
        match Kind(reminder.kind):
            case Kind.MEETING if wishes.lead is not None:
                event = await self._event(subject, person)
                return meeting_text(event, person) if event is not None else None
            case Kind.EXPIRY if wishes.expiry:
                proposal = await self._proposals.find(subject.of)
                waits = proposal is not None and proposal.state in OPEN and proposal.expires_at == subject.at
                return expiry_text(proposal, person) if proposal is not None and waits else None
            case Kind.ANSWER if wishes.answers:
                return answer_text(subject, person)
            case Kind.CHOSEN:
                return await self._chosen(subject, person)
            case Kind.HOST:
                return host_text(subject)
            case Kind.BUDGET:
                return budget_text(subject, person)
            case Kind.BRIEF if wishes.brief is not None:
                return await self._brief(date.fromisoformat(subject.of), person)
            case _:
                return None

    async def _event(self, subject: Subject, person: Person) -> Event | None:
        """The event where it still begins then. Raises `CalendarUnknown` where its calendar cannot be read."""
        moment = timedelta(minutes=1)
        events, unknown = await self._agenda.events(person, subject.at - moment, subject.at + moment)
        same = (each for each in events if each.id == subject.of and each.draft.start.astimezone(UTC) == subject.at)
        found = next(same, None)
        if found is None and unknown:
            raise CalendarUnknown(", ".join(unknown))
        return found

    async def _chosen(self, subject: Subject, person: Person) -> str | None:
        """That somebody has chosen a time, unless it was taken back by now."""
        proposal = await self._proposals.find(subject.of)
        stands = proposal is None or proposal.state is State.BOOKED
        return chosen_text(subject, person) if stands else None

    async def _brief(self, day: date, person: Person) -> str:
        midnight, zone = time(), ZoneInfo(person.zone)
        start, end = (datetime.combine(each, midnight, zone) for each in (day, day + timedelta(days=1)))
        events, unknown = await self._agenda.events(person, start, end)
        nickname = await self._preferences.get(person.id, "nickname")
        return brief_text(day, events, unknown, person, name=nickname.value if nickname else person.name)


class CalendarUnknown(Exception):
    """A calendar cannot be read just now; whether an event still stands is not known."""
