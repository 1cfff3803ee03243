"""Undo: what was booked goes, what was changed is as before, what was cancelled takes place again.

Every act can be repeated. Each mirrors one of `calendar_operations`.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from threadline.calendar.event import Event
from threadline.calendar.port import CalendarRejected, EventNotFound, VersionConflict
from threadline.calendar.recurrence import as_utc, occurrence_at, split_id
from threadline.core.channels.port import Method
from threadline.core.domain.event_diff import carries, rebased, same_but_for_answers
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, Offer, Proposal, Target
from threadline.core.proposals.answers import take_back
from threadline.core.proposals.blocks import make_blocks, move_blocks_back, take_out_blocks
from threadline.core.proposals.calendar_place import CalendarPlace, CalendarPlaces, event_id_of, target_of
from threadline.core.proposals.event_set import as_done, further_parts
from threadline.core.proposals.moved_days import take_out_moved
from threadline.core.proposals.parted_series import put_together


class Undo:
    """Takes back what was done to calendars, or begun."""

    def __init__(self, places: CalendarPlaces) -> None:
        self._places = places

    async def undo(self, person: Person, proposal: Proposal) -> None:
        """Take back what was done. Raises `CalendarError`, `StorageError`."""
        if proposal.offer.moved:
            await self._places.act(person, proposal, _without_moved)
        if proposal.offer.around is not None:
            await self._places.act(person, _in_place(proposal), _BLOCKS[proposal.offer.action])
        for part in reversed(list(further_parts(proposal))):
            done = await self._places.act(person, part, as_done)
            await self._places.act(person, done, self._act_of(done.offer))
        await self._places.act(person, proposal, self._act_of(proposal.offer))

    def _act_of(self, offer: Offer) -> Callable[[CalendarPlace, Proposal], Awaitable[None]]:
        if offer.action.response is not None:
            return take_back
        if offer.split is not None:
            return put_together
        acts = {Action.BOOK: self._unbook, Action.CHANGE: self._change_back, Action.CANCEL: self._book_again}
        return acts[offer.action]

    async def clear(self, person: Person, proposal: Proposal) -> None:
        """Take away what failed attempts may have left of a proposal nobody wants any more. Raises as `undo` does.

        A cancellation leaves nothing behind: an event that is gone may have been deleted by somebody else as well.
        """
        if proposal.offer.moved:
            await self._places.act(person, proposal, _without_moved)
        if proposal.offer.around is not None and proposal.offer.action is not Action.CANCEL:
            await self._places.act(person, proposal, _BLOCKS[proposal.offer.action])
        for part in (*further_parts(proposal), proposal):
            await self._places.act(person, part, self._clearing_of(part.offer))

    def _clearing_of(self, offer: Offer) -> Callable[[CalendarPlace, Proposal], Awaitable[None]]:
        if offer.split is not None:
            return put_together
        acts = {Action.BOOK: self._clear_booking, Action.CHANGE: self._clear_change}
        return acts.get(offer.action, self._nothing)

    async def _unbook(self, place: CalendarPlace, proposal: Proposal) -> None:
        event_id = event_id_of(proposal)
        event = Event(event_id, place.calendar_id, proposal.offer.draft, "")
        with suppress(EventNotFound):
            # Mail programs drop a CANCEL whose SEQUENCE is not above theirs (RFC 5546), and only the calendar knows it.
            if place.telling.wished:
                event = await place.calendar.get(place.calendar_id, event_id)
        with suppress(EventNotFound):
            await place.calendar.delete(place.calendar_id, event_id, invite=place.invite)
        await place.tell_gone(replace(event, sequence=event.sequence + 1))

    async def _change_back(self, place: CalendarPlace, proposal: Proposal) -> None:
        target, event_id = target_of(proposal), event_id_of(proposal)
        if event_id != target.event_id:  # an occurrence became an event of its own: `CalendarOperations`
            await self._put_back(place, target)
            await self._unbook(place, proposal)
            return
        event = await self._restored(place, proposal, event_id, proposal.event_version or "")
        await place.tell(event, Method.REQUEST)
        await place.tell_removed(event, proposal.offer.draft)

    async def _restored(self, place: CalendarPlace, proposal: Proposal, event_id: str, version: str) -> Event:
        before, copy_of = target_of(proposal).before, proposal.offer.copy_of
        try:
            return await place.calendar.update(
                place.calendar_id, event_id, before, version, invite=place.invite, copy_of=copy_of
            )
        except VersionConflict:
            now = await place.calendar.get(place.calendar_id, event_id)
            if carries(now.draft, before, proposal.offer.draft):
                return now
            if not same_but_for_answers(now.draft, proposal.offer.draft):
                raise
            wanted = rebased(before, proposal.offer.draft, now.draft)
            return await place.calendar.update(
                place.calendar_id, event_id, wanted, now.version, invite=place.invite, copy_of=copy_of
            )

    async def _book_again(self, place: CalendarPlace, proposal: Proposal) -> None:
        target = target_of(proposal)
        if await self._put_back(place, target):
            return
        # Under a key of its own: what was deleted stays deleted (Google never gives the id of a deleted event again).
        event = await place.calendar.create(
            place.calendar_id, target.before, restored_key(proposal.id), invite=place.invite
        )
        await place.tell(event, Method.REQUEST)

    async def _put_back(self, place: CalendarPlace, target: Target) -> bool:
        """Let an occurrence take place again; False for what is none, or is not among those its series leaves out."""
        series_id, start = split_id(target.event_id)
        if start is None:
            return False
        try:
            series = await place.calendar.get(place.calendar_id, series_id)
        except EventNotFound:
            return False
        # A deleted occurrence is a start that its series leaves out: named no more, it is back under its old id.
        kept = tuple(moment for moment in series.draft.excluded if moment != start)
        whole = replace(series.draft, excluded=kept)
        if len(kept) == len(series.draft.excluded) or occurrence_at(whole, start) is None:
            return False
        try:
            series = await place.calendar.update(
                place.calendar_id, series_id, whole, series.version, invite=place.invite
            )
        except CalendarRejected:  # a back end that brings no date back: it becomes an event of its own
            return False
        await place.tell(series, Method.REQUEST)
        return True

    async def _clear_booking(self, place: CalendarPlace, proposal: Proposal) -> None:
        event = await place.calendar.find(place.calendar_id, proposal.id)
        if event is not None:
            await place.calendar.delete(place.calendar_id, event.id, invite=place.invite)
            await place.tell_gone(replace(event, sequence=event.sequence + 1))

    async def _clear_change(self, place: CalendarPlace, proposal: Proposal) -> None:
        target, wanted = target_of(proposal), proposal.offer.draft
        if await place.calendar.find(place.calendar_id, proposal.id) is not None:
            await self._put_back(place, target)
            await self._clear_booking(place, proposal)
            return
        with suppress(EventNotFound):
            now = await place.calendar.get(place.calendar_id, target.event_id)
            # Only what our change has made of it is taken back; what somebody else has made of it is theirs.
            if now.version != target.version and carries(now.draft, wanted, target.before):
                await self._restored(place, proposal, now.id, now.version)

    async def _nothing(self, place: CalendarPlace, proposal: Proposal) -> None:
        """There is nothing to do."""


async def _without_moved(place: CalendarPlace, proposal: Proposal) -> None:
    """The dates beside a series that it did not have before."""
    offer = proposal.offer
    if offer.copy_of is not None:
        stood = {as_utc(start) for start in offer.target.before.excluded} if offer.target is not None else set()
        await take_out_moved(place, [each for each in offer.moved if as_utc(each.start) not in stood], offer.copy_of)


_BLOCKS = {Action.BOOK: take_out_blocks, Action.CHANGE: move_blocks_back, Action.CANCEL: make_blocks}


def _in_place(proposal: Proposal) -> Proposal:
    """The proposal whose blocks are made again under the key of the event that is: what was deleted stays deleted."""
    offer = proposal.offer
    if offer.around is None or offer.action is not Action.CANCEL:
        return proposal
    around = replace(offer.around, key=restored_key(proposal.id))
    return replace(proposal, offer=replace(offer, around=around))


def restored_key(proposal_id: str) -> str:
    """The key under which a cancelled event is booked again."""
    return f"{proposal_id}-restored"
