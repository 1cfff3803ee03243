"""What a decision does to a calendar: book, change, cancel. Every act can be repeated; `undo` takes it back.

An event is created under its proposal's id, so however often it is created there is one. A change and a cancellation
are guarded by the version of the event that was shown; where that has changed since, `Outdated` tells how it is now,
unless what it has become is just what was wanted: then an earlier attempt did it whose answer got lost.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from threadline.calendar.event import Event, EventDraft, Identity, Response
from threadline.calendar.port import CalendarRejected, EventNotFound, VersionConflict
from threadline.calendar.recurrence import split_id
from threadline.core.channels.port import Method
from threadline.core.domain.event_diff import carries, rebased, same_booking, same_but_for_answers
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, Offer, Proposal, Target
from threadline.core.proposals.answers import answer, with_answer
from threadline.core.proposals.blocks import make_blocks, move_blocks, take_out_blocks
from threadline.core.proposals.calendar_place import CalendarPlace, CalendarPlaces, Done, Outdated, target_of
from threadline.core.proposals.event_set import further_parts, require_unchanged
from threadline.core.proposals.moved_days import keep_moved
from threadline.core.proposals.parted_series import cancel_from_here, change_from_here
from threadline.texts.messages import _


class CalendarOperations:
    """Acts on calendars."""

    def __init__(self, places: CalendarPlaces) -> None:
        self._places = places

    async def confirm(self, person: Person, proposal: Proposal) -> Done:
        """Do what was confirmed. Raises `CalendarError`, `Outdated`, `StorageError`."""
        parts = list(further_parts(proposal))
        for part in parts:
            await self._places.act(person, part, require_unchanged)
        done = await self._places.act(person, proposal, self._act_of(proposal.offer))
        if proposal.offer.around is not None:
            await self._places.act(person, proposal, _BLOCKS[proposal.offer.action])
        for part in parts:
            try:
                await self._places.act(person, part, self._act_of(part.offer))
            except Outdated as outdated:  # between the look before and this act: the click was for what it showed
                changed = _(
                    "“{title}” has since been changed in the calendar: look at it, then try again.",
                    title=outdated.now.draft.title,
                )
                raise CalendarRejected(changed) from outdated
        return done

    def _act_of(self, offer: Offer) -> Callable[[CalendarPlace, Proposal], Awaitable[Done]]:
        if offer.action.response is not None:
            return answer
        if offer.split is not None:
            return cancel_from_here if offer.action is Action.CANCEL else change_from_here
        acts = {Action.BOOK: self._book, Action.CHANGE: self._change, Action.CANCEL: self._cancel}
        return acts[offer.action]

    async def _book(self, place: CalendarPlace, proposal: Proposal) -> Done:
        calendar, draft, copy_of = place.calendar, proposal.offer.draft, proposal.offer.copy_of
        if copy_of is not None:
            return await self._copy(place, proposal, copy_of)
        event = await calendar.create(place.calendar_id, draft, proposal.id, invite=place.invite)
        if not same_booking(event.draft, draft):  # an attempt made it whose answer got lost, and it was edited since
            event = await calendar.update(place.calendar_id, event.id, draft, event.version, invite=place.invite)
        return Done(event.id, event.version, await place.tell(event, Method.REQUEST), event.link or "")

    async def _copy(self, place: CalendarPlace, proposal: Proposal, copy_of: Identity) -> Done:
        """What somebody else organises: nobody is told, and where the calendar has it already it follows the mail."""
        calendar, draft = place.calendar, with_answer(proposal.offer.draft, place.person, Response.ACCEPTED)
        event = await calendar.create(place.calendar_id, draft, proposal.id, copy_of=copy_of)
        if not same_booking(event.draft, draft) and event.sequence <= copy_of.sequence:
            event = await calendar.update(place.calendar_id, event.id, draft, event.version, copy_of=copy_of)
        await keep_moved(place, proposal.offer.moved, copy_of, proposal.id)
        return Done(event.id, event.version, link=event.link or "")

    async def _change(self, place: CalendarPlace, proposal: Proposal) -> Done:
        target, draft = target_of(proposal), proposal.offer.draft
        event = await self._updated(place, proposal, target, draft)
        if (copy_of := proposal.offer.copy_of) is not None:
            await keep_moved(place, proposal.offer.moved, copy_of, proposal.id)
        untold = await place.tell(event, Method.REQUEST)
        await place.tell_removed(event, target.before)
        return Done(event.id, event.version, untold, event.link or "")

    async def _updated(self, place: CalendarPlace, proposal: Proposal, target: Target, draft: EventDraft) -> Event:
        calendar, where = place.calendar, place.calendar_id
        try:
            copy_of = proposal.offer.copy_of
            return await calendar.update(
                where, target.event_id, draft, target.version, invite=place.invite, copy_of=copy_of
            )
        except VersionConflict:
            # An attempt of ours made a new version, too: only what stands there tells it from somebody else's.
            now = await self._as_it_is(place, target, draft)
            if carries(now.draft, draft, target.before):
                return now
            if not same_but_for_answers(now.draft, target.before):
                raise Outdated(now) from None
            wanted = rebased(draft, target.before, now.draft)  # a guest has answered meanwhile
            return await calendar.update(where, now.id, wanted, now.version, invite=place.invite)
        except (CalendarRejected, EventNotFound):
            # Rejected: this back end changes no single occurrence. Not found: an attempt has taken it out already.
            if split_id(target.event_id)[1] is None:
                raise
            return await self._in_place_of(place, proposal, target)

    async def _as_it_is(self, place: CalendarPlace, target: Target, draft: EventDraft) -> Event:
        """The event now. An occurrence that is gone may have become an event of its own, in an attempt before."""
        try:
            return await place.calendar.get(place.calendar_id, target.event_id)
        except EventNotFound:
            series_id, start = split_id(target.event_id)
            if start is None:
                raise
            for event in await place.calendar.events(place.calendar_id, draft.start, draft.end):
                if split_id(event.id)[0] != series_id and carries(event.draft, draft, target.before):
                    return event
            raise

    async def _in_place_of(self, place: CalendarPlace, proposal: Proposal, target: Target) -> Event:
        """One occurrence, where the back end changes none: an event of its own, then the occurrence is taken out."""
        calendar, where = place.calendar, place.calendar_id
        made = await calendar.find(where, proposal.id)
        if made is None:
            # `create` takes no version, so what the person saw has to be compared here.
            now = await calendar.get(where, target.event_id)
            if now.version != target.version:
                raise Outdated(now)
            alone = replace(proposal.offer.draft, rrule=None, excluded=())
            made = await calendar.create(where, alone, proposal.id, invite=place.invite)
        # Deleted last: killed in between, it stands there twice until the next attempt, and is never lost.
        await calendar.delete(where, target.event_id, invite=place.invite)
        await place.tell_series(target.event_id)
        return made

    async def _cancel(self, place: CalendarPlace, proposal: Proposal) -> Done:
        target = target_of(proposal)
        untold = await place.untold(target)
        try:
            await place.calendar.delete(place.calendar_id, target.event_id, target.version, invite=place.invite)
        except VersionConflict:
            try:
                now = await place.calendar.get(place.calendar_id, target.event_id)
            except EventNotFound:  # an occurrence that an attempt took out whose answer got lost
                pass
            else:
                raise Outdated(now) from None
        except EventNotFound:
            pass  # gone is what was wanted, whoever did it; guests are told once of each SEQUENCE, so all the same
        return Done(target.event_id, untold=await place.tell_gone(_gone(target, place.calendar_id, untold)))


_BLOCKS = {Action.BOOK: make_blocks, Action.CHANGE: move_blocks, Action.CANCEL: take_out_blocks}


def _gone(target: Target, calendar_id: str, untold: tuple[str, ...]) -> Event:
    sequence = target.sequence + 1
    return Event(target.event_id, calendar_id, target.before, target.version, sequence=sequence, untold=untold)
