"""An answer as several messages: posted, edited while it grows, and cut at the end.

A channel splits the text into parts that a message holds; here is which of its messages each part goes into. What a
platform refuses costs no answer: text that may not grow is put there whole at the end, and a message that may not be
edited is posted anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from threadline.core.channels.errors import (
    ChannelError,
    ChannelThrottled,
    ChannelUnavailable,
    StoppedByPerson,
    SurfaceFull,
)

log = structlog.get_logger()

LASTING = (ChannelThrottled, ChannelUnavailable, StoppedByPerson, SurfaceFull)
"""What another way of saying the same does not help against: it passes, or it is meant for the text itself."""


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
    _waits: bool = False
    _anew: bool = False

    @property
    def ref(self) -> str | None:
        """The ids as the engine keeps them."""
        return ",".join(self.refs) or None

    @property
    def grows(self) -> bool:
        """Whether messages stand and nothing speaks against one more below them."""
        return bool(self.refs) and not (self._doubtful or self._waits or self._anew)

    def stands(self, parts: Sequence[str]) -> None:
        """The messages show this already."""
        self._shown = list(parts)

    async def show(self, parts: Sequence[str], *, last: bool = False) -> str | None:
        """Post or edit until the parts so far stand there; what stands is left alone. Raises `ChannelError`."""
        if self._waits and not last:
            return self.ref
        parts = [part for part in parts if part.strip()]
        for number, part in enumerate(parts):
            ends = last and number == len(parts) - 1
            if ends or self._anew or number >= len(self._shown) or self._shown[number] != part:
                await self._put(number, part, ends=ends, whole=last)
                if self._waits and not last:
                    return self.ref
                self._shown[number:] = [part]
        del self._shown[len(parts) :]
        return self.ref

    async def finish(self, parts: Sequence[str]) -> str | None:
        """Make the final parts stand there, and nothing besides them."""
        await self.show(parts, last=True)
        ref = self.ref
        while len(self.refs) > len(self._shown):
            await self._remove(self.refs[-1])
            self.refs.pop()
        return ref

    async def _put(self, number: int, part: str, *, ends: bool, whole: bool) -> None:
        if self._doubtful:
            found = await self.messages.standing()
            self.refs.extend(ref for ref in found if ref not in self.refs)
            self._doubtful = False
        if number < len(self.refs):
            await self._change(number, part, ends=ends, whole=whole)
            return
        try:
            ref = await self.messages.post(part, last=ends)
        except ChannelUnavailable:
            self._doubtful = True  # it may stand there all the same
            raise
        except LASTING:
            raise
        except ChannelError as error:
            if whole:
                raise
            self._hold_back(error)
            return
        self.refs.append(ref)
        await self.messages.note(number, ref)

    async def _change(self, number: int, part: str, *, ends: bool, whole: bool) -> None:
        """Edit a message; where that is refused, its text waits for the end and is posted anew then."""
        old = self.refs[number]
        if not self._anew:
            try:
                await self.messages.edit(old, part, last=ends)
            except LASTING:
                raise
            except ChannelError as error:
                if not whole:
                    self._hold_back(error)
                    return
                log.info("message not edited", error=str(error))
                if self._shown[number : number + 1] == [part]:
                    return  # only what comes below the text is missing
                self._anew = True
            else:
                return
        self.refs[number] = await self.messages.post(part, last=ends)
        await self.messages.note(number, self.refs[number])
        await self._remove(old)

    async def _remove(self, ref: str) -> None:
        try:
            await self.messages.remove(ref)
        except LASTING:
            raise
        except ChannelError as error:  # somebody took it away before, or it has to stand
            log.debug("message not taken away", error=str(error))

    def _hold_back(self, error: ChannelError) -> None:
        log.info("answer grows no more, it comes whole at its end", error=str(error))
        self._waits = True
