"""Proposing to remember a preference: it is asked below the answer, and only the person's yes keeps anything."""

from typing import Literal

from pydantic import Field

from threadline.core.tools.cards import misread
from threadline.core.tools.questions_below import ask_below, own_wish
from threadline.core.tools.scene import Origin, Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.texts.messages import N_

_OWN = (
    "The person did not say this in the message. Only what somebody says of themselves is remembered, in their words."
)


class Preferring(Arguments):
    """What is to be remembered."""

    key: Literal[
        "nickname",
        "preferred_time",
        "working_hours",
        "working_days",
        "lunch",
        "meeting_minutes",
        "buffer_minutes",
        "week_start",
        "clock",
        "remind_minutes",
        "morning_brief",
        "quiet_hours",
        "focus_time",
        "out_of_office",
        "tell_answers",
        "tell_expiry",
    ] = Field(description="Which preference it is.")
    value: str = Field(
        max_length=60,
        description="nickname: as it was written; preferred_time: morning, afternoon or evening; working_hours, "
        "lunch, quiet_hours: 09:00-17:00; working_days: mon,tue,…; meeting_minutes (how long meetings are of which "
        "nobody says it), buffer_minutes (free around events), remind_minutes (before every meeting): a number; "
        "week_start: monday, saturday or sunday; clock: 12 or 24; morning_brief (the day's "
        "agenda): 07:30; focus_time: 120 morning or 60 09:00-11:00; "
        "out_of_office: 2027-08-03/2027-08-07; tell_answers (of guests), tell_expiry (of open cards): true.",
    )
    words: list[str] = Field(
        description="The person's own words that say so, quoted exactly as they stand in the message."
    )

    def said(self) -> tuple[str, ...]:
        """The person's words."""
        return (" ".join(self.words),)


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def propose_preference(asked: Preferring, scene: Scene) -> str:
        quotation = own_wish(scene, asked.words, _OWN)
        if asked.key == "nickname" and not scene.says(asked.value, Origin.PERSON):
            raise ToolRefused("A nickname is what the person wrote, letter by letter.")
        wished = await parts.preference_memory.proposed(scene.turn, asked.key, asked.value, quotation.text)
        if wished is None:
            raise ToolRefused("This value does not fit the preference. Look at its form again, or ask the person.")
        [sentence] = wished.facts
        if wished.asked is None:
            return f"Nothing needs to be remembered: {sentence}"
        misread(scene, quotation)
        return ask_below(scene, sentence, wished.asked, does="keeps it")

    return Tool(
        "propose_preference",
        "Propose to remember how the person wants things, where they say so of themselves and for the future (“I "
        "prefer mornings”, “call me Bo”, “remind me 10 minutes before every meeting”). They are asked below your "
        "answer, and "
        "only their yes keeps it.",
        Preferring,
        propose_preference,
        N_("Noting what to ask…"),
        acts=True,
        threaded=True,
    )
