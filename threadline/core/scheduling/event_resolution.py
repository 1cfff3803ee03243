"""Which event is meant: the one the conversation is about, or one that its title, its people or its time name.

Several that fit are told, and none is chosen, unless the words choose ("the first one", "all of them"). In a thread
that others read, events are only looked for by words of their title: what else is in the calendar is not told there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import Event, EventDraft
from threadline.calendar.extract.changes.model import Scope
from threadline.calendar.port import CalendarError, EventNotFound, KeepsChangedDates
from threadline.calendar.recurrence import as_utc, occurrences, split_id
from threadline.core.calendars.agenda import Agenda, Located
from threadline.core.calendars.event_matching import Wanted
from threadline.core.calendars.registry import Calendars
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import OPEN, Action, Proposal, State, Target
from threadline.core.proposals.repository import ProposalRepository
from threadline.core.proposals.undo import restored_key
from threadline.core.scheduling.event_selection import Selection, read_selection
from threadline.core.scheduling.event_words import AHEAD, about, called_so, is_clock_alone

_LATEST = 20
_BEFORE = timedelta(hours=12)
_CLOCK_AHEAD = timedelta(days=7)
_SERIES_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of a series words are about: `scope`, from when on (`since`), or on which day of it (`day`)."""

    scope: Scope | None = None
    since: datetime | None = None
    day: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True)
class ResolvedEvent:
    """An event that can be changed: a proposal that is still open, or one in a calendar.

    `shown` is the occurrence of a series that words like "to 4" are about; with the scope "following" it is the first
    that they are about. `asked` says that it is not clear whether one occurrence or the whole series is meant.
    """

    proposal: Proposal | None = None
    target: Target | None = None
    shown: EventDraft | None = None
    asked: bool = False
    scope: Scope | None = None

    @property
    def draft(self) -> EventDraft:
        """The event as it is."""
        if self.proposal is not None:
            return self.proposal.offer.draft
        assert self.target is not None  # noqa: S101 - one of the two is there
        return self.target.before

    @property
    def repeats(self) -> bool:
        """Whether it is a series, or one date of it."""
        return self.draft.rrule is not None or (self.target is not None and self.scope is not None)


@dataclass(frozen=True, slots=True)
class Found:
    """What fits the words: the subjects, and the names of calendars that could not be read.

    `every`: all of them are meant, not one.
    """

    events: tuple[ResolvedEvent, ...] = ()
    unknown: tuple[str, ...] = ()
    strangers: bool = False
    over: bool = False
    every: bool = False


