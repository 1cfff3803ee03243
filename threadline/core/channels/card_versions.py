"""Where the cards of proposals are, and the newest version that is shown on each: what is newer stays."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

from threadline.core.domain.proposal import Proposal

_MOST = 10_000

PlaceT = TypeVar("PlaceT")


class CardVersions(Generic[PlaceT]):
    """The cards that this process showed or changed. `read` makes a place of what a proposal keeps of it."""

    def __init__(self, read: Callable[[str], PlaceT]) -> None:
        self._read = read
        self._shown: dict[str, tuple[PlaceT, int]] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    def lock(self, proposal: Proposal) -> asyncio.Lock:
        """To be held while the card is posted or changed, so that one state after the other is shown."""
        if proposal.id not in self._locks and len(self._locks) >= _MOST:
            for key in [key for key, lock in self._locks.items() if not lock.locked()]:
                del self._locks[key]
                self._shown.pop(key, None)
        return self._locks.setdefault(proposal.id, asyncio.Lock())

    def place(self, proposal: Proposal) -> PlaceT | None:
        """Where the card is: a click can be faster than the engine, which keeps it when `present` has returned."""
        return self._read(proposal.surface_ref) if proposal.surface_ref else self.shown(proposal)

    def shown(self, proposal: Proposal) -> PlaceT | None:
        """Where this process has shown the card, if it has."""
        shown = self._shown.get(proposal.id)
        return shown[0] if shown is not None else None

    @asynccontextmanager
    async def renewal(self, proposal: Proposal) -> AsyncIterator[PlaceT | None]:
        """Where the card is to be changed to this version; None where it was never shown, or shows a newer one."""
        async with self.lock(proposal):
            place = self.place(proposal)
            if place is None or self.is_outdated(proposal):
                yield None
                return
            self.show(proposal, place)
            yield place

    def is_outdated(self, proposal: Proposal) -> bool:
        """Whether a newer version of the proposal is shown already."""
        shown = self._shown.get(proposal.id)
        return shown is not None and proposal.version < shown[1]

    def show(self, proposal: Proposal, place: PlaceT) -> None:
        """This version is shown now."""
        self._shown[proposal.id] = (place, proposal.version)
