"""Changing or cancelling a series from one occurrence on: the series ends before it, and what goes on is a new one.

Both halves can be repeated: the end is guarded by the version that was shown, the new series is made under its
proposal's id.
"""

from contextlib import suppress
from dataclasses import replace

from threadline.calendar.event import Event, EventDraft
from threadline.calendar.port import CalendarRejected, EventNotFound, VersionConflict
from threadline.calendar.series_parts import ended_before
from threadline.core.channels.port import Method
from threadline.core.domain.event_diff import carries, same_booking
from threadline.core.domain.proposal import Proposal
from threadline.core.proposals.calendar_place import CalendarPlace, Done, Outdated, target_of
from threadline.texts.messages import _


async def change_from_here(place: CalendarPlace, proposal: Proposal) -> Done:
    """Let the series end, and begin the one that goes on. Raises `CalendarError`, `Outdated`."""
    # The end first: killed in between, the series is short until the next attempt, and never stands there twice.
    await _end(place, proposal)
    draft = proposal.offer.draft
    event = await place.calendar.create(place.calendar_id, draft, proposal.id, invite=place.invite)
    # An attempt made it whose answer got lost, and it was edited since.
    if not same_booking(event.draft, draft):
        event = await place.calendar.update(place.calendar_id, event.id, draft, event.version, invite=place.invite)
    return Done(event.id, event.version, await place.tell(event, Method.REQUEST), event.link or "")


async def cancel_from_here(place: CalendarPlace, proposal: Proposal) -> Done:
    """Let the series end. Raises `CalendarError`, `Outdated`."""
    event = await _end(place, proposal)
    return Done(event.id, event.version)


async def put_together(place: CalendarPlace, proposal: Proposal) -> None:
    """Take back what was done or begun: the new series goes, the one before is as long as it was."""
    with suppress(EventNotFound):
        begun = await place.calendar.find(place.calendar_id, proposal.id)
        if begun is not None:
            await place.calendar.delete(place.calendar_id, begun.id, invite=place.invite)
            await place.tell_gone(replace(begun, sequence=begun.sequence + 1))
    before, head = target_of(proposal).before, _head(proposal)
    now = await place.calendar.get(place.calendar_id, target_of(proposal).event_id)
    if carries(now.draft, before, head):
        return
    if not carries(now.draft, head, before):
        raise VersionConflict(_("The series has since been changed in the calendar."))
    event = await place.calendar.update(place.calendar_id, now.id, before, now.version, invite=place.invite)
    await place.tell(event, Method.REQUEST)


async def _end(place: CalendarPlace, proposal: Proposal) -> Event:
    target, head = target_of(proposal), _head(proposal)
    try:
        event = await place.calendar.update(
            place.calendar_id, target.event_id, head, target.version, invite=place.invite
        )
    except VersionConflict:
        now = await place.calendar.get(place.calendar_id, target.event_id)
        if not carries(now.draft, head, target.before):
            raise Outdated(now) from None
        event = now  # an attempt of ours whose answer got lost
    await place.tell(event, Method.REQUEST)
    return event


def _head(proposal: Proposal) -> EventDraft:
    split = proposal.offer.split
    head = ended_before(target_of(proposal).before, split) if split is not None else None
    if head is None:
        raise CalendarRejected(_("Nothing of the series would be left before that day."))
    return head
