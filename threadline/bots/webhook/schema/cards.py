"""The card of a proposal in words, as every channel shows it."""

from typing import Literal

from pydantic import Field

from threadline.bots.webhook.schema.base import View


class CardRowView(View):
    """A fact on the card. `before` is what it was, absent if it stays; `kind` is for programs, the rest for people."""

    kind: str = Field(examples=["when", "place", "guests", "guests_removed", "description"])
    label: str
    before: str | None = None
    after: str


class CardStatusView(View):
    """What became of a proposal, as a sentence, with the reason if there is one to tell."""

    mark: Literal["working", "done", "failed", "over"]
    text: str
    reason: str = ""


class CardActionView(View):
    """A button: its label, and what it does. `confirm-anyway` confirms `despite_conflicts`."""

    id: Literal["confirm", "confirm-anyway", "edit", "times", "dismiss", "undo"]
    label: str
    style: Literal["plain", "primary", "danger"] = "plain"


class ProposalCardView(View):
    """The card in words, as every channel shows it to the owner: plain text, times in the owner's zone.

    `rows` of a change tell what changes, and when the event is. `headline` asks for a decision, or says what became of
    it. `anyway` is the button for confirming over conflicts that the card shows.
    """

    title: str
    heading: str = Field(examples=["Change: Design review"])
    headline: str = Field(examples=["Change this event?"])
    badge: str = Field(description="Where it stands, in a word or two", examples=["Proposed", "Changed"])
    rows: list[CardRowView]
    guests_told: str = Field(default="", description="Whether guests hear of it; empty where there is nothing to say")
    warnings: list[str] = []
    sources: str = Field(default="", description="The words that it was read from")
    status: CardStatusView | None = None
    actions: list[CardActionView] = []
    anyway: CardActionView | None = None
