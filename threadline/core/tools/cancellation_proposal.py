"""Proposing to cancel an event that a tool showed in this turn."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from pydantic import Field

from threadline.calendar.extract import Intent
from threadline.calendar.extract.changes.reader import read_change
from threadline.core.tools.cards import only_card
from threadline.core.tools.change_proposal import NOT_PLAIN, handed, located, require_own, spoken
from threadline.core.tools.scene import Quotation, Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.texts.messages import N_


class Cancelling(Arguments):
    """Which event is to be cancelled."""

    event: str = Field(description="The reference of the event (e1, …).")
    words: list[str] = Field(
        description="The words that ask for it, quoted exactly as somebody in the conversation wrote them."
    )
    whole_series: bool | None = Field(
        description="Of an event that repeats: true for the whole series, false for this one time, null if it does not."
    )

    def said(self) -> tuple[str, ...]:
        """What is asked for."""
        return (" ".join(self.words),)


def _asks(scene: Scene, quotation: Quotation) -> bool:
    """Whether the words read as a wish to cancel something; asked where text from outside came with them."""
    zone = ZoneInfo(quotation.source.zone)
    change = read_change(quotation.text, quotation.source.sent_at.astimezone(zone), zone=zone)
    if change is not None:
        return change.cancel
    said = replace(scene.context, text=quotation.text, sent_at=quotation.source.sent_at, thread=())
    return said.read(event_wanted=False).intent is Intent.CANCEL


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def propose_cancellation(asked: Cancelling, scene: Scene) -> str:
        event, quotation = handed(scene, asked.event), spoken(scene, asked.words)
        if scene.notes.tainted and not _asks(scene, quotation):
            raise ToolRefused(NOT_PLAIN)
        if event.target is None:
            raise ToolRefused("It is not booked yet: the person can dismiss its card with a click. Tell them so.")
        target, _ = await located(event, asked.whole_series, parts.calendars, scene)
        assert target is not None  # noqa: S101 - the event has one
        require_own(target.before, scene)
        return await only_card(
            scene,
            target,
            quotation,
            lambda evidence: parts.decisions.offer_change(scene.person, target, None, evidence=evidence),
        )

    return Tool(
        "propose_cancellation",
        "Propose to cancel an event that look_up_events showed you. A card appears below your answer, and only the "
        "person's click cancels anything. Once for each event.",
        Cancelling,
        propose_cancellation,
        N_("Preparing the cancellation…"),
        acts=True,
    )
