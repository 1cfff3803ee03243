"""Changes that a person makes by hand, where they see the calendar: fields say what becomes of an event, not words.

Nothing is changed here either: what they want is proposed, and a click confirms it. Of a series they see one time, and
say how much of it they mean; what they make of that time is done to the others.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from threadline.calendar.event import Event, EventDraft
from threadline.calendar.extract import Intent
from threadline.calendar.extract.changes.model import Scope
from threadline.calendar.port import Calendar
from threadline.calendar.recurrence import split_id
from threadline.core.calendars.agenda import Located
from threadline.core.channels.commonmark import plain_words
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, NotAnEvent, Offer, Target, ToldBy
from threadline.core.domain.reading import Reading
from threadline.core.proposals.answers import other_organizer
from threadline.core.proposals.decisions import Decisions
from threadline.core.scheduling.apply_change import Changed
from threadline.core.scheduling.change_wording import not_yours
from threadline.core.scheduling.event_resolution import EventResolver, ResolvedEvent, target_of
from threadline.core.scheduling.series_shift import moved_series
from threadline.core.scheduling.subject_offers import SubjectOffers
from threadline.core.scheduling.time_changes import Unclear
from threadline.storage.persons import utc_now
from threadline.texts.messages import N_, _

Edit = Callable[[EventDraft], EventDraft]
"""What somebody makes of an event that they see. Raises `NotAnEvent`."""

_TIMES = ("start", "end", "zone", "all_day")
_REST = ("title", "location", "description", "attendees", "private", "transparent", "reminders", "meeting_link")
_SAME = N_("It already is: nothing had to change.")
_HOW_MUCH = N_("This event repeats: say whether only this one, this and all following, or the whole series is meant.")
_WHOLE_RULE = N_("How it repeats can be changed for the whole series, or from this time on.")


class ChangeByHand:
    """Makes offers of what a person does to their calendar by hand."""

    def __init__(
        self, decisions: Decisions, event_resolver: EventResolver, *, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._decisions = decisions
        self._offers = SubjectOffers(decisions, event_resolver, clock)

    async def booking(self, person: Person, draft: EventDraft) -> Offer:
        """To book an event, with what speaks against it."""
        offer = await self._decisions.offer(person, Reading(Intent.CREATE, draft=draft))
        assert offer is not None  # noqa: S101 - there is a draft
        return offer

    async def change(self, person: Person, calendar: Calendar, event: Event, edit: Edit, scope: Scope | None) -> Offer:
        """To make of an event what `edit` does. Raises `NotAnEvent`, `CalendarError`."""
        subject = await _subject(calendar, event, scope)
        organizer = other_organizer(event.draft, person)
        if organizer is not None:
            return await self._counter(person, subject, edit)

        async def change(draft: EventDraft, shown: EventDraft | None) -> Changed:
            made = edit(draft) if shown is None else _of_series(draft, shown, edit)
            if subject.scope is Scope.ONE and made.rrule is not None:
                raise NotAnEvent(_(_WHOLE_RULE))
            return Changed(made)

        try:
            offer = await self._offers.change(person, subject, change)
        except Unclear as error:
            raise NotAnEvent(str(error)) from error
        if offer is None:
            raise NotAnEvent(_(_SAME))
        return offer

    async def cancellation(self, person: Person, calendar: Calendar, event: Event, scope: Scope | None) -> Offer:
        """To cancel an event; what somebody else organises is declined. Raises `NotAnEvent`, `CalendarError`."""
        subject = await _subject(calendar, event, scope)
        if other_organizer(event.draft, person) is not None:
            return await self._decisions.offer_answer(person, _target(subject), Action.DECLINE)
        return await self._offers.cancellation(person, subject)

    async def _counter(self, person: Person, subject: ResolvedEvent, edit: Edit) -> Offer:
        """Another time for what somebody else organises is proposed to them; all else is theirs to change."""
        target = _target(subject)
        organizer = other_organizer(target.before, person)
        assert organizer is not None  # noqa: S101 - asked before
        refusal = NotAnEvent(plain_words(not_yours(target.before, organizer)))
        wanted = edit(target.before)
        timed = replace(target.before, **{name: getattr(wanted, name) for name in _TIMES})
        if timed != wanted or subject.scope in (Scope.FOLLOWING, Scope.SERIES):
            raise refusal
        offer = await self._decisions.offer_counter(person, target, wanted)
        if offer.told_by is ToldBy.NOBODY:
            raise refusal
        return offer


async def _subject(calendar: Calendar, event: Event, scope: Scope | None) -> ResolvedEvent:
    """As much of the event as is meant. Raises `NotAnEvent` where that has to be said, `CalendarError`."""
    series_id, occurrence = split_id(event.id)
    if occurrence is None and event.series_id is None:
        whole = event.draft.rrule is not None
        return ResolvedEvent(target=_located(calendar, event), scope=Scope.SERIES if whole else None)
    if scope is None and occurrence is not None:
        raise NotAnEvent(_(_HOW_MUCH))
    if scope in (None, Scope.ONE):
        return ResolvedEvent(target=_located(calendar, event), scope=Scope.ONE)
    series = await calendar.get(event.calendar_id, series_id if occurrence is not None else event.series_id or "")
    return ResolvedEvent(target=_located(calendar, series), shown=event.draft, scope=scope)


def _located(calendar: Calendar, event: Event) -> Target:
    return target_of(Located(calendar.name, event))


def _target(subject: ResolvedEvent) -> Target:
    assert subject.target is not None  # noqa: S101 - made so above
    return subject.target


def _of_series(series: EventDraft, shown: EventDraft, edit: Edit) -> EventDraft:
    """The series, all of its times changed as one of them was. Raises `NotAnEvent`, `Unclear`."""
    shown = replace(shown, rrule=series.rrule)
    after = edit(shown)
    retimed = any(getattr(after, name) != getattr(shown, name) for name in _TIMES)
    rest = {name: getattr(after, name) for name in _REST if getattr(after, name) != getattr(shown, name)}
    if after.rrule is None:  # it happens once more, and then no longer
        return replace(series, **{name: getattr(after, name) for name in (*_TIMES, "rrule")}, **rest, excluded=())
    if after.rrule != shown.rrule:  # on which days it takes place is said anew, and need not be worked out
        series = replace(series, rrule=None, excluded=())
    moved = moved_series(series, shown, after) if retimed else series
    return replace(moved, rrule=after.rrule if after.rrule != shown.rrule else moved.rrule, **rest)