class EventResolver:
    """Finds the event that is meant."""

    def __init__(self, proposals: ProposalRepository, calendars: Calendars, agenda: Agenda) -> None:
        self._proposals = proposals
        self._calendars = calendars
        self._agenda = agenda

    async def at_hand(
        self, person: Person, conversation_id: str, now: datetime, *, reach: Reach | None = None
    ) -> Found:
        """What the conversation was last about. `strangers`: only events of others; `over`: it came to nothing.

        Raises `CalendarError`.
        """
        proposals = await self._proposals.of_conversation(conversation_id, limit=_LATEST)
        proposals = [each for each in proposals if each.offer.handover is None]
        mine = [proposal for proposal in proposals if proposal.owner_id == person.id]
        for proposal in mine:
            subject = await self._of(person, proposal, now, reach or Reach())
            if subject is not None:
                return Found((subject,))
        return Found(strangers=bool(proposals) and not mine, over=bool(mine))

    async def proposed_by(self, conversation_id: str) -> frozenset[str]:
        """The messages that the conversation's proposals came of."""
        proposals = await self._proposals.of_conversation(conversation_id, limit=_LATEST)
        return frozenset(each.message_id for each in proposals if each.message_id)

    def fits(self, found: Found, words: str, now: datetime, zone: str) -> bool:
        """Whether words name what was found: by its title, its people, its time, or by a word for any event."""
        selection = read_selection(words)
        if selection.every or selection.pick is not None or selection.soonest:
            return False
        wanted = about(words, now, zone)
        if not wanted.anything and wanted.start is None:
            return bool(found.events) or found.strangers
        return any(wanted.fits(subject.shown or subject.draft) for subject in found.events)

    async def named(
        self,
        person: Person,
        words: str,
        now: datetime,
        *,
        reach: Reach | None = None,
        shared: bool = False,
        every: bool = False,
        past: bool = False,
    ) -> Found:
        """The events of the next weeks that words like "the review with Bo tomorrow" name; if `past`, of the last."""
        selection, reach = read_selection(words), reach or Reach()
        every = every or selection.every
        wanted = about(selection.words, now, person.zone)
        if wanted.start is None and reach.day is not None:
            wanted = replace(wanted, start=reach.day[0], end=reach.day[1])
        if shared and not wanted.words:
            return Found()
        start, end = wanted.start or now - _BEFORE, wanted.end or now + AHEAD
        if past and wanted.start is None:
            start, end = now - _SERIES_AHEAD, now
        if every and wanted.start is None and not past:
            start = now
        end = end if end > start else start + timedelta(minutes=1)
        located, unknown = await self._agenda.located(person, start, end)
        fits = [each for each in located if wanted.fits(each.event.draft)]
        if not fits and not past and (called := called_so(selection.words)) is not None:
            wider, missing = await self._agenda.located(person, now - _BEFORE, now + AHEAD)
            if fits := [each for each in wider if called.fits(each.event.draft)]:
                wanted, unknown = called, missing  # "the daily" is a name here, not how it repeats
        if not fits and not past and wanted.start is not None and is_clock_alone(selection.words, now, person.zone):
            located, unknown = await self._agenda.located(person, start, start + _CLOCK_AHEAD)
            fits = _first_at(wanted, located, ZoneInfo(person.zone))
        if every and not past:
            fits = [each for each in fits if as_utc(each.event.draft.end) > as_utc(now)]
        timed = wanted.start is not None or (past and selection.pick is not None)
        return await self._chosen(person, fits, now, reach, selection, every=every, timed=timed, unknown=unknown)

    async def told(self, person: Person, wanted: Wanted, start: datetime, end: datetime, now: datetime) -> Found:
        """The events that an answer about a stretch of time told of, in order of their start."""
        located, unknown = await self._agenda.located(person, start, end)
        fits = [each for each in located if wanted.fits(each.event.draft)] or list(located)
        return Found(await self._each(person, fits, now, Reach(), timed=True), tuple(unknown))

    async def _chosen(
        self,
        person: Person,
        fits: Sequence[Located],
        now: datetime,
        reach: Reach,
        selection: Selection,
        *,
        every: bool,
        timed: bool,
        unknown: Sequence[str],
    ) -> Found:
        """Those of the events that fit which the words choose."""
        if selection.pick is not None or selection.soonest:
            ahead = [each for each in fits if timed or as_utc(each.event.draft.start) >= as_utc(now)]
            chosen = selection.of(ahead)
            return Found(await self._each(person, chosen, now, reach, timed=True), tuple(unknown))
        series = {split_id(each.event.id)[0] for each in fits if split_id(each.event.id)[1] is not None}
        single = [each for each in fits if split_id(each.event.id)[1] is None and each.event.series_id not in series]
        if every and not timed and len(series) == 1 and not single and reach.scope is None:
            reach = replace(reach, scope=Scope.SERIES)  # "every standup" is the series, not the times of these weeks
        events = await self._each(person, fits, now, reach, timed=timed or (every and reach.scope is None))
        if reach.scope in (Scope.SERIES, Scope.FOLLOWING):
            events = tuple(each for each in events if each.scope is not None) or events
        return Found(events, tuple(unknown), every=every)

    async def _each(
        self, person: Person, fits: Sequence[Located], now: datetime, reach: Reach, *, timed: bool
    ) -> tuple[ResolvedEvent, ...]:
        """One subject an event; of a series the one at the time that was said, else the next."""
        found: dict[tuple[str, str, str], ResolvedEvent] = {}
        whole = reach.scope in (Scope.SERIES, Scope.FOLLOWING)
        for located in fits:
            event = located.event
            series_id, occurrence = split_id(event.id)
            if occurrence is None:
                found[located.calendar, event.calendar_id, event.id] = ResolvedEvent(
                    target=_target(located.calendar, event)
                )
                continue
            key = (located.calendar, event.calendar_id, event.id if timed and not whole else series_id)
            ended = as_utc(event.draft.end) <= as_utc(now)
            if key in found or (ended and not timed):
                continue
            asked = not timed and reach.scope is None
            one = ResolvedEvent(target=_target(located.calendar, event), asked=asked, scope=Scope.ONE)
            found[key] = await self._whole(person, located, event.draft, now, reach) if whole else one
        return tuple(found.values())

    async def _whole(
        self, person: Person, located: Located, shown: EventDraft, now: datetime, reach: Reach
    ) -> ResolvedEvent:
        calendar = await self._calendars.named(person, located.calendar)
        series = await calendar.get(located.event.calendar_id, split_id(located.event.id)[0])
        if reach.since is not None:
            shown = next_occurrence(series.draft, reach.since) or shown
        return ResolvedEvent(target=_target(located.calendar, series), shown=shown, scope=reach.scope)

    async def booked_as(self, person: Person, proposal: Proposal) -> Target | None:
        """The event that was booked by a proposal, as it stands now; None where it is gone. Raises `CalendarError`."""
        if proposal.event_id is None:
            return None
        calendar = await self._calendars.named(person, proposal.calendar)
        try:
            return _target(proposal.calendar, await calendar.get(proposal.calendar_id, proposal.event_id))
        except EventNotFound:
            return None

    async def _of(self, person: Person, proposal: Proposal, now: datetime, reach: Reach) -> ResolvedEvent | None:
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
        return await self._reached(person, Located(proposal.calendar, event), now, reach)

    async def _reached(self, person: Person, located: Located, now: datetime, reach: Reach) -> ResolvedEvent | None:
        """As much of an event as words are about."""
        event = located.event
        if event.draft.rrule is None and reach.scope in (Scope.SERIES, Scope.FOLLOWING):
            series = await self._series_of(person, located)
            if series is not None:
                return await self._reached(person, series, now, reach)
        if event.draft.rrule is None:
            return ResolvedEvent(target=_target(located.calendar, event))
        shown = next_occurrence(event.draft, reach.since or (reach.day[0] if reach.day else now))
        if reach.scope is Scope.ONE and shown is not None:
            if reach.day is not None and as_utc(shown.start) >= as_utc(reach.day[1]):
                return None
            return await self._next_of(person, located, shown)
        return ResolvedEvent(target=_target(located.calendar, event), shown=shown, scope=reach.scope or Scope.SERIES)

    async def _series_of(self, person: Person, located: Located) -> Located | None:
        """The series that an occurrence belongs to, or belonged to before it was changed."""
        series_id = located.event.series_id or split_id(located.event.id)[0]
        if series_id == located.event.id:
            return None
        calendar = await self._calendars.named(person, located.calendar)
        try:
            series = await calendar.get(located.event.calendar_id, series_id)
        except EventNotFound:
            return None
        return Located(located.calendar, series) if series.draft.rrule is not None else None

    async def _next_of(self, person: Person, series: Located, shown: EventDraft) -> ResolvedEvent | None:
        """The next occurrence, under the id that the calendar gives it."""
        calendar = await self._calendars.named(person, series.calendar)
        for event in await calendar.events(series.event.calendar_id, shown.start, shown.end):
            if split_id(event.id)[0] == series.event.id and as_utc(event.draft.start) == as_utc(shown.start):
                return ResolvedEvent(target=_target(series.calendar, event), scope=Scope.ONE)
        return None

    async def _event_id(self, person: Person, proposal: Proposal) -> str | None:
        offer = proposal.offer
        if offer.handover is not None:
            return None
        if proposal.state is State.BOOKED:
            return None if offer.action is Action.CANCEL and offer.split is None else proposal.event_id
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

    async def changed_dates(self, person: Person, series: Target, start: datetime) -> Sequence[Located]:
        """Occurrences of a series that were changed by themselves and still belong to it, from a moment on."""
        located, _ = await self._agenda.located(person, start, start + _SERIES_AHEAD)
        return [each for each in located if each.calendar == series.calendar and _is_changed(each.event, series)]

    async def keeps_changed_dates(self, person: Person, series: Target) -> bool:
        """Whether its back end keeps them when the series moves as a whole."""
        calendar = await self._calendars.named(person, series.calendar)
        return isinstance(calendar, KeepsChangedDates) and calendar.keeps_changed_dates

    async def changed_occurrences(self, person: Person, series: Target, start: datetime) -> Sequence[Located]:
        """Events that were occurrences of a series before they were changed, from a moment on."""
        located, _ = await self._agenda.located(person, start, start + _SERIES_AHEAD)
        return [
            each for each in located if each.event.series_id == series.event_id and each.calendar == series.calendar
        ]

    async def called_the_same(self, person: Person, series: Target, now: datetime) -> Sequence[EventDraft]:
        """The next time of each other series of the same name, such as the part from which a series was parted."""
        start, title = as_utc(now), series.before.title.casefold()
        located, _ = await self._agenda.located(person, start, max(start, as_utc(series.before.start)) + _SERIES_AHEAD)
        found: dict[str, EventDraft] = {}
        for each in located:
            series_id, occurrence = split_id(each.event.id)
            another = occurrence is not None and series_id != series.event_id
            if another and each.event.draft.title.casefold() == title:
                found.setdefault(series_id, each.event.draft)
        return tuple(found.values())


