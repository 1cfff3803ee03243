"""Proposing another time for what somebody else organises: only the person's click takes it to whoever organises it."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from threadline.calendar.event import EventDraft
from threadline.calendar.extract.changes.model import WantedChange
from threadline.core.domain.proposal import Evidence, Offer, ToldBy
from threadline.core.proposals.answers import other_organizer
from threadline.core.scheduling.apply_change import Changed, Unclear, apply_change
from threadline.core.scheduling.change_wording import is_time_alone
from threadline.core.tools.cards import compared, only_card
from threadline.core.tools.change_proposal import as_said, handed, located, spoken, wish_of
from threadline.core.tools.scene import Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.texts.messages import N_


class Countering(Arguments):
    """For which invitation another time is to be proposed, and by which words."""

    event: str = Field(description="The reference of the event (e1, …).")
    words: list[str] = Field(
        description="The words that say the other time, each stretch quoted exactly as somebody in the conversation "
        "wrote it: “at 4 instead”, “Thursday at 10”, “an hour later”."
    )
    whole_series: bool | None = Field(
        description="Of an event that repeats: true for the whole series, false for this one time, null if it does not."
    )
    starts_at: datetime | None = Field(
        description="When you believe that it would start then (ISO 8601), or null. It is only compared with the words."
    )

    def said(self) -> tuple[str, ...]:
        """What is asked for."""
        return (" ".join(self.words),)


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def propose_time(asked: Countering, scene: Scene) -> str:
        event, quotation = handed(scene, asked.event), spoken(scene, asked.words)
        change = wish_of(scene, quotation.text, quotation.source.zone)
        if event.target is None or other_organizer(event.target.before, scene.person) is None:
            raise ToolRefused("The person organises this event themselves: use propose_change.")
        if not is_time_alone(change):
            raise ToolRefused("Only another time can be proposed: all else is for whoever organises it to change.")
        target, shown = await located(event, asked.whole_series, parts.calendars, scene)
        assert target is not None  # noqa: S101 - the event has one
        changed = _moved(scene, change, target.before, shown)
        offer = await parts.decisions.offer_counter(
            scene.person,
            target,
            changed.draft,
            evidence=as_said(changed.evidence, quotation),
            alternatives=changed.alternatives,
            warnings=compared(asked.starts_at, changed.draft),
        )
        if offer.told_by is ToldBy.NOBODY:
            raise ToolRefused("Nothing takes a proposal to whoever organises it: the person has to write to them.")

        async def offered(_evidence: Sequence[Evidence]) -> Offer:
            return offer

        return await only_card(scene, target, quotation, offered)

    return Tool(
        "propose_other_time",
        "Propose another time for an event that look_up_events showed you and that somebody else organises. A card "
        "appears below your answer, and only the person's click asks the organiser; the event stays where it is until "
        "they agree. Once for each event.",
        Countering,
        propose_time,
        N_("Preparing the proposal…"),
        acts=True,
    )


def _moved(scene: Scene, change: WantedChange, before: EventDraft, shown: EventDraft) -> Changed:
    """The event at the time that the words say. Raises `ToolRefused` where they say none, or the one it has."""
    try:
        moved = apply_change(change, before, now=scene.turn.message.sent_at, zone=scene.person.zone, shown=shown)
    except Unclear as error:
        raise ToolRefused(str(error)) from error
    if moved.draft == before:
        raise ToolRefused("It is at that time already, or the words say no time.")
    return moved
