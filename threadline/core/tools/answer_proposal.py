"""Proposing the answer to an invitation that a tool showed in this turn: only the person's click answers it."""

from typing import Literal

from pydantic import Field

from threadline.calendar.extract.changes.model import WantedChange
from threadline.core.domain.proposal import Action
from threadline.core.proposals.answers import other_organizer
from threadline.core.tools.cards import only_card
from threadline.core.tools.change_proposal import NOT_PLAIN, handed, located, spoken, wanted_change
from threadline.core.tools.scene import Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.texts.messages import N_

_ACTIONS = {"accept": Action.ACCEPT, "tentative": Action.TENTATIVE, "decline": Action.DECLINE}
_READ = {"accepted": Action.ACCEPT, "tentative": Action.TENTATIVE, "declined": Action.DECLINE}


class Answering(Arguments):
    """Which invitation is to be answered, and how."""

    event: str = Field(description="The reference of the event (e1, …).")
    answer: Literal["accept", "tentative", "decline"] = Field(description="What the person wants to answer.")
    words: list[str] = Field(
        description="The words that say so, quoted exactly as somebody in the conversation wrote them."
    )
    whole_series: bool | None = Field(
        description="Of an event that repeats: true for the whole series, false for this one time, null if it does not."
    )

    def said(self) -> tuple[str, ...]:
        """What is asked for."""
        return (" ".join(self.words),)


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def propose_answer(asked: Answering, scene: Scene) -> str:
        event, quotation = handed(scene, asked.event), spoken(scene, asked.words)
        action = _ACTIONS[asked.answer]
        _require_same(scene, wanted_change(scene, quotation.text, quotation.source.zone), action)
        if event.target is None:
            raise ToolRefused("It is the person's own event and not booked yet: there is nobody to answer.")
        target, _ = await located(event, asked.whole_series, parts.calendars, scene)
        assert target is not None  # noqa: S101 - the event has one
        if other_organizer(target.before, scene.person) is None:
            raise ToolRefused(
                "The person organises this event, so there is nobody to answer: propose a change instead."
            )
        return await only_card(
            scene,
            target,
            quotation,
            lambda evidence: parts.decisions.offer_answer(scene.person, target, action, evidence=evidence),
        )

    return Tool(
        "propose_answer",
        "Propose to accept, tentatively accept or decline an invitation: an event that look_up_events showed you and "
        "that somebody else organises. A card appears below your answer, and only the person's click tells the "
        "organiser. Once for each event.",
        Answering,
        propose_answer,
        N_("Preparing the answer…"),
        acts=True,
    )


def _require_same(scene: Scene, read: WantedChange | None, action: Action) -> None:
    """Refuse an answer that the words plainly do not give; beside a text from outside they have to give it plainly."""
    said = _READ[read.answer] if read is not None and read.answer is not None else None
    if read is not None and read.cancel:
        said = Action.DECLINE
    if said is not None and said is not action:
        raise ToolRefused("These words give another answer. Do what they say, or ask the person.")
    if said is None and scene.notes.tainted:
        raise ToolRefused(NOT_PLAIN)
