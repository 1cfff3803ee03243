"""What could be done to an event in a calendar, or to as much of a series as is meant: it is changed, or cancelled."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime

from threadline.calendar.event import EventDraft
from threadline.calendar.extract.changes.model import Scope
from threadline.calendar.series_parts import ended_before, going_on_from
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Evidence, Member, Offer, Target
from threadline.core.proposals.decisions import Decisions
from threadline.core.scheduling.apply_change import Changed
from threadline.core.scheduling.change_wording import series_left
from threadline.core.scheduling.changed_dates import dates_lost, leaving_out, lost_dates, same_times, taking_in
from threadline.core.scheduling.event_resolution import EventResolver, ResolvedEvent, target_of

Change = Callable[[EventDraft, EventDraft | None], Awaitable[Changed]]
"""What becomes of an event, and of a series by the one of its times that is shown."""


class SubjectOffers:
    """Makes offers. Nothing is stored here."""

    def __init__(self, decisions: Decisions, event_resolver: EventResolver, clock: Callable[[], datetime]) -> None:
        self._decisions = decisions
        self._event_resolver = event_resolver
        self._clock = clock

    async def cancellation(self, person: Person, subject: ResolvedEvent, evidence: Sequence[Evidence] = ()) -> Offer:
        """To cancel it; dates of a series that were changed by themselves go with it. Raises `CalendarError`."""
        target, shown, scope, split = _target(subject), subject.shown, subject.scope, split_of(subject)
        members: tuple[Member, ...] = ()
        if target.before.rrule is not None:
            first = split or target.before.start
            others = await self._event_resolver.changed_occurrences(person, target, first)
            changed = await self._event_resolver.changed_dates(person, target, first)
            members = tuple(Member(target_of(each)) for each in (*others, *changed))
            target = replace(target, before=leaving_out(target.before, changed))  # each is one of its own, also to undo
        offer = await self._decisions.offer_change(
            person, target, None, evidence=evidence, scope=scope, split=split, members=members
        )
        if split is not None and shown is not None:
            offer = replace(offer, draft=going_on_from(target.before, shown))
        if scope is Scope.SERIES:
            left = await self._event_resolver.called_the_same(person, target, self._clock())
            offer = replace(offer, warnings=(*offer.warnings, *series_left(left, person.zone)))
        return offer

    async def change(
        self, person: Person, subject: ResolvedEvent, change: Change, *, ends: bool = False
    ) -> Offer | None:
        """To make it what `change` says, which may say when a series `ends`; None where that is what it is.

        Raises `CalendarError`, and whatever `change` does.
        """
        target, split = _target(subject), split_of(subject)
        dates = await lost_dates(self._event_resolver, person, target, split, self._clock())
        if split is not None:
            target = replace(target, before=taking_in(target.before, dates))
        draft = target.before
        if split is not None and subject.shown is not None and not ends:
            draft = going_on_from(draft, subject.shown)
        changed = await change(draft, subject.shown)
        if changed.draft == draft:
            return None
        moves = split is not None or not same_times(changed.draft, draft)
        return await self._decisions.offer_change(
            person,
            target,
            changed.draft,
            evidence=changed.evidence,
            alternatives=changed.alternatives,
            warnings=dates_lost(dates, person.zone) if moves else (),
            scope=subject.scope,
            split=None if ends else split,
        )


def split_of(subject: ResolvedEvent) -> datetime | None:
    """From when on a series is parted in two; None where all of it or one time is meant, or nothing lies before."""
    if subject.scope is not Scope.FOLLOWING or subject.target is None or subject.shown is None:
        return None
    before = subject.target.before
    return subject.shown.start if ended_before(before, subject.shown.start) is not None else None


def _target(subject: ResolvedEvent) -> Target:
    assert subject.target is not None  # noqa: S101 - an open proposal is edited instead
    return subject.target
