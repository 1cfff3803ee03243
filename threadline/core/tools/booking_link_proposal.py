"""A tool: propose to write down free times that can be sent to somebody, with a link by which one is booked."""

from pydantic import Field

from threadline.core.tools.questions_below import ask_below, own_wish
from threadline.core.tools.scene import Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts
from threadline.texts.messages import N_

_OWN = "Quote the person's own words, spoken to you, that ask for it; nobody else can have a link made."


class Sharing(Arguments):
    """What is to be written down."""

    words: list[str] = Field(
        description="The person's own words that ask for it and say for when, for how long and for whom, quoted "
        "exactly as they stand in the message."
    )

    def said(self) -> tuple[str, ...]:
        """The person's words."""
        return (" ".join(self.words),)


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def propose_booking_link(asked: Sharing, scene: Scene) -> str:
        quotation = own_wish(scene, asked.words, _OWN)
        wished = parts.booking_requests.proposed(scene.turn, quotation.text)
        [sentence] = wished.facts
        return ask_below(scene, sentence, wished.asked, does="makes it")

    return Tool(
        "propose_booking_link",
        "Propose free times that the person can send to somebody outside, with a link by which one of them is booked "
        "(“could you let Jo have a few options for next week?”). They are asked below your answer, and only their yes "
        "makes the link.",
        Sharing,
        propose_booking_link,
        N_("Noting what to ask…"),
        acts=True,
        threaded=True,
    )
