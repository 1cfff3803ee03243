"""A proposal's card in the answer's own message, below its text.

Whatever changes such a card says the text once more, for Slack takes a message's blocks as a whole.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from threadline.bots.slack.card import CARD_EVENT, card_text
from threadline.bots.slack.mrkdwn import mrkdwn
from threadline.bots.slack.rendering import escape, markdown
from threadline.bots.slack.tables import table_blocks
from threadline.core.channels.card_view import without_buttons
from threadline.core.domain.proposal import Proposal
from threadline.texts.messages import _

Json = dict[str, Any]

NOTICE = 3_000
"""Characters of a notification."""


def _undrawn(_proposal: Proposal) -> Sequence[Json]:
    return ()


def _untold(_proposal: Proposal, _ts: str, _text: str) -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class AnswerCard:
    """The card that an answer shows, if it shows one. `ts` is the message in which it stands, "" while in none.

    `draw` makes its blocks, `told` learns at the answer's end which card stands in which message, below which text.
    """

    draw: Callable[[Proposal], Sequence[Json]] = _undrawn
    told: Callable[[Proposal, str, str], None] = _untold
    proposal: Proposal | None = None
    blocks: Sequence[Json] = ()
    ts: str = ""

    def carry(self, proposal: Proposal) -> None:
        """Show this card with the last word."""
        self.proposal, self.blocks = proposal, self.draw(proposal)

    def ended(self, text: str) -> None:
        """The answer is all there."""
        if self.proposal is not None and self.ts:
            self.told(self.proposal, self.ts, text)

    def metadata(self, key: str) -> Json | None:
        """What makes the message known that shows it; None where there is no card."""
        return shared_metadata(self.proposal, key) if self.proposal is not None else None


def feedback(message_id: str) -> Json:
    """The two buttons below an answer."""
    up = {"text": {"type": "plain_text", "text": _("Good answer")}, "value": f"good:{message_id}"}
    down = {"text": {"type": "plain_text", "text": _("Bad answer")}, "value": f"bad:{message_id}"}
    buttons = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": up,
        "negative_button": down,
    }
    return {"type": "context_actions", "elements": [buttons]}


def shared_metadata(proposal: Proposal, key: str) -> Json:
    """What makes a message known as the card of a proposal and as a part of the answer of that key."""
    return {"event_type": CARD_EVENT, "event_payload": {"proposal": proposal.id, "key": key}}


def shared_forms(proposal: Proposal, answer: str, card: Sequence[Json], key: str) -> Iterator[Json]:
    """An answer with its card as it should be, and what is left of both where Slack does not take that."""
    text = mrkdwn(answer)
    below = [*card, feedback(proposal.message_id or "")]
    plain = [{"type": "markdown", "text": markdown(answer)}, *below]
    metadata = shared_metadata(proposal, key)
    if (table := table_blocks(answer)) is not None:
        yield {"blocks": [*table, *below], "text": text[:NOTICE], "metadata": metadata}
    yield {"blocks": plain, "text": text[:NOTICE], "metadata": metadata}
    yield {"blocks": plain, "text": text[:NOTICE]}
    yield {"text": f"{text}\n\n{card_text(proposal)}\n{escape(without_buttons(proposal))}".strip()}
