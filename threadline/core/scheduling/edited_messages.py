"""A message that was edited after its event was booked: what its new words say is done to that event.

What they say otherwise than the words that were booked is changed, on the event as it stands in the calendar now; what
was changed there by hand, and is not spoken of, stays.
"""

from dataclasses import dataclass, replace

from threadline.calendar.event import EventDraft
from threadline.core.domain.event_diff import rebased
from threadline.core.domain.message import Turn
from threadline.core.domain.proposal import Action, Offer, Proposal, State
from threadline.core.domain.reading import Reading
from threadline.core.proposals.decisions import Decisions
from threadline.core.scheduling.event_resolution import EventResolver
from threadline.core.scheduling.reading_context import ReadingContexts
from threadline.storage.turns import TurnStore


@dataclass(frozen=True, slots=True)
class EditedMessages:
    """Finds the event, and offers the change."""

    turns: TurnStore
    decisions: Decisions
    event_resolver: EventResolver
    contexts: ReadingContexts

    async def booked(self, turn: Turn) -> Proposal | None:
        """What was booked of the message's former words, the last of it; None where nothing was, or several events."""
        message = turn.message
        if not message.edits:
            return None
        ids = [each for each in await self.turns.of_event(message.channel, message.edits) if each != turn.message_id]
        found = [each for several in (await self.decisions.proposals.of_messages(ids)).values() for each in several]
        own = [each for each in found if each.state is State.BOOKED and each.owner_id == turn.person.id]
        if sum(each.offer.action is Action.BOOK for each in own) != 1 or any(each.offer.members for each in own):
            return None
        last = max(own, key=lambda each: (each.created_at, each.id))
        return last if last.offer.action in (Action.BOOK, Action.CHANGE) else None

    async def change(self, turn: Turn, booked: Proposal, reading: Reading) -> Offer | None:
        """That event as the new words have it; None where it is so already. Raises `CalendarError`.

        Raises `LookupError` where the event is gone: then the words are about a new one.
        """
        target = await self.event_resolver.booked_as(turn.person, booked)
        if target is None or reading.draft is None:
            raise LookupError("the event is gone")
        draft = rebased(reading.draft, await self._former(turn, booked), target.before)
        if draft == target.before:
            return None
        return await self.decisions.offer_change(
            turn.person,
            target,
            draft,
            evidence=reading.evidence,
            alternatives=reading.alternatives,
            warnings=reading.warnings,
        )

    async def _former(self, turn: Turn, booked: Proposal) -> EventDraft:
        """What the words said of which it was booked; what was booked, where they are not there any more."""
        said = await self.turns.get(booked.message_id) if booked.message_id else None
        if said is None:
            return booked.offer.draft
        former = replace(turn, message=replace(turn.message, text=said.text))
        return (await self.contexts.of_turn(former, said.text)).read(event_wanted=True).draft or booked.offer.draft
