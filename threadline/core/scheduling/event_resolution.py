"""Which event is meant: the one the conversation is about, or one that its title, its people or its time name.

Several that fit are told, and none is chosen. In a thread that others read, events are only looked for by words of
their title: what else is in the calendar is not told there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import Event, EventDraft
from threadline.calendar.extract import extract
from threadline.calendar.extract.changes.model import Scope
from threadline.calendar.port import CalendarError, EventNotFound
from threadline.calendar.recurrence import as_utc, occurrences, split_id
from threadline.core.calendars.agenda import Agenda, Located
from threadline.core.calendars.event_matching import Wanted
from threadline.core.calendars.registry import Calendars
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import OPEN, Action, Proposal, State, Target
from threadline.core.proposals.repository import ProposalRepository
from threadline.core.proposals.undo import restored_key

_LATEST = 20
_BEFORE, _AHEAD = timedelta(hours=12), timedelta(days=60)
_SERIES_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class ResolvedEvent:
    """An event that can be changed: a proposal that is still open, or one in a calendar.

    `shown` is the occurrence of a series that words like "to 4" are about. `asked` says that it is not clear whether
    one occurrence or the whole series is meant.
    """

    proposal: Proposal | None = None
    target: Target | None = None
    shown: EventDraft | None = None
    asked: bool = False

    @property
    def draft(self) -> EventDraft:
        """The event as it is."""
        if self.proposal is not None:
            return self.proposal.offer.draft
        assert self.target is not None  # noqa: S101 - one of the two is there
        return self.target.before


@dataclass(frozen=True, slots=True)
class Found:
    """What fits the words: the subjects, and the names of calendars that could not be read."""

    events: tuple[ResolvedEvent, ...] = ()
    unknown: tuple[str, ...] = ()
    strangers: bool = False
    over: bool = False


class EventResolver:
    """Finds the event that is meant."""

    def __init__(self, proposals: ProposalRepository, calendars: Calendars, agenda: Agenda) -> None:
        self._proposals = proposals
        self._calendars = calendars
        self._agenda = agenda

    async def at_hand(
        self, person: Person, conversation_id: str, now: datetime, *, scope: Scope | None = None
    ) -> Found:
        """What the conversation was last about. `strangers`: only events of others; `over`: it came to nothing.

        Raises `CalendarError`.
        """
        proposals = await self._proposals.of_conversation(conversation_id, limit=_LATEST)
        mine = [proposal for proposal in proposals if proposal.owner_id == person.id]
        for proposal in mine:
            subject = await self._of(person, proposal, now, scope)
            if subject is not None:
                return Found((subject,))
        return Found(strangers=bool(proposals) and not mine, over=bool(mine))

    def fits(self, found: Found, words: str, now: datetime, zone: str) -> bool:
        """Whether words name what was found: by its title, its people, its time, or by a word for any event."""
        wanted = about(words, now, zone)
        if not wanted.anything and wanted.start is None:
            return bool(found.events) or found.strangers
        return any(wanted.fits(subject.shown or subject.draft) for subject in found.events)

    async def named(
        self, person: Person, words: str, now: datetime, *, scope: Scope | None = None, shared: bool = False
    ) -> Found:
        """The events of the next weeks that words like "the review with Bo tomorrow" name."""
        wanted = about(words, now, person.zone)
        if shared and not wanted.words:
            return Found()
        start, end = wanted.start or now - _BEFORE, wanted.end or now + _AHEAD
        end = end if end > start else start + timedelta(minutes=1)
        located, unknown = await self._agenda.located(person, start, end)
        fits = [each for each in located if wanted.fits(each.event.draft)]
        events = await self._each(person, fits, now, scope, timed=wanted.start is not None)
        return Found(events, tuple(unknown))

    async def _each(
        self, person: Person, fits: Sequence[Located], now: datetime, scope: Scope | None, *, timed: bool
    ) -> tuple[ResolvedEvent, ...]:
        """One subject an event; of a series the one at the time that was said, else the next."""
        found: dict[tuple[str, str, str], ResolvedEvent] = {}
        for located in fits:
            event = located.event
            series_id, occurrence = split_id(event.id)
            if occurrence is None:
                found[located.calendar, event.calendar_id, event.id] = ResolvedEvent(
                    target=_target(located.calendar, event)
                )
                continue
            key = (located.calendar, event.calendar_id, event.id if timed and scope is not Scope.SERIES else series_id)
            ended = as_utc(event.draft.end) <= as_utc(now)
            if key in found or (ended and not timed):
                continue
            one = ResolvedEvent(target=_target(located.calendar, event), asked=not timed and scope is None)
            whole = scope is Scope.SERIES
            found[key] = await self._whole(person, located, event.draft) if whole else one
        return tuple(found.values())

    async def _whole(self, person: Person, located: Located, shown: EventDraft) -> ResolvedEvent:
        calendar = await self._calendars.named(person, located.calendar)
        series = await calendar.get(located.event.calendar_id, split_id(located.event.id)[0])
        return ResolvedEvent(target=_target(located.calendar, series), shown=shown)

    async def _of(self, person: Person, proposal: Proposal, now: datetime, scope: Scope | None) -> ResolvedEvent | None:
        """What a proposal of the conversation is about now; None where nothing is left of it."""
        if proposal.state in OPEN and proposal.expires_at > now and proposal.offer.action is not Action.CANCEL:
            return ResolvedEvent(proposal=proposal)
        event_id = await self._event_id(person, proposal)
        if event_id is None:
            return None
        calendar = await self._calendars.named(person, proposal.calendar)
        try:
            event = await calendar.get(proposal.calendar_id, event_id)
        except EventNotFound:
            return None
        if event.draft.rrule is None:
            return ResolvedEvent(target=_target(proposal.calendar, event))
        shown = _next(event.draft, now)
        if scope is Scope.ONE and shown is not None:
            located = Located(proposal.calendar, event)
            return await self._next_of(person, located, shown)
        return ResolvedEvent(target=_target(proposal.calendar, event), shown=shown)

    async def _next_of(self, person: Person, series: Located, shown: EventDraft) -> ResolvedEvent | None:
        """The next occurrence, under the id that the calendar gives it."""
        calendar = await self._calendars.named(person, series.calendar)
        for event in await calendar.events(series.event.calendar_id, shown.start, shown.end):
            if split_id(event.id)[0] == series.event.id and as_utc(event.draft.start) == as_utc(shown.start):
                return ResolvedEvent(target=_target(series.calendar, event))
        return None

    async def _event_id(self, person: Person, proposal: Proposal) -> str | None:
        offer = proposal.offer
        if proposal.state is State.BOOKED:
            return None if offer.action is Action.CANCEL else proposal.event_id
        if offer.target is None:
            return None
        if offer.action is Action.CANCEL and proposal.state is State.UNDONE:
            calendar = await self._calendars.named(person, proposal.calendar)
            try:
                restored = await calendar.find(proposal.calendar_id, restored_key(proposal.id))
            except CalendarError:
                return None
            return restored.id if restored else offer.target.event_id
        return offer.target.event_id


def about(words: str, now: datetime, zone: str) -> Wanted:
    """What words say of an event: "the review with Bo tomorrow" has a title, a person and a day."""
    tz = ZoneInfo(zone)
    midnight = now.astimezone(tz).replace(hour=0, minute=0, second=0, microsecond=0)
    read = extract(words, midnight, zone=tz)
    start = read.when.start if read.when else None
    end = read.when.end if read.when and read.when.end else None
    title = read.title or (None if read.kind_evidence else _bare(words, read.when_spans))
    return Wanted(title, tuple(read.attendees), start, end)


def is_about_events(words: str, now: datetime, zone: str) -> bool:
    """Whether words name some event at all, though none by its title: by people or by a time."""
    wanted = about(words, now, zone)
    return bool(wanted.people) or wanted.start is not None


def _bare(words: str, times: Sequence[str]) -> str | None:
    """The words without those of times: a title in small letters that reads as none in a sentence."""
    rest = words
    for said in times:
        rest = rest.replace(said, " ")
    return rest.strip() or None


def _next(series: EventDraft, now: datetime) -> EventDraft | None:
    """The occurrence that is on or comes next; the first one of a series that is over."""
    found = occurrences(series, now, now + _SERIES_AHEAD)
    return found[0] if found else replace(series, rrule=None, excluded=())


def _target(calendar: str, event: Event) -> Target:
    return Target(event.id, event.version, event.draft, calendar, event.calendar_id, event.sequence)
