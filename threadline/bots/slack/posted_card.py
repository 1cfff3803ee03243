"""Where the card of a proposal is shown, and how it is kept true.

A card that Slack does not take as it is loses first its metadata, then its buttons; where it may not stand, it goes to
the direct messages of whose it is, and in the end to them alone. Nobody waits for a card that never comes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import structlog

from threadline.bots.slack.answer_card import shared_forms
from threadline.bots.slack.card import card_blocks, card_metadata, card_text
from threadline.bots.slack.errors import NAME, SlackRefused, TextTooLong
from threadline.bots.slack.posted_reply import open_direct
from threadline.bots.slack.recovery import find_card
from threadline.bots.slack.rendering import escape
from threadline.bots.slack.retrying_client import BACKOFF
from threadline.bots.slack.thread_ref import CardPlace, Place
from threadline.bots.slack.workspaces import Workspace
from threadline.core.channels.card_view import without_buttons
from threadline.core.channels.errors import (
    ChannelDenied,
    ChannelError,
    ChannelThrottled,
    ChannelUnavailable,
    SurfaceGone,
)
from threadline.core.domain.proposal import Proposal, State
from threadline.core.runtime.clock import Sleep

log = structlog.get_logger()

Json = dict[str, Any]

_ATTEMPTS = 4
_OTHER_FORM = (SlackRefused, TextTooLong)


@dataclass(frozen=True, slots=True)
class Cards:
    """Posts cards and changes them. Both raise `ChannelError` where there is no way at all."""

    base_url: str | None
    sleep: Sleep

    async def post(self, workspace: Workspace, place: Place, proposal: Proposal) -> CardPlace:
        """Show the card below the answer, or where else it can be."""
        try:
            return await self._post_in(workspace, place, proposal)
        except (SlackRefused, TextTooLong, SurfaceGone, ChannelDenied) as refused:
            log.warning("card not shown in its thread", error=str(refused))
            try:
                channel = await open_direct(workspace.calls, place)
                direct = replace(place, channel=channel, thread_ts="", direct=True)
                return await self._post_in(workspace, direct, proposal)
            except (SlackRefused, TextTooLong, SurfaceGone, ChannelDenied):
                return await self._alone(workspace, place, proposal, refused)

    async def update(self, workspace: Workspace, place: CardPlace, proposal: Proposal, answer: str = "") -> None:
        """Make the card tell the truth, below the `answer` whose message it shares.

        Where Slack lets nobody change it, what stands now is told directly.
        """
        where = {"channel": place.channel, "ts": place.ts}
        refused: ChannelError | None = None
        forms = self._forms(proposal, place.user, place.channel)
        if answer.strip():
            forms = shared_forms(proposal, answer, self.blocks(proposal, place.user, place.channel), place.below)
        for form in forms:
            try:
                await workspace.calls.insist("chat.update", **where, **form)
                return
            except _OTHER_FORM as error:
                refused = refused or error
            except (SurfaceGone, ChannelDenied) as error:
                refused = error
                break
        if refused is not None and proposal.state is State.EXPIRED:
            raise refused  # nobody waits for that
        log.warning("card not changed", error=str(refused))
        asked = Place(place.team, place.channel, "", "", place.user, enterprise=place.enterprise)
        channel = await open_direct(workspace.calls, asked)
        await self._post_in(workspace, replace(asked, channel=channel, direct=True), proposal)

    def blocks(self, proposal: Proposal, owner: str, channel: str) -> list[Json]:
        """The card as it stands now."""
        return card_blocks(proposal, owner=owner, direct=channel.startswith("D"), base_url=self.base_url)

    async def _post_in(self, workspace: Workspace, place: Place, proposal: Proposal) -> CardPlace:
        refused: ChannelError | None = None
        for form in self._forms(proposal, place.user, place.channel):
            try:
                ts = await self._post_once(workspace, place, proposal, form)
                return CardPlace(place.team, place.enterprise, place.channel, ts, place.user)
            except _OTHER_FORM as error:
                refused = refused or error
        raise refused or ChannelUnavailable("The card could not be posted", channel=NAME)

    async def _post_once(self, workspace: Workspace, place: Place, proposal: Proposal, form: Json) -> str:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                posted = await workspace.calls.call(
                    "chat.postMessage", channel=place.channel, thread_ts=place.thread_ts or None, **form
                )
                return str(posted["ts"])
            except ChannelThrottled:
                continue  # the bucket is paused: the next call waits
            except ChannelUnavailable:
                await self.sleep(BACKOFF.pause(attempt))
                if place.thread_ts and (found := await find_card(workspace.calls, place, proposal.id)):
                    return found.ts
        raise ChannelUnavailable("The card could not be posted", channel=NAME)

    async def _alone(self, workspace: Workspace, place: Place, proposal: Proposal, refused: ChannelError) -> CardPlace:
        """The card that only they see; it stays as it is, and answers in words count."""
        where = {"channel": place.channel, "user": place.user, "thread_ts": place.thread_ts or None}
        for form in self._forms(proposal, place.user, place.channel):
            try:
                said = await workspace.calls.insist(
                    "chat.postEphemeral", **where, **{name: form[name] for name in form if name != "metadata"}
                )
                ts = str(said.get("message_ts") or "")
                return CardPlace(place.team, place.enterprise, place.channel, ts, place.user)
            except (SlackRefused, TextTooLong):
                continue
            except (SurfaceGone, ChannelDenied):
                break
        raise refused

    def _forms(self, proposal: Proposal, owner: str, channel: str) -> Iterator[Json]:
        """The card as it should be, and what is left of it where Slack does not take that."""
        blocks = self.blocks(proposal, owner, channel)
        text = card_text(proposal)
        yield {"blocks": blocks, "text": text, "metadata": card_metadata(proposal)}
        yield {"blocks": blocks, "text": text}
        yield {"text": f"{text}\n{escape(without_buttons(proposal))}".strip()}
