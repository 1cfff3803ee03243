"""The shipped double of the Channel port: a platform in memory that knows its messages by key."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from threadline.core.channels.errors import ChannelError
from threadline.core.channels.port import Capabilities, Reply

if TYPE_CHECKING:
    from threadline.core.domain.message import Turn
    from threadline.core.domain.proposal import Proposal


@dataclass(slots=True)
class RecordedReply:
    """The double's surface: remembers everything that was visible."""

    ref: str
    bucket: str = "memory"
    shown: list[str] = field(default_factory=list)
    final: str | None = None
    errors: list[ChannelError] = field(default_factory=list)

    async def show(self, text: str) -> str | None:
        """Remember one visible state."""
        if self.errors:
            raise self.errors.pop(0)
        self.shown.append(text)
        return self.ref

    async def finish(self, text: str) -> str | None:
        """Remember the last visible state."""
        if self.errors:
            raise self.errors.pop(0)
        self.shown.append(text)
        self.final = text
        return self.ref


@dataclass(slots=True)
class MemoryChannel:
    """The shipped double of the port: a platform in memory that knows its messages by key."""

    name: str = "memory"
    capabilities: Capabilities = field(default_factory=Capabilities)
    replies: dict[str, RecordedReply] = field(default_factory=dict)
    cards: dict[str, "Proposal"] = field(default_factory=dict)
    card_history: list["Proposal"] = field(default_factory=list)

    async def open_reply(self, turn: "Turn") -> Reply:
        """A new surface, or the one this key had before."""
        return self.replies.setdefault(turn.key, RecordedReply(ref=f"memory-{len(self.replies) + 1}"))

    async def present(self, proposal: "Proposal", turn: "Turn") -> str | None:
        """Remember the card."""
        await self.refresh(proposal)
        return f"card-{proposal.id}"

    async def refresh(self, proposal: "Proposal") -> None:
        """Remember how the card looks now."""
        self.cards[proposal.id] = proposal
        self.card_history.append(proposal)

    async def run(self) -> None:
        """Nothing to poll."""
