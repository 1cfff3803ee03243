"""Clicks on a card, and the modals behind them: read, handed to the core, and what comes of it shown in Slack."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

import structlog

from threadline.bots.slack import forms
from threadline.bots.slack.people import Acquaintance, Actor
from threadline.core.channels.errors import ChannelError
from threadline.core.interactions.card_actions import ActionResult, CardActions, CardForm, CardRef, Decision
from threadline.core.interactions.refusals import platform_refusal
from threadline.texts.speaking import speaking

log = structlog.get_logger()

Json = dict[str, Any]

EDIT, TIMES = "edit", "times"
ACTIONS = (*Decision, EDIT, TIMES)
ACKNOWLEDGE_SECONDS = 2.0
"""Slack wants its answer within three."""


@dataclass(frozen=True, slots=True)
class Click:
    """A click on a card: what it asks for, and of which card."""

    action: str
    card: CardRef

    @classmethod
    def read(cls, action: Json) -> "Click":
        """From a button's value. Raises `ValueError` for a value that is none of ours."""
        proposal, version, _owner = str(action.get("value") or "").split(":")
        return cls(str(action["action_id"]), CardRef.read(proposal, int(version)))


@dataclass(frozen=True, slots=True)
class CardClicks:
    """Shows what clicks lead to. What cannot be done is whispered, also when Slack was answered long before."""

    actions: CardActions
    acquaintance: Acquaintance

    async def click(self, actor: Actor, click: Click) -> None:
        """Carry out a click, for as long as Slack waits."""
        await self.actions.acknowledged(self._carried_out(actor, click))

    async def save(self, actor: Actor, card: CardRef, values: Json, *, times: bool) -> Json | None:
        """What a modal's submission does; answers with errors by block, or None if it is done."""
        result = await self.actions.save(self.acquaintance.person(actor), card, forms.fields(values), times=times)
        if result.whisper:
            return {"time" if times else "title": result.whisper}
        return dict(result.errors) or None

    async def _carried_out(self, actor: Actor, click: Click) -> None:
        who = self.acquaintance.person(actor)
        try:
            match click.action:
                case "edit" | "times":
                    result = await self._opened(actor, await self.actions.open(who, click.card), click.action)
                case _:
                    result = await self.actions.decide(who, Decision(click.action), click.card)
        except ChannelError as error:
            log.warning("form not shown", missing=error.missing, error=str(error))
            result = ActionResult(whisper=platform_refusal(error))
        if result.whisper:
            await self.acquaintance.whisper(actor, result.whisper)

    async def _opened(self, actor: Actor, result: ActionResult, action: str) -> ActionResult:
        if result.form is None:
            return result
        if action == TIMES:
            return await self._open_times(actor, result.form)
        card = CardRef(result.form.proposal.id, result.form.proposal.version)
        with speaking(*result.form.languages):
            view = forms.edit_form(result.form.proposal, card)
        await self._open(actor, view)
        return result

    async def _open_times(self, actor: Actor, form: CardForm) -> ActionResult:
        """Other readings and free times; where none were found before, they are looked for while the modal waits.

        A trigger opens a modal for three seconds only, so it is opened before the search.
        """
        with speaking(*form.languages):
            return await self._opened_times(actor, form)

    async def _opened_times(self, actor: Actor, form: CardForm) -> ActionResult:
        card = CardRef(form.proposal.id, form.proposal.version)
        if known := form.proposal.offer.alternatives:
            await self._open(actor, forms.times_form(known, card))
            return ActionResult()
        opened = await self._open(actor, forms.waiting_form(card))
        result = await self.actions.find_times(form)
        times = result.form.times if result.form is not None else None
        view = forms.times_form(times or (), card)
        await actor.workspace.calls.call("views.update", view_id=opened["view"]["id"], view=view)
        return result

    def _open(self, actor: Actor, view: Json) -> Awaitable[Json]:
        return actor.workspace.calls.call("views.open", trigger_id=actor.trigger_id, view=view)
