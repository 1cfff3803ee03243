"""Proposing to cancel an event that a tool showed in this turn."""

from pydantic import Field

from threadline.core.domain.proposal import Evidence
from threadline.core.tools.cards import require_room, told
from threadline.core.tools.change_proposal import ONLY_PEOPLE, handed, located
from threadline.core.tools.scene import SPOKEN, Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused


class Cancelling(Arguments):
    """Which event is to be cancelled."""

    event: str = Field(description="The reference of the event (e1, …).")
    words: list[str] = Field(
        description="The words that ask for it, quoted exactly as somebody in the conversation wrote them."
    )
    whole_series: bool | None = Field(
        description="Of an event that repeats: true for the whole series, false for this one time, null if it does not."
    )


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def propose_cancellation(asked: Cancelling, scene: Scene) -> str:
        event = handed(scene, asked.event)
        quotation = scene.quoted(asked.words, *SPOKEN)
        if quotation is None:
            raise ToolRefused(ONLY_PEOPLE)
        if event.target is None:
            raise ToolRefused("It is not booked yet: the person can dismiss its card with a click. Tell them so.")
        target, _ = await located(event, asked.whole_series, parts.calendars, scene)
        assert target is not None  # noqa: S101 - the event has one
        if any(offer.target is not None and offer.target.event_id == target.event_id for offer in scene.notes.offers):
            return "There is a card for this event already."
        require_room(scene)
        evidence = [Evidence("title", word.value, *word.span) for word in quotation.words]
        offer = await parts.decisions.offer_change(scene.person, target, None, evidence=evidence)
        scene.notes.offers.append(offer)
        return told(offer, scene)

    return Tool(
        "propose_cancellation",
        "Propose to cancel an event that look_up_events showed you. A card appears below your answer, and only the "
        "person's click cancels anything. Once for each event.",
        Cancelling,
        propose_cancellation,
        "Preparing the cancellation…",
        acts=True,
    )