def _is_changed(event: Event, series: Target) -> bool:
    series_id, original = split_id(event.id)
    if series_id != series.event_id or original is None:
        return False
    draft, rule = event.draft, series.before
    plain = (draft.title, draft.location, draft.duration) == (rule.title, rule.location, rule.duration)
    return not plain or as_utc(draft.start) != as_utc(original)


def _first_at(wanted: Wanted, located: Sequence[Located], zone: ZoneInfo) -> list[Located]:
    """The first event at a clock that was said without a day."""
    assert wanted.start is not None  # noqa: S101 - asked before
    clock = wanted.start.astimezone(zone).time()
    anytime = replace(wanted, start=None, end=None)
    same = (
        each
        for each in located
        if each.event.draft.start.astimezone(zone).time() == clock and anytime.fits(each.event.draft)
    )
    first = min(same, key=lambda each: as_utc(each.event.draft.start), default=None)
    return [first] if first is not None else []


def target_of(located: Located) -> Target:
    """An event in a calendar, as something to be changed."""
    return _target(located.calendar, located.event)


def next_occurrence(series: EventDraft, now: datetime) -> EventDraft | None:
    """The occurrence that is on or comes next; the first one of a series that is over."""
    found = occurrences(series, now, now + _SERIES_AHEAD)
    return found[0] if found else replace(series, rrule=None, excluded=())


def _target(calendar: str, event: Event) -> Target:
    return Target(event.id, event.version, event.draft, calendar, event.calendar_id, event.sequence)
