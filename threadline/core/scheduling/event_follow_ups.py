"""The event before or after the one that was told last: "when did I last meet Bo?", "and before that?"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from threadline.calendar.event import EventDraft
from threadline.core.calendars.event_matching import Wanted
from threadline.core.domain.message import Turn
from threadline.core.scheduling.event_resolution import EventResolver, ResolvedEvent
from threadline.core.scheduling.event_words import AHEAD
from threadline.core.scheduling.inquiries import Asked, Inquiry, is_one_earlier, is_one_later, read_inquiry
from threadline.core.scheduling.said_before import Said
from threadline.core.scheduling.told_events import listing_of


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What such words ask for: the event, None where there is none; `earlier` if it was one before."""

    inquiry: Inquiry
    event: ResolvedEvent | None
    earlier: bool


def follows_up(text: str) -> bool:
    """Whether a message asks for the event before or after the one that was told."""
    return is_one_earlier(text) or is_one_later(text)


class EventFollowUps:
    """Finds the event that follow-ups ask for."""

    def __init__(self, resolver: EventResolver, clock: Callable[[], datetime]) -> None:
        self._resolver = resolver
        self._clock = clock

    async def found(self, turn: Turn, text: str, before: Sequence[Said]) -> FollowUp | None:
        """What `text` asks for after the messages `before` it, the latest first. Raises `CalendarError`."""
        asks = next((each for each in (is_one_earlier, is_one_later) if each(text)), None)
        if asks is None:
            return None
        steps = 1
        for said in before:
            if not asks(said.text):
                find = self._earlier if asks is is_one_earlier else self._later
                return await find(turn, said.text, steps)
            steps += 1
        return None

    async def _earlier(self, turn: Turn, asked: str, steps: int) -> FollowUp | None:
        inquiry = read_inquiry(asked)
        if inquiry is None or not inquiry.past or inquiry.words is None:
            return None
        events = (await self._resolver.named(turn.person, inquiry.words, self._clock(), past=True)).events
        return FollowUp(inquiry, events[-1 - steps] if len(events) > steps else None, earlier=True)

    async def _later(self, turn: Turn, asked: str, steps: int) -> FollowUp | None:
        person, now = turn.person, self._clock()
        listing, inquiry = listing_of(asked, turn, now), read_inquiry(asked)
        if listing is not None and listing.next_only:
            start, wanted = listing.start, listing.wanted
        elif inquiry is not None and inquiry.words is not None:
            of = await self._resolver.named(person, inquiry.words, now, past=inquiry.past)
            if not of.events:
                return None
            start, wanted, steps = _shown(of.events[0]).end, Wanted(), steps - 1
        else:
            return None
        told = await self._resolver.told(person, wanted, start, start + AHEAD, now)
        later = [each for each in told.events if _shown(each).end > start][steps:]
        return FollowUp(Inquiry(Asked.WHEN), later[0] if later else None, earlier=False)


def _shown(event: ResolvedEvent) -> EventDraft:
    return event.shown or event.draft
