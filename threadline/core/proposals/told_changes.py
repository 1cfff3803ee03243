"""What calendars tell of events that were booked here: guests' answers stand on the cards at once."""

from contextlib import suppress
from dataclasses import replace

from threadline.calendar.event import Event, EventDraft
from threadline.calendar.port import Changes
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, AlreadyDecided, State
from threadline.core.proposals.repository import ProposalRepository

_LOOKED_AT = 500


class ToldChanges:
    """Brings the answers of changed events onto the cards that booked them."""

    def __init__(self, proposals: ProposalRepository) -> None:
        self._proposals = proposals

    async def heard(self, person: Person, backend: str, changes: Changes) -> None:
        """Take what changed in a person's calendar on a back end. Raises `StorageError`."""
        changed = {event.id: event for event in changes.updated}
        if not changed:
            return
        for proposal in await self._proposals.of_person(person.id, states=[State.BOOKED], limit=_LOOKED_AT):
            event = changed.get(proposal.event_id or "")
            if event is None or proposal.calendar != backend or proposal.offer.action is Action.CANCEL:
                continue
            draft = answered(proposal.offer.draft, event)
            if draft == proposal.offer.draft:
                continue
            offer = replace(proposal.offer, draft=draft)
            with suppress(AlreadyDecided):  # undone at this moment: then nobody's answer matters any more
                told = await self._proposals.change(proposal, states=(State.BOOKED,), body=offer.to_json())
                await self._proposals.refresh(told)


def answered(draft: EventDraft, event: Event) -> EventDraft:
    """The draft with what its guests have answered by now."""
    answers = {(who.email or "").lower(): who.response for who in event.draft.attendees if who.email}
    guests = (replace(who, response=answers.get((who.email or "").lower(), who.response)) for who in draft.attendees)
    return replace(draft, attendees=tuple(guests))
