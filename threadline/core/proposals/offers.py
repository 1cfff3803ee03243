"""What could be proposed: an event, a change, a cancellation, an answer, each with what speaks against it.

Nothing is stored here.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from threadline.calendar.event import EventDraft, Identity
from threadline.calendar.extract.changes.model import Scope
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.attendee_conflicts import AttendeeConflicts
from threadline.core.calendars.conflicts import Collisions, collisions_of
from threadline.core.calendars.giving_way import absences_in, focus_given_way
from threadline.core.domain.around import Around
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, Alternative, Evidence, Member, Offer, Target, ToldBy
from threadline.core.domain.reading import Reading
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.texts.messages import N_, _
from threadline.texts.speaking import speech

ToldByOf = Callable[[Person, Offer, str], Awaitable[ToldBy | None]]
"""Who would tell guests of an offer on the calendar of that name; None where it cannot be asked now."""

AroundOf = Callable[[Person, Target], Awaitable[Around | None]]
"""What is blocked around a booked event."""

_ONLY_SINGLE = N_("I block time only around single events that have an hour, so none around this one.")
PAST = N_("This time has already passed.")


def around_single(around: Around | None, draft: EventDraft) -> Around | None:
    """What can be blocked around an event: nothing around a series or a day."""
    return None if draft.rrule is not None or draft.all_day else around


class Offers:
    """Makes offers, by what stands in people's calendars at the time."""

    def __init__(
        self,
        agenda: Agenda,
        attendee_conflicts: AttendeeConflicts,
        preferences_of: CalendarPreferenceReader,
        clock: Callable[[], datetime],
        told_by: ToldByOf,
        around_of: AroundOf,
    ) -> None:
        self._agenda = agenda
        self._attendee_conflicts = attendee_conflicts
        self._preferences_of = preferences_of
        self._clock = clock
        self._told_by = told_by
        self._around_of = around_of

    async def offer(self, person: Person, reading: Reading) -> Offer | None:
        """What could be proposed: the event that was read, with what speaks against it. Nothing is stored."""
        if reading.draft is None:
            return None
        around = around_single(reading.around, reading.draft)
        collisions = await self._found(person, reading.draft, around=around)
        # Only then: looking for other times reads the calendars of all who are invited.
        free = await self._attendee_conflicts.alternatives(person, reading.draft) if collisions.conflicts else ()
        return Offer(
            reading.draft,
            evidence=reading.evidence,
            alternatives=(*reading.alternatives, *free),
            warnings=(
                *reading.warnings,
                *self._past(reading.draft, reading.warnings),
                *((_(_ONLY_SINGLE),) if reading.around is not None and around is None else ()),
                *await self._gives_way(person, reading.draft),
            ),
            conflicts=collisions.conflicts,
            unknown_calendars=collisions.unknown,
            doubtful=bool(reading.doubts),
            suggested=reading.suggested,
            around=around,
            invite=(await self._preferences_of.of(person)).invite,
            language=speech(),
        )

    async def free_times(self, person: Person, draft: EventDraft) -> Sequence[Alternative]:
        """Other times near a draft that suit its owner and all whose calendars are known."""
        free = await self._attendee_conflicts.alternatives(person, draft)
        return [option for option in free if option.start != draft.start]

    async def offer_change(
        self,
        person: Person,
        target: Target,
        draft: EventDraft | None,
        *,
        evidence: Sequence[Evidence] = (),
        alternatives: Sequence[Alternative] = (),
        warnings: Sequence[str] = (),
        scope: Scope | None = None,
        split: datetime | None = None,
        members: Sequence[Member] = (),
        copy_of: Identity | None = None,
    ) -> Offer:
        """What could be done to a booked event: make it `draft`, or cancel it for None. Nothing is stored.

        `scope`, `split`, `members` and `copy_of` are as in `Offer`.
        """
        found, told = Collisions((), ()), tuple[str, ...]()
        around = await self._around_of(person, target) if split is None and not members else None
        if draft is not None:
            uid = copy_of.uid if copy_of else None
            found = await self._found(person, draft, target=target, uid=uid, around=around)
            told = (*self._past(draft, warnings), *await self._gives_way(person, draft, before=target.before))
        offer = Offer(
            draft or target.before,
            evidence=tuple(evidence),
            alternatives=tuple(alternatives),
            warnings=(*warnings, *told),
            conflicts=found.conflicts,
            unknown_calendars=found.unknown,
            action=Action.CANCEL if draft is None else Action.CHANGE,
            target=target,
            invite=copy_of is None and (await self._preferences_of.of(person)).invite,
            copy_of=copy_of,
            language=speech(),
            scope=scope,
            split=split,
            members=tuple(members),
            around=around,
        )
        return replace(offer, told_by=await self._told_by(person, offer, target.calendar))

    async def offer_copy(self, person: Person, draft: EventDraft, copy_of: Identity, warnings: Sequence[str]) -> Offer:
        """An invitation of somebody else's that could be put into the calendar. Nothing is stored."""
        found = await self._found(person, draft, others=False, uid=copy_of.uid or None)
        return Offer(
            draft,
            warnings=(*warnings, *self._past(draft)),
            conflicts=found.conflicts,
            unknown_calendars=found.unknown,
            invite=False,
            copy_of=copy_of if copy_of.uid else None,
            language=speech(),
        )

    async def offer_answer(
        self, person: Person, target: Target, action: Action, *, evidence: Sequence[Evidence] = ()
    ) -> Offer:
        """An answer that could be given to who organises an event. Nothing is stored."""
        found = Collisions((), ())
        # What is accepted takes the person's time; whether it suits the others is for whoever organises it.
        if action is Action.ACCEPT:
            found = await self._found(person, target.before, target=target, others=False)
        return Offer(
            target.before,
            evidence=tuple(evidence),
            conflicts=found.conflicts,
            unknown_calendars=found.unknown,
            action=action,
            target=target,
            invite=False,
            language=speech(),
        )

    async def offer_counter(
        self,
        person: Person,
        target: Target,
        draft: EventDraft,
        *,
        evidence: Sequence[Evidence] = (),
        alternatives: Sequence[Alternative] = (),
        warnings: Sequence[str] = (),
    ) -> Offer:
        """Another time that could be proposed to who organises an event. Nothing is stored.

        Its `told_by` is `NOBODY` where neither the calendar nor a channel would take it there.
        """
        found = await self._found(person, draft, target=target, others=False)
        offer = Offer(
            draft,
            evidence=tuple(evidence),
            alternatives=tuple(alternatives),
            warnings=(*warnings, *self._past(draft, warnings)),
            conflicts=found.conflicts,
            unknown_calendars=found.unknown,
            action=Action.COUNTER,
            target=target,
            invite=False,
            language=speech(),
        )
        return replace(offer, told_by=await self._told_by(person, offer, target.calendar))

    def _past(self, draft: EventDraft, said: Sequence[str] = ()) -> tuple[str, ...]:
        """The warning that it is over already, unless that was said."""
        over = (draft.end if draft.all_day else draft.start) < self._clock() and draft.rrule is None
        return (_(PAST),) if over and _(PAST) not in said else ()

    async def _gives_way(
        self, person: Person, draft: EventDraft, *, before: EventDraft | None = None
    ) -> tuple[str, ...]:
        """What gives way to the draft by the person's habits."""
        return await focus_given_way(self._agenda, person, await self._preferences_of.of(person), draft, before=before)

    async def _found(
        self,
        person: Person,
        draft: EventDraft,
        *,
        target: Target | None = None,
        besides: Collection[str] = (),
        others: bool = True,
        uid: str | None = None,
        around: Around | None = None,
    ) -> Collisions:
        """What stands at the draft's time in the owner's calendars, and in those of `others` who are invited."""
        replacing = target.event_id if target else None
        whole = around.widened(draft) if around is not None else draft
        if around is not None and around.key:
            besides = (*besides, *around.keys(""))
        looked = collisions_of(self._agenda, person, whole, besides=besides, replacing=replacing, uid=uid)
        own = self._own(person, whole, looked)
        if not others:
            return await own
        # At once: both ask calendars far away, and somebody waits for the click's answer.
        theirs = self._attendee_conflicts.conflicts(person, draft, before=target.before if target else None)
        found, busy = await asyncio.gather(own, theirs)
        return replace(found, conflicts=(*found.conflicts, *busy))

    async def _own(self, person: Person, draft: EventDraft, looked: Awaitable[Collisions]) -> Collisions:
        """What stands at that time in the owner's own calendars, and days on which they are away."""
        found = await looked
        away = absences_in(draft, await self._preferences_of.of(person), person)
        return replace(found, conflicts=(*found.conflicts, *away))
