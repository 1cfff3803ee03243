"""Where the card of a proposal is shown, and how it is kept true.

A card that Teams does not take is told in words; where it may not stand, it goes to the chat of whose it is. Nobody
waits for a card that never comes.
"""

from dataclasses import dataclass, replace
from typing import Any

import structlog

from threadline.bots.teams import adaptive_cards
from threadline.bots.teams.ai_labels import cited
from threadline.bots.teams.card import proposal_card
from threadline.bots.teams.connector import Connector
from threadline.bots.teams.errors import TeamsRefused, TextTooLong
from threadline.bots.teams.outbound import Outgoing, message
from threadline.bots.teams.posted_reply import answer
from threadline.bots.teams.rendering import markdown
from threadline.bots.teams.thread_ref import CardPlace, Place
from threadline.core.channels.card_view import summary_of, without_buttons
from threadline.core.channels.commonmark import literal
from threadline.core.channels.errors import ChannelDenied, ChannelError, SurfaceGone
from threadline.core.domain.proposal import Proposal, State

log = structlog.get_logger()

Json = dict[str, Any]

_REFUSED = (TeamsRefused, TextTooLong, SurfaceGone, ChannelDenied)
_OTHER_FORM = (TeamsRefused, TextTooLong)


@dataclass(frozen=True, slots=True)
class Cards:
    """Posts cards and changes them. Both raise `ChannelError` where there is no way at all, and `StorageError`."""

    connector: Connector
    outgoing: Outgoing
    base_url: str | None
    extended: bool = False

    async def post(self, proposal: Proposal, card: CardPlace, place: Place) -> CardPlace:
        """Show the card below the answer, or where else it can be."""
        try:
            return await self._post_in(proposal, card, place)
        except _REFUSED as refused:
            chat = await self.outgoing.chat_of(proposal.owner_id)
            if chat is None or chat.conversation == place.conversation:
                raise
            log.warning("card not shown in its thread", error=str(refused))
            own = replace(
                card, conversation=chat.conversation, account=chat.account, personal=True, service_url=chat.service_url
            )
            return await self._post_in(proposal, own, chat)

    async def update(self, proposal: Proposal, place: CardPlace, text: str = "") -> None:
        """Make the card tell the truth, attached to the `text` of the answer whose message it shares.

        Where Teams lets nobody change it, what stands now is told directly.
        """
        refused: ChannelError | None = None
        url = await self.outgoing.service_url(place.conversation, place.service_url)
        for content in self._forms(proposal, place, text):
            try:
                await self.connector.update(url, place.conversation, place.activity, content)
                return
            except _OTHER_FORM as error:
                refused = refused or error
            except (SurfaceGone, ChannelDenied) as error:
                refused = error
                break
        if refused is not None and proposal.state is State.EXPIRED:
            raise refused  # nobody waits for that
        log.warning("card not changed", error=str(refused))
        if (chat := await self.outgoing.chat_of(proposal.owner_id)) is None:
            raise refused or SurfaceGone("Nowhere to show the card", channel="teams")
        own = replace(place, conversation=chat.conversation, personal=True, service_url=chat.service_url)
        key = f"{key_of(proposal)}-{proposal.version}-{proposal.state}"
        await self.outgoing.once(key, chat, chat.conversation, self.attached(proposal, own))

    async def _post_in(self, proposal: Proposal, card: CardPlace, place: Place) -> CardPlace:
        key = key_of(proposal)
        await self.outgoing.outbox.withdraw(key)
        try:
            posted = await self.outgoing.once(key, place, place.conversation, self.attached(proposal, card))
        except _OTHER_FORM as error:
            log.warning("card told in words", error=str(error))
            posted = await self.outgoing.once(key, place, place.conversation, self._words(proposal))
        return replace(card, activity=posted)

    def _forms(self, proposal: Proposal, place: CardPlace, text: str) -> tuple[Json, Json]:
        """The message with the card, and with its words where Teams does not take that."""
        card, words = self.attached(proposal, place), self._words(proposal)
        if not text.strip():
            return message(card), message(words)
        rest, citations = cited(text)
        said = answer(markdown(rest, tables=self.extended), ends=True, citations=citations, extended=self.extended)
        return said | card, said | {"text": f"{said['text']}\n\n{words['text']}"}

    def attached(self, proposal: Proposal, place: CardPlace) -> Json:
        """What the card as it stands now adds to a message."""
        card = proposal_card(proposal, place, base_url=self.base_url)
        return {"attachments": [adaptive_cards.attachment(card)], "summary": summary_of(proposal)}

    def _words(self, proposal: Proposal) -> Json:
        return {"text": "\n\n".join(filter(None, (literal(summary_of(proposal)), without_buttons(proposal))))}


def key_of(proposal: Proposal) -> str:
    """The key under which a card is noted."""
    return f"card-{proposal.id}"
