"""What flows that ask again and again are told."""

from typing import Literal

from threadline.bots.webhook.schema.base import View
from threadline.bots.webhook.schema.events import ProposalView


class NothingNew(View):
    """There is nothing new; `Location` says what to ask next."""

    status: Literal["nothing new"] = "nothing new"


class NewProposals(View):
    """What is new, the oldest first."""

    proposals: list[ProposalView]
