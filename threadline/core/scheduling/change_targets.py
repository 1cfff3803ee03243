"""Which events a change is about: the one at hand, one that an answer told of, or those that its words name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.extract.changes.model import Scope, WantedChange
from threadline.calendar.extract.changes.reader import read_change
from threadline.core.domain.message import Turn
from threadline.core.scheduling.apply_change import Unclear
from threadline.core.scheduling.event_follow_ups import EventFollowUps, follows_up
from threadline.core.scheduling.event_resolution import EventResolver, Found, Reach, ResolvedEvent
from threadline.core.scheduling.event_selection import read_selection
from threadline.core.scheduling.event_words import about, day_of, is_boundless
from threadline.core.scheduling.inquiries import asks_about_it, event_asked_about
from threadline.core.scheduling.said_before import SaidBefore
from threadline.core.scheduling.told_events import Listing, chosen_among, listing_of
from threadline.texts.messages import _

_MOST_BEFORE = 3


class ChangeTargets:
    """Finds them. Without `said_before` no answer before is known."""

    def __init__(
        self, resolver: EventResolver, said_before: SaidBefore | None, *, clock: Callable[[], datetime]
    ) -> None:
        self._resolver = resolver
        self._said_before = said_before
        self._clock = clock
        self._follow_ups = EventFollowUps(resolver, clock)

    async def found(self, turn: Turn, change: WantedChange) -> Found:
        """The event at hand; where words name one, that one if it fits them, else those in the calendar.

        Raises `Unclear` where all there are would be meant, and `CalendarError`.
        """
        now, person = self._clock(), turn.person
        if change.further_on:
            return await self._on_several_days(turn, change)
        reach = _reach(change, now, person.zone)
        if change.about is None:
            told = await self._told_of(turn, reach) if _may_be_told(change) else None
            return told or await self._resolver.at_hand(person, turn.conversation_id, now, reach=reach)
        words = change.about.value
        if not change.every and (one := await self._one_told(turn, words)) is not None:
            return Found((one,))
        if is_boundless(words, now, person.zone, every=change.every):
            raise Unclear(_("Which of all your events do you mean? Say a day, a person or a title with it."))
        at_hand = await self._resolver.at_hand(person, turn.conversation_id, now, reach=reach)
        if not change.every and self._resolver.fits(at_hand, words, now, person.zone):
            return at_hand
        return await self._resolver.named(
            person, words, now, reach=reach, shared=turn.message.shared, every=change.every
        )

    async def _on_several_days(self, turn: Turn, change: WantedChange) -> Found:
        """The dates of a series that are named one by one; the series itself while it is not booked yet."""
        days = (change.on, *change.further_on)
        each = [await self.found(turn, replace(change, on=day, further_on=())) for day in days]
        events = tuple(event for found in each for event in found.events)
        if events and all(event.proposal is not None for event in events):
            return each[0]
        unknown = tuple(dict.fromkeys(name for found in each for name in found.unknown))
        if len(events) < len(days):
            return Found(unknown=unknown)
        return Found(events, unknown, every=True)

    async def invited(self, turn: Turn) -> tuple[str, ...]:
        """Who is invited to what is at hand, by whole and by first names: "take jon off" means one of them."""
        found = await self._resolver.at_hand(turn.person, turn.conversation_id, self._clock())
        people = [who for each in found.events for who in each.draft.attendees]
        whole = [who.name or str(who.email).partition("@")[0] for who in people]
        return tuple(dict.fromkeys([*whole, *(name.split()[0] for name in whole if name.strip())]))

    async def _told_of(self, turn: Turn, reach: Reach) -> Found | None:
        """The event that the answers before were about, where no card came since: "show me the review", "move it"."""
        if self._said_before is None or turn.message.shared:
            return None
        proposed = await self._resolver.proposed_by(turn.conversation_id)
        before = [said for said in await self._said_before(turn) if not asks_about_it(said.text)]
        for place, said in enumerate(before[:_MOST_BEFORE], 1):
            if said.message_id in proposed:
                return None
            if follows_up(said.text):
                followed = await self._follow_ups.found(turn, said.text, before[place:])
                return Found((followed.event,)) if followed is not None and followed.event is not None else None
            words = event_asked_about(said.text) or _event_changed(said.text, turn)
            if words is None:
                if (listing := listing_of(said.text, turn, self._clock())) is not None:
                    return await self._listed(turn, listing)
                continue
            found = await self._resolver.named(turn.person, words, self._clock(), reach=reach)
            if len(found.events) == 1:
                return found
        return None

    async def _listed(self, turn: Turn, listing: Listing) -> Found | None:
        """The events that the answer to a question listed."""
        person, now = turn.person, self._clock()
        found = await self._resolver.told(person, listing.wanted, listing.start, listing.end, now)
        events = found.events[:1] if listing.next_only else found.events
        return replace(found, events=events) if events else None

    async def _one_told(self, turn: Turn, words: str) -> ResolvedEvent | None:
        """The one of the events told that words like "the second one" choose."""
        selection = read_selection(words)
        if selection.pick is None and about(words, self._clock(), turn.person.zone).anything:
            return None
        told = await self._told_of(turn, Reach())
        return chosen_among(told.events, words, self._clock(), turn.person.zone) if told is not None else None


def _may_be_told(change: WantedChange) -> bool:
    """Whether it may be about an event that was only told of: "add bo@example.com" is, "Thursday" is not."""
    people = bool(change.add or change.remove)
    return change.command or change.answer is not None or people or _is_of_one(change)


def _is_of_one(change: WantedChange) -> bool:
    """Whether a fragment can only be said of an event that there is: "two hours longer", "from June on at 11"."""
    of_it = any(tail.stretch is not None or tail.shift is not None for tail in change.tails)
    return of_it or change.scope is not None or change.excepts


def _event_changed(text: str, turn: Turn) -> str | None:
    """The words that named the event of an earlier message, which made no card: "move the board to Thursday"."""
    zone = ZoneInfo(turn.message.zone or turn.person.zone)
    change = read_change(text, turn.message.sent_at.astimezone(zone), zone=zone, languages=())
    return change.about.value if change is not None and change.about is not None else None


def _reach(change: WantedChange, now: datetime, zone: str) -> Reach:
    since = day_of(change.since.value, now, zone, change.language) if change.since else None
    day = day_of(change.on.value, now, zone, change.language) if change.on else None
    scope = change.scope or (Scope.SERIES if change.ends is not None else None)
    return Reach(scope, since[0] if since else None, day)
