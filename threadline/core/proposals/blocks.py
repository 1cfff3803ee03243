"""What is blocked around an event: made with it, moved with it, taken out with it. All of it can be repeated.

A block is found by the key of the event that it was made with. One that somebody deleted by hand stays deleted, and
none is made where the event is only moved.
"""

from contextlib import suppress
from dataclasses import replace

from threadline.calendar.event import Event, EventDraft
from threadline.calendar.port import EventNotFound
from threadline.core.domain.around import Around
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Offer, Proposal, Target
from threadline.core.proposals.calendar_place import CalendarPlace, target_of
from threadline.storage.proposals import ProposalStore
from threadline.texts.messages import _
from threadline.texts.speaking import speaking


async def blocked_around(store: ProposalStore, owner: Person, target: Target) -> Around | None:
    """What is blocked around a booked event: as the newest of its cards that was confirmed says."""
    record = await store.booked_as(owner.id, target.event_id)
    if record is None:
        return None
    around = Offer.from_json(record.body).around
    return replace(around, key=around.key or record.id) if around is not None else None


async def make_blocks(place: CalendarPlace, proposal: Proposal) -> None:
    """Block the time around what was booked. Raises `CalendarError`."""
    around = proposal.offer.around
    if around is None:
        return
    with speaking(proposal.offer.language):
        for side, draft in around.blocks(proposal.offer.draft):
            key = f"{around.key or proposal.id}-{side}"
            with suppress(EventNotFound):  # it was made before, and deleted since
                event = await place.calendar.create(place.calendar_id, _titled(draft, around), key)
                await _put(place, event, draft)


async def move_blocks(place: CalendarPlace, proposal: Proposal) -> None:
    """Let the blocks go where their event has gone. Raises `CalendarError`."""
    await _moved(place, proposal, proposal.offer.draft)


async def move_blocks_back(place: CalendarPlace, proposal: Proposal) -> None:
    """Let the blocks be where their event was before it was changed. Raises `CalendarError`."""
    await _moved(place, proposal, target_of(proposal).before)


async def take_out_blocks(place: CalendarPlace, proposal: Proposal) -> None:
    """Take them out with their event. Raises `CalendarError`."""
    around = proposal.offer.around
    for key in around.keys(proposal.id) if around is not None else ():
        event = await place.calendar.find(place.calendar_id, key)
        if event is not None:
            with suppress(EventNotFound):
                await place.calendar.delete(place.calendar_id, event.id)


async def _moved(place: CalendarPlace, proposal: Proposal, around_what: EventDraft) -> None:
    around = proposal.offer.around
    if around is None:
        return
    for side, draft in around.blocks(around_what):
        event = await place.calendar.find(place.calendar_id, f"{around.key or proposal.id}-{side}")
        if event is not None:
            await _put(place, event, draft)


async def _put(place: CalendarPlace, event: Event, draft: EventDraft) -> None:
    if (event.draft.start, event.draft.end) != (draft.start, draft.end):
        moved = replace(event.draft, start=draft.start, end=draft.end, zone=draft.zone)
        await place.calendar.update(place.calendar_id, event.id, moved, event.version)


def _titled(draft: EventDraft, around: Around) -> EventDraft:
    text = _("Travel: {title}") if around.travel else _("Buffer: {title}")
    return replace(draft, title=text.replace("{title}", draft.title))
