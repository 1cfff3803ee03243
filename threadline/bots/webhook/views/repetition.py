"""What an answer says that its cards say as well: whoever sees the cards need not read it twice."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from threadline.core.channels.offer_text import offer_facts
from threadline.core.domain.proposal import Offer, Proposal
from threadline.texts.speaking import speaking


def stands_on_cards(text: str, proposals: Sequence[Proposal], zone: str) -> bool:
    """Whether every line of an answer is one that code makes of what its cards show, as they are or were before."""
    told = {line for proposal in proposals for line in _told(proposal.offer, zone)}
    said = [line.strip() for line in text.splitlines() if line.strip()]
    return bool(said) and all(line in told for line in said)


def _told(offer: Offer, zone: str) -> Iterator[str]:
    states = [offer, replace(offer, conflicts=())]
    if offer.earlier is not None:
        states += [replace(each, draft=offer.earlier) for each in states]
    with speaking(offer.language):
        for state in states:
            yield from (line.strip() for line in offer_facts(state, zone))
