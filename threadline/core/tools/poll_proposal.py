"""A tool: propose to ask everybody in the thread which time suits them."""

from pydantic import Field

from threadline.core.tools.questions_below import ask_below, own_wish
from threadline.core.tools.scene import Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts
from threadline.texts.messages import N_

_OWN = "Quote the person's own words, spoken to you, that ask for it; nobody else has a group asked."


class Polling(Arguments):
    """What is to be asked."""

    words: list[str] = Field(
        description="The person's own words that ask for it and say which times, for when, for how long and what for, "
        "quoted exactly as they stand in the message."
    )

    def said(self) -> tuple[str, ...]:
        """The person's words."""
        return (" ".join(self.words),)


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def propose_poll(asked: Polling, scene: Scene) -> str:
        quotation = own_wish(scene, asked.words, _OWN)
        wished = parts.poll_requests.proposed(scene.turn, quotation.text)
        [sentence] = wished.facts
        return ask_below(scene, sentence, wished.asked, does="asks the group")

    return Tool(
        "propose_poll",
        "Propose a poll in which everybody in the thread says which of several times suits them (“could we see which "
        "of these works for people?”). It is asked below your answer, and only the person's yes asks the group. For a "
        "time that suits all calendars that can be seen, look for it instead.",
        Polling,
        propose_poll,
        N_("Noting what to ask…"),
        acts=True,
        threaded=True,
    )
