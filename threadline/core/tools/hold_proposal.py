"""A tool: propose to keep the offered times free in the person's calendar until one of them is chosen."""

from pydantic import Field

from threadline.core.tools.questions_below import ask_below, own_wish
from threadline.core.tools.scene import Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.texts.messages import N_

_OWN = "Quote the person's own words, spoken to you, that ask for it; nobody else can have times held."
_NOTHING = "There are no offered times in this thread: find some first, as an event or as free times to send."


class Holding(Arguments):
    """What is to be held."""

    words: list[str] = Field(
        description="The person's own words that ask to keep the offered times free, quoted exactly as they stand in "
        "the message."
    )

    def said(self) -> tuple[str, ...]:
        """The person's words."""
        return (" ".join(self.words),)


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def propose_holds(asked: Holding, scene: Scene) -> str:
        own_wish(scene, asked.words, _OWN)
        wished = await parts.hold_requests.proposed(scene.turn)
        if wished is None:
            raise ToolRefused(_NOTHING)
        [sentence] = wished.facts
        return ask_below(scene, sentence, wished.asked, does="holds them")

    return Tool(
        "propose_holds",
        "Propose to keep the times that are offered in this thread free, as tentative events in the person's calendar, "
        "until one of them is chosen (“make sure nobody takes those slots meanwhile”). They are asked below your "
        "answer, and only their yes holds them.",
        Holding,
        propose_holds,
        N_("Noting what to ask…"),
        acts=True,
        threaded=True,
    )
