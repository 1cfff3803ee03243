"""From a proposal's card to what the API shows of it."""

from functools import partial

from threadline.bots.webhook.schema.cards import CardActionView, CardRowView, CardStatusView, ProposalCardView
from threadline.core.channels.card_rows import CardReader
from threadline.core.channels.card_view import CardAction, CardView, card_view
from threadline.core.channels.formatting import span_label
from threadline.core.domain.proposal import Proposal
from threadline.texts.speaking import speaking


def proposal_card(proposal: Proposal, zone: str) -> ProposalCardView:
    """The card as the proposal's owner sees it, whose zone is `zone`."""
    with speaking(proposal.offer.language):
        return _viewed(card_view(proposal, CardReader(zone)), zone)


def _viewed(card: CardView, zone: str) -> ProposalCardView:
    return ProposalCardView(
        title=card.title,
        heading=card.heading,
        headline=card.headline,
        badge=card.badge,
        rows=[
            CardRowView(kind=row.kind.value, label=row.label, before=row.before_text, after=row.after_text)
            for row in card.rows
        ],
        guests_told=card.guests_told,
        warnings=[warning.sentence(partial(span_label, zone=zone)) for warning in card.warnings],
        sources=card.sources,
        status=CardStatusView(mark=card.status.mark.value, text=card.status.said, reason=card.status.reason)
        if card.status
        else None,
        actions=[_action(action) for action in card.actions],
        anyway=_action(card.anyway) if card.anyway else None,
    )


def _action(action: CardAction) -> CardActionView:
    return CardActionView.model_validate({"id": action.id.value, "label": action.label, "style": action.style.value})
