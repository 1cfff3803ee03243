"""Clicks on a card, and the forms behind them: read, handed to the core, and what comes of it shown in Teams.

A click is answered with the card as it stands then, which the clicking person sees at once; everybody else sees it by
the update of the message. What cannot be done is answered with a sentence that only they see. Source:
learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from threadline.bots.teams import adaptive_cards, card, forms
from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.people import Acquaintance
from threadline.bots.teams.thread_ref import CardPlace, base_of
from threadline.core.domain.proposal import Proposal
from threadline.core.interactions.card_actions import ActionResult, CardActions, CardForm, CardRef, Decision
from threadline.core.interactions.refusals import OLD_BUTTON, TAKES_A_MOMENT
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

Json = dict[str, Any]
Placed = Callable[[Proposal], CardPlace | None]

ACKNOWLEDGE_SECONDS = 8.0
"""Teams waits for fifteen."""

_MESSAGE = "application/vnd.microsoft.activity.message"


@dataclass(frozen=True, slots=True)
class CardClicks:
    """Shows what clicks lead to. `placed` says where a proposal's card is, if it was shown in Teams."""

    actions: CardActions
    acquaintance: Acquaintance
    placed: Placed
    base_url: str | None

    async def click(self, incoming: Incoming, verb: str, data: Json) -> Json:
        """Decide; answers with the card, or with a sentence, as the invoke's body."""
        result = await self.actions.acknowledged(self.decide(incoming, verb, data))
        if result is None:
            return _told(_(TAKES_A_MOMENT))
        if result.whisper:
            return _told(result.whisper)
        shown = None
        if result.proposal is not None:
            with speaking(result.proposal.offer.language):
                shown = self._card(incoming, result.proposal)
        return self.answered(shown or _(OLD_BUTTON))

    async def in_time(self, answering: Coroutine[Any, Any, Json]) -> Json:
        """The answer to a click, or that it takes a moment; it goes on all the same."""
        return await self.actions.acknowledged(answering) or _told(_(TAKES_A_MOMENT))

    @staticmethod
    def answered(said: Json | str) -> Json:
        """A card, or a sentence, as the invoke's body."""
        return _told(said) if isinstance(said, str) else {"statusCode": 200, "type": adaptive_cards.CARD, "value": said}

    async def decide(self, incoming: Incoming, verb: str, data: Json) -> ActionResult:
        """Decide, or look again at a card that shows itself anew."""
        try:
            ref = forms.card_ref(data)
            decision = None if verb == card.REFRESH else Decision(verb)
        except ValueError:
            return ActionResult(whisper=_(OLD_BUTTON))
        if decision is None:
            return await self.actions.look(ref)
        return await self.actions.decide(self.acquaintance.person(incoming), decision, ref)

    async def form(self, incoming: Incoming, data: Json) -> Json:
        """The task module that a button opens."""
        try:
            ref = forms.card_ref(data)
        except ValueError:
            return adaptive_cards.task_message(_(OLD_BUTTON))
        result = await self.actions.open(self.acquaintance.person(incoming), ref)
        if result.form is None:
            return adaptive_cards.task_message(result.whisper)
        if data.get("form") == forms.EDIT:
            return forms.edit_form(result.form.proposal, ref)
        return await self._times_form(result.form, ref)

    async def save(self, incoming: Incoming, data: Json) -> Json | None:
        """What a task module's submission does: None closes it, else it stays and says what is not right."""
        try:
            ref = forms.card_ref(data)
        except ValueError:
            return adaptive_cards.task_message(_(OLD_BUTTON))
        times, who = data.get("form") == forms.TIMES, self.acquaintance.person(incoming)
        result = await self.actions.save(who, ref, forms.fields(data), times=times)
        if result.whisper:
            return adaptive_cards.task_message(result.whisper)
        if result.form is None:
            return None
        problem = "; ".join(result.errors.values())
        if times:
            return await self._times_form(result.form, ref, problem)
        return forms.edit_form(result.form.proposal, ref, data, problem)

    async def _times_form(self, form: CardForm, ref: CardRef, problem: str = "") -> Json:
        found = await self.actions.find_times(form)
        if found.form is None:
            return adaptive_cards.task_message(found.whisper)
        return forms.times_form(found.form.times or (), ref, problem)

    def _card(self, incoming: Incoming, proposal: Proposal) -> Json | None:
        """The card, for those who can see it: nobody learns of a proposal by guessing its id elsewhere."""
        place = self.placed(proposal)
        if place is None or base_of(place.conversation) != incoming.base_conversation:
            return None
        return card.proposal_card(proposal, place, base_url=self.base_url)


def _told(words: str) -> Json:
    return {"statusCode": 200, "type": _MESSAGE, "value": words}
