"""An answer as several messages: posted, edited while it grows, and cut at the end.

A channel splits the text into parts that a message holds; here is which of its messages each part goes into.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from threadline.core.channels.errors import ChannelUnavailable, SurfaceGone


class PartMessages(Protocol):
    """The messages of one answer on its platform. `last`: the part that ends the answer. All raise `ChannelError`."""

    async def post(self, part: str, *, last: bool) -> str:
        """Post a part; answers with the message's id."""
        ...

    async def note(self, number: int, ref: str) -> None:
        """Keep the id of the part of that number, from 0, where the platform cannot be asked for it later."""
        ...

    async def edit(self, ref: str, part: str, *, last: bool) -> None:
        """Make a message show a part."""
        ...

    async def remove(self, ref: str) -> None:
        """Take a message away."""
        ...

    async def standing(self) -> Sequence[str]:
        """The ids of the answer's messages, as far as the platform tells: one may stand that seemed to fail."""
        ...


@dataclass(slots=True)
class PostedParts:
    """One answer in its messages. `refs` are the ids of those that stand already, in order."""

    messages: PartMessages
    refs: list[str] = field(default_factory=list)
    _shown: list[str] = field(default_factory=list)
    _doubtful: bool = False

    @property
    def ref(self) -> str | None:
        """The ids as the engine keeps them."""
        return ",".join(self.refs) or None

    def stands(self, part: str) -> None:
        """The first message shows this already."""
        self._shown = [part]

    async def show(self, parts: Sequence[str], *, last: bool = False) -> str | None:
        """Post or edit until the parts so far stand there; what stands is left alone. Raises `ChannelError`."""
        parts = [part for part in parts if part.strip()]
        for number, part in enumerate(parts):
            ends = last and number == len(parts) - 1
            if ends or number >= len(self._shown) or self._shown[number] != part:
                await self._put(number, part, last=ends)
                self._shown[number:] = [part]
        del self._shown[len(parts) :]
        return self.ref

    async def finish(self, parts: Sequence[str]) -> str | None:
        """Make the final parts stand there, and nothing besides them."""
        await self.show(parts, last=True)
        ref = self.ref
        while len(self.refs) > len(self._shown):
            with suppress(SurfaceGone):  # somebody took it away before
                await self.messages.remove(self.refs[-1])
            self.refs.pop()
        return ref

    async def _put(self, number: int, part: str, *, last: bool) -> None:
        if self._doubtful:
            found = await self.messages.standing()
            self.refs.extend(ref for ref in found if ref not in self.refs)
            self._doubtful = False
        if number < len(self.refs):
            await self.messages.edit(self.refs[number], part, last=last)
            return
        try:
            ref = await self.messages.post(part, last=last)
        except ChannelUnavailable:
            self._doubtful = True  # it may stand there all the same
            raise
        self.refs.append(ref)
        await self.messages.note(number, ref)
