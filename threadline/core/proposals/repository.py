"""The stored proposals and their cards: every change is a compare-and-swap, every card tells the truth after it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog

from threadline.core.channels.edge import channel_edge
from threadline.core.channels.errors import ChannelError
from threadline.core.channels.port import Channel
from threadline.core.domain.message import Turn
from threadline.core.domain.proposal import OPEN, AlreadyDecided, Alternative, Offer, Proposal, State
from threadline.storage.database.errors import StorageError
from threadline.storage.proposals import ProposalRecord, ProposalStore
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

log = structlog.get_logger()


class ProposalRepository:
    """Reads, changes and shows proposals; who may do what is decided elsewhere."""

    def __init__(
        self,
        store: ProposalStore,
        channels: Mapping[str, Channel],
        *,
        on_changed: Callable[[Proposal], None] | None = None,
    ) -> None:
        self._store = store
        self._channels = channels
        self._on_changed = on_changed

    async def find(self, proposal_id: str) -> Proposal | None:
        """One proposal, whoever's."""
        record = await self._store.get(proposal_id)
        return proposal_of(record) if record else None

    async def with_key(self, key: str) -> Proposal | None:
        """The proposal that was made under a key, whoever's."""
        record = await self._store.with_key(key)
        return proposal_of(record) if record else None

    async def of_person(
        self, person_id: str, *, states: Sequence[State], limit: int, before: tuple[datetime, str] | None = None
    ) -> Sequence[Proposal]:
        """The person's proposals, the newest first."""
        records = await self._store.of_person(person_id, states=states, limit=limit, before=before)
        return [proposal_of(record) for record in records]

    async def of_messages(self, message_ids: Sequence[str]) -> dict[str, list[Proposal]]:
        """The proposals read from messages, by message."""
        found: dict[str, list[Proposal]] = {}
        for record in await self._store.of_messages(message_ids) if message_ids else ():
            found.setdefault(record.message_id or "", []).append(proposal_of(record))
        return found

    async def of_event(self, person_id: str, event_id: str, *, limit: int) -> Sequence[Proposal]:
        """The person's proposals that stand in their calendar as this event, the newest first."""
        return [proposal_of(record) for record in await self._store.all_booked_as(person_id, event_id, limit=limit)]

    async def of_conversation(self, conversation_id: str, *, limit: int) -> Sequence[Proposal]:
        """The proposals made in a conversation, whoever's, the newest first."""
        return [proposal_of(record) for record in await self._store.of_conversation(conversation_id, limit=limit)]

    async def change(self, proposal: Proposal, *, states: Sequence[State] = OPEN, **values: Any) -> Proposal:
        """Compare-and-swap. Raises `AlreadyDecided` if somebody else was faster."""
        record = await self._store.change(proposal.id, proposal.version, states=states, **values)
        if record is None:
            # What whoever was slower is shown; `proposal` itself only where retention has deleted it meanwhile.
            current = await self._store.get(proposal.id)
            faster = _("Somebody else was faster; look at it again")
            raise AlreadyDecided(faster, proposal_of(current) if current else proposal)
        changed = proposal_of(record)
        if self._on_changed is not None:
            self._on_changed(changed)
        return changed

    async def keep_free(self, proposal: Proposal, keys: Sequence[str]) -> Proposal:
        """Let a card know what keeps its times free, by its keys: it is no conflict. Raises `AlreadyDecided`."""
        offer = replace(proposal.offer, held=tuple(dict.fromkeys((*proposal.offer.held, *keys))))
        changed = await self.change(proposal, body=offer.to_json())
        await self.refresh(changed)
        return changed

    async def suggest(self, proposal: Proposal, times: Sequence[Alternative], told: Sequence[str]) -> Proposal:
        """Let a card show times that somebody else would rather have, and `told` of them: its owner may take one.

        Nothing that would be booked changes. Suggesting twice is once. Raises `AlreadyDecided`.
        """
        offer = proposal.offer
        kept = [each for each in offer.alternatives if each.start not in {one.start for one in times}]
        warnings = (*told, *(each for each in offer.warnings if each not in told))
        offer = replace(offer, alternatives=(*times, *kept), warnings=warnings)
        if offer == proposal.offer:
            return proposal
        changed = await self.change(proposal, body=offer.to_json())
        await self.refresh(changed)
        return changed

    async def present(self, proposal: Proposal, turn: Turn) -> None:
        """Show the card in the turn's thread, once."""
        channel = self._channels[turn.message.channel]
        with speaking(proposal.offer.language):
            # The turn was begun before: its card is there, and may show what is not true any more.
            if proposal.surface_ref is not None:
                await channel.refresh(await self.find(proposal.id) or proposal)
                return
            ref = await channel.present(proposal, turn)
        if ref is None:
            return
        # A click that came before it was known where the card is could not make it tell the truth.
        if await self._store.set_surface(proposal.id, ref) not in (proposal.version, None):
            current = await self.find(proposal.id)
            if current is not None:
                await self.refresh(current)

    async def refresh(self, proposal: Proposal) -> None:
        """The card should tell the truth; where it cannot be reached, the truth is still in the database."""
        channel = self._channels.get(proposal.channel)
        if channel is None:
            return
        try:
            with channel_edge(channel.name), speaking(proposal.offer.language):
                await channel.refresh(proposal)
        except (ChannelError, StorageError) as error:  # it must not undo what was decided
            log.warning("card not refreshed", proposal=proposal.id, error=type(error).__name__)


def proposal_of(record: ProposalRecord) -> Proposal:
    """The proposal of a stored record."""
    return Proposal(
        id=record.id,
        owner_id=record.owner_id,
        state=State(record.state),
        version=record.version,
        offer=Offer.from_json(record.body),
        channel=record.channel,
        calendar=record.calendar,
        calendar_id=record.calendar_id,
        created_at=record.created_at,
        expires_at=record.expires_at,
        conversation_id=record.conversation_id,
        message_id=record.message_id,
        surface_ref=record.surface_ref,
        event_id=record.event_id,
        undo_until=record.undo_until,
        reason=record.reason,
        event_version=record.event_version,
        decided_by=record.decided_by,
        clearing=record.clearing,
    )
