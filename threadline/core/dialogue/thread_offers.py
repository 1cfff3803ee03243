"""The offer that a thread is about: the booking link with a few times that was told there last, and to whom."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from threadline.core.appointments.booking_link import BookingLink, LinkState
from threadline.core.appointments.booking_links import BookingLinks
from threadline.core.dialogue.choices import read_choice
from threadline.core.dialogue.hold_words import hold_wish
from threadline.core.dialogue.offer_words import recipient_in
from threadline.core.domain.message import Turn
from threadline.storage.persons import utc_now
from threadline.storage.turns import TurnRecord, TurnStore

_RECENT = timedelta(days=1)
_LOOKED_BACK = 20


class ThreadOffers:
    """Finds it among what was said."""

    def __init__(self, links: BookingLinks, turns: TurnStore, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._links = links
        self._turns = turns
        self._clock = clock

    async def latest(self, person_id: str) -> BookingLink | None:
        """The person's last link that offers a few times, wherever it was asked for; None where it is over."""
        latest = next(iter(await self._links.of_person(person_id, limit=1)), None)
        if latest is None or not latest.terms.starts or latest.state is not LinkState.OPEN:
            return None
        return latest if self._clock() - latest.created_at < _RECENT else None

    async def at_hand(self, turn: Turn) -> BookingLink | None:
        """That link, where nothing was spoken of since it was told in this thread but its times."""
        if turn.sequence == 1 or (link := await self.latest(turn.person.id)) is None:
            return None
        for each in reversed(await self._earlier(turn)):
            if link.address in each.reply:
                return link
            if hold_wish(each.text) is None and read_choice(each.text) is None:
                return None
        return None

    async def recipient(self, turn: Turn, link: BookingLink) -> str:
        """Whom the times of a link were offered to in this thread; "" where nobody was named."""
        asked = (each.text for each in await self._earlier(turn) if link.address in each.reply)
        return recipient_in(next(asked, ""))

    async def _earlier(self, turn: Turn) -> Sequence[TurnRecord]:
        return await self._turns.transcript(turn.conversation_id, before=turn.message_id, limit=_LOOKED_BACK)
